"""What the working paper of a sample holds: its plan, its list, its result."""

from __future__ import annotations

import json
from dataclasses import dataclass
from dataclasses import field
from fractions import Fraction
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy import text

from carbon_points.audit.drawing import draw_key
from carbon_points.audit.drawing import Drawn
from carbon_points.audit.drawing import shares
from carbon_points.audit.drawing import Stratum
from carbon_points.audit.finding_rows import FindingQuery
from carbon_points.audit.finding_rows import findings
from carbon_points.audit.models import Sample
from carbon_points.audit.models import SampleItem
from carbon_points.audit.models import SampleStep
from carbon_points.audit.rules import GRADES
from carbon_points.audit.sample_results import latest_steps
from carbon_points.audit.sample_results import result
from carbon_points.audit.sampling import Design
from carbon_points.audit.sampling import measured_size
from carbon_points.audit.sampling import Plan
from carbon_points.common.days import from_day_number
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.methodology.registry import discover
from carbon_points.methodology.texts import texts_of
from carbon_points.security.service import operators

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.audit.finding_rows import FindingRow
    from carbon_points.audit.sample_results import SampleResult

RULE_ZH: Final = (
    "总体按编号排列；各层按比例（最大余数）分配，每层至少 1 条；"
    "按 SHA-256(种子 + 换行 + 编号) 从小到大取各层前若干条。"
    "任何程序用同一种子得到同一名单。"
)
_DRAWN: Final = text("""
SELECT a.id, a.day, a.reduction_mg, a.grade,
       (SELECT COUNT(*) FROM evidence_link e
        WHERE (e.subject_kind = 'action' AND e.subject_id = a.id)
           OR (e.subject_kind = 'batch' AND e.subject_id = a.batch_id))
FROM action a WHERE a.id IN (SELECT value FROM json_each(:ids))""")


@dataclass(frozen=True, slots=True)
class Said:
    """What was found of one drawn action."""

    step: str = ""
    """Empty while it is not checked; ``right``, or how far the finding is."""

    reason: str = ""
    overstated_mg: int = 0
    note: str = ""
    operator: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One line of the list."""

    number: int
    action_id: int
    stratum: str
    day: dt.date
    reduction_mg: int
    grade: str
    """``measured``, ``documented`` or ``declared``."""

    files: int
    key: bytes
    """SHA-256 of seed and id, by which the list is sorted."""

    said: Said


@dataclass(frozen=True, slots=True)
class SamplePaper:
    """Everything that a working paper says."""

    plan: Plan
    rows: tuple[PaperRow, ...]
    result: SampleResult | None = None
    """None for a plan that is not kept."""

    findings: tuple[FindingRow, ...] = ()
    drawn_by: str = ""
    drawn_at: int = 0
    people: Mapping[str, str] = field(default_factory=dict)
    """Names of the operators by login."""

    def name(self, login: str) -> str:
        """Who that is."""
        return self.people.get(login, login)


def stratum_text(name: str, language: str = "zh") -> str:
    """A stratum as people read it: place and kind of action."""
    place, _, methodology = name.partition("/")
    found = discover().get(methodology)
    words = texts_of(found, language).short_name if found else methodology
    return f"{place} · {words}"


def paper_of_plan(session: Session, plan: Plan) -> SamplePaper:
    """The paper of a plan that nobody has kept: room for everything."""
    return SamplePaper(plan, _rows(session, plan.drawn, {}))


def paper_of(session: Session, sample_id: int) -> SamplePaper:
    """The paper of a kept sample as it stands.

    Raises:
        UserError: SAMPLE_UNKNOWN.
    """
    kept = session.get(Sample, sample_id)
    if kept is None:
        raise UserError("SAMPLE_UNKNOWN", value=id_text(sample_id))
    plan = _plan(session, kept)
    return SamplePaper(
        plan,
        _rows(session, plan.drawn, _said(session, sample_id)),
        result(session, sample_id),
        findings(session, FindingQuery(sample_id=sample_id)),
        kept.drawn_by,
        kept.drawn_at,
        {each.name: each.display_name for each in operators(session)},
    )


def _plan(session: Session, kept: Sample) -> Plan:
    """The plan as it was kept; the population may have grown since."""
    rule, _, bound = kept.rule.partition("=")
    design = Design(
        kept.scenario,
        Fraction(kept.confidence),
        rule,
        Fraction(bound),
        kept.seed,
        from_day_number(kept.first_day),
        from_day_number(kept.last_day),
    )
    items = session.execute(
        select(SampleItem.action_id, SampleItem.stratum, SampleItem.stratum_size)
        .where(SampleItem.sample_id == kept.id)
        .order_by(SampleItem.id)
    ).all()
    sizes = {stratum: size for _, stratum, size in sorted(items, key=lambda i: i[1])}
    wanted = measured_size(kept.population, design)
    given = shares(sizes, wanted)
    return Plan(
        design,
        kept.population,
        wanted,
        tuple(Stratum(name, size, given[name]) for name, size in sizes.items()),
        tuple(Drawn(i[0], i[1], draw_key(kept.seed, i[0])) for i in items),
        kept.ids_digest,
    )


def _said(session: Session, sample_id: int) -> dict[int, Said]:
    """The last word on each action: its check, or how far its finding is."""
    now = latest_steps(session, sample_id)
    rows = session.execute(
        select(
            SampleStep.action_id,
            SampleStep.step,
            SampleStep.reason,
            SampleStep.overstated_mg,
            SampleStep.note,
            SampleStep.operator,
            SampleStep.at,
        )
        .where(SampleStep.sample_id == sample_id)
        .order_by(SampleStep.id)
    )
    return {row[0]: Said(now[row[0]][0], *row[2:]) for row in rows}


def _rows(
    session: Session, drawn: Sequence[Drawn], said: dict[int, Said]
) -> tuple[PaperRow, ...]:
    ids = json.dumps([each.action_id for each in drawn])
    facts = {row[0]: row[1:] for row in session.execute(_DRAWN, {"ids": ids})}
    made = []
    for number, each in enumerate(drawn, start=1):
        day, mg, grade, files = facts[each.action_id]
        made.append(
            PaperRow(
                number,
                each.action_id,
                each.stratum,
                from_day_number(day),
                mg,
                str(GRADES[grade]),
                files,
                each.key,
                said.get(each.action_id, Said()),
            )
        )
    return tuple(made)
