"""What is the case on the import page: its files, where the work stands."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from carbon_points.exchange.sheet import Fate
from ui.service_desk import import_wording
from ui.shared.messages import message

if TYPE_CHECKING:
    from typing import Any

    from carbon_points.exchange.report import FileReport
    from ui.service_desk.import_work import Checked
    from ui.shared.background import Task
    from ui.shared.messages import Message


class Step(IntEnum):
    """Where the work stands; the numbers are those of the stepper, from 0."""

    CHOOSE = 0
    COLUMNS = 1
    REVIEW = 2
    DONE = 3


class ImportState(QObject):
    """The files of one import and how far they have come."""

    def __init__(self) -> None:
        super().__init__()
        self.step = Step.CHOOSE
        self.files: list[Checked] = []
        self.at = 0
        """Which of the files is looked at."""

        self.reports: list[FileReport] = []
        """Of the files that were written."""

        self._task: Task[Any] | None = None
        self._writes = False
        self._done_of = (0, 0)

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
    def unfinished(self) -> dict[str, Any] | None:
        """What was mended and not written yet, as plain values; None if nothing."""
        file = self.file
        if file is None or file.sheet is None or self.reports:
            return None
        mends = file.sheet.mends
        if not mends:
            return None
        digest = file.sheet.original.sha256
        return {"path": str(file.path), "sha256": digest, "mends": mends}

    @property
    def waits_for_people(self) -> bool:
        """Whether rows of a file cannot be taken for want of a registration."""
        sheets = [file.sheet for file in self.files if file.sheet is not None]
        return any(sheet.fates[Fate.UNREGISTERED] for sheet in sheets)

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
