"""Rides an hour apart, and how their actions stand."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.integrity.service import verify
from tests.deeds import Ride
from tests.districts import as_of

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

START: Final = Ride("").start
HOUR: Final = 3600


def states(db: Database) -> list[int]:
    """Of every action, oldest first."""
    with db.reading() as session:
        return list(session.scalars(text("SELECT state FROM action ORDER BY id")))


def ids(db: Database) -> list[int]:
    """Of every action, oldest first."""
    with db.reading() as session:
        return list(session.scalars(text("SELECT id FROM action ORDER BY id")))


def sound(db: Database) -> bool:
    """Whether everything holds, recalculated from the first row."""
    return verify(db, as_of("auditor"), recalculate=True).ok


def end_set_up(db: Database) -> None:
    """From here on a second person signs only where one is named."""
    with db.writing() as session:
        session.execute(text("UPDATE operator SET password_hash = 'set'"))
