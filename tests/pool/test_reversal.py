"""A reversal finds its grams: accrued, else the pool, else they are owed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.audit.service import approve
from carbon_points.audit.service import reverse_actions
from carbon_points.integrity.service import verify
from carbon_points.ledger.held import reduction_held
from carbon_points.ledger.rules import owed_account
from carbon_points.pool.queries import balances
from carbon_points.pool.queries import batches
from carbon_points.pool.queries import overview
from tests.deeds import conditioners_file
from tests.deeds import Drop
from tests.deeds import drops_file
from tests.deeds import identity
from tests.deeds import take
from tests.districts import as_of
from tests.pool.bureau import disposed
from tests.pool.bureau import registered

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database


def drop(db: Database, folder: Path, *grams: int, day: dt.date | None = None) -> None:
    """Bags of clothes, approved at once."""
    at = day or dt.date(2026, 3, 2)
    take(db, drops_file(folder, [Drop(1, at, g, f"点{g}") for g in grams]))
    approve(db, as_of(), "all")


def actions(db: Database) -> list[tuple[int, int]]:
    """Approved actions with their mg, in the order of registration."""
    query = text("SELECT id, reduction_mg FROM action WHERE state = 3 ORDER BY id")
    with db.reading() as session:
        return [(row[0], row[1]) for row in session.execute(query)]


def reverse(db: Database, *action_ids: int) -> None:
    reverse_actions(db, as_of("auditor"), action_ids, "重复")


def problems(db: Database) -> list[object]:
    found = verify(db, as_of("auditor"), recalculate=True).checks
    return [check for check in found if not check.ok]


def test_it_comes_out_of_accrued_while_there_is_enough(
    small: Database, tmp_path: Path
) -> None:
    drop(small, tmp_path, 4000)
    [batch] = registered(small).batches
    drop(small, tmp_path, 5000)

    reverse(small, actions(small)[0][0])

    with small.reading() as session:
        now = overview(session)
    assert now.pool_mg == batch.reduction_mg
    assert now.accrued_mg + now.pool_mg == actions(small)[0][1]
    assert problems(small) == []


def test_else_out_of_the_newest_batch(small: Database, tmp_path: Path) -> None:
    drop(small, tmp_path, 4000)
    [older] = registered(small).batches
    drop(small, tmp_path, 5000)
    [newer] = registered(small).batches
    (first, mg), _ = actions(small)

    reverse(small, first)

    with small.reading() as session:
        rows = {row.number: row for row in batches(session)}
    assert (newer.number, rows[newer.number].reversed_mg) == (
        "ZQ-clothing_reuse-2026-002",
        mg,
    )
    assert rows[older.number].balance_mg == older.reduction_mg
    assert problems(small) == []


def test_what_an_enterprise_has_stays_there_and_is_owed_until_made_good(
    small: Database, tmp_path: Path
) -> None:
    drop(small, tmp_path, 4000)
    [batch] = registered(small).batches
    disposed(small, tmp_path, (batch.batch_id, batch.reduction_mg))

    reverse(small, actions(small)[0][0])

    with small.reading() as session:
        now = overview(session)
    assert (now.disposed_mg, now.owed_mg) == (batch.reduction_mg, batch.reduction_mg)
    assert problems(small) == []

    drop(small, tmp_path, 9000)
    [again] = registered(small).batches

    with small.reading() as session:
        later = overview(session)
    assert (later.owed_mg, again.made_good_mg) == (0, batch.reduction_mg)
    assert again.reduction_mg == actions(small)[0][1] - batch.reduction_mg
    assert problems(small) == []


def test_one_vintage_makes_good_what_is_owed_of_another(
    small: Database, tmp_path: Path
) -> None:
    drop(small, tmp_path, 4000, day=dt.date(2025, 12, 1))
    [old] = registered(small, year=2025).batches
    disposed(small, tmp_path, (old.batch_id, old.reduction_mg))
    reverse(small, actions(small)[0][0])
    drop(small, tmp_path, 9000)

    [new] = registered(small).batches

    with small.reading() as session:
        left = reduction_held(session, owed_account("clothing_reuse", 2025))
        rows = {row.vintage: row for row in balances(session)}
    assert (left, new.made_good_mg) == (0, old.reduction_mg)
    assert rows[2025].disposed_mg == old.reduction_mg
    assert problems(small) == []


def test_another_methodology_does_not_make_it_good(
    small: Database, tmp_path: Path
) -> None:
    drop(small, tmp_path, 4000)
    [batch] = registered(small).batches
    disposed(small, tmp_path, (batch.batch_id, batch.reduction_mg))
    reverse(small, actions(small)[0][0])
    rows = [{"身份证号/统一社会信用代码": identity(1)}]
    take(small, conditioners_file(tmp_path, rows))
    approve(small, as_of(), "all")

    [other] = registered(small, "air_conditioner", year=2025).batches

    with small.reading() as session:
        assert overview(session).owed_mg == batch.reduction_mg
    assert other.made_good_mg == 0


def test_many_reversals_of_one_call_share_what_is_left(
    small: Database, tmp_path: Path
) -> None:
    drop(small, tmp_path, 4000, 4100, 4200)
    [batch] = registered(small).batches
    disposed(small, tmp_path, (batch.batch_id, batch.reduction_mg - 10_000_000))

    reverse(small, *(action for action, _ in actions(small)))

    with small.reading() as session:
        now = overview(session)
    assert (now.accrued_mg, now.pool_mg) == (0, 0)
    assert now.owed_mg == batch.reduction_mg - 10_000_000
    assert problems(small) == []


def test_a_lot_has_less_to_register_where_accrued_paid_for_a_reversal(
    small: Database, tmp_path: Path
) -> None:
    drop(small, tmp_path, 4000)
    registered(small)
    drop(small, tmp_path, 5000)
    (first, mg), (_, second_mg) = actions(small)
    reverse(small, first)

    [batch] = registered(small).batches

    assert batch.reduction_mg == second_mg - mg
    with small.reading() as session:
        now = overview(session)
    assert (now.accrued_mg, now.pool_mg) == (0, second_mg)
    assert problems(small) == []
