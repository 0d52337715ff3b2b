"""The print panel of the desk: what comes out, on which paper, by which printer."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QCheckBox
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QStackedWidget
from PySide6.QtWidgets import QVBoxLayout

from carbon_points.certificates.desk_paper import PaperSize
from ui.service_desk.papers_presenter import PapersPresenter
from ui.service_desk.papers_work import usual_place
from ui.service_desk.papers_work import Wish
from ui.shared.identity import CodeEdit
from ui.shared.identity import Writing
from ui.shared.language import tr_later
from ui.shared.language import translated
from ui.shared.messages import message
from ui.shared.notices import MessageBar
from ui.shared.notices import Skeleton
from ui.shared.printing import Preview
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Select
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.certificates.desk_paper import Paper
    from ui.service_desk.papers_presenter import Sending
    from ui.shared.messages import Message
    from ui.shared.page import Context
    from ui.shared.printing import Printers

_MOST_COPIES: Final = 20
_NAMES: Final = {
    "slip": tr_later("papers", "办理凭条"),
    "passbook": tr_later("papers", "碳积分存折"),
    "consent": tr_later("papers", "授权书"),
    "explanation": tr_later("papers", "为什么是这个数"),
}
_SIZES: Final = {
    PaperSize.ROLL: tr_later("papers", "80 毫米小票"),
    PaperSize.A5: "A5",
    PaperSize.A4: "A4",
}
_LARGE: Final = "papers/large"
_SIZE: Final = "papers/size"


def paper_name(kind: str) -> str:
    """What a paper is called in the language in force."""
    return translated("papers", _NAMES[kind])


class PapersPanel(Card):
    """Shows a paper and prints or saves it; Enter prints as soon as it is ready."""

    closed = Signal()
    done = Signal(str)
    """What was printed or saved, in a sentence; the panel is not needed any more."""

    def __init__(self, context: Context, printers: Printers | None = None) -> None:
        layout = QVBoxLayout()
        super().__init__(layout)
        self._context = context
        self.presenter = PapersPresenter(context, printers)
        self.presenter.setParent(self)
        self._title = Elided("", "section")
        self._close = IconButton(self.tr("关闭"), "x", "Esc")
        self.bar = MessageBar()
        self.preview = Preview(context.tasks, narrow=True)
        self._loading = Skeleton(4)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._loading)
        self._stack.addWidget(self.preview)
        self._stack.setMinimumHeight(px(150))
        self.sizes = {
            size: Choice(translated("papers", word)) for size, word in _SIZES.items()
        }
        self._sizes = box(row(*self.sizes.values(), STRETCH, gap=6))
        self.large = _check(self.tr("大字版"))
        self.again = _check(self.tr("整页重打"))
        self.printer = Select(self.tr("打印机"))
        self.copies = CodeEdit(Writing.INTEGER, self.tr("份数"))
        self.save = Button(self.tr("另存为 PDF"), "download", key="Ctrl+S")
        self.print = Button(self.tr("打印"), "printer", "primary", "Enter")
        self.repeat = Button(self.tr("重打"), "printer")
        self.came_out = Button(self.tr("已打印"), "check", "primary", "Enter")
        self._verbs = box(row((self.save, 1), (self.print, 1), gap=10))
        self._answers = box(row((self.repeat, 1), (self.came_out, 1), gap=10))
        self._fill(layout)
        self._connect()

    def _fill(self, layout: QVBoxLayout) -> None:
        self.copies.setMaximumWidth(px(56))
        printer = Label(self.printer.accessibleName(), "second")
        copies = Label(self.copies.accessibleName(), "second")
        body = column(
            row((self._title, 1), self._close, gap=6),
            self.bar,
            (self._stack, 1),
            self._sizes,
            row(self.large, self.again, STRETCH, gap=16),
            row(printer, (self.printer, 1), copies, self.copies, gap=8),
            self._verbs,
            self._answers,
            gap=10,
        )
        self._answers.hide()
        layout.setContentsMargins(px(14), px(10), px(14), px(14))
        layout.addLayout(body)
        self.setMinimumWidth(px(320))
        # In the order of use: Enter prints at once, what may be chosen comes after.
        self.setTabOrder(self.print, self.save)

    def _connect(self) -> None:
        presenter = self.presenter
        for size, choice in self.sizes.items():
            choice.setAutoExclusive(True)
            choice.clicked.connect(partial(self._choose_size, size))
        self.large.clicked.connect(self._choose_large)
        self.again.clicked.connect(lambda on: presenter.change(again=on))
        self.print.clicked.connect(self.want_print)
        self.save.clicked.connect(self.want_save)
        self.repeat.clicked.connect(lambda _checked: presenter.repeat())
        self.came_out.clicked.connect(lambda _checked: presenter.confirm())
        self._close.clicked.connect(lambda _checked: self.closed.emit())
        self.preview.failed.connect(self._context.frame.show_error)
        presenter.made.connect(self._show_paper)
        presenter.unmade.connect(self._show_none)
        presenter.printers_known.connect(self._offer_printers)
        presenter.sending.connect(self._show_sending)
        presenter.printed.connect(self._tell_printed)
        presenter.looked_for.connect(self._ask_to_look)
        presenter.silent.connect(self._tell_silence)
        presenter.saved.connect(self._tell_saved)
        presenter.failed.connect(self._refuse)
        save = QShortcut(QKeySequence("Ctrl+S"), self)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self.want_save)

    def offer(
        self, kind: str, participant_id: int, action_ids: Sequence[int] = ()
    ) -> None:
        """Show a paper: ``slip``, ``passbook``, ``consent`` or ``explanation``."""
        settings = self._context.settings
        large = settings.recall(_LARGE) == "yes"
        size = _known_size(settings.recall(_SIZE))
        self._title.say_whole(paper_name(kind))
        self.bar.dismiss()
        self.large.setChecked(large)
        self.again.setChecked(False)
        self.again.setVisible(kind == "passbook")
        self._sizes.setVisible(kind == "slip")
        self.sizes[size].setChecked(True)
        self.copies.setText("1")
        self._stack.setCurrentWidget(self._loading)
        self._allow(printing=True)
        ids = tuple(action_ids)
        self.presenter.offer(Wish(kind, participant_id, ids, size, large))
        self.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def want_print(self) -> None:
        """The button, or Enter; it may come before the paper is there."""
        if self.print.isEnabled():
            self.presenter.when_ready(self._print)

    def want_save(self) -> None:
        """The button, or Ctrl+S."""
        if self.save.isEnabled():
            self.presenter.when_ready(self._ask_where)

    def _print(self) -> None:
        printer = self.printer.code
        if printer:
            self._context.settings.remember(self._printer_key, printer)
        typed = self.copies.text()
        copies = int(typed) if typed.isdigit() else 1
        self.presenter.print(printer, max(1, min(copies, _MOST_COPIES)))

    def _ask_where(self) -> None:
        paper = self.presenter.paper
        if paper is None:
            return
        usual = usual_place(paper, self.presenter.caller())
        home = str(usual.parent.parent)
        dialog = QFileDialog(self, self.tr("另存为 PDF"), home, "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(usual.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.presenter.save(Path(name)))
        dialog.open()

    # What may be chosen

    @property
    def _printer_key(self) -> str:
        """A receipt printer and one for sheets may stand side by side."""
        wish = self.presenter.wish
        on_roll = wish is not None and wish.kind == "slip"
        size = wish.size if wish is not None and on_roll else PaperSize.A4
        return f"papers/printer/{size}"

    def _choose_size(self, size: PaperSize, _checked: object = None) -> None:
        self._context.settings.remember(_SIZE, str(size))
        self.presenter.change(size=size)
        self._choose_printer()

    def _choose_large(self, on: object) -> None:
        self._context.settings.remember(_LARGE, "yes" if on else "no")
        self.presenter.change(large=bool(on))

    def _offer_printers(self, names: list[str]) -> None:
        self.printer.clear()
        for name in names:
            self.printer.addItem(name, name)
        if not names:
            self.printer.addItem(self.tr("没有找到打印机"), "")
        self.print.setText(self.tr("打印") if names else self.tr("存为 PDF"))
        self.printer.setEnabled(bool(names))
        self._choose_printer()

    def _choose_printer(self) -> None:
        settings = self._context.settings
        self.printer.choose(settings.recall(self._printer_key, settings.printer))

    def _allow(self, *, printing: bool) -> None:
        self._answers.hide()
        self._verbs.show()
        for part in (self.print, self.save, self.large, self.again, self._sizes):
            part.setEnabled(printing)

    # What became of it

    def _show_paper(self, paper: Paper) -> None:
        self._title.say_whole(paper.title)
        self._stack.setCurrentWidget(self.preview)
        self.preview.show_pdf(paper.pdf)
        self.print.setEnabled(True)
        self.save.setEnabled(True)
        if paper.reprints and not self.bar.isVisibleTo(self):
            note = self.tr("这张以前打过 %n 次，纸上会写明重打。", "", paper.reprints)
            self.bar.say(Tone.INFO, note)

    def _show_none(self, said: Message) -> None:
        self._say(said)
        self.print.setEnabled(False)
        self.save.setEnabled(False)

    def _show_sending(self) -> None:
        self._allow(printing=False)
        self.bar.say(Tone.INFO, self.tr("正在送打印机…"))

    def _tell_printed(self, sending: Sending) -> None:
        text = self.tr("已打印：{paper}，%n 份。", "", sending.copies)
        self._finish(text.format(paper=paper_name(sending.paper.kind)))

    def _ask_to_look(self, _sending: object) -> None:
        said = self.tr("已送打印机。请看一眼存折：打在该打的行上，点“已打印”。")
        kept = self.tr("没有打出来点“重打”，还从这一行打起。")
        self.bar.say(Tone.INFO, said, kept)
        self._offer_answers()

    def _tell_silence(self, _sending: object, seconds: int) -> None:
        self._say(message("M39", n=seconds))
        self._offer_answers()

    def _offer_answers(self) -> None:
        """Whoever stands before the printer knows; Enter says that it came out.

        While nobody has said so, another print would count twice.
        """
        self._verbs.hide()
        self._answers.show()
        self.came_out.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_saved(self, path: Path, no_printer: object) -> None:
        paper = self.presenter.paper
        name = paper_name(paper.kind) if paper else ""
        if no_printer:
            text = self.tr(
                "没有找到打印机。{paper}已保存到“{path}”，接好后可重打，不会重复计数。"
            )
        else:
            text = self.tr("{paper}已保存到“{path}”。")
        self._finish(text.format(paper=name, path=path))

    def _finish(self, sentence: str) -> None:
        self._allow(printing=True)
        self.bar.say(Tone.OK, sentence)
        self.done.emit(sentence)

    def _refuse(self, said: Message) -> None:
        self._allow(printing=True)
        self._say(said)
        self.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, said: Message) -> None:
        self.bar.say(said.tone, said.title, said.text, said.code)


def _check(text: str) -> QCheckBox:
    made = QCheckBox(text)
    made.setAccessibleName(text)
    return made


def _known_size(kept: str) -> PaperSize:
    return PaperSize(kept) if kept in set(PaperSize) else PaperSize.ROLL
