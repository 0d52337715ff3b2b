"""A person at the keyboard: types into what has the focus and waits for answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from PySide6.QtWidgets import QApplication
from PySide6.QtWidgets import QComboBox
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.service_desk.desk_view import DeskView
    from ui.shared.background import TaskRunner
    from ui.shared.window import MainWindow

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class Hand:
    """Works a window with keys alone; counts them."""

    def __init__(self, window: MainWindow, tasks: TaskRunner, qtbot: QtBot) -> None:
        self.window = window
        self.keys = 0
        self._tasks = tasks
        self._qtbot = qtbot

    @property
    def desk(self) -> DeskView:
        """The page that is shown."""
        page = self.window.page
        assert page is not None
        return page  # type: ignore[return-value]

    @property
    def focus(self) -> QWidget:
        """What the keys go to."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def type(self, text: str) -> None:
        """Type, and wait for what comes of it."""
        self.type_ahead(text)
        self.wait()

    def type_ahead(self, text: str) -> None:
        """Type faster than the program answers."""
        if not text.isascii():
            composed = QInputMethodEvent()
            composed.setCommitString(text)
            QApplication.sendEvent(self.focus, composed)
            self.keys += len(text)
            return
        for character in text:
            QTest.keyClicks(self.focus, character)
            self.keys += 1

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press one key, and wait for what comes of it."""
        QTest.keyClick(self.focus, key, modifier)
        self.keys += 1
        self.wait()

    def enter(self, text: str = "") -> None:
        """Type something and confirm it."""
        self.type(text)
        self.press(Qt.Key.Key_Return)

    def commit(self) -> None:
        """Save from wherever the caret is."""
        self.press(Qt.Key.Key_Return, CTRL)

    def open(self, query: str) -> None:
        """Find somebody and open the first one."""
        self.press(Qt.Key.Key_F2)
        self.enter(query)

    def wait(self) -> None:
        """Until everything that was started has been answered and shown."""
        self._qtbot.waitUntil(lambda: not self._tasks.busy)
        QApplication.processEvents()
        self._qtbot.waitUntil(lambda: not self._tasks.busy)


def nameless(page: QWidget) -> list[str]:
    """The controls that a screen reader could not tell from others."""
    kinds = (QAbstractButton, QLineEdit, QComboBox)
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in page.findChildren(QWidget)
        if isinstance(widget, kinds)
        and widget.isVisibleTo(page)
        and not widget.accessibleName()
        and not _is_inner(widget)
    ]


def _is_inner(widget: QWidget) -> bool:
    """Whether Qt put it inside another control."""
    return isinstance(widget.parentWidget(), (QComboBox, QLineEdit))
