"""Makes the backups of the window: when asked, at the set hour, before it closes."""

from __future__ import annotations

from functools import partial
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import QTimer
from PySide6.QtCore import Signal

from ui.shared import backup_words
from ui.shared.background import Lane
from ui.shared.books_watch import now
from ui.shared.desk import caller_now
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbon_points.common.progress import Progress
    from carbon_points.integrity.backup_runs import PlaceRun
    from ui.shared.background import Task
    from ui.shared.background import TaskRunner
    from ui.shared.page import Frame
    from ui.shared.page import Opened
    from ui.shared.page import Operator

    Runs = tuple[PlaceRun, ...]

_LOOK_MS: Final = 60_000


class BackupKeeper(QObject):
    """One backup at a time, beside all other work."""

    ran = Signal(object)
    """What came of each place."""

    failed = Signal(object)
    """The message of a backup that is not everywhere; another try may help."""

    def __init__(self, tasks: TaskRunner, frame: Frame) -> None:
        super().__init__()
        self._tasks = tasks
        self._frame = frame
        self._opened: Opened | None = None
        self._is_armed = self._is_asked = False
        self._running: list[Task[Any]] = []
        self._clock = QTimer(self, interval=_LOOK_MS)
        self._clock.timeout.connect(self.look)

    def follow(self, opened: Opened) -> None:
        """These books are kept safe from now on."""
        self._opened = opened
        if self._is_armed:
            self.arm()

    def arm(self) -> None:
        """Make backups by the plan, too; a demo and what is only read need none."""
        self._is_armed = True
        if self._plans:
            self._clock.start()
            self.look()
        else:
            self._clock.stop()

    @property
    def keeps_at_closing(self) -> bool:
        """Whether closing the window may mean to make a backup first."""
        return self._is_armed and self._plans

    def back_up(self, operator: Operator) -> None:
        """Somebody asks for one, to every place of the plan."""
        if self._opened is None or self._is_asked:
            return
        self._is_asked = True
        self._frame.toast(self.tr("正在备份，可以继续办理…"))
        work = partial(_asked, self._opened.handle, operator.login)
        self._start(work, self._frame.show_error).finished.connect(self._answered)

    def look(self) -> None:
        """Make the daily backup where it is due, a missed one included."""
        if self._opened is None or self._running:
            return
        self._start(partial(_due, self._opened.handle), self._unnoticed)

    def close_down(
        self,
        done: Callable[[Runs], object],
        failed: Callable[[Exception], object],
        progressed: Callable[[int, int], object],
    ) -> None:
        """The last backup of the day; whoever closes the window waits for it."""
        if self._opened is None:
            return
        task = self._start(partial(_closing, self._opened.handle), failed, done)
        task.progressed.connect(progressed)

    def cancel(self) -> None:
        """Nobody waits for it any more; nothing half is left behind."""
        for task in self._running:
            task.cancel()

    @property
    def _plans(self) -> bool:
        opened = self._opened
        sound = opened is not None and hasattr(opened.handle, "reading")
        return sound and not (opened.demo or opened.read_only)  # type: ignore[union-attr]

    def _start(
        self,
        work: Callable[[Progress], Runs],
        failed: Callable[[Exception], object],
        done: Callable[[Runs], object] | None = None,
    ) -> Task[Runs]:
        task: Task[Runs] = self._tasks.start(
            work, done or self._done, failed, owner=self, lane=Lane.LONG
        )
        self._running.append(task)
        task.finished.connect(lambda: self._running.remove(task))
        return task

    def _answered(self) -> None:
        self._is_asked = False

    def _done(self, runs: Runs) -> None:
        if not runs:
            return  # nothing was due
        self.ran.emit(runs)
        said = backup_words.outcome(runs)
        if said.tone is Tone.OK:
            self._frame.toast(said.whole)
        else:
            self.failed.emit(said)

    def _unnoticed(self, _error: Exception) -> None:
        """The next minute tries again; a place that fails is no error but a result."""


def _asked(database: Any, operator: str, progress: Progress) -> Runs:
    from carbon_points.integrity.backup_run import run  # noqa: PLC0415

    return run(database, caller_now(operator), progress)


def _due(database: Any, progress: Progress) -> Runs:
    from carbon_points.integrity.backup_run import run_planned  # noqa: PLC0415
    from carbon_points.integrity.backup_runs import due  # noqa: PLC0415
    from carbon_points.integrity.backup_runs import HOUR  # noqa: PLC0415

    places = due(database, now())
    return run_planned(database, HOUR, places, progress) if places else ()


def _closing(database: Any, progress: Progress) -> Runs:
    from carbon_points.integrity.backup_run import run_planned  # noqa: PLC0415
    from carbon_points.integrity.backup_runs import CLOSING  # noqa: PLC0415

    return run_planned(database, CLOSING, None, progress)
