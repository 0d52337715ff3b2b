"""The working paper on the screen: looked at, printed, or saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from ui.shared.background import Lane
from ui.shared.messages import message
from ui.shared.notices import MessageBar
from ui.shared.printing import ANSWER_S
from ui.shared.printing import Preview
from ui.shared.printing import Printers
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import Select
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from ui.shared.page import Context

_PRINTER: str = "sampling/printer"


class PaperSheet(Card):
    """A preview of all pages beside the verbs; Esc leads back to the list."""

    closed = Signal()
    save_wanted = Signal(object)
    """The path to write to; its ending says in which form."""

    def __init__(self, context: Context, printers: Printers | None = None) -> None:
        super().__init__(layout := column(margins=(1, 8, 1, 1), gap=6))
        self._context = context
        self._printers = printers or Printers()
        self._pdf = b""
        self._name = ""
        self.bar = MessageBar()
        self.preview = Preview(context.tasks)
        self.printer = Select(self.tr("打印机"))
        self.save = Button(self.tr("另存为…"), "download", key="Ctrl+S")
        self.print = Button(self.tr("打印"), "printer", "primary", "Enter")
        self.printer.setMinimumWidth(px(190))
        close = IconButton(self.tr("关闭"), "x", "Esc")
        head = row(
            Label(self.tr("抽样核查工作底稿"), "section"),
            *(STRETCH, Label(self.tr("打印机"), "second"), self.printer),
            *(self.save, self.print, close),
            margins=(14, 0, 10, 0),
            gap=8,
        )
        for part in (head, self.bar, Rule()):
            if isinstance(part, (MessageBar, Rule)):
                layout.addWidget(part)
            else:
                layout.addLayout(part)
        layout.addWidget(self.preview, 1)
        close.clicked.connect(lambda _on: self.closed.emit())
        self.print.clicked.connect(lambda _on: self.send())
        self.save.clicked.connect(lambda _on: self.ask_where())
        self.preview.failed.connect(context.frame.show_error)

    def show_pdf(self, pdf: bytes, name: str) -> None:
        """Show a paper; `name` is what its file is called."""
        self._pdf, self._name = pdf, name
        self.bar.dismiss()
        self.preview.show_pdf(pdf)
        self._context.tasks.start(
            lambda _progress: self._printers.names(),
            self._offer,
            lambda _error: self._offer([]),
            owner=self,
            lane=Lane.PRINT,
            key="sampling.printers",
        )
        self.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, names: list[str]) -> None:
        self.printer.clear()
        for name in names or [""]:
            self.printer.addItem(name or self.tr("没有找到打印机"), name)
        self.printer.setEnabled(bool(names))
        self.print.setEnabled(bool(names))
        settings = self._context.settings
        self.printer.choose(settings.recall(_PRINTER, settings.printer))

    def send(self) -> None:
        """Print every page."""
        printer, pdf = self.printer.code, self._pdf
        if not printer or not pdf:
            return
        self._context.settings.remember(_PRINTER, printer)
        self.print.setEnabled(False)
        self.bar.say(Tone.INFO, self.tr("正在送打印机…"))
        self._context.tasks.start(
            lambda progress: self._printers.send(
                pdf, progress, printer_name=printer, copies=1
            ),
            self._sent,
            self._not_sent,
            owner=self,
            lane=Lane.PRINT,
        )

    def ask_where(self) -> None:
        """Choose a file; .pdf to print, .xlsx to work on."""
        kinds = "PDF (*.pdf);;Excel (*.xlsx)"
        dialog = QFileDialog(self, self.tr("另存工作底稿"), str(Path.home()), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{self._name}.pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filterSelected.connect(
            lambda kind: dialog.setDefaultSuffix("xlsx" if "xlsx" in kind else "pdf")
        )
        dialog.fileSelected.connect(lambda name: self.save_wanted.emit(Path(name)))
        dialog.open()

    def tell_saved(self, path: Path) -> None:
        """The file is written."""
        text = self.tr("工作底稿已保存到“{path}”。")
        self.bar.say(Tone.OK, text.format(path=path))

    def _sent(self, pages: int | None) -> None:
        self.print.setEnabled(True)
        if pages is None:
            said = message("M39", n=ANSWER_S)
            self.bar.say(said.tone, said.title, said.text, said.code)
        else:
            self.bar.say(Tone.OK, self.tr("已送打印机：%n 页。", "", pages))

    def _not_sent(self, error: Exception) -> None:
        self.print.setEnabled(True)
        self.bar.dismiss()
        self._context.frame.show_error(error)
