"""Signing what a policy allows, asked of the core; run in the lanes, so no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.audit.service import approve
from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress

if TYPE_CHECKING:
    from carbon_points.audit.service import ApprovalRun
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

CAREFUL: Final = "careful"
TWO_SIGN: Final = "all"
"""The policies: what one auditor may take at once, and what two may."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be signed: by which policy, of which methodologies."""

    policy: str
    methodologies: tuple[str, ...]
    waiting: int
    """How many actions of them wait."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What signing would do to the queue."""

    taken: int
    left: int


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


def rehearse(db: Database, caller: Caller, plan: Plan) -> Effect:
    """How many a plan would approve; nothing is approved."""
    rehearsal = _Rehearsal()
    try:
        approve(db, caller, plan.policy, plan.methodologies, progress=rehearsal)
    except Cancelled:
        return Effect(rehearsal.taken, max(plan.waiting - rehearsal.taken, 0))
    return Effect(0, plan.waiting)


def sign(db: Database, caller: Caller, plan: Plan, progress: Any) -> ApprovalRun:
    """Approve what the plan allows and book it, in one transaction."""
    return approve(db, caller, plan.policy, plan.methodologies, progress=progress)
