"""A `ChartSpec` on paper: no frame, dotted grid, values and units where they belong."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from carbon_points.scenarios import fonts
from carbon_points.scenarios import tile_drawing
from carbon_points.scenarios.pencil import Box
from carbon_points.scenarios.pencil import Look
from carbon_points.scenarios.pencil import SERIES
from carbon_points.scenarios.pencil import Stroke
from carbon_points.statistics.charts import ChartKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.scenarios.pencil import Pencil
    from carbon_points.statistics.charts import ChartSpec
    from carbon_points.statistics.charts import Series

TITLE: Final = Look(12.5, "text", fonts.MEDIUM)
LEGEND: Final = Look(9, "text2")
AXIS: Final = Look(8.5, "text3")
NAMES: Final = Look(8.5, "text2")
VALUE: Final = Look(8.5, "text", fonts.MEDIUM)
LAST: Final = Look(9.5, "primary_text", fonts.BOLD)
_LISTED: Final = Look(9, "text2")
_HEAD: Final = 34
_LEGEND_ROW: Final = 17
_ROW: Final = 21
_DASHES: Final = ((), (6.0, 3.0), (1.5, 2.5))

_OWN: Final = {
    ChartKind.TILES: (tile_drawing.tiles_height, tile_drawing.draw_tiles),
    ChartKind.FUNNEL: (tile_drawing.funnel_height, tile_drawing.draw_funnel),
    ChartKind.SHARES: (tile_drawing.shares_height, tile_drawing.draw_shares),
}
"""Kinds of charts without axes: how high they are, and what draws them."""


def _width(words: str, look: Look) -> float:
    return fonts.width(words, look.face, look.size)


def height(spec: ChartSpec, width: float) -> float:
    """How high a chart should be to look right at a width."""
    if spec.kind is ChartKind.RANKING:
        return _HEAD - 6 + _ROW * len(spec.categories)
    if spec.kind in _OWN:
        return _OWN[spec.kind][0](spec)
    return _HEAD + _LEGEND_ROW * _legend_rows(spec, width) + 0.36 * width


def draw(pencil: Pencil, spec: ChartSpec, box: Box) -> None:
    """Draw a chart into a box."""
    pencil.text(box.x, box.top - 12, spec.title, TITLE)
    unit = Look(9, "text3")
    pencil.text(box.right, box.top - 12, f"单位：{spec.unit}", unit, 1)
    if spec.kind is ChartKind.RANKING:
        _ranking(pencil, spec, box)
    elif spec.kind in _OWN:
        _OWN[spec.kind][1](pencil, spec, box)
    elif spec.kind is ChartKind.STACKED:
        _Axes(pencil, spec, box).stacked()
    else:
        _Axes(pencil, spec, box).lines()


def _legend_rows(spec: ChartSpec, width: float) -> int:
    return max((row for _, row in _legend(spec, width)), default=-1) + 1


def _legend(spec: ChartSpec, width: float) -> list[tuple[float, int]]:
    """Where the name of each series stands: distance from the left, and row."""
    if len(spec.series) == 1 and spec.series[0].name in spec.title:
        return []
    places: list[tuple[float, int]] = []
    at, row = 0.0, 0
    for one in spec.series:
        room = 32 + _width(one.name, LEGEND)
        if at + room > width and at:
            at, row = 0.0, row + 1
        places.append((at, row))
        at += room
    return places


class _Axes:
    """A chart with a value axis and categories beside each other."""

    def __init__(self, pencil: Pencil, spec: ChartSpec, box: Box) -> None:
        self.pencil = pencil
        self.spec = spec
        self.box = box
        self.ticks = spec.ticks()
        left = 10 + max(
            fonts.width(spec.tick_text(tick), AXIS.face, AXIS.size)
            for tick in self.ticks
        )
        right = self._room_at_the_end()
        head = _HEAD + _LEGEND_ROW * _legend_rows(spec, box.width)
        self.plot = Box(
            box.x + left, box.y + 20, box.width - left - right, box.height - head - 20
        )

    def stacked(self) -> None:
        """Bars of several parts, the total over each."""
        self._frame()
        share = self.plot.width / max(len(self.spec.categories), 1)
        thick = min(share * 0.56, 34)
        for at, total in enumerate(self.spec.totals):
            centre = self.plot.x + share * (at + 0.5)
            self._bar(at, centre - thick / 2, thick)
            if self._fits(self.spec.text(total), share):
                top = self._y(total) + 4
                self.pencil.text(centre, top, self.spec.text(total), VALUE, 0.5)
        self._names([self.plot.x + share * (at + 0.5) for at in self._places()], share)
        if self.spec.targets:
            aim = self._y(self.spec.targets[-1])
            self._target([(self.plot.x, aim), (self.plot.right, aim)])
            self._ends(())

    def lines(self) -> None:
        """Lines over the categories, the first with its area and its last value."""
        steps = max(len(self.spec.categories) - 1, 1)
        xs = [self.plot.x + self.plot.width * at / steps for at in self._places()]
        if self.spec.series and xs:
            self._area(xs, self.spec.series[0])
        self._frame()
        if self.spec.targets:
            self._target(list(zip(xs, map(self._y, self.spec.targets), strict=True)))
        for number, one in reversed(list(enumerate(self.spec.series))):
            self._line(xs, number, one)
        self._names(xs, self.plot.width / steps)
        self._ends(self.spec.series)

    def _places(self) -> range:
        return range(len(self.spec.categories))

    def _room_at_the_end(self) -> float:
        if self.spec.target is None and self.spec.kind is not ChartKind.LINE:
            return 2
        words = [self.spec.text(self.spec.highest)]
        if self.spec.target is not None:
            words.append(f"{self.spec.target.name} {words[0]}")
        return 14 + max(_width(word, LAST) for word in words)

    def _y(self, value: int) -> float:
        return self.plot.y + self.plot.height * value / self.ticks[-1]

    def _fits(self, words: str, room: float) -> bool:
        return _width(words, VALUE) < room * 1.02

    def _frame(self) -> None:
        for place, (number, one) in zip(
            _legend(self.spec, self.box.width),
            enumerate(self.spec.series),
            strict=False,
        ):
            x, row = place
            foot = self.box.top - _HEAD - 4 - _LEGEND_ROW * row
            self.pencil.bar(Box(self.box.x + x, foot, 10, 10), number, one.tone)
            self.pencil.text(self.box.x + x + 15, foot + 1.2, one.name, LEGEND)
        for tick in self.ticks:
            y = self._y(tick)
            stroke = Stroke("line", 0.8, (1.0, 2.4) if tick else ())
            self.pencil.path([(self.plot.x, y), (self.plot.right, y)], stroke)
            self.pencil.text(self.plot.x - 7, y - 3, self.spec.tick_text(tick), AXIS, 1)

    def _names(self, xs: Sequence[float], share: float) -> None:
        """Names of the categories, as many as have room."""
        widest = max(
            (
                fonts.width(name, NAMES.face, NAMES.size)
                for name in self.spec.categories
            ),
            default=0,
        )
        every = max(1, -(-int(widest + 4) // max(int(share), 1)))
        for at in range(0, len(xs), every):
            name = self.spec.categories[at]
            self.pencil.text(xs[at], self.plot.y - 14, name, NAMES, 0.5)

    def _bar(self, at: int, left: float, thick: float) -> None:
        below = 0
        for number, one in enumerate(self.spec.series):
            value = one.values[at]
            foot, top = self._y(below), self._y(below + value)
            gap = 0.8 if below else 0
            if top - foot > gap:
                part = Box(left, foot + gap, thick, top - foot - gap)
                self.pencil.bar(part, number, one.tone)
            below += value

    def _area(self, xs: Sequence[float], one: Series) -> None:
        points = zip(xs, map(self._y, one.values), strict=True)
        ends = [(xs[-1], self.plot.y), (xs[0], self.plot.y)]
        self.pencil.area([*points, *ends], one.tone or SERIES[0], 0.88)

    def _line(self, xs: Sequence[float], number: int, one: Series) -> None:
        name = one.tone or SERIES[number % len(SERIES)]
        points = list(zip(xs, map(self._y, one.values), strict=True))
        if not points:
            return
        self.pencil.path(points, Stroke(name, 2, _DASHES[number % len(_DASHES)]))
        self.pencil.dot(*points[-1], name, 4)

    def _target(self, points: list[tuple[float, float]]) -> None:
        self.pencil.path(points, Stroke("text3", 1.1, (4.5, 3.0)))

    def _ends(self, lines: Sequence[Series]) -> None:
        """Last values of lines and target beside their ends, kept apart."""
        marks = [
            (one.values[-1], self.spec.text(one.values[-1]), LAST if at == 0 else VALUE)
            for at, one in enumerate(lines)
            if one.values
        ]
        if self.spec.target is not None and self.spec.targets:
            aim = self.spec.targets[-1]
            words = f"{self.spec.target.name} {self.spec.text(aim)}"
            marks.append((aim, words, AXIS))
        highest = float("inf")
        for value, words, look in sorted(marks, key=lambda mark: -mark[0]):
            highest = min(self._y(value) - 3, highest - 13)
            self.pencil.text(self.plot.right + 9, highest, words, look)


def _ranking(pencil: Pencil, spec: ChartSpec, box: Box) -> None:
    """Lying bars: the name before, the value behind."""
    values = spec.series[0].values if spec.series else ()
    longest_name = max((_width(name, _LISTED) for name in spec.categories), default=0)
    names = min(longest_name, box.width * 0.35)
    said = [spec.said(at, values) for at in range(len(values))]
    numbers = max((_width(words, VALUE) for words in said), default=0) + 14
    longest = box.width - names - 12 - numbers
    rows = max(len(values), 1)
    step = min((box.height - _HEAD + 6) / rows, 30)
    thick = min(step * 0.62, 14)
    for at, value in enumerate(values):
        foot = box.top - _HEAD + 6 - step * (at + 1) + (step - thick) / 2
        line = foot + thick / 2 - 3.2
        name = fonts.shortened(spec.categories[at], _LISTED.face, 9, names + 1)
        pencil.text(box.x, line, name, _LISTED)
        length = longest * value / max(spec.highest, 1)
        bar = Box(box.x + names + 12, foot, max(length, 0.8), thick)
        pencil.bar(bar, 0, spec.series[0].tone)
        pencil.text(bar.right + 6, line, said[at], Look(9, "text", fonts.MEDIUM))
