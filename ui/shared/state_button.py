"""The state of the books in the top bar: one line, and a list behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from carbon_points.common.days import local_moment
from ui.shared import backup_words
from ui.shared import icons
from ui.shared.standing import BACKUP_DAYS
from ui.shared.standing import LITTLE_MB
from ui.shared.tokens import hex_of
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import Button

if TYPE_CHECKING:
    import datetime as dt

    from ui.shared.standing import Standing

_SHAPES = {Tone.OK: "database", Tone.WARN: "history", Tone.BAD: "alert-octagon"}


class StateButton(Button):
    """Green: saved; amber: a backup is due; red: the disk is nearly full."""

    backup_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("", "database")
        self.setProperty("kind", "person")
        self._saved: dt.datetime | None = None
        self._standing: Standing | None = None
        self._now = 0
        self._demo = False
        self.setMenu(QMenu(self))
        self.menu().aboutToShow.connect(self._fill)

    def show_saved(self, at: dt.datetime) -> None:
        """The last entry was written at this time."""
        self._saved = at
        self._say()

    def show_standing(self, standing: Standing, now: int, *, demo: bool) -> None:
        """How the books stand now; a demo needs no backup."""
        self._standing, self._now, self._demo = standing, now, demo
        self._say()

    @property
    def tone(self) -> Tone:
        """How urgent it is."""
        if self._standing is not None and self._standing.free_mb < LITTLE_MB:
            return Tone.BAD
        return Tone.WARN if self._overdue_words() else Tone.OK

    def _say(self) -> None:
        tone = self.tone
        self.setText(self._words(tone))
        self.setIcon(icons.icon(_SHAPES[tone], tone.ink, 18))
        ink = hex_of("text2" if tone is Tone.OK else tone.ink)
        self.setStyleSheet(f"QPushButton {{ color:{ink}; font-size:{px(13)}px; }}")

    def _words(self, tone: Tone) -> str:
        if tone is Tone.BAD and self._standing is not None:
            return self.tr("磁盘只剩 {x} MB").format(x=self._standing.free_mb)
        if tone is Tone.WARN:
            return self._overdue_words()
        return " · ".join(filter(None, (self._saved_words(), self._age_words())))

    def _overdue_words(self) -> str:
        """What is wrong with the backups; nothing if nothing is."""
        standing = self._standing
        if standing is None or self._demo:
            return ""
        days = standing.days_without_backup(self._now)
        if days >= BACKUP_DAYS:
            return self.tr("备份已 %n 天未做", "", days)
        if standing.backups.failed:
            return self.tr("备份没有完成")
        if standing.backups.never:
            return self.tr("%n 处还没有备份", "", standing.backups.never)
        worst = standing.backups.worst_days(self._now)
        if worst >= BACKUP_DAYS:
            return self.tr("有一处备份已 %n 天未做", "", worst)
        return ""

    def _age_words(self) -> str:
        """How old the newest proven backup is."""
        standing = self._standing
        if standing is None or self._demo or standing.backup_at is None:
            return ""
        if not standing.backups.places:
            return ""
        moment = local_moment(standing.backup_at)
        days = (local_moment(self._now).date() - moment.date()).days
        if days > 0:
            return self.tr("备份 %n 天前 ✓", "", days)
        return self.tr("备份 {time} ✓").format(time=f"{moment:%H:%M}")

    def _saved_words(self) -> str:
        if self._saved is None:
            return self.tr("本机已保存")
        text = self.tr("本机已保存 {time}")
        return text.format(time=f"{self._saved:%H:%M}")

    def _fill(self) -> None:
        """The whole list, made when it is opened."""
        menu = self.menu()
        menu.clear()
        for line in self._lines():
            menu.addAction(line.replace("&", "&&")).setEnabled(False)
        menu.addSeparator()
        if self._standing is not None:
            made = menu.addAction(icons.icon("database"), self.tr("现在备份"))
            made.triggered.connect(lambda _checked: self.backup_wanted.emit())
            shown = menu.addAction(icons.icon("folder"), self.tr("打开所在文件夹"))
            shown.triggered.connect(lambda _checked: self.folder_wanted.emit())

    def _lines(self) -> list[str]:
        standing = self._standing
        if standing is None:
            return [self._saved_words()]
        return [
            self.tr("数据文件 {path}").format(path=standing.file),
            self._saved_words(),
            *self._backup_lines(standing),
            self.tr("待审核 %n 笔", "", standing.waiting),
            self.tr("磁盘剩余 {x} MB").format(x=f"{standing.free_mb:,}"),
            self.tr("离线可用：不联网，断网照常办理"),
        ]

    def _backup_lines(self, standing: Standing) -> list[str]:
        if standing.backups.places:
            return [backup_words.place_line(one) for one in standing.backups.places]
        if standing.backup_at is None:
            return [self.tr("还没有备份")]
        moment = local_moment(standing.backup_at)
        said = self.tr("最近一次备份 {time}，已读回核对")
        return [said.format(time=f"{moment:%Y-%m-%d %H:%M}")]
