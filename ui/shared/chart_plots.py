"""How bars, lines and rankings are painted; every mark says what it stands for.

Series are told apart by hatching and dots as well as by colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import QLineF
from PySide6.QtCore import QPointF
from PySide6.QtCore import QRectF
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush
from PySide6.QtGui import QColor
from PySide6.QtGui import QFont
from PySide6.QtGui import QFontMetrics
from PySide6.QtGui import QLinearGradient
from PySide6.QtGui import QPainter
from PySide6.QtGui import QPen
from PySide6.QtGui import QPixmap
from PySide6.QtGui import QPolygonF

from carbon_points.statistics.charts import ChartKind
from carbon_points.statistics.suppression import SMALLEST
from ui.shared.fonts import font
from ui.shared.tokens import color
from ui.shared.tokens import px
from ui.shared.tokens import SERIES

if TYPE_CHECKING:
    from carbon_points.statistics.charts import ChartSpec
    from carbon_points.statistics.charts import Series

RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
CENTRE: Final = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a chart that stands for one number."""

    room: QRectF
    at: int
    """Which category."""

    number: int
    """Which series; -1 for all of them."""


class Plot:
    """The room inside the axes and what all charts have in common."""

    def __init__(self, painter: QPainter, spec: ChartSpec, room: QRectF) -> None:
        self.painter = painter
        self.spec = spec
        self.marks: list[Mark] = []
        self.ticks = spec.ticks()
        metrics = QFontMetrics(font(12))
        widest = max(
            metrics.horizontalAdvance(spec.tick_text(tick)) for tick in self.ticks
        )
        left = max(widest + px(12), px(36))
        labelled = spec.kind is ChartKind.LINE or spec.target is not None
        end = px(72) if labelled else px(8)
        self.inner = room.adjusted(left, px(36), -end, -px(26))
        self.legend = self._legend_places(metrics)
        rows_below = max((row for _, row in self.legend), default=0)
        self.inner.setTop(self.inner.top() + rows_below * px(19))

    def _legend_places(self, metrics: QFontMetrics) -> list[tuple[float, int]]:
        """(left edge, row) of each name; the first row leaves room for the unit."""
        if len(self.spec.series) < 2:
            return []
        unit = metrics.horizontalAdvance(self.spec.unit) + px(72)
        places: list[tuple[float, int]] = []
        at, row = self.inner.left(), 0
        for one in self.spec.series:
            width = px(36) + metrics.horizontalAdvance(one.name)
            limit = self.inner.right() - (0 if row else unit)
            if at + width > limit and at > self.inner.left():
                at, row = self.inner.left(), row + 1
            places.append((at, row))
            at += width
        return places

    def paint(self, unit: str) -> None:
        """All of it; the unit is said in the upper right corner."""
        raise NotImplementedError

    def y(self, value: int) -> float:
        """The height of a value."""
        return self.inner.bottom() - self.inner.height() * value / self.ticks[-1]

    def words(self, room: QRectF, where: Qt.AlignmentFlag, text: str, ink: str) -> None:
        """Text in a colour."""
        self.painter.setPen(color(ink))
        self.painter.drawText(room, where, text)

    def grid(self) -> None:
        """The value axis: numbers and dotted lines."""
        for tick in self.ticks:
            at = self.y(tick)
            style = Qt.PenStyle.DotLine if tick else Qt.PenStyle.SolidLine
            self.painter.setPen(QPen(color("line"), 1, style))
            self.painter.drawLine(QLineF(self.inner.left(), at, self.inner.right(), at))
            beside = QRectF(0, at - px(9), self.inner.left() - px(8), px(18))
            self.words(beside, RIGHT, self.spec.tick_text(tick), "text3")

    def category(self, centre: float, width: float, text: str) -> None:
        """The name of a category under the axis, cut if it is too long."""
        room = QRectF(centre - width / 2, self.inner.bottom() + px(5), width, px(18))
        cut = QFontMetrics(font(12)).elidedText(
            text, Qt.TextElideMode.ElideRight, int(width)
        )
        self.words(room, CENTRE, cut, "text2")

    def head(self, unit: str) -> None:
        """The legend at the left, the unit at the right."""
        right = QRectF(0, px(2), self.inner.right(), px(18))
        self.words(right, RIGHT, unit, "text3")
        for number, (at, row) in enumerate(self.legend):
            one = self.spec.series[number]
            top = px(5) + row * px(19)
            fill(self.painter, QRectF(at, top, px(12), px(12)), one, number)
            beside = QRectF(at + px(18), top - px(3), self.inner.right() - at, px(18))
            self.words(beside, LEFT, one.name, "text2")

    def target_line(self, points: list[QPointF]) -> None:
        """The dashed line of the target."""
        self.painter.setPen(QPen(color("text3"), px(2) * 0.8, Qt.PenStyle.DashLine))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawPolyline(QPolygonF(points))


