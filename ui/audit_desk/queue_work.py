"""What the audit page asks of the core; run in the lanes, so there is no Qt."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.audit.service import approve
from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from carbon_points.security.acts import permitted
from carbon_points.security.chain import Caller
from carbon_points.statistics.queries import table
from carbon_points.statistics.tables import StatQuery

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from carbon_points.audit.service import ApprovalRun
    from carbon_points.statistics.tables import StatRow
    from carbon_points.storage.engine import Database

CAREFUL = "careful"
TWO_SIGN = "all"
"""The policies: what one auditor may take at once, and what two may."""


@dataclass(frozen=True, slots=True)
class Line:
    """What waits of one methodology."""

    methodology: str
    first_month: str
    last_month: str
    people: int
    """Different ones of each month, added up: nobody is missing, some count twice."""

    actions: int
    reduction_mg: int


@dataclass(frozen=True, slots=True)
class Queue:
    """Everything that waits."""

    lines: tuple[Line, ...]
    people: int
    actions: int
    reduction_mg: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be signed: by which policy, of which methodologies."""

    policy: str
    methodologies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What signing would do to the queue."""

    taken: int
    left: int


def caller_of(operator: str, day: dt.date) -> Caller:
    """The caller of one act, with an operation of its own."""
    return Caller(operator, day, int(time.time()), uuid.uuid4().hex)


def waiting(db: Database, caller: Caller) -> Queue:
    """What waits, by methodology.

    Raises:
        NotAllowedError: if the caller is no auditor.
    """
    with db.reading() as session:
        permitted(session, "audit queue", caller)
        query = StatQuery(("methodology", "month"), state="waiting")
        found = table(session, query)
    by_methodology = groupby(found.rows, lambda row: row.key[0])
    lines = tuple(_line(name, rows) for name, rows in by_methodology)
    total = found.totals
    return Queue(
        lines, total.participants or 0, total.actions or 0, total.reduction_mg or 0
    )


def _line(methodology: str, rows: Iterable[StatRow]) -> Line:
    found = list(rows)
    months = [row.key[1] for row in found]
    return Line(
        methodology,
        min(months),
        max(months),
        sum(row.participants or 0 for row in found),
        sum(row.actions or 0 for row in found),
        sum(row.reduction_mg or 0 for row in found),
    )


class _Rehearsal(Progress):
    """Stops an approval between choosing and booking, and keeps what was chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.taken = 0

    def step(self, done: int, total: int) -> None:
        """Remember how many were chosen, and book none of them."""
        del done
        self.taken = total
        raise Cancelled


def rehearse(db: Database, caller: Caller, plan: Plan, queue: Queue) -> Effect:
    """How many a plan would approve; nothing is approved."""
    wanted = {line.methodology: line.actions for line in queue.lines}
    waiting_now = sum(wanted.get(name, 0) for name in plan.methodologies)
    rehearsal = _Rehearsal()
    try:
        approve(db, caller, plan.policy, plan.methodologies, progress=rehearsal)
    except Cancelled:
        return Effect(rehearsal.taken, max(waiting_now - rehearsal.taken, 0))
    return Effect(0, waiting_now)


def sign(db: Database, caller: Caller, plan: Plan, progress: Any) -> ApprovalRun:
    """Approve what the plan allows and book it, in one transaction."""
    return approve(db, caller, plan.policy, plan.methodologies, progress=progress)
