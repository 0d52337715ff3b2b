"""A signed change of the rules reaches what is registered and what was given away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.audit.changing import confirm
from carbon_points.integrity.service import verify
from carbon_points.pool.queries import balances
from carbon_points.pool.queries import ledger
from tests.audit.test_changing import GRID
from tests.audit.test_changing import proposed
from tests.districts import as_of
from tests.pool.bureau import disposed
from tests.pool.bureau import OVER
from tests.pool.bureau import registered

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database


def test_what_an_enterprise_has_stays_and_the_books_agree_after_a_correction(
    approved: Database, tmp_path: Path
) -> None:
    made = registered(approved, "rooftop_pv").batches
    batch = max(made, key=lambda each: each.reduction_mg)
    disposed(approved, tmp_path, (batch.batch_id, batch.reduction_mg // 2))

    change = proposed(approved, GRID)
    confirm(approved, as_of("auditor2", day=OVER), change)

    with approved.reading() as session:
        rows = {(x.methodology, x.vintage): x for x in balances(session)}
        kinds = {line.kind for line in ledger(session)}
    row = rows[batch.methodology, batch.vintage]
    assert row.disposed_mg == batch.reduction_mg // 2
    assert row.accrued_mg + row.pool_mg - row.owed_mg + row.disposed_mg > 0
    assert "correction" in kinds
    found = verify(approved, as_of("auditor"), recalculate=True).checks
    assert [check for check in found if not check.ok] == []
