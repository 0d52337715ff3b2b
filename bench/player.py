"""Plays visits in the real window with key presses, without a display."""

from __future__ import annotations

import operator
import time
from functools import partial
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import QEvent
from PySide6.QtCore import QEventLoop
from PySide6.QtCore import QObject
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bench.watchdog import Watchdog
from ui.app import make_application
from ui.app import make_window
from ui.shared.background import TaskRunner
from ui.shared.desk import opened
from ui.shared.page import Role
from ui.shared.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from ui.service_desk.desk_view import DeskView
    from ui.shared.window import MainWindow

_SIZE: Final = (1366, 768)
_PATIENCE_NS: Final = 10**10
_PAINT_NS: Final = 100_000_000
"""Nothing that has not been painted by then needs painting."""

_LEISURE_NS: Final = 20_000_000
"""Between two keys: a quick typist needs five times as long."""

_NONE: Final = Qt.KeyboardModifier.NoModifier


class Paints(QObject):
    """Knows when the window was painted last."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.last = 0
        self._asked = QEvent.Type(QEvent.registerEventType())
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Look for the order to paint."""
        if event.type() == QEvent.Type.UpdateRequest:
            # The window is painted by this event; the next one comes right after.
            first = Qt.EventPriority.HighEventPriority.value
            QCoreApplication.postEvent(self, QEvent(self._asked), first)
        return False

    def event(self, event: QEvent) -> bool:
        """Note that the order was carried out."""
        if event.type() == self._asked:
            self.last = time.perf_counter_ns()
            return True
        return super().event(event)


class Player:
    """A worker at the window over a database."""

    def __init__(self, db: Database, folder: Path) -> None:
        make_application()
        self._tasks = TaskRunner()
        self.window = make_window(Settings(folder / "desk.ini"), self._tasks)
        self.window.resize(*_SIZE)
        self.window.show()
        whole = opened(db)
        worker = next(o for o in whole.operators if Role.WORKER in o.roles)
        self.window.enter(whole, worker)
        self.window.activateWindow()
        self._paints = Paints(self.window)
        self.watch = Watchdog()
        self.taken: dict[str, list[int]] = {}

    @property
    def desk(self) -> DeskView:
        """The page that visits happen on."""
        page: DeskView = self.window.page  # type: ignore[assignment]
        return page

    def close(self) -> None:
        """End as the program does."""
        self.window.close()
        self._tasks.close()

    def until(self, come: Callable[[], bool]) -> None:
        """Let the program work until something has come about."""
        begun = time.perf_counter_ns()
        wait = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        while not come():
            if time.perf_counter_ns() - begun > _PATIENCE_NS:
                message = f"{self.watch.act}: nothing came of it"
                raise TimeoutError(message)
            QCoreApplication.processEvents(wait)

    def rest(self) -> None:
        """Let everything be finished, and breathe."""
        self.until(lambda: not self._tasks.busy)
        begun = time.perf_counter_ns()
        self.until(lambda: time.perf_counter_ns() - begun > _LEISURE_NS)

    def hit(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _NONE) -> None:
        """Press one key."""
        QTest.keyClick(self._focus, key, modifier)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = _NONE, act: str = ""
    ) -> None:
        """Press one key and rest."""
        self.watch.act = act or key.name
        self.hit(key, modifier)
        self.rest()

    def strike(self, character: str) -> None:
        """Type one character."""
        if character.isascii():
            QTest.keyClicks(self._focus, character)
            return
        composed = QInputMethodEvent()
        composed.setCommitString(character)
        QApplication.sendEvent(self._focus, composed)

    def type(self, text: str, act: str) -> None:
        """Type one character after the other."""
        self.watch.act = act
        for character in text:
            self.strike(character)
            self.rest()

    def search(self, text: str, name: str) -> None:
        """Type into the search box; every key counts until its answer is painted."""
        for end in range(1, len(text) + 1):
            typed = text[:end]
            found = self.desk.reception.found
            answers = partial(operator.eq, typed)
            self.measured(name, partial(self.strike, typed[-1]), found, answers)

    def measured(
        self,
        name: str,
        act: Callable[[], object],
        signal: Any,
        answers: Callable[[Any], bool] = lambda _answer: True,
    ) -> None:
        """Note how long it takes from an act until what a signal tells is painted."""
        came: list[object] = []

        def hear(answer: object, *_rest: object) -> None:
            if answers(answer):
                came.append(answer)

        note = signal.connect(hear)
        self.watch.act = name
        begun = time.perf_counter_ns()
        act()
        self.until(lambda: bool(came))
        self.taken.setdefault(name, []).append(self._painted() - begun)
        signal.disconnect(note)
        self.rest()

    def _painted(self) -> int:
        """When what has just been changed was painted; now, if nothing needs it."""
        answered = time.perf_counter_ns()
        late = answered + _PAINT_NS
        self.until(
            lambda: self._paints.last > answered or time.perf_counter_ns() > late
        )
        return max(self._paints.last, answered)

    @property
    def _focus(self) -> Any:
        return QApplication.focusWidget() or self.window
