"""How tile maps, funnels and shares are painted."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtCore import QRectF
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush
from PySide6.QtGui import QColor
from PySide6.QtGui import QFont
from PySide6.QtGui import QFontMetrics
from PySide6.QtGui import QPen
from PySide6.QtGui import QPolygonF

from carbon_points.statistics.charts import level_word
from carbon_points.statistics.charts import spread
from ui.shared.chart_plots import CENTRE
from ui.shared.chart_plots import fill
from ui.shared.chart_plots import LEFT
from ui.shared.chart_plots import Mark
from ui.shared.chart_plots import Plot
from ui.shared.chart_plots import RIGHT
from ui.shared.chart_plots import withheld_or
from ui.shared.fonts import font
from ui.shared.language import tr_later
from ui.shared.language import translated
from ui.shared.tokens import color
from ui.shared.tokens import hex_of
from ui.shared.tokens import px

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from carbon_points.statistics.charts import ChartSpec

_SHADES: Final = (0, 14, 30, 48, 76, 100)
"""Per cent of the full colour at each level."""

_WORDS: Final = {
    "none": tr_later("charts", "暂无"),
    "lowest": tr_later("charts", "低"),
    "low": tr_later("charts", "较低"),
    "middle": tr_later("charts", "中等"),
    "high": tr_later("charts", "较高"),
    "highest": tr_later("charts", "高"),
}


def shade(level: int) -> QColor:
    """The colour of a tile."""
    ground, full = color("surface"), color("c1")
    share = _SHADES[level]
    pairs = zip(ground.getRgb()[:3], full.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*((low * (100 - share) + high * share) // 100 for low, high in pairs))


def ink_on(ground: QColor) -> str:
    """The token of the text that is easiest to read on a colour."""
    return max(("text", "on_primary"), key=lambda token: contrast(ground, token))


def contrast(ground: QColor, token: str) -> float:
    """How well a token reads on a colour, as WCAG has it."""
    bright = sorted((_luminance(ground), _luminance(QColor(hex_of(token)))))
    return (bright[1] + 0.05) / (bright[0] + 0.05)


def _luminance(of: QColor) -> float:
    parts = (of.redF(), of.greenF(), of.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Tiles(Plot):
    """Equal tiles in their places: name, number, and how much that is in a word."""

    def __init__(self, painter: QPainter, spec: ChartSpec, room: QRectF) -> None:
        super().__init__(painter, spec, room)
        self._room = room
        across = 1 + max((column for column, _ in spec.cells), default=0)
        down = 1 + max((row for _, row in spec.cells), default=0)
        head = px(28)
        self._width = min(room.width() / across, px(190))
        self._height = min((room.height() - head) / down, px(84))
        left = room.left() + (room.width() - self._width * across) / 2
        top = room.top() + head
        self._corner = QPointF(left, top)

    def paint(self, unit: str) -> None:
        """All of it."""
        head = QRectF(self._room.left(), self._room.top(), self._room.width(), px(20))
        self.words(head, RIGHT, unit, "text3")
        self._legend(head)
        levels = self.spec.levels()
        for at, (column, row) in enumerate(self.spec.cells):
            gap = px(3)
            x = self._corner.x() + column * self._width
            y = self._corner.y() + row * self._height
            tile = QRectF(x, y, self._width, self._height).adjusted(
                gap, gap, -gap, -gap
            )
            self._tile(tile, at, levels[at])
            self.marks.append(Mark(tile, at, 0))

    def _legend(self, head: QRectF) -> None:
        """The shades with the number that each begins at."""
        bounds = (0, *self.spec.level_bounds())
        QFontMetrics(font(12))
        at = head.left()
        for level, bound in enumerate(bounds, start=1):
            box = QRectF(at, head.top() + px(4), px(14), px(12))
            self.painter.setPen(QPen(color("outline"), 1))
            self.painter.setBrush(shade(self._shade_of(level)))
            self.painter.drawRoundedRect(box, px(2), px(2))
            words = f"≥ {self.spec.tick_text(bound)}" if bound else "> 0"
            beside = QRectF(box.right() + px(5), head.top(), px(80), head.height())
            self.words(beside, LEFT, words, "text2")
            at = (
                beside.left() + QFontMetrics(font(12)).horizontalAdvance(words) + px(12)
            )

    def _shade_of(self, level: int) -> int:
        return spread(level, len(self.spec.level_bounds()) + 1)

    def _tile(self, tile: QRectF, at: int, level: int) -> None:
        hidden = at in self.spec.withheld
        ground = shade(self._shade_of(level))
        self.painter.setBrush(ground)
        style = Qt.PenStyle.SolidLine if level else Qt.PenStyle.DashLine
        self.painter.setPen(QPen(color("outline" if level < 2 else "c1"), 1, style))
        self.painter.drawRoundedRect(tile, px(8), px(8))
        ink = ink_on(ground) if level else "text2"
        inner = tile.adjusted(px(9), px(4), -px(9), -px(4))
        half = inner.height() / 2
        upper = QRectF(inner.left(), inner.top(), inner.width(), half)
        lower = upper.translated(0, half)
        self.painter.setFont(font(13, QFont.Weight.Medium))
        self._cut(upper, self.spec.categories[at], ink)
        self.painter.setFont(font(12))
        if hidden:
            self._cut(lower, withheld_or(self.spec, at), ink)
            return
        word = translated("charts", _WORDS[level_word(self._shade_of(level))])
        self.words(lower, RIGHT, word, ink)
        self.painter.setFont(font(16, QFont.Weight.Bold))
        self.words(lower, LEFT, self.spec.tile_text(at), ink)
        self.painter.setFont(font(12))

    def _cut(self, room: QRectF, text: str, ink: str) -> None:
        metrics = QFontMetrics(self.painter.font())
        dots = Qt.TextElideMode.ElideRight
        self.words(room, LEFT, metrics.elidedText(text, dots, int(room.width())), ink)


class Funnel(Plot):
    """Bars one below the other, each centred, and what is left from step to step."""

    def __init__(self, painter: QPainter, spec: ChartSpec, room: QRectF) -> None:
        super().__init__(painter, spec, room)
        self._room = room

    def paint(self, unit: str) -> None:
        """All of it."""
        room, spec = self._room, self.spec
        self.words(
            QRectF(room.left(), room.top(), room.width(), px(18)), RIGHT, unit, "text3"
        )
        metrics = QFontMetrics(font(12))
        names = max(map(metrics.horizontalAdvance, spec.categories), default=0) + px(14)
        steps = max(len(spec.categories), 1)
        height = min((room.height() - px(22)) / (steps * 1.7 - 0.7), px(52))
        field = QRectF(room.left() + names, room.top() + px(22), 0, height)
        field.setWidth(room.width() - names - px(8))
        bars = []
        for at in range(len(spec.categories)):
            line = field.translated(0, at * height * 1.7)
            bars.append((self._bar(line, at), line))
        for at in range(1, len(bars)):
            self._throat(bars[at - 1][0], bars[at][0], at)
        for at, (bar, line) in enumerate(bars):
            self._words(bar, line, at)

    def _bar(self, line: QRectF, at: int) -> QRectF:
        values = self.spec.series[0].values
        shown = 0 if at in self.spec.withheld else values[at]
        width = max(line.width() * shown / max(self.spec.highest, 1), px(3))
        return QRectF(line.center().x() - width / 2, line.top(), width, line.height())

    def _throat(self, above: QRectF, below: QRectF, at: int) -> None:
        corners = (
            above.bottomLeft(),
            above.bottomRight(),
            below.topRight(),
            below.topLeft(),
        )
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(color("primary_soft"))
        self.painter.drawPolygon(QPolygonF(corners))
        hidden = {at, at - 1} & self.spec.withheld
        text = "" if hidden else self.spec.step_text(at)
        if text:
            room = QRectF(above.left(), above.bottom(), above.width(), 0)
            room.setBottom(below.top())
            least = px(90)
            if room.width() < least:
                room.adjust(
                    (room.width() - least) / 2, 0, (least - room.width()) / 2, 0
                )
            self.words(room, CENTRE, f"↓ {text}", "primary_text")

    def _words(self, bar: QRectF, line: QRectF, at: int) -> None:
        tint = color("c1")
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(tint)
        self.painter.drawRoundedRect(bar, px(4), px(4))
        before = QRectF(self._room.left(), line.top(), line.left(), line.height())
        self.words(before, LEFT, self.spec.categories[at], "text2")
        text = withheld_or(self.spec, at)
        self.painter.setFont(font(16, QFont.Weight.Bold))
        wide = QFontMetrics(self.painter.font()).horizontalAdvance(text) + px(12)
        if wide <= bar.width():
            self.words(bar, CENTRE, text, ink_on(tint))
        else:
            beside = QRectF(bar.right() + px(8), line.top(), wide, line.height())
            self.words(beside, LEFT, text, "text")
        self.painter.setFont(font(12))
        self.marks.append(Mark(line, at, 0))


class Shares(Plot):
    """Bars of full length, each divided among the series, with parts in per cent."""

    def __init__(self, painter: QPainter, spec: ChartSpec, room: QRectF) -> None:
        super().__init__(painter, spec, room)
        self._room = room

    def paint(self, unit: str) -> None:
        """All of it."""
        room, spec = self._room, self.spec
        metrics = QFontMetrics(font(12))
        self._legend(metrics)
        head = QRectF(room.left(), room.top(), room.width(), px(20))
        self.words(head, RIGHT, unit, "text3")
        names = max(map(metrics.horizontalAdvance, spec.categories), default=0) + px(12)
        ends = max(
            (metrics.horizontalAdvance(self._end(at)) for at in self._all), default=0
        )
        height = min((room.height() - px(30)) / max(len(spec.categories), 1), px(46))
        for at in self._all:
            top = room.top() + px(30) + at * height
            line = QRectF(room.left(), top, room.width(), height)
            name = QRectF(line.left(), top, names, height)
            self.words(name, LEFT, spec.categories[at], "text2" if at else "text")
            thick = min(height * 0.62, px(26))
            bar = QRectF(line.left() + names, line.center().y() - thick / 2, 0, thick)
            bar.setRight(line.right() - ends - px(10))
            self._bar(bar, at)
            self.words(line, RIGHT, self._end(at), "text")

    @property
    def _all(self) -> range:
        return range(len(self.spec.categories))

    def _end(self, at: int) -> str:
        return self.spec.text(self.spec.totals[at])

    def _legend(self, metrics: QFontMetrics) -> None:
        at = self._room.left()
        for number, one in enumerate(self.spec.series):
            box = QRectF(at, self._room.top() + px(4), px(12), px(12))
            fill(self.painter, box, one, number)
            beside = QRectF(at + px(18), self._room.top(), px(160), px(20))
            self.words(beside, LEFT, one.name, "text2")
            at += px(36) + metrics.horizontalAdvance(one.name)

    def _bar(self, bar: QRectF, at: int) -> None:
        total = self.spec.totals[at]
        left = bar.left()
        if not total:
            self.painter.setPen(QPen(color("line"), 1))
            self.painter.setBrush(QBrush())
            self.painter.drawRect(bar)
        for number, one in enumerate(self.spec.series):
            width = bar.width() * one.values[at] / total if total else 0
            if width <= 0:
                continue
            part = QRectF(left, bar.top(), max(width - 1, 1), bar.height())
            fill(self.painter, part, one, number)
            self._percent(part, self.spec.share_text(at, number))
            self.marks.append(Mark(part, at, number))
            left += width

    def _percent(self, part: QRectF, text: str) -> None:
        """The share, on a plate of its own: hatching would make it hard to read."""
        wide = QFontMetrics(font(12)).horizontalAdvance(text) + px(12)
        if wide + px(6) > part.width():
            return
        plate = QRectF(0, 0, wide, px(18))
        plate.moveCenter(part.center())
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(color("surface"))
        self.painter.drawRoundedRect(plate, px(4), px(4))
        self.words(plate, CENTRE, text, "text")
