"""Unlocking: one try at a time, then the books open as they always do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from ui.admin import unlock_work
from ui.admin.key_form import REMEMBER
from ui.shared import desk
from ui.shared.background import without_steps

if TYPE_CHECKING:
    from ui.admin.key_work import KeyGiven
    from ui.shared.page import Context
    from ui.shared.page import Opened


class UnlockPresenter(QObject):
    """Holds which file is meant, and tries what a person gives."""

    refused = Signal(object)
    """It did not open: the exception."""

    opened = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.path = Path(context.settings.database or desk.desk_path())
        self.busy = False

    @property
    def remembers(self) -> bool:
        """Whether this work place keeps keys, unless somebody wishes otherwise."""
        return self._context.settings.recall(REMEMBER, "1") == "1"

    def unlock(self, given: KeyGiven) -> None:
        """Try it; `opened` or `refused` follows."""
        if self.busy:
            return
        self.busy = True
        self._context.settings.remember(REMEMBER, "1" if given.remember else "0")
        work = without_steps(unlock_work.unlocked, self.path, given)
        self._context.tasks.start(work, self._opened, self._refused, owner=self)

    def restore(self) -> None:
        """The books do not open: put a backup in their place."""
        self._context.frame.show_alone("restore", back="unlock")

    def verify(self) -> None:
        """Certificates are checked without any key."""
        self._context.frame.show_alone("verify", back="unlock")

    def _opened(self, opened: Opened) -> None:
        self.busy = False
        self.opened.emit()
        self._context.frame.show_opened(opened)

    def _refused(self, error: Exception) -> None:
        self.busy = False
        self.refused.emit(error)
