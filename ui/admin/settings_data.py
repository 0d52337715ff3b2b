"""Settings: where the books lie, and how much room there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.admin.settings_parts import line
from ui.admin.settings_parts import Section
from ui.shared.books_watch import BooksWatch
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import Label

if TYPE_CHECKING:
    from ui.shared.page import Context
    from ui.shared.standing import Standing


class DataSection(Section):
    """The file, its folder, the room on its disk."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._watch = BooksWatch(context.tasks, context.frame)
        self.place = Label(str(context.database.path), "second", wrap=True)
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.told = Label(self.tr("正在读取…"), "second", wrap=True)
        self.folder = Button(self.tr("打开所在文件夹"), "folder")
        self.folder.clicked.connect(lambda _checked: self._watch.open_folder())
        self.health = Button(self.tr("健康检查"), "checklist")
        self.health.clicked.connect(lambda _checked: context.navigate("health"))
        why = self.tr("账本、磁盘、备份、时间、打印机：哪里不对，怎么办。")
        rows = [
            line(self.tr("数据文件"), self._about(), self.folder),
            self.place,
            self.told,
            line(self.tr("健康检查"), why, self.health),
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
        self.told.say(room, Tone.BAD if seen.is_short else None)
