"""What a finished sample says of its population, with its interval. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from carbon_points.audit.sizes import fewest_wrong
from carbon_points.audit.sizes import most_wrong

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Found:
    """What one stratum showed."""

    name: str
    population: int
    checked: int
    wrong: int
    overstated_mg: int
    """Sum of what its wrong ones claim too much."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Shares are those of wrong actions in the whole population."""

    population: int
    checked: int
    wrong: int
    share: Fraction
    """Weighted by the strata."""

    lower: Fraction
    upper: Fraction
    """Two-sided interval at the confidence asked for."""

    upper_one_sided: Fraction
    """What an acceptance criterion compares."""

    projected_wrong: Fraction
    projected_mg: int
    """What all of them claim too much, if the others are as the drawn ones."""


def outcome(strata: Sequence[Found], confidence: Fraction) -> Outcome:
    """The result of a sample of which every drawn one was checked.

    The interval is that of the hypergeometric distribution, solved in integers. Strata
    are drawn in proportion, save that small ones give at least one; where their weights
    matter, the count is taken in the direction that makes the interval wider.
    """
    population = sum(each.population for each in strata)
    checked = sum(each.checked for each in strata)
    wrong = sum(each.wrong for each in strata)
    if not checked:
        none, whole = Fraction(0), Fraction(min(1, population))
        return Outcome(population, 0, 0, none, none, whole, whole, none, 0)
    projected = _projected((s.population * s.wrong, s.checked) for s in strata)
    milligrams = _projected((s.population * s.overstated_mg, s.checked) for s in strata)
    share = projected / population
    alpha = 1 - confidence
    more = min(checked, max(wrong, ceil(share * checked)))
    fewer = min(wrong, int(share * checked))
    return Outcome(
        population,
        checked,
        wrong,
        share,
        Fraction(fewest_wrong(population, checked, fewer, alpha / 2), population),
        Fraction(most_wrong(population, checked, more, alpha / 2), population),
        Fraction(most_wrong(population, checked, more, alpha), population),
        projected,
        round(milligrams),
    )


def _projected(parts: Iterable[tuple[int, int]]) -> Fraction:
    return sum((Fraction(value, n) for value, n in parts if n), Fraction(0))
