"""How far a scenario is from its acceptance, as far as the records can tell.

What is not recorded yet counts as not met and says so; nothing is taken for granted.
"""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from carbon_points.audit.finding_rows import unsettled_of
from carbon_points.audit.sample_results import proven
from carbon_points.common.days import parse_month
from carbon_points.common.units import decimal_text
from carbon_points.common.units import mass_text
from carbon_points.scenarios.definitions import rules
from carbon_points.scenarios.definitions import scenario
from carbon_points.scenarios.requirements import requirements
from carbon_points.scenarios.targets import targets_in_force
from carbon_points.statistics.queries import table
from carbon_points.statistics.suppression import SMALLEST
from carbon_points.statistics.tables import StatQuery

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from carbon_points.scenarios.definitions import Rule
    from carbon_points.scenarios.targets import Target
    from carbon_points.statistics.tables import StatRow

NOT_RECORDED = "尚未登记"
_OF_PEOPLE = frozenset({"participants", "smes"})


@dataclass(frozen=True, slots=True)
class Criterion:
    """One acceptance criterion and how far it is met."""

    id: str
    name: str
    unit: str
    target: int
    actual: Fraction | None
    """None: not recorded by this program yet."""

    at_most: bool
    assumed: bool
    """The target is a choice of this program, to be confirmed by the bureau."""

    source: str
    valid_from: dt.date = dt.date.min
    """The first day on which this target counts."""

    document: str = ""
    """The bureau's paper that sets it; empty for a shipped one."""

    @property
    def met(self) -> bool:
        """Whether the target is reached."""
        if self.actual is None:
            return False
        if self.at_most:
            return self.actual <= self.target
        return self.actual >= self.target

    @property
    def is_small_group(self) -> bool:
        """Whether the figure is of so few people that not everybody may see it."""
        few = self.actual is not None and 0 < self.actual < SMALLEST
        return few and self.id in _OF_PEOPLE

    @property
    def actual_text(self) -> str:
        """The actual value as people read it."""
        return NOT_RECORDED if self.actual is None else self._text(self.actual)

    @property
    def target_text(self) -> str:
        """The target as people read it."""
        sign = "≤" if self.at_most else "≥"
        return f"{sign} {self._text(Fraction(self.target))}"

    @property
    def share(self) -> Fraction:
        """How much of the way is gone, 0 to 1; for a bar."""
        if self.actual is None:
            return Fraction(0)
        if self.at_most:
            return Fraction(int(self.met))
        return min(self.actual / self.target, Fraction(1))

    def record(self) -> dict[str, str | int | bool | None]:
        """As JSON has it; a share is decimal text."""
        whole = self.actual is None or self.actual.denominator == 1
        return {
            "id": self.id,
            "name": self.name,
            "target": self.target,
            "actual": None
            if self.actual is None
            else int(self.actual)
            if whole
            else decimal_text(self.actual, 2),
            "unit": self.unit,
            "met": self.met,
            "assumed": self.assumed,
        }

    def _text(self, value: Fraction) -> str:
        if self.id == "reduction_mg":
            number, unit = mass_text(int(value))
            return f"{number} {unit}CO₂e"
        if self.unit == "%":
            whole = value.denominator == 1
            return f"{decimal_text(value, 0 if whole else 2)} %"
        return f"{decimal_text(value, 0)} {self.unit}"


def evaluate(
    session: Session,
    scenario_id: str,
    as_of: dt.date,
    documents: Mapping[str, bool] | None = None,
) -> tuple[Criterion, ...]:
    """Each criterion in force with what the records say.

    Args:
        session: reading.
        scenario_id: ``life`` or ``energy``.
        as_of: the day of the targets and of the methodologies' statuses.
        documents: what the caller knows of the documents besides, by id; e.g. that
            `audit verify` is clean.

    Raises:
        UserError: SCENARIO_UNKNOWN.
    """
    scenario(scenario_id)
    actual = _from_statistics(session, scenario_id) | _from_sample(session, scenario_id)
    held = _held(session, scenario_id, as_of, documents or {})
    actual["documents"] = Fraction(sum(held.values()))
    wanted = targets_in_force(session, scenario_id, as_of)
    return tuple(
        _criterion(rule, wanted[rule.id], actual.get(rule.id)) for rule in rules(as_of)
    )


def missing_documents(
    session: Session,
    scenario_id: str,
    as_of: dt.date,
    documents: Mapping[str, bool] | None = None,
) -> tuple[str, ...]:
    """The names of the documents that are not on record."""
    held = _held(session, scenario_id, as_of, documents or {})
    return tuple(name for name, there in held.items() if not there)


def _held(
    session: Session, scenario_id: str, as_of: dt.date, told: Mapping[str, bool]
) -> dict[str, bool]:
    """Each document by its name: on record, or else told by the caller."""
    needed = requirements(session, scenario_id, as_of)
    return {each.kind.name_zh: told.get(each.kind.id, each.held) for each in needed}


def months_in_reach(session: Session, scenario_id: str) -> tuple[str, ...]:
    """The months with an action that is approved or may still be, as ``2026-01``."""
    found = table(session, StatQuery(("month",), scenario_id, state="all"))
    return tuple(row.key[0] for row in found.rows if not row.draft and row.actions)


def _criterion(rule: Rule, wanted: Target, actual: Fraction | None) -> Criterion:
    return Criterion(
        rule.id,
        rule.name_zh,
        rule.unit,
        wanted.target,
        actual,
        rule.at_most,
        wanted.confidence == "assumed",
        wanted.source,
        wanted.valid_from,
        wanted.document,
    )


def _from_statistics(session: Session, scenario_id: str) -> dict[str, Fraction]:
    """What the running sums say; drafts are left out of all of it."""
    by_month = _rows(session, scenario_id, "month")
    by_grade = _rows(session, scenario_id, "grade")
    by_kind = _rows(session, scenario_id, "kind")
    totals = table(session, StatQuery(scenario=scenario_id)).totals
    grams = {row.key[0]: row.reduction_mg or 0 for row in by_grade}
    proven = grams.get("measured", 0) + grams.get("documented", 0)
    smes = [row.participants or 0 for row in by_kind if row.key == ("sme",)]
    all_mg = totals.reduction_mg or 0
    return {
        "running_months": Fraction(_longest_run(row.key[0] for row in by_month)),
        "places": Fraction(len(_rows(session, scenario_id, "subdistrict"))),
        "participants": Fraction(totals.participants or 0),
        "smes": Fraction(sum(smes)),
        "reduction_mg": Fraction(all_mg),
        "evidence": Fraction(100 * proven, all_mg) if all_mg else Fraction(0),
    }


def _from_sample(session: Session, scenario_id: str) -> dict[str, Fraction]:
    """Upper bound of the error share; nothing while any finding is not closed."""
    found = proven(session, scenario_id)
    if found is None or found.open_findings or unsettled_of(session, scenario_id):
        return {}
    return {"audit": 100 * found.outcome.upper_one_sided}


def _rows(session: Session, scenario_id: str, dimension: str) -> list[StatRow]:
    found = table(session, StatQuery((dimension,), scenario_id))
    return [row for row in found.rows if not row.draft and row.actions]


def _longest_run(months: Iterable[str]) -> int:
    """The most months in a row."""
    numbers = sorted({parse_month(month) for month in months})
    # Consecutive numbers less their places are equal.
    runs = itertools.groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    return max((len(list(run)) for _, run in runs), default=0)
