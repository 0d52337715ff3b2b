"""The end of the chain, looked at before the first writing: what is broken stops it.

The newest records and their rows are read again, and the record that this computer
noted last must still be there. All else is the work of `audit verify`, which takes
longer than a start may.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.security.notes import noted_head
from carbon_points.security.verification import verify_tail

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.storage.engine import Database


def stop_if_broken(db: Database, *, whole: bool = True) -> int:
    """The position that does not agree, and no more writing then; 0 if all does.

    A damaged file says so itself wherever it is read.

    Args:
        db: the programme database.
        whole: False for the rows of those tables alone that this process has loaded: a
            command checks what it may be about to write, and starts quickly.
    """
    position = broken_at(db, whole=whole)
    if position:
        why = DatabaseUnusableError("CHAIN_BROKEN", position=str(position))
        db.stop(why)
    return position


def broken_at(db: Database, *, whole: bool = True) -> int:
    """The first position of the tail that does not agree; 0 if all of it does."""
    if whole:
        _load_tables()
    with db.reading() as session:
        wrong = [
            int(check.problem.details.get("position", "1"))
            for check in verify_tail(session, loaded_only=not whole)
            if check.problem is not None
        ]
        wrong += _cut_off(session, db)
    return min(wrong, default=0)


def _load_tables() -> None:
    """The chain's check finds the tables among the loaded models."""
    import_module("carbon_points.integrity.service")


def _cut_off(session: Session, db: Database) -> list[int]:
    """The position of the record that was noted here, if it is not there any more."""
    known = noted_head(db)
    if known is None or not known[0]:
        return []
    query = text("SELECT hash FROM chain_record WHERE position = :position")
    found = session.scalar(query, {"position": known[0]})
    return [] if found == known[1] else [known[0]]
