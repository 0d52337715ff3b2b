"""The file of a scenario without its widgets: what is seen, and one act at a time."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from carbon_points.common.days import ZONE
from carbon_points.security.chain import Committed
from ui.scenario_desk import file_work
from ui.shared import dates
from ui.shared.background import Lane
from ui.shared.background import without_steps
from ui.shared.desk import caller_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.security.chain import Caller
    from ui.shared.background import Task
    from ui.shared.page import Context


class FilePresenter(QObject):
    """Asks anew whenever anything was written to the books."""

    seen = Signal(object)
    """A `Seen`."""

    failed = Signal(object)
    recorded = Signal(str)
    """What was recorded, in words."""

    refused = Signal(object)
    """Why an act was not recorded."""

    written = Signal(object)
    """The path of a file that was written."""

    verifying = Signal(bool)
    verify_step = Signal(object, object)
    verified = Signal(object)
    """A `Verification`."""

    def __init__(
        self,
        context: Context,
        scenario_id: str,
        today: Callable[[], dt.date] | None = None,
    ) -> None:
        super().__init__()
        self._context = context
        self._db = context.database
        self._today = today or dates.today
        self._busy = False
        self._verification: Task[Any] | None = None
        self.scenario_id = scenario_id
        context.bridge.listen(Committed, lambda _news: self.refresh(), self)

    @property
    def today(self) -> dt.date:
        """The day of every act."""
        return self._today()

    def refresh(self) -> None:
        """Ask for the file; `seen` or `failed` follows."""
        self._context.tasks.start(
            without_steps(file_work.look, self._db, self._caller(), self.scenario_id),
            self.seen.emit,
            self.failed.emit,
            owner=self,
            key=f"scenario.file.{self.scenario_id}",
        )

    def act(self, words: str, work: Callable[..., object], *given: object) -> None:
        """Record one thing; `recorded` or `refused` follows, once a click."""
        if self._busy:
            return
        self._busy = True
        task = self._context.tasks.start(
            without_steps(work, self._db, self._caller(), *given),
            lambda _done: self._recorded(words),
            self.refused.emit,
            owner=self,
        )
        task.finished.connect(self._rest)

    def save_copy(self, evidence_id: int, path: Path) -> None:
        """Write a file of the scenario to `path`."""
        given = (self._caller(), self.scenario_id, evidence_id, path)
        self._context.tasks.start(
            without_steps(file_work.save_copy, self._db, *given),
            self.written.emit,
            self.failed.emit,
            owner=self,
        )

    def verify(self) -> None:
        """Verify everything and put it on record; `verified` or `failed` follows."""
        if self._verification is not None:
            return
        self.verifying.emit(True)
        task = self._context.tasks.start(
            partial(file_work.verify, self._db, self._caller(), self._caller()),
            self._verified,
            self.failed.emit,
            owner=self,
            lane=Lane.LONG,
        )
        self._verification = task
        task.progressed.connect(self.verify_step)
        task.finished.connect(self._end_verification)

    def cancel(self) -> None:
        """Ask the verification to stop."""
        if self._verification is not None:
            self._verification.cancel()

    def _recorded(self, words: str) -> None:
        self._context.frame.saved(dt.datetime.now(ZONE))
        self.recorded.emit(words)
        self.refresh()

    def _verified(self, done: object) -> None:
        self._context.frame.saved(dt.datetime.now(ZONE))
        self.verified.emit(done)
        self.refresh()

    def _rest(self) -> None:
        self._busy = False

    def _end_verification(self) -> None:
        self._verification = None
        self.verifying.emit(False)

    def _caller(self) -> Caller:
        return caller_of(self._context.operator.login, self._today())
