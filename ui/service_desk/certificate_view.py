"""Certificates: issue one, see it, print or save it; verify any."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QStackedWidget
from PySide6.QtWidgets import QWidget

from carbon_points.certificates.qr import PREFIX
from ui.service_desk.certificate_presenter import CertificatePresenter
from ui.service_desk.issue_panel import IssuePanel
from ui.service_desk.verify_panel import VerifyPanel
from ui.shared.messages import message
from ui.shared.notices import EmptyState
from ui.shared.printing import Preview
from ui.shared.tokens import px
from ui.shared.widgets import box
from ui.shared.widgets import Card
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.participants.queries import Summary
    from ui.service_desk.certificate_presenter import Made
    from ui.shared.page import Context


class CertificateView(QWidget):
    """Two sides of one page: issuing needs a database, verifying nothing."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.presenter = CertificatePresenter(context)
        self.presenter.setParent(self)
        self.verify = VerifyPanel()
        self.panel = IssuePanel(lambda: self.presenter.today)
        self.preview = Preview(context.tasks)
        self._empty = EmptyState(
            self.tr("先选持证人和期间，再签发；证书会显示在这里。"), "certificate"
        )
        self._left = QStackedWidget()
        self._left.addWidget(self._empty)
        self._left.addWidget(self.preview)
        self.panel.setFixedWidth(px(316))
        sheet = Card(column(self._left))
        self._sides = {
            "issue": box(row((sheet, 1), self.panel, gap=12)),
            "verify": scrolling(box(column(self.verify))),
        }
        self._stack = QStackedWidget()
        for side in self._sides.values():
            self._stack.addWidget(side)
        self._tabs = {
            "issue": Choice(self.tr("签发与打印"), "certificate"),
            "verify": Choice(self.tr("核验"), "shield-check"),
        }
        note = Label(self.tr("核验不联网、不登录也能用"), "second")
        head = row(*self._tabs.values(), STRETCH, note, gap=8)
        body = column(head, (self._stack, 1), margins=(12, 12, 12, 12), gap=12)
        self.setLayout(body)
        self._connect()
        self._tabs["issue"].setVisible(self.presenter.may_issue)
        self.show_side("issue" if self.presenter.may_issue else "verify")
        self.presenter.load_printers()

    def _connect(self) -> None:
        presenter, panel = self.presenter, self.panel
        for name, tab in self._tabs.items():
            tab.setAutoExclusive(True)
            tab.clicked.connect(lambda _checked=False, n=name: self.show_side(n))
        panel.picker.searched.connect(presenter.search)
        panel.picker.chosen.connect(presenter.take)
        panel.issue_wanted.connect(presenter.issue)
        panel.print_wanted.connect(self._print)
        panel.save.clicked.connect(self.save)
        panel.back.clicked.connect(self.escape)
        self.verify.code_given.connect(presenter.verify_code)
        self.verify.file_given.connect(self._verify_file)
        presenter.found.connect(panel.picker.show_found)
        presenter.holder_known.connect(self._show_holder)
        presenter.issued.connect(self._show_made)
        presenter.refused.connect(panel.refuse)
        presenter.printers_known.connect(self._show_printers)
        presenter.printed.connect(self._tell_printed)
        presenter.saved.connect(self._tell_saved)
        presenter.verified.connect(self._show_verified)
        presenter.failed.connect(self._context.frame.show_message)
        self.preview.failed.connect(self._context.frame.show_error)
        save = QShortcut(QKeySequence("Ctrl+S"), self)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self.save)

    # What the window asks of its pages.

    def arrive(self, participant_id: int = 0) -> None:
        """Issue for somebody, if another page says for whom."""
        if participant_id and self.presenter.may_issue:
            self.show_side("issue")
            self.presenter.take(participant_id)
        else:
            self._take_focus()

    def pick(self, participant_id: int) -> None:
        """Issue for somebody."""
        self.arrive(participant_id)

    def scan(self, text: str) -> None:
        """A code is verified, anything else names a holder."""
        if text.startswith(PREFIX) or not self.presenter.may_issue:
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
        """Ctrl+P: print what was issued."""
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
        return {"side": self.side, "known": known, "code": self.verify.edit.text()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Be again as before."""
        presenter = self.presenter
        presenter.holder, presenter.made, presenter.verifications = state["known"]
        if presenter.holder is not None:
            self._show_holder(presenter.holder)
        if presenter.made is not None:
            self._show_made(presenter.made)
        self.verify.show_verified(presenter.verifications)
        self.show_side(state["side"])

    # What is shown

    @property
    def side(self) -> str:
        """``issue`` or ``verify``."""
        at = self._stack.currentWidget()
        return next(name for name, side in self._sides.items() if side is at)

    def show_side(self, name: str) -> None:
        """Turn to one side."""
        self._tabs[name].setChecked(True)
        self._stack.setCurrentWidget(self._sides[name])
        self._take_focus()

    def _take_focus(self) -> None:
        (self.panel if self.side == "issue" else self.verify).take_focus()

    def _show_holder(self, who: Summary) -> None:
        self.panel.show_holder(who)
        if self.presenter.made is None:
            self._left.setCurrentWidget(self._empty)
        self.panel.take_focus()

    def _show_made(self, made: Made) -> None:
        self.panel.show_made(made)
        self._left.setCurrentWidget(self.preview)
        self.preview.show_pdf(made.file)

    def _show_verified(self, _found: object) -> None:
        self.show_side("verify")
        self.verify.show_verified(self.presenter.verifications)

    def _verify_file(self, path: Path) -> None:
        self.verify.edit.clear()
        self.presenter.verify_file(path)

    def _show_printers(self, names: list[str]) -> None:
        self.panel.offer_printers(names, self._context.settings.printer)
        made = self.presenter.made
        if made is not None and not names:
            self._context.frame.show_message(message("M38", path=made.file))

    def _print(self, printer: str, copies: int) -> None:
        self._context.settings.printer = printer
        self.presenter.print(printer, copies)

    def _tell_printed(self, pages: int) -> None:
        self._context.frame.toast(self.tr("已送打印机，%n 页。", "", pages))

    def _tell_saved(self, path: Path) -> None:
        text = self.tr("已另存到 {path}")
        self._context.frame.toast(text.format(path=path))