class Bars(Plot):
    """Stacked bars."""

    def paint(self, unit: str) -> None:
        """All of it."""
        self.head(unit)
        self.grid()
        share = self.inner.width() / max(len(self.spec.categories), 1)
        width = min(px(44), share * 0.56)
        every = -(-px(34) // max(int(share), 1))
        for at, total in enumerate(self.spec.totals):
            centre = self.inner.left() + share * (at + 0.5)
            self._bar(at, centre, width)
            above = QRectF(centre - share, self.y(total) - px(18), 2 * share, px(16))
            if every == 1:
                self.words(above, CENTRE, self.spec.text(total), "text")
            if at % every == 0:
                self.category(centre, share * every, self.spec.categories[at])
        self._target(share)

    def _bar(self, at: int, centre: float, width: float) -> None:
        below = 0
        for number, one in enumerate(self.spec.series):
            value = one.values[at]
            if value > 0:
                top, foot = self.y(below + value), self.y(below)
                gap = 1 if below else 0
                part = QRectF(centre - width / 2, top, width, foot - top - gap)
                fill(self.painter, part, one, number)
                self.marks.append(Mark(part, at, number))
            below += value

    def _target(self, share: float) -> None:
        if self.spec.target is None:
            return
        left = self.inner.left()
        points: list[QPointF] = []
        for at, value in enumerate(self.spec.targets):
            height = self.y(value)
            points += [QPointF(left + share * at, height)]
            points += [QPointF(left + share * (at + 1), height)]
        self.target_line(points)
        last = points[-1]
        beside = QRectF(last.x() + px(6), last.y() - px(17), px(66), px(17))
        self.words(beside, LEFT, self.spec.target.name, "text3")
        aim = self.spec.text(self.spec.targets[-1])
        self.words(beside.translated(0, px(17)), LEFT, aim, "text2")


class Lines(Plot):
    """Lines over the categories; the first has its area, the last point its value."""

    def paint(self, unit: str) -> None:
        """All of it."""
        self.head(unit)
        self.grid()
        self._categories()
        if self.spec.target is not None:
            self.target_line(self._points(self.spec.targets))
        for number, one in reversed(list(enumerate(self.spec.series))):
            self._line(one, number)
        self._ends()
        side = px(10)
        around = QRectF(-side, -side, 2 * side, 2 * side)
        self.marks = [
            Mark(around.translated(point), at, number)
            for number, one in enumerate(self.spec.series)
            for at, point in enumerate(self._points(one.values))
        ]

    def _x(self, at: int) -> float:
        steps = max(len(self.spec.categories) - 1, 1)
        return self.inner.left() + self.inner.width() * at / steps

    def _points(self, values: tuple[int, ...]) -> list[QPointF]:
        return [QPointF(self._x(at), self.y(value)) for at, value in enumerate(values)]

    def _categories(self) -> None:
        share = self.inner.width() / max(len(self.spec.categories) - 1, 1)
        every = -(-px(48) // max(int(share), 1))
        for at, text in enumerate(self.spec.categories):
            if at % every == 0:
                self.category(self._x(at), share * every, text)

    def _line(self, one: Series, number: int) -> None:
        points = self._points(one.values)
        ink = color(one.tone or SERIES[number % len(SERIES)])
        if number == 0 and points:
            self._area(points, ink)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(ink, px(24) / 10, _DASHES[number % len(_DASHES)]))
        self.painter.drawPolyline(QPolygonF(points))
        if points:
            self.painter.setPen(QPen(color("surface"), px(2)))
            self.painter.setBrush(ink)
            self.painter.drawEllipse(points[-1], px(5), px(5))

    def _area(self, points: list[QPointF], ink: QColor) -> None:
        shade = QLinearGradient(0, self.inner.top(), 0, self.inner.bottom())
        for at, strength in ((0, 60), (1, 6)):
            tint = QColor(ink)
            tint.setAlpha(strength)
            shade.setColorAt(at, tint)
        foot = self.inner.bottom()
        corners = [QPointF(points[-1].x(), foot), QPointF(points[0].x(), foot)]
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QBrush(shade))
        self.painter.drawPolygon(QPolygonF([*points, *corners]))

    def _ends(self) -> None:
        """Last values beside their points, kept apart where they meet."""
        ends = [one.values[-1] for one in self.spec.series if one.values]
        marks = [(end, "", "primary_text") for end in ends[:1]]
        marks += [(end, "", "text2") for end in ends[1:]]
        if self.spec.target is not None and self.spec.targets:
            marks.append((self.spec.targets[-1], f"{self.spec.target.name} ", "text3"))
        lowest = -px(100)
        for value, name, ink in sorted(marks, key=lambda mark: -mark[0]):
            top = max(round(self.y(value)) - px(9), lowest + px(17))
            lowest = top
            beside = QRectF(self.inner.right() + px(9), top, px(64), px(18))
            weight = QFont.Weight.Normal if name else QFont.Weight.Bold
            self.painter.setFont(font(12, weight))
            self.words(beside, LEFT, f"{name}{self.spec.text(value)}", ink)


