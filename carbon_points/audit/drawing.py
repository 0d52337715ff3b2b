"""Which ones are drawn: strata, their shares, and an order that a seed fixes. Pure.

There is no random generator, so any program makes the same list from the same seed.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carbon_points.common.ids import id_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Stratum:
    """One part of a population and how many are drawn from it."""

    name: str
    population: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """One drawn action."""

    action_id: int
    stratum: str
    key: bytes
    """What it is sorted by."""


def shares(sizes: Mapping[str, int], wanted: int) -> dict[str, int]:
    """Draws of each stratum by largest remainder, at least one where there is any.

    The ones that a small stratum gets besides are drawn in addition.
    """
    population = sum(sizes.values())
    if not population:
        return dict.fromkeys(sizes, 0)
    parts = {name: divmod(wanted * size, population) for name, size in sizes.items()}
    given = {name: whole for name, (whole, _) in parts.items()}
    by_rest = sorted(parts, key=lambda name: (-parts[name][1], name))
    for name in by_rest[: wanted - sum(given.values())]:
        given[name] += 1
    return {name: max(given[name], min(1, size)) for name, size in sizes.items()}


def draw_key(seed: str, action_id: int) -> bytes:
    """SHA-256 of the seed, a line feed and the id as text, in UTF-8."""
    return hashlib.sha256(f"{seed}\n{id_text(action_id)}".encode()).digest()


def draw(
    members: Iterable[tuple[int, str]], seed: str, wanted: int
) -> tuple[list[Stratum], list[Drawn]]:
    """The strata of a population, and the drawn ones in the order of the list.

    Args:
        members: id and stratum of each.
        seed: spoken by the inspector.
        wanted: how many by the rule.
    """
    strata: dict[str, list[Drawn]] = defaultdict(list)
    for action_id, name in members:
        strata[name].append(Drawn(action_id, name, draw_key(seed, action_id)))
    numbers = shares({name: len(strata[name]) for name in sorted(strata)}, wanted)
    chosen = [
        each
        for name, number in numbers.items()
        for each in sorted(strata[name], key=_key)[:number]
    ]
    return [
        Stratum(name, len(strata[name]), number) for name, number in numbers.items()
    ], sorted(chosen, key=_key)


def _key(drawn: Drawn) -> bytes:
    return drawn.key
