"""The evidence of an action: small in the panel, large over the page, turned."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer
from PySide6.QtCore import QByteArray
from PySide6.QtCore import QIODevice
from PySide6.QtCore import QPointF
from PySide6.QtCore import QRectF
from PySide6.QtCore import QSize
from PySide6.QtCore import QSizeF
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtGui import QFontMetrics
from PySide6.QtGui import QImage
from PySide6.QtGui import QImageReader
from PySide6.QtGui import QPainter
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QSizePolicy
from PySide6.QtWidgets import QWidget

from ui.shared import icons
from ui.shared.fonts import font
from ui.shared.tokens import color
from ui.shared.tokens import px

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtGui import QPaintEvent

_LARGEST: Final = 4000
"""Pixels of the longer side; more shows nothing more on any screen."""

_PHOTOS: Final = frozenset({b"jpeg", b"jpg", b"png", b"webp", b"bmp", b"gif", b"tiff"})
"""What a camera or a scanner writes; a drawing could name other files."""

_QUARTER: Final = 90
_STEP: Final = 25
_MOST: Final = 400
_VEIL: Final = QColor(8, 14, 11, 235)
_PAPER: Final = "#FFFFFF"


def picture_of(data: bytes) -> QImage:
    """A photo as it was taken, upright; null if it is none."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()) not in _PHOTOS:
        return QImage()
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > _LARGEST:
        size.scale(_LARGEST, _LARGEST, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(size)
    return reader.read()


class Photo(QWidget):
    """Paints one picture into its room, turned by quarters; or says why not."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._picture = QImage()
        self._said = ""
        self.turns = 0
        self.setMinimumHeight(px(128))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def picture(self) -> QImage:
        """As it is turned now."""
        turn = QTransform().rotate(_QUARTER * self.turns)
        return self._picture.transformed(turn) if self.turns else self._picture

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(128))

    def say(self, text: str) -> None:
        """There is no picture, and why."""
        self._picture, self._said, self.turns = QImage(), text, 0
        self.setAccessibleName(text)
        self.update()

    def show_picture(self, picture: QImage, name: str) -> None:
        """Show another picture, upright."""
        self._picture, self._said, self.turns = picture, name, 0
        self.setAccessibleName(name)
        self.update()

    def turn(self, quarters: int) -> None:
        """Turn it to the right, or with -1 to the left."""
        if not self._picture.isNull():
            self.turns = (self.turns + quarters) % 4
            self.update()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.opened.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            room = QRectF(self.rect())
            painter.fillRect(room, color("sunken"))
            if self._picture.isNull():
                self._paint_nothing(painter, room)
            else:
                inside = room.adjusted(px(4), px(4), -px(4), -px(4))
                paint_fitted(painter, inside, self.picture)

    def _paint_nothing(self, painter: QPainter, room: QRectF) -> None:
        mark = QPointF(room.center().x() - px(14), room.center().y() - px(30))
        painter.drawPixmap(mark, icons.pixmap("photo", "text3", 28))
        painter.setFont(font(12))
        painter.setPen(color("text2"))
        below = room.adjusted(px(8), room.height() / 2 + px(6), -px(8), -px(4))
        top = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        wrapped = Qt.TextFlag.TextWordWrap
        cut = QFontMetrics(painter.font()).elidedText(
            self._said, Qt.TextElideMode.ElideMiddle, int(below.width() * 2)
        )
        painter.drawText(below, int(top) | int(wrapped), cut)


def paint_fitted(painter: QPainter, room: QRectF, picture: QImage) -> None:
    """The whole picture, as large as the room allows, on white paper."""
    if picture.isNull():
        return
    scaled = QSizeF(picture.size()).scaled(
        room.size(), Qt.AspectRatioMode.KeepAspectRatio
    )
    corner = room.center() - QPointF(scaled.width() / 2, scaled.height() / 2)
    where = QRectF(corner, scaled)
    painter.fillRect(where, QColor(_PAPER))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(where, picture)
