"""Charts painted by hand from a `ChartSpec`: no frame, dotted grid, values in place.

A chart that can be opened shows its parts to the keyboard as well as to the mouse: the
arrows go from part to part, Enter opens the records behind the one with the ring.
"""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtCore import QSize
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible
from PySide6.QtGui import QAccessibleEvent
from PySide6.QtGui import QPainter
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QSizePolicy
from PySide6.QtWidgets import QWidget

from carbon_points.statistics.charts import ChartKind
from ui.shared.chart_plots import Bars
from ui.shared.chart_plots import Lines
from ui.shared.chart_plots import Ranking
from ui.shared.chart_plots import withheld_or
from ui.shared.chart_tiles import Funnel
from ui.shared.chart_tiles import Shares
from ui.shared.chart_tiles import Tiles
from ui.shared.fonts import font
from ui.shared.plain import plain_tip
from ui.shared.tokens import color
from ui.shared.tokens import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtGui import QPaintEvent

    from carbon_points.statistics.charts import ChartSpec
    from ui.shared.chart_plots import Mark
    from ui.shared.chart_plots import Plot

_PAINTERS: Final[dict[ChartKind, type[Plot]]] = {
    ChartKind.STACKED: Bars,
    ChartKind.LINE: Lines,
    ChartKind.RANKING: Ranking,
    ChartKind.TILES: Tiles,
    ChartKind.FUNNEL: Funnel,
    ChartKind.SHARES: Shares,
}
_STEPS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_OPENS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class Chart(QWidget):
    """One chart; its accessible description is the table of its numbers."""

    opened = Signal(int, int)
    """(category, series) of the part whose records are wanted; series -1 is all."""

    def __init__(self, spec: ChartSpec | None = None, height: int = 200) -> None:
        super().__init__()
        self._spec: ChartSpec | None = None
        self._height = height
        self._marks: Sequence[Mark] = ()
        self._current = self._under = -1
        self._opens = False
        growing = QSizePolicy.Policy.Expanding
        self.setSizePolicy(growing, growing)
        if spec is not None:
            self.show_spec(spec)

    def let_open(self) -> None:
        """Its parts can be opened from now on."""
        self._opens = True
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_spec(self, spec: ChartSpec) -> None:
        """Draw other numbers."""
        self._spec = spec
        self._marks, self._current, self._under = (), -1, -1
        rows = spec.table()
        self._say_whole()
        self.setAccessibleDescription("\n".join("，".join(cells) for cells in rows))
        self.update()

    @property
    def marks(self) -> Sequence[Mark]:
        """The parts as they were painted last."""
        return self._marks

    def sizeHint(self) -> QSize:
        return QSize(px(420), px(self._height))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (named by Qt)
        return QSize(px(260), px(self._height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._spec is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(font(12))
            unit = self.tr("单位：{unit}").format(unit=self._spec.unit)
            # A hand's breadth of air, so that a ring at the edge is whole.
            room = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            plot = _PAINTERS[self._spec.kind](painter, self._spec, room)
            plot.paint(unit)
            self._marks = plot.marks
            self._paint_ring(painter)

    # Opening a part

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_over(self._mark_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._go_over(-1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._mark_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and self._opens and at >= 0:
            self._go_to(at)
            self._open(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._opens or not self.marks:
            super().keyPressEvent(event)
            return
        self._current = max(self._current, 0)
        if event.key() in _STEPS:
            self._go_to(self._beside(_STEPS[Qt.Key(event.key())]))
        elif event.key() in _OPENS:
            self._open(self._current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current < 0 and self._opens and self.marks:
            self._current = 0
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._say_whole()
        self.update()

    def words(self, mark: Mark) -> str:
        """What a part says: its category, its series and its number."""
        spec = self._spec
        if spec is None:
            return ""
        names = [spec.categories[mark.at]]
        number = max(mark.number, 0)
        if len(spec.series) > 1 and mark.number >= 0:
            names.append(spec.series[number].name)
        value = spec.text(spec.series[number].values[mark.at])
        if mark.at in spec.withheld:
            return "，".join((*names, withheld_or(spec, mark.at)))
        more = spec.share_text(mark.at, number) if spec.kind is ChartKind.SHARES else ""
        return "，".join(filter(None, (*names, f"{value} {spec.unit}", more)))

    def _open(self, at: int) -> None:
        mark = self.marks[at]
        if self._spec is not None and mark.at not in self._spec.withheld:
            self.opened.emit(mark.at, mark.number)

    def _mark_at(self, place: QPointF) -> int:
        found = [n for n, mark in enumerate(self._marks) if mark.room.contains(place)]
        return min(
            found,
            key=lambda n: (self._marks[n].room.center() - place).manhattanLength(),
            default=-1,
        )

    def _go_over(self, at: int) -> None:
        if at == self._under or not self._opens:
            return
        self._under = at
        self.setToolTip(plain_tip(self.words(self._marks[at])) if at >= 0 else "")
        if at >= 0:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()
        self.update()

    def _go_to(self, at: int) -> None:
        self._current = at
        self.setAccessibleName(self.words(self.marks[at]))
        changed = QAccessibleEvent(self, QAccessible.Event.NameChanged)
        QAccessible.updateAccessibility(changed)
        self.update()

    def _beside(self, step: tuple[int, int]) -> int:
        """The nearest part in a direction; the same one at the edge."""
        across, down = step
        here = self._marks[self._current].room.center()

        def way(at: int) -> float | None:
            there = self._marks[at].room.center() - here
            along = there.x() * across + there.y() * down
            aside = abs(there.x() * down) + abs(there.y() * across)
            return along + 3 * aside if along > 1 else None

        ways = {at: found for at in range(len(self._marks)) if (found := way(at))}
        return min(ways, key=lambda at: ways[at], default=self._current)

    def _say_whole(self) -> None:
        if self._spec is None:
            return
        name = self.tr("图表：{title}，最高 {highest} {unit}")
        highest = self._spec.text(self._spec.highest)
        self.setAccessibleName(
            name.format(title=self._spec.title, highest=highest, unit=self._spec.unit)
        )

    def _paint_ring(self, painter: QPainter) -> None:
        for at, ink in ((self._under, "text3"), (self._current, "focus")):
            shown = at == self._under or self.hasFocus()
            if 0 <= at < len(self._marks) and shown and self._opens:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(color(ink), 2))
                ring = self._marks[at].room.adjusted(-1, -1, 1, 1)
                painter.drawRoundedRect(ring, px(4), px(4))
