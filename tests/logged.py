"""What the operation log says, for tests of what must be noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.security.models import OperationLog

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database


def logged(db: Database, act: str) -> list[tuple[str, str]]:
    """Who did it, and to what, in the order in which it was done."""
    rows = select(OperationLog.operator, OperationLog.subject)
    ordered = rows.where(OperationLog.act == act).order_by(OperationLog.id)
    with db.reading() as session:
        return [(who, what) for who, what in session.execute(ordered)]
