"""The one long piece of work of a page: begun, followed, cancelled, forgotten."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from ui.shared.background import Lane

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbon_points.common.progress import Progress
    from ui.shared.background import Task
    from ui.shared.background import TaskRunner


class OneLong(QObject):
    """Runs work in the long lane for its owner, one piece at a time."""

    progressed = Signal(object, object)
    ended = Signal()
    """Nothing runs any more, whatever came of it."""

    def __init__(self, tasks: TaskRunner, owner: QObject) -> None:
        super().__init__(owner)
        self._tasks = tasks
        self._task: Task[Any] | None = None

    @property
    def busy(self) -> bool:
        """Whether something runs; then nothing else may be begun."""
        return self._task is not None

    def start(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Begin; `done` or `failed`, and then `ended`, follow."""
        self._task = self._tasks.start(
            work, done, failed, owner=self.parent(), lane=Lane.LONG
        )
        self._task.progressed.connect(self.progressed)
        self._task.finished.connect(self._end)

    def cancel(self) -> None:
        """Ask what runs to stop."""
        if self._task is not None:
            self._task.cancel()

    def _end(self) -> None:
        self._task = None
        self.ended.emit()
