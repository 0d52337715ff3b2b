"""Closing a month: what was counted in it stays, for ever."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import text

from carbon_points.certificates.checkpoints import note
from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.common.days import month_number
from carbon_points.common.days import month_text
from carbon_points.common.days import parse_month
from carbon_points.common.problems import RefusedError
from carbon_points.integrity.months import month_digest
from carbon_points.integrity.service import verify
from carbon_points.ledger.models import ClosedMonth
from carbon_points.ledger.models import Entry
from carbon_points.ledger.queries import closed_through
from carbon_points.security import chain
from carbon_points.security.acts import permitted
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.common.progress import Progress
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Closed:
    """A month that was closed."""

    month: str
    entries: int
    """Ledger entries that were booked in it."""

    digest: bytes
    """SHA-256 over its statistics."""


def close_month(
    db: Database, caller: Caller, month: str, progress: Progress | None = None
) -> Closed:
    """Close a month once everything is found to be as it must be.

    From here on nothing is booked in it, and what is decided late on one of its
    actions is counted in the first open month.

    Args:
        db: the programme database.
        caller: an auditor.
        month: ``2026-05``; the first one closes all before it, then one by one.
        progress: of the check.

    Raises:
        RefusedError: MONTH_NOT_OVER, MONTH_CLOSED, MONTH_ORDER, MONTH_NOT_CLEAN.
        NotAllowedError: ROLE.
    """
    number = parse_month(month)
    with db.reading() as session:
        by = permitted(session, "close-month", caller)
        _may_close(session, by, number)
    alone = replace(by, second="")
    found = verify(db, alone, recalculate=True, progress=progress)
    for check in found.checks:
        if check.problem is not None:
            raise RefusedError("MONTH_NOT_CLEAN", value=month, check=check.name)
    with db.writing() as session:
        _may_close(session, by, number)
        position = chain.begin(session)
        closed = [
            _close(session, db.desk, position, by, each)
            for each in _open_until(session, number)
        ]
        chain.seal(session, db.desk, position, "close-month", alone, (ClosedMonth,))
    note(db)
    return closed[-1]


def _open_until(session: Session, number: int) -> list[int]:
    """The month, after the earlier ones that have statistics and are open."""
    closed = closed_through(session) or 0
    query = text(
        "SELECT DISTINCT month FROM stat_cell"
        " WHERE state IN (2, 3) AND month > :closed AND month < :month ORDER BY 1"
    )
    found = session.scalars(query, {"closed": closed, "month": number})
    return [*found, number]


def _close(
    session: Session, desk: int, position: int, by: Caller, number: int
) -> Closed:
    entries, digest = _entries(session, number), month_digest(session, number)
    session.execute(
        insert(ClosedMonth).values(
            id=next_id(session, ClosedMonth, desk),
            month=number,
            entries=entries,
            digest=digest,
            operator=by.operator,
            closed_at=by.now,
            chain_position=position,
        )
    )
    return Closed(month_text(number), entries, digest)


def _may_close(session: Session, by: Caller, number: int) -> None:
    if number >= month_number(by.as_of):
        raise RefusedError("MONTH_NOT_OVER", value=month_text(number))
    closed = closed_through(session)
    if closed is None:
        return
    if number <= closed:
        raise RefusedError("MONTH_CLOSED", value=month_text(number))
    if number != closed + 1:
        raise RefusedError("MONTH_ORDER", value=month_text(closed + 1))


def _entries(session: Session, number: int) -> int:
    first, after = (
        day_number(from_day_number(0).replace(year=m // 12, month=m % 12 + 1))
        for m in (number, number + 1)
    )
    inside = (Entry.booked_on >= first, Entry.booked_on < after)
    return session.scalar(select(func.count(Entry.id)).where(*inside)) or 0
