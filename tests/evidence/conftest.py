"""An empty database with its evidence folder beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carbon_points.storage.engine import create

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.storage.engine import Database


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with create(tmp_path / "desk.db", desk=12, key_file=tmp_path / "key") as database:
        yield database
