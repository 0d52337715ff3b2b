"""Parts of the first-run page: the green side, the cards to choose from, fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import QPointF
from PySide6.QtCore import QRectF
from PySide6.QtCore import QSize
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtGui import QPainter
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QAbstractButton
from PySide6.QtWidgets import QFrame
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QSizePolicy
from PySide6.QtWidgets import QToolButton
from PySide6.QtWidgets import QWidget

from carbon_points.cli.arguments import VERSION
from ui.admin.lock_parts import SecretField
from ui.shared import icons
from ui.shared.fonts import font
from ui.shared.tokens import color
from ui.shared.tokens import hex_of
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import Mark
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_HEIGHT = 72
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class WayCard(QAbstractButton):
    """One way to begin: icon, name, what it means, and whether it is chosen."""

    def __init__(self, icon: str, name: str, note: str) -> None:
        super().__init__()
        self._icon = icon
        self._note = note
        self.setText(name)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFixedHeight(px(_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(note)
        self.toggled.connect(lambda _checked: self._name_it())
        self._name_it()

    def say(self, name: str, note: str) -> None:
        """Show other words."""
        self._note = note
        self.setText(name)
        self.setToolTip(note)
        self._name_it()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(420), px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        chosen = self.isChecked()
        ink = "primary" if chosen else "line"
        edge = "focus" if self.hasFocus() else ink
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(color("primary_soft" if chosen else "surface"))
            painter.setPen(QPen(color(edge), 2 if chosen or self.hasFocus() else 1))
            frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(frame, px(10), px(10))
            self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        middle = self.height() / 2
        drawing = icons.pixmap(self._icon, "primary_text", 28)
        painter.drawPixmap(QPointF(px(18), middle - px(14)), drawing)
        tick = "circle-check" if self.isChecked() else "circle"
        mark = icons.pixmap(tick, "primary" if self.isChecked() else "outline", 24)
        painter.drawPixmap(QPointF(self.width() - px(40), middle - px(12)), mark)
        room = self.width() - px(116)
        painter.setPen(color("text"))
        painter.setFont(font(16, QFont.Weight.Bold))
        painter.drawText(QRectF(px(60), px(12), room, px(26)), _LEFT, self.text())
        painter.setPen(color("text2"))
        painter.setFont(font(13))
        cut = painter.fontMetrics().elidedText(
            self._note, Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(QRectF(px(60), px(38), room, px(22)), _LEFT, cut)

    def _name_it(self) -> None:
        chosen = self.tr("，已选") if self.isChecked() else ""
        self.setAccessibleName(f"{self.text()}{chosen}")
        self.setAccessibleDescription(self._note)


class GreenSide(QFrame):
    """What the program is, beside the first choice."""

    def __init__(self, district: str) -> None:
        super().__init__()
        self.setObjectName("green")
        self.setFixedWidth(px(400))
        self.setStyleSheet(
            f"#green {{ background:{hex_of('rail')}; }}"
            f" #green QLabel {{ color:{hex_of('rail_text')}; }}"
            f' #green QLabel[t="brand"] {{ font-size:{px(34)}px; font-weight:700;'
            f" color:#FFFFFF; }}"
            f' #green QLabel[t="quiet"] {{ color:{hex_of("rail_text2")}; }}'
        )
        name = Label(
            self.tr("{district}碳普惠").format(district=district), "brand", wrap=True
        )
        saying = Label(
            self.tr("骑车、交旧衣、用热泵和光伏，\n每一克减排都有出处。"), wrap=True
        )
        points = (
            self._point("database", self.tr("数据保存在本机，断网可用")),
            self._point("math-function", self.tr("每个数都能展开看公式和因子")),
            self._point("shield-check", self.tr("流水只增不改，证书可离线核验")),
        )
        version = self.tr("版本 {version}　•　数据只存本机，不联网")
        foot = Label(version.format(version=VERSION), "quiet", wrap=True)
        head = (Mark("leaf", "rail_mark", 44), 16, name, 8, saying, 24)
        parts = (*head, *points, STRETCH, foot)
        self.setLayout(column(*parts, margins=(48, 64, 32, 32), gap=8))

    def _point(self, icon: str, text: str) -> QWidget:
        made = QWidget()
        made.setLayout(row(Mark(icon, "rail_mark", 20), (Label(text, wrap=True), 1)))
        return made


def labelled(name: str, field: QWidget, note: str) -> QWidget:
    """A field with its name above and a quiet line below."""
    made = QWidget()
    title = Label(name, "second")
    title.setBuddy(field)
    field.setAccessibleName(name)
    field.setAccessibleDescription(note)
    line = Label(note, "caption", wrap=True)
    made.setLayout(column(title, field, line, gap=4))
    if isinstance(field, SecretField):

        def tell() -> None:
            line.say(field.state or note, Tone.WARN if field.state else None)

        field.state_changed.connect(tell)
    return made


def password_field() -> SecretField:
    """Dots, and an eye that shows what was typed."""
    made = SecretField()
    eye = icons.icon("eye", "text2", 18)
    shown = made.addAction(eye, QLineEdit.ActionPosition.TrailingPosition)
    shown.setCheckable(True)

    def show(visible: bool) -> None:  # noqa: FBT001  (the slot of a toggle)
        mode = QLineEdit.EchoMode
        made.setEchoMode(mode.Normal if visible else mode.Password)
        said = (
            QCoreApplication.translate("FirstRunView", "隐藏密码")
            if visible
            else QCoreApplication.translate("FirstRunView", "显示密码")
        )
        shown.setToolTip(said)
        for button in made.findChildren(QToolButton):
            button.setAccessibleName(said)

    shown.toggled.connect(show)
    show(False)
    return made
