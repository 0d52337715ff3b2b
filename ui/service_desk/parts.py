"""Small parts of the service desk: figures that change, rows that are painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import QRectF
from PySide6.QtCore import QSize
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtGui import QFontMetrics
from PySide6.QtGui import QPainter
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QAbstractButton
from PySide6.QtWidgets import QApplication
from PySide6.QtWidgets import QSizePolicy
from PySide6.QtWidgets import QWidget

from ui.shared.badges import paint_pill
from ui.shared.badges import pill_size
from ui.shared.fonts import font
from ui.shared.tokens import color
from ui.shared.tokens import px
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QScrollArea

    from ui.shared.badges import Badge
    from ui.shared.tokens import Tone

ROW: Final = 54
"""The height of a `ChoiceRow`."""

_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class Figure(QWidget):
    """A number that changes: caption above, value and unit below."""

    def __init__(self, name: str, role: str = "title") -> None:
        super().__init__()
        self._name = name
        self._value = Label(role=role)
        self._unit = Label(role="caption")
        self._unit.setAlignment(Qt.AlignmentFlag.AlignBottom)
        number = row(self._value, self._unit, STRETCH, gap=4)
        self.setLayout(column(Label(name, "caption"), number, gap=0))

    def say(self, value: str, unit: str, tone: Tone | None = None) -> None:
        """Show a value."""
        self._value.say(value, tone)
        self._unit.setText(unit)
        self.setAccessibleName(f"{self._name} {value} {unit}".strip())

    @property
    def text(self) -> str:
        """Value and unit."""
        return f"{self._value.text()} {self._unit.text()}".strip()


class FocusFollower(QObject):
    """Scrolls what has the focus into sight, which Qt does for Tab alone."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        inside = self._area.widget()
        if now is not None and inside is not None and inside.isAncestorOf(now):
            self._area.ensureWidgetVisible(now, 0, px(44))


@dataclass(frozen=True, slots=True)
class Line:
    """What a `ChoiceRow` shows of somebody."""

    name: str
    note: str
    below: str
    badge: Badge


class ChoiceRow(QAbstractButton):
    """One of the people that a search found: two lines and a badge."""

    def __init__(self) -> None:
        super().__init__()
        self._line: Line | None = None
        self._selected = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # The caret stays in the search box: arrows and Enter work from there.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(px(220), px(ROW))

    def show_line(self, line: Line, *, selected: bool) -> None:
        """Show somebody else."""
        self._line = line
        self._selected = selected
        words = (line.name, line.badge.text, line.below, line.note)
        self.setAccessibleName("，".join(filter(None, words)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        line = self._line
        if line is None:
            return
        ground = "sunken"
        if self._selected:
            ground = "primary_soft"
        elif self.underMouse():
            ground = "hover"
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(color(ground))
            edge = QPen(color("primary" if self._selected else ground), 1)
            painter.setPen(edge)
            frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, px(8), px(8))
            self._paint_words(painter, line)

    def _paint_words(self, painter: QPainter, line: Line) -> None:
        width = self.width() - px(24)
        pill = pill_size(line.badge).width()
        paint_pill(
            painter,
            QRectF(self.width() - pill - px(10), px(6), pill, px(22)),
            line.badge,
        )
        bold = font(15, QFont.Weight.Medium)
        room = width - pill - px(6)
        metrics = QFontMetrics(bold)
        name = metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, room)
        painter.setFont(bold)
        painter.setPen(color("text"))
        painter.drawText(QRectF(px(12), px(6), room, px(22)), _LEFT, name)
        self._paint_note(painter, line.note, metrics.horizontalAdvance(name), room)
        painter.setFont(font(13))
        painter.setPen(color("text2"))
        painter.drawText(QRectF(px(12), px(29), width, px(20)), _LEFT, line.below)

    def _paint_note(self, painter: QPainter, note: str, taken: int, room: int) -> None:
        small = font(12)
        left = room - taken - px(6)
        if QFontMetrics(small).horizontalAdvance(note) > left:
            return
        painter.setFont(small)
        painter.setPen(color("text3"))
        at = QRectF(px(18) + taken, px(7), left, px(22))
        painter.drawText(at, _LEFT, note)
