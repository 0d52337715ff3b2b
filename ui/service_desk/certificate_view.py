"""Certificates: issue one, see it, print or save it; verify any."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QStackedWidget
from PySide6.QtWidgets import QWidget

from carbon_points.certificates.qr import PREFIX
from carbon_points.certificates.serial import is_serial
from ui.service_desk.certificate_presenter import CertificatePresenter
from ui.service_desk.certificate_register import RegisterTab
from ui.service_desk.issue_panel import IssuePanel
from ui.service_desk.verify_panel import pdf_files
from ui.service_desk.verify_panel import VerifyPanel
from ui.shared.messages import message
from ui.shared.notices import EmptyState
from ui.shared.notices import LOADING_SHOWS_AFTER_MS
from ui.shared.notices import MessageBar
from ui.shared.notices import Skeleton
from ui.shared.printing import Preview
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Card
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from PySide6.QtGui import QDragEnterEvent
    from PySide6.QtGui import QDropEvent

    from carbon_points.certificates.register import RegisterLine
    from carbon_points.participants.queries import Summary
    from ui.service_desk.certificate_work import Made
    from ui.service_desk.papers_presenter import Sending
    from ui.shared.messages import Message
    from ui.shared.page import Context


class CertificateView(QWidget):
    """Three sides of one page; only verifying needs no database."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._print_next = False
        self.presenter = CertificatePresenter(context)
        self.presenter.setParent(self)
        self.verify = VerifyPanel()
        self.panel = IssuePanel(lambda: self.presenter.today)
        self.preview = Preview(context.tasks)
        self.register = RegisterTab()
        self.bar = MessageBar()
        self._empty = EmptyState(
            self.tr("先选持证人和期间，再签发；证书会显示在这里。"), "certificate"
        )
        self._loading = Skeleton(10)
        self._left = QStackedWidget()
        # Nothing moves for what is there in a moment.
        self._patience = QTimer(self, singleShot=True, interval=LOADING_SHOWS_AFTER_MS)
        self._patience.timeout.connect(lambda: self._show_left(self._loading))
        self._sides = self._made_sides()
        self._stack = QStackedWidget()
        self._tabs = {
            "issue": Choice(self.tr("签发与打印"), "certificate"),
            "register": Choice(self.tr("登记簿"), "list-check"),
            "verify": Choice(self.tr("核验"), "shield-check"),
        }
        self._fill()
        self._connect()
        self._connect_printing()
        self._begin()

    def _made_sides(self) -> dict[str, QWidget]:
        for part in (self._empty, self.preview, self._loading):
            self._left.addWidget(part)
        self.panel.setFixedWidth(px(316))
        sheet = Card(column(self.bar, (self._left, 1), gap=4))
        return {
            "issue": box(row((sheet, 1), self.panel, gap=12)),
            "register": self.register,
            "verify": scrolling(box(column(self.verify))),
        }

    def _fill(self) -> None:
        for side in self._sides.values():
            self._stack.addWidget(side)
        note = Label(self.tr("核验不联网、不登录也能用"), "second")
        head = row(*self._tabs.values(), STRETCH, note, gap=8)
        body = column(head, (self._stack, 1), margins=(12, 12, 12, 12), gap=12)
        self.setLayout(body)
        self.setAcceptDrops(True)

    def _begin(self) -> None:
        """Show what the person may do here, and ask for what it needs."""
        may_issue = self.presenter.may_issue
        for name in ("issue", "register"):
            self._tabs[name].setVisible(may_issue)
        self.show_side("issue" if may_issue else "verify")
        self.presenter.printing.load_printers()
        if may_issue:
            self.register.load()

    def _connect(self) -> None:
        presenter, panel = self.presenter, self.panel
        for name, tab in self._tabs.items():
            tab.setAutoExclusive(True)
            tab.clicked.connect(lambda _checked=False, n=name: self.show_side(n))
        panel.picker.searched.connect(presenter.search)
        panel.picker.chosen.connect(presenter.take)
        panel.issue_wanted.connect(self._issue)
        panel.save.clicked.connect(self.save)
        panel.back.clicked.connect(self.escape)
        panel.hand_over.clicked.connect(lambda _checked: presenter.hand_over())
        self.register.wanted.connect(presenter.list)
        self.register.opened.connect(self._open_line)
        self.register.counted.connect(self._show_count)
        self.register.issue_wanted.connect(lambda: self.show_side("issue"))
        self.verify.code_given.connect(presenter.verify_code)
        self.verify.file_given.connect(self._verify_file)
        presenter.found.connect(panel.picker.show_found)
        presenter.holder_known.connect(self._show_holder)
        presenter.issued.connect(self._show_made)
        presenter.issued.connect(lambda _made: self.register.load())
        presenter.changed.connect(self._show_changed)
        presenter.refused.connect(self._refuse)
        presenter.listed.connect(self.register.show_list)
        presenter.unlisted.connect(self.register.show_error)
        presenter.saved.connect(self._tell_saved)
        presenter.handed_over.connect(self._tell_handed_over)
        presenter.verified.connect(self._show_verified)
        presenter.failed.connect(self._fail)
        self.preview.failed.connect(self._context.frame.show_error)
        save = QShortcut(QKeySequence("Ctrl+S"), self)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self.save)

    def _connect_printing(self) -> None:
        printing, panel = self.presenter.printing, self.panel
        panel.print_wanted.connect(self._print)
        panel.came_out.clicked.connect(lambda _checked: printing.confirm())
        panel.repeat.clicked.connect(lambda _checked: printing.repeat())
        printing.printers_known.connect(self._show_printers)
        printing.sending.connect(self._show_sending)
        printing.printed.connect(self._tell_printed)
        printing.silent.connect(self._tell_silence)
        printing.failed.connect(self._tell_failure)

    # What the window asks of its pages.

    def arrive(self, participant_id: int = 0, serial: str = "") -> None:
        """Issue for somebody or show a serial, if another page says which."""
        if serial and participant_id and self.presenter.may_issue:
            self.show_side("issue")
            self.presenter.open(serial, participant_id)
        elif participant_id and self.presenter.may_issue:
            self.show_side("issue")
            self.presenter.take(participant_id)
        else:
            self._take_focus()

    def pick(self, participant_id: int) -> None:
        """Issue for somebody."""
        self.arrive(participant_id)

    def scan(self, text: str) -> None:
        """A code or a serial is verified, anything else names a holder."""
        is_paper = text.startswith(PREFIX) or is_serial(text.strip().upper())
        if is_paper or not self.presenter.may_issue:
            self.show_side("verify")
            self.verify.take(text)
        else:
            self.show_side("issue")
            self.panel.picker.edit.setText(text)

    def commit(self) -> None:
        """Ctrl+Enter: issue."""
        if self.side == "issue":
            self.panel.want_issue()

    def print_page(self) -> None:
        """Ctrl+P: print what was issued, or issue it first."""
        if self.side == "issue":
            self.panel.want_print()

    def escape(self) -> bool:
        """Esc: back to the desk."""
        return self._context.navigate("service") is not None

    def save(self) -> None:
        """Ctrl+S: a copy of the PDF in a place of one's own."""
        made = self.presenter.made
        if made is None or not self.panel.save.isEnabled():
            return
        dialog = QFileDialog(self, self.tr("另存证书"), str(Path.home()), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(made.file.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.presenter.save_copy(Path(name)))
        dialog.open()

    def snapshot(self) -> dict[str, Any]:
        """Who and what is shown."""
        presenter = self.presenter
        known = (presenter.holder, presenter.made, presenter.verifications)
        return {
            "side": self.side,
            "known": known,
            "code": self.verify.edit.text(),
            "filter": self.register.filter,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Be again as before."""
        presenter = self.presenter
        presenter.holder, presenter.made, presenter.verifications = state["known"]
        if presenter.holder is not None:
            self._show_holder(presenter.holder)
        if presenter.made is not None:
            presenter.printing.hold(presenter.made.paper)
            self._show_made(presenter.made)
        self.register.show_filter(state["filter"])
        self.verify.show_verified(presenter.verifications)
        self.show_side(state["side"])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if pdf_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for path in pdf_files(event)[:1]:
            event.acceptProposedAction()
            self._verify_file(path)

    # What is shown

    @property
    def side(self) -> str:
        """``issue``, ``register`` or ``verify``."""
        at = self._stack.currentWidget()
        return next(name for name, side in self._sides.items() if side is at)

    def show_side(self, name: str) -> None:
        """Turn to one side."""
        self._tabs[name].setChecked(True)
        self._stack.setCurrentWidget(self._sides[name])
        if name == "register":
            self.register.load()
        self._take_focus()

    def _take_focus(self) -> None:
        if self.side == "register":
            self.register.take_focus()
        else:
            (self.panel if self.side == "issue" else self.verify).take_focus()

    def _show_count(self, count: int) -> None:
        text = self.tr("登记簿 {n}").format(n=f"{count:,}")
        self._tabs["register"].setText(text)

    def _open_line(self, line: RegisterLine) -> None:
        """A line of the register: its paper, to be looked at and printed again."""
        self.show_side("issue")
        self._patience.start()
        self.presenter.open(line.serial, line.participant_id)

    def _issue(self, first: dt.date, last: dt.date) -> None:
        self._patience.start()
        self.presenter.issue(first, last)

    def _show_left(self, part: QWidget) -> None:
        self._patience.stop()
        self._left.setCurrentWidget(part)

    def _show_holder(self, who: Summary) -> None:
        self.panel.show_holder(who)
        self.bar.dismiss()
        if self.presenter.made is None:
            self._show_left(self._empty)
        self.panel.take_focus()

    def _show_made(self, made: Made) -> None:
        self.panel.show_made(made)
        self.bar.dismiss()
        self._show_left(self.preview)
        self.preview.show_pdf(made.paper.pdf)
        if self._print_next:
            self._print_next = False
            self.panel.want_print()

    def _show_changed(self, made: Made) -> None:
        self.panel.show_facts(made)

    def _refuse(self, said: Message) -> None:
        self._print_next = False
        self.panel.allow_issue()
        self._show_left(self._empty if self.presenter.made is None else self.preview)
        self._say(said)

    def _fail(self, said: Message) -> None:
        if self._left.currentWidget() is self._loading or self._patience.isActive():
            self._show_left(self._empty)
        self._context.frame.show_message(said)

    def _show_verified(self, _found: object) -> None:
        self.show_side("verify")
        self.verify.show_verified(self.presenter.verifications)

    def _verify_file(self, path: Path) -> None:
        self.verify.edit.clear()
        self.presenter.verify_file(path)

    # Printing

    def _show_printers(self, names: list[str]) -> None:
        self.panel.offer_printers(names, self._context.settings.printer)

    def _print(self, printer: str, copies: int) -> None:
        made = self.presenter.made
        if made is None:
            self._print_next = True
            self.panel.want_issue()
        elif not printer:
            self._say(message("M38", path=made.file))
        else:
            self._context.settings.printer = printer
            self.presenter.printing.print(printer, copies)

    def _show_sending(self) -> None:
        self.panel.ask_whether_it_came_out(asks=False)
        self.bar.say(Tone.INFO, self.tr("正在送打印机…"))

    def _tell_printed(self, sending: Sending) -> None:
        self.panel.ask_whether_it_came_out(asks=False)
        self.bar.dismiss()
        said = self.tr("已打印：{serial}，%n 份。", "", sending.copies)
        self._context.frame.toast(said.format(serial=sending.paper.subject))

    def _tell_silence(self, _sending: object, seconds: int) -> None:
        self._say(message("M39", n=seconds))
        self.panel.ask_whether_it_came_out(asks=True)

    def _tell_failure(self, said: Message) -> None:
        self.panel.ask_whether_it_came_out(asks=False)
        self._say(said)

    def _say(self, said: Message) -> None:
        self.bar.say(said.tone, said.title, said.text, said.code)

    def _tell_saved(self, path: Path) -> None:
        text = self.tr("已另存到 {path}")
        self._context.frame.toast(text.format(path=path))

    def _tell_handed_over(self, serial: str) -> None:
        text = self.tr("已记为交付本人：{serial}")
        self._context.frame.toast(text.format(serial=serial))
