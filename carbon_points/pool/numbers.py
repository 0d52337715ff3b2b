"""Numbers under which batches, disposals and uses are known outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import select

from carbon_points.common.ids import parse_id
from carbon_points.common.problems import RefusedError
from carbon_points.places.queries import district
from carbon_points.pool.models import Batch
from carbon_points.pool.models import Disposal

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

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


def batch_named(session: Session, words: str) -> int:
    """The batch that a number, or an id, names.

    Raises:
        RefusedError: POOL_BATCH_UNKNOWN.
    """
    return _named(session, Batch, words, "POOL_BATCH_UNKNOWN")


def disposal_named(session: Session, words: str) -> int:
    """The disposal that a number, or an id, names.

    Raises:
        RefusedError: DISPOSAL_UNKNOWN.
    """
    return _named(session, Disposal, words, "DISPOSAL_UNKNOWN")


def _named(
    session: Session, model: type[Batch | Disposal], words: str, code: str
) -> int:
    found = session.scalar(select(model.id).where(model.number == words.strip()))
    if found is None:
        try:
            found = parse_id(words)
        except ValueError:
            raise RefusedError(code, value=words) from None
        if session.get(model, found) is None:
            raise RefusedError(code, value=words)
    return found
