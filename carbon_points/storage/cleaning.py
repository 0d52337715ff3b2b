"""Sweeping a database file: what was deleted is not left in its free space either."""

from __future__ import annotations

import secrets
from contextlib import closing
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlalchemy import select

from carbon_points.storage.models import Setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.storage.engine import Database

_DUE: Final = "cleaning_due"
_MARK: Final = select(Setting.value).where(Setting.name == _DUE)
_DONE: Final = 0


def mark_for_cleaning(session: Session) -> None:
    """Remember, in the transaction that deletes something, that a sweep is due.

    Each mark is another: what is deleted while a sweep runs needs one of its own.
    """
    session.merge(Setting(name=_DUE, value=secrets.token_hex(8)))


def is_due(session: Session) -> bool:
    """Whether something was deleted that may still stand in the file's free space."""
    return session.get(Setting, _DUE) is not None


def clean(db: Database) -> bool:
    """Write the whole file anew and empty the journal.

    False if it is in use just now or the disk has no room for it; it stays due.
    """
    driver = db.vault.driver.module
    with db.reading() as session:
        mark = session.scalar(_MARK)
    with closing(db.connect()) as raw:
        raw.execute("PRAGMA secure_delete = ON")
        if db.encrypted:
            # Else the whole file would be in memory; pages are encrypted there, too.
            raw.execute("PRAGMA temp_store = FILE")
        try:
            raw.execute("VACUUM")
            emptied = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except driver.OperationalError:  # in use, or no room; the data are as before
            return False
    if emptied != _DONE:
        return False
    with db.writing() as session:
        swept = delete(Setting).where(Setting.name == _DUE, Setting.value == mark)
        session.execute(swept)
    return True
