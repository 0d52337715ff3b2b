"""When the movements of an entry balance."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from carbon_points.ledger.rules import accrued_account
from carbon_points.ledger.rules import balances
from carbon_points.ledger.rules import Commodity
from carbon_points.ledger.rules import ISSUE
from carbon_points.ledger.rules import Movement
from carbon_points.ledger.rules import participant_account

accounts = st.one_of(
    st.builds(participant_account, st.integers(1, 9)),
    st.builds(accrued_account, st.sampled_from(["a", "b"]), st.integers(2024, 2030)),
)
movements = st.builds(
    Movement, accounts, st.sampled_from(Commodity), st.integers(-(10**12), 10**12)
)


@given(st.lists(movements))
def test_an_entry_balances_once_the_issue_account_answers_for_it(
    made: list[Movement],
) -> None:
    answers = [
        Movement(ISSUE, kind, -sum(m.amount for m in made if m.commodity is kind))
        for kind in Commodity
    ]

    assert balances([*made, *answers])


@given(st.lists(movements), st.sampled_from(Commodity), st.integers(1, 10**12))
def test_one_milligram_too_much_is_noticed_in_either_commodity(
    made: list[Movement], kind: Commodity, more: int
) -> None:
    opposite = [Movement(m.account, m.commodity, -m.amount) for m in made]

    assert not balances([*made, *opposite, Movement(ISSUE, kind, more)])


def test_points_do_not_make_up_for_milligrams() -> None:
    points = Movement(ISSUE, Commodity.POINTS, 5)
    milligrams = Movement(ISSUE, Commodity.REDUCTION_MG, -5)

    assert not balances([points, milligrams])
