"""A person's own rights, below the consents: a copy of the data, an erasure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

from ui.service_desk.roll_parts import ReasonLine
from ui.service_desk.roll_rights_words import left_lines
from ui.service_desk.roll_rights_words import outlook_lines
from ui.service_desk.roll_rights_words import why_not
from ui.service_desk.roll_rights_work import Wanted
from ui.shared.notices import MessageBar
from ui.shared.seeing import bring_into_view
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import Select
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from carbon_points.certificates.data_copy import Copied
    from carbon_points.integrity.erasing import Erased
    from ui.service_desk.roll_rights_presenter import RightsPresenter
    from ui.service_desk.roll_rights_work import Prospect
    from ui.service_desk.roll_work import Profile
    from ui.shared.messages import Message


class RightsLeaf(QWidget):
    """Two cards; nothing is asked before somebody wants something."""

    def __init__(self, presenter: RightsPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        presenter.setParent(self)
        self._person, self._busy = 0, False
        self.bar = MessageBar()
        self.copy = Button(self.tr("制作资料副本"), "copy")
        self.why_copy = ReasonLine(
            self.tr("选文件夹并制作"),
            self.tr("谁申请、怎样核实身份，例如：本人持证到场"),
        )
        self.close_account = Button(self.tr("销户…"), "logout", "danger")
        self.why_close = ReasonLine(
            self.tr("销户"), self.tr("销户的原因，例如：本人迁出"), "danger"
        )
        self.foresee = Button(self.tr("注销并匿名化…"), "user", "danger")
        self.sheet = EraseSheet()
        self._copying, self._closing = self._copy_part(), self._close_part()
        self._erasing = self._erase_part()
        title = Label(self.tr("本人权利"), "section")
        parts = (Rule(), title, self.bar, self._copying, self._closing, self._erasing)
        self.setLayout(column(*parts, gap=10))
        self._connect()

    def _copy_part(self) -> QWidget:
        note = self.tr(
            "把本系统保存的关于本人的全部信息做成 PDF 和 JSON，含谁查看过；"
            "制作会留下记录。"
        )
        words = Label(note, "caption", wrap=True)
        return box(column(words, row(self.copy, STRETCH), self.why_copy, gap=6))

    def _close_part(self) -> QWidget:
        note = self.tr(
            "积分当天到期，不再登记新的行为；请先打印对账凭条。档案留到保存期限。"
        )
        words = Label(note, "caption", wrap=True)
        verbs = row(self.close_account, STRETCH)
        return box(column(words, verbs, self.why_close, gap=6))

    def _erase_part(self) -> QWidget:
        note = self.tr(
            "删除姓名、证件号、电话和只属于本人的文件，核算数字保留、不再指向任何人。"
            "须两人签字，不能恢复。"
        )
        words = Label(note, "caption", wrap=True)
        return box(column(words, row(self.foresee, STRETCH), self.sheet, gap=6))

    def _connect(self) -> None:
        presenter = self.presenter
        self.copy.clicked.connect(lambda _checked: self.why_copy.ask())
        self.why_copy.given.connect(self._make_copy)
        self.close_account.clicked.connect(lambda _checked: self.why_close.ask())
        self.why_close.given.connect(self._close_account)
        self.foresee.clicked.connect(lambda _checked: self._look())
        self.sheet.wanted.clicked.connect(lambda _checked: self._erase())
        self.sheet.password.returnPressed.connect(self._erase)
        self.sheet.leave.clicked.connect(lambda _checked: self._close_sheet())
        presenter.copied.connect(self._tell_copied)
        presenter.foreseen.connect(self._open_sheet)
        presenter.erased.connect(self._tell_erased)
        presenter.failed.connect(self._fail)
        presenter.busy.connect(self._wait)

    def show_profile(self, profile: Profile) -> None:
        """Show what may be done for somebody."""
        who = profile.summary
        if who.participant_id != self._person:
            self.bar.dismiss()
            self.why_copy.hide()
            self.why_close.hide()
        self._person = who.participant_id
        self.sheet.hide()
        known = who.state != "erased"
        copies, erases = self.presenter.may_copy, self.presenter.may_erase
        self._copying.setVisible(copies and known)
        self._closing.setVisible(self.presenter.may_close and who.state == "open")
        self._erasing.setVisible(erases and known)
        self.setVisible(copies or erases)
        if not known and self.bar.isHidden():
            self.bar.say(Tone.INFO, self.tr("这位参与者已注销并匿名化。"))

    # A copy

    def _make_copy(self, reason: str) -> None:
        title = self.tr("副本放到哪个文件夹")
        chosen = QFileDialog.getExistingDirectory(self, title, str(Path.home()))
        if chosen and not self._busy:
            self.presenter.copy(self._person, Path(chosen), reason)

    def _tell_copied(self, done: Copied) -> None:
        said = self.tr("副本已写入“{folder}”：{pdf}、{json}")
        text = self.tr("其中有完整证件号，请当面交给本人，随后从本机删除。")
        names = {"pdf": done.pdf.name, "json": done.json.name}
        title = said.format(folder=done.pdf.parent, **names)
        self.bar.say(Tone.OK, title, text)

    def _close_account(self, reason: str) -> None:
        if not self._busy:
            self.presenter.close(self._person, reason)

    # An erasure

    def _look(self) -> None:
        if self.sheet.isVisible():
            self._close_sheet()
        elif not self._busy:
            self.presenter.foresee(self._person)

    def _open_sheet(self, found: Prospect) -> None:
        if found.outlook.participant_id != self._person:
            return
        self.bar.dismiss()
        self.sheet.open(found)

    def _close_sheet(self) -> None:
        self.sheet.hide()
        self.foresee.setFocus(Qt.FocusReason.OtherFocusReason)

    def _erase(self) -> None:
        if self.sheet.is_complete and not self._busy:
            self.presenter.erase(self.sheet.filled(self._person))

    def _tell_erased(self, done: Erased) -> None:
        self.sheet.hide()
        text = "\n".join(left_lines(done.left))
        kept = self.tr("到期才会消失的：") + "\n" + text if text else ""
        said = self.tr("已注销并匿名化，%n 笔核算记录保留。", "", done.actions)
        self.bar.say(Tone.OK, said, kept)

    def _fail(self, said: Message) -> None:
        self.sheet.password.clear()
        self.bar.say(said.tone, said.title, said.text, said.code)

    def _wait(self, busy: bool) -> None:  # noqa: FBT001  (what the signal says)
        """One act at a time; a button that was disabled would lose the keyboard."""
        self._busy = busy
        self.sheet.wanted.setEnabled(not busy and self.sheet.is_complete)


class EraseSheet(Card):
    """What an erasure would do, why it is wanted, and who signs it besides."""

    def __init__(self) -> None:
        self._told = column(gap=4)
        self.refusal = Label(tone=Tone.WARN, wrap=True)
        self.reason = QLineEdit()
        self.signer = Select(self.tr("复核人"))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.leave = Button(self.tr("不做了"))
        self.wanted = Button(self.tr("注销并匿名化"), "user", "danger")
        self._signature = box(column(self.signer, self.password, gap=6))
        self._form = box(column(self.reason, self._signature, gap=6))
        verbs = row(STRETCH, self.leave, self.wanted, gap=8)
        parts = (self.refusal, self._told, self._form, verbs)
        super().__init__(column(*parts, margins=(12, 10, 12, 10), gap=8), "sunken")
        hint = self.tr("理由（会留下，请不要写姓名），例如：本人书面申请")
        self.reason.setPlaceholderText(hint)
        self.reason.setAccessibleName(hint)
        own = self.tr("复核人的密码，请本人输入")
        self.password.setPlaceholderText(own)
        self.password.setAccessibleName(own)
        for field in (self.reason, self.password):
            field.textChanged.connect(lambda _text: self._judge())
        self.hide()

    def open(self, found: Prospect) -> None:
        """Show what would happen; without a way to do it the form stays away."""
        empty(self._told)
        refused = why_not(found)
        for line in () if refused else outlook_lines(found.outlook):
            self._told.addWidget(Label(line, "second", wrap=True))
        self.refusal.setText(refused)
        self.refusal.setVisible(bool(refused))
        self._form.setVisible(not refused)
        self.wanted.setVisible(not refused)
        self.signer.clear()
        for one in found.signers:
            self.signer.addItem(one.display_name, one.name)
        self._signature.setHidden(found.set_up_mode)
        self.reason.clear()
        self.password.clear()
        self._judge()
        self.show()
        # What was just shown has no place to scroll to before the loop turns.
        QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        first = self.leave if self._form.isHidden() else self.reason
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self)

    def filled(self, person: int) -> Wanted:
        """What was filled in."""
        reason = self.reason.text().strip()
        if self._signature.isHidden():
            return Wanted(person, reason)
        return Wanted(person, reason, self.signer.code, self.password.text())

    @property
    def is_complete(self) -> bool:
        """Whether a reason is given, and a second person has signed where one must."""
        signed = self._signature.isHidden() or bool(self.password.text())
        return bool(self.reason.text().strip()) and signed

    def _judge(self) -> None:
        self.wanted.setEnabled(self.is_complete)
