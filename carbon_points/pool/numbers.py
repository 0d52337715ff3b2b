"""Numbers under which batches, disposals and uses are known outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import select

from carbon_points.places.queries import district

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.pool.models import Batch
    from carbon_points.pool.models import Disposal
    from carbon_points.pool.models import Use

DISPOSAL = "HB"
USE = "SY"


def next_number(
    session: Session, model: type[Batch | Disposal | Use], middle: str, year: int
) -> str:
    """E.g. ``ZQ-cycling-2026-003``: prefix of the district, what, year, sequence."""
    stem = f"{district(session).prefix}-{middle}-{year}-"
    kept = model.number.startswith(stem, autoescape=True)
    last = session.scalar(select(func.max(model.number)).where(kept))
    number = int(last.removeprefix(stem)) + 1 if last else 1
    return f"{stem}{number:03d}"
