"""Larger parts: tiles to choose from, key figures, steps, a page's head, a person."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtCore import QRectF
from PySide6.QtCore import QSize
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtGui import QFontMetrics
from PySide6.QtGui import QPainter
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QAbstractButton
from PySide6.QtWidgets import QProgressBar
from PySide6.QtWidgets import QSizePolicy
from PySide6.QtWidgets import QWidget

from ui.shared import icons
from ui.shared.fonts import font
from ui.shared.tokens import color
from ui.shared.tokens import px
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import figure
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import Mark
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from ui.shared.tokens import Tone

_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class Tile(QAbstractButton):
    """A kind of action to choose: icon, name, status and the digit that picks it."""

    def __init__(self, icon: str, name: str, status: str, tone: Tone, key: str) -> None:
        super().__init__()
        self._icon = icon
        self._status = status
        self._tone = tone
        self._key = key
        self.setText(name)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(f"{name}，{status}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        name, status = self._word_widths()
        return QSize(px(42) + max(name + px(12), status) + px(10), px(64))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (named by Qt)
        name, status = self._word_widths()
        return QSize(max(px(32 + 14) + name, px(10) + status) + px(4), px(64))

    def _word_widths(self) -> tuple[int, int]:
        name = QFontMetrics(font(14, QFont.Weight.Medium))
        status = QFontMetrics(font(12))
        return (
            name.horizontalAdvance(self.text()),
            status.horizontalAdvance(self._status),
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            self._paint_words(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        ground = "primary_soft" if self.isChecked() else "surface"
        if not self.isEnabled():
            ground = "sunken"
        elif self.underMouse() and not self.isChecked():
            ground = "hover"
        edge = "primary" if self.isChecked() else "outline"
        if self.hasFocus():
            edge = "focus"
        heavy = self.isChecked() or self.hasFocus()
        painter.setBrush(color(ground))
        painter.setPen(QPen(color(edge), 2 if heavy else 1))
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(frame, px(8), px(8))

    def _paint_words(self, painter: QPainter) -> None:
        ink = "primary_text" if self.isChecked() else "text"
        if not self.isEnabled():
            ink = "text3"
        # In a narrow tile the status stands below the icon and not beside it.
        narrow = self.width() < self.sizeHint().width()
        icon, name, status = (20, px(34), px(9)) if narrow else (24, px(42), px(42))
        top = px(12) if narrow else self.height() / 2 - px(12)
        painter.drawPixmap(QPointF(px(9), top), icons.pixmap(self._icon, ink, icon))
        painter.setFont(font(14, QFont.Weight.Medium))
        painter.setPen(color(ink))
        line = QRectF(name, px(11), self.width() - name, px(22))
        painter.drawText(line, _LEFT, self.text())
        painter.setFont(font(12))
        painter.setPen(color(self._tone.ink if self.isEnabled() else "text3"))
        line = QRectF(status, px(36 if narrow else 33), self.width() - status, px(20))
        painter.drawText(line, _LEFT, self._status)
        painter.setFont(font(11))
        painter.setPen(color("text3"))
        corner = QRectF(0, px(5), self.width() - px(7), px(14))
        painter.drawText(corner, Qt.AlignmentFlag.AlignRight, self._key)


class KpiCard(Card):
    """One key figure with its unit and a line below."""

    def __init__(self, icon: str, name: str) -> None:
        self._value = Label(role="figure")
        self._unit = Label(role="second")
        self._note = Label(role="caption")
        self._unit.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self._name = name
        self._head = row(
            Mark(icon, "primary_text", 18), Label(name, "second"), STRETCH, gap=6
        )
        number = row(self._value, self._unit, STRETCH, gap=4)
        parts = (self._head, number, self._note)
        super().__init__(column(*parts, margins=(14, 10, 14, 10), gap=2))

    def offer(self, verb: str, icon: str, act: Callable[[], object]) -> IconButton:
        """Add a small button at the right of the name."""
        made = IconButton(f"{self._name}：{verb}", icon)
        made.setProperty("small", "true")
        made.clicked.connect(lambda _checked: act())
        self._head.addWidget(made)
        return made

    def say(
        self, value: str, unit: str, note: str = "", tone: Tone | None = None
    ) -> None:
        """Show a figure."""
        self._value.setText(value)
        self._unit.setText(unit)
        self._note.say(note, tone)
        self.setAccessibleName(f"{self._name} {value} {unit} {note}".strip())


class CountCard(Card):
    """A count of one outcome, small: caption above, number below."""

    def __init__(self, name: str, tone: Tone | None = None) -> None:
        self._name = name
        self._tone = tone
        self._value = Label(role="title", tone=tone)
        parts = (Label(name, "caption"), self._value)
        super().__init__(column(*parts, margins=(14, 8, 14, 8), gap=0))

    def say(self, value: str) -> None:
        """Show a count."""
        self._value.setText(value)
        self.setAccessibleName(f"{self._name} {value}")


class Gauge(QWidget):
    """How much of a limit is used: words above, a bar below."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._text = Label(role="caption")
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        head = row(Label(name, "caption"), STRETCH, self._text)
        self.setLayout(column(head, self._bar, gap=3))

    def say(self, text: str, percent: int) -> None:
        """Show `text` and a bar of `percent`."""
        self._text.setText(text)
        self._bar.setValue(max(0, min(percent, 100)))
        self._bar.setAccessibleName(f"{self._name} {text}")


