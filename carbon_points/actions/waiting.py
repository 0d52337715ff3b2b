"""How much waits for a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import text

from carbon_points.actions.models import Action

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def count_waiting(session: Session) -> int:
    """The actions that somebody still has to decide on, frozen ones among them."""
    # Written as the partial index is, so that only what waits is counted.
    query = select(func.count(Action.id)).where(text("state IN (1, 2)"))
    return session.scalar(query) or 0
