"""Points: floors with a remainder carried, and taken back without a trace."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from carbon_points.crediting.rules import credit
from carbon_points.crediting.rules import Granted
from carbon_points.crediting.rules import points_of_each
from carbon_points.crediting.rules import reverse

rates = st.sampled_from([1, 7, 1_000, 100_000])
amounts = st.lists(st.integers(0, 10**9), max_size=20)


@given(amounts, rates)
def test_carried_remainders_lose_nothing(amounts_mg: list[int], rate: int) -> None:
    points, rest = points_of_each(0, amounts_mg, rate)

    assert sum(points) == sum(amounts_mg) // rate
    assert rest == sum(amounts_mg) % rate


@given(st.integers(0, 999), amounts)
def test_points_booked_together_are_those_of_one_by_one(
    remainder: int, amounts_mg: list[int]
) -> None:
    together = points_of_each(remainder, amounts_mg, 1_000)

    single = []
    for amount in amounts_mg:
        done = credit(remainder, amount, 1_000)
        single.append(done.points)
        remainder = done.remainder_mg
    assert together == (single, remainder)


@given(amounts.filter(bool), rates, st.data())
def test_a_reversal_restores_the_state_without_the_action(
    amounts_mg: list[int], rate: int, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(amounts_mg) - 1))
    points, rest = points_of_each(0, amounts_mg, rate)
    granted = Granted(amounts_mg[place], points[place], rate)

    back = reverse(rest, granted, rate)

    others = amounts_mg[:place] + amounts_mg[place + 1 :]
    without, rest_without = points_of_each(0, others, rate)
    assert sum(points) + back.points == sum(without)
    assert back.remainder_mg == rest_without


@given(amounts.filter(bool), rates, rates, st.data())
def test_after_a_rule_change_the_remainder_stays_within_the_new_rate(
    amounts_mg: list[int], old: int, new: int, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(amounts_mg) - 1))
    points, rest = points_of_each(0, amounts_mg, old)
    granted = Granted(amounts_mg[place], points[place], old)

    back = reverse(rest, granted, new)

    assert 0 <= back.remainder_mg < new
    # What became points at the old rate leaves as such; only the rest is reckoned anew.
    left = rest - (amounts_mg[place] - points[place] * old)
    assert (back.points + points[place]) * new + back.remainder_mg == left


@given(st.permutations([120_999, 1, 999, 500_000, 37]))
def test_the_order_of_reversals_does_not_matter(order: list[int]) -> None:
    amounts_mg = [120_999, 1, 999, 500_000, 37]
    points, rest = points_of_each(0, amounts_mg, 1_000)
    granted = dict(zip(amounts_mg, points, strict=True))

    total = sum(points)
    for amount in order:
        back = reverse(rest, Granted(amount, granted[amount], 1_000), 1_000)
        total, rest = total + back.points, back.remainder_mg

    assert (total, rest) == (0, 0)
    assert list(itertools.accumulate(points))[-1] == sum(amounts_mg) // 1_000
