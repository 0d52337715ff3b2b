"""The daily sheet: every equation of the programme, whose two sides must be equal.

For one day it looks at what was booked, logged and printed that day; without a day at
everything. What must hold of the whole database at any time is asked either way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.common.days import day_number
from carbon_points.common.problems import UserError
from carbon_points.common.progress import Progress
from carbon_points.crediting.recalculation import recalculate
from carbon_points.crediting.recalculation import recalculate_some
from carbon_points.integrity import day_equations as equations
from carbon_points.integrity.day_equations import ALL
from carbon_points.integrity.day_equations import Causes
from carbon_points.integrity.day_equations import Place
from carbon_points.integrity.day_equations import Sides
from carbon_points.integrity.day_texts import title
from carbon_points.integrity.service import verify
from carbon_points.ledger.rules import Commodity
from carbon_points.rulebook.service import current
from carbon_points.security.acts import permitted
from carbon_points.statistics import checks as statistics

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.rulebook.service import Rulebook
    from carbon_points.security.chain import Caller
    from carbon_points.storage.checks import Check
    from carbon_points.storage.engine import Database

MG: Final = "mg"
POINTS: Final = "points"
CHECK: Final = ""
"""The unit of a row that only holds or does not: 0 or 1."""

_STORED: Final = text("SELECT COALESCE(SUM(reduction_mg), 0) FROM action")
_TABLES: Final = "chain.rows."
_STATED: Final = frozenset(
    {"statistics_are_a_recount", "balance_is_what_the_certificate_says"}
)
"""Checks that are equations of their own here."""


@dataclass(frozen=True, slots=True)
class DayRow:
    """One equation: two sides that must be equal."""

    name: str
    zh: str
    en: str
    unit: str
    """``mg``, ``points`` or empty: a rule that holds (0) or does not (1)."""

    of_day: bool
    """Of the day alone; the others are of everything."""

    sides: Sides

    @property
    def difference(self) -> int:
        """Left less right; zero on a good day."""
        return self.sides.left - self.sides.right

    @property
    def ok(self) -> bool:
        """Whether both sides are equal everywhere."""
        return self.difference == 0 and not self.sides.places


@dataclass(frozen=True, slots=True)
class DaySheet:
    """All rows."""

    day: dt.date | None
    rows: tuple[DayRow, ...]
    position: int
    """The newest chain record that was looked at."""

    @property
    def ok(self) -> bool:
        """Whether everything is zero."""
        return all(row.ok for row in self.rows)


def day_sheet(
    db: Database,
    caller: Caller,
    day: dt.date | None = None,
    progress: Progress | None = None,
) -> DaySheet:
    """Every equation for one day, or for everything.

    Raises:
        NotAllowedError: ROLE.
        UserError: DAY_AHEAD; a sheet of a day to come would be all zero.
    """
    if day is not None and day > caller.as_of:
        raise UserError("DAY_AHEAD", value=day.isoformat())
    progress = progress or Progress()
    checked = verify(db, caller, progress=progress).checks
    book = current(db, caller)
    with db.reading() as session:
        permitted(session, "audit day", caller)
        number = day_number(day) if day else ALL
        rows = [
            *_equations(session, number),
            _computed(session, book, number, progress),
            *_statistics(session),
            *_rules(checked),
        ]
        newest = session.scalar(text("SELECT MAX(position) FROM chain_record")) or 0
    return DaySheet(day, tuple(rows), newest)


def _equations(session: Session, day: int) -> Iterator[DayRow]:
    causes = Causes(session, day)
    points = equations.entries(session, day, Commodity.POINTS)
    grams = equations.entries(session, day, Commodity.REDUCTION_MG)
    yield _row("points_are_booked_twice", POINTS, points, day=day)
    yield _row("reductions_are_booked_twice", MG, grams, day=day)
    yield _row("points_follow_the_decisions", POINTS, causes.points(), day=day)
    yield _row("reductions_follow_the_decisions", MG, causes.reductions(), day=day)
    yield _row("approved_is_held_somewhere", MG, equations.held(session))
    papers = equations.certificates(session, day)
    yield _row("certificates_print_the_balance", POINTS, papers, day=day)


def _computed(session: Session, book: Rulebook, day: int, progress: Progress) -> DayRow:
    if day == ALL:
        stored = session.scalar(_STORED) or 0
        done = recalculate(session, book, progress)
    else:
        ids = equations.logged_on(session, day)
        stored, done = recalculate_some(session, book, ids)
    sides = equations.computed(done.counted, stored, done.differences)
    return _row("formulas_give_what_is_stored", MG, sides, day=day)


def _statistics(session: Session) -> Iterator[DayRow]:
    grams, points = equations.cells(session, statistics.compare(session).problems)
    yield _row("statistics_are_the_records", MG, grams)
    yield _row("points_of_statistics_are_the_records", POINTS, points)


def _row(name: str, unit: str, sides: Sides, *, day: int = ALL) -> DayRow:
    return DayRow(name, *title(name), unit, day != ALL, sides)


def _rules(checked: Sequence[Check]) -> Iterator[DayRow]:
    """The checks that are no equation; those of the chained tables are one row."""
    tables = [check for check in checked if check.name.startswith(_TABLES)]
    for check in checked:
        if check.name in _STATED or check in tables[1:]:
            continue
        yield _chained(tables) if check in tables else _rule(check)


def _chained(tables: Sequence[Check]) -> DayRow:
    rows = [_rule(check) for check in tables]
    counted = sum(row.sides.counted for row in rows)
    places = tuple(place for row in rows for place in row.sides.places)
    name = _TABLES.rstrip(".")
    sides = Sides(counted, len(places), 0, places)
    return DayRow(name, *title(name), CHECK, of_day=False, sides=sides)


def _rule(check: Check) -> DayRow:
    """A check that holds or does not, as a row of 0 or 1."""
    problem = check.problem
    places: tuple[Place, ...] = ()
    if problem is not None:
        kind, where = _subject(problem.details)
        places = (Place(kind, where, 1, problem.zh, problem.en),)
    sides = Sides(check.counted, int(problem is not None), 0, places)
    return DayRow(check.name, *title(check.name), CHECK, of_day=False, sides=sides)


_KINDS: Final = ("action", "entry", "participant", "serial", "account", "position")


def _subject(named: Mapping[str, str]) -> tuple[str, str]:
    """What a finding is about, as far as it names it."""
    for kind in _KINDS:
        if kind in named:
            word = {"serial": "certificate", "position": "record"}.get(kind, kind)
            return word, named[kind]
    return "rule", next(iter(named.values()), "")
