"""A box to tick, painted by ourselves: plain to see in light and dark."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtCore import QRectF
from PySide6.QtCore import QSize
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtGui import QPainter
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QCheckBox

from ui.shared import icons
from ui.shared.fonts import font
from ui.shared.tokens import color
from ui.shared.tokens import px

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QPaintEvent

_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class TickBox(QCheckBox):
    """A box to tick that is as large as a finger and plain to see."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(font(14)).horizontalAdvance(self.text())
        return QSize(px(40) + words, px(36))

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802  (named by Qt)
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = px(20)
        top = (self.height() - side) // 2
        frame = QRectF(1.5, top + 0.5, side - 1, side - 1)
        ticked = self.isChecked()
        edge = "focus" if self.hasFocus() else "primary" if ticked else "outline"
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(color(edge), 2 if self.hasFocus() else 1))
            painter.setBrush(color("primary" if ticked else "surface"))
            painter.drawRoundedRect(frame, px(4), px(4))
            if ticked:
                mark = icons.pixmap("check", "on_primary", 16)
                painter.drawPixmap(QPointF(px(3), top + px(2)), mark)
            painter.setFont(font(14))
            painter.setPen(color("text"))
            words = QRectF(px(30), 0, self.width() - px(30), self.height())
            painter.drawText(words, _LEFT, self.text())
