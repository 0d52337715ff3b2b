"""What a chart shows, without how it is drawn.

The same `ChartSpec` feeds the window's painter, the drawing of a dossier and the table
that a screen reader reads. Values are integers of a small unit, e.g. milligrams;
``scale`` says how many of them make one of the printed unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from carbon_points.common.units import decimal_text


class ChartKind(StrEnum):
    """How the numbers are laid out."""

    STACKED = "stacked"
    """Bars per category, one part per series, the total over each."""

    LINE = "line"
    """A line per series over the categories, the first with its area."""

    RANKING = "ranking"
    """One lying bar per category, the first series only, longest first as given."""


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers, as many as there are categories."""

    name: str
    values: tuple[int, ...]
    tone: str = ""
    """A colour token; empty for the next of the series colours."""


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
    """How current the numbers are, and that they are not verified."""

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
        if self.kind is ChartKind.STACKED:
            drawn = self.totals
        else:
            drawn = tuple(value for one in self.series for value in one.values)
        return max((*drawn, *self.targets, 0))

    def text(self, value: int) -> str:
        """A value as it is printed, without its unit."""
        return decimal_text(Fraction(value, self.scale), self.places)

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
        if self.kind is ChartKind.STACKED and len(columns) > 1:
            columns.append(("Σ", self.totals))
        if self.target is not None:
            columns.append((self.target.name, self.targets))
        heads = (self.title, *(f"{name} {self.unit}" for name, _ in columns))
        rows = (
            (category, *(self.text(values[at]) for _, values in columns))
            for at, category in enumerate(self.categories)
        )
        return (heads, *rows)


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
