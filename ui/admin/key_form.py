"""Asks for the key of a file: passphrase, printed halves, or a key file."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

from ui.admin.first_run_parts import password_field
from ui.admin.key_work import HALF_LETTERS
from ui.admin.key_work import is_misread
from ui.admin.key_work import KeyGiven
from ui.admin.key_work import KeyWay
from ui.admin.key_work import missing_letters
from ui.admin.key_work import plain_half
from ui.shared.errors import message_for
from ui.shared.notices import MessageBar
from ui.shared.tick_box import TickBox
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

REMEMBER: Final = "key.remember"
"""The choice of the settings that says whether the box is ticked at first."""


class HalfField(QWidget):
    """One half of the recovery key; says at once when a letter was misread."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        self.edit.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        hints = Qt.InputMethodHint
        self.edit.setInputMethodHints(
            hints.ImhLatinOnly | hints.ImhUppercaseOnly | hints.ImhNoPredictiveText
        )
        title = Label(name, "second")
        title.setBuddy(self.edit)
        self.state = Label("", "caption")
        self.edit.textChanged.connect(lambda _text: self._judge())
        self.setLayout(column(row(title, STRETCH, self.state), self.edit, gap=4))
        self._judge()

    @property
    def is_whole(self) -> bool:
        """Whether every letter is there and none was misread."""
        text = self.edit.text()
        return not missing_letters(text) and not is_misread(text)

    def _judge(self) -> None:
        text = self.edit.text()
        missing = missing_letters(text)
        if missing == HALF_LETTERS:
            self.state.say("")
        elif missing:
            self.state.say(self.tr("还差 %n 位", "", missing))
        elif over := len(plain_half(text)) - HALF_LETTERS:
            self.state.say(self.tr("多了 %n 位", "", over), Tone.BAD)
        elif is_misread(text):
            self.state.say(self.tr("有一位读错了，请逐组核对"), Tone.BAD)
        else:
            self.state.say(self.tr("核对无误 ✓"), Tone.OK)


