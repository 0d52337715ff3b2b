"""Looks after the open books, beside all work: how they stand, backups, who sits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.shared.backup_keeper import BackupKeeper
from ui.shared.books_watch import BooksWatch
from ui.shared.closing_panel import LastBackup
from ui.shared.page import NOBODY
from ui.shared.retention_reminder import RetentionReminder
from ui.shared.seat_watch import SeatWatch

if TYPE_CHECKING:
    from ui.shared.background import TaskRunner
    from ui.shared.event_bridge import EventBridge
    from ui.shared.messages import Message
    from ui.shared.page import Opened
    from ui.shared.page import Operator
    from ui.shared.window import MainWindow


class BooksCare(QObject):
    """Everything that looks by itself, told together which books and who it is."""

    def __init__(self, tasks: TaskRunner, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._operator = NOBODY
        self.watch = BooksWatch(tasks, window)
        self.keeper = BackupKeeper(tasks, window)
        self.reminder = RetentionReminder(tasks, window)
        self.seat = SeatWatch(tasks)
        for part in (self.watch, self.keeper, self.reminder, self.seat):
            part.setParent(self)
        self.closing = LastBackup(window, self.keeper, self.watch)
        self.watch.overdue.connect(self._offer_backup)
        self.keeper.failed.connect(self._offer_backup)
        self.keeper.ran.connect(lambda _runs: self.watch.look())

    def listen(self, opened: Opened, bridge: EventBridge) -> None:
        """Other books are open; nobody sits before them yet."""
        self._operator = NOBODY
        self.watch.follow(opened, bridge)
        self.keeper.follow(opened)
        self.seat.listen(opened, bridge)

    def follow(self, opened: Opened, operator: Operator) -> None:
        """Somebody sits down before these books."""
        self._operator = operator
        self.reminder.follow(opened, operator)
        self.seat.follow(opened, operator)

    def back_up(self) -> None:
        """Who sits here asks for a backup now."""
        self.keeper.back_up(self._operator)

    def _offer_backup(self, shown: Message) -> None:
        self._window.show_message(shown)
        self._window.offer(self.tr("立即备份"), self.back_up, "database")
