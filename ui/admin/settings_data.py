"""Settings: where the books lie, and their backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from carbon_points.common.days import local_moment
from ui.admin.settings_parts import line
from ui.admin.settings_parts import Section
from ui.shared.books_watch import BooksWatch
from ui.shared.standing import LITTLE_MB
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import Label

if TYPE_CHECKING:
    from ui.shared.page import Context
    from ui.shared.standing import Standing


class DataSection(Section):
    """The file, a backup now, the folder."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._watch = BooksWatch(context.tasks, context.frame)
        self.place = Label(str(context.database.path), "second", wrap=True)
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.told = Label(self.tr("正在读取…"), "second", wrap=True)
        self.backup = Button(self.tr("现在备份"), "database")
        self.folder = Button(self.tr("打开所在文件夹"), "folder")
        self.backup.clicked.connect(
            lambda _checked: self._watch.back_up(context.operator)
        )
        self.folder.clicked.connect(lambda _checked: self._watch.open_folder())
        kept = self.tr("备份存在账本旁的 backups 文件夹；请再拷一份到 U 盘。")
        rows = [
            line(self.tr("数据文件"), self._about(), self.folder),
            self.place,
            line(self.tr("备份"), kept, self.backup),
            self.told,
        ]
        super().__init__("data", "database", self.tr("数据"), rows)
        self._watch.setParent(self)
        self._watch.stands.connect(self._show)
        if context.opened is not None:
            self._watch.follow(context.opened, context.bridge)

    def _about(self) -> str:
        if self._context.database.encrypted:
            return self.tr("文件已加密；密钥在本机用户的配置文件夹，不在文件旁边。")
        return self.tr("文件没有加密；身份证号仍单独加密。")

    def _show(self, seen: Standing) -> None:
        room = self.tr("磁盘剩余 {x} MB").format(x=f"{seen.free_mb:,}")
        if seen.backup_at is None or seen.backup_file is None:
            backup = self.tr("还没有备份。")
        else:
            moment = local_moment(seen.backup_at)
            said = self.tr("最近一次：{time}，已读回核对，在 {file}。")
            backup = said.format(time=f"{moment:%Y-%m-%d %H:%M}", file=seen.backup_file)
        grave = Tone.BAD if seen.free_mb < LITTLE_MB else None
        self.told.say(f"{backup}　{room}", grave)
