"""Registration, disposal and use: numbered, signed, never more than there is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.integrity.closing import close_month
from carbon_points.integrity.service import verify
from carbon_points.pool.disposing import confirm
from carbon_points.pool.disposing import dispose
from carbon_points.pool.disposing import drop
from carbon_points.pool.disposing import preview
from carbon_points.pool.disposing import Taking
from carbon_points.pool.histories import disposals
from carbon_points.pool.queries import actions_behind
from carbon_points.pool.queries import batches
from carbon_points.pool.queries import ledger
from carbon_points.pool.queries import overview
from carbon_points.pool.registering import register
from carbon_points.pool.using import use
from carbon_points.pool.using import UseForm
from carbon_points.pool.views import pool_page
from tests.districts import as_of
from tests.pool.bureau import announced
from tests.pool.bureau import disposal
from tests.pool.bureau import disposed
from tests.pool.bureau import OVER
from tests.pool.bureau import registered
from tests.pool.bureau import used

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.pool.registering import NewBatch
    from carbon_points.storage.engine import Database


@pytest.fixture
def batch(busy: Database) -> NewBatch:
    """The rides of the year, registered."""
    [only] = registered(busy, "cycling").batches
    return only


def problems(db: Database) -> list[object]:
    return [check for check in verify(db, as_of("auditor")).checks if not check.ok]


def test_batches_are_numbered_by_methodology_and_vintage(busy: Database) -> None:
    numbers = [each.number for each in registered(busy).batches]

    assert numbers == [
        "ZQ-clothing_reuse-2026-001",
        "ZQ-cycling-2026-001",
        "ZQ-heat_pump-2026-001",
        "ZQ-rooftop_pv-2026-001",
    ]
    assert problems(busy) == []


def test_registration_moves_what_was_accrued_into_the_pool(busy: Database) -> None:
    with busy.reading() as session:
        before = overview(session)

    made = registered(busy).batches

    with busy.reading() as session:
        after = overview(session)
    moved = sum(each.reduction_mg for each in made)
    assert (after.pool_mg, before.accrued_mg - after.accrued_mg) == (moved, moved)


def test_the_actions_behind_a_batch_are_named(busy: Database, batch: NewBatch) -> None:
    with busy.reading() as session:
        ids = actions_behind(session, batch.batch_id)
        page = actions_behind(session, batch.batch_id, limit=2, after=ids[1])

    assert len(ids) == batch.actions
    assert page == ids[2:4]


def test_a_disposal_and_a_use_carry_the_grams_on(
    busy: Database, batch: NewBatch, tmp_path: Path
) -> None:
    given = disposed(busy, tmp_path, (batch.batch_id, 600_000))
    ended = used(busy, given.disposal_id, 200_000)

    with busy.reading() as session:
        [row] = batches(session)
        now = overview(session)
        [shown] = disposals(session)
    assert (given.state, given.number) == ("confirmed", "ZQ-HB-2026-001")
    assert (ended.number, ended.left_mg) == ("ZQ-SY-2026-001", 400_000)
    assert (row.disposed_mg, row.used_mg) == (600_000, 200_000)
    assert row.balance_mg == batch.reduction_mg - 600_000
    assert (now.disposed_mg, now.retired_mg) == (400_000, 200_000)
    assert (shown.proposed_by, shown.decided_by) == ("auditor", "auditor2")
    assert [file.name for file in shown.files] == ["批文.txt"]
    assert problems(busy) == []


def test_the_preview_says_what_is_left(
    busy: Database, batch: NewBatch, tmp_path: Path
) -> None:
    wanted = disposal(tmp_path, (batch.batch_id, 1), (batch.batch_id, 2))

    [effect] = preview(busy, as_of("auditor", day=OVER), wanted)

    assert (effect.before_mg, effect.taken_mg) == (batch.reduction_mg, 3)
    assert effect.after_mg == batch.reduction_mg - 3


def test_nothing_falls_below_zero(
    busy: Database, batch: NewBatch, tmp_path: Path
) -> None:
    all_of_it = batch.reduction_mg

    with pytest.raises(RefusedError, match="POOL_SHORT"):
        disposed(busy, tmp_path, (batch.batch_id, all_of_it + 1))

    given = disposed(busy, tmp_path, (batch.batch_id, all_of_it))
    with pytest.raises(RefusedError, match="POOL_SHORT"):
        disposed(busy, tmp_path, (batch.batch_id, 1))
    with pytest.raises(RefusedError, match="USE_TOO_MUCH"):
        used(busy, given.disposal_id, all_of_it + 1)
    used(busy, given.disposal_id)
    with pytest.raises(RefusedError, match="USE_TOO_MUCH"):
        used(busy, given.disposal_id)


@pytest.mark.usefixtures("_passwords")
def test_a_proposal_reserves_until_another_auditor_confirms_it(
    busy: Database, batch: NewBatch, tmp_path: Path
) -> None:
    all_of_it = batch.reduction_mg
    alone = as_of("auditor", day=OVER)
    proposal = dispose(busy, alone, disposal(tmp_path, (batch.batch_id, all_of_it)))

    with busy.reading() as session:
        now = overview(session)
    assert (proposal.state, now.pool_mg, now.available_mg) == ("proposed", all_of_it, 0)
    with pytest.raises(RefusedError, match="POOL_SHORT"):
        dispose(
            busy, as_of("auditor", day=OVER), disposal(tmp_path, (batch.batch_id, 1))
        )
    with pytest.raises(RefusedError, match="SAME_PERSON"):
        confirm(busy, as_of("auditor", day=OVER), proposal.disposal_id)
    with pytest.raises(RefusedError, match="DISPOSAL_STATE"):
        used(busy, proposal.disposal_id)

    other = as_of("auditor2", day=OVER)
    assert confirm(busy, other, proposal.disposal_id).state == "confirmed"
    with pytest.raises(RefusedError, match="DISPOSAL_STATE"):
        confirm(busy, as_of("auditor2", day=OVER), proposal.disposal_id)
    assert problems(busy) == []


@pytest.mark.usefixtures("_passwords")
def test_a_dropped_proposal_gives_back_what_it_reserved(
    busy: Database, batch: NewBatch, tmp_path: Path
) -> None:
    alone = as_of("auditor", day=OVER)
    proposal = dispose(busy, alone, disposal(tmp_path, (batch.batch_id, 5)))

    dropped = drop(busy, as_of("auditor", day=OVER), proposal.disposal_id, "改期")

    with busy.reading() as session:
        assert overview(session).reserved_mg == 0
    assert dropped.state == "dropped"
    with pytest.raises(RefusedError, match="DISPOSAL_STATE"):
        confirm(busy, as_of("auditor2", day=OVER), proposal.disposal_id)


@pytest.fixture
def _passwords(busy: Database) -> None:
    """A password is set: nobody is named as the second person unasked."""
    with busy.writing() as session:
        session.execute(text("UPDATE operator SET password_hash = 'set'"))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"uscc": "91370114MA0000078X"}, "POOL_USCC"),
        ({"uscc": ""}, "POOL_USCC"),
        ({"name": " "}, "ENTERPRISE_NAME"),
        ({"purpose": ""}, "PURPOSE_MISSING"),
        ({"document": ""}, "POOL_DOCUMENT"),
        ({"files": ()}, "POOL_FILE_MISSING"),
        ({"takings": ()}, "POOL_AMOUNT"),
        ({"purpose": "联系 37011419900101881X"}, "POOL_PERSONAL"),
    ],
)
def test_a_wrong_disposal_is_refused_and_nothing_is_written(
    busy: Database,
    batch: NewBatch,
    tmp_path: Path,
    changes: dict[str, Any],
    code: str,
) -> None:
    wanted = disposal(tmp_path, (batch.batch_id, 5))

    with pytest.raises(UserError, match=code):
        dispose(busy, as_of("auditor", day=OVER), replace(wanted, **changes))

    with busy.reading() as session:
        assert disposals(session) == ()


@pytest.mark.parametrize("amount", [0, -5])
def test_an_amount_is_above_zero(
    busy: Database, batch: NewBatch, tmp_path: Path, amount: int
) -> None:
    wanted = disposal(tmp_path, (batch.batch_id, 5))
    wrong = replace(wanted, takings=(Taking(batch.batch_id, amount),))

    with pytest.raises(UserError, match="POOL_AMOUNT"):
        dispose(busy, as_of("auditor", day=OVER), wrong)


def test_an_enterprise_keeps_its_name(
    busy: Database, batch: NewBatch, tmp_path: Path
) -> None:
    disposed(busy, tmp_path, (batch.batch_id, 5))
    other = replace(disposal(tmp_path, (batch.batch_id, 5)), name="另一家公司")

    with pytest.raises(RefusedError, match="ENTERPRISE_OTHER_NAME"):
        dispose(busy, as_of("auditor", day=OVER), other)


def test_nothing_is_given_away_before_it_was_registered(
    busy: Database, batch: NewBatch, tmp_path: Path
) -> None:
    earlier = as_of("auditor", day=OVER - dt.timedelta(1))

    with pytest.raises(RefusedError, match="POOL_DAY"):
        dispose(busy, earlier, disposal(tmp_path, (batch.batch_id, 5)))


def test_a_use_needs_its_purpose_and_comes_after_its_disposal(
    busy: Database, batch: NewBatch, tmp_path: Path
) -> None:
    given = disposed(busy, tmp_path, (batch.batch_id, 5))

    with pytest.raises(RefusedError, match="PURPOSE_MISSING"):
        use(busy, as_of("auditor", day=OVER), UseForm(given.disposal_id, " "))
    with pytest.raises(RefusedError, match="POOL_DAY"):
        use(busy, as_of("auditor"), UseForm(given.disposal_id, "用途"))


def test_a_closed_month_takes_no_movement_of_the_pool(busy: Database) -> None:
    notice = announced(busy, "cycling")
    later = as_of("auditor", day=dt.date(2026, 8, 3))
    close_month(busy, later, "2026-07")

    with pytest.raises(RefusedError, match="MONTH_CLOSED"):
        register(busy, as_of("auditor", day=OVER), notice.notice_id)
    again = as_of("auditor", day=dt.date(2026, 8, 3))
    assert register(busy, again, notice.notice_id).batches


def test_the_ledger_of_the_pool_runs_on(
    busy: Database, batch: NewBatch, tmp_path: Path
) -> None:
    disposed(busy, tmp_path, (batch.batch_id, 7))

    with busy.reading() as session:
        newest, oldest = ledger(session)
    assert (newest.kind, newest.amount_mg) == ("dispose", -7)
    assert newest.balance_mg == batch.reduction_mg - 7
    assert (oldest.kind, oldest.balance_mg) == ("register", batch.reduction_mg)


def test_who_only_reads_may_see_the_pool_and_change_nothing(
    busy: Database, batch: NewBatch
) -> None:
    page = pool_page(busy, as_of("viewer", day=OVER))

    assert not page.may
    assert [each.number for each in page.batches] == [batch.number]
    assert "pool dispose" in pool_page(busy, as_of("auditor", day=OVER)).may
