"""Whether who sits here may still do so: people are closed and changed meanwhile."""

from __future__ import annotations

import time
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import QTimer
from PySide6.QtCore import Signal

from ui.shared.background import without_steps

if TYPE_CHECKING:
    from carbon_points.security.chain import Committed
    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.event_bridge import EventBridge
    from ui.shared.page import Opened
    from ui.shared.page import Operator

AGAIN_MS: Final = 60_000
"""Others may close somebody, too; what is done then is refused at once."""


class SeatWatch(QObject):
    """Looks after each act on the people, and every minute."""

    gone = Signal()
    """The person was closed: the screen is to be given up, drafts are kept."""

    changed = Signal(object)
    """The `Operator` with other roles or another name to show."""

    def __init__(self, tasks: TaskRunner) -> None:
        super().__init__()
        self._tasks = tasks
        self._opened: Opened | None = None
        self._operator: Operator | None = None
        self._clock = QTimer(self, interval=AGAIN_MS)
        self._clock.timeout.connect(self.look)

    def listen(self, opened: Opened, bridge: EventBridge) -> None:
        """Other books are open; nobody sits before them yet."""
        self._operator = None
        if hasattr(opened.handle, "reading"):
            from carbon_points.security.chain import Committed  # noqa: PLC0415  (slow)

            bridge.listen(Committed, self._committed, self)

    def follow(self, opened: Opened, operator: Operator) -> None:
        """Somebody sits down before these books."""
        self._opened, self._operator = opened, operator
        if hasattr(opened.handle, "reading") and not opened.set_up_mode:
            self._clock.start()
        else:
            self._clock.stop()

    def look(self) -> None:
        """Ask now."""
        if self._opened is None or self._operator is None:
            return
        work = without_steps(_seat, self._opened.handle, self._operator.login)
        self._tasks.start(
            work,
            self._seen,
            lambda _error: None,  # whatever is done next says it
            owner=self,
            key=f"seat.{id(self)}",
        )

    def _committed(self, news: Committed) -> None:
        if news.kind == "users" and self._clock.isActive():
            self.look()

    def _seen(self, found: Operator | None) -> None:
        before = self._operator
        if before is None or (found is not None and found.login != before.login):
            return  # somebody else sits here by now
        if found is None:
            self._clock.stop()
            self.gone.emit()
        elif found != before:
            self.changed.emit(found)


def _seat(db: Database, login: str) -> Operator | None:
    """The person as the books know them now; None for who may not work any more."""
    # Not at the top: the window paints before the database layer is imported.
    from carbon_points.common.days import local_day  # noqa: PLC0415
    from carbon_points.security.service import operators  # noqa: PLC0415
    from ui.shared.desk import seat_of  # noqa: PLC0415

    today = local_day(int(time.time()))
    with db.reading() as session:
        known = next((one for one in operators(session) if one.name == login), None)
    return seat_of(known) if known and known.works_on(today) else None
