"""What is rehearsed: a factor's value or another version, from a day on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QLineEdit

from carbon_points.rulebook.changes import Change
from ui.audit_desk.rehearsal_words import decimal
from ui.shared import language
from ui.shared.editors import DayEditor
from ui.shared.identity import CodeEdit
from ui.shared.identity import Writing
from ui.shared.notices import ProgressStrip
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import Select

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ui.audit_desk.rehearsal_work import Choices

_FACTOR, _VERSION = 0, 1


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form."""

    kind: int
    name: str
    value: str
    day: str
    document: str
    file: str


class RehearsalForm(Card):
    """The form at the left; nothing in it writes before a proposal is laid."""

    wanted = Signal(object)
    """A `Change` to rehearse."""

    put_forward = Signal(str, object)
    """(document, file or None)."""

    stopped = Signal()
    edited = Signal()
    """What is typed is not what was rehearsed any more."""

    def __init__(self, today: Callable[[], dt.date]) -> None:
        super().__init__(body := column(margins=(14, 12, 14, 12), gap=8))
        self._today = today
        self._choices: Choices | None = None
        self._file: Path | None = None
        self.of_factor = Choice(self.tr("因子取值"), "math-function")
        self.of_version = Choice(self.tr("方法学版本"), "book")
        self._kinds = QButtonGroup(self)
        for at, kind in enumerate((self.of_factor, self.of_version)):
            self._kinds.addButton(kind, at)
        self.of_factor.setChecked(True)
        self.name = Select(self.tr("变更哪一项"))
        self.value = CodeEdit(Writing.DECIMAL, self.tr("新取值"))
        self.day = DayEditor(self.tr("自哪一天起"), today)
        self._now = Label(role="caption", wrap=True)
        self._says = Label(role="caption", tone=Tone.BAD, wrap=True)
        self.run = Button(self.tr("试算"), "refresh", "primary", "Ctrl+Enter")
        self.strip = ProgressStrip()
        self.document = QLineEdit()
        self.document.setAccessibleName(self.tr("依据文件"))
        self.document.setPlaceholderText(self.tr("文号和标题"))
        self.attach = Button(self.tr("附文件…"), "paperclip")
        self._attached = Elided(role="caption")
        self.put = Button(self.tr("提出变更"), "arrow-right", "primary")
        for part in self._parts():
            body.addWidget(part) if part is not None else body.addStretch(1)
        body.addWidget(self._note())
        self._connect()
        self.allow(proposal=False)

    def _parts(self) -> list[QWidget | None]:
        kinds = row((self.of_factor, 1), (self.of_version, 1), gap=6)
        attach = row(self.attach, (self._attached, 1), gap=6)
        return [
            Label(self.tr("试算一项变更"), "section"),
            box(kinds),
            self._named(self.tr("变更哪一项"), self.name),
            self._now,
            self._value_box(),
            self._named(self.tr("自哪一天起"), self.day),
            self._says,
            self.run,
            self.strip,
            Rule(),
            self._named(self.tr("依据文件"), self.document),
            box(attach),
            self.put,
            None,
        ]

    def _value_box(self) -> QWidget:
        self._value_part = self._named(self.tr("新取值"), self.value)
        return self._value_part

    def _named(self, caption: str, part: QWidget) -> QWidget:
        name = Label(caption, "second")
        name.setBuddy(part)
        return box(column(name, part, gap=3))

    def _note(self) -> Label:
        return Label(
            self.tr(
                "试算不写任何数据。提出后由另一位审核员确认；确认时才生效，"
                "未关账月份的记录逐条更正，已关账月份只列出。"
            ),
            "caption",
            wrap=True,
        )

    def _connect(self) -> None:
        self._kinds.idClicked.connect(lambda _at: self._show_names())
        self.name.currentIndexChanged.connect(lambda _at: self._changed())
        self.value.textChanged.connect(lambda _text: self._changed())
        self.day.line.textChanged.connect(lambda _text: self._changed())
        self.value.returnPressed.connect(self.day.line.setFocus)
        self.run.clicked.connect(lambda _on: self.ask())
        self.put.clicked.connect(lambda _on: self.lay())
        self.attach.clicked.connect(lambda _on: self._choose_file())
        self.strip.cancelled.connect(self.stopped)

    @property
    def kind(self) -> int:
        """0: a factor, 1: a version."""
        return self._kinds.checkedId()

    def show_choices(self, choices: Choices) -> None:
        """What there is to choose from; what was chosen stays."""
        self._choices = choices
        kept = self.name.code
        self._show_names()
        self.name.choose(kept)

    def change(self) -> Change | None:
        """What is typed as a change; None says what is missing."""
        day, name = self.day.value, self.name.code
        self._says.setText("")
        if self.kind == _VERSION and name:
            name, _, value = name.partition("@")
        else:
            value = self.value.text().strip()
        if not (name and value and day):
            self._says.setText(self.day.complaint or self.tr("还差：取值或日期"))
            return None
        start = dt.date.fromisoformat(day)
        return Change(name, value, start, of_factor=self.kind == _FACTOR)

    def ask(self) -> None:
        """Ctrl+Enter: rehearse what is typed."""
        change = self.change()
        if change is not None and self.run.isEnabled():
            self.wanted.emit(change)

    def lay(self) -> None:
        """Lay the rehearsal before another auditor."""
        document = self.document.text().strip()
        if not document:
            self._says.setText(self.tr("请写依据文件的文号和标题"))
            self.document.setFocus()
            return
        self.put_forward.emit(document, self._file)

    def allow(self, *, proposal: bool, writing: bool = True) -> None:
        """Whether what was rehearsed may be laid before another auditor."""
        self.put.setEnabled(proposal and writing)
        for part in (self.document, self.attach):
            part.setEnabled(writing)

    def begin(self, text: str) -> None:
        """Something runs."""
        self.run.setEnabled(False)
        self.strip.begin(text)

    def end(self) -> None:
        """It is over."""
        self.strip.end()
        self.run.setEnabled(True)

    def clear_paper(self) -> None:
        """The proposal was laid."""
        self.document.clear()
        self._file = None
        self._attached.say_whole("")

    def snapshot(self) -> Typed:
        """What stands in the form."""
        return Typed(
            self.kind,
            self.name.code,
            self.value.text(),
            self.day.draft,
            self.document.text(),
            str(self._file or ""),
        )

    def restore(self, typed: Typed) -> None:
        """Put it back."""
        self._kinds.button(typed.kind).setChecked(True)
        self._show_names()
        self.name.choose(typed.name)
        self.value.setText(typed.value)
        self.day.draft = typed.day
        self.document.setText(typed.document)
        if typed.file:
            self._take(Path(typed.file))

    def _show_names(self) -> None:
        self.name.clear()
        choices = self._choices
        factor = self.kind == _FACTOR
        self._value_part.setVisible(factor)
        if choices is None:
            return
        english = language.in_force() == "en"
        if factor:
            for each in choices.factors:
                words = each.name_en if english else each.name_zh
                self.name.addItem(words or each.id, each.id)
        else:
            for version in choices.versions:
                words = version.name_en if english else version.name_zh
                code = f"{version.methodology}@{version.version}"
                self.name.addItem(f"{words} {version.version}", code)
        self._changed()

    def _changed(self) -> None:
        self._says.setText("")
        self._now.setText(self._in_force())
        self.edited.emit()

    def _in_force(self) -> str:
        """What is in force on the day, so that the new value stands beside it."""
        choices, name = self._choices, self.name.code
        if choices is None or not name:
            return ""
        if self.kind == _VERSION:
            key = name.partition("@")[0]
            found = [v for v in choices.versions if v.methodology == key and v.current]
            now = found[0].version if found else "—"
            return self.tr("现行版本 {version}").format(version=now)
        given = self.day.value
        day = dt.date.fromisoformat(given) if given else self._today()
        unit = next((f.unit for f in choices.factors if f.id == name), "")
        value = decimal(choices.value_on(name, day)) or "—"
        said = self.tr("{day} 的取值：{value} {unit}　{id}")
        return said.format(day=day, value=value, unit=unit, id=name)

    def _choose_file(self) -> None:
        name, _form = QFileDialog.getOpenFileName(
            self, self.tr("依据文件"), "", self.tr("文件 (*.pdf *.jpg *.png *.docx)")
        )
        if name:
            self._take(Path(name))

    def _take(self, path: Path) -> None:
        self._file = path
        self._attached.say_whole(path.name)
