"""What must be true between actions and the ledger (invariants 2, 3 and 5)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy import text

from carbon_points.common.days import from_day_number
from carbon_points.common.ids import id_text
from carbon_points.crediting.models import Remainder
from carbon_points.crediting.recalculation import recalculate
from carbon_points.methodology.registry import discover
from carbon_points.rulebook.rules import rule_on
from carbon_points.rulebook.shipped import points_rules
from carbon_points.storage.checks import Check
from carbon_points.storage.checks import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from carbon_points.common.progress import Progress
    from carbon_points.rulebook.service import Rulebook


def checks(session: Session) -> Iterator[Check]:
    """One answer for each thing that must be true."""
    yield _reductions(session)
    yield _points(session)
    yield _remainders(session)


def recalculation(
    session: Session, rulebook: Rulebook, progress: Progress
) -> Iterator[Check]:
    """Every stored reduction comes out again from its stored inputs."""
    done = recalculate(session, rulebook, progress)
    name = "recalculation_gives_the_same_milligram"
    if done.differences:
        first = done.differences[0]
        where = id_text(first.action_id)
        finding = Finding(
            "RECALCULATION_DIFFERS",
            f"行为 {where} 重新核算为 {first.computed[0]} mg，"
            f"库中为 {first.stored[0]} mg。",
            f"Action {where} recomputes to {first.computed[0]} mg;"
            f" {first.stored[0]} mg are stored.",
            {"action": where},
        )
        yield Check(name, done.counted, finding)
    elif done.not_installed:
        finding = Finding(
            "METHODOLOGY_NOT_INSTALLED",
            f"有 {done.not_installed} 条行为的方法学版本没有安装，无法重新核算。",
            f"{done.not_installed} actions name a methodology version that is not"
            " installed.",
        )
        yield Check(name, done.counted, finding)
    else:
        yield Check(name, done.counted)


_APPROVED = text("""
SELECT v.methodology, a.day, SUM(a.reduction_mg), COUNT(*)
FROM action a JOIN methodology_version v ON v.id = a.version_id
WHERE a.state = 3 GROUP BY 1, 2""")

_HELD = text("""
SELECT methodology, vintage, SUM(amount) FROM (
  SELECT k.methodology, k.vintage, p.amount
  FROM ledger_posting p JOIN ledger_account k ON k.id = p.account_id
  WHERE p.commodity = 2 AND k.kind != 'issue'
  UNION ALL
  SELECT k.methodology, k.vintage, -p.amount
  FROM ledger_account k JOIN ledger_posting p ON p.account_id = k.id
  WHERE k.kind = 'owed' AND p.amount > 0
  UNION ALL
  SELECT k.methodology, a.vintage, p.amount
  FROM ledger_account k JOIN ledger_posting p ON p.account_id = k.id
  JOIN ledger_posting q ON q.entry_id = p.entry_id
  JOIN ledger_account a ON a.id = q.account_id AND a.kind = 'accrued'
  WHERE k.kind = 'owed' AND p.amount > 0) GROUP BY 1, 2""")
"""By methodology and vintage; what one vintage made good of another counts as its
own."""


def _reductions(session: Session) -> Check:
    """Approved = accrued + pool + disposed + retired - owed, by methodology, year."""
    name = "approved_reductions_are_accrued"
    approved: dict[tuple[str, int], int] = defaultdict(int)
    counted = 0
    for methodology, day, mg, number in session.execute(_APPROVED):
        approved[methodology, from_day_number(day).year] += mg
        counted += number
    held = {(m, year): mg for m, year, mg in session.execute(_HELD)}
    for key in sorted(approved.keys() | held.keys()):
        if approved.get(key, 0) != held.get(key, 0):
            found = _reductions_differ(key, approved.get(key, 0), held.get(key, 0))
            return Check(name, counted, found)
    return Check(name, counted)


def _reductions_differ(key: tuple[str, int], approved: int, held: int) -> Finding:
    where = f"{key[0]} {key[1]}"
    return Finding(
        "REDUCTIONS_DIFFER",
        f"{where}：已核定行为合计 {approved} mg，账上为 {held} mg，"
        f"相差 {held - approved} mg。",
        f"{where}: approved actions sum to {approved} mg, the ledger holds {held} mg.",
        {"methodology": key[0], "year": str(key[1])},
    )


_BALANCES = text("""
SELECT participant_id, SUM(granted), SUM(held) FROM (
  SELECT a.participant_id, d.points AS granted, 0 AS held
  FROM decision d JOIN action a ON a.id = d.action_id WHERE d.state IN (3, 5)
  UNION ALL
  SELECT k.owner, 0, p.amount FROM ledger_posting p
  JOIN ledger_account k ON k.id = p.account_id
  JOIN ledger_entry e ON e.id = p.entry_id
  WHERE k.kind = 'participant' AND p.commodity = 1 AND e.cause NOT LIKE 'closing:%')
