"""Keeps an eye on the open books: what waits, the last backup, room on the disk."""

from __future__ import annotations

import time
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import QTimer
from PySide6.QtCore import QUrl
from PySide6.QtCore import Signal
from PySide6.QtGui import QDesktopServices

from carbon_points.common.days import local_moment
from ui.shared import standing
from ui.shared.background import without_steps
from ui.shared.messages import message

if TYPE_CHECKING:
    from carbon_points.security.chain import Committed
    from ui.shared.background import TaskRunner
    from ui.shared.event_bridge import EventBridge
    from ui.shared.page import Frame
    from ui.shared.page import Opened
    from ui.shared.standing import Standing

_AGAIN_MS: Final = 300_000
_CLOCK_MINUTES: Final = 3
_SETTLED_MS: Final = 400
"""Several acts in a row are looked at once."""


class BooksWatch(QObject):
    """Looks after every commit and every five minutes."""

    stands = Signal(object)
    overdue = Signal(object)
    """The message that a backup is due, where none is made by itself."""

    def __init__(self, tasks: TaskRunner, frame: Frame) -> None:
        super().__init__()
        self._tasks = tasks
        self._frame = frame
        self._opened: Opened | None = None
        self.standing: Standing | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._soon.timeout.connect(self.look)
        self._again = QTimer(self, interval=_AGAIN_MS)
        self._again.timeout.connect(self.look)

    def follow(self, opened: Opened, bridge: EventBridge) -> None:
        """Watch this database from now on."""
        self._opened, self.standing = opened, None
        if not hasattr(opened.handle, "reading"):
            return  # nothing is open
        from carbon_points.security.chain import Committed  # noqa: PLC0415  (slow)

        bridge.listen(Committed, self._committed, self)
        self._again.start()
        self.look()

    def _committed(self, news: Committed) -> None:
        self._frame.saved(local_moment(news.at))
        self._soon.start()

    def look(self) -> None:
        """Ask now; `stands` follows."""
        if self._opened is None:
            return
        work = without_steps(standing.look, self._opened.handle)
        self._tasks.start(
            work,
            self._seen,
            self._unseen,
            owner=self,
            key=f"standing.{id(self)}",  # the settings look for themselves
        )

    def open_folder(self) -> None:
        """Show where the database lies."""
        if self.standing is not None:
            folder = str(self.standing.file.parent)
            QDesktopServices.openUrl(QUrl.fromLocalFile(folder))

    def reopen(self) -> None:
        """Try to open the books for writing; whoever had them may have left."""
        if self._opened is not None and self._opened.reopen is not None:
            again = self._opened.reopen
            self._tasks.start(
                lambda _progress: again(),
                self._reopened,
                self._frame.show_error,
                owner=self,
            )

    def _reopened(self, opened: Opened) -> None:
        before = self._opened
        self._frame.show_opened(opened)
        if before is not None:
            self._tasks.start(lambda _progress: before.handle.close())

    def _seen(self, seen: Standing) -> None:
        if self.standing is None:
            self._check_clock(seen)
            self._check_backup(seen)
        self._check_room(seen)
        self.standing = seen
        self.stands.emit(seen)

    def _check_room(self, seen: Standing) -> None:
        """Say once that the disk is nearly full, and again if it was not meanwhile."""
        was_short = self.standing is not None and self.standing.is_short
        if seen.is_short and not was_short:
            left = f"{seen.entries_left:,}"
            self._frame.show_message(message("M43", x=f"{seen.free_mb:,}", n=left))

    def _check_backup(self, seen: Standing) -> None:
        """Remind of it once; a daily backup needs no reminder."""
        days = seen.days_without_backup(now())
        demo = self._opened is not None and self._opened.demo
        if days >= standing.BACKUP_DAYS and not (demo or seen.backups.daily):
            self.overdue.emit(message("M41", n=days, s=seen.backups.takes_s))

    def _check_clock(self, seen: Standing) -> None:
        """A clock behind the newest entry would date the next ones wrongly."""
        minutes = (seen.last_at - now()) // 60
        if minutes >= _CLOCK_MINUTES:
            days, hours = minutes // 1440, minutes // 60
            text = self.tr("%n 分钟", "", minutes)
            if days:
                text = self.tr("%n 天", "", days)
            elif hours:
                text = self.tr("%n 小时", "", hours)
            self._frame.show_message(message("M51", x=text))

    def _unseen(self, _error: Exception) -> None:
        """A look that failed is no news: the next one may do."""


def now() -> int:
    """True time in epoch seconds."""
    return int(time.time())
