"""Keeps what stands in a form over a crash: saved soon after every change."""

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

SAVED_AFTER_MS: Final = 250
"""From the first change on; with the writing itself well below 400 ms."""


class DraftKeeper(QObject):
    """Saves the snapshot of one form while it is filled in, and finds it again."""

    def __init__(
        self,
        context: Context,
        form: str,
        snapshot: Callable[[], Mapping[str, Any] | None],
        parent: QObject,
    ) -> None:
        """`snapshot` is what stands in the form, as JSON; None if nothing does."""
        super().__init__(parent)
        self._context = context
        self._operator = context.operator.login
        self._form = form
        self._snapshot = snapshot
        self._kept: Mapping[str, Any] | None = None
        self._has_failed = False
        # Not started anew by each key: who types without a pause is kept, too.
        self._timer = QTimer(self, singleShot=True, interval=SAVED_AFTER_MS)
        self._timer.timeout.connect(self.flush)

    def touched(self) -> None:
        """Something was typed: save it at most 400 ms later."""
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Save what stands there now, if that is not what was saved last."""
        self._timer.stop()
        content = self._snapshot()
        if content == self._kept or not self._can_write:
            return
        self._kept = content
        if content is None:
            self._run(drafts.drop, self._operator, self._form)
        else:
            now = int(time.time())
            self._run(drafts.save, self._operator, self._form, content, now)

    def keep_now(self) -> None:
        """Save before the program ends: what still waits in a lane is cancelled."""
        self._timer.stop()
        content = self._snapshot()
        if content is not None and content != self._kept and self._can_write:
            db, now = self._context.database, int(time.time())
            drafts.save(db, self._operator, self._form, content, now)

    def drop(self) -> None:
        """Forget the draft: its form was saved or given up."""
        self._timer.stop()
        self._kept = None
        if self._can_write:
            self._run(drafts.drop, self._operator, self._form)

    def find(self, done: Callable[[Draft], None]) -> None:
        """Look once for what was left by an earlier run; `done` if there is some."""
        db, operator, form = self._context.database, self._operator, self._form
        if db is None:
            return

        def tell(found: Draft | None) -> None:
            if found is not None:
                self._kept = found.content
                done(found)

        self._context.tasks.start(
            lambda _progress: drafts.load(db, operator, form), tell, owner=self
        )

    @property
    def _can_write(self) -> bool:
        db = self._context.database
        return db is not None and not db.read_only

    def _run(self, work: Callable[..., None], *args: Any) -> None:
        db = self._context.database
        self._context.tasks.start(
            lambda _progress: work(db, *args), self._done, self._fail, owner=self
        )

    def _done(self, _nothing: object) -> None:
        self._has_failed = False

    def _fail(self, error: Exception) -> None:
        """Say once that typing is not kept, not at every key, and go on trying."""
        self._kept = None
        if not self._has_failed:
            self._context.frame.show_error(error)
        self._has_failed = True
