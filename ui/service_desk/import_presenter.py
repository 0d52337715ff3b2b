"""The import page without its widgets: check files, write them, take them back."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from carbon_points.common.days import ZONE
from ui.service_desk import import_columns_work
from ui.service_desk import import_wording
from ui.service_desk import import_work
from ui.service_desk.import_state import ImportState
from ui.service_desk.import_state import Step
from ui.shared import dates
from ui.shared import language
from ui.shared.background import Lane
from ui.shared.desk import caller_of
from ui.shared.messages import message
from ui.shared.messages import split
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from typing import Any

    from carbon_points.audit.service import Taken
    from carbon_points.common.progress import Progress
    from carbon_points.security.chain import Caller
    from ui.service_desk.import_columns_work import Assignment
    from ui.service_desk.import_work import Checked
    from ui.service_desk.import_work import Written
    from ui.shared.messages import Message
    from ui.shared.page import Context


class ImportPresenter(ImportState):
    """Imports some files at a time; `changed` says that its state is another one."""

    changed = Signal()
    began = Signal(str)
    """What runs now; `progressed` and `ended` follow."""

    progressed = Signal(object, object)
    paced = Signal(str)
    """How many rows are done, and how many a second, in words."""

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
        self._began_ns = 0
        self._before: list[tuple[int, int, int, str]] = []
        """File, row, column and earlier text of mended cells, the last one last."""

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
        mends = file.sheet.mends if file.sheet is not None else []

        def work(progress: Progress) -> Checked:
            if keep:
                import_columns_work.remember(mapping)
            found = import_work.check(
                self._db, self._caller(), file.path, mapping, progress
            )
            return import_work.mend_all(found, mends)

        self._start(self.tr("正在重新核对…"), work, self._checked_again)

    def mend(self, row: int, column: int, text: str) -> None:
        """Write a cell of this file anew; `mended` follows, the row judged again."""
        file = self.file
        if file is None or file.sheet is None or self.busy or self.reports:
            return
        self._before.append((self.at, row, column, file.sheet.cell(row, column)))
        self._mend([(row, column, text)])

    def undo(self) -> bool:
        """Write the cell that was mended last as it was before."""
        if not self._before or self.busy or self.reports:
            return False
        at, row, column, text = self._before.pop()
        self.look_at(at)
        self._mend([(row, column, text)])
        return True

    def judge_again(self) -> None:
        """Somebody may have been registered meanwhile: judge this file's rows anew."""
        if self.files and not self.busy and not self.reports and self.waits_for_people:
            self._change(import_work.judge_again, Lane.LONG)

    def resume(self, kept: Mapping[str, Any]) -> None:
        """Check a file again and mend in it what was mended before: `unfinished`."""
        if self.busy:
            return
        path, cells = Path(kept["path"]), kept["mends"]

        def work(progress: Progress) -> list[Checked]:
            file = import_work.check(self._db, self._caller(), path, progress=progress)
            same = file.table is not None and file.table.sha256 == kept["sha256"]
            return [import_work.mend_all(file, cells) if same else file]

        self._start(self.tr("正在重新核对…"), work, self._checked)

    def _mend(self, mends: Sequence[tuple[int, int, str]]) -> None:
        def work(file: Checked, _progress: Progress) -> Checked:
            return import_work.mend_all(file, mends)

        self._change(work, Lane.SHORT)

    def _change(self, work: Callable[[Checked, Progress], Checked], lane: Lane) -> None:
        """Have this file judged otherwise; nothing else waits for it."""
        at, file = self.at, self.files[self.at]

        def show(changed: Checked) -> None:
            if at < len(self.files) and self.files[at].sheet is changed.sheet:
                self.files[at] = replace(self.files[at], report=changed.report)
                self.mended.emit()

        start = self._context.tasks.start
        start(partial(work, file), show, self._failed, owner=self, lane=lane)

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
            given = (self._db, self._caller(), self.file, path, language.in_force())
            work = partial(import_work.save_rejects, *given)
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
        self.files, self.at, self.reports, self._before = files, 0, [], []
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
        self._began_ns = time.monotonic_ns()
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
        rows = sum(file.report.rows for file in self.files if file.report)
        if self._writes and self.step is Step.REVIEW and rows and total:
            self.paced.emit(self._pace(rows * done // total, rows))

    def _pace(self, done: int, rows: int) -> str:
        passed = max(time.monotonic_ns() - self._began_ns, 1)
        text = self.tr("正在写入…第 {done} / {rows} 行，每秒 {speed} 行")
        speed = f"{done * 1_000_000_000 // passed:,}"
        return text.format(done=f"{done:,}", rows=f"{rows:,}", speed=speed)

    def _end(self, then: Callable[[], None]) -> None:
        self._task = None
        self.ended.emit()
        then()
        self.changed.emit()

    def _forget(self) -> None:
        self.files, self.at, self.reports, self._before = [], 0, [], []
        self.step = Step.CHOOSE
        self.changed.emit()

    def _step_of(self, file: Checked) -> Step:
        """A file alone asks for its columns at once; several are first looked over."""
        asks = file.report is None and file.table is not None
        return Step.COLUMNS if asks and len(self.files) == 1 else Step.REVIEW

    def _caller(self) -> Caller:
        return caller_of(self._context.operator.login, self._today())
