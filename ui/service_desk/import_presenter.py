"""The import page without its widgets: check files, write them, take them back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from enum import IntEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from carbon_points.common.days import ZONE
from ui.service_desk import import_columns_work
from ui.service_desk import import_wording
from ui.service_desk import import_work
from ui.shared import dates
from ui.shared import language
from ui.shared.background import Lane
from ui.shared.messages import message
from ui.shared.messages import split
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from carbon_points.audit.service import Taken
    from carbon_points.common.progress import Progress
    from carbon_points.exchange.report import FileReport
    from carbon_points.security.chain import Caller
    from ui.service_desk.import_columns_work import Assignment
    from ui.service_desk.import_work import Checked
    from ui.service_desk.import_work import Written
    from ui.shared.background import Task
    from ui.shared.messages import Message
    from ui.shared.page import Context


class Step(IntEnum):
    """Where the work stands; the numbers are those of the stepper, from 0."""

    CHOOSE = 0
    COLUMNS = 1
    REVIEW = 2
    DONE = 3


class ImportPresenter(QObject):
    """Imports some files at a time; `changed` says that its state is another one."""

    changed = Signal()
    began = Signal(str)
    """What runs now; `progressed` and `ended` follow."""

    progressed = Signal(object, object)
    ended = Signal()
    said = Signal(object)
    """A `Message` about the work as a whole."""

    mended = Signal()
    """A cell was written anew; the file that is looked at has other verdicts."""

    recent_known = Signal(object)
    """The latest imports: tuple of `Imported`."""

    done = Signal(str)
    """Something small was done: one sentence."""

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self._db = context.database
        self._today = today
        self.step = Step.CHOOSE
        self.files: list[Checked] = []
        self.at = 0
        """Which of the files is looked at."""

        self.reports: list[FileReport] = []
        """Of the files that were written."""

        self._task: Task[Any] | None = None
        self._writes = False
        self._done_of = (0, 0)

    # What is the case.

    @property
    def file(self) -> Checked | None:
        """The file that is looked at."""
        return self.files[self.at] if self.files else None

    @property
    def busy(self) -> bool:
        """Whether something runs."""
        return self._task is not None

    @property
    def ready(self) -> list[Checked]:
        """The files of which something would be written.

        Whom a register brings is not known yet to the check of the other files.
        """
        news = any(file.is_register and file.good for file in self.files)
        return [f for f in self.files if f.report and (f.recorded or news)]

    @property
    def good(self) -> int:
        """How many rows would be taken in all."""
        return sum(file.good for file in self.files)

    @property
    def kept(self) -> int:
        """How many rows would be recorded without a credit in all."""
        return sum(file.recorded - file.good for file in self.files)

    @property
    def verdict(self) -> Message | None:
        """What is to be said of the file that is looked at."""
        if self.busy or self.file is None or self.reports:
            return None
        if self.step is Step.COLUMNS and self.file.error is None:
            return None
        return import_wording.verdict(self.file)

    @property
    def can_commit(self) -> bool:
        """Whether there is something to write now."""
        fresh = self.step is Step.REVIEW and not self.reports
        return fresh and not self.busy and bool(self.ready)

    @property
    def can_show_rows(self) -> bool:
        """Whether there is anything to look at but the columns."""
        understood = self.file is not None and self.file.report is not None
        return understood or len(self.files) > 1

    @property
    def batches(self) -> list[int]:
        """What the last writing recorded and can still be taken back."""
        return [r.batch_id for r in self.reports if r.batch_id is not None]

    def leaving_loses(self) -> Message | None:
        """Why quitting now would lose work; None if it would not."""
        if not (self.busy and self._writes):
            return None
        done, total = self._done_of
        rows = sum(file.report.rows for file in self.files if file.report)
        row = rows * done // total if total else 0
        return message("M54", n=f"{row:,}", m=f"{rows:,}")

    # What can be done.

    def choose(self, paths: Sequence[Path]) -> None:
        """Check these files; those that were looked at are forgotten."""
        if self.busy or not paths:
            return
        wanted = list(dict.fromkeys(paths))
        work = partial(import_work.check_all, self._db, self._caller(), wanted)
        text = self.tr("正在检查 %n 个文件…", "", len(wanted))
        self._start(text, work, self._checked)

    def look_at(self, at: int) -> None:
        """Look at another of the files."""
        if 0 <= at < len(self.files) and at != self.at:
            self.at = at
            self.step = self._step_of(self.files[at])
            self.changed.emit()

    def show_columns(self) -> None:
        """Go back to what the columns of this file are taken for."""
        if self.file is not None and self.file.table is not None and not self.busy:
            self.step = Step.COLUMNS
            self.changed.emit()

    def show_rows(self) -> None:
        """Look at the rows again without changing the columns."""
        if self.can_show_rows:
            self.step = Step.REVIEW
            self.changed.emit()

    def check_again(self, assignment: Assignment, *, keep: bool) -> None:
        """Check this file with its columns taken so; `keep` it for its like."""
        file = self.file
        if file is None or self.busy:
            return
        mapping = assignment.mapping()

        def work(progress: Progress) -> Checked:
            if keep:
                import_columns_work.remember(mapping)
            return import_work.check(
                self._db, self._caller(), file.path, mapping, progress
            )

        self._start(self.tr("正在重新核对…"), work, self._checked_again)

    def mend(self, row: int, column: int, text: str) -> None:
        """Write a cell of this file anew; `mended` follows, the row judged again."""
        if self.file is not None and not self.busy and not self.reports:
            self._mend([(row, column, text)])

    @property
    def unfinished(self) -> dict[str, Any] | None:
        """What was mended and not written yet, as plain values; None if nothing."""
        file = self.file
        if file is None or file.sheet is None or self.reports:
            return None
        mends = file.sheet.mends
        return {"path": str(file.path), "mends": mends} if mends else None

    def resume(self, path: Path, mends: Sequence[Sequence[Any]]) -> None:
        """Check a file again and mend in it what was mended before."""
        if self.busy:
            return
        cells = [(int(row), int(column), str(text)) for row, column, text in mends]

        def work(progress: Progress) -> list[Checked]:
            file = import_work.check(self._db, self._caller(), path, progress=progress)
            return [import_work.mend_all(file, cells)]

        self._start(self.tr("正在重新核对…"), work, self._checked)

    def _mend(self, mends: Sequence[tuple[int, int, str]]) -> None:
        at, file = self.at, self.files[self.at]

        def show(mended: Checked) -> None:
            self.files[at] = mended
            self.mended.emit()

        self._context.tasks.start(
            lambda _progress: import_work.mend_all(file, mends),
            show,
            self._failed,
            owner=self,
        )

    def commit(self) -> None:
        """Write what is good."""
        if not self.can_commit:
            return
        sent = self.ready
        work = partial(import_work.take, self._db, self._caller(), sent)
        then = partial(self._written, sent)
        self._start(self.tr("正在写入…"), work, then, writes=True)

    def cancel(self) -> None:
        """Ask what runs to stop."""
        if self._task is not None:
            self._task.cancel()

    def leave_rows(self) -> None:
        """Back to the outcome once it is written; before that, give the files up."""
        if self.reports:
            self.step = Step.DONE
            self.changed.emit()
        else:
            self.abandon()

    def abandon(self) -> None:
        """Forget the files; nothing of them was written."""
        if not self.busy:
            self._forget()
            self.look_back()

    def take_back(self, batches: Sequence[int], reason: str) -> None:
        """Take imports back as a whole."""
        if self.busy or not batches:
            return
        work = partial(
            import_work.take_back, self._db, self._caller(), list(batches), reason
        )
        text = self.tr("正在撤回…")
        self._start(text, work, partial(self._taken_back, list(batches)), writes=True)

    def save_rejects(self, path: Path) -> None:
        """Write the rows with problems of this file to a workbook."""
        if self.file is not None and not self.busy:
            work = partial(
                import_work.save_rejects, self.file, path, language.in_force()
            )
            self._start(self.tr("正在保存…"), work, self._saved)

    def save_mapping(self, assignment: Assignment, path: Path) -> None:
        """Write what the columns are taken for to a file."""
        mapping = assignment.mapping()

        def work(_progress: Progress) -> Path:
            import_columns_work.save(mapping, path)
            return path

        if not self.busy:
            self._start(self.tr("正在保存…"), work, self._saved)

    def look_back(self) -> None:
        """Ask for the latest imports; `recent_known` follows."""
        caller = self._caller()
        self._context.tasks.start(
            lambda _progress: import_work.recent(self._db, caller),
            self.recent_known.emit,
            owner=self,
            key="imports.recent",
        )

    # What comes back.

    def _checked(self, files: list[Checked]) -> None:
        self.files, self.at, self.reports = files, 0, []
        readable = [at for at, file in enumerate(files) if file.table is not None]
        self.at = readable[0] if readable else 0
        if not readable:
            self.step = Step.CHOOSE
            self.said.emit(import_wording.file_error(files[0]))
            self.files = []
        else:
            self.step = self._step_of(self.files[self.at])

    def _checked_again(self, file: Checked) -> None:
        self.files[self.at] = file
        self.step = self._step_of(file)

    def _written(self, sent: list[Checked], written: Written) -> None:
        pairs = list(zip(sent, written.reports, strict=True))
        self.reports = [report for _file, report in pairs if report is not None]
        if not self.reports:
            self._stopped()
            return
        self.step = Step.DONE
        self._publish(self.reports)
        final = {file.path: report for file, report in pairs if report is not None}
        self.files = [
            replace(file, report=final.get(file.path, file.report))
            for file in self.files
        ]
        self._context.frame.saved(dt.datetime.now(ZONE))
        if (said := self._outcome(written)) is not None:
            self.said.emit(said)
        self.look_back()

    def _outcome(self, written: Written) -> Message | None:
        """What must be said besides the figures."""
        failed = next((r.error for r in self.reports if r.error is not None), None)
        if failed is not None:
            return import_wording.refusal(failed)
        if not written.cancelled:
            return None
        text = self.tr(
            "已取消。前 %n 个文件已写入，其余一行也没有写入。", "", len(self.reports)
        )
        return split(Tone.INFO, text, "M28")

    def _taken_back(self, batches: list[int], gone: list[Taken]) -> None:
        self._publish(gone)
        if set(batches) & set(self.batches):
            self._forget()
        self._context.frame.saved(dt.datetime.now(ZONE))
        self.done.emit(self.tr("已整批撤回。记录保留并标明“已撤销”。"))
        self.look_back()

    def _saved(self, path: Path) -> None:
        self.done.emit(self.tr("已保存到 {path}").format(path=path))

    def _stopped(self) -> None:
        if self._writes or self.step is Step.CHOOSE:
            self.said.emit(message("M28"))

    def _failed(self, error: Exception) -> None:
        self.said.emit(import_wording.refusal(error))

    def _publish(self, events: Sequence[object]) -> None:
        if self._context.opened is not None:
            for event in events:
                self._context.opened.events.publish(event)

    # How it runs.

    def _start(
        self,
        text: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        *,
        writes: bool = False,
    ) -> None:
        self._writes, self._done_of = writes, (0, 0)
        task = self._context.tasks.start(
            work,
            lambda result: self._end(partial(done, result)),
            lambda error: self._end(partial(self._failed, error)),
            owner=self,
            lane=Lane.LONG,
        )
        self._task = task
        task.progressed.connect(self._report)
        task.cancelled.connect(lambda: self._end(self._stopped))
        self.began.emit(text)
        self.changed.emit()

    def _report(self, done: int, total: int) -> None:
        self._done_of = (done, total)
        self.progressed.emit(done, total)

    def _end(self, then: Callable[[], None]) -> None:
        self._task = None
        self.ended.emit()
        then()
        self.changed.emit()

    def _forget(self) -> None:
        self.files, self.at, self.reports = [], 0, []
        self.step = Step.CHOOSE
        self.changed.emit()

    def _step_of(self, file: Checked) -> Step:
        """A file alone asks for its columns at once; several are first looked over."""
        asks = file.report is None and file.table is not None
        return Step.COLUMNS if asks and len(self.files) == 1 else Step.REVIEW

    def _caller(self) -> Caller:
        return import_work.caller_of(self._context.operator.login, self._today())
