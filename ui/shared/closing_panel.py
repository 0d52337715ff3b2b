"""What stands in the way of closing: the day's last backup, and how to go without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from ui.shared import backup_words
from ui.shared.errors import message_for
from ui.shared.notices import MessageBar
from ui.shared.notices import ProgressStrip
from ui.shared.tokens import px
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from carbon_points.integrity.backup_runs import PlaceRun
    from ui.shared.backup_keeper import BackupKeeper
    from ui.shared.books_watch import BooksWatch
    from ui.shared.messages import Message

_WIDTH = 520


class ClosingPanel(QDialog):
    """Makes the backup; the window goes by itself once one place is proven."""

    leave = Signal()
    """The window may close now."""

    def __init__(self, window: QWidget, keeper: BackupKeeper) -> None:
        super().__init__(window)
        self._keeper = keeper
        self.setWindowTitle(window.windowTitle())
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(px(_WIDTH))
        self.bar, self.strip = MessageBar(), ProgressStrip(can_cancel=False)
        self.without = Button(self.tr("不备份，直接退出"))
        self.again = Button(self.tr("重试"), "refresh")
        self.stay = Button(self.tr("返回继续办理"), "chevron-left", "primary", "Esc")
        self._connect()
        told = self.tr(
            "正在做收工备份，完成后程序自己退出。拔出 U 盘请等它退出之后。"
            "已保存的内容都在；不备份也不会丢。"
        )
        foot = row(self.without, STRETCH, self.again, self.stay, gap=8)
        title = Label(self.tr("收工备份"), "section")
        parts = (title, Label(told, wrap=True), self.strip, self.bar, foot)
        self._lines = column(*parts, margins=(20, 16, 20, 16), gap=12)
        self.setLayout(self._lines)
        self.stay.setFocus()

    def begin(self) -> None:
        """Make the backup."""
        self.bar.dismiss()
        self.again.hide()
        self.strip.begin(self.tr("正在备份并试恢复…"))
        self.strip.show()
        self._fit()
        self._keeper.close_down(self._done, self._failed, self.strip.step)

    def reject(self) -> None:
        """Esc: back to work; what was half written goes."""
        self._keeper.cancel()
        super().reject()

    def _connect(self) -> None:
        self.stay.clicked.connect(self.reject)
        self.again.clicked.connect(self.begin)
        self.without.clicked.connect(self._leave)

    def _leave(self) -> None:
        self._keeper.cancel()
        self.accept()
        self.leave.emit()

    def _done(self, runs: Sequence[PlaceRun]) -> None:
        if any(run.ok for run in runs):
            # What is missing elsewhere stands in the top bar at the next start.
            self.accept()
            self.leave.emit()
        else:
            self._say(backup_words.outcome(runs))

    def _failed(self, error: Exception) -> None:
        self._say(message_for(error))

    def _say(self, shown: Message) -> None:
        self.strip.end()
        self.bar.say(shown.tone, shown.title, shown.text, shown.code)
        self.without.setText(self.tr("退出"))
        self.again.show()
        self._fit()

    def _fit(self) -> None:
        """As high as the wrapped lines need; Qt asks for it but once."""
        self._lines.activate()
        self.setFixedHeight(self._lines.totalHeightForWidth(self.width()))


class LastBackup(QObject):
    """Lets the window close, or the backup come first; it closes by itself then."""

    def __init__(
        self, window: QWidget, keeper: BackupKeeper, watch: BooksWatch
    ) -> None:
        super().__init__(window)
        self._window, self._keeper, self._watch = window, keeper, watch
        self._leaves = False
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            # Who shuts the computer down must not be held up by a question.
            application.commitDataRequest.connect(
                self._hurry, Qt.ConnectionType.DirectConnection
            )

    def comes_first(self) -> bool:
        """Whether a backup stands in the way of closing now."""
        seen = self._watch.standing
        due = seen is not None and seen.backups.closing_due
        if self._leaves or not (due and self._keeper.keeps_at_closing):
            return False
        if self._window.findChildren(ClosingPanel):
            return True  # closed once more while the panel asks already
        panel = ClosingPanel(self._window, self._keeper)
        panel.leave.connect(self._leave)
        panel.finished.connect(panel.deleteLater)
        panel.open()
        panel.begin()
        return True

    def _hurry(self) -> None:
        self._leaves = True

    def _leave(self) -> None:
        self._leaves = True
        self._window.close()
