"""Parts of the lock page: tiles of people, the password field, the dark ground."""

from __future__ import annotations

import unicodedata
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import QRectF
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtGui import QFontMetrics
from PySide6.QtGui import QPainter
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QAbstractButton
from PySide6.QtWidgets import QLineEdit

from ui.shared import language
from ui.shared.dates import weekday_word
from ui.shared.fonts import font
from ui.shared.page import role_word
from ui.shared.tokens import color
from ui.shared.tokens import hex_of
from ui.shared.tokens import px

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtCore import QSize
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtGui import QPaintEvent

    from ui.shared.page import Operator

TILE: Final = 150
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter


class OperatorTile(QAbstractButton):
    """One person: the first character in a disc, the name, the roles."""

    def __init__(self, operator: Operator) -> None:
        super().__init__()
        self.login = operator.login
        self._roles = language.listed(role_word(role) for role in operator.roles)
        self.setText(operator.name)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(
            self.tr("操作员 {name} {roles}").format(
                name=operator.name, roles=self._roles
            )
        )
        self.setFixedSize(px(TILE), px(TILE + 2))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            self._paint_words(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        chosen = self.isChecked()
        painter.setBrush(color("rail_active" if chosen else "rail_hover"))
        edge = "focus" if self.hasFocus() else "rail_mark"
        painter.setPen(QPen(color(edge), px(2)))
        if not chosen and not self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(frame, px(10), px(10))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("primary"))
        left = (self.width() - px(56)) / 2
        painter.drawEllipse(QRectF(left, px(20), px(56), px(56)))

    def _paint_words(self, painter: QPainter) -> None:
        painter.setFont(font(24, QFont.Weight.Medium))
        painter.setPen(color("on_primary"))
        disc = QRectF(0, px(20), self.width(), px(56))
        painter.drawText(disc, _CENTRE, self.text()[:1])
        painter.setPen(color("rail_text"))
        self._line(painter, 84, self.text(), font(16, QFont.Weight.Bold))
        painter.setPen(color("rail_text2"))
        self._line(painter, 112, self._roles, font(13))

    def _line(self, painter: QPainter, top: int, text: str, face: QFont) -> None:
        room = QRectF(px(6), px(top), self.width() - px(12), px(26))
        cut = QFontMetrics(face).elidedText(
            text, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.setFont(face)
        painter.drawText(room, _CENTRE, cut)


class SecretField(QLineEdit):
    """Takes what nobody may read over a shoulder, and tells how letters arrive."""

    state_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.caps = False
        """Whether letters arrive as capitals without Shift."""

        self.textChanged.connect(lambda _text: self.state_changed.emit())

    @property
    def full_width(self) -> bool:
        """Whether an input method writes １２３ for 123."""
        return unicodedata.normalize("NFKC", self.text()) != self.text()

    @property
    def state(self) -> str:
        """What somebody should know who cannot see the letters; mostly empty."""
        said = []
        if self.caps:
            said.append(QCoreApplication.translate("LockView", "大写锁定已打开"))
        if self.full_width:
            said.append(
                QCoreApplication.translate(
                    "LockView", "正在输入全角字符，与半角同样有效"
                )
            )
        return "　".join(said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._watch_caps(event)
        super().keyPressEvent(event)

    def _watch_caps(self, event: QKeyEvent) -> None:
        """Qt does not say how Caps Lock stands; letters tell."""
        text = event.text()
        before = self.caps
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps = not self.caps
        elif len(text) == 1 and text.isascii() and text.isalpha():
            held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.caps = text.isupper() != bool(held)
        if self.caps != before:
            self.state_changed.emit()


class PasswordField(SecretField):
    """The password of the lock page; arrows choose the person."""

    turned = Signal(int)
    """To the next person (1) or the one before (-1)."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setAlignment(_CENTRE)
        self.setProperty("big", "true")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.turned.emit(1 if event.key() == Qt.Key.Key_Right else -1)
            return
        super().keyPressEvent(event)


def dark_sheet(name: str) -> str:
    """The dark ground of the rail, and what stands on it, for the page of this name."""
    ground, ink, quiet = hex_of("rail"), hex_of("rail_text"), hex_of("rail_text2")
    return (
        f"#{name} {{ background:{ground}; }}"
        f' #{name} QLabel[t="onrail"] {{ color:{ink}; font-size:{px(15)}px; }}'
        f' #{name} QLabel[t="clock"] {{ font-size:{px(68)}px; font-weight:700;'
        f" color:#FFFFFF; }}"
        f' #{name} QPushButton[kind="onrail"] {{ background:{ground}; color:{ink};'
        f" border:1px solid {quiet}; }}"
        f' #{name} QPushButton[kind="onrail"]:focus {{ border:2px solid'
        f" {hex_of('rail_mark')}; }}"
    )


def day_words(day: dt.date) -> str:
    """``11 月 20 日　星期五``."""
    words = QCoreApplication.translate("LockView", "{month} 月 {day} 日　星期{weekday}")
    return words.format(month=day.month, day=day.day, weekday=weekday_word(day))
