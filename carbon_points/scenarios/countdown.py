"""How long a scenario has left and what its acceptance still lacks, on any day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carbon_points.audit.finding_rows import unsettled_of
from carbon_points.common.days import month_number
from carbon_points.common.days import parse_month
from carbon_points.pool.rules import last_day
from carbon_points.scenarios.criteria import evaluate
from carbon_points.scenarios.criteria import months_in_reach
from carbon_points.scenarios.notices import notices_of
from carbon_points.scenarios.requirements import requirements
from carbon_points.scenarios.stages import extension_day
from carbon_points.scenarios.stages import stages_of
from carbon_points.scenarios.stages import valid_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from carbon_points.scenarios.criteria import Criterion
    from carbon_points.scenarios.notices import Notice
    from carbon_points.scenarios.requirements import Requirement


@dataclass(frozen=True, slots=True)
class Countdown:
    """Readiness on a day: what is missing and how many days are left."""

    scenario_id: str
    as_of: dt.date
    stage: str
    valid_to: dt.date | None
    """None before the scenario was published."""

    days_left: int | None
    """Until the last day; negative once it is over."""

    extension_from: dt.date | None
    ask_extension: bool
    """Three months before the end, and nobody has extended or ended it."""

    running_days: int
    """Since the scenario was first published."""

    criteria: tuple[Criterion, ...]
    missing_documents: tuple[Requirement, ...]
    open_objections: int
    open_findings: int
    earliest: dt.date | None
    """Before this day the bar cannot be met, whatever is done; None once it ended."""

    @property
    def met(self) -> int:
        """How many criteria are met."""
        return sum(each.met for each in self.criteria)

    @property
    def missing(self) -> tuple[Criterion, ...]:
        """The criteria that are not met."""
        return tuple(each for each in self.criteria if not each.met)

    @property
    def ready(self) -> bool:
        """Whether every criterion is met."""
        return not self.missing


def countdown(session: Session, scenario_id: str, as_of: dt.date) -> Countdown:
    """The readiness of a scenario on a day.

    Raises:
        UserError: SCENARIO_UNKNOWN.
    """
    stages = stages_of(session, scenario_id)
    criteria = evaluate(session, scenario_id, as_of)
    notices = [n for n in notices_of(session, scenario_id) if not n.withdrawn]
    end = valid_to(stages)
    stage = stages[-1].stage if stages else ""
    asked = None if end is None else extension_day(end)
    published = [each.day for each in stages if each.stage == "published"]
    months = months_in_reach(session, scenario_id)
    return Countdown(
        scenario_id,
        as_of,
        stage,
        end,
        None if end is None else (end - as_of).days,
        asked,
        asked is not None and as_of >= asked and stage != "ended",
        max((as_of - published[0]).days, 0) if published else 0,
        criteria,
        tuple(e for e in requirements(session, scenario_id, as_of) if not e.held),
        sum(each.open_objections for each in notices),
        len(unsettled_of(session, scenario_id)),
        None if stage == "ended" else _earliest(as_of, criteria, months, notices),
    )


def _earliest(
    as_of: dt.date,
    criteria: Iterable[Criterion],
    months: tuple[str, ...],
    notices: list[Notice],
) -> dt.date:
    """The first day that the calendar allows, if all else were done today."""
    day = as_of
    for each in criteria:
        if each.id == "running_months" and not each.met:
            day = max(day, _enough_months(as_of, months, each.target))
    return max(day, _notice_over(as_of, notices))


def _enough_months(as_of: dt.date, months: tuple[str, ...], target: int) -> dt.date:
    """The first day of the month that completes the run that is under way."""
    now = month_number(as_of)
    reached = {parse_month(month) for month in months}
    # An action of this month may still come; a month that is over without one is over.
    start = now
    while start - 1 in reached:
        start -= 1
    wanted = start + target - 1
    return max(as_of, dt.date(wanted // 12, wanted % 12 + 1, 1))


def _notice_over(as_of: dt.date, notices: list[Notice]) -> dt.date:
    last = notices[0].last if notices else last_day(as_of)
    return max(as_of, last + dt.timedelta(days=1))
