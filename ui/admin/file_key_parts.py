"""Parts of the keys section: the form for another passphrase, words for a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.admin.first_run_parts import labelled
from ui.admin.first_run_parts import password_field
from ui.admin.key_form import remember_box
from ui.shared.notices import MessageBar
from ui.shared.seeing import bring_into_view
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from carbon_points.security.file_keys import KeyChanged
    from carbon_points.storage.key_facts import FileKey


class PassphraseForm(QWidget):
    """The present passphrase, the new one twice; hidden until it is wanted."""

    wanted = Signal(str, str, bool)
    """Present, new, and whether this computer keeps the key."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.bar = MessageBar()
        self.present, self.fresh = password_field(), password_field()
        self.again, self.remember = password_field(), remember_box()
        self.save = Button(self.tr("更改口令"), "lock", "primary")
        self.leave = Button(self.tr("取消"), "x", "link", "Esc")
        self._present = labelled(
            self.tr("现在的口令"), self.present, self.tr("先核对知道原来的口令")
        )
        fields = row(
            self._present,
            labelled(
                self.tr("新口令"), self.fresh, self.tr("至少 8 位；只用数字要 12 位")
            ),
            labelled(self.tr("再输一次"), self.again, self.tr("两次要一样")),
            gap=12,
        )
        kept = Label(self.remember.toolTip(), "caption", wrap=True)
        foot = row(STRETCH, self.leave, self.save, gap=8)
        self.setLayout(column(self.bar, fields, self.remember, kept, foot, gap=8))
        self._connect()
        self.hide()

    def open(self, known: FileKey) -> None:
        """Ask; a file with a random key has no present passphrase."""
        self._clear()
        self.bar.dismiss()
        self._present.setVisible(known.kind == "passphrase")
        self.remember.setChecked(bool(known.remembered))
        self.save.setEnabled(True)
        self.show()
        first = self.present if known.kind == "passphrase" else self.fresh
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self)

    def close_form(self) -> None:
        """Nothing of it stays on the screen."""
        self._clear()
        self.hide()
        self.closed.emit()

    def _connect(self) -> None:
        self.present.returnPressed.connect(self.fresh.setFocus)
        self.fresh.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self._answer)
        self.save.clicked.connect(lambda _checked: self._answer())
        self.leave.clicked.connect(lambda _checked: self.close_form())

    def _answer(self) -> None:
        if not self.save.isEnabled():
            return
        if self.fresh.text() != self.again.text():
            self.bar.say(Tone.WARN, self.tr("两次输入的新口令不一样，请重新输入。"))
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)
            self.again.selectAll()
            return
        self.bar.dismiss()
        self.save.setEnabled(False)
        self.wanted.emit(
            self.present.text(), self.fresh.text(), self.remember.isChecked()
        )

    def _clear(self) -> None:
        for field in (self.present, self.fresh, self.again):
            field.clear()


def changed_words(done: KeyChanged) -> str:
    """What an administrator does after the file has another key."""
    if not done.was_encrypted:
        old = QCoreApplication.translate(
            "FileKey",
            "账本已加密（密钥指纹 {new}）。请打印恢复密钥，并做一次备份。"
            "以前的备份没有加密，谁拿到都能读出姓名和电话：做好新备份后请删除它们。",
        )
    elif done.old_remembered:
        old = QCoreApplication.translate(
            "FileKey",
            "账本已换用新的密钥（指纹 {new}）。"
            "请重新打印恢复密钥，并做一次备份。"
            "以前的备份仍用原来的密钥（指纹 {old}）打开，本机已保留。",
        )
    else:
        old = QCoreApplication.translate(
            "FileKey",
            "账本已换用新的密钥（指纹 {new}）。"
            "请重新打印恢复密钥，并做一次备份。"
            "以前的备份仍用原来的口令或恢复密钥（指纹 {old}）打开，请留好。",
        )
    return old.format(new=done.now.fingerprint, old=done.old_fingerprint)
