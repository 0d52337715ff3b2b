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
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.tokens import Width
from ui.shared.tokens import width_of
from ui.shared.widgets import Button
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import Mark
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QPushButton

    from ui.shared.page import Opened
    from ui.shared.page import Operator

_HEIGHT = 52


class TopBar(QFrame):
    """Shows the state of the work place; the operator's name opens the role menu."""

    operator_chosen = Signal(object)
    lock_wanted = Signal()
    history_wanted = Signal()
    palette_wanted = Signal()
    real_use_wanted = Signal()
    """Out of the demo, to the books that count."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setFixedHeight(px(_HEIGHT))
        self._title = Label(role="title")
        self._demo = Pill(badge("demo"))
        self._notice = Pill(Badge(self.tr("无口令"), Tone.WARN))
        self._place = Label(role="second")
        self._place_line = Rule(upright=True)
        self._saved_mark = Mark("database", "ok", 16)
        self._saved = Label(role="second")
        self._operator = self._operator_button()
        self._search = IconButton(self.tr("命令面板"), "search", "Ctrl+K")
        self._history = IconButton(self.tr("消息"), "bell")
        self._lock = Button(self.tr("锁屏"), "lock", key="Ctrl+L")
        self._search.clicked.connect(lambda _checked: self.palette_wanted.emit())
        self._history.clicked.connect(lambda _checked: self.history_wanted.emit())
        self._lock.clicked.connect(lambda _checked: self.lock_wanted.emit())
        self._real = Button(self.tr("正式使用…"), kind="link")
        self._real.clicked.connect(lambda _checked: self.real_use_wanted.emit())
        left = (self._title, 4, self._demo, self._real, self._notice, STRETCH)
        middle = (self._saved_mark, self._saved, 8, self._place_line, 8, self._place)
        right = (4, self._operator, self._search, self._history, self._lock)
        self.setLayout(row(*left, *middle, *right, margins=(16, 0, 16, 0), gap=6))
        hidden = (self._demo, self._real, self._notice, self._lock, self._operator)
        for part in hidden:
            part.hide()
        self._show_place("")
        self._show_saved(None)

    def show_title(self, title: str) -> None:
        """Name the page."""
        self._title.setText(title)

    def show_lock(self, *, possible: bool) -> None:
        """Offer the lock, where there is something to sign in to."""
        self._lock.setVisible(possible)

    def show_opened(self, opened: Opened, operator: Operator) -> None:
        """Say what was opened and who sits here."""
        self._demo.setVisible(opened.demo)
        self._real.setVisible(opened.demo)
        notice = self._notice_of(opened)
        self._notice.setVisible(notice is not None)
        if notice is not None:
            self._notice.show_badge(notice)
        self._show_place(opened.service_point)
        self._show_saved(opened.saved_at)
        self._show_operator(opened, operator)

    def show_saved(self, at: dt.datetime) -> None:
        """Say when the last entry was written."""
        self._show_saved(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = width_of(event.size() + QSize(px(76), 0)) is Width.NARROW
        self._show_place(self._place.text(), narrow=narrow)

    def _notice_of(self, opened: Opened) -> Badge | None:
        if opened.read_only:
            self._notice.setToolTip(opened.read_only)
            return Badge(self.tr("只读"), Tone.WARN, "eye")
        if opened.set_up_mode:
            self._notice.setToolTip(
                self.tr("还没有设置口令，任何人都可以任一角色操作。请在设置里设置。")
            )
            return Badge(self.tr("无口令"), Tone.WARN)
        if not opened.encrypted:
            self._notice.setToolTip(self.tr("数据文件没有加密。请在设置里处理。"))
            return Badge(self.tr("未加密"), Tone.WARN)
        return None

    def _show_place(self, text: str, *, narrow: bool = False) -> None:
        self._place.setText(text)
        self._place.setVisible(bool(text) and not narrow)
        self._place_line.setVisible(bool(text) and not narrow)

    def _show_saved(self, at: dt.datetime | None) -> None:
        self._saved_mark.setVisible(at is not None)
        self._saved.setVisible(at is not None)
        if at is not None:
            text = self.tr("本机已保存 {time}").format(time=f"{at:%H:%M}")
            self._saved.setText(text)

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
        others = opened.operators if opened.set_up_mode else ()
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
