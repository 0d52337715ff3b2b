"""What is told when books are opened, or are not, and what is offered to mend it."""

from __future__ import annotations

from functools import partial
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.shared.messages import Message
from ui.shared.messages import message
from ui.shared.palette_search import FIRST_RUN
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.shared.page import Opened
    from ui.shared.window import MainWindow

HEALTH: Final = "health"
RESTORE: Final = "restore"
KEY_MISSING: Final = frozenset({"DB_NO_KEY", "DB_WRONG_KEY", "KEY_FILE_DAMAGED"})
"""Why a sound database stays shut until somebody gives its key."""

_CRASHED: Final = "M53"


def how_it_opened(opened: Opened) -> Message | None:
    """The message above the first page; None if all is as on any other day."""
    if opened.broken_at:
        return message("M45", n=opened.broken_at)
    if opened.read_only:
        return Message(Tone.WARN, opened.read_only)
    if opened.was_left and opened.saved_at is not None:
        return message(_CRASHED, time=f"{opened.saved_at:%m-%d %H:%M}")
    return None


class OpeningNews(QObject):
    """Tells it above the page, with a button for each thing that can be done."""

    def __init__(self, window: MainWindow, reopen: Callable[[], object]) -> None:
        """`reopen` tries once more to open the books for writing."""
        super().__init__(window)
        self._window = window
        self._reopen = reopen
        self._told_crash = False

    def tell(self, opened: Opened) -> None:
        """Somebody sits before these books; a crash is told only once."""
        told = how_it_opened(opened)
        if told is None or (told.code == _CRASHED and self._told_crash):
            return
        self._told_crash = self._told_crash or told.code == _CRASHED
        self._window.show_message(told)
        if opened.reopen is not None:
            self._window.offer(self.tr("重试"), self._reopen, "refresh")
        if opened.broken_at:
            self._offer_health()

    def tell_unopened(
        self,
        error: BaseException,
        again: Callable[[], object] | None = None,
        *,
        can_restore: bool,
    ) -> None:
        """No books are open: why, and the ways out."""
        self._window.show_error(error)
        if again is not None:
            self._window.offer(self.tr("重试"), again, "refresh")
        if can_restore:
            begin = partial(self._window.show_alone, RESTORE, back=FIRST_RUN)
            self._window.offer(self.tr("从备份恢复"), begin, "history")
        if HEALTH in self._window.page_ids:
            self._offer_health()

    def _offer_health(self) -> None:
        look = partial(self._window.navigate, HEALTH)
        self._window.offer(self.tr("健康检查"), look, "checklist")
