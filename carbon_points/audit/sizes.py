"""How many to draw, and what the drawn ones say of all: exact, in integers. Pure."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from math import comb
from types import MappingProxyType
from typing import Final

from carbon_points.common.problems import UserError

Z: Final = MappingProxyType(
    {
        Fraction("0.90"): Fraction("1.645"),
        Fraction("0.95"): Fraction("1.96"),
        Fraction("0.99"): Fraction("2.576"),
    }
)
"""The normal quantiles that an inspector's table has."""


def margin_size(population: int, confidence: Fraction, margin: Fraction) -> int:
    """Draws that give a share to within `margin`, whatever the share is.

    n = ceil(N n0 / (N + n0 - 1)) with n0 = z^2 / (4 e^2).

    Raises:
        UserError: SAMPLE_CONFIDENCE, for one that the table has not.
    """
    if confidence not in Z:
        raise UserError("SAMPLE_CONFIDENCE", value=str(confidence))
    if population <= 0:
        return 0
    first = Z[confidence] ** 2 / (4 * margin**2)
    return max(1, ceil(population * first / (population + first - 1)))


def tolerable_size(population: int, confidence: Fraction, tolerable: Fraction) -> int:
    """The fewest draws of which none wrong excludes floor(t N) wrong ones.

    The chance to miss all of them is C(N - n, w) / C(N, w).
    """
    wrong = int(tolerable * population)
    low = high = min(1, population)
    # Doubling first: the products are short where few are drawn.
    while high < population and missed(population, wrong, high) > 1 - confidence:
        low, high = high + 1, min(2 * high, population)
    while low < high:
        middle = (low + high) // 2
        if missed(population, wrong, middle) <= 1 - confidence:
            high = middle
        else:
            low = middle + 1
    return low


def missed(population: int, wrong: int, drawn: int) -> Fraction:
    """The chance that `drawn` of a population hold none of its wrong ones."""
    few, other = sorted((wrong, drawn))
    kept = whole = 1
    for step in range(few):
        kept *= population - other - step
        whole *= population - step
        if not kept:
            break
    return Fraction(kept, whole)


def at_most(found: int, wrong: int, population: int, drawn: int) -> Fraction:
    """The chance to find at most `found` of `wrong` ones among `drawn`."""
    ways = sum(
        comb(wrong, each) * comb(population - wrong, drawn - each)
        for each in range(min(found, wrong, drawn) + 1)
    )
    return Fraction(ways, comb(population, drawn))


def most_wrong(population: int, drawn: int, found: int, alpha: Fraction) -> int:
    """The largest number of wrong ones that the finding does not exclude."""
    low, high = found, population - drawn + found
    while low < high:
        middle = (low + high + 1) // 2
        if at_most(found, middle, population, drawn) > alpha:
            low = middle
        else:
            high = middle - 1
    return low


def fewest_wrong(population: int, drawn: int, found: int, alpha: Fraction) -> int:
    """The smallest number of wrong ones that the finding does not exclude."""
    if not found:
        return 0
    low, high = found, population - drawn + found
    while low < high:
        middle = (low + high) // 2
        if 1 - at_most(found - 1, middle, population, drawn) > alpha:
            high = middle
        else:
            low = middle + 1
    return low
