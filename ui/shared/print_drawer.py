"""The drawer that prints: the paper as it will be, the printer, and what came of it."""

from __future__ import annotations

from functools import partial
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtCore import Qt

from ui.shared import print_work
from ui.shared.background import Lane
from ui.shared.errors import message_for
from ui.shared.identity import CodeEdit
from ui.shared.identity import Writing
from ui.shared.notices import MessageBar
from ui.shared.printing import Preview
from ui.shared.printing import Printers
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Select

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from ui.shared.page import Context

_WIDTH: Final = 620
_MOST_COPIES: Final = 20


class PrintDrawer(Card):
    """Shows a paper and sends it to a printer; Esc takes it away."""

    def __init__(
        self, context: Context, over: QWidget, printers: Printers | None = None
    ) -> None:
        super().__init__(body := column(margins=(14, 12, 14, 12), gap=8))
        self.setParent(over)
        self._context, self._over = context, over
        self._printers = printers or Printers()
        self._name, self._pdf = "", b""
        self._title = Elided(role="section")
        self._close = IconButton(self.tr("收起"), "x", "Esc")
        self.bar = MessageBar()
        self.preview = Preview(context.tasks, narrow=True)
        self.printer = Select(self.tr("打印机"))
        self.copies = CodeEdit(Writing.INTEGER, self.tr("份数"))
        self.copies.setMaximumWidth(px(56))
        self.copies.setText("1")
        self.print_button = Button(self.tr("打印"), "printer", "primary")
        names = (Label(self.tr("打印机"), "second"), Label(self.tr("份数"), "second"))
        names[0].setBuddy(self.printer)
        names[1].setBuddy(self.copies)
        foot = row(
            names[0],
            (self.printer, 1),
            names[1],
            self.copies,
            self.print_button,
            gap=8,
        )
        head = row((self._title, 1), self._close)
        body.addLayout(column(head, self.bar, (self.preview, 1), foot, gap=8))
        self._close.clicked.connect(lambda _on: self.hide())
        self.print_button.clicked.connect(lambda _on: self.send())
        over.installEventFilter(self)
        self.hide()

    def open(self, title: str, pdf: bytes) -> None:
        """Show a paper."""
        self._name, self._pdf = title, pdf
        self._title.say_whole(title)
        self.bar.dismiss()
        self.print_button.setEnabled(False)
        self.preview.show_pdf(pdf)
        self._place()
        self.show()
        self.raise_()
        self._close.setFocus(Qt.FocusReason.PopupFocusReason)
        names = self._printers.names
        self._context.tasks.start(
            lambda _progress: names(),
            self._offer,
            self._fail,
            owner=self,
            key="print.printers",
        )

    def send(self) -> None:
        """Print it; the message tells what came of it."""
        self.print_button.setEnabled(False)
        sending = print_work.Sending(
            self._name, self._pdf, self.printer.code, self._how_many()
        )
        db, who = self._context.database, self._context.operator.login
        self._context.tasks.start(
            partial(print_work.send, self._printers.send, db, who, sending),
            self._tell,
            self._fail,
            owner=self,
            lane=Lane.LONG,
        )

    def _how_many(self) -> int:
        typed = self.copies.text()
        return max(1, min(int(typed), _MOST_COPIES)) if typed.isdigit() else 1

    def escape(self) -> bool:
        """Take it away; False if it is not there."""
        there = not self.isHidden()
        self.hide()
        return there

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        room = self._over.rect()
        width = min(px(_WIDTH), room.width())
        self.setGeometry(room.right() - width + 1, 0, width, room.height())

    def _offer(self, names: list[str]) -> None:
        self.printer.clear()
        for name in names:
            self.printer.addItem(name, name)
        self.print_button.setEnabled(bool(names))
        if not names:
            title = self.tr("没有找到打印机")
            text = self.tr("可以先保存为 PDF，接好打印机后再打印。")
            self.bar.say(Tone.WARN, title, text, "M38")

    def _tell(self, sent: print_work.Sent) -> None:
        self.print_button.setEnabled(True)
        if sent.unnoted is not None:
            title = self.tr("已送打印机，但没有记入操作日志")
            said = message_for(sent.unnoted)
            self.bar.say(Tone.WARN, title, said.text or said.title, said.code)
        elif sent.pages is None:
            title = self.tr("打印机还没有回音")
            text = self.tr("请看一眼出纸口；没有出来可再打印一次，数字不会变。")
            self.bar.say(Tone.WARN, title, text, "M39")
        else:
            self.bar.say(Tone.OK, self.tr("已送打印机，共 %n 页。", "", sent.pages))

    def _fail(self, error: Exception) -> None:
        self.print_button.setEnabled(True)
        said = message_for(error)
        self.bar.say(said.tone, said.title, said.text, said.code)
