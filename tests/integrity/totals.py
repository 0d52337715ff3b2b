"""What a district adds up to, and what its own checks complain of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.integrity.service import verify
from tests.districts import as_of

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database


def sums(db: Database) -> list[tuple[object, ...]]:
    """What the district adds up to."""
    queries = (
        "SELECT state, COUNT(*), SUM(reduction_mg), SUM(points) FROM action GROUP BY 1",
        "SELECT SUM(amount) FROM ledger_posting WHERE commodity = 2 AND amount > 0",
        "SELECT * FROM stat_cell",
        "SELECT * FROM stat_people",
    )
    with db.reading() as session:
        return [tuple(row) for q in queries for row in session.execute(text(q))]


def wrong(db: Database) -> list[str]:
    """What every check says that is not right, recalculated from the first row."""
    found = verify(db, as_of("auditor"), recalculate=True)
    return [f"{c.name}: {c.first_problem}" for c in found.checks if not c.ok]