class Ranking(Plot):
    """Lying bars, the name before and the value behind each."""

    def __init__(self, painter: QPainter, spec: ChartSpec, room: QRectF) -> None:
        super().__init__(painter, spec, room)
        self._room = room

    def paint(self, unit: str) -> None:
        """All of it."""
        room, spec = self._room, self.spec
        head = QRectF(room.left(), room.top(), room.width(), px(20))
        self.words(head, RIGHT, unit, "text3")
        metrics = QFontMetrics(font(12))
        names = max(map(metrics.horizontalAdvance, spec.categories), default=0)
        names = min(names, int(room.width()) * 2 // 5)
        rows = max(len(spec.categories), 1)
        values = [withheld_or(spec, at) for at in range(len(spec.categories))]
        ends = max(map(metrics.horizontalAdvance, values), default=0) + px(12)
        longest = room.width() - names - px(10) - ends
        height = min((room.height() - px(24)) / rows, px(30))
        for at, value in enumerate(spec.series[0].values):
            top = room.top() + px(22) + at * height
            line = QRectF(room.left(), top, room.width(), height)
            length = longest * value / max(spec.highest, 1)
            self._bar(line, names, length, at)

    def _bar(self, line: QRectF, names: int, length: float, at: int) -> None:
        spec = self.spec
        name = QFontMetrics(font(12)).elidedText(
            spec.categories[at], Qt.TextElideMode.ElideRight, names
        )
        before = QRectF(line.left(), line.top(), names + 1, line.height())
        self.words(before, LEFT, name, "text2")
        thick = min(line.height() * 0.6, px(16))
        top = line.center().y() - thick / 2
        bar = QRectF(line.left() + names + px(10), top, max(length, 1), thick)
        fill(self.painter, bar, spec.series[0], 0)
        behind = QRectF(bar.right() + px(6), line.top(), px(120), line.height())
        ink = "text3" if at in spec.withheld else "text"
        self.words(behind, LEFT, withheld_or(spec, at), ink)
        self.marks.append(Mark(line.adjusted(0, 1, 0, -1), at, 0))


_DASHES: Final = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)


def withheld_or(spec: ChartSpec, at: int) -> str:
    """A category's number, or that it may not be shown, as people read it."""
    if at in spec.withheld:
        few = QCoreApplication.translate("charts", "不足 {n} 人")
        return few.format(n=SMALLEST)
    return spec.text(spec.series[0].values[at])


def fill(painter: QPainter, part: QRectF, series: Series, number: int) -> None:
    """Fill a part of a bar in its series' colour and pattern."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(series.tone or SERIES[number % len(SERIES)]))
    painter.drawRect(part)
    if pattern := number % 3:
        painter.setBrush(QBrush(_pattern(pattern)))
        painter.setBrushOrigin(part.bottomLeft())
        painter.drawRect(part)


def _pattern(number: int) -> QPixmap:
    """Hatching (1) or dots (2), light on any colour."""
    side = 6
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        light = QColor(255, 255, 255, 110)
        if number == 1:
            painter.setPen(QPen(light, 1.4))
            for shift in (-side, 0, side):
                painter.drawLine(shift, side, shift + side, 0)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(255, 255, 255, 150))
            painter.drawEllipse(QPointF(side / 2, side / 2), 1.1, 1.1)
    return made
