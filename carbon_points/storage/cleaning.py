"""Sweeping a database file: what was deleted is not left in its free space either."""

from __future__ import annotations

from contextlib import closing
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import delete

from carbon_points.storage.models import Setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.storage.engine import Database

_DUE: Final = "cleaning_due"
_DONE: Final = 0


def mark_for_cleaning(session: Session) -> None:
    """Remember, in the transaction that deletes something, that a sweep is due."""
    session.merge(Setting(name=_DUE, value="1"))


def is_due(session: Session) -> bool:
    """Whether something was deleted that may still stand in the file's free space."""
    return session.get(Setting, _DUE) is not None


def clean(db: Database) -> bool:
    """Write the whole file anew and empty the journal.

    False if it is in use just now or the disk has no room for it; it stays due.
    """
    driver = db.vault.driver.module
    with closing(db.connect()) as raw:
        raw.execute("PRAGMA secure_delete = ON")
        try:
            raw.execute("VACUUM")
            emptied = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except driver.OperationalError:  # in use, or no room; the data are as before
            return False
    if emptied != _DONE:
        return False
    with db.writing() as session:
        session.execute(delete(Setting).where(Setting.name == _DUE))
    return True
