"""Where statistics come from: the running sums, or the actions where days matter."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.actions import cuts
from carbon_points.actions.rules import Shown
from carbon_points.actions.sums import MONTH
from carbon_points.actions.sums import states
from carbon_points.common.days import day_number
from carbon_points.common.days import month_number
from carbon_points.common.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from carbon_points.statistics.tables import StatQuery

_COLUMNS: Final = {
    "subdistrict": "subdistrict_id",
    "community": "community_id",
    "month": "month",
    "kind": "participant_kind",
    "grade": "grade",
    "methodology": "methodology",
}
_OF_ACTION: Final = {
    **_COLUMNS,
    "community": "COALESCE(community_id, 0)",
    "month": MONTH,
}
_STANDARD: Final = {frozenset(cut): cut for cut in cuts.STANDARD_CUTS}
_DRAFT: Final = int(Shown.APPROVED_DRAFT)
_EARLIEST: Final = -(1 << 31)
_LATEST: Final = (1 << 31) - 1

Key = tuple[Any, ...]
"""Place ids, month and code numbers, methodology ids, and at the end 1 for drafts."""


class Figures:
    """What is added up for one group."""

    def __init__(self) -> None:
        self.people = 0
        self.actions = 0
        self.mg = 0
        self.points = 0


Groups = dict[Key, Figures]


@dataclass(frozen=True)
class Scope:
    """A query with its names resolved and its period as numbers."""

    query: StatQuery
    versions: Mapping[int, str]
    """The methodology of every version that counts."""

    membership_kept: bool
    """Whether scenarios are what they were when people were counted by them."""

    days: tuple[int, int]
    months: tuple[int, int]
    whole_months: bool

    @classmethod
    def of(cls, session: Session, query: StatQuery) -> Scope:
        """The scope of a query.

        Raises:
            UserError: SCENARIO_UNKNOWN.
        """
        shipped = cuts.shipped_membership() if query.scenario else {}
        if query.scenario and query.scenario not in shipped.values():
            raise UserError("SCENARIO_UNKNOWN", value=query.scenario)
        versions = {
            number: name
            for number, name in cuts.methodologies(session).items()
            if not query.scenario or shipped.get(name) == query.scenario
        }
        start, end = query.start, query.end
        return cls(
            query,
            versions,
            not query.scenario or cuts.membership(session) == shipped,
            (
                day_number(start) if start else _EARLIEST,
                day_number(end) if end else _LATEST,
            ),
            (
                month_number(start) if start else _EARLIEST,
                month_number(end) if end else _LATEST,
            ),
            (start is None or start.day == 1)
            and (end is None or (end + dt.timedelta(days=1)).day == 1),
        )

    def where(self, *, day: bool = False) -> tuple[str, dict[str, Any]]:
        """The filters in SQL: versions, place, and the days or the months."""
        first, last = self.days if day else self.months
        parts = [f"{'day' if day else 'month'} BETWEEN :first AND :last"]
        binds: dict[str, Any] = {"first": first, "last": last}
        if self.query.scenario:
            parts.append(f"version_id IN ({_numbers(self.versions)})")
        if self.query.subdistrict_id is not None:
            parts.append("subdistrict_id = :subdistrict")
            binds["subdistrict"] = self.query.subdistrict_id
        return " AND ".join(parts), binds


class Counted(NamedTuple):
    """Groups as asked for, all of them together, and the versions behind them."""

    groups: Groups
    whole: Groups
    versions: set[int]


def from_sums(session: Session, scope: Scope, *, people: bool = True) -> Counted:
    """Approved actions of whole months, whatever their number."""
    by = scope.query.by
    found = Counted(defaultdict(Figures), defaultdict(Figures), set())
    for state, version, *key, actions, mg, points in _cells(session, scope):
        found.versions.add(version)
        draft = int(state == _DRAFT)
        named = [
            scope.versions.get(version, "") if name == "methodology" else key.pop(0)
            for name in by
        ]
        for figures in (found.groups[*named, draft], found.whole[draft,]):
            figures.actions += int(actions)
            figures.mg += int(mg)
            figures.points += int(points)
    for groups, grouped_by in ((found.groups, by), (found.whole, ())) if people else ():
        for counted, number in _people(session, scope, grouped_by):
            groups[counted].people = number
    return found


def _cells(session: Session, scope: Scope) -> Iterable[Any]:
    where, binds = scope.where()
    names = [_COLUMNS[name] for name in scope.query.by if name != "methodology"]
    keys = ", ".join(["state", "version_id", *names])
    return session.execute(
        text(f"""
        SELECT {keys}, SUM(actions), SUM(reduction_mg), SUM(points) FROM stat_cell
        WHERE state IN (2, 3) AND {where} GROUP BY {keys}"""),  # noqa: S608  (names)
        binds,
    )


def _people(
    session: Session, scope: Scope, by: tuple[str, ...]
) -> Iterable[tuple[Key, int]]:
    """Different participants, from a kept cut if one fits."""
    cut = _kept_cut(session, scope, by)
    if cut is None:
        return _present(session, scope, by)
    return _kept(session, scope, by, cut)


def _kept_cut(
    session: Session, scope: Scope, by: tuple[str, ...]
) -> tuple[str, ...] | None:
    """The standard cut that holds the answer: the groups and what is filtered by."""
    needed = set(by)
    if scope.query.subdistrict_id is not None:
        needed.add("subdistrict")
    if scope.query.scenario and "methodology" not in by:
        if not scope.membership_kept:
            return None
        needed.add("scenario")
    if "month" not in by and not _covers_all(session, scope):
        if scope.months[0] != scope.months[1]:
            return None
        needed.add("month")
    return _STANDARD.get(frozenset(needed))


def _covers_all(session: Session, scope: Scope) -> bool:
    if scope.months == (_EARLIEST, _LATEST):
        return True
    query = text("SELECT MIN(month), MAX(month) FROM stat_cell WHERE state IN (2, 3)")
    low, high = session.execute(query).one()
    return low is None or (scope.months[0] <= low and high <= scope.months[1])


def _kept(
    session: Session, scope: Scope, by: tuple[str, ...], cut: tuple[str, ...]
) -> Iterable[tuple[Key, int]]:
    query = text("""
        SELECT state, key, people FROM stat_people
        WHERE state IN (2, 3) AND cut = :cut""")
    for state, key, people in session.execute(query, {"cut": ",".join(cut)}):
        values = _values(cut, key)
        if _belongs(scope, values):
            yield (*(values[name] for name in by), int(state == _DRAFT)), people


def _values(cut: tuple[str, ...], key: str) -> dict[str, Any]:
    words = zip(cut, key.split("|"), strict=True) if cut else ()
    return {
        name: word if name in {"methodology", "scenario"} else int(word)
        for name, word in words
    }


def _belongs(scope: Scope, values: Mapping[str, Any]) -> bool:
    """Whether a cell of a kept cut passes those filters that its cut shows."""
    first, last = scope.months
    allowed = {
        "month": first <= values.get("month", first) <= last,
        "subdistrict": scope.query.subdistrict_id in {None, values.get("subdistrict")},
        "scenario": values.get("scenario") == scope.query.scenario,
        "methodology": values.get("methodology") in scope.versions.values(),
    }
    return all(allowed.get(name, True) for name in values)


def _present(
    session: Session, scope: Scope, by: tuple[str, ...]
) -> Iterable[tuple[Key, int]]:
    """Different participants, counted over who is present in which cell."""
    where, binds = scope.where()
    keys = ", ".join([*(_COLUMNS[name] for name in by), "state"])
    rows = session.execute(
        text(f"""
        SELECT {keys}, COUNT(DISTINCT participant_id) FROM stat_presence
        JOIN methodology_version v ON v.id = version_id
        WHERE {where} GROUP BY {keys}"""),  # noqa: S608  (names)
        binds,
    )
    for *key, state, people in rows:
        yield (*key, int(state == _DRAFT)), int(people)


def from_actions(session: Session, scope: Scope) -> Counted:
    """Everything from the actions themselves: exact days, and what still waits."""
    where, binds = scope.where(day=True)
    versions = text(f"""
        SELECT DISTINCT version_id FROM action a
        WHERE a.state IN ({_counted(scope.query.state)}) AND {where}""")  # noqa: S608
    return Counted(
        _recounted(session, scope, scope.query.by),
        _recounted(session, scope, ()),
        set(session.scalars(versions, binds)),
    )


def _recounted(session: Session, scope: Scope, by: tuple[str, ...]) -> Groups:
    where, binds = scope.where(day=True)
    drafts = states(Shown.APPROVED_DRAFT)
    keys = [*(_OF_ACTION[name] for name in by), f"a.state IN ({drafts})"]
    rows = session.execute(
        text(f"""
        SELECT {", ".join(keys)}, COUNT(*), SUM(reduction_mg),
            SUM(CASE WHEN a.state IN ({states(Shown.APPROVED)}) THEN points ELSE 0 END),
            COUNT(DISTINCT participant_id)
        FROM action a JOIN methodology_version v ON v.id = version_id
        WHERE a.state IN ({_counted(scope.query.state)}) AND {where}
        GROUP BY {", ".join(map(str, range(1, len(keys) + 1)))}"""),  # noqa: S608
        binds,
    )
    groups: Groups = defaultdict(Figures)
    for *key, draft, actions, mg, points, people in rows:
        figures = groups[*key, int(draft)]
        figures.people, figures.actions = int(people), int(actions)
        figures.mg, figures.points = int(mg), int(points)
    return groups


def _counted(state: str) -> str:
    shown = {
        "approved": (Shown.APPROVED, Shown.APPROVED_DRAFT),
        "waiting": (Shown.WAITING,),
        "all": tuple(Shown),
    }[state]
    return ", ".join(map(states, shown))


def _numbers(values: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(values))) or "NULL"
