"""A participant's account: balance, what waits, expiry, history with decisions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.actions.rules import State
from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.crediting.service import load_remainders
from carbon_points.ledger.queries import statement
from carbon_points.methodology.contract import Status

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.rulebook.service import Rulebook

EXPIRY_YEARS = 3
"""Points expire on 31 December of the third year after the credit (assumed,
``formats.md`` section 11)."""

_ACTIONS = text("""
SELECT a.id, v.methodology, a.day, a.reduction_mg, a.points, a.state, a.code, a.flags,
       COALESCE(b.operator || CASE WHEN b.second_operator = '' THEN ''
         ELSE '+' || b.second_operator END, ''),
       COALESCE((SELECT d.reason FROM decision d
                 WHERE d.action_id = a.id ORDER BY d.id DESC LIMIT 1), '')
FROM action a JOIN methodology_version v ON v.id = a.version_id
LEFT JOIN decision_batch b ON b.id = a.decision_batch_id
WHERE a.participant_id = :person AND a.day BETWEEN :first AND :last
ORDER BY a.id DESC""")


@dataclass(frozen=True, slots=True)
class AccountAction:
    """One action with its state and who decided."""

    action_id: int
    methodology: str
    day: dt.date
    reduction_mg: int
    points: int
    state: int
    code: str
    flags: tuple[str, ...]
    decided_by: str
    reason: str
    """What the last decision gave as its reason; empty if it gave none."""


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """One movement of points."""

    entry_id: int
    cause: str
    day: dt.date
    points: int
    balance: int


@dataclass(frozen=True, slots=True)
class Account:
    """What `show` and the participant's card tell."""

    points: int
    waiting: int
    """Actions that wait for a decision."""

    reduction_mg: int
    """Approved ones of the period, stock-taking apart."""

    next_expiry: dt.date | None
    next_expiry_points: int
    actions: tuple[AccountAction, ...]
    """Newest first."""

    entries: tuple[AccountEntry, ...]
    """Oldest first."""


def account(
    session: Session,
    participant_id: int,
    period: tuple[dt.date | None, dt.date | None] = (None, None),
) -> Account:
    """The account; the period limits actions and entries, not the balance."""
    first = day_number(period[0]) if period[0] else 0
    last = day_number(period[1]) if period[1] else 1 << 40
    binds = {"person": participant_id, "first": first, "last": last}
    actions = tuple(_action(row) for row in session.execute(_ACTIONS, binds))
    lines = statement(session, participant_id)
    movements = [(from_day_number(line.booked_on), line.points) for line in lines]
    expiry, expiring = next_expiry(movements)
    return Account(
        points=lines[-1].balance if lines else 0,
        waiting=sum(a.state in {State.WAITING, State.FROZEN} for a in actions),
        reduction_mg=sum(a.reduction_mg for a in actions if a.state == State.APPROVED),
        next_expiry=expiry,
        next_expiry_points=expiring,
        actions=actions,
        entries=tuple(
            AccountEntry(
                line.entry_id,
                line.cause,
                from_day_number(line.booked_on),
                line.points,
                line.balance,
            )
            for line in lines
            if first <= line.booked_on <= last
        ),
    )


def waiting_points(
    session: Session, rulebook: Rulebook, participant_id: int, day: dt.date
) -> int:
    """Points that the waiting actions would give if all were approved on `day`."""
    rows = session.execute(
        text(
            "SELECT version_id, day, reduction_mg FROM action"
            " WHERE participant_id = :person AND state IN (1, 2)"
        ),
        {"person": participant_id},
    )
    sums: dict[str, int] = {}
    for version_id, action_day, reduction_mg in rows:
        methodology, _ = rulebook.versions[version_id]
        status = rulebook.status(methodology.id, from_day_number(action_day))
        if status is not Status.DRAFT:
            group = methodology.points_group
            sums[group] = sums.get(group, 0) + reduction_mg
    remainders = load_remainders(session, [participant_id])
    return sum(
        (remainders.get((participant_id, group), 0) + total)
        // rulebook.mg_per_point(group, day)
        for group, total in sums.items()
    )


def _action(row: Any) -> AccountAction:
    number, methodology, day, mg, points, state, code, flags, by, reason = row
    words = tuple(flags.split(",")) if flags else ()
    return AccountAction(
        number,
        methodology,
        from_day_number(day),
        mg,
        points,
        state,
        code,
        words,
        by,
        reason,
    )


def next_expiry(movements: list[tuple[dt.date, int]]) -> tuple[dt.date | None, int]:
    """When points expire next and how many, the oldest being used first."""
    spent = -sum(points for _, points in movements if points < 0)
    by_year: dict[int, int] = {}
    for day, points in movements:
        if points > 0:
            by_year[day.year] = by_year.get(day.year, 0) + points
    for year in sorted(by_year):
        left = by_year[year] - spent
        if left > 0:
            return dt.date(year + EXPIRY_YEARS, 12, 31), left
        spent -= by_year[year]
    return None, 0
