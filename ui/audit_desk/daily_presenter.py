"""The daily sheet without its widgets."""

from __future__ import annotations

from functools import partial
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from carbon_points.security.chain import Committed
from ui.audit_desk import daily_work
from ui.shared import dates
from ui.shared.background import Lane
from ui.shared.background import without_steps
from ui.shared.desk import caller_of
from ui.shared.one_long import OneLong

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.integrity.day_sheet import DaySheet
    from carbon_points.security.chain import Caller
    from ui.shared.page import Context


class DailyPresenter(QObject):
    """Makes a sheet when asked; says when it is older than the newest record."""

    made = Signal(object)
    """A `DaySheet`."""

    outdated = Signal()
    found = Signal(object)
    """A `Behind`: the actions of a place."""

    paper = Signal(object)
    """The bytes of a PDF."""

    written = Signal(object)
    began = Signal()
    stepped = Signal(object, object)
    ended = Signal()
    failed = Signal(object)

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self._db = context.database
        self.today = today
        self.sheet: DaySheet | None = None
        self._long = OneLong(context.tasks, self)
        self._long.progressed.connect(self.stepped)
        self._long.ended.connect(self.ended)
        context.bridge.listen(Committed, lambda _news: self._moved(), self)

    @property
    def busy(self) -> bool:
        """Whether a sheet is being made."""
        return self._long.busy

    def make(self, day: dt.date | None) -> None:
        """Make the sheet of a day, or of everything; `made` follows."""
        if self.busy:
            return
        self.began.emit()
        work = partial(daily_work.sheet, self._db, self.caller(), day)
        self._long.start(work, self._made, self.failed.emit)

    def cancel(self) -> None:
        """Stop; nothing was going to be written."""
        self._long.cancel()

    def look_behind(self, kind: str, where: str) -> None:
        """Ask for the actions behind a place; `found` follows."""
        given = (self._db, self.caller(), kind, where)
        self._context.tasks.start(
            without_steps(daily_work.behind, *given),
            self.found.emit,
            self.failed.emit,
            owner=self,
            key="daily.behind",
        )

    def write(self, path: Path) -> None:
        """Write the sheet; `written` follows."""
        work = partial(daily_work.write, self._db, self.caller())
        self._put_out(work, self.written.emit, path)

    def print_out(self) -> None:
        """Make the paper; `paper` follows."""
        self._put_out(daily_work.pdf, self.paper.emit)

    def caller(self) -> Caller:
        """The caller of one act."""
        return caller_of(self._context.operator.login, self.today())

    def _put_out(
        self, work: Callable[..., Any], done: Callable[[Any], object], *more: object
    ) -> None:
        if self.sheet is not None:
            self._context.tasks.start(
                without_steps(work, self.sheet, *more),
                done,
                self.failed.emit,
                owner=self,
                lane=Lane.LONG,
            )

    def _made(self, sheet: DaySheet) -> None:
        self.sheet = sheet
        self.made.emit(sheet)

    def _moved(self) -> None:
        if self.sheet is not None:
            self.outdated.emit()
