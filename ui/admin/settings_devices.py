"""Settings: printer, paper of slips, card reader, folder of photos."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from ui.admin.reader_test import ReaderTest
from ui.admin.settings_parts import line
from ui.admin.settings_parts import Question
from ui.admin.settings_parts import Section
from ui.shared.plain import plain_tip
from ui.shared.printing import printer_names
from ui.shared.settings import PHOTO_KEY
from ui.shared.settings import PRINTER_KEY
from ui.shared.settings import SLIP_KEY
from ui.shared.settings import SLIP_SIZES
from ui.shared.widgets import Button
from ui.shared.widgets import Select

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.shared.page import Context


class DevicesSection(Section):
    """What stands on the counter."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self.printer = Select(self.tr("打印机"))
        self.reader = ReaderTest()
        rows = [self._printer(), self._slip(), self._photos(), self.reader]
        super().__init__("devices", "printer", self.tr("设备"), rows)
        self.offer_reset(self._reset)
        self._context.tasks.start(
            lambda _progress: printer_names(), self._offer, self._failed, owner=self
        )

    def _printer(self) -> QWidget:
        self.printer.addItem(self.tr("正在查找…"), self._settings.printer)
        self.printer.activated.connect(lambda _at: self._take_printer())
        note = self.tr("没有打印机也能办理：凭条和证书存成 PDF，接好后可重打。")
        return line(self.tr("打印机"), note, self.printer)

    def _slip(self) -> QWidget:
        words = (self.tr("80 mm 小票"), self.tr("A5 单页"), self.tr("A4 整页"))
        answers = tuple(zip(SLIP_SIZES, words, strict=True))
        self.slip = Question(
            self.tr("凭条纸张"),
            self.tr("打印凭条时先用这种纸；打印前还可以改。"),
            answers,
            self._settings.slip_size,
            partial(setattr, self._settings, "slip_size"),
        )
        return self.slip

    def _photos(self) -> QWidget:
        self.choose = Button("", "folder")
        self.choose.clicked.connect(lambda _checked: self._choose_folder())
        self._say_folder()
        note = self.tr("高拍仪或摄像头把照片存到哪个文件夹；选凭证时从这里开始找。")
        return line(self.tr("照片文件夹"), note, self.choose)

    def _say_folder(self) -> None:
        folder = self._settings.photo_folder
        self.choose.setText(folder.name if folder else self.tr("选择文件夹"))
        self.choose.setToolTip(plain_tip(str(folder or "")))
        name, none = self.tr("照片文件夹"), self.tr("未设置")
        self.choose.setAccessibleName(f"{name}：{folder or none}")

    def _choose_folder(self) -> None:
        start = str(self._settings.photo_folder or Path.home())
        title = self.tr("照片文件夹")
        chosen = QFileDialog.getExistingDirectory(self, title, start)
        if chosen:
            self._settings.photo_folder = Path(chosen)
            self._say_folder()

    def _offer(self, names: list[str]) -> None:
        self.printer.clear()
        kept = self._settings.printer
        usual = self.tr("系统默认打印机") if names else self.tr("没有找到打印机")
        self.printer.addItem(usual, "")
        for name in dict.fromkeys([*names, *filter(None, [kept])]):
            gone = "" if name in names else self.tr("（未连接）")
            self.printer.addItem(f"{name}{gone}", name)
        self.printer.choose(kept)

    def _failed(self, error: Exception) -> None:
        self._offer([])
        self._context.frame.show_error(error)

    def _take_printer(self) -> None:
        self._settings.printer = self.printer.code

    def _reset(self) -> None:
        self._settings.reset(PRINTER_KEY, SLIP_KEY, PHOTO_KEY)
        self.printer.choose("")
        self.slip.show_answer(self._settings.slip_size)
        self._say_folder()
