"""An error planted in the books of the pool is found by the check that it breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.pool.checks import checks
from tests.pool.bureau import disposed
from tests.pool.bureau import registered
from tests.pool.bureau import used

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database

PLANTED = {
    "registered_batches_are_in_the_pool": (
        "pool_batch",
        "UPDATE pool_batch SET reduction_mg = reduction_mg - 1",
    ),
    "batches_hold_what_was_not_given_away": (
        "pool_disposal_line",
        "UPDATE pool_disposal_line SET reduction_mg = reduction_mg + 1",
    ),
    "enterprises_hold_what_they_were_given": (
        "pool_use_line",
        "UPDATE pool_use_line SET reduction_mg = reduction_mg - 1",
    ),
    "no_balance_of_the_pool_was_ever_below_zero": (
        "ledger_posting",
        """UPDATE ledger_posting SET amount = amount - 9000000000 WHERE amount < 0
        AND account_id IN (SELECT id FROM ledger_account WHERE kind = 'pool')""",
    ),
    "every_movement_of_the_pool_has_its_act": (
        "ledger_entry",
        "UPDATE ledger_entry SET cause = 'gift/' || id WHERE cause LIKE 'pool:use%'",
    ),
    "batches_hold_no_more_than_their_actions": (
        "pool_batch",
        "UPDATE pool_batch SET covered_mg = covered_mg - 1",
    ),
    "nothing_is_registered_before_its_notice_is_over": (
        "pool_batch",
        "UPDATE pool_batch SET registered_on = registered_on - 30",
    ),
    "disposals_are_signed_by_two_persons": (
        "pool_disposal_step",
        "UPDATE pool_disposal_step SET operator = 'auditor'",
    ),
    "every_action_is_announced_once": (
        "pool_member",
        """DELETE FROM pool_member
        WHERE action_id = (SELECT MIN(action_id) FROM pool_member)""",
    ),
}


@pytest.fixture
def given_away(busy: Database, tmp_path: Path) -> Database:
    """A year registered, some of it disposed of and used."""
    batch = registered(busy).batches[0]
    disposal = disposed(busy, tmp_path, (batch.batch_id, 5_000_000))
    used(busy, disposal.disposal_id, 2_000_000)
    return busy


def found(db: Database) -> dict[str, str]:
    with db.reading() as session:
        return {each.name: each.first_problem for each in checks(session)}


def test_a_sound_pool_passes_every_check(given_away: Database) -> None:
    answers = found(given_away)

    assert answers.keys() == PLANTED.keys()
    assert set(answers.values()) == {""}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_error_is_found(given_away: Database, name: str) -> None:
    table, sql = PLANTED[name]
    with given_away.writing() as session:
        session.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_update"))
        session.execute(text(sql))

    assert found(given_away)[name]
