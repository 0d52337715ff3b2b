"""Keeps what is being typed: a crash or a power cut loses no more than a key."""

from __future__ import annotations

import time
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import QTimer

from carbon_points.security import drafts

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from carbon_points.security.drafts import Draft
    from ui.shared.page import Context

    Snapshot = Callable[[], Mapping[str, Any] | None]

_WAIT_MS: Final = 300
"""From a key to the write: with the write itself at most 400 ms (``ui.md`` 7.8)."""


class DraftKeeper(QObject):
    """Saves one form's state in the short lane a moment after it was touched."""

    def __init__(
        self, context: Context, form: str, snapshot: Snapshot, parent: QObject
    ) -> None:
        """`snapshot` answers plain values, or None while there is nothing to keep."""
        super().__init__(parent)
        self._db = context.database
        self._tasks = context.tasks
        self._operator, self._form = context.operator.login, form
        self._snapshot = snapshot
        self._kept: Mapping[str, Any] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self.flush)

    def touched(self) -> None:
        """Something changed; whoever types on does not put the write off."""
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Write what there is now."""
        self._timer.stop()
        content = self._snapshot()
        if content == self._kept or not self._can_write:
            return
        self._kept = content
        if content is None:
            self._start(drafts.drop)
            return
        now = int(time.time())
        self._start(lambda db, who, form: drafts.save(db, who, form, content, now))

    def drop(self) -> None:
        """Forget the draft: it was saved for good, or given up."""
        self._timer.stop()
        self._kept = None
        if self._can_write:
            self._start(drafts.drop)

    def find(self, done: Callable[[Draft], object]) -> None:
        """Look once for what an earlier run left; `done` follows if there is any."""
        db, who, form = self._db, self._operator, self._form
        if db is None:
            return

        def tell(draft: Draft | None) -> None:
            if draft is not None:
                self._kept = draft.content
                done(draft)

        self._tasks.start(
            lambda _progress: drafts.load(db, who, form), tell, owner=self
        )

    @property
    def _can_write(self) -> bool:
        return self._db is not None and not self._db.read_only

    def _start(self, work: Callable[[Any, str, str], None]) -> None:
        db, who, form = self._db, self._operator, self._form
        self._tasks.start(lambda _progress: work(db, who, form), owner=self)
