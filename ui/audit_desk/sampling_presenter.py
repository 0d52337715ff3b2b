"""The sampling leaf without its widgets: plans, lists, checks, findings, papers."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from carbon_points.audit.service import ApprovalRun
from carbon_points.audit.service import Taken
from carbon_points.common.days import ZONE
from carbon_points.common.problems import UserError
from ui.audit_desk import sampling_work as work
from ui.audit_desk.sampling_work import Overview
from ui.shared import dates
from ui.shared.background import Lane

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.audit.findings import Corrected
    from carbon_points.audit.findings import Correction
    from carbon_points.audit.findings import Opening
    from carbon_points.audit.sample_paper import SamplePaper
    from carbon_points.audit.sampling import Checked
    from carbon_points.audit.sampling import Design
    from carbon_points.evidence.queries import File
    from carbon_points.security.chain import Caller
    from ui.shared.background import Task
    from ui.shared.page import Context

_NOTHING = Overview((), (), {})


class SamplingPresenter(QObject):
    """One sample is open at a time; what is said of an action is kept at once."""

    seen = Signal(object)
    """The `Overview`."""

    measured = Signal(object)
    """A `Measure`; None where the design cannot be used yet."""

    opened = Signal(object)
    """The `SamplePaper` of the open sample."""

    drawn = Signal(object)
    """The id of the new sample."""

    looked = Signal(object)
    """A `Beside`."""

    photo_read = Signal(object, bytes)
    """(evidence id, content)"""

    settled = Signal(str)
    """A finding is now ``open``, ``corrected``, ``closed`` or ``dismissed``."""

    paper_made = Signal(bytes)
    saved = Signal(object)
    working = Signal(str)
    ended = Signal()
    failed = Signal(object)

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self._db = context.database
        self._today = today
        self._task: Task[Any] | None = None
        self.overview = _NOTHING
        self.paper: SamplePaper | None = None
        self.sample_id = 0
        for kind in (ApprovalRun, Taken):
            context.bridge.listen(kind, lambda _event: self.refresh(), self)

    @property
    def busy(self) -> bool:
        """Whether something is being written."""
        return self._task is not None

    @property
    def login(self) -> str:
        """Who sits here."""
        return self._context.operator.login

    def refresh(self) -> None:
        """Ask for everything that is on show; `seen` and `opened` follow."""
        self._ask(work.overview, (), self._seen, "overview")
        if self.sample_id:
            self.open(self.sample_id)

    def open(self, sample_id: int) -> None:
        """Look at a kept sample."""
        self.sample_id = sample_id
        self._ask(work.opened, (sample_id,), self._opened, "open")

    def measure(self, design: Design | None) -> None:
        """Ask how many would be drawn; `measured` follows."""
        if design is None:
            self.measured.emit(None)
            return
        self._ask(
            work.measured, (design,), self.measured.emit, "measure", self._unmeasured
        )

    def draw(self, design: Design) -> None:
        """Draw a sample and keep its list; `drawn` follows."""
        self._write(
            partial(work.draw, self._db, self.caller(), design),
            self._drawn,
            self.tr("正在抽取…"),
        )

    def look(self, action_id: int) -> None:
        """Ask what stands beside an action; `looked` follows."""
        self._ask(work.beside, (action_id,), self.looked.emit, "look")

    def read_photo(self, file: File) -> None:
        """Ask for the content of a file; `photo_read` follows."""
        db, by = self._db, self.caller()
        self._context.tasks.start(
            lambda _progress: work.photo(db, by, file),
            partial(self.photo_read.emit, file.evidence_id),
            self.failed.emit,
            owner=self,
            key="sampling.photo",
        )

    def judge(self, said: Checked) -> None:
        """Say what was found of an action; `opened` follows."""
        self._write(
            partial(work.judge, self._db, self.caller(), self.sample_id, said),
            self._judged,
        )

    def open_finding(self, opening: Opening) -> None:
        """Open a finding at a record that nobody drew; `settled` follows."""
        self._write(
            partial(work.open_finding, self._db, self.caller(), opening),
            lambda row: self._settled(row.state),
        )

    def correct(self, finding_id: int, correction: Correction) -> None:
        """Record the correction of a finding; `settled` follows."""
        self._write(
            partial(work.correct, self._db, self.caller(), finding_id, correction),
            self._corrected,
        )

    def settle(self, finding_id: int, note: str, *, close: bool) -> None:
        """Close or dismiss a finding; `settled` follows."""
        act = partial(work.settle, close=close)
        self._write(
            partial(act, self._db, self.caller(), finding_id, note),
            lambda row: self._settled(row.state),
        )

    def make_paper(self) -> None:
        """Make the working paper of the open sample; `paper_made` follows."""
        self._ask(work.paper_pdf, (self.sample_id,), self.paper_made.emit, "paper")

    def save_paper(self, path: Path) -> None:
        """Write the working paper; its ending says in which form."""
        self._ask(
            work.save_paper, (self.sample_id, path), self.saved.emit, "save-paper"
        )

    def _ask(
        self,
        act: Callable[..., Any],
        values: tuple[object, ...],
        done: Callable[[Any], object],
        key: str,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        made = partial(act, self._db, self.caller(), *values)
        self._context.tasks.start(
            lambda _progress: made(),
            done,
            failed or self.failed.emit,
            owner=self,
            key=f"sampling.{key}",
        )

    def _write(
        self, act: Callable[[], Any], done: Callable[[Any], object], what: str = ""
    ) -> None:
        """One act at a time: a second key press does not do it twice."""
        if self.busy:
            return
        self._task = self._context.tasks.start(
            lambda _progress: act(),
            done,
            self.failed.emit,
            owner=self,
            lane=Lane.SHORT,
        )
        self._task.finished.connect(self._end)
        self.working.emit(what)

    def _seen(self, found: Overview) -> None:
        self.overview = found
        self.seen.emit(found)

    def _opened(self, paper: SamplePaper) -> None:
        self.paper = paper
        self.opened.emit(paper)

    def _unmeasured(self, error: Exception) -> None:
        self.measured.emit(None)
        if not isinstance(error, UserError):
            self.failed.emit(error)

    def _drawn(self, sample_id: int) -> None:
        self._kept()
        self.drawn.emit(sample_id)
        self.sample_id = sample_id
        self.refresh()

    def _judged(self, paper: SamplePaper) -> None:
        self._kept()
        self._opened(paper)
        self._ask(work.overview, (), self._seen, "overview")

    def _corrected(self, done: Corrected) -> None:
        if done.points and self._context.opened is not None:
            taken = Taken(1, done.points, reversed=True)
            self._context.opened.events.publish(taken)
        self._settled(done.finding.state)

    def _settled(self, state: str) -> None:
        self._kept()
        self.settled.emit(state)
        self.refresh()

    def _kept(self) -> None:
        self._context.frame.saved(dt.datetime.now(ZONE))

    def _end(self) -> None:
        self._task = None
        self.ended.emit()

    def caller(self) -> Caller:
        """The caller of one act."""
        return work.caller_of(self.login, self._today())
