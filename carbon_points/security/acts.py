"""An act on its way: who wants it, and who it turns out may do it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from carbon_points.common.days import local_day
from carbon_points.security.rules import WORKER
from carbon_points.security.service import operators
from carbon_points.security.service import permit

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


def permitted(session: Session, command: str, caller: Caller) -> Caller:
    """The caller with operator and second person as they may sign this command.

    An empty operator means nobody was named; set-up mode then takes the first who may.

    Raises:
        NotAllowedError: if the caller, or the second person, may not.
    """
    operator, second = permit(
        session,
        command,
        caller.operator or None,
        caller.second or None,
        today=local_day(caller.now),
    )
    return replace(caller, operator=operator, second=second)


def ask_first(db: Database, command: str, caller: Caller) -> Caller:
    """Ask before anything is written beside the books: who may not fills no disk.

    Answers the caller by name, for the row that says who it was.

    Raises:
        NotAllowedError: as `permitted`.
    """
    with db.reading() as session:
        return permitted(session, command, caller)


def own_subdistrict(session: Session, caller: Caller) -> int | None:
    """The subdistrict that the caller is confined to; None sees the district."""
    operator = next(o for o in operators(session) if o.name == caller.operator)
    return operator.subdistrict_id if operator.roles == {WORKER} else None
