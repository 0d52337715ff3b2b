"""The service desk without its widgets: find, open, preview, log, take back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from carbon_points.actions.rules import State
from carbon_points.actions.service import withdraw
from carbon_points.common.days import ZONE
from carbon_points.common.problems import UserError
from carbon_points.crediting import desk
from carbon_points.crediting.desk import Wanted
from carbon_points.crediting.explain import explain
from carbon_points.methodology.contract import Calculation
from carbon_points.methodology.contract import Status
from carbon_points.rulebook.service import current
from ui.service_desk import desk_work
from ui.service_desk.desk_preview import field_of
from ui.service_desk.desk_preview import lacking
from ui.service_desk.desk_preview import previewed
from ui.service_desk.desk_work import Record
from ui.service_desk.wording import refusal
from ui.shared import dates
from ui.shared import language
from ui.shared.amounts import what
from ui.shared.desk import caller_of
from ui.shared.messages import message
from ui.shared.why import why

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.crediting.desk import Logged
    from carbon_points.crediting.desk_day import Served
    from carbon_points.crediting.explain import Explained
    from carbon_points.methodology.contract import Methodology
    from carbon_points.security.chain import Caller
    from ui.service_desk.desk_preview import Preview
    from ui.service_desk.desk_work import Visitor
    from ui.shared.messages import Message
    from ui.shared.page import Context


class DeskPresenter(QObject):
    """Serves one person at a time; every answer arrives as a signal."""

    opened = Signal(object)
    """A `Visitor` came to the desk."""

    refreshed = Signal(object)
    """The same `Visitor` with fresh figures."""

    closed = Signal()
    previewed = Signal(object)
    booked = Signal(object)
    """The `Record` that was logged."""

    refused = Signal(object, str)
    """(`Message`, field): the form was not logged."""

    visit_changed = Signal()
    day_changed = Signal()
    traced = Signal(object)
    """The `Why` of a stored action."""

    failed = Signal(object)

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self._tasks = context.tasks
        self._db = context.database
        self._today = today
        self.visitor: Visitor | None = None
        self.visit: list[Record] = []
        """What was logged since the person came, oldest first."""

        self.day: list[Served] = []
        """Whom this operator served today, the last one first."""

        self._undone: list[Record] = []
        """What was taken back in this visit, to be logged again."""

        self.saving = False
        self._previews = 0

    @property
    def today(self) -> dt.date:
        """The day that acts are judged by."""
        return self._today()

    def photo_folder(self) -> Path | None:
        """Where the camera of this work place saves its pictures."""
        return self._context.settings.photo_folder

    def caller(self) -> Caller:
        """The caller of one act."""
        return caller_of(self._context.operator.login, self.today)

    # The person at the desk

    def open(self, participant_id: int) -> None:
        """Serve this person; `opened` follows. Who was here is seen off first."""
        if self.visitor and self.visitor.summary.participant_id == participant_id:
            self.refresh()
            return
        self._load(participant_id, self._opened)

    def refresh(self) -> None:
        """Read the figures of the person anew; `refreshed` follows."""
        if self.visitor is not None:
            self._load(self.visitor.summary.participant_id, self._refreshed)

    def _load(self, participant_id: int, done: Callable[[Visitor], None]) -> None:
        db, by = self._db, self.caller()
        self._tasks.start(
            lambda _progress: desk_work.visitor(db, by, participant_id),
            done,
            self._fail,
            owner=self,
            key="desk/open",
        )

    def resume(self, participant_id: int, action_ids: Sequence[int]) -> None:
        """Go on with a visit that the program did not end; `opened` follows."""
        db, by = self._db, self.caller()

        def done(found: tuple[Visitor, list[Record]]) -> None:
            visitor, visit = found
            self._serve(visitor, visit)

        self._tasks.start(
            lambda _progress: desk_work.resumed(db, by, participant_id, action_ids),
            done,
            self._fail,
            owner=self,
            key="desk/open",
        )

    def load_day(self) -> None:
        """Read whom this operator served today; `day_changed` follows."""
        db, by = self._db, self.caller()
        self._tasks.start(
            lambda _progress: desk_work.day_of(db, by),
            self._show_day,
            self._fail,
            owner=self,
            key="desk/day",
        )

    def _show_day(self, day: list[Served]) -> None:
        if day != self.day:
            self.day = day
            self.day_changed.emit()

    def _opened(self, visitor: Visitor) -> None:
        if self.visit:
            self.load_day()
        self._serve(visitor, [])

    def _serve(self, visitor: Visitor, visit: list[Record]) -> None:
        self.visitor = visitor
        self.visit = visit
        self._undone = []
        self.opened.emit(visitor)
        self.visit_changed.emit()

    def _refreshed(self, visitor: Visitor) -> None:
        self.visitor = visitor
        states = {record.action_id: record.state for record in visitor.recent}
        before = self.visit
        self.visit = [
            replace(each, state=states.get(each.action_id, each.state))
            for each in before
        ]
        self.refreshed.emit(visitor)
        if self.visit != before:
            self.visit_changed.emit()

    def end_visit(self) -> Message | None:
        """See the person off; the message tells what was done."""
        if self.visitor is None:
            return None
        live = self.live
        said = message("M21", n=len(live), p=f"{sum(r.points for r in live):,}")
        if self.visit:
            self.load_day()
        self.visitor = None
        self.visit = []
        self._undone = []
        self.closed.emit()
        self.visit_changed.emit()
        return said

    @property
    def live(self) -> list[Record]:
        """What this visit logged and did not take back."""
        return [each for each in self.visit if each.state != State.WITHDRAWN]

    # Logging

    def preview(self, methodology: str, inputs: Mapping[str, Any]) -> None:
        """Ask what logging this would give; `previewed` follows."""
        if self.visitor is None:
            return
        db, by, visitor = self._db, self.caller(), self.visitor
        wanted = Wanted(methodology, visitor.summary.participant_id, inputs)

        self._previews += 1
        number = self._previews

        def tell(preview: Preview) -> None:
            if number == self._previews:
                self.previewed.emit(preview)

        self._tasks.start(
            lambda _progress: previewed(db, by, visitor, wanted),
            tell,
            self._fail,
            owner=self,
            key="desk/preview",
        )

    def forget_preview(self) -> None:
        """Drop an answer that is still on its way: the form has changed since."""
        self._previews += 1

    def log(
        self, methodology: str, inputs: Mapping[str, Any], files: Sequence[Path] = ()
    ) -> None:
        """Record the action with its evidence; `booked` or `refused` follows."""
        if self.visitor is None or self.saving:
            return
        self._undone = []
        self._log(self.visitor, methodology, inputs, files)

    def _log(
        self,
        visitor: Visitor,
        methodology: str,
        inputs: Mapping[str, Any],
        files: Sequence[Path],
    ) -> None:
        self.saving = True
        db, by = self._db, self.caller()
        wanted = Wanted(methodology, visitor.summary.participant_id, inputs)

        def refuse(error: Exception) -> None:
            self.saving = False
            field = field_of(error, visitor, wanted, self.today)
            self.refused.emit(refusal(error), field)

        self._tasks.start(
            lambda _progress: desk.log(db, by, wanted, files),
            lambda logged: self._booked(visitor, wanted, (logged, tuple(files))),
            refuse,
            owner=self,
        )

    def _booked(
        self, visitor: Visitor, wanted: Wanted, done: tuple[Logged, tuple[Path, ...]]
    ) -> None:
        self.saving = False
        logged, files = done
        record = Record(
            logged.action_id or 0,
            wanted.methodology,
            wanted.inputs,
            logged.reduction_mg,
            logged.points_expected,
            logged.state,
            files=files,
        )
        if visitor.summary.participant_id == self.participant_id:
            self.visit.append(record)
        self._saved()
        self.booked.emit(record)
        self.visit_changed.emit()
        self.refresh()

    def withdraw(self, record: Record, reason: str) -> None:
        """Take an undecided action back; `visit_changed` or `failed` follows."""
        db, by = self._db, self.caller()
        self._tasks.start(
            lambda _progress: withdraw(db, by, [record.action_id], reason),
            lambda _count: self._withdrawn(record),
            self._fail,
            owner=self,
        )

    def undo(self, reason: str) -> bool:
        """Take back the newest undecided action of this visit; False if none is."""
        for record in reversed(self.visit):
            if record.state == State.WAITING:
                self.withdraw(record, reason)
                return True
        return False

    def redo(self) -> bool:
        """Log again what was taken back last in this visit; False if nothing was."""
        if self.visitor is None or self.saving or not self._undone:
            return False
        again = self._undone.pop()
        self._log(self.visitor, again.methodology, again.inputs or {}, again.files)
        return True

    def _withdrawn(self, record: Record) -> None:
        if record in self.visit and record.inputs is not None:
            self._undone.append(record)
        self.visit = [
            replace(each, state=int(State.WITHDRAWN))
            if each.action_id == record.action_id
            else each
            for each in self.visit
        ]
        self._saved()
        self.visit_changed.emit()
        self._context.frame.toast(message("M20", what=self.words(record)).whole)
        self.refresh()

    # Why

    def explain(self, record: Record) -> None:
        """Ask how the number of a stored action came about; `traced` follows."""
        db, by = self._db, self.caller()

        def work(_progress: object) -> Explained:
            book = current(db, by)
            with db.reading() as session:
                return explain(session, book, record.action_id)

        self._tasks.start(work, self._traced, self._fail, owner=self, key="desk/why")

    def _traced(self, found: Explained) -> None:
        if isinstance(found.answer, Calculation):
            self.traced.emit(
                why(
                    found.methodology,
                    found.version,
                    found.answer,
                    language.in_force(),
                    found.inputs,
                )
            )

    # What the view asks

    def methodology(self, methodology_id: str) -> Methodology:
        """An installed methodology."""
        if self.visitor is None:
            raise UserError("METHODOLOGY_UNKNOWN", value=methodology_id)
        return self.visitor.book.methodology(methodology_id)

    def status(self, methodology_id: str) -> Status:
        """The district's status of a methodology today."""
        if self.visitor is None:
            return Status.DRAFT
        return self.visitor.book.status(methodology_id, self.today)

    def lacking(self, methodology_id: str, inputs: Mapping[str, Any]) -> str:
        """The field that these inputs make necessary and that is empty."""
        if self.visitor is None:
            return ""
        return lacking(self.visitor, methodology_id, inputs, self.today)

    def words(self, record: Record) -> str:
        """A record in a few words."""
        book = self.visitor.book if self.visitor else None
        known = book.catalogue.get(record.methodology) if book else None
        return what(known, record.inputs) if known else record.methodology

    def icon(self, methodology_id: str) -> str:
        """The name of a methodology's drawing."""
        book = self.visitor.book if self.visitor else None
        known = book.catalogue.get(methodology_id) if book else None
        return known.icon if known else "leaf"

    @property
    def participant_id(self) -> int:
        """Who is served; 0 for nobody."""
        return self.visitor.summary.participant_id if self.visitor else 0

    def _saved(self) -> None:
        self._context.frame.saved(dt.datetime.now(ZONE))

    def _fail(self, error: Exception) -> None:
        self.failed.emit(refusal(error))
