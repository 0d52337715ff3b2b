"""From milligrams to points: floor with the remainder carried (README section 10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Credited:
    """What one credit or reversal did to one participant's group."""

    points: int
    """Granted, or taken back if negative."""

    remainder_mg: int


def credit(remainder_mg: int, reduction_mg: int, mg_per_point: int) -> Credited:
    """Points of one action: floor((remainder + reduction) / rate), rest carried."""
    points, rest = divmod(remainder_mg + reduction_mg, mg_per_point)
    return Credited(points, rest)


@dataclass(frozen=True, slots=True)
class Granted:
    """What an approval gave, as a reversal needs it."""

    reduction_mg: int
    points: int
    mg_per_point: int


def reverse(remainder_mg: int, granted: Granted, mg_per_point: int) -> Credited:
    """Take one approved action back.

    The milligrams that had become points at the approval's own rate go with these
    points; the rest leaves the remainder, which is then brought back into
    [0, `mg_per_point`) at the current rate.
    """
    not_points_mg = granted.reduction_mg - granted.points * granted.mg_per_point
    more, rest = divmod(remainder_mg - not_points_mg, mg_per_point)
    return Credited(-granted.points + more, rest)


def points_of_each(
    remainder_mg: int, reductions_mg: Sequence[int], mg_per_point: int
) -> tuple[list[int], int]:
    """Points of actions booked together, in order, and the remainder after them."""
    points = []
    for reduction_mg in reductions_mg:
        done = credit(remainder_mg, reduction_mg, mg_per_point)
        points.append(done.points)
        remainder_mg = done.remainder_mg
    return points, remainder_mg
