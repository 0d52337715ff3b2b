"""Answers statistics: from the running sums, or from the actions where days matter."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.actions import cuts
from carbon_points.actions.rules import Shown
from carbon_points.actions.sums import MONTH
from carbon_points.actions.sums import states
from carbon_points.common.days import day_number
from carbon_points.common.days import month_number
from carbon_points.common.days import month_text
from carbon_points.common.problems import UserError
from carbon_points.statistics.suppression import suppressed
from carbon_points.statistics.tables import GRADES
from carbon_points.statistics.tables import KINDS
from carbon_points.statistics.tables import StatRow
from carbon_points.statistics.tables import StatTable

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


class _Figures:
    """What is added up for one group."""

    def __init__(self) -> None:
        self.people = 0
        self.actions = 0
        self.mg = 0
        self.points = 0


Groups = dict[Key, _Figures]


@dataclass(frozen=True)
class _Scope:
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
    def of(cls, session: Session, query: StatQuery) -> _Scope:
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


def table(session: Session, query: StatQuery, *, suppress: bool = False) -> StatTable:
    """The statistics that a query asks for.

    Args:
        session: reading.
        query: what to count; whole months of approved actions are read from the
            running sums, whatever the number of actions.
        suppress: withhold groups of fewer than five, as for a viewer.

    Raises:
        UserError: SCENARIO_UNKNOWN.
    """
    scope = _Scope.of(session, query)
    groups = _groups(session, scope, query.by)
    whole = _groups(session, scope, ())
    position, at = _position(session)
    found = StatTable(
        query,
        _rows(session, query.by, groups),
        _total(whole.get((0,), _Figures()), draft=False),
        _total(whole[1,], draft=True) if (1,) in whole else None,
        position,
        at,
        _versions(session, scope),
    )
    return suppressed(found) if suppress else found


def _groups(session: Session, scope: _Scope, by: tuple[str, ...]) -> Groups:
    if scope.query.state != "approved" or not scope.whole_months:
        return _recounted(session, scope, by)
    groups = _summed(session, scope, by)
    for key, number in _people(session, scope, by):
        groups[key].people = number
    return groups


def _summed(session: Session, scope: _Scope, by: tuple[str, ...]) -> Groups:
    """Actions, milligrams and points of approved actions, from the cells."""
    where, binds = scope.where()
    columns = ["state", *(_COLUMNS[name] for name in by)]
    wanted = ["version_id" if name == "methodology" else name for name in columns]
    keys = ", ".join(wanted)
    rows = session.execute(
        text(f"""
        SELECT {keys}, SUM(actions), SUM(reduction_mg), SUM(points) FROM stat_cell
        WHERE state IN (2, 3) AND {where} GROUP BY {keys}"""),  # noqa: S608  (names)
        binds,
    )
    groups: Groups = defaultdict(_Figures)
    for state, *key, actions, mg, points in rows:
        named = [
            scope.versions.get(value, "") if name == "methodology" else value
            for name, value in zip(by, key, strict=True)
        ]
        figures = groups[*named, int(state == _DRAFT)]
        figures.actions += int(actions)
        figures.mg += int(mg)
        figures.points += int(points)
    return groups


def _people(
    session: Session, scope: _Scope, by: tuple[str, ...]
) -> Iterable[tuple[Key, int]]:
    """Different participants, from a kept cut if one fits."""
    cut = _kept_cut(session, scope, by)
    if cut is None:
        return _present(session, scope, by)
    return _kept(session, scope, by, cut)


def _kept_cut(
    session: Session, scope: _Scope, by: tuple[str, ...]
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


def _covers_all(session: Session, scope: _Scope) -> bool:
    if scope.months == (_EARLIEST, _LATEST):
        return True
    query = text("SELECT MIN(month), MAX(month) FROM stat_cell WHERE state IN (2, 3)")
    low, high = session.execute(query).one()
    return low is None or (scope.months[0] <= low and high <= scope.months[1])


def _kept(
    session: Session, scope: _Scope, by: tuple[str, ...], cut: tuple[str, ...]
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


def _belongs(scope: _Scope, values: Mapping[str, Any]) -> bool:
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
    session: Session, scope: _Scope, by: tuple[str, ...]
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


def _recounted(session: Session, scope: _Scope, by: tuple[str, ...]) -> Groups:
    """Everything from the actions themselves: exact days, and what still waits."""
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
    groups: Groups = defaultdict(_Figures)
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


def _rows(session: Session, by: tuple[str, ...], groups: Groups) -> tuple[StatRow, ...]:
    if not by and not groups:
        groups = {(0,): _Figures()}
    places = _place_names(session) if {"subdistrict", "community"} & {*by} else {}
    ranks = {name: at for at, name in enumerate(cuts.shipped_membership())}

    def order(key: Key) -> Key:
        return tuple(
            (ranks.get(value, len(ranks)), value) if name == "methodology" else value
            for name, value in zip((*by, "draft"), key, strict=True)
        )

    return tuple(
        StatRow(
            tuple(
                _named(name, value, places)
                for name, value in zip(by, key, strict=False)
            ),
            groups[key].people,
            groups[key].actions,
            groups[key].mg,
            groups[key].points,
            draft=bool(key[-1]),
        )
        for key in sorted(groups, key=order)
    )


def _named(dimension: str, value: Any, places: Mapping[int, str]) -> str:
    if dimension in {"subdistrict", "community"}:
        return places.get(value, "")
    if dimension == "month":
        return month_text(value)
    if dimension == "kind":
        return KINDS[value]
    return GRADES[value] if dimension == "grade" else str(value)


def _place_names(session: Session) -> dict[int, str]:
    rows = session.execute(text("SELECT id, name FROM place"))
    return {row.id: row.name for row in rows}


def _total(figures: _Figures, *, draft: bool) -> StatRow:
    return StatRow(
        (), figures.people, figures.actions, figures.mg, figures.points, draft=draft
    )


def _position(session: Session) -> tuple[int, int | None]:
    row = session.execute(
        text("""
        SELECT p.position, r.at FROM stat_position p
        LEFT JOIN chain_record r ON r.position = p.position""")
    ).one_or_none()
    return (row.position, row.at) if row else (0, None)


def _versions(session: Session, scope: _Scope) -> tuple[tuple[str, str], ...]:
    where, binds = scope.where()
    rows = session.execute(
        text(f"""
        SELECT DISTINCT v.methodology, v.version
        FROM stat_cell JOIN methodology_version v ON v.id = version_id
        WHERE {where} ORDER BY 1, 2"""),  # noqa: S608  (names)
        binds,
    )
    return tuple((row.methodology, row.version) for row in rows)
