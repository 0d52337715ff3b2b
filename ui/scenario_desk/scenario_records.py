"""The records behind a number, asked of the core; run in the lanes: there is no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.crediting.explain import explain
from carbon_points.rulebook.service import current
from carbon_points.security.acts import own_subdistrict
from carbon_points.security.acts import permitted
from carbon_points.security.rules import VIEWER
from carbon_points.security.service import operators
from carbon_points.statistics.behind import behind
from carbon_points.statistics.behind import rows_of
from carbon_points.statistics.people_behind import groups_behind
from carbon_points.statistics.people_behind import people_behind
from carbon_points.statistics.people_behind import person_rows
from carbon_points.statistics.people_behind import registered
from carbon_points.statistics.suppression import SMALLEST

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable
    from collections.abc import Sequence

    from carbon_points.crediting.explain import Explained
    from carbon_points.security.chain import Caller
    from carbon_points.statistics.behind import BehindRow
    from carbon_points.statistics.behind import Slice
    from carbon_points.statistics.people_behind import PersonRow
    from carbon_points.statistics.people_behind import PersonSum
    from carbon_points.statistics.tables import StatRow
    from carbon_points.storage.engine import Database
    from ui.shared.table_model import Cell

ACTIONS: Final = "actions"
PEOPLE: Final = "people"
GROUPS: Final = "groups"
STEPS: Final = ("registered", "logged", "approved")


@dataclass(frozen=True, slots=True)
class Sums:
    """What the rows add up to; None where it may not be shown."""

    participants: int | None
    actions: int | None
    reduction_mg: int | None
    points: int | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A number with what it is made of."""

    wanted: Slice
    kind: str
    """`ACTIONS`, `PEOPLE`, or for a viewer `GROUPS`."""

    sums: Sums
    entries: array[int] | tuple[PersonSum, ...] | tuple[StatRow, ...]
    step: str = ""
    """Of the funnel: one of `STEPS`; empty elsewhere."""


class PagedRows:
    """Rows of a table that are read when they are first painted."""

    def __init__(
        self, db: Database, opened: Opened, cells: Callable[[Any], Sequence[Cell]]
    ) -> None:
        self._db = db
        self._opened = opened
        self._cells = cells

    def count(self) -> int:
        """How many rows there are."""
        return len(self._opened.entries)

    def rows(self, first: int, count: int) -> Sequence[Sequence[Cell]]:
        """Some of them."""
        part: Any = self._opened.entries[first : first + count]
        if self._opened.kind == GROUPS:
            return [self._cells(row) for row in part]
        read: Any = rows_of if self._opened.kind == ACTIONS else person_rows
        with self._db.reading() as session:
            found: list[BehindRow] | list[PersonRow] = read(session, part)
        return [self._cells(row) for row in found]


def open_number(db: Database, caller: Caller, wanted: Slice, step: str = "") -> Opened:
    """The records behind a number, or behind a step of the funnel the people.

    A viewer gets groups in their place, without the small ones.

    Raises:
        NotAllowedError: if the caller may not see statistics.
    """
    with db.reading() as session:
        by = permitted(session, "stats", caller)
        seats = {operator.name: operator for operator in operators(session)}
        wanted = replace(wanted, subdistrict_id=own_subdistrict(session, by))
        if seats[by.operator].roles == {VIEWER}:
            return _groups(session, wanted, step)
        if step:
            return _people(session, wanted, step)
        found = behind(session, wanted)
    sums = Sums(found.participants, found.actions, found.reduction_mg, found.points)
    return Opened(wanted, ACTIONS, sums, found.entries)


def _groups(session: Any, wanted: Slice, step: str) -> Opened:
    if step in {"registered", "logged"}:
        # There are no groups of those without an approval: their number is all.
        people = len(_people(session, wanted, step).entries)
        told = people if people >= SMALLEST else None
        return Opened(wanted, GROUPS, Sums(told, None, None, None), (), step)
    known = groups_behind(session, wanted)
    total = known.totals
    sums = Sums(total.participants, total.actions, total.reduction_mg, total.points)
    return Opened(wanted, GROUPS, sums, known.rows, step)


def _people(session: Any, wanted: Slice, step: str) -> Opened:
    if step == "registered":
        found = registered(session, wanted)
    else:
        found = people_behind(session, replace(wanted, state=step))
    sums = Sums(
        len(found),
        sum(each.actions for each in found),
        sum(each.reduction_mg for each in found),
        sum(each.points for each in found),
    )
    return Opened(wanted, PEOPLE, sums, found, step)


def explained(db: Database, caller: Caller, action_id: int) -> Explained:
    """How the number of an action came about.

    Raises:
        NotAllowedError: if the caller may not see calculations.
        UserError: ACTION_UNKNOWN, ACTION_DAMAGED, METHODOLOGY_NOT_INSTALLED.
    """
    book = current(db, caller)
    with db.reading() as session:
        permitted(session, "explain", caller)
        return explain(session, book, action_id)
