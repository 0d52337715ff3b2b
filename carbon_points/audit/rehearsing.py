"""What a change would do to the programme, before anybody decides on it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carbon_points.actions.rules import State
from carbon_points.common.days import parse_month
from carbon_points.crediting.rehearsal import month_of
from carbon_points.crediting.rehearsal import points_of
from carbon_points.crediting.rehearsal import rehearse as assess_all
from carbon_points.ledger.queries import closed_through
from carbon_points.rulebook.service import current
from carbon_points.security.acts import permitted

if TYPE_CHECKING:
    from carbon_points.common.progress import Progress
    from carbon_points.crediting.rehearsal import Differing
    from carbon_points.crediting.rehearsal import Rehearsed
    from carbon_points.rulebook.changes import Change
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class MonthEffect:
    """What a change would do to the actions of one month."""

    month: str
    closed: bool
    """Its statistics stay; a correction would be counted in the first open month."""

    records: int
    difference_mg: int


@dataclass(frozen=True, slots=True)
class Effect:
    """A rehearsal: sums, and every difference behind them."""

    change: Change
    counted: int
    """Live actions that were looked at."""

    before_mg: int
    after_mg: int
    points: int
    """What correcting the approved ones today would give, or take if negative."""

    months: tuple[MonthEffect, ...]
    differences: tuple[Differing, ...]
    not_installed: int

    @property
    def approved(self) -> tuple[Differing, ...]:
        """The differences of approved actions, stock-taking apart."""
        return _approved(self.differences)


def rehearse(
    db: Database, caller: Caller, change: Change, progress: Progress | None = None
) -> Effect:
    """Assess everything as if the change were in force; nothing is written.

    Raises:
        UserError: FACTOR_UNKNOWN, FACTOR_VALUE, METHODOLOGY_UNKNOWN, VERSION_UNKNOWN.
    """
    book = current(db, caller)
    with db.reading() as session:
        by = permitted(session, "audit rehearse", caller)
        found = assess_all(session, book, change, progress)
        points = points_of(session, book, _approved(found.differences), by.as_of)
        closed = closed_through(session) or 0
    return Effect(
        change,
        found.counted,
        found.before_mg,
        found.after_mg,
        points,
        _months(found, closed),
        found.differences,
        found.not_installed,
    )


def _approved(differences: tuple[Differing, ...]) -> tuple[Differing, ...]:
    return tuple(each for each in differences if each.state == State.APPROVED)


def _months(found: Rehearsed, closed: int) -> tuple[MonthEffect, ...]:
    sums: dict[str, list[int]] = defaultdict(list)
    for each in found.differences:
        sums[month_of(each)].append(each.difference_mg)
    return tuple(
        MonthEffect(month, parse_month(month) <= closed, len(each), sum(each))
        for month, each in sorted(sums.items())
    )
