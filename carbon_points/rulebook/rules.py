"""Dated rules of the district as values: rates, policies, statuses."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from collections.abc import Mapping

    from carbon_points.methodology.contract import Grade
    from carbon_points.methodology.contract import Status


@dataclass(frozen=True, slots=True)
class PointsRule:
    """A dated rate of one group; its window is [valid_from, valid_to)."""

    group: str
    mg_per_point: int
    valid_from: dt.date
    valid_to: dt.date | None
    source: str = ""
    confidence: str = ""
    note_zh: str = ""


class NoPointsRuleError(Exception):
    """No rate of a group is in force on a day."""


def rule_on(rules: Iterable[PointsRule], group: str, day: dt.date) -> PointsRule:
    """The rate of `group` in force on `day`.

    Raises:
        NoPointsRuleError: if there is none.
    """
    for rule in rules:
        started = rule.group == group and rule.valid_from <= day
        if started and (rule.valid_to is None or day < rule.valid_to):
            return rule
    raise NoPointsRuleError(group, day)


@dataclass(frozen=True, slots=True)
class Policy:
    """What an approval run takes; the rest stays in the queue."""

    id: str
    valid_from: dt.date
    grades: frozenset[Grade]
    flags: str
    """``none``, ``notes`` (no doubt flag) or ``any``."""

    second_person_mg: Mapping[str, int] | None
    """By points group: from here on a second auditor signs each one; None: the run
    itself is signed by two."""

    confidence: str = "assumed"
    sample_share: Fraction = Fraction(0)
    """Drawn after an approval by this policy, to be looked at again."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """A confirmed decision: this status from this day on."""

    methodology: str
    status: Status
    valid_from: dt.date


def status_on(
    adoptions: Iterable[Adopted], shipped: Status, methodology: str, day: dt.date
) -> Status:
    """The district's status of a methodology for actions of `day`."""
    latest: Adopted | None = None
    for adopted in adoptions:
        if adopted.methodology != methodology or adopted.valid_from > day:
            continue
        if latest is None or adopted.valid_from >= latest.valid_from:
            latest = adopted
    return latest.status if latest else shipped
