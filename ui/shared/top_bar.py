"""The top bar: where we are, whose data, what is saved, who sits here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame
from PySide6.QtWidgets import QMenu

from ui.shared import icons
from ui.shared.badges import Badge
from ui.shared.badges import badge
from ui.shared.badges import Pill
from ui.shared.state_button import StateButton
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QPushButton
    from PySide6.QtWidgets import QWidget

    from ui.shared.page import Opened
    from ui.shared.page import Operator
    from ui.shared.standing import Standing

_HEIGHT = 52


class TopBar(QFrame):
    """Shows the state of the work place; the operator's name opens the role menu."""

    operator_chosen = Signal(object)
    lock_wanted = Signal()
    history_wanted = Signal(object)
    """The button under which the messages are listed."""

    palette_wanted = Signal()
    real_use_wanted = Signal()
    """Out of the demo, to the books that count."""

    queue_wanted = Signal()
    backup_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setFixedHeight(px(_HEIGHT))
        self._title = Label(role="title")
        self._demo = Pill(badge("demo"))
        self._notice = Pill(Badge(self.tr("无密码"), Tone.WARN))
        self._offline = Pill(Badge(self.tr("离线可用"), Tone.MUTE, "circle-check"))
        self._place = Label(role="second")
        self._state = StateButton()
        self._waiting = Button("", "clock", "link")
        self._real = Button(self.tr("正式使用…"), kind="link")
        self._operator = self._operator_button()
        self._search = IconButton(self.tr("命令面板"), "search", "Ctrl+K")
        self._history = IconButton(self.tr("消息"), "bell")
        self._lock = Button(self.tr("锁屏"), "lock", key="Ctrl+L")
        self._connect()
        left = (self._title, 4, self._demo, self._real, self._notice, STRETCH)
        middle = (self._offline, self._waiting, self._state, self._place)
        right = (4, self._operator, self._search, self._history, self._lock)
        line = row(*left, *middle, *right, margins=(16, 0, 16, 0), gap=6)
        line.setSizeConstraint(line.SizeConstraint.SetNoConstraint)
        self.setLayout(line)
        self._offered = dict.fromkeys(self._folding, False)
        for part in (self._notice, self._lock, self._operator):
            part.hide()
        self._fold()

    @property
    def _folding(self) -> tuple[QWidget, ...]:
        """What gives way where there is no room, the first one first."""
        quiet = (self._offline, self._place, self._real, self._waiting)
        return (*quiet, self._demo, self._state)

    def show_title(self, title: str) -> None:
        """Name the page."""
        self._title.setText(title)
        self._fold()

    def show_lock(self, *, possible: bool) -> None:
        """Offer the lock, where there is something to sign in to."""
        self._lock.setVisible(possible)

    def show_opened(self, opened: Opened, operator: Operator) -> None:
        """Say what was opened and who sits here."""
        self._offered[self._demo] = self._offered[self._real] = opened.demo
        self._offered[self._offline] = True
        notice = self._notice_of(opened)
        self._notice.setVisible(notice is not None)
        if notice is not None:
            self._notice.show_badge(notice)
        self._place.setText(opened.service_point)
        self._offered[self._place] = bool(opened.service_point)
        if opened.saved_at is not None:
            self._state.show_saved(opened.saved_at)
            self._offered[self._state] = True
        self._show_operator(opened, operator)
        self._fold()

    def show_saved(self, at: dt.datetime) -> None:
        """Say when the last entry was written."""
        self._state.show_saved(at)
        self._offered[self._state] = True
        self._fold()

    def show_standing(self, standing: Standing, now: int, *, decides: bool) -> None:
        """Say how the books stand; who `decides` can go to what waits."""
        self._state.show_standing(standing, now, demo=self._offered[self._demo])
        self._offered[self._state] = True
        text = self.tr("待审核 %n", "", standing.waiting)
        self._waiting.setText(text)
        self._waiting.setEnabled(decides)
        self._waiting.setToolTip(self.tr("还没有核定的记录，审核员在“审核”页处理"))
        self._offered[self._waiting] = standing.waiting > 0
        self._fold()

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (named by Qt)
        """What does not fit gives way, so that the bar never widens the window."""
        return QSize(px(420), px(_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _connect(self) -> None:
        pairs = (
            (self._real, self.real_use_wanted),
            (self._waiting, self.queue_wanted),
            (self._search, self.palette_wanted),
            (self._lock, self.lock_wanted),
        )
        for button, signal in pairs:
            button.clicked.connect(lambda _checked, wanted=signal: wanted.emit())
        bell = self._history
        bell.clicked.connect(lambda _checked: self.history_wanted.emit(bell))
        self._state.backup_wanted.connect(self.backup_wanted)
        self._state.folder_wanted.connect(self.folder_wanted)

    def _fold(self) -> None:
        """Show what is offered and fits, the quietest parts go first."""
        for part, offered in self._offered.items():
            part.setVisible(offered)
        for part in self._folding:
            needed = super().minimumSizeHint().width()
            if needed <= self.width():
                return
            part.hide()

    def _notice_of(self, opened: Opened) -> Badge | None:
        if opened.read_only:
            self._notice.setToolTip(opened.read_only)
            return Badge(self.tr("只读"), Tone.WARN, "eye")
        if opened.set_up_mode:
            self._notice.setToolTip(
                self.tr("还没有设置口令，任何人都可以任一角色操作。请在设置里设置。")
            )
            return Badge(self.tr("无密码"), Tone.WARN)
        if not opened.encrypted:
            self._notice.setToolTip(self.tr("数据文件没有加密。请在设置里处理。"))
            return Badge(self.tr("未加密"), Tone.WARN)
        return None

    def _operator_button(self) -> QPushButton:
        made = Button("", "user-circle")
        made.setProperty("kind", "person")
        made.setMenu(QMenu(made))
        return made

    def _show_operator(self, opened: Opened, operator: Operator) -> None:
        self._operator.setText(operator.title)
        self._operator.setAccessibleName(
            self.tr("操作员 {name}").format(name=operator.title)
        )
        self._operator.show()
        menu = self._operator.menu()
        menu.clear()
        others = opened.operators
        for other in others:
            action = menu.addAction(icons.icon("user"), other.title)
            action.setCheckable(True)
            action.setChecked(other == operator)
            action.triggered.connect(
                lambda _checked, one=other: self.operator_chosen.emit(one)
            )
        self._operator.setEnabled(True)
        focus = Qt.FocusPolicy.StrongFocus if others else Qt.FocusPolicy.NoFocus
        self._operator.setFocusPolicy(focus)
