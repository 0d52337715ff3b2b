"""What stands in a database and beside it."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.storage.engine import Database


MARK = "370114199001011234"


def raw(session: Session) -> Any:
    return session.connection().connection.driver_connection


def names(db: Database) -> set[str]:
    with db.reading() as session:
        return set(session.scalars(text("SELECT name FROM setting")))


def files(path: Path) -> list[str]:
    return sorted(p.name for p in path.parent.iterdir() if p.is_file())
