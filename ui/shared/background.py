"""Running core work off the GUI thread, with progress, cancel and request numbers.

Three lanes of one thread each: a save never waits behind an import, and within a lane
work runs in the order in which it was asked for.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait
from enum import StrEnum
from functools import partial
from itertools import count
from typing import Any
from typing import Final
from typing import Generic
from typing import NamedTuple
from typing import TYPE_CHECKING
from typing import TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import QObject
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from shiboken6 import isValid

from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from ui.shared.garbage import WindowCollector

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

T = TypeVar("T")

QUIT_WAITS_S: Final = 5
_REPORT_EVERY_NS: Final = 50_000_000


class Lane(StrEnum):
    """Short: saves and queries. Long: import, backup, reports.

    Print: what talks to printers, so that a slip does not wait behind an import.
    """

    SHORT = "short"
    LONG = "long"
    PRINT = "print"


def without_steps(
    work: Callable[..., T], *given: object, **named: object
) -> Callable[[Progress], T]:
    """Work for a lane that does not say how far it is."""
    return lambda _progress: work(*given, **named)


class Task(QObject, Generic[T]):
    """One run of a core function; its signals are emitted in the GUI thread."""

    progressed = Signal(object, object)
    """(done, total): Python integers, which may exceed what Qt counts."""

    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()
    """After one of the three above, or alone if nobody waits for the result."""

    def __init__(self, progress: Progress, owner: QObject | None) -> None:
        super().__init__()
        self._progress = progress
        self._owner = owner
        self._abandoned = False

    def cancel(self) -> None:
        """Ask the work to stop at its next step; `cancelled` follows."""
        self._progress.cancel()

    def abandon(self) -> None:
        """Stop the work and tell nobody what became of it."""
        self._abandoned = True
        self._progress.cancel()

    def pass_on(self, done: int, total: int) -> None:
        """Tell how far the work is."""
        if self._is_awaited and total:
            self.progressed.emit(done, total)

    def settle(self, outcome: str, result: object) -> None:
        """Tell what became of the work."""
        if self._is_awaited:
            if outcome == "succeeded":
                self.succeeded.emit(result)
            elif outcome == "failed":
                self.failed.emit(result)
            else:
                self.cancelled.emit()
        self.finished.emit()

    @property
    def _is_awaited(self) -> bool:
        return not self._abandoned and (self._owner is None or isValid(self._owner))


class _Job(Generic[T]):
    """What a lane's thread holds of a task: nothing of Qt, so nothing of Qt ends there.

    The window's thread lets go of `work`, which may know a page, once it has ended.
    """

    def __init__(
        self,
        work: Callable[[Progress], T],
        report: Callable[[int, int], object],
        tell: Callable[[str, object], object],
    ) -> None:
        self.work: Callable[[Progress], T] | None = work
        self.progress = Progress(self._report)
        self._pass_on = report
        self._tell = tell
        self._last_report_ns = 0

    def run(self) -> None:
        """Do the work; called in a lane's thread."""
        try:
            self.progress.step(0, 0)  # it may have been cancelled while it waited
            result = self.work(self.progress) if self.work is not None else None
        except Cancelled:
            self._tell("cancelled", None)
        except Exception as error:  # noqa: BLE001  (the owner shows it)
            self._tell("failed", error)
        else:
            self._tell("succeeded", result)

    def _report(self, done: int, total: int) -> None:
        now = time.monotonic_ns()
        if done >= total or now - self._last_report_ns >= _REPORT_EVERY_NS:
            self._last_report_ns = now
            self._pass_on(done, total)


class _Running(NamedTuple):
    """A task that has not ended, by the number under which its lane speaks of it."""

    task: Task[Any]
    job: _Job[Any]
    future: Future[None]


class TaskRunner(QObject):
    """Starts tasks, keeps them until they have ended, ends them when the program does.

    A task started with a `key` makes every earlier one of that key stale: it is
    cancelled and its result is dropped, so an answer never overtakes a later question.
    """

    unhandled = Signal(object)
    """The exception of a task that was started without `failed`."""

    _reported = Signal(object, object, object)
    _ended = Signal(object, str, object)

    def __init__(self) -> None:
        super().__init__()
        self._lanes = {
            lane: ThreadPoolExecutor(max_workers=1, thread_name_prefix=lane)
            for lane in Lane
        }
        self._is_closed = False
        self._numbers = count()
        self._running: dict[int, _Running] = {}
        self._latest: dict[str, int] = {}
        queued = Qt.ConnectionType.QueuedConnection
        self._reported.connect(self._pass_on, queued)
        self._ended.connect(self._settle, queued)
        self._collector = WindowCollector()
        self._collector.start()
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.close)

    @property
    def busy(self) -> bool:
        """Whether anything runs or waits."""
        return bool(self._running)

    def start(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: QObject | None = None,
        lane: Lane = Lane.SHORT,
        key: str = "",
    ) -> Task[T]:
        """Queue `work`; `done` or `failed` is called in the GUI thread.

        Nothing is called once `owner` is deleted. Connect to the task's signals for
        progress and cancelling. After `close` nothing runs any more: a timer of a page
        may outlive the program's end by a moment.
        """
        number = next(self._numbers)
        job = _Job(
            work,
            partial(self._reported.emit, number),
            partial(self._ended.emit, number),
        )
        task: Task[T] = Task(job.progress, owner)
        if done is not None:
            task.succeeded.connect(done)
        task.failed.connect(failed if failed is not None else self.unhandled)
        if key:
            self._supersede(key, number)
        if not self._is_closed:
            future = self._lanes[lane].submit(job.run)
            self._running[number] = _Running(task, job, future)
        return task

    def close(self) -> bool:
        """Cancel everything and wait for it; False if something would not end."""
        self._is_closed = True
        for running in self._running.values():
            running.task.abandon()
        for pool in self._lanes.values():
            pool.shutdown(wait=False, cancel_futures=True)
        # `wait` never sees the end of a future that was cancelled before it began.
        futures = [running.future for running in self._running.values()]
        begun = [future for future in futures if not future.cancelled()]
        left = wait(begun, timeout=QUIT_WAITS_S).not_done
        self._running.clear()
        if not left:
            self._collector.stop()
        return not left

    def _supersede(self, key: str, number: int) -> None:
        earlier = self._running.get(self._latest.get(key, -1))
        if earlier is not None:
            earlier.task.abandon()
        self._latest[key] = number

    def _pass_on(self, number: int, done: int, total: int) -> None:
        running = self._running.get(number)
        if running is not None:
            running.task.pass_on(done, total)

    def _settle(self, number: int, outcome: str, result: object) -> None:
        running = self._running.get(number)
        if running is None:
            return
        running.job.work = None
        try:
            running.task.settle(outcome, result)
        finally:
            self._running.pop(number, None)
            for key in [key for key, last in self._latest.items() if last == number]:
                del self._latest[key]