GROUP BY participant_id HAVING SUM(granted) != SUM(held) LIMIT 1""")


def _points(session: Session) -> Check:
    """A participant's balance is what the decisions granted and took back."""
    name = "balances_are_the_sum_of_decisions"
    counted = session.scalar(
        text("SELECT COUNT(*) FROM ledger_account WHERE kind = 'participant'")
    )
    row = session.execute(_BALANCES).first()
    if row is None:
        return Check(name, counted or 0)
    where = id_text(row[0])
    finding = Finding(
        "BALANCE_DIFFERS",
        f"参与者 {where} 的积分余额为 {row[2]}，按决定应为 {row[1]}。",
        f"Participant {where} holds {row[2]} points; the decisions grant {row[1]}.",
        {"participant": where},
    )
    return Check(name, counted or 0, finding)


_APPROVALS = text("""
SELECT a.participant_id, a.version_id, b.booked_on,
       SUM(a.reduction_mg), SUM(d.points)
FROM decision d JOIN action a ON a.id = d.action_id
JOIN decision_batch b ON b.id = d.batch_id
WHERE d.state = 3 GROUP BY 1, 2, 3""")

_REVERSALS = text("""
SELECT a.participant_id, a.version_id, then_.booked_on, now_.booked_on,
       SUM(a.reduction_mg), SUM(g.points), SUM(d.points + g.points)
FROM decision d JOIN action a ON a.id = d.action_id
JOIN decision g ON g.action_id = d.action_id AND g.state = 3
JOIN decision_batch then_ ON then_.id = g.batch_id
JOIN decision_batch now_ ON now_.id = d.batch_id
WHERE d.state = 5 GROUP BY 1, 2, 3, 4""")


def _remainders(session: Session) -> Check:
    """What is carried below one point is what the decisions left, and no whole one."""
    name = "remainders_are_what_the_decisions_left"
    derived = _derived_remainders(session)
    rows = session.execute(select(Remainder.__table__))
    stored = {(person, group): rest for person, group, rest in rows}
    for key in sorted(derived.keys() | stored.keys()):
        expected, found = derived.get(key, 0), stored.get(key, 0)
        if expected != found or found < 0:
            return Check(name, len(stored), _remainder_differs(key, found, expected))
    return Check(name, len(stored))


def _remainder_differs(key: tuple[int, str], found: int, expected: int) -> Finding:
    where = id_text(key[0])
    return Finding(
        "REMAINDER_DIFFERS",
        f"参与者 {where} 的结转余量为 {found} mg，按决定应为 {expected} mg。",
        f"Participant {where} carries {found} mg; the decisions leave {expected} mg.",
        {"participant": where, "group": key[1]},
    )


def _derived_remainders(session: Session) -> dict[tuple[int, str], int]:
    """Milligrams that became no points, by participant and group."""
    group_of = _groups(session)
    left: dict[tuple[int, str], int] = defaultdict(int)
    for person, version, day, mg, points in session.execute(_APPROVALS):
        if group := group_of.get(version):
            left[person, group] += mg - points * _rate(group, day)
    for person, version, then, now, mg, granted, more in session.execute(_REVERSALS):
        if group := group_of.get(version):
            not_points_mg = mg - granted * _rate(group, then)
            left[person, group] -= not_points_mg + more * _rate(group, now)
    return left


def _groups(session: Session) -> dict[int, str]:
    """The points group of each methodology version that is installed."""
    catalogue = discover()
    rows = session.execute(text("SELECT id, methodology FROM methodology_version"))
    return {
        version: catalogue[name].points_group
        for version, name in rows
        if name in catalogue
    }


def _rate(group: str, day: int) -> int:
    return rule_on(points_rules(), group, from_day_number(day)).mg_per_point
