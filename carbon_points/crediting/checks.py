"""What must be true between actions and the ledger (invariants 2, 3 and 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.common.ids import id_text
from carbon_points.crediting.recalculation import recalculate
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
            f"行为 {where} 重新核算为 {first.computed[0]} mg，库中为 {first.stored[0]} mg。",
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


def _reductions(session: Session) -> Check:
    """Approved reductions are what is accrued, by methodology and year."""
    name = "approved_reductions_are_accrued"
    approved = session.scalar(
        text("SELECT COALESCE(SUM(reduction_mg), 0) FROM action WHERE state = 3")
    )
    held = session.scalar(
        text(
            "SELECT COALESCE(SUM(p.amount), 0) FROM ledger_posting p"
            " JOIN ledger_account a ON a.id = p.account_id"
            " WHERE p.commodity = 2 AND a.kind != 'issue'"
        )
    )
    counted = session.scalar(text("SELECT COUNT(*) FROM action WHERE state = 3")) or 0
    if approved == held:
        return Check(name, counted)
    finding = Finding(
        "REDUCTIONS_DIFFER",
        f"已核定行为合计 {approved} mg，账上为 {held} mg，相差 {held - approved} mg。",
        f"Approved actions sum to {approved} mg, the ledger holds {held} mg.",
    )
    return Check(name, counted, finding)


_BALANCES = text("""
SELECT participant_id, SUM(granted), SUM(held) FROM (
  SELECT a.participant_id, d.points AS granted, 0 AS held
  FROM decision d JOIN action a ON a.id = d.action_id WHERE d.state IN (3, 5)
  UNION ALL
  SELECT k.owner, 0, p.amount FROM ledger_posting p
  JOIN ledger_account k ON k.id = p.account_id
  WHERE k.kind = 'participant' AND p.commodity = 1)
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


def _remainders(session: Session) -> Check:
    """A remainder is never negative and never a whole point."""
    name = "remainders_are_below_one_point"
    counted = session.scalar(text("SELECT COUNT(*) FROM credit_remainder")) or 0
    row = session.execute(
        text(
            "SELECT participant_id, remainder_mg FROM credit_remainder"
            " WHERE remainder_mg < 0 OR remainder_mg >= 100000 LIMIT 1"
        )
    ).first()
    if row is None:
        return Check(name, counted)
    where = id_text(row[0])
    finding = Finding(
        "REMAINDER_RANGE",
        f"参与者 {where} 的结转余量 {row[1]} mg 超出范围。",
        f"The remainder of participant {where} is out of range: {row[1]} mg.",
        {"participant": where},
    )
    return Check(name, counted, finding)
