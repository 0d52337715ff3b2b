"""How often a sample's interval covers the truth: ``python -m bench.sampling``.

A thousand simulated populations in up to twelve strata, of most uneven sizes and error
shares, half of them sized by a margin and half by a tolerable error.
"""

from __future__ import annotations

import random
from fractions import Fraction

from carbon_points.audit.drawing import draw
from carbon_points.audit.outcome import Found
from carbon_points.audit.outcome import outcome
from carbon_points.audit.sizes import margin_size
from carbon_points.audit.sizes import tolerable_size

SURE = Fraction("0.95")
BOUND = Fraction("0.05")


def population(dice: random.Random) -> tuple[list[tuple[int, str]], set[int]]:
    """Members with their strata, and the wrong ones among them."""
    members: list[tuple[int, str]] = []
    wrong: set[int] = set()
    common = dice.random() ** 2 * 0.4
    for stratum in range(dice.randint(1, 12)):
        bad = common * dice.random() * 2 if dice.random() < 0.7 else 0
        for _ in range(dice.randint(1, dice.choice([3, 30, 300]))):
            members.append((len(members) + 1, str(stratum)))
            if dice.random() < bad:
                wrong.add(len(members))
    return members, wrong


def covers(dice: random.Random, number: int) -> tuple[bool, bool]:
    """Whether the interval, and the one-sided bound, hold the true share."""
    members, wrong = population(dice)
    size = tolerable_size if number % 2 else margin_size
    strata, drawn = draw(members, f"seed {number}", size(len(members), SURE, BOUND))
    found = [
        Found(
            each.name,
            each.population,
            each.drawn,
            sum(d.action_id in wrong for d in drawn if d.stratum == each.name),
            0,
        )
        for each in strata
    ]
    said = outcome(found, SURE)
    truth = Fraction(len(wrong), len(members))
    return said.lower <= truth <= said.upper, truth <= said.upper_one_sided


def main(rounds: int = 1000) -> None:
    """Print how often of `rounds`; fail below 95 in a hundred."""
    dice = random.Random(2026)  # noqa: S311  (a simulation)
    seen = [covers(dice, number) for number in range(rounds)]
    both, one = (sum(each) for each in zip(*seen, strict=True))
    print(f"interval covers {both} of {rounds}, one-sided bound {one}")
    assert min(both, one) * 100 >= 95 * rounds


if __name__ == "__main__":
    main()
