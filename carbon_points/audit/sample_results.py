"""What kept samples say, and where they stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy import text

from carbon_points.audit.drawing import draw
from carbon_points.audit.finding_rows import DISMISSED
from carbon_points.audit.finding_rows import OPEN
from carbon_points.audit.finding_rows import states_of_sample
from carbon_points.audit.models import Sample
from carbon_points.audit.models import SampleItem
from carbon_points.audit.models import SampleStep
from carbon_points.audit.outcome import Found
from carbon_points.audit.outcome import outcome
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from carbon_points.audit.outcome import Outcome

_OF_BATCH: Final = text("""
SELECT a.id, v.methodology FROM decision d
JOIN action a ON a.id = d.action_id
JOIN methodology_version v ON v.id = a.version_id
WHERE d.batch_id = :batch AND d.state = 3 ORDER BY a.id""")
ACCEPTED_CONFIDENCE: Final = Fraction("0.95")


def latest_steps(session: Session, sample_id: int) -> dict[int, tuple[str, int]]:
    """The last step of each action and what it was found to claim too much.

    The step of a finding goes before that of its sample; one that was dismissed leaves
    the action right.
    """
    rows = session.execute(
        select(SampleStep.action_id, SampleStep.step, SampleStep.overstated_mg)
        .where(SampleStep.sample_id == sample_id)
        .order_by(SampleStep.id)
    )
    became = states_of_sample(session, sample_id)
    found: dict[int, tuple[str, int]] = {}
    for action_id, step, overstated in rows:
        before = found.get(action_id, ("", 0))[1]
        found[action_id] = (step, overstated if step == "wrong" else before)
    for action_id, state in became.items():
        if state == DISMISSED:
            found[action_id] = ("right", 0)
        elif state != OPEN:
            found[action_id] = (state, found[action_id][1])
    return found


@dataclass(frozen=True, slots=True)
class SampleResult:
    """Where a kept sample stands, and what it says once all are checked."""

    sample_id: int
    scenario: str
    first_day: int
    last_day: int
    confidence: Fraction
    rule: str
    seed: str
    size: int
    outcome: Outcome
    left: tuple[int, ...]
    """Drawn, not yet checked; in the order of the list."""

    open_findings: tuple[int, ...]
    """Actions whose findings are not closed."""

    findings: int
    overstated_mg: int
    """What the wrong ones of the list itself claim too much."""

    @property
    def finished(self) -> bool:
        """Whether every drawn action was checked."""
        return not self.left


def result(session: Session, sample_id: int) -> SampleResult:
    """The result of a kept sample as it stands.

    Raises:
        UserError: SAMPLE_UNKNOWN.
    """
    row = session.get(Sample, sample_id)
    if row is None:
        raise UserError("SAMPLE_UNKNOWN", value=id_text(sample_id))
    items = session.execute(
        select(SampleItem.action_id, SampleItem.stratum, SampleItem.stratum_size)
        .where(SampleItem.sample_id == sample_id)
        .order_by(SampleItem.id)
    ).all()
    latest = latest_steps(session, sample_id)
    confidence = Fraction(row.confidence)
    wrong = [a for a, (step, _) in latest.items() if step != "right"]
    return SampleResult(
        row.id,
        row.scenario,
        row.first_day,
        row.last_day,
        confidence,
        row.rule,
        row.seed,
        row.size,
        outcome(_found((tuple(item) for item in items), latest), confidence),
        tuple(item.action_id for item in items if item.action_id not in latest),
        tuple(sorted(a for a in wrong if latest[a][0] != "closed")),
        len(wrong),
        sum(overstated for _, overstated in latest.values()),
    )


def _found(items: Iterable[Any], latest: dict[int, tuple[str, int]]) -> list[Found]:
    """What each stratum showed so far."""
    sizes: dict[str, int] = {}
    seen: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for action_id, stratum, size in items:
        sizes[stratum] = size
        if action_id in latest:
            seen[stratum].append(latest[action_id])
    return [
        Found(
            name,
            size,
            len(seen[name]),
            sum(step != "right" for step, _ in seen[name]),
            sum(overstated for _, overstated in seen[name]),
        )
        for name, size in sizes.items()
    ]


def proven(session: Session, scenario: str) -> SampleResult | None:
    """The newest finished sample of a scenario at 95 % or more; None without one.

    An acceptance compares its `Outcome.upper_one_sided`, once no finding is open.
    """
    for number in samples(session, scenario):
        found = result(session, number)
        if found.finished and found.confidence >= ACCEPTED_CONFIDENCE:
            return found
    return None


def after_approval(session: Session, batch_id: int, share: Fraction) -> list[int]:
    """The actions of an approval that a policy wants looked at again.

    Drawn as a sample is, with the batch's id as the seed, so the same ones every time.
    """
    rows = session.execute(_OF_BATCH, {"batch": batch_id}).all()
    wanted = ceil(share * len(rows))
    members = ((row[0], row[1]) for row in rows)
    _, drawn = draw(members, id_text(batch_id), wanted)
    return [each.action_id for each in drawn]


def samples(session: Session, scenario: str | None = None) -> list[int]:
    """The kept samples, newest first."""
    query = select(Sample.id).order_by(Sample.id.desc())
    if scenario:
        query = query.where(Sample.scenario == scenario)
    return list(session.scalars(query))
