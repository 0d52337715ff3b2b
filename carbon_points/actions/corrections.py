"""Decisions on actions of closed months: counted in the first open one (补记)."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import insert
from sqlalchemy import text

from carbon_points.actions.sums import COUNTED
from carbon_points.ledger.models import MonthCorrection
from carbon_points.ledger.queries import closed_through
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

CORRECTING: Final = frozenset({"approval", "stocktaking", "reversal"})
"""The kinds of decision that change what statistics of approved actions say."""

_LATE: Final = text(f"""
SELECT d.id, a.id, {COUNTED} AS counted
FROM decision d JOIN action a ON a.id = d.action_id
WHERE d.batch_id = :batch AND counted <= :closed ORDER BY d.id""")  # noqa: S608


def correct_closed(
    session: Session, desk: int, position: int, kind: str, batch_id: int
) -> int:
    """Link the decisions of a batch that come too late for their month.

    The month keeps what it counted; the first open one takes the difference. Answers
    how many there are.
    """
    closed = closed_through(session)
    if closed is None or kind not in CORRECTING:
        return 0
    late = session.execute(_LATE, {"batch": batch_id, "closed": closed}).all()
    first = next_id(session, MonthCorrection, desk)
    rows = [
        {
            "id": first + place,
            "decision_id": decision_id,
            "action_id": action_id,
            "belongs_to": month,
            "counted_in": closed + 1,
            "chain_position": position,
        }
        for place, (decision_id, action_id, month) in enumerate(late)
    ]
    if rows:
        session.execute(insert(MonthCorrection), rows)
    return len(rows)
