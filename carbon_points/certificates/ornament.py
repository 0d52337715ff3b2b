"""Fine lines that make the paper worth a frame: borders, rosettes, a leaf."""

from __future__ import annotations

import cmath
import math
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates.paper import number
from carbon_points.certificates.paper import rgb

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    Curve = Callable[[float], complex]

_TURN: Final = 2 * math.pi
_NEAR: Final = 1e-4


def guilloche(
    centre: complex, radii: complex, *, lobes: int, strands: int, depth: float
) -> Iterator[str]:
    """A woven elliptic band: one wave around the ellipse, turned strand by strand."""
    for strand in range(strands):
        phase = _TURN * strand / strands

        def point(turn: float, phase: float = phase) -> complex:
            radius = 1 + depth * math.cos(lobes * turn + phase)
            return centre + radius * complex(
                radii.real * math.cos(turn), radii.imag * math.sin(turn)
            )

        yield smooth(point, _TURN, lobes * 4)


def rosette(centre: complex, radius: float, *, petals: int) -> Iterator[str]:
    """A small flower of two interlaced strands."""
    for phase in (0.0, math.pi):
        for share in (1.0, 0.72):

            def point(
                turn: float, phase: float = phase, size: float = share
            ) -> complex:
                wave = 0.74 + 0.26 * math.cos(petals * turn + phase)
                return centre + radius * size * wave * cmath.exp(1j * turn)

            yield smooth(point, _TURN, petals * 4)


def braid(start: complex, end: complex, *, width: float, wave: float) -> Iterator[str]:
    """A straight band of interlaced waves; `wave` is about one wave's length."""
    length = abs(end - start)
    along = (end - start) / length
    waves = round(length / wave)
    for strand in range(3):
        phase = _TURN * strand / 3

        def point(way: float, phase: float = phase) -> complex:
            swing = width / 2 * math.sin(_TURN * waves * way + phase)
            return start + along * complex(way * length, swing)

        yield smooth(point, 1.0, waves * 4)


def smooth(curve: Curve, until: float, pieces: int) -> str:
    """The stroked path of a curve from 0 to `until`, in Bézier pieces."""
    step = until / pieces
    here = curve(0)
    path = [f"{_xy(here)} m"]
    for piece in range(pieces):
        there = curve((piece + 1) * step)
        leave = here + _slope(curve, piece * step) * step / 3
        arrive = there - _slope(curve, (piece + 1) * step) * step / 3
        path.append(f"{_xy(leave)} {_xy(arrive)} {_xy(there)} c")
        here = there
    return "\n".join((*path, "S"))


def border(edge: float, size: tuple[float, float], colour: str, line: float) -> str:
    """A rectangle at a distance from the edge of the page."""
    width, height = size[0] - 2 * edge, size[1] - 2 * edge
    box = " ".join(map(number, (edge, edge, width, height)))
    return f"{rgb(colour)} RG {number(line)} w {box} re S"


def circle(centre: complex, radius: float) -> str:
    """A stroked circle."""
    return smooth(lambda turn: centre + radius * cmath.exp(1j * turn), _TURN, 8)


def leaf(centre: complex, length: float) -> str:
    """A leaf, filled, its vein left white; it grows outwards, left if negative."""
    grown = length * cmath.exp(0.45j if length > 0 else -0.45j)
    foot, tip = centre - grown / 2, centre + grown / 2
    sides = [
        (foot + (0.3 + bend) * grown, foot + (0.8 + bend * 0.8) * grown)
        for bend in (0.42j, -0.42j)
    ]
    (up, up_far), (down, down_far) = sides
    return "\n".join(
        (
            f"{_xy(foot)} m {_xy(up)} {_xy(up_far)} {_xy(tip)} c",
            f"{_xy(down_far)} {_xy(down)} {_xy(foot)} c f",
            f"1 1 1 RG 0.7 w {_xy(foot)} m {_xy(foot + 0.72 * grown)} l S",
        )
    )


def _slope(curve: Curve, at: float) -> complex:
    return (curve(at + _NEAR) - curve(at - _NEAR)) / (2 * _NEAR)


def _xy(point: complex) -> str:
    return f"{point.real:.1f} {point.imag:.1f}"
