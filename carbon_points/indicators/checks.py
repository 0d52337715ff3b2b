"""What must always be true of the register of the plan, for ``audit verify``."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.common.ids import id_text
from carbon_points.indicators.models import PlanValue
from carbon_points.indicators.plan import COMPUTED
from carbon_points.indicators.plan import subjects
from carbon_points.storage.checks import Check
from carbon_points.storage.checks import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

_NAME: Final = "every_value_of_the_plan_follows_the_one_it_corrects"


def checks(session: Session) -> Iterator[Check]:
    """One answer for each thing that must be true."""
    yield _lines(session)


def _lines(session: Session) -> Check:
    """Subjects are the plan's, nothing computed is typed, histories are lines."""
    known = subjects() - {COMPUTED}
    last: dict[tuple[str, int], int] = {}
    rows = session.execute(
        select(
            PlanValue.id, PlanValue.subject, PlanValue.year, PlanValue.corrects
        ).order_by(PlanValue.id)
    ).all()
    for value_id, subject, year, corrects in rows:
        if subject not in known or corrects != last.get((subject, year)):
            return Check(_NAME, len(rows), _finding(value_id, subject, year))
        last[subject, year] = value_id
    return Check(_NAME, len(rows))


def _finding(value_id: int, subject: str, year: int) -> Finding:
    which = id_text(value_id)
    return Finding(
        "PLAN_VALUE_ASTRAY",
        f"指标登记 {which}（{subject}，{year} 年）不接在它所更正的那一条之后。",
        f"The plan value {which} ({subject}, {year}) does not follow what it corrects.",
        {"value": which, "subject": subject},
    )
