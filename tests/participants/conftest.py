"""A small district with its operators, and numbers that pass their checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carbon_points.places.models import Place
from carbon_points.security.service import create_operators
from carbon_points.storage.engine import create
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.storage.engine import Database


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = create(tmp_path / "desk.db", desk=12, key_file=tmp_path / "key")
    with database.writing() as session:
        create_operators(session)
        first = next_id(session, Place, database.desk)
        for number, (kind, parent, name) in enumerate(
            [
                ("district", None, "章丘区"),
                ("subdistrict", first, "明水街道"),
                ("subdistrict", first, "刁镇街道"),
                ("community", first + 1, "西苑社区"),
            ]
        ):
            place = Place(
                id=first + number, kind=kind, parent_id=parent, code="", name=name
            )
            session.add(place)
            session.flush()
    yield database
    database.close()