class Avatar(QWidget):
    """The first character of a name in a disc."""

    def __init__(self, name: str = "", size: int = 48) -> None:
        super().__init__()
        self._name = name
        self.setFixedSize(px(size), px(size))

    def show_name(self, name: str) -> None:
        """Show another person."""
        self._name = name
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("primary"))
            painter.drawEllipse(self.rect())
            letter = font(14, QFont.Weight.Medium)
            letter.setPixelSize(self.height() * 45 // 100)
            painter.setFont(letter)
            painter.setPen(color("on_primary"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._name[:1])


class Stepper(Card):
    """The steps of a longer task; what is done is ticked, what is now is strong."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._discs = [_Disc(number) for number in range(1, len(names) + 1)]
        self._labels = [Label(name, "second") for name in names]
        line = row(margins=(16, 10, 16, 10), gap=6)
        for number, (disc, label) in enumerate(
            zip(self._discs, self._labels, strict=True)
        ):
            if number:
                line.addWidget(_Thread(), 1)
            line.addWidget(disc)
            line.addWidget(label)
        super().__init__(line)
        self.go_to(0)

    def go_to(self, current: int) -> None:
        """Make step `current`, counted from 0, the one that is now."""
        for number, (disc, label) in enumerate(
            zip(self._discs, self._labels, strict=True)
        ):
            disc.show_state(done=number < current, now=number == current)
            label.setFont(
                font(
                    13,
                    QFont.Weight.Medium if number == current else QFont.Weight.Normal,
                )
            )
        self.setAccessibleName(
            self.tr("第 {n} 步，{name}").format(
                n=current + 1, name=self._names[current]
            )
        )


class _Thread(QWidget):
    """The line between two steps."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(color("line"))
            middle = self.height() // 2
            painter.drawLine(px(8), middle, self.width() - px(8), middle)


class _Disc(QWidget):
    """The number of a step, or its tick."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._done = self._now = False
        self.setFixedSize(px(24), px(24))

    def show_state(self, *, done: bool, now: bool) -> None:
        """Say whether the step is behind us or under way."""
        self._done, self._now = done, now
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        solid = self._done or self._now
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(color("primary" if solid else "outline"), 1.5))
            painter.setBrush(color("primary" if solid else "surface"))
            painter.drawEllipse(self.rect().adjusted(1, 1, -1, -1))
            if self._done:
                tick = icons.pixmap("check", "on_primary", 16)
                painter.drawPixmap(QPointF(px(4), px(4)), tick)
                return
            painter.setFont(font(13, QFont.Weight.Bold))
            painter.setPen(color("on_primary" if solid else "text2"))
            centre = Qt.AlignmentFlag.AlignCenter
            painter.drawText(self.rect(), centre, str(self._number))


def page_header(title: str, note: str = "", *parts: QWidget) -> QWidget:
    """The head of a card or page: title, a quiet note, and controls at the right."""
    made = QWidget()
    items = [Label(title, "section"), Label(note, "caption") if note else None, STRETCH]
    made.setLayout(row(*items, *parts, gap=8))
    return made


def stat(name: str, value: str, unit: str, tone: Tone | None = None) -> QWidget:
    """A figure in a head: caption above, number and unit below."""
    made = QWidget()
    made.setLayout(
        column(Label(name, "caption"), figure(value, unit, tone=tone), gap=0)
    )
    return made
