"""What a chart shows, without how it is drawn.

The same `ChartSpec` feeds the window's painter, the drawing of a dossier and the table
that a screen reader reads. Values are integers of a small unit, e.g. milligrams;
``scale`` says how many of them make one of the printed unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.units import decimal_text
from carbon_points.statistics.suppression import WITHHELD

if TYPE_CHECKING:
    from collections.abc import Sequence

LEVELS: Final = 5
"""How many shades tell the tiles of a map apart."""


class ChartKind(StrEnum):
    """How the numbers are laid out."""

    STACKED = "stacked"
    """Bars per category, one part per series, the total over each."""

    LINE = "line"
    """A line per series over the categories, the first with its area."""

    RANKING = "ranking"
    """One lying bar per category, the first series only, longest first as given."""

    TILES = "tiles"
    """A tile per category in its place of a grid, shaded by the first series."""

    FUNNEL = "funnel"
    """A step per category, each a part of the one before, the first series only."""

    SHARES = "shares"
    """A lying bar of full length per category, divided among the series."""


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers, as many as there are categories."""

    name: str
    values: tuple[int, ...]
    tone: str = ""
    """A colour token; empty for the next of the series colours."""

    key: str = ""
    """The code of what it stands for, as statistics have it."""


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """Everything that a chart says."""

    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    scale: int = 1
    """How many of the values' unit make one of ``unit``."""

    places: int = 0
    """Decimals of printed numbers."""

    target: Series | None = None
    """One value for all categories, or one for each."""

    note: str = ""
    """What a reader must know besides, e.g. how tiles are laid out."""

    cells: tuple[tuple[int, int], ...] = ()
    """Column and row of each category's tile."""

    by: tuple[str, str] = ("", "")
    """What the keys of categories and series are: dimensions of statistics, ``until``
    for a sum up to a month, ``step`` for a step of a funnel."""

    keys: tuple[str, ...] = ()
    """The code of each category; without them its records cannot be opened."""

    withheld: frozenset[int] = frozenset()
    """Categories whose numbers may not be shown: their groups are too small."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(value for one in self.series for value in one.values)

    @property
    def totals(self) -> tuple[int, ...]:
        """The sum over the series, per category."""
        columns = zip(*(one.values for one in self.series), strict=True)
        return tuple(map(sum, columns))

    @property
    def targets(self) -> tuple[int, ...]:
        """The target per category; empty without one."""
        if self.target is None:
            return ()
        values = self.target.values
        return values * len(self.categories) if len(values) == 1 else values

    @property
    def highest(self) -> int:
        """The largest value that has to fit in."""
        if self.kind in {ChartKind.STACKED, ChartKind.SHARES}:
            drawn = self.totals
        else:
            drawn = tuple(value for one in self.series for value in one.values)
        return max((*drawn, *self.targets, 0))

    def text(self, value: int) -> str:
        """A value as it is printed, without its unit."""
        return decimal_text(Fraction(value, self.scale), self.places)

    def said(self, at: int, values: Sequence[int]) -> str:
        """The text of a category's value, or that it may not be shown."""
        return WITHHELD if at in self.withheld else self.text(values[at])

    def tile_text(self, at: int) -> str:
        """The number on a tile: nothing at all is a plain 0."""
        values = self.series[0].values
        return self.said(at, values) if values[at] or at in self.withheld else "0"

    def share_text(self, at: int, number: int) -> str:
        """How much of its category a series holds, e.g. ``62 %``."""
        whole = self.totals[at]
        part = Fraction(self.series[number].values[at] * 100, whole) if whole else 0
        return f"{decimal_text(Fraction(part), 0)} %"

    def step_text(self, at: int) -> str:
        """How much of the step before is left, e.g. ``62.5 %``; empty for the first."""
        values = self.series[0].values
        if not at or not values[at - 1]:
            return ""
        return f"{decimal_text(Fraction(values[at] * 100, values[at - 1]), 1)} %"

    def levels(self) -> tuple[int, ...]:
        """The shade of each tile: 0 for nothing, else 1 to `LEVELS`, by round bounds.

        The bounds are those of `level_bounds`; a withheld tile has no shade.
        """
        bounds = self.level_bounds()
        return tuple(
            0
            if at in self.withheld or value <= 0
            else 1 + sum(value >= bound for bound in bounds)
            for at, value in enumerate(self.series[0].values)
        )

    def level_bounds(self) -> tuple[int, ...]:
        """The values from which on a tile has the next shade; at most LEVELS - 1."""
        return tuple(tick for tick in self.ticks(LEVELS) if 0 < tick < self.highest)[
            : LEVELS - 1
        ]

    def tick_text(self, value: int) -> str:
        """A value of the axis: no more decimals than it needs."""
        text = decimal_text(Fraction(value, self.scale), max(self.places, 3))
        return text.rstrip("0").rstrip(".") if "." in text else text

    def ticks(self, wanted: int = 4) -> tuple[int, ...]:
        """Round values from 0 to above the highest, about `wanted` steps apart."""
        step = nice_step(Fraction(self.highest, wanted * self.scale)) * self.scale
        if step.denominator > 1:  # values are whole, so their axis is too
            step = Fraction(1) if step < 1 else step * 2
        count = -(-self.highest // step) if self.highest else wanted
        return tuple(int(step * number) for number in range(int(count) + 1))

    def table(self) -> tuple[tuple[str, ...], ...]:
        """The same numbers as rows of text, the first row being the headings."""
        columns = [(one.name, one.values) for one in self.series]
        stacked = self.kind in {ChartKind.STACKED, ChartKind.SHARES}
        if stacked and len(columns) > 1:
            columns.append(("Σ", self.totals))
        if self.target is not None:
            columns.append((self.target.name, self.targets))
        heads = (self.title, *(f"{name} {self.unit}" for name, _ in columns))
        rows = (
            (category, *(self.said(at, values) for _, values in columns))
            for at, category in enumerate(self.categories)
        )
        return (heads, *rows)


def level_word(level: int) -> str:
    """The code word of a shade: so much is said without colour, too."""
    return ("none", "lowest", "low", "middle", "high", "highest")[level]


def spread(level: int, levels: int) -> int:
    """A level of few as a shade of `LEVELS`, so that the highest is always the fullest.

    A map of one level only stands in the middle.
    """
    if not level or levels <= 1:
        return min(level * 3, 3)
    return 1 + (level - 1) * (LEVELS - 1) // (levels - 1)


def nice_step(least: Fraction) -> Fraction:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that is not below `least`."""
    if least <= 0:
        return Fraction(1)
    power = Fraction(1)
    while power * 10 <= least:
        power *= 10
    while power > least:
        power /= 10
    for times in (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5)):
        if power * times >= least:
            return power * times
    return power * 10
