"""Status badges: always a shape and a word, the colour only underlines them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtCore import QRectF
from PySide6.QtCore import QSize
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtGui import QFontMetrics
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy
from PySide6.QtWidgets import QWidget

from ui.shared import icons
from ui.shared.fonts import font
from ui.shared.language import tr_later
from ui.shared.language import translated
from ui.shared.tokens import color
from ui.shared.tokens import px
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

SHAPES: Final = {
    Tone.OK: "circle-check",
    Tone.INFO: "info-circle",
    Tone.WARN: "alert-triangle",
    Tone.BAD: "alert-octagon",
    Tone.MUTE: "circle-dashed",
    Tone.VIOLET: "snowflake",
    Tone.PRIMARY: "circle-check",
}
"""What a tone looks like without colour."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A word, its tone and its shape; the shape may be left to the tone."""

    text: str
    tone: Tone
    shape: str = ""

    @property
    def drawing(self) -> str:
        """The name of its icon."""
        return self.shape or SHAPES[self.tone]


_STATES: Final = {
    "approved": Badge(tr_later("badges", "已通过"), Tone.OK),
    "met": Badge(tr_later("badges", "达标"), Tone.OK),
    "waiting": Badge(tr_later("badges", "待审核"), Tone.WARN, "clock"),
    "due": Badge(tr_later("badges", "即将到期"), Tone.WARN, "clock"),
    "trial": Badge(tr_later("badges", "试行"), Tone.WARN, "flask"),
    "demo": Badge(tr_later("badges", "演示数据"), Tone.WARN, "flask"),
    "rejected": Badge(tr_later("badges", "已驳回"), Tone.BAD),
    "over_limit": Badge(tr_later("badges", "超限"), Tone.BAD),
    "not_creditable": Badge(tr_later("badges", "不予计入"), Tone.MUTE, "circle-x"),
    "withdrawn": Badge(tr_later("badges", "已撤销"), Tone.MUTE, "circle-x"),
    "reversed": Badge(tr_later("badges", "已冲正"), Tone.MUTE, "arrow-back-up"),
    "risk": Badge(tr_later("badges", "有风险"), Tone.WARN),
    "frozen": Badge(tr_later("badges", "已冻结"), Tone.VIOLET),
    "draft": Badge(tr_later("badges", "研究稿"), Tone.MUTE, "pencil"),
    "stopped": Badge(tr_later("badges", "停用"), Tone.MUTE),
    "published": Badge(tr_later("badges", "正式"), Tone.OK),
    "revoked": Badge(tr_later("badges", "已作废"), Tone.MUTE, "circle-x"),
    "closed": Badge(tr_later("badges", "已销户"), Tone.MUTE, "circle-x"),
    "resident": Badge(tr_later("badges", "居民"), Tone.MUTE, "user"),
    "sme": Badge(tr_later("badges", "小微企业"), Tone.INFO, "building-store"),
}


def badge(state: str) -> Badge:
    """The badge of a state, its word in the language in force."""
    known = _STATES[state]
    return Badge(translated("badges", known.text), known.tone, known.shape)


def pill_font() -> QFont:
    """The type of every badge."""
    return font(12, QFont.Weight.Medium)


def pill_size(shown: Badge) -> QSize:
    """How much room a badge takes."""
    words = QFontMetrics(pill_font()).horizontalAdvance(shown.text)
    return QSize(words + px(14) + px(22), px(22))


def paint_pill(painter: QPainter, room: QRectF, shown: Badge) -> None:
    """Paint a badge at the left of `room`, centred in its height, cut if too long."""
    size = pill_size(shown)
    width = min(float(size.width()), room.width())
    top = room.center().y() - size.height() / 2
    pill = QRectF(room.left(), top, width, size.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(shown.tone.ground))
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    mark = QPointF(pill.left() + px(7), pill.center().y() - px(7))
    painter.drawPixmap(mark, icons.pixmap(shown.drawing, shown.tone.ink, 14))
    _paint_words(painter, pill.adjusted(px(25), 0, -px(6), 0), shown)
    painter.restore()


def _paint_words(painter: QPainter, room: QRectF, shown: Badge) -> None:
    painter.setFont(pill_font())
    painter.setPen(color(shown.tone.ink))
    cut = QFontMetrics(pill_font()).elidedText(
        shown.text, Qt.TextElideMode.ElideRight, int(room.width()) + 1
    )
    where = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, where, cut)


class Pill(QWidget):
    """A badge as a widget."""

    def __init__(self, shown: Badge) -> None:
        super().__init__()
        self._shown = shown
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_badge(shown)

    def show_badge(self, shown: Badge) -> None:
        """Show another badge."""
        self._shown = shown
        self.setAccessibleName(shown.text)
        self.setFixedSize(pill_size(shown))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_pill(painter, QRectF(self.rect()), self._shown)
