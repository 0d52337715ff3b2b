"""What must always be true of the pool (invariants 1 and 3 of ``domain.md``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy import text

from carbon_points.common.ids import id_text
from carbon_points.pool.lots import member_ids
from carbon_points.pool.lots import members_digest
from carbon_points.pool.models import Cancelling
from carbon_points.pool.models import Lot
from carbon_points.storage.checks import Check
from carbon_points.storage.checks import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class _Rule:
    """A query that finds nothing while all is well, else what is wrong with a record.

    It answers the id or name of the record, what the books say and what they should.
    """

    name: str
    counted: str
    wrong: str
    code: str
    zh: str
    en: str


_REGISTERED: Final = _Rule(
    "registered_batches_are_in_the_pool",
    "SELECT COUNT(*) FROM pool_batch",
    """
    SELECT number, booked, reduction_mg FROM (
      SELECT b.number, b.reduction_mg, COALESCE((SELECT SUM(p.amount)
        FROM ledger_account k JOIN ledger_posting p ON p.account_id = k.id
        JOIN ledger_entry e ON e.id = p.entry_id AND e.cause LIKE 'pool:register/%'
        WHERE k.kind = 'pool' AND k.owner = b.id AND k.methodology = l.methodology
        AND k.vintage = l.vintage), 0) AS booked
      FROM pool_batch b JOIN pool_lot l ON l.id = b.lot_id
      UNION ALL
      SELECT k.methodology, 0, 1 FROM ledger_account k
      WHERE k.kind = 'pool' AND k.owner NOT IN (SELECT id FROM pool_batch))
    WHERE booked != reduction_mg LIMIT 1""",
    "POOL_BATCH_DIFFERS",
    "登记批次 {0} 入池 {1} mg，批次记录为 {2} mg。",
    "Batch {0} brought {1} mg into the pool; its record says {2} mg.",
)
_LEFT: Final = _Rule(
    "batches_hold_what_was_not_given_away",
    "SELECT COUNT(*) FROM pool_batch",
    """
    SELECT number, held, rest FROM (
      SELECT b.number, COALESCE(SUM(p.amount), 0) AS held,
        b.reduction_mg
        - COALESCE((SELECT SUM(d.reduction_mg) FROM pool_disposal_line d
          JOIN pool_disposal_step s ON s.disposal_id = d.disposal_id
          AND s.step = 'confirmed' WHERE d.batch_id = b.id), 0)
        + COALESCE(SUM(CASE WHEN e.cause NOT LIKE 'pool:%' THEN p.amount END), 0)
        AS rest
      FROM pool_batch b
      LEFT JOIN ledger_account k ON k.kind = 'pool' AND k.owner = b.id
      LEFT JOIN ledger_posting p ON p.account_id = k.id
      LEFT JOIN ledger_entry e ON e.id = p.entry_id
      GROUP BY b.id)
    WHERE held != rest LIMIT 1""",
    "POOL_BALANCE_DIFFERS",
    "登记批次 {0} 账上余额 {1} mg，按划拨与冲正应为 {2} mg。",
    "Batch {0} holds {1} mg; what was given away and reversed leaves {2} mg.",
)
_GIVEN: Final = _Rule(
    "enterprises_hold_what_they_were_given",
    "SELECT COUNT(*) FROM pool_disposal",
    """
    SELECT e.name, SUM(held), SUM(given) FROM (
      SELECT k.owner, k.methodology, k.vintage, k.kind, p.amount AS held, 0 AS given
      FROM ledger_account k JOIN ledger_posting p ON p.account_id = k.id
      WHERE k.kind IN ('enterprise', 'retired')
      UNION ALL
      SELECT d.enterprise_id, l.methodology, l.vintage, 'enterprise', 0,
        x.reduction_mg - COALESCE((SELECT SUM(u.reduction_mg)
          FROM pool_use_line u WHERE u.line_id = x.id), 0)
      FROM pool_disposal_line x JOIN pool_disposal d ON d.id = x.disposal_id
      JOIN pool_disposal_step s ON s.disposal_id = d.id AND s.step = 'confirmed'
      JOIN pool_batch b ON b.id = x.batch_id JOIN pool_lot l ON l.id = b.lot_id
      UNION ALL
      SELECT d.enterprise_id, l.methodology, l.vintage, 'retired', 0, u.reduction_mg
      FROM pool_use_line u JOIN pool_disposal_line x ON x.id = u.line_id
      JOIN pool_disposal d ON d.id = x.disposal_id
      JOIN pool_batch b ON b.id = x.batch_id JOIN pool_lot l ON l.id = b.lot_id) t
    LEFT JOIN pool_enterprise e ON e.id = t.owner
    GROUP BY t.owner, t.methodology, t.vintage, t.kind
    HAVING SUM(held) != SUM(given) LIMIT 1""",
    "POOL_DISPOSAL_DIFFERS",
    "企业“{0}”账上为 {1} mg，按划拨与使用注销应为 {2} mg。",
    "The enterprise “{0}” holds {1} mg; disposals and uses leave {2} mg.",
)
_RUNNING: Final = _Rule(
    "no_balance_of_the_pool_was_ever_below_zero",
    "SELECT COUNT(*) FROM ledger_account WHERE kind IN ('pool', 'enterprise')",
    """
    SELECT cause, running, 0 FROM (
      SELECT e.cause, SUM(p.amount) OVER (PARTITION BY k.id ORDER BY p.id) AS running
      FROM ledger_account k JOIN ledger_posting p ON p.account_id = k.id
      JOIN ledger_entry e ON e.id = p.entry_id
      WHERE k.kind IN ('pool', 'enterprise', 'retired'))
    WHERE running < 0 LIMIT 1""",
    "POOL_BELOW_ZERO",
    "分录 {0} 使余额变为 {1} mg。",
    "The entry {0} brought a balance to {1} mg.",
)
_CAUSES: Final = _Rule(
    "every_movement_of_the_pool_has_its_act",
    "SELECT COUNT(*) FROM ledger_entry WHERE cause LIKE 'pool:%'",
    """
    SELECT e.cause, SUM(p.amount), 0 FROM ledger_account k
    JOIN ledger_posting p ON p.account_id = k.id AND p.commodity = 2
    JOIN ledger_entry e ON e.id = p.entry_id
    WHERE (k.kind IN ('enterprise', 'retired') AND e.cause NOT LIKE 'pool:dispose/%'
        AND e.cause NOT LIKE 'pool:use/%')
      OR (k.kind IN ('pool', 'owed') AND p.amount > 0
        AND e.cause NOT LIKE 'pool:register/%')
    GROUP BY e.id LIMIT 1""",
    "POOL_CAUSE",
    "分录 {0} 在减排量池里记了 {1} mg，没有对应的登记、划拨或注销。",
    "The entry {0} moved {1} mg in the pool without an act of it.",
)
_AFTER: Final = _Rule(
    "nothing_is_registered_before_its_notice_is_over",
    "SELECT COUNT(*) FROM pool_batch",
    """
    SELECT b.number, b.registered_on, n.ends_on
    FROM pool_batch b JOIN pool_lot l ON l.id = b.lot_id
    JOIN pool_notice n ON n.id = l.notice_id
    WHERE b.registered_on <= n.ends_on
      OR EXISTS (SELECT 1 FROM pool_cancelling c WHERE c.notice_id = n.id)
      OR EXISTS (SELECT 1 FROM pool_objection o
        LEFT JOIN pool_answer a ON a.objection_id = o.id
        WHERE o.notice_id = n.id AND COALESCE(a.chain_position, b.chain_position)
          >= b.chain_position)
    LIMIT 1""",
    "POOL_TOO_EARLY",
    "登记批次 {0} 在公示期满、异议答复之前登记，或公示已撤回。",
    "Batch {0} was registered before its notice was over and answered.",
)
_TWO: Final = _Rule(
    "disposals_are_signed_by_two_persons",
    "SELECT COUNT(*) FROM pool_disposal",
    """
    SELECT d.number, d.operator, s.operator FROM pool_disposal d
    JOIN pool_disposal_step s ON s.disposal_id = d.id AND s.step = 'confirmed'
    WHERE s.operator = d.operator LIMIT 1""",
    "POOL_ONE_PERSON",
    "划拨 {0} 由 {1} 一人提出并复核。",
    "The disposal {0} was proposed and confirmed by one person, {1}.",
)
_AMOUNTS: Final = _Rule(
    "batches_hold_no_more_than_their_actions",
    "SELECT COUNT(*) FROM pool_batch",
    """
    SELECT b.number, b.reduction_mg + b.made_good_mg, b.covered_mg
    FROM pool_batch b JOIN pool_lot l ON l.id = b.lot_id
    WHERE b.reduction_mg + b.made_good_mg > b.covered_mg
      OR b.covered_mg > l.reduction_mg OR b.actions > l.actions LIMIT 1""",
    "POOL_BATCH_TOO_LARGE",
    "登记批次 {0} 登记了 {1} mg，它的行为只有 {2} mg。",
    "Batch {0} registered {1} mg; its actions have {2} mg.",
)


def checks(session: Session) -> Iterator[Check]:
    """One answer for each thing that must be true."""
    for rule in (_REGISTERED, _LEFT, _GIVEN, _RUNNING):
        yield _check(session, rule)
    for rule in (_CAUSES, _AMOUNTS, _AFTER, _TWO):
        yield _check(session, rule)
    yield _members(session)


def _check(session: Session, rule: _Rule) -> Check:
    counted = session.scalar(text(rule.counted)) or 0
    row = session.execute(text(rule.wrong)).first()
    if row is None:
        return Check(rule.name, counted)
    words = [str(part) for part in row]
    finding = Finding(
        rule.code, rule.zh.format(*words), rule.en.format(*words), {"where": words[0]}
    )
    return Check(rule.name, counted, finding)


_STRANGER: Final = text("""
SELECT m.action_id FROM pool_member m JOIN pool_lot l ON l.id = m.lot_id
JOIN action a ON a.id = m.action_id JOIN methodology_version v ON v.id = a.version_id
WHERE v.methodology != l.methodology OR a.state NOT IN (3, 5) LIMIT 1""")


def _members(session: Session) -> Check:
    """Each announced action is in one lot, and each lot has those it announced."""
    name = "every_action_is_announced_once"
    counted = session.scalar(text("SELECT COUNT(*) FROM pool_member")) or 0
    stranger = session.scalar(_STRANGER)
    if stranger is not None:
        return Check(name, counted, _finding(id_text(stranger)))
    cancelled = set(session.scalars(select(Cancelling.notice_id)))
    for lot in session.scalars(select(Lot).order_by(Lot.id)):
        ids = member_ids(session, lot.id)
        digest = None if lot.notice_id in cancelled else lot.members_digest
        if (members_digest(ids) if ids else None) != digest:
            return Check(name, counted, _finding(f"{lot.methodology} {lot.vintage}"))
    return Check(name, counted)


def _finding(where: str) -> Finding:
    return Finding(
        "POOL_MEMBERS_DIFFER",
        f"公示所列的行为与记录不符：{where}。",
        f"The actions of a notice are not the ones it announced: {where}.",
        {"where": where},
    )
