"""A photo over the whole page, enlarged and turned with keys, wheel and mouse."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtCore import QPointF
from PySide6.QtCore import QRectF
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtGui import QImage
from PySide6.QtGui import QPainter
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QWidget

from ui.audit_desk.queue_photo import paint_fitted
from ui.shared.tokens import px
from ui.shared.widgets import column
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtGui import QWheelEvent

    from ui.audit_desk.queue_photo import Photo

_QUARTER: Final = 90
_STEP: Final = 25
_MOST: Final = 400
_VEIL: Final = QColor(8, 14, 11, 235)


class PhotoSheet(QWidget):
    """A photo over the whole page: wheel or + and - enlarge, [ and ] turn it."""

    closed = Signal()
    stepped = Signal(int)
    """The next file is wanted, or with -1 the one before."""

    def __init__(self, over: QWidget, photo: Photo) -> None:
        super().__init__(over)
        self._over, self._photo = over, photo
        self._picture = QImage()
        self._percent = 100
        self._middle = QPointF(0.5, 0.5)
        self._held: QPointF | None = None
        self._name = Label(role="strong")
        left = IconButton(self.tr("向左转"), "arrow-back-up", "[")
        right = IconButton(self.tr("向右转"), "refresh", "]")
        close = IconButton(self.tr("收起"), "x", "Esc")
        left.clicked.connect(lambda _on: self.turn(-1))
        right.clicked.connect(lambda _on: self.turn(1))
        close.clicked.connect(lambda _on: self.closed.emit())
        keys = Label(
            self.tr("+ - 放大缩小　[ ] 旋转　← → 前后张　Enter 收起"), "caption"
        )
        self._bar = QWidget()
        self._bar.setObjectName("topbar")
        parts = ((self._name, 1), keys, left, right, close)
        self._bar.setLayout(row(*parts, margins=(16, 6, 10, 6), gap=10))
        self.setLayout(column(self._bar, STRETCH, gap=0))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        over.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show the photo of the panel as large as the page."""
        photo = self._photo
        if photo.picture.isNull():
            return
        self.setGeometry(self._over.rect())
        self.show_picture(photo.picture, photo.accessibleName())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self) -> None:
        """The panel shows another photo."""
        photo = self._photo
        if self.isVisible():
            self.show_picture(photo.picture, photo.accessibleName())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)

    def show_picture(self, picture: QImage, name: str) -> None:
        """Show a picture as large as the room allows."""
        self._picture, self._percent = picture, 100
        self._middle = QPointF(0.5, 0.5)
        self._name.setText(name)
        self.setAccessibleName(name)
        self.update()

    def turn(self, quarters: int) -> None:
        """Turn it by a quarter."""
        turned = QTransform().rotate(_QUARTER * quarters)
        self._picture = self._picture.transformed(turned)
        self.update()

    def zoom(self, steps: int) -> None:
        """Larger, or with a negative number smaller."""
        percent = self._percent + steps * max(_STEP, self._percent // 4)
        self._percent = max(100, min(percent, _MOST))
        self.update()

    def hide_wanted(self) -> None:
        """Enter: enough was seen."""
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_BracketLeft: lambda: self.turn(-1),
            Qt.Key.Key_BracketRight: lambda: self.turn(1),
            Qt.Key.Key_Plus: lambda: self.zoom(1),
            Qt.Key.Key_Equal: lambda: self.zoom(1),
            Qt.Key.Key_Minus: lambda: self.zoom(-1),
            Qt.Key.Key_Left: lambda: self.stepped.emit(-1),
            Qt.Key.Key_Right: lambda: self.stepped.emit(1),
            Qt.Key.Key_Return: self.hide_wanted,
            Qt.Key.Key_Enter: self.hide_wanted,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(1 if event.angleDelta().y() > 0 else -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            return
        moved = event.position() - self._held
        self._held = event.position()
        scale = max(self._percent, 1) / 100
        at = QPointF(
            self._middle.x() - moved.x() / (self.width() * scale),
            self._middle.y() - moved.y() / (self.height() * scale),
        )
        self._middle = QPointF(min(max(at.x(), 0), 1), min(max(at.y(), 0), 1))
        self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._held = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), _VEIL)
            room = QRectF(self.rect()).adjusted(
                px(16), self._bar.height() + px(12), -px(16), -px(16)
            )
            painter.setClipRect(room)
            grown = room.size() * (self._percent / 100)
            far = grown - room.size()
            left = room.left() - far.width() * self._middle.x()
            top = room.top() - far.height() * self._middle.y()
            paint_fitted(painter, QRectF(QPointF(left, top), grown), self._picture)
