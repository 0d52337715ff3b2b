"""The command palette: go anywhere and do anything from the keyboard (Ctrl+K)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame
from PySide6.QtWidgets import QListWidget
from PySide6.QtWidgets import QListWidgetItem

from ui.shared import icons
from ui.shared.tokens import hex_of
from ui.shared.tokens import px
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import search_box

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from ui.shared.page import Command

_MOST_SHOWN = 9
_OWN_KEYS = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Escape,
    }
)


def matching(commands: Sequence[Command], typed: str) -> list[Command]:
    """The commands that `typed` may mean: every word by initials or anywhere."""
    words = typed.lower().split()
    if not words:
        return list(commands[:_MOST_SHOWN])
    found = [
        command
        for command in commands
        if all(
            word in command.title.lower() or command.initials.startswith(word)
            for word in words
        )
    ]
    found.sort(key=lambda command: not command.initials.startswith(words[0]))
    return found[:_MOST_SHOWN]


class Palette(QFrame):
    """A box over the window; Enter does what is selected, Esc goes back."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._commands: Sequence[Command] = ()
        self._shown: list[Command] = []
        self._found: list[Command] = []
        self._ask: Callable[[str], object] = lambda _typed: None
        self._focus_before: QWidget | None = None
        self.edit = search_box(
            self.tr("去哪里，做什么：输入名称或拼音首字母"), big=True
        )
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("命令"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        hint = Label(self.tr("↑↓ 选择　Enter 执行　Esc 返回"), "caption")
        self.nothing = Label(role="second", wrap=True)
        self.nothing.hide()
        parts = (self.edit, self.nothing, (self.list, 1), hint)
        self.setLayout(column(*parts, margins=(12, 12, 12, 8), gap=8))
        self.setObjectName("palette")
        self.edit.textChanged.connect(self._filter)
        self.edit.installEventFilter(self)
        self.list.itemClicked.connect(self._run_selected)
        self.hide()

    def open(
        self,
        commands: Sequence[Command],
        ask: Callable[[str], object] = lambda _typed: None,
    ) -> None:
        """Offer these commands; `ask` hears what is typed, `show_found` may follow."""
        self._commands = commands
        self._ask = ask
        self._focus_before = self._over.window().focusWidget()
        self.setStyleSheet(
            f"#palette {{ background:{hex_of('surface')}; border-radius:{px(10)}px;"
            f" border:1px solid {hex_of('outline')}; }}"
            f" #palette QListWidget::item {{ padding:{px(7)}px {px(8)}px; }}"
        )
        self.edit.clear()
        self._found = []
        self._filter("")
        self._place()
        self.show()
        self.raise_()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_palette(self) -> None:
        """Go back to where the caret was."""
        self.hide()
        if self._focus_before is not None:
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            # Esc and Enter are this box's own, not the window's.
            event.accept()
            return event.key() in _OWN_KEYS
        if event.type() != QEvent.Type.KeyPress or event.key() not in _OWN_KEYS:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.close_palette()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._run_selected()
        else:
            down = {Qt.Key.Key_Down, Qt.Key.Key_PageDown}
            self._move(1 if event.key() in down else -1)
        return True

    def _place(self) -> None:
        room = self._over.rect()
        width = min(px(560), room.width() - px(32))
        rows = max(len(self._shown), 4)
        height = min(px(132) + rows * px(38), room.height() - px(32))
        top = min(px(60), (room.height() - height) // 2)
        self.setGeometry((room.width() - width) // 2, top, width, height)

    def show_found(self, typed: str, found: Sequence[Command]) -> None:
        """Add what the books know of what was typed, unless that has changed."""
        if typed == self.edit.text():
            self._found = list(found)
            self._fill(self.list.currentRow())

    def _filter(self, typed: str) -> None:
        self._found = []
        self._fill(0)
        if typed.strip():
            self._ask(typed)

    def _fill(self, selected: int) -> None:
        typed = self.edit.text()
        self._shown = matching(self._commands, typed) + self._found
        self.list.clear()
        for command in self._shown:
            text = f"{command.title}　{command.note}".rstrip()
            item = QListWidgetItem(icons.icon(command.icon), text)
            self.list.addItem(item)
        self.list.setCurrentRow(max(selected, 0))
        nothing = self.tr(
            "没有找到“{q}”。可以输入页面、命令、姓名或首字母、"
            "证件或手机尾号、证书编号、方法学名称。"
        )
        self.nothing.setText(nothing.format(q=typed))
        self.nothing.setVisible(not self._shown)
        self._place()

    def _move(self, by: int) -> None:
        if self._shown:
            at = (self.list.currentRow() + by) % len(self._shown)
            self.list.setCurrentRow(at)

    def _run_selected(self) -> None:
        at = self.list.currentRow()
        if 0 <= at < len(self._shown):
            chosen = self._shown[at]
            self.close_palette()
            chosen.run()
