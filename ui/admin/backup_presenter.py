"""Backups of the settings page: how they stand, one now, another plan."""

from __future__ import annotations

from functools import partial
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from ui.admin import backup_work
from ui.shared import backup_words
from ui.shared.one_long import OneLong
from ui.shared.page import Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.common.progress import Progress
    from carbon_points.integrity.backup_runs import PlaceRun
    from carbon_points.storage.backup_places import Place
    from ui.admin.backup_work import Change
    from ui.admin.backup_work import Seen
    from ui.shared.page import Context


class BackupPresenter(QObject):
    """Asks the core and says what came of it."""

    seen = Signal(object)
    """`backup_work.Seen`."""

    told = Signal(object)
    """A `Message` on top of the section."""

    failed = Signal(object)
    running = Signal(str)
    """What runs now; empty when it has ended."""

    progressed = Signal(object, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._db, self._who = context.database, context.operator.login
        self._long = OneLong(context.tasks, self)
        self._long.progressed.connect(self.progressed)
        self._long.ended.connect(self._ended)
        self.found: Seen | None = None

    @property
    def may_back_up(self) -> bool:
        """Whether this operator may make one."""
        wanted = {Role.WORKER, Role.AUDITOR, Role.ADMIN}
        return bool(wanted & set(self._context.operator.roles))

    @property
    def may_plan(self) -> bool:
        """Whether this operator decides where and when."""
        return Role.ADMIN in self._context.operator.roles and not self._db.read_only

    def load(self) -> None:
        """Ask how the backups stand."""
        self._context.tasks.start(
            lambda _progress: backup_work.look(self._db, self._who),
            self._show,
            self.failed.emit,
            owner=self,
        )

    def back_up(self) -> None:
        """One now, to every place."""
        work = partial(backup_work.run, self._db, self._who)
        self._start(work, self._ran, self.tr("正在备份并试恢复…"))

    def try_out(self) -> None:
        """Restore the newest one into a scratch copy."""
        work = partial(backup_work.try_out, self._db, self._who)
        self._start(work, self._tried, self.tr("正在试恢复最近的备份…"))

    def cancel(self) -> None:
        """Stop what runs; finished places stay."""
        self._long.cancel()

    def decide(self, change: Change) -> None:
        """Put another plan in force."""
        if self.found is None:
            return
        plan = self.found.overview.plan
        self._context.tasks.start(
            lambda _progress: backup_work.decide(self._db, self._who, plan, change),
            self._show,
            self._refused,
            owner=self,
        )

    def add(self, folder: Path) -> None:
        """Back up to one more place from now on."""
        if self.found is not None:
            plan = self.found.overview.plan
            self.decide(backup_work.with_place(plan, folder))

    def move(self, place: Place, folder: Path) -> None:
        """Back up to another folder in the stead of one."""
        if self.found is not None:
            plan = self.found.overview.plan
            self.decide(backup_work.moved(plan, place, folder))

    def remove(self, place: Place) -> None:
        """Back up there no more; what lies there stays."""
        if self.found is not None:
            plan = self.found.overview.plan
            self.decide(backup_work.without(plan, place))

    def _start(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        words: str,
    ) -> None:
        if not self._long.busy:
            self.running.emit(words)
            self._long.start(work, done, self.failed.emit)

    def _ended(self) -> None:
        self.running.emit("")
        self.load()

    def _ran(self, runs: tuple[PlaceRun, ...]) -> None:
        self.told.emit(backup_words.outcome(runs))

    def _tried(self, run: PlaceRun) -> None:
        said = self.tr("试恢复通过：{file} 能完整恢复，流水、合计和证据都对得上。")
        self.told.emit(backup_words.good(said.format(file=run.file)))

    def _refused(self, error: Exception) -> None:
        self.failed.emit(error)
        if self.found is not None:
            self.seen.emit(self.found)  # the answers go back to what is in force

    def _show(self, found: Seen) -> None:
        self.found = found
        self.seen.emit(found)
