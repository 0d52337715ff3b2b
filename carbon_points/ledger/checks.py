"""What must always be true of the ledger (invariant 1 of ``domain.md``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.common.ids import id_text
from carbon_points.storage.checks import Check
from carbon_points.storage.checks import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session


def checks(session: Session) -> Iterator[Check]:
    """One answer for each thing that must be true."""
    yield _sums(session)
    yield _negative(session)


def _sums(session: Session) -> Check:
    counted = session.scalar(text("SELECT COUNT(*) FROM ledger_entry")) or 0
    row = session.execute(
        text(
            "SELECT entry_id, commodity, SUM(amount) FROM ledger_posting"
            " GROUP BY entry_id, commodity HAVING SUM(amount) != 0 LIMIT 1"
        )
    ).first()
    name = "every_entry_sums_to_zero"
    if row is None:
        return Check(name, counted)
    where = id_text(row[0])
    finding = Finding(
        "LEDGER_UNBALANCED",
        f"分录 {where} 借贷不平，差 {row[2]}。",
        f"Entry {where} does not balance; it is off by {row[2]}.",
        {"entry": where},
    )
    return Check(name, counted, finding)


def _negative(session: Session) -> Check:
    """Nothing falls below zero but, by a reversal, a participant and what is owed."""
    counted = session.scalar(text("SELECT COUNT(*) FROM ledger_account")) or 0
    row = session.execute(
        text(
            "SELECT a.id, SUM(p.amount) FROM ledger_account a"
            " JOIN ledger_posting p ON p.account_id = a.id"
            " WHERE a.kind NOT IN ('issue', 'participant', 'owed')"
            " GROUP BY a.id, p.commodity HAVING SUM(p.amount) < 0 LIMIT 1"
        )
    ).first()
    name = "no_account_below_zero"
    if row is None:
        return Check(name, counted)
    where = id_text(row[0])
    finding = Finding(
        "LEDGER_NEGATIVE",
        f"账户 {where} 的余额为负（{row[1]}）。",
        f"Account {where} is below zero ({row[1]}).",
        {"account": where},
    )
    return Check(name, counted, finding)
