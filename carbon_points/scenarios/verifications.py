"""When the whole database was verified last, as a paper in the file needs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.scenarios.models import ScenarioVerification
from carbon_points.scenarios.recording import recording

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller
    from carbon_points.storage.checks import Check
    from carbon_points.storage.engine import Database

FRESH_DAYS: Final = 31
"""A verification that is older says nothing of the records of today (assumed)."""


@dataclass(frozen=True, slots=True)
class Verification:
    """One run of ``audit verify`` that was put on record."""

    day: dt.date
    checked_position: int
    checks: int
    failed: tuple[str, ...]
    operator: str
    chain_position: int


def last_verification(session: Session, day: dt.date) -> Verification | None:
    """The newest verification on record up to a day."""
    row = session.scalar(
        select(ScenarioVerification)
        .where(ScenarioVerification.on_day <= day_number(day))
        .order_by(ScenarioVerification.id.desc())
        .limit(1)
    )
    if row is None:
        return None
    return Verification(
        from_day_number(row.on_day),
        row.checked_position,
        row.checks,
        tuple(name for name in row.failed.split(",") if name),
        row.operator,
        row.chain_position,
    )


def note_verification(
    db: Database, caller: Caller, checks: Iterable[Check]
) -> Verification:
    """Put on record what `integrity.service.verify` answered."""
    found = tuple(checks)
    failed = tuple(check.name for check in found if not check.ok)
    with recording(db, caller, "scenario document", (ScenarioVerification,)) as act:
        act.add(
            ScenarioVerification,
            on_day=day_number(act.by.as_of),
            checked_position=act.position - 1,
            checks=len(found),
            failed=",".join(failed),
        )
        return Verification(
            act.by.as_of,
            act.position - 1,
            len(found),
            failed,
            act.by.operator,
            act.position,
        )
