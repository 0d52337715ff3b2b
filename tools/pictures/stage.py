"""The window that scenes are played in, and the hand that plays them."""

from __future__ import annotations

import os
import time
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import QEvent
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from carbon_points.common.ids import first_id
from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.progress import Progress
from carbon_points.crediting.account import account
from ui.app import make_window
from ui.shared.background import Task
from ui.shared.background import TaskRunner
from ui.shared.desk import opened
from ui.shared.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QAbstractButton
    from PySide6.QtWidgets import QWidget

    from carbon_points.storage.engine import Database
    from tools.pictures.look import Look
    from ui.shared.background import Lane
    from ui.shared.page import Opened
    from ui.shared.page import Role
    from ui.shared.window import MainWindow

_PATIENCE_S: Final = 20
_QUIET_S: Final = 0.2
"""Longer than a page waits before it says that it is loading."""

NONE: Final = Qt.KeyboardModifier.NoModifier
CTRL: Final = Qt.KeyboardModifier.ControlModifier
_SAVED_AT: Final = 1_782_780_120
"""When the database was written last: 2026-06-30, 08:42 in Shanghai."""


class MoodyRunner(TaskRunner):
    """Runs what it is given, holds it for ever, or lets it go wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.holds = False
        self.goes_wrong: Exception | None = None

    def start(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: QObject | None = None,
        lane: Lane | None = None,
        key: str = "",
    ) -> Task[Any]:
        """Queue the work, unless the mood is another one."""
        if self.holds:
            return Task(Progress(), owner)
        error = self.goes_wrong
        if error is not None:

            def work(_progress: Progress) -> Any:
                raise error

        more = {} if lane is None else {"lane": lane}
        return super().start(work, done, failed, owner=owner, key=key, **more)


class Stage:
    """A window in one look, somebody before it, and a district behind it."""

    def __init__(self, folder: Path, look: Look, db: Database | None) -> None:
        self.folder = folder
        self.db = db
        self.tasks = MoodyRunner()
        settings = Settings(folder / "desk.ini")
        settings.theme, settings.language = look.theme, look.language
        settings.text_size = look.text_size
        self.settings, self._size = settings, look.size
        self.window = self._new_window()
        if db is not None:
            os.utime(db.path, (_SAVED_AT, _SAVED_AT))
        self.opened: Opened | None = opened(db) if db is not None else None

    def _new_window(self) -> MainWindow:
        made = make_window(self.settings, self.tasks)
        made.resize(*self._size)
        made.show()
        return made

    def restart(self, role: Role) -> None:
        """The power goes, and somebody with this role opens the program again."""
        self._drop_window()
        self.window = self._new_window()
        self.seat(role)

    def seat(self, role: Role) -> None:
        """Let somebody with this role sit down."""
        if self.opened is not None:
            seats = self.opened.operators
            who = next(each for each in seats if role in each.roles)
            self.window.enter(self.opened, who)
        else:
            self.window.show_unopened(DatabaseUnusableError("DB_LOCKED"))
        self.window.activateWindow()
        self.wait()

    def close(self) -> None:
        """End as the program does; nothing of the window outlives it."""
        self._drop_window()
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.disconnect(self.tasks.close)
        self.tasks.close()
        QCoreApplication.processEvents()

    def _drop_window(self) -> None:
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def picture(self) -> QPixmap:
        """The window as it is now, with what lies over it."""
        return self.window.grab()

    # The hand

    @property
    def page(self) -> Any:
        """The page that is shown."""
        return self.window.page

    def somebody(self) -> int:
        """The first of the demo's participants who has earned something."""
        if self.db is None:
            return 0
        first = first_id(self.db.desk)
        with self.db.reading() as session:
            numbers = range(first + 1, first + 200)
            return next(n for n in numbers if account(session, n).points)

    @property
    def focus(self) -> QWidget:
        """What the keys go to."""
        found = QApplication.focusWidget()
        return self.window if found is None else found

    def go(self, page_id: str, **kwargs: Any) -> Any:
        """Show a page."""
        self.window.navigate(page_id, **kwargs)
        self.wait()
        return self.page

    def type(self, text: str) -> None:
        """Type, and wait for what comes of it."""
        if text.isascii():
            QTest.keyClicks(self.focus, text)
        else:
            composed = QInputMethodEvent()
            composed.setCommitString(text)
            QApplication.sendEvent(self.focus, composed)
        self.wait()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press one key, and wait for what comes of it."""
        QTest.keyClick(self.focus, key, modifier)
        self.wait()

    def enter(self, text: str = "") -> None:
        """Type something and confirm it."""
        self.type(text)
        self.press(Qt.Key.Key_Return)

    def commit(self) -> None:
        """Save from wherever the caret is."""
        self.press(Qt.Key.Key_Return, CTRL)

    def click(self, button: QAbstractButton) -> None:
        """Click a button, and wait for what comes of it."""
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.wait()

    def hold(self) -> None:
        """Whatever is asked for from now on, nothing comes of it."""
        self.tasks.holds = True

    def fail(self, error: Exception | None = None) -> None:
        """Whatever is asked for from now on goes wrong."""
        self.tasks.goes_wrong = error or DatabaseUnusableError("DB_DISK_FULL")

    def wait(self, quiet_s: float = 0.03) -> None:
        """Let everything that was started be finished and painted."""
        quiet_since = begun = time.monotonic()
        while time.monotonic() - begun < _PATIENCE_S:
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents()
            now = time.monotonic()
            if self.tasks.busy:
                quiet_since = now
            elif now - quiet_since > quiet_s:
                return
            time.sleep(0.002)

    def settle(self) -> None:
        """Wait until even what comes late has come."""
        self.wait(_QUIET_S)
