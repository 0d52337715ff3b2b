"""The operation log without its widgets: which lines, and a workbook of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from ui.admin import log_work
from ui.shared.background import without_steps
from ui.shared.desk import caller_now
from ui.shared.one_long import OneLong
from ui.shared.page import Role

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.security.chain import Caller
    from carbon_points.security.journal import Wanted
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
        self._long = OneLong(context.tasks, self)
        self._long.progressed.connect(self.stepped)
        self._long.ended.connect(self.ended)
        self.wanted: Wanted | None = None

    def look(self, wanted: Wanted) -> None:
        """Ask for these lines; `seen` or `failed` follows."""
        self.wanted = wanted
        work = without_steps(log_work.look, self._db, self._caller(), wanted)
        self._context.tasks.start(
            work,
            self.seen.emit,
            self.failed.emit,
            owner=self,
            key="log.look",
        )

    def export(self, path: Path) -> None:
        """Write all the lines that were asked for last."""
        if self._long.busy or self.wanted is None:
            return
        work = partial(log_work.export, self._db, self._caller(), self.wanted, path)
        self.began.emit()
        self._long.start(
            work, lambda done: self.exported.emit(*done), self.export_failed.emit
        )

    def cancel(self) -> None:
        """Stop the export; it leaves no file."""
        self._long.cancel()

    def _caller(self) -> Caller:
        """Who sits here; in set-up mode the core takes the first who may."""
        operator = self._context.operator
        may = {Role.ADMIN, Role.AUDITOR}.intersection(operator.roles)
        return caller_now(operator.login if may else "")
