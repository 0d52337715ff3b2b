"""What the column paths share."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.common.days import day_number
from carbon_points.methodology.columns import half_even
from carbon_points.methodology.columns import Rates
from carbon_points.methodology.columns import regimes
from carbon_points.methodology.columns import Verdicts

numerators = st.integers(-(10**9), 10**9)
denominators = st.integers(1, 10**9)


@given(st.integers(0, 10**9), numerators, denominators)
def test_rounding_is_half_to_even_like_a_fraction(
    amount: int, numerator: int, denominator: int
) -> None:
    arrays = [np.array([each]) for each in (amount, numerator, denominator)]

    rounded = half_even(*arrays)

    assert rounded.tolist() == [round(Fraction(amount * numerator, denominator))]


def test_ties_go_to_the_even_neighbour() -> None:
    halves = np.array([1, 3, 5, -1, -3])

    rounded = half_even(halves, np.ones(5, np.int64), np.full(5, 2))

    assert rounded.tolist() == [0, 2, 2, 0, -2]


def test_each_row_falls_into_the_regime_of_its_day() -> None:
    first = day_number(dt.date(2025, 12, 30))
    days = np.array([first, first + 1, first + 2, first, first - 400])
    asked = []

    def year_of(day: dt.date) -> int:
        asked.append(day)
        return day.year

    rows = np.array([True, True, True, True, False])
    groups = {year: places.tolist() for year, places in regimes(days, rows, year_of)}

    assert groups == {2025: [0, 1, 3], 2026: [2]}
    assert len(asked) == 3
    assert list(regimes(days, np.zeros(5, np.bool_), year_of)) == []


def test_the_first_refusal_of_a_row_stays() -> None:
    verdicts = Verdicts(4, ("A", "B", "FACTOR_NOT_FOUND"), ("NEG_CLAMPED",))
    verdicts.refuse("A", np.array([True, False, False, False]))
    verdicts.refuse("B", np.array([True, True, False, False]))
    verdicts.leave(np.array([True, True, True, False]))

    assert verdicts.assessed().code.tolist() == [1, 2, -1, 0]


def test_a_credit_is_exact_or_left_to_the_row_path() -> None:
    verdicts = Verdicts(5, ("FACTOR_NOT_FOUND",), ("NEG_CLAMPED",))
    rates = Rates([Fraction(1, 3), None, Fraction(-7, 2), Fraction(2**70), Fraction(1)])
    amounts = np.array([2, 2, 3, 1, 2**61 + 1])

    verdicts.credit(rates, np.arange(5), amounts)

    assessed = verdicts.assessed()
    assert assessed.code.tolist() == [0, 1, 0, -1, -1]
    assert assessed.reduction_mg.tolist() == [1, 0, 0, 0, 0]
    assert assessed.flags.tolist() == [0, 0, 1, 0, 0]
    assert assessed.credited.tolist() == [2, 0, 3, 0, 0]
