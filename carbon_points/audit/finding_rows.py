"""The findings of the audit as they stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy import text

from carbon_points.actions.cuts import shipped_membership
from carbon_points.actions.rules import State
from carbon_points.audit.models import FindingStep
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

OPEN: Final = "open"
CORRECTED: Final = "corrected"
CLOSED: Final = "closed"
DISMISSED: Final = "dismissed"
UNSETTLED: Final = frozenset({OPEN, CORRECTED})
"""States in which somebody still has something to do."""

_FINDINGS: Final = text("""
SELECT f.id, f.action_id, f.sample_id, f.reason, f.overstated_mg, f.note, f.operator,
       f.at, v.methodology, p.name, a.day, a.reduction_mg, a.state
FROM audit_finding f
JOIN action a ON a.id = f.action_id
JOIN methodology_version v ON v.id = a.version_id
JOIN place p ON p.id = a.subdistrict_id
WHERE (:finding IS NULL OR f.id = :finding)
  AND (:sample IS NULL OR f.sample_id = :sample)
  AND (:action IS NULL OR f.action_id = :action)
ORDER BY f.id DESC""")


@dataclass(frozen=True, slots=True)
class FindingQuery:
    """Which findings are wanted."""

    scenario: str = ""
    sample_id: int | None = None
    action_id: int | None = None
    finding_id: int | None = None
    unsettled: bool = False
    """Only those with which somebody still has something to do."""


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a finding, by whom and when."""

    step: str
    """``corrected``, ``closed`` or ``dismissed``."""

    decision_id: int | None
    replaced_by: int | None
    note: str
    operator: str
    at: int


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding, what it is about, and its steps in order."""

    finding_id: int
    action_id: int
    sample_id: int | None
    reason: str
    overstated_mg: int
    note: str
    operator: str
    at: int
    methodology: str
    subdistrict: str
    day: int
    reduction_mg: int
    action_state: State
    steps: tuple[Step, ...] = ()

    @property
    def state(self) -> str:
        """``open``, ``corrected``, ``closed`` or ``dismissed``."""
        return self.steps[-1].step if self.steps else OPEN

    @property
    def unsettled(self) -> bool:
        """Whether somebody still has something to do."""
        return self.state in UNSETTLED

    @property
    def scenario(self) -> str:
        """The scenario that its action belongs to."""
        return shipped_membership().get(self.methodology, "")

    def step(self, name: str) -> Step | None:
        """The step of that name, if it was taken."""
        return next((each for each in self.steps if each.step == name), None)


def findings(
    session: Session, query: FindingQuery | None = None
) -> tuple[FindingRow, ...]:
    """The findings that a query takes, newest first."""
    wanted = query or FindingQuery()
    binds = {
        "finding": wanted.finding_id,
        "sample": wanted.sample_id,
        "action": wanted.action_id,
    }
    rows = session.execute(_FINDINGS, binds).all()
    steps = _steps(session)
    every = (_row(tuple(row), steps.get(row[0], [])) for row in rows)
    return tuple(
        each
        for each in every
        if wanted.scenario in {"", each.scenario}
        and (each.unsettled or not wanted.unsettled)
    )


def _row(row: tuple[Any, ...], steps: Sequence[Step]) -> FindingRow:
    facts: tuple[Any, ...] = (*row[:-1], State(row[-1]), tuple(steps))
    return FindingRow(*facts)


def finding(session: Session, finding_id: int) -> FindingRow:
    """One finding.

    Raises:
        UserError: FINDING_UNKNOWN.
    """
    found = findings(session, FindingQuery(finding_id=finding_id))
    if not found:
        raise UserError("FINDING_UNKNOWN", value=id_text(finding_id))
    return found[0]


def unsettled_of(session: Session, scenario: str) -> tuple[FindingRow, ...]:
    """What still stands against a scenario, from samples and from single records."""
    return findings(session, FindingQuery(scenario, unsettled=True))


def states_of_sample(session: Session, sample_id: int) -> dict[int, str]:
    """The state of the latest finding of each action of a sample."""
    rows = findings(session, FindingQuery(sample_id=sample_id))
    return {row.action_id: row.state for row in reversed(rows)}


def _steps(session: Session) -> dict[int, list[Step]]:
    """Every step, by finding; there are few."""
    found: dict[int, list[Step]] = defaultdict(list)
    rows = session.execute(
        select(
            FindingStep.finding_id,
            FindingStep.step,
            FindingStep.decision_id,
            FindingStep.replaced_by,
            FindingStep.note,
            FindingStep.operator,
            FindingStep.at,
        ).order_by(FindingStep.id)
    )
    for row in rows:
        found[row[0]].append(Step(*row[1:]))
    return found
