"""A visit that ends with the power: run as a process of its own, killed by itself.

``python -m tests.ui.service_desk.crash DATABASE MOMENT``
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from carbon_points.storage.engine import open_database
from ui.app import make_application
from ui.app import make_window
from ui.shared.background import TaskRunner
from ui.shared.desk import opened
from ui.shared.page import Role
from ui.shared.settings import Settings

if TYPE_CHECKING:
    from ui.shared.window import MainWindow

KEPT_WITHIN_S = 0.4
"""So long after a key the program may die without a loss (``ui.md`` 7.8)."""

MOMENTS = ("search", "form", "logged", "register", "locked")


class Visit:
    """Keys, and the time that the program has for what comes of them."""

    def __init__(self, database: Path) -> None:
        make_application()
        self.tasks = TaskRunner()
        settings = Settings(Path(mkdtemp()) / "desk.ini")
        self.window: MainWindow = make_window(settings, self.tasks)
        self.window.resize(1366, 768)
        self.window.show()
        db = open_database(database)
        with db.writing() as session:
            # Only where people sign in is there a lock.
            query = "UPDATE operator SET password_hash = 'x' WHERE name <> 'viewer'"
            session.execute(text(query))
        whole = opened(db)
        worker = next(o for o in whole.operators if Role.WORKER in o.roles)
        self.window.enter(whole, worker)
        self.window.activateWindow()
        self.settle()

    def settle(self) -> None:
        """Until every answer is shown."""
        quiet = time.monotonic()
        while time.monotonic() - quiet < 0.05:
            QCoreApplication.processEvents()
            if self.tasks.busy:
                quiet = time.monotonic()

    def type(self, text: str) -> None:
        """Type and wait for what comes of it."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)
        self.settle()

    def press(self, key: Qt.Key, *, ctrl: bool = False) -> None:
        """Press one key and wait for what comes of it."""
        focus = QApplication.focusWidget()
        assert focus is not None
        keys = Qt.KeyboardModifier
        QTest.keyClick(focus, key, keys.ControlModifier if ctrl else keys.NoModifier)
        self.settle()

    def die(self) -> None:
        """Live as long as a draft may take; a write under way may end.

        On a machine with a lot to do a disk is slower than any promise.
        """
        until = time.monotonic() + KEPT_WITHIN_S
        while time.monotonic() < until or self.tasks.busy:
            QCoreApplication.processEvents()
        os.kill(os.getpid(), signal.SIGKILL)


def main(database: str, moment: str) -> None:
    """Play the visit up to a moment."""
    visit = Visit(Path(database))
    if moment == "register":
        visit.press(Qt.Key.Key_F3)
        visit.type("37018119900101")
        visit.die()
    visit.type("0001")
    if moment == "search":
        visit.die()
    visit.press(Qt.Key.Key_Return)
    visit.type("2")
    visit.type("4.2")
    if moment == "locked":
        visit.window.lock()
        visit.settle()
        os.kill(os.getpid(), signal.SIGKILL)
    if moment == "logged":
        visit.press(Qt.Key.Key_Return, ctrl=True)
        visit.type("2")
        visit.type("7.7")
    visit.die()


if __name__ == "__main__":
    main(*sys.argv[1:])
