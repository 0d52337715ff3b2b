"""Whether closed months still say what they said when they were closed."""

from __future__ import annotations

import hashlib
from typing import Final
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select
from sqlalchemy import text

from carbon_points.common.days import month_text
from carbon_points.ledger.models import ClosedMonth
from carbon_points.storage.checks import Check
from carbon_points.storage.checks import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

_CELLS: Final = text("""
SELECT state, subdistrict_id, community_id, version_id, grade, participant_kind,
       actions, reduction_mg, points
FROM stat_cell WHERE state IN (2, 3) AND month = :month ORDER BY 1, 2, 3, 4, 5, 6""")


def month_digest(session: Session, number: int) -> bytes:
    """SHA-256 over the statistics of a month: its cells, in the order of their key."""
    rows = session.execute(_CELLS, {"month": number})
    return hashlib.sha256(msgspec.msgpack.encode([tuple(row) for row in rows])).digest()


def checks(session: Session) -> Iterator[Check]:
    """Whether closed months say what they said when they were closed."""
    name = "closed_months_have_not_changed"
    rows = session.execute(
        select(ClosedMonth.month, ClosedMonth.digest).order_by(ClosedMonth.month)
    ).all()
    for number, digest in rows:
        if month_digest(session, number) != digest:
            yield Check(name, len(rows), _changed(month_text(number)))
            return
    yield Check(name, len(rows))


def _changed(month: str) -> Finding:
    return Finding(
        "CLOSED_MONTH_CHANGED",
        f"{month} 已经关账，但它的统计与关账时不同。",
        f"{month} is closed, but its statistics differ from when it was closed.",
        {"month": month},
    )
