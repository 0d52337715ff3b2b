"""The operation log without its widgets: which lines, and a workbook of them."""

from __future__ import annotations

from functools import partial
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from ui.admin import log_work
from ui.shared.background import Lane
from ui.shared.desk import caller_now
from ui.shared.page import Role

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.security.chain import Caller
    from carbon_points.security.journal import Wanted
    from ui.shared.background import Task
    from ui.shared.page import Context


class LogPresenter(QObject):
    """Reads the journal when asked; only the newest question is answered."""

    seen = Signal(object)
    """A `log_work.Seen`."""

    failed = Signal(object)
    began = Signal()
    stepped = Signal(object, object)
    exported = Signal(object, int)
    """(path, lines)"""

    export_failed = Signal(object)
    ended = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._db = context.database
        self._task: Task[Any] | None = None
        self.wanted: Wanted | None = None

    def look(self, wanted: Wanted) -> None:
        """Ask for these lines; `seen` or `failed` follows."""
        self.wanted = wanted
        work = partial(log_work.look, self._db, self._caller(), wanted)
        self._context.tasks.start(
            lambda _progress: work(),
            self.seen.emit,
            self.failed.emit,
            owner=self,
            key="log.look",
        )

    def export(self, path: Path) -> None:
        """Write all the lines that were asked for last."""
        if self._task is not None or self.wanted is None:
            return
        work = partial(log_work.export, self._db, self._caller(), self.wanted, path)
        self.began.emit()
        self._task = self._context.tasks.start(
            work,
            lambda done: self.exported.emit(*done),
            self.export_failed.emit,
            owner=self,
            lane=Lane.LONG,
        )
        self._task.progressed.connect(self.stepped)
        self._task.finished.connect(self._end)

    def cancel(self) -> None:
        """Stop the export; it leaves no file."""
        if self._task is not None:
            self._task.cancel()

    def _end(self) -> None:
        self._task = None
        self.ended.emit()

    def _caller(self) -> Caller:
        """Who sits here; in set-up mode the core takes the first who may."""
        operator = self._context.operator
        may = {Role.ADMIN, Role.AUDITOR}.intersection(operator.roles)
        return caller_now(operator.login if may else "")
