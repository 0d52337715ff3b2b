"""A database in memory with a few places, where a file would be too slow."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import create_engine
from sqlalchemy import insert
from sqlalchemy.orm import Session

from carbon_points.places.models import Place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator


@contextmanager
def session_with_places(ids: Iterable[int]) -> Iterator[Session]:
    engine = create_engine("sqlite://")
    Place.__table__.create(engine)  # type: ignore[attr-defined]
    with Session(engine) as session:
        rows = [
            {"id": i, "kind": "desk", "parent_id": None, "code": "", "name": str(i)}
            for i in ids
        ]
        if rows:
            session.execute(insert(Place), rows)
        yield session
    engine.dispose()
