"""Sizes and bounds are those of the tables, and mean what they say."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.audit.sizes import at_most
from carbon_points.audit.sizes import fewest_wrong
from carbon_points.audit.sizes import margin_size
from carbon_points.audit.sizes import missed
from carbon_points.audit.sizes import most_wrong
from carbon_points.audit.sizes import tolerable_size
from carbon_points.common.problems import UserError

SURE = Fraction("0.95")
ALPHA = Fraction(1, 20)


@pytest.mark.parametrize(("percent", "size"), [(5, 57), (2, 138), (1, 258)])
def test_zero_error_sizes_of_a_thousand_are_the_known_ones(
    percent: int, size: int
) -> None:
    assert tolerable_size(1000, SURE, Fraction(percent, 100)) == size


@pytest.mark.parametrize(
    ("population", "confidence", "size"),
    [(1000, "0.95", 278), (1, "0.95", 1), (0, "0.95", 0), (10**6, "0.99", 664)],
)
def test_margin_sizes_follow_the_formula(
    population: int, confidence: str, size: int
) -> None:
    assert margin_size(population, Fraction(confidence), ALPHA) == size


def test_a_confidence_that_no_table_has_is_refused_for_a_margin() -> None:
    with pytest.raises(UserError, match="SAMPLE_CONFIDENCE"):
        margin_size(1000, Fraction("0.93"), ALPHA)


@given(st.integers(1, 90), st.integers(1, 40))
def test_one_draw_fewer_would_not_exclude_the_tolerable(
    population: int, percent: int
) -> None:
    tolerable = Fraction(percent, 100)
    size = tolerable_size(population, SURE, tolerable)
    wrong = int(tolerable * population)

    misses = [
        Fraction(comb(population - wrong, n), comb(population, n))
        for n in range(population + 1)
    ]
    assert size == next(
        (n for n, miss in enumerate(misses) if miss <= 1 - SURE), population
    )
    assert missed(population, wrong, size) == misses[size]


@given(st.integers(1, 60), st.data())
def test_the_bounds_are_the_last_that_are_not_excluded(
    population: int, data: st.DataObject
) -> None:
    drawn = data.draw(st.integers(1, population))
    found = data.draw(st.integers(0, drawn))

    most = most_wrong(population, drawn, found, ALPHA)
    fewest = fewest_wrong(population, drawn, found, ALPHA)

    possible = range(found, population - drawn + found + 1)
    above = [k for k in possible if at_most(found, k, population, drawn) > ALPHA]
    below = [
        k
        for k in possible
        if not found or 1 - at_most(found - 1, k, population, drawn) > ALPHA
    ]
    assert most == max(above, default=found)
    assert fewest == (min(below, default=possible[-1]) if found else 0)


def test_a_large_population_is_sized_at_once() -> None:
    assert tolerable_size(1_000_000, SURE, ALPHA) == 59
    assert tolerable_size(1_000_000, SURE, Fraction(1, 10**6)) == 950_000
