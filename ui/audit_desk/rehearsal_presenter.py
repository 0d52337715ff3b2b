"""Rehearsals and changes without their widgets."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from carbon_points.common.days import ZONE
from carbon_points.security.chain import Committed
from ui.audit_desk import rehearsal_work
from ui.shared import dates
from ui.shared.background import Lane
from ui.shared.background import without_steps
from ui.shared.desk import caller_of
from ui.shared.one_long import OneLong

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.common.progress import Progress
    from carbon_points.rulebook.changes import Change
    from carbon_points.security.chain import Caller
    from ui.audit_desk.rehearsal_work import Choices
    from ui.audit_desk.rehearsal_work import Rehearsed
    from ui.shared.page import Context


class RehearsalPresenter(QObject):
    """One rehearsal at a time; it is worth nothing once records have changed."""

    known = Signal(object)
    """`Choices`."""

    rehearsed = Signal(object)
    """`Rehearsed`."""

    outdated = Signal()
    """Records were written since the rehearsal."""

    opened = Signal(object)
    """`Opened`: one change of the list."""

    proposed = Signal(object)
    """The id of the proposed change."""

    confirmed = Signal(object)
    """`Confirmed`."""

    dropped = Signal()
    written = Signal(object)
    began = Signal(str)
    stepped = Signal(object, object)
    ended = Signal()
    failed = Signal(object)
    """A list that could not be read."""

    refused = Signal(object)
    """An act that was not done."""

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self._db = context.database
        self.today = today
        self.choices: Choices | None = None
        self.done: Rehearsed | None = None
        self._work = OneLong(context.tasks, self)
        self._work.progressed.connect(self.stepped)
        self._work.ended.connect(self.ended)
        context.bridge.listen(Committed, lambda _news: self._moved(), self)

    @property
    def operator(self) -> str:
        """Who sits here."""
        return self._context.operator.login

    @property
    def busy(self) -> bool:
        """Whether something long runs."""
        return self._work.busy

    def refresh(self) -> None:
        """Ask what can be rehearsed and what was changed; `known` follows."""
        db, by = self._db, self.caller()
        self._context.tasks.start(
            lambda _progress: rehearsal_work.choices(db, by),
            self._known,
            self.failed.emit,
            owner=self,
            key="rehearsal.choices",
        )

    def rehearse(self, change: Change) -> None:
        """See what a change would do; `rehearsed` follows."""
        work = partial(rehearsal_work.rehearse, self._db, self.caller(), change)
        self._long("rehearse", work, self._rehearsed)

    def propose(self, document: str, file: Path | None) -> None:
        """Lay the rehearsal before another auditor; `proposed` follows."""
        if self.done is None:
            return
        given = (self._db, self.caller(), self.done, document, file)
        self._long("propose", without_steps(rehearsal_work.propose, *given), self._put)

    def confirm(self, change_id: int) -> None:
        """Put a change in force; `confirmed` follows."""
        work = partial(rehearsal_work.confirm, self._db, self.caller(), change_id)
        self._long("confirm", work, self._in_force)

    def drop(self, change_id: int, reason: str) -> None:
        """Take a proposal back; `dropped` follows."""
        given = (self._db, self.caller(), change_id, reason)
        self._long("drop", without_steps(rehearsal_work.drop, *given), self._gone)

    def cancel(self) -> None:
        """Stop what runs; nothing is half-written."""
        self._work.cancel()

    def open(self, change_id: int) -> None:
        """Ask for the lines of a change; `opened` follows."""
        given = (self._db, self.caller(), change_id)
        self._context.tasks.start(
            without_steps(rehearsal_work.opened, *given),
            self.opened.emit,
            self.failed.emit,
            owner=self,
            key="rehearsal.open",
        )

    def save(self, evidence_id: int, path: Path) -> None:
        """Write a stored difference list; `written` follows."""
        given = (self._db, self.caller(), evidence_id, path)
        self._write(without_steps(rehearsal_work.save_workbook, *given))

    def export(self, path: Path) -> None:
        """Write the list that is looked at; `written` follows."""
        if self.done is not None:
            given = (self._db, self.caller(), self.done, path)
            self._write(without_steps(rehearsal_work.export, *given))

    def caller(self) -> Caller:
        """The caller of one act."""
        return caller_of(self.operator, self.today())

    def forget(self) -> None:
        """What was rehearsed is not looked at any more."""
        self.done = None

    # Parts.

    def _long(
        self,
        what: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
    ) -> None:
        if self.busy:
            return
        self.began.emit(what)
        self._work.start(work, done, self.refused.emit)

    def _write(self, work: Callable[[Progress], Any]) -> None:
        self._context.tasks.start(
            work, self.written.emit, self.refused.emit, owner=self, lane=Lane.LONG
        )

    def _known(self, choices: Choices) -> None:
        self.choices = choices
        self.known.emit(choices)

    def _rehearsed(self, done: Rehearsed) -> None:
        self.done = done
        self.rehearsed.emit(done)

    def _put(self, change_id: int) -> None:
        self.done = None
        self._saved()
        self.proposed.emit(change_id)

    def _in_force(self, done: object) -> None:
        self._saved()
        self.confirmed.emit(done)

    def _gone(self, _nothing: object) -> None:
        self._saved()
        self.dropped.emit()

    def _saved(self) -> None:
        self._context.frame.saved(dt.datetime.now(ZONE))

    def _moved(self) -> None:
        self.refresh()
        if self.done is not None and not self.busy:
            self.outdated.emit()
