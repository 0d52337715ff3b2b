"""The form for one reported value: year, value, status, source, file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

from carbon_points.indicators.queries import Line
from carbon_points.indicators.rules import BASE_YEAR
from carbon_points.indicators.rules import DONE
from carbon_points.indicators.rules import number
from carbon_points.indicators.rules import OPEN
from carbon_points.indicators.rules import verdict
from carbon_points.indicators.service import Reported
from ui.scenario_desk.indicators_rows import spoken
from ui.scenario_desk.indicators_rows import value_text
from ui.shared.fitted import AskBar
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import scrolling
from ui.shared.widgets import Select

if TYPE_CHECKING:
    from ui.scenario_desk.indicators_rows import AnyLine
    from ui.shared.messages import Message
    from ui.shared.widgets import Part


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form."""

    subject: str
    year: str
    texts: tuple[str, ...]
    status: str
    file: str


class ReportForm(QWidget):
    """Says what is missing or strange while it is typed; the core refuses the rest."""

    wanted = Signal(object)
    """A `Reported`."""

    left = Signal()
    touched = Signal()
    """Something was typed."""

    def __init__(self) -> None:
        super().__init__()
        self._line: AnyLine | None = None
        self._file: Path | None = None
        self._chose_status = False
        self.bar = AskBar()
        self.bar.hide()
        self.year = Select(self.tr("年份"))
        self.value = QLineEdit()
        self.source = QLineEdit()
        self.note = QLineEdit()
        self.department = QLineEdit()
        self.done = Choice(self.tr("完成"), "circle-check")
        self.still_open = Choice(self.tr("未完成"), "clock")
        self._statuses = QButtonGroup(self)
        self._statuses.setExclusive(True)
        for at, choice in enumerate((self.done, self.still_open)):
            self._statuses.addButton(choice, at)
        self.attach = Button(self.tr("选择佐证文件"), "paperclip")
        self._name = Elided(role="second")
        self.drop_file = IconButton(self.tr("去掉佐证文件"), "x")
        self.save = Button(self.tr("登记"), "check", "primary", key="Ctrl+Enter")
        self.back = Button(self.tr("返回"), "arrow-back-up", key="Esc")
        self._present = Label(role="caption", wrap=True)
        self._verdict = Label(role="caption", wrap=True)
        self._unit = Label(role="second")
        self._note_label = Label(role="second")
        self._lay_out()
        self._connect()

    @property
    def edits(self) -> tuple[QLineEdit, ...]:
        """The fields that are typed into, in the order of reading."""
        return (self.value, self.source, self.note, self.department)

    def open(self, line: AnyLine, this_year: int) -> None:
        """Begin anew for a line; the year after its newest value is offered."""
        self.bar.dismiss()
        self._line, self._chose_status = line, False
        self._attach(None)
        self.year.clear()
        for year in range(this_year, BASE_YEAR - 1, -1):
            self.year.addItem(str(year), str(year))
        newest = BASE_YEAR if line.latest is None else line.latest.year
        self.year.choose(str(min(newest + 1, this_year)))
        for edit in self.edits:
            edit.clear()
        self.department.setText(line.row.departments)
        self._unit.setText(self._unit_words(line))
        self._statuses.setExclusive(False)
        for choice in (self.done, self.still_open):
            choice.setChecked(False)
        self._statuses.setExclusive(True)
        self._changed()
        self.value.setFocus(Qt.FocusReason.OtherFocusReason)

    def correct(self) -> None:
        """Fill in what stands there, so that only a file or a word is added."""
        before = self._before()
        if before is None:
            return
        texts = (before[0], before[1], self.tr("补充佐证"), self.department.text())
        for edit, text in zip(self.edits, texts, strict=True):
            edit.setText(text)
        self._changed()

    def commit(self) -> None:
        """Ctrl+Enter: hand over what was typed."""
        if self.save.isEnabled() and self._line is not None:
            self.wanted.emit(self._reported(self._line))

    def ask(self, said: Message) -> None:
        """Say why nothing was recorded."""
        self.bar.say(said.tone, said.title, said.text)

    def snapshot(self) -> Typed | None:
        """What stands in the form; None if nothing was begun."""
        if self._line is None:
            return None
        texts = tuple(edit.text() for edit in self.edits)
        file = "" if self._file is None else str(self._file)
        subject = self._line.row.subject
        return Typed(subject, self.year.code, texts, self._status(), file)

    @property
    def is_begun(self) -> bool:
        """Whether there is something that would be missed."""
        return any(edit.text().strip() for edit in (self.value, self.source, self.note))

    def restore(self, typed: Typed, line: AnyLine, this_year: int) -> None:
        """Write it there again."""
        self.open(line, this_year)
        self.year.choose(typed.year)
        for edit, text in zip(self.edits, typed.texts, strict=True):
            edit.setText(text)
        self._attach(Path(typed.file) if typed.file else None)
        self._tick(typed.status)
        self._changed()

    def _lay_out(self) -> None:
        years = row((self.year, 1), gap=8)
        values = row((self.value, 1), self._unit, gap=8)
        states = row((self.done, 1), (self.still_open, 1), gap=8)
        files = row(self.attach, (self._name, 1), self.drop_file, gap=6)
        fields = column(
            self._field(self.tr("年份"), years, self.year),
            self._present,
            self._field(self.tr("数值或进展"), values, self.value),
            self._field(self.tr("状态"), states, self.done),
            self._verdict,
            self._field(self.tr("来源（文件、台账或统计表）"), self.source),
            self._labelled(self._note_label, self.note),
            self._field(self.tr("填报部门"), self.department),
            self._field(self.tr("佐证文件"), files, self.attach),
            margins=(0, 0, 12, 0),
            gap=8,
        )
        fields.addStretch(1)
        foot = row(self.back, (self.save, 1), gap=8)
        self.setLayout(column(self.bar, (scrolling(box(fields)), 1), foot, gap=8))
        for edit, name in zip(self.edits, self._names(), strict=True):
            edit.setAccessibleName(name)

    def _names(self) -> tuple[str, ...]:
        return (
            self.tr("数值或进展"),
            self.tr("来源（文件、台账或统计表）"),
            self.tr("说明"),
            self.tr("填报部门"),
        )

    def _field(self, name: str, part: Part, buddy: QWidget | None = None) -> QWidget:
        label = Label(name, "second")
        return self._labelled(label, part, buddy)

    def _labelled(
        self, label: Label, part: Part, buddy: QWidget | None = None
    ) -> QWidget:
        target = buddy or part
        if isinstance(target, QWidget):
            label.setBuddy(target)
        return box(column(label, part, gap=3))

    def _connect(self) -> None:
        for edit in self.edits:
            edit.textEdited.connect(lambda _text: self._changed())
            edit.textChanged.connect(lambda _text: self.touched.emit())
            edit.returnPressed.connect(self.focusNextChild)
        self.year.currentIndexChanged.connect(lambda _at: self._changed())
        self._statuses.idClicked.connect(self._choose_status)
        self.attach.clicked.connect(lambda _on: self.choose_file())
        self.drop_file.clicked.connect(lambda _on: self._attach(None))
        self.save.clicked.connect(lambda _on: self.commit())
        self.back.clicked.connect(lambda _on: self.left.emit())

    def choose_file(self) -> None:
        """Ask for the file that proves the value."""
        name, _form = QFileDialog.getOpenFileName(self, self.tr("选择佐证文件"))
        if name:
            self._attach(Path(name))

    def _attach(self, path: Path | None) -> None:
        self._file = path
        self._name.say_whole("" if path is None else path.name)
        self.drop_file.setVisible(path is not None)

    def _choose_status(self, _at: int) -> None:
        self._chose_status = True
        self._changed()

    def _changed(self) -> None:
        line = self._line
        if line is None:
            return
        self._say_present()
        self._say_verdict(line)
        needed = [self.value, self.source]
        if self._before() is not None:
            needed.append(self.note)
        filled = all(edit.text().strip() for edit in needed)
        self.save.setEnabled(filled and bool(self._status()))

    def _say_present(self) -> None:
        before = self._before()
        if before is None:
            self._present.setText("")
            self._note_label.setText(self.tr("说明（可不填）"))
        else:
            text = self.tr("已登记 {value}；保存后成为更正，旧值留在历史里。")
            self._present.say(text.format(value=before[0]), Tone.WARN)
            self._note_label.setText(self.tr("更正的原因（必填）"))
        self._present.setVisible(before is not None)

    def _say_verdict(self, line: AnyLine) -> None:
        reached = self._reached(line)
        self._verdict.setVisible(isinstance(line, Line))
        if not isinstance(line, Line):
            return
        target = spoken(line.row.target)
        if reached is None:
            text = self.tr("目标 {target}：不能测算，请按实际选择。")
            self._verdict.say(text.format(target=target))
            return
        if not self._chose_status:
            self._tick(DONE if reached else OPEN)
        text = self.tr("目标 {target}：按数值测算已达到。")
        if not reached:
            text = self.tr("目标 {target}：按数值测算未达到。")
        same = (self._status() == DONE) == reached
        self._verdict.say(text.format(target=target), None if same else Tone.WARN)

    def _reached(self, line: AnyLine) -> bool | None:
        if not isinstance(line, Line) or number(self.value.text()) is None:
            return None
        values = {each.year: each.text for each in line.values}
        values[int(self.year.code)] = self.value.text()
        return verdict(line.row.target, values)

    def _before(self) -> tuple[str, str] | None:
        """Value and source that a department reported of the chosen year."""
        if self._line is None or not self.year.code:
            return None
        for each in self._line.values:
            if each.year == int(self.year.code) and each.origin == "reported":
                return each.text, each.source
        return None

    def _status(self) -> str:
        if self.done.isChecked():
            return DONE
        return OPEN if self.still_open.isChecked() else ""

    def _tick(self, status: str) -> None:
        if status:
            (self.done if status == DONE else self.still_open).setChecked(True)

    def _unit_words(self, line: AnyLine) -> str:
        if isinstance(line, Line) and line.row.is_measured:
            return spoken(line.row.unit)
        return ""

    def _reported(self, line: AnyLine) -> Reported:
        return Reported(
            line.row.subject,
            int(self.year.code),
            self.value.text(),
            self.source.text(),
            self._status(),
            self.note.text(),
            self.department.text(),
            self._file,
        )


def present_words(line: AnyLine) -> str:
    """The newest value in one line."""
    latest = line.latest
    if latest is None:
        return "—"
    unit = line.row.unit if isinstance(line, Line) and line.row.is_measured else ""
    return f"{value_text(latest)} {spoken(unit)}".strip()
