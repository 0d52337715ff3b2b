"""Running core work off the GUI thread, with progress, cancel and request numbers.

Three lanes of one thread each: a save never waits behind an import, and within a lane
work runs in the order in which it was asked for.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait
from enum import StrEnum
from typing import Any
from typing import Final
from typing import Generic
from typing import TYPE_CHECKING
from typing import TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import QObject
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from shiboken6 import isValid

from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress

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


class Task(QObject, Generic[T]):
    """One run of a core function; its signals are emitted in the GUI thread."""

    progressed = Signal(object, object)
    """(done, total): Python integers, which may exceed what Qt counts."""

    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()
    """After one of the three above, or alone if nobody waits for the result."""

    _reported = Signal(object, object)
    _ended = Signal(str, object)

    def __init__(self, work: Callable[[Progress], T], owner: QObject | None) -> None:
        super().__init__()
        self._work = work
        self._owner = owner
        self._abandoned = False
        self._last_report_ns = 0
        self._progress = Progress(self._report)
        queued = Qt.ConnectionType.QueuedConnection
        self._reported.connect(self._pass_on, queued)
        self._ended.connect(self._settle, queued)

    def cancel(self) -> None:
        """Ask the work to stop at its next step; `cancelled` follows."""
        self._progress.cancel()

    def abandon(self) -> None:
        """Stop the work and tell nobody what became of it."""
        self._abandoned = True
        self._progress.cancel()

    def run(self) -> None:
        """Do the work; called in a lane's thread."""
        try:
            self._progress.step(0, 0)  # it may have been cancelled while it waited
            result = self._work(self._progress)
        except Cancelled:
            self._ended.emit("cancelled", None)
        except Exception as error:  # noqa: BLE001  (the owner shows it)
            self._ended.emit("failed", error)
        else:
            self._ended.emit("succeeded", result)

    def _report(self, done: int, total: int) -> None:
        now = time.monotonic_ns()
        if done >= total or now - self._last_report_ns >= _REPORT_EVERY_NS:
            self._last_report_ns = now
            self._reported.emit(done, total)

    @property
    def _is_awaited(self) -> bool:
        return not self._abandoned and (self._owner is None or isValid(self._owner))

    def _pass_on(self, done: int, total: int) -> None:
        if self._is_awaited and total:
            self.progressed.emit(done, total)

    def _settle(self, outcome: str, result: object) -> None:
        if self._is_awaited:
            if outcome == "succeeded":
                self.succeeded.emit(result)
            elif outcome == "failed":
                self.failed.emit(result)
            else:
                self.cancelled.emit()
        self.finished.emit()


class TaskRunner(QObject):
    """Starts tasks, keeps them until they have ended, ends them when the program does.

    A task started with a `key` makes every earlier one of that key stale: it is
    cancelled and its result is dropped, so an answer never overtakes a later question.
    """

    unhandled = Signal(object)
    """The exception of a task that was started without `failed`."""

    def __init__(self) -> None:
        super().__init__()
        self._lanes = {
            lane: ThreadPoolExecutor(max_workers=1, thread_name_prefix=lane)
            for lane in Lane
        }
        self._is_closed = False
        self._running: dict[Task[Any], Future[None]] = {}
        self._latest: dict[str, Task[Any]] = {}
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
        task: Task[T] = Task(work, owner)
        if done is not None:
            task.succeeded.connect(done)
        task.failed.connect(failed if failed is not None else self.unhandled)
        task.finished.connect(self._forget_finished)
        if key:
            self._supersede(key, task)
        if not self._is_closed:
            self._running[task] = self._lanes[lane].submit(task.run)
        return task

    def close(self) -> bool:
        """Cancel everything and wait for it; False if something would not end."""
        self._is_closed = True
        for task in self._running:
            task.abandon()
        for pool in self._lanes.values():
            pool.shutdown(wait=False, cancel_futures=True)
        # `wait` never sees the end of a future that was cancelled before it began.
        begun = [run for run in self._running.values() if not run.cancelled()]
        left = wait(begun, timeout=QUIT_WAITS_S).not_done
        self._running.clear()
        return not left

    def _supersede(self, key: str, task: Task[Any]) -> None:
        earlier = self._latest.get(key)
        if earlier in self._running:
            earlier.abandon()
        self._latest[key] = task

    def _forget_finished(self) -> None:
        task = self.sender()
        if isinstance(task, Task):
            self._running.pop(task, None)
            for key in [k for k, latest in self._latest.items() if latest is task]:
                del self._latest[key]