class KeyForm(QWidget):
    """One question in three ways; `given` is the answer."""

    given = Signal(object)
    """A ``KeyGiven``."""

    def __init__(self, verb: str, *, remember: bool = True) -> None:
        """`verb` is what the button says; `remember` ticks the box at first."""
        super().__init__()
        self.bar = MessageBar()
        self._group = QButtonGroup(self)
        self.ways = {
            KeyWay.PASSPHRASE: Choice(self.tr("口令")),
            KeyWay.HALVES: Choice(self.tr("恢复密钥（两半）")),
            KeyWay.FILE: Choice(self.tr("密钥文件")),
        }
        self._fields: dict[KeyWay, QWidget] = {
            KeyWay.PASSPHRASE: self._passphrase(),
            KeyWay.HALVES: self._halves(),
            KeyWay.FILE: self._key_file(),
        }
        for way, button in self.ways.items():
            self._group.addButton(button)
            button.setAccessibleName(self.tr("用{way}").format(way=button.text()))
            button.clicked.connect(lambda _checked, one=way: self.choose(one))
        self.remember = remember_box()
        self.remember.setChecked(remember)
        self.open = Button(verb, "lock", "primary", "Enter")
        self.open.clicked.connect(lambda _checked: self.answer())
        self._lay_out()
        self.choose(KeyWay.PASSPHRASE)

    @property
    def way(self) -> KeyWay:
        """The chosen way."""
        return next(way for way, one in self.ways.items() if one.isChecked())

    def choose(self, way: KeyWay) -> None:
        """Ask for this."""
        self.ways[way].setChecked(True)
        for one, fields in self._fields.items():
            fields.setVisible(one is way)
        self.bar.dismiss()
        self._first_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._first_field.setFocus(event.reason())

    def answer(self) -> None:
        """Hand over what was given, or say what is missing."""
        missing = self._missing()
        if not self.open.isEnabled():
            return
        if missing:
            self.bar.say(Tone.WARN, missing)
            return
        self.bar.dismiss()
        self.open.setEnabled(False)
        halves = self.way is KeyWay.HALVES
        first, second = (half.edit.text() for half in self.halves)
        self.given.emit(
            KeyGiven(
                self.way,
                first if halves else self.passphrase.text(),
                second if halves else "",
                self.key_file,
                remember=self.remember.isChecked(),
            )
        )

    def refuse(self, error: Exception) -> None:
        """It was not the right one; what was typed stays."""
        self.open.setEnabled(True)
        shown = message_for(error)
        self.bar.say(shown.tone, shown.title, shown.text, shown.code)
        self._first_field.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.way is KeyWay.PASSPHRASE:
            self.passphrase.selectAll()

    def accepted(self) -> None:
        """It was right; nothing of it stays on the screen."""
        self.open.setEnabled(True)
        for field in (self.passphrase, *(half.edit for half in self.halves)):
            field.clear()

    def scan(self, text: str) -> None:
        """A reader read the code beside a printed half."""
        if len(plain_half(text)) != HALF_LETTERS:
            return
        self.choose(KeyWay.HALVES)
        empty = (half for half in self.halves if not half.is_whole)
        target = next(empty, self.halves[0])
        target.edit.setText(text.strip())

    def _lay_out(self) -> None:
        kept = Label(self.remember.toolTip(), "caption", wrap=True)
        ways = row(*self.ways.values(), STRETCH, gap=8)
        foot = row(STRETCH, self.open)
        fields = column(*self._fields.values(), gap=0)
        parts = (ways, fields, self.bar, self.remember, kept, foot)
        self.setLayout(column(*parts, gap=10))

    @property
    def _first_field(self) -> QWidget:
        return {
            KeyWay.PASSPHRASE: self.passphrase,
            KeyWay.HALVES: self.halves[0].edit,
            KeyWay.FILE: self.pick,
        }[self.way]

    def _passphrase(self) -> QWidget:
        self.passphrase = password_field()
        name = self.tr("口令")
        self.passphrase.setAccessibleName(name)
        self.passphrase.returnPressed.connect(self.answer)
        note = self.tr(
            "建立账本时定的：第一位管理员当时的密码，或后来在“设置 · 密钥”里改过的。"
        )
        self._letters = Label("", "caption")
        self._letters.hide()
        self.passphrase.state_changed.connect(self._tell_letters)
        words = Label(note, "caption", wrap=True)
        return _sheet(self.passphrase, self._letters, words)

    def _tell_letters(self) -> None:
        self._letters.say(self.passphrase.state, Tone.WARN)
        self._letters.setVisible(bool(self._letters.text()))

    def _halves(self) -> QWidget:
        self.halves = (HalfField(self.tr("第一半")), HalfField(self.tr("第二半")))
        first, second = (half.edit for half in self.halves)
        for half in self.halves:
            half.edit.textChanged.connect(self._deal)
        first.returnPressed.connect(second.setFocus)
        second.returnPressed.connect(self.answer)
        note = self.tr(
            "照两张恢复密钥纸输入，大小写、空格和横线不论；也可以扫纸上的码。"
        )
        return _sheet(*self.halves, Label(note, "caption", wrap=True))

    def _deal(self, text: str) -> None:
        """Both halves were pasted into one field: each goes into its own."""
        plain = plain_half(text)
        if len(plain) == 2 * HALF_LETTERS:
            self.halves[0].edit.setText(plain[:HALF_LETTERS])
            self.halves[1].edit.setText(plain[HALF_LETTERS:])
            self.halves[1].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _key_file(self) -> QWidget:
        self.key_file = Path()
        self.pick = Button(self.tr("选择密钥文件"), "folder")
        self.pick.clicked.connect(lambda _checked: self._choose_file())
        self.picked = Elided(self.tr("还没有选择。"), "second")
        note = self.tr("另存过的 .key 文件；不要和备份放在一起。")
        line = box(row(self.pick, (self.picked, 1), gap=12))
        return _sheet(line, Label(note, "caption", wrap=True))

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("选择密钥文件"), "", "*.key"
        )
        if chosen:
            self.key_file = Path(chosen)
            self.picked.say_whole(chosen)
            self.open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _missing(self) -> str:
        if self.way is KeyWay.PASSPHRASE and not self.passphrase.text():
            return self.tr("请输入口令。")
        if self.way is KeyWay.FILE and not self.key_file.name:
            return self.tr("请先选择密钥文件。")
        if self.way is KeyWay.HALVES and not all(h.is_whole for h in self.halves):
            return self.tr("两半都要完整无误；请对照纸面逐组核对。")
        return ""


def remember_box() -> TickBox:
    """Whether the key is kept here; its tool tip says what that protects from."""
    made = TickBox(
        QCoreApplication.translate("KeyForm", "在这台电脑上记住密钥，下次不再问")
    )
    made.setToolTip(
        QCoreApplication.translate(
            "KeyForm",
            "记住以后，别人只拿走账本文件或备份仍打不开；"
            "但能用这个系统账户登录本机的人打得开。公用电脑请不要记住。",
        )
    )
    made.setAccessibleDescription(made.toolTip())
    return made


def _sheet(*parts: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(column(*parts, gap=6))
    return made
