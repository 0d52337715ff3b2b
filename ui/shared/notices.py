"""What a page says about itself: messages, undo, progress, nothing yet, loading."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtCore import QRectF
from PySide6.QtCore import Qt
from PySide6.QtCore import QTimer
from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible
from PySide6.QtGui import QAccessibleEvent
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame
from PySide6.QtWidgets import QProgressBar
from PySide6.QtWidgets import QWidget

from ui.shared.badges import SHAPES
from ui.shared.tokens import color
from ui.shared.tokens import hex_of
from ui.shared.tokens import px
from ui.shared.tokens import Width
from ui.shared.tokens import width_of
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import Mark
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPaintEvent

    from ui.shared.tokens import Tone

_TOAST: Final = 276
_TOAST_NARROW: Final = 420
_ABOVE_BAR: Final = 104

TOAST_MS = 8_000
LOADING_SHOWS_AFTER_MS = 150


class MessageBar(QFrame):
    """An inline message at the top of the part that it is about; hidden when empty."""

    showing = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._mark = Mark("info-circle", size=22)
        self._title = Label(role="strong", wrap=True)
        self._text = Label(wrap=True)
        self._code = Label(role="caption")
        self._actions = row(gap=8)
        self._close = IconButton(self.tr("收起"), "x", "Esc")
        self._close.clicked.connect(self.dismiss)
        words = column(self._title, self._text, gap=0)
        parts = (self._mark, (words, 1), self._code, self._actions, self._close)
        self.setLayout(row(*parts, margins=(12, 8, 6, 8), gap=10))
        self.setObjectName("message")
        self.hide()

    @property
    def text(self) -> str:
        """What it says, title first."""
        return "\n".join(filter(None, (self._title.text(), self._text.text())))

    def say(self, tone: Tone, title: str, text: str = "", code: str = "") -> None:
        """Show a message; it takes no focus and stays until dismissed."""
        self._drop_actions()
        self._mark.show_icon(SHAPES[tone], tone.ink, 22)
        self._title.say(title, tone)
        self._text.say(text, tone)
        self._text.setVisible(bool(text))
        self._code.setText(code)
        self.setStyleSheet(
            f"#message {{ background:{hex_of(tone.ground)};"
            f" border:1px solid {hex_of(tone.ink)}; border-radius:{px(8)}px; }}"
        )
        self.setAccessibleName(self.text)
        self.show()
        self.showing.emit(True)
        announce(self)

    def offer(self, verb: str, act: Callable[[], object], icon: str = "") -> Button:
        """Add a button that does something about it."""
        made = Button(verb, icon)
        made.clicked.connect(lambda _checked: act())
        self._actions.addWidget(made)
        return made

    def dismiss(self) -> None:
        """Take the message away."""
        self._drop_actions()
        self.hide()
        self.showing.emit(False)

    def _drop_actions(self) -> None:
        while (item := self._actions.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


class UndoToast(QFrame):
    """What was just done, with a way back, for eight seconds.

    It lies at the foot of the left column, where nothing is read or clicked right after
    an act; in a narrow window above the bar at the foot.
    """

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._undo: Callable[[], object] | None = None
        self._text = Label(wrap=True)
        self._button = Button(self.tr("撤销"), "arrow-back-up", key="Ctrl+Z")
        self._button.clicked.connect(self.undo)
        self._timer = QTimer(self, singleShot=True, interval=TOAST_MS)
        self._timer.timeout.connect(self.hide)
        way_back = row(STRETCH, self._button)
        self._lines = column(self._text, way_back, margins=(14, 10, 10, 10), gap=8)
        self.setLayout(self._lines)
        self.setObjectName("toast")
        over.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What was done."""
        return self._text.text()

    def say(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Show `text`; with `undo`, a button that takes it back."""
        self._undo = undo
        self._text.setText(text)
        self._button.setVisible(undo is not None)
        self.setAccessibleName(text)
        self.setStyleSheet(
            f"#toast {{ background:{hex_of('rail')}; border-radius:{px(8)}px;"
            f" border:1px solid {hex_of('rail_active')}; }}"
            f" #toast QLabel {{ color:{hex_of('rail_text')}; }}"
        )
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self)

    def undo(self) -> bool:
        """Take it back, if there is something to take back; the answer says so."""
        act, self._undo = self._undo, None
        self.hide()
        if act is None:
            return False
        act()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        room = self._over.rect()
        narrow = width_of(room.size()) is Width.NARROW
        self.setFixedWidth(px(_TOAST_NARROW if narrow else _TOAST))
        self.setFixedHeight(self._lines.heightForWidth(self.width()))
        left = room.center().x() - self.width() // 2 if narrow else px(96)
        foot = px(_ABOVE_BAR if narrow else 20)
        self.move(left, room.bottom() - self.height() - foot)


class BackBar(QFrame):
    """The way back from a page that stands alone; hidden where there is none."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("topbar")
        back = Button(self.tr("返回"), "chevron-left", key="Esc")
        back.clicked.connect(lambda _checked: self.wanted.emit())
        self.setLayout(row(back, STRETCH, margins=(16, 8, 16, 8)))
        self.hide()


class ProgressStrip(QFrame):
    """A thin bar with words and a way to stop; hidden while nothing runs."""

    cancelled = Signal()

    def __init__(self, *, can_cancel: bool = True) -> None:
        super().__init__()
        self._text = Label(role="second")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = Button(self.tr("取消"), "x")
        self._cancel.clicked.connect(self.cancelled)
        self._delay = QTimer(self, singleShot=True, interval=LOADING_SHOWS_AFTER_MS)
        self._delay.timeout.connect(self.show)
        bar = column(STRETCH, self._bar, STRETCH)
        ends = (self._cancel,) if can_cancel else ()
        self.setLayout(row(self._text, (bar, 1), *ends, gap=12))
        self.hide()

    @property
    def text(self) -> str:
        """What runs and how far it is."""
        return self._text.text()

    def begin(self, text: str) -> None:
        """Something has started; it shows only if it takes a moment."""
        self._text.setText(text)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(text)
        self._cancel.setEnabled(True)
        self._delay.start()

    def step(self, done: int, total: int) -> None:
        """`done` of `total` are finished."""
        # Whole thousandths: totals may exceed what the bar can count.
        self._bar.setRange(0, 1000)
        self._bar.setValue(done * 1000 // max(total, 1))

    def say(self, text: str) -> None:
        """Say more exactly what runs."""
        self._text.setText(text)

    def stopping(self) -> None:
        """The wish to stop has been passed on."""
        self._cancel.setEnabled(False)
        self._text.setText(self.tr("正在取消…"))

    def end(self) -> None:
        """It is over, however it ended."""
        self._delay.stop()
        self.hide()


class EmptyState(QWidget):
    """One sentence where rows would be, and one button."""

    def __init__(self, sentence: str, icon: str = "folder") -> None:
        super().__init__()
        self._text = Label(sentence, "second", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setMinimumWidth(px(320))
        mark = Mark(icon, "text3", 40)
        self._foot = row(STRETCH, STRETCH)
        parts = (STRETCH, row(STRETCH, mark, STRETCH), self._text, self._foot, STRETCH)
        self.setLayout(column(*parts, margins=(24, 24, 24, 24), gap=12))

    def say(self, sentence: str) -> None:
        """Show another sentence."""
        self._text.setText(sentence)

    def offer(self, verb: str, act: Callable[[], object], key: str = "") -> Button:
        """Add the one button."""
        made = Button(verb, key=key)
        made.clicked.connect(lambda _checked: act())
        self._foot.insertWidget(1, made)
        return made


class Skeleton(QWidget):
    """Grey bars where rows will be; nothing at all for the first moment."""

    def __init__(self, rows: int = 8) -> None:
        super().__init__()
        self._rows = rows
        self._shows = False
        self.setAccessibleName(self.tr("正在读取"))
        QTimer.singleShot(LOADING_SHOWS_AFTER_MS, self, self._show)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._shows:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("mute_soft"))
            for number in range(self._rows):
                width = self.width() * (9 - number % 4) // 10 - px(28)
                bar = QRectF(px(14), px(18) + number * px(38), width, px(14))
                painter.drawRoundedRect(bar, px(4), px(4))

    def _show(self) -> None:
        self._shows = True
        self.update()


def announce(widget: QWidget) -> None:
    """Let a screen reader say the widget's name, wherever the focus is."""
    event = QAccessibleEvent(widget, QAccessible.Event.Alert)
    QAccessible.updateAccessibility(event)
