"""Once a day the administrator is told what personal information is past its time."""

from __future__ import annotations

import datetime as dt
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import QTimer

from carbon_points.common.days import ZONE
from ui.shared.background import Lane
from ui.shared.desk import caller_now
from ui.shared.messages import Message
from ui.shared.page import Role
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from carbon_points.integrity.retention import Outlook
    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.page import Frame
    from ui.shared.page import Opened
    from ui.shared.page import Operator

AFTER_MS: Final = 15_000
"""The window has its first pages to draw before."""


class RetentionReminder(QObject):
    """Looks when an administrator sits down, and tells only once a day."""

    def __init__(self, tasks: TaskRunner, frame: Frame) -> None:
        super().__init__()
        self._tasks = tasks
        self._frame = frame
        self._told_on: dt.date | None = None
        self._opened: Opened | None = None
        self._who = ""
        self._clock = QTimer(self, interval=AFTER_MS, singleShot=True)
        self._clock.timeout.connect(self.look)

    def follow(self, opened: Opened, operator: Operator) -> None:
        """Somebody sits down before these books."""
        self._opened, self._who = opened, operator.login
        if Role.ADMIN in operator.roles and not opened.read_only:
            self._clock.start()
        else:
            self._clock.stop()

    def look(self) -> None:
        """Ask what is past its time, unless it was told today."""
        if self._opened is None or self._told_on == _today():
            return
        db, who = self._opened.handle, self._who
        self._tasks.start(
            lambda _progress: _outlook(db, who),
            self._tell,
            lambda _error: None,  # the settings say it when they are opened
            owner=self,
            lane=Lane.LONG,
        )

    def _tell(self, found: Outlook) -> None:
        self._told_on = _today()
        if found.number and (found.ran_on is None or found.ran_on < _today()):
            title = self.tr("有 %n 项个人信息已过保存期限。", "", found.number)
            text = self.tr("请到“设置 › 保存期限”看过后清理。")
            self._frame.show_message(Message(Tone.INFO, title, text))


def _outlook(db: Database, who: str) -> Outlook:
    # Not at the top: the window paints before the database layer is imported.
    from carbon_points.integrity.retention import outlook  # noqa: PLC0415

    return outlook(db, caller_now(who))


def _today() -> dt.date:
    return dt.datetime.now(ZONE).date()
