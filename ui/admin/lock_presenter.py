"""Signing in: who is offered, what a password answers, how long to wait."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import QTimer
from PySide6.QtCore import Signal

from carbon_points.common.problems import NotAllowedError
from ui.admin import lock_work
from ui.shared.background import without_steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.shared.page import Context
    from ui.shared.page import Operator

_SECOND_MS = 1000


class LockPresenter(QObject):
    """One person is chosen; the answer to a password opens the desk or says why not."""

    offered = Signal(object)
    """The operators, who sat here last first."""

    waits = Signal(int)
    """Seconds until the chosen person may try again; 0 for at once."""

    wrong = Signal(int)
    """The password is wrong; so many tries are left."""

    failed = Signal(object)
    """Any other exception."""

    def __init__(
        self, context: Context, clock: Callable[[], int] = lambda: int(time.time())
    ) -> None:
        super().__init__()
        self._context = context
        self._clock = clock
        self._left = 0
        self.chosen = ""
        self.busy = False
        self._known = context.opened
        self._countdown = QTimer(self, interval=_SECOND_MS)
        self._countdown.timeout.connect(self._second_passed)

    def load(self) -> None:
        """Ask who may sign in; `offered` follows."""
        recent = self._context.settings.recent_operators
        work = without_steps(lock_work.who_may_sit, self._context.database, recent)
        self._context.tasks.start(work, self._offered, self.failed.emit, owner=self)

    def note_lock(self, login: str) -> None:
        """This person has locked the screen, or has left it."""
        work = without_steps(lock_work.note_lock, self._context.database, login)
        self._context.tasks.start(
            work,
            lambda _nothing: None,
            self.failed.emit,
            owner=self,
        )

    def choose(self, login: str) -> None:
        """It is this person's turn; `waits` follows."""
        if login != self.chosen:
            self._wait(0)
        self.chosen = login
        work = without_steps(
            lock_work.seconds_to_wait, self._context.database, login, self._clock()
        )
        self._context.tasks.start(
            work,
            self._wait,
            self.failed.emit,
            owner=self,
            key="lock.wait",
        )

    def try_password(self, password: str) -> None:
        """Sign in; one try at a time."""
        if self.busy or self._left or not self.chosen or not password:
            return
        self.busy = True
        work = without_steps(
            lock_work.seated,
            self._context.database,
            self.chosen,
            password,
            self._clock(),
        )
        self._context.tasks.start(work, self._enter, self._refused, owner=self)

    @property
    def waiting(self) -> int:
        """Seconds that are still to wait."""
        return self._left

    def _offered(self, operators: tuple[Operator, ...]) -> None:
        if self._known is not None:
            self._known = replace(self._known, operators=operators, alone="")
        self.offered.emit(operators)

    def _enter(self, operator: Operator) -> None:
        self.busy = False
        if self._known is not None:
            self._context.frame.enter(self._known, operator)

    def _refused(self, error: Exception) -> None:
        self.busy = False
        details = error.details if isinstance(error, NotAllowedError) else {}
        seconds = int(details.get("seconds", 0))
        if seconds:
            self._wait(seconds)
        elif "left" in details:
            self.wrong.emit(int(details["left"]))
        else:
            self.failed.emit(error)

    def _wait(self, seconds: int) -> None:
        self._left = seconds
        if seconds:
            self._countdown.start()
        else:
            self._countdown.stop()
        self.waits.emit(seconds)

    def _second_passed(self) -> None:
        self._wait(self._left - 1)
