"""Answers statistics with named rows."""

from __future__ import annotations

from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.actions import cuts
from carbon_points.actions.rules import Shown
from carbon_points.actions.sums import states
from carbon_points.common.days import month_text
from carbon_points.statistics.sources import Figures
from carbon_points.statistics.sources import from_actions
from carbon_points.statistics.sources import from_sums
from carbon_points.statistics.sources import Scope
from carbon_points.statistics.suppression import suppressed
from carbon_points.statistics.tables import GRADES
from carbon_points.statistics.tables import KINDS
from carbon_points.statistics.tables import Reached
from carbon_points.statistics.tables import StatQuery
from carbon_points.statistics.tables import StatRow
from carbon_points.statistics.tables import StatTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from carbon_points.statistics.sources import Groups
    from carbon_points.statistics.sources import Key

_VERSIONS: Final = text("SELECT id, methodology, version FROM methodology_version")


def table(
    session: Session,
    query: StatQuery,
    *,
    suppress: bool = False,
    people: bool = True,
) -> StatTable:
    """The statistics that a query asks for.

    Args:
        session: reading.
        query: what to count; whole months of approved actions are read from the
            running sums, whatever the number of actions.
        suppress: withhold groups of fewer than five, as for a viewer.
        people: count different participants; a cut of which no number is kept takes
            seconds over a million actions. Without it theirs are 0.

    Raises:
        UserError: SCENARIO_UNKNOWN.
    """
    scope = Scope.of(session, query)
    kept = query.state == "approved" and scope.whole_months
    if kept:
        counted = from_sums(session, scope, people=people or suppress)
    else:
        counted = from_actions(session, scope)
    position, at = _position(session)
    found = StatTable(
        query,
        _rows(session, query.by, counted.groups),
        _total(counted.whole.get((0,), Figures()), draft=False),
        _total(counted.whole[1,], draft=True) if (1,) in counted.whole else None,
        position,
        at,
        _versions(session, counted.versions),
    )
    return suppressed(found) if suppress else found


def reached(session: Session, scenario: str | None = None) -> Reached:
    """How many people registered, did something that counts, had it approved.

    Raises:
        UserError: SCENARIO_UNKNOWN.
    """
    registered = session.scalar(
        text("SELECT COUNT(*) FROM participant WHERE state IN ('open', 'frozen')")
    )
    scope = Scope.of(session, StatQuery(scenario=scenario))
    versions = ", ".join(map(str, sorted(scope.versions))) or "NULL"
    # Who has something approved was counted when it was: only the queue is read anew.
    newcomers = session.scalar(
        text(f"""
        SELECT COUNT(DISTINCT a.participant_id)
        FROM action a INDEXED BY ix_action_waiting
        WHERE a.state IN ({states(Shown.WAITING)}) AND a.version_id IN ({versions})
        AND NOT EXISTS (
            SELECT 1 FROM stat_presence p
            WHERE p.participant_id = a.participant_id
            AND p.state = {int(Shown.APPROVED)}
            AND p.version_id IN ({versions}))""")  # noqa: S608  (numbers)
    )
    approved = table(session, StatQuery(scenario=scenario)).totals.participants
    approved = approved or 0
    return Reached(int(registered or 0), approved + int(newcomers or 0), approved)


def _rows(session: Session, by: tuple[str, ...], groups: Groups) -> tuple[StatRow, ...]:
    if not by and not groups:
        groups = {(0,): Figures()}
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


def _total(figures: Figures, *, draft: bool) -> StatRow:
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


def _versions(session: Session, used: set[int]) -> tuple[tuple[str, str], ...]:
    rows = session.execute(_VERSIONS)
    named = [(row.methodology, row.version) for row in rows if row.id in used]
    return tuple(sorted(named))
