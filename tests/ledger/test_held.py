"""Where a reversed reduction is taken from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from carbon_points.ledger.held import Held
from carbon_points.ledger.held import reduction_held
from carbon_points.ledger.rules import accrued_account
from carbon_points.ledger.rules import balances
from carbon_points.ledger.rules import Commodity
from carbon_points.ledger.rules import ISSUE
from carbon_points.ledger.rules import Movement
from carbon_points.ledger.rules import NewEntry
from carbon_points.ledger.rules import owed_account
from carbon_points.ledger.rules import pool_account
from tests.ledger.test_service import post

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

ACCRUED = accrued_account("cycling", 2026)
OLD = pool_account(1, "cycling", 2026)
NEW = pool_account(2, "cycling", 2026)
OWED = owed_account("cycling", 2026)


def fill(db: Database) -> None:
    """Ten accrued, twenty in an older batch, thirty in a newer one."""
    held = ((ACCRUED, 10), (OLD, 20), (NEW, 30))
    moves = [Movement(key, Commodity.REDUCTION_MG, mg) for key, mg in held]
    back = Movement(ISSUE, Commodity.REDUCTION_MG, -60)
    post(db, NewEntry("a", (*moves, back)))


def test_accrued_goes_first_then_the_newest_batch_then_a_debt(empty: Database) -> None:
    fill(empty)

    with empty.reading() as session:
        moves = Held(session).taken_back("cycling", 2026, 65)

    assert [(m.account, m.amount) for m in moves] == [
        (ACCRUED, -10),
        (NEW, -30),
        (OLD, -20),
        (OWED, -5),
        (ISSUE, 65),
    ]


def test_what_was_given_out_once_is_not_there_again(empty: Database) -> None:
    fill(empty)

    with empty.reading() as session:
        held = Held(session)
        first = held.taken_back("cycling", 2026, 15)
        second = held.taken_back("cycling", 2026, 15)
        assert reduction_held(session, ACCRUED) == 10

    assert [(m.account, m.amount) for m in first[:2]] == [(ACCRUED, -10), (NEW, -5)]
    assert (second[0].account, second[0].amount) == (NEW, -15)


def test_another_vintage_and_methodology_are_left_alone(empty: Database) -> None:
    fill(empty)

    with empty.reading() as session:
        held = Held(session)
        other = held.taken_back("cycling", 2025, 4), held.taken_back("pv", 2026, 4)

    assert [moves[0].account.kind for moves in other] == ["owed", "owed"]


@given(st.integers(0, 200))
def test_what_is_taken_back_balances(amount: int) -> None:
    class Nothing(Held):
        def __init__(self) -> None:
            self._left = {("cycling", 2026): {ACCRUED: 50, NEW: 70}}

    moves = Nothing().taken_back("cycling", 2026, amount)

    assert balances(moves)
    assert sum(-m.amount for m in moves if m.account != ISSUE) == amount
