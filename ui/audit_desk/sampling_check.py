"""One drawn action beside the list: what it claims, its evidence, right or wrong."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QStackedWidget

from carbon_points.audit.reasons import reason_text
from carbon_points.audit.sampling import Checked
from ui.audit_desk import queue_words
from ui.audit_desk import sampling_words as words
from ui.audit_desk.queue_photo import Photo
from ui.audit_desk.queue_photo import picture_of
from ui.shared import language
from ui.shared.amounts import mass
from ui.shared.badges import Pill
from ui.shared.identity import CodeEdit
from ui.shared.identity import Writing
from ui.shared.notices import EmptyState
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import dress
from ui.shared.widgets import Elided
from ui.shared.widgets import empty
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import named_value
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QLayout

    from carbon_points.audit.sample_paper import PaperRow
    from carbon_points.evidence.queries import File
    from ui.audit_desk.sampling_work import Beside

_PHOTOS: Final = (".jpg", ".jpeg", ".png", ".webp", ".bmp")
_COLUMNS: Final = 3
_LAST: Final = 9


class CheckPanel(Card):
    """A says right; R and 1 to 9 say wrong, with the reason."""

    judged = Signal(object)
    """What was found, as `Checked`."""

    file_wanted = Signal(object)
    """The `File` that is to be shown."""

    why_wanted = Signal()

    def __init__(self) -> None:
        layout = column(margins=(14, 12, 14, 10), gap=6)
        super().__init__(layout)
        self.row: PaperRow | None = None
        self.people: Mapping[str, str] = {}
        """Names of the operators by login."""

        self._file: File | None = None
        self._title, self._who = Elided(role="section"), Label(role="second", wrap=True)
        self.pill = Pill(words.step_badge(""))
        self.photo, self._name = Photo(), Label(role="caption", wrap=True)
        self._facts = column(gap=4)
        self.overstated = CodeEdit(Writing.DECIMAL, self.tr("多计，千克"))
        self.note = QLineEdit()
        self._head = Label(role="strong", wrap=True)
        self.reasons = [self._reason(number) for number in range(1, _LAST + 1)]
        self.right = Button(self.tr("无误"), "check", "primary", "A")
        self.wrong = Button(self.tr("有误"), "x", "danger", "R")
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(self.tr("在左边选一条，这里显示凭证。"), "checklist")
        )
        self._stack.addWidget(box(self._body()))
        layout.addWidget(self._stack)
        self.right.clicked.connect(lambda _on: self.say_right())
        self.wrong.clicked.connect(lambda _on: self.ask())

    @property
    def action_id(self) -> int:
        """Of the action that is shown; 0 for none."""
        return self.row.action_id if self.row is not None else 0

    def _body(self) -> QLayout:
        self.note.setMaxLength(200)
        self.note.setPlaceholderText(self.tr("说明（可空）"))
        self.note.setAccessibleName(self.tr("核查说明"))
        self.overstated.setFixedWidth(px(86))
        facts = scrolling(
            box(
                column(
                    *(self.photo, self._name, self._facts, STRETCH),
                    margins=(0, 0, 8, 0),
                    gap=6,
                )
            )
        )
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(px(6))
        for at, button in enumerate(self.reasons):
            grid.addWidget(button, at // _COLUMNS, at % _COLUMNS)
        too_much, unit = Label(self.tr("多计"), "second"), Label("kg", "second")
        said = row((self.note, 1), too_much, self.overstated, unit, gap=6)
        facts.setMinimumHeight(px(44))
        why = IconButton(self.tr("为什么是这个数"), "math-function", "F1")
        why.clicked.connect(lambda _on: self.why_wanted.emit())
        return column(
            *(row((self._title, 1), self.pill, why, gap=4), self._who, Rule()),
            *((facts, 1), Rule(), said, self._head, grid),
            row((self.wrong, 1), (self.right, 1), gap=8),
            gap=6,
        )

    def _reason(self, number: int) -> Button:
        made = Button(f"{number} {queue_words.reason_word(number)}")
        made.setStyleSheet(f"padding:0 {px(4)}px; min-height:{px(26)}px;")
        whole = queue_words.reason_whole(number)
        made.setToolTip(whole)
        made.setAccessibleName(whole)
        made.clicked.connect(lambda _on: self.give(number))
        return made

    # What is shown.

    def show_row(self, shown: PaperRow | None) -> None:
        """Show an action at once, as far as the list knows it."""
        before = self.action_id
        self.row = shown
        self._stack.setCurrentIndex(int(shown is not None))
        if shown is None:
            return
        if shown.action_id != before:
            self._file = None
            self.note.clear()
            self.overstated.setText(words.kilograms(shown.reduction_mg))
            self.photo.say("…")
            self._name.setText("")
            empty(self._facts)
        place, _, methodology = shown.stratum.partition("/")
        self._title.say_whole(queue_words.methodology_name(methodology))
        self._who.setText(f"{place}　{shown.day}")
        self.pill.show_badge(words.step_badge(shown.said.step))
        self._rest()

    def show_beside(self, beside: Beside) -> None:
        """What stands beside it has come."""
        shown = self.row
        if shown is None or beside.action_id != shown.action_id:
            return
        explained, person = beside.explained, beside.person
        if explained is not None:
            amount = queue_words.quantity(explained.methodology, explained.inputs)
            name = queue_words.methodology_name(explained.methodology.id)
            self._title.say_whole(f"{name} · {amount}")
        if person is not None:
            place = shown.stratum.partition("/")[0]
            who = f"{person.name}　{person.masked_id}"
            self._who.setText(f"{who}　{place}　{shown.day}")
        empty(self._facts)
        record = beside.record
        self._fact(self.tr("减排量"), mass(shown.reduction_mg), Tone.PRIMARY)
        self._fact(self.tr("证据等级"), words.grade_word(shown.grade))
        self._fact(self.tr("该参与者 90 天均值"), _each(record.mean_mg_90))
        self._fact(self.tr("同类 P99"), _each(record.p99_mg))
        for step in record.history:
            line = queue_words.step_line(step, self.people)
            self._facts.addWidget(Label(line, "caption", wrap=True))
        self._show_files(record.files)

    def _show_files(self, files: tuple[File, ...]) -> None:
        photos = [each for each in files if each.name.lower().endswith(_PHOTOS)]
        self._file = next(iter(photos), None)
        self._name.setText("\n".join(each.name for each in files))
        self._name.setVisible(bool(files))
        if self._file is not None:
            self.file_wanted.emit(self._file)
        elif files:
            self.photo.say(self.tr("没有照片；凭证文件见下。"))
        else:
            self.photo.say(self.tr("没有凭证文件。"))

    def show_photo(self, evidence_id: int, content: bytes) -> None:
        """The content of a file has come."""
        if self._file is None or self._file.evidence_id != evidence_id:
            return
        picture = picture_of(content) if content else None
        if picture is None or picture.isNull():
            self.photo.say(self.tr("这个文件显示不了。"))
        else:
            self.photo.show_picture(picture, self._file.name)

    def _fact(self, name: str, value: str, tone: Tone | None = None) -> None:
        self._facts.addLayout(named_value(name, value, tone))

    # What is said.

    def say_right(self) -> None:
        """A: nothing is wrong with it."""
        if self.row is not None and self.right.isEnabled():
            note = self.note.text()
            self.judged.emit(Checked(self.row.action_id, "right", note=note))

    def ask(self) -> None:
        """R: something is wrong with it; the reason follows."""
        if self.row is not None and self.wrong.isEnabled():
            text = self.tr("有误：按 1–9 选理由，Esc 不选")
            self._head.say(text, Tone.WARN)
            for button in self.reasons:
                dress(button, "kind", "danger")

    def give(self, number: int) -> None:
        """1 to 9: the reason why it is wrong; the ninth needs words in the note."""
        if self.row is None or not self.wrong.isEnabled():
            return
        note = self.note.text().strip()
        too_much = words.milligrams(self.overstated.text())
        if too_much is None or too_much > self.row.reduction_mg:
            most = words.kilograms(self.row.reduction_mg)
            text = self.tr("多计应在 0 和 {most} 千克之间。请改这个数。")
            self._complain(text.format(most=most), self.overstated)
        elif number == _LAST and not note:
            self._complain(self.tr("“其他”须写明：请先写核查说明。"), self.note)
        else:
            reason = f"R{number}: {note}" if number == _LAST else f"R{number}"
            said = Checked(self.row.action_id, "wrong", reason, note, too_much)
            self.judged.emit(said)

    def drop(self) -> bool:
        """Esc: no reason is awaited any more; False if none was."""
        awaited = bool(self._head.text())
        self._rest()
        return awaited

    def _complain(self, sentence: str, part: QLineEdit) -> None:
        self._head.say(sentence, Tone.BAD)
        self._head.show()
        part.setFocus()
        part.selectAll()

    def _rest(self) -> None:
        """As it is before anything is said."""
        step = self.row.said.step if self.row is not None else ""
        self._head.say("")
        if step not in {"", "right"}:
            text = self.tr("已判有误：{reason}。改判由另一位审核员在“问题”里做。")
            self._head.say(text.format(reason=self._reason_said()), Tone.BAD)
        for button in self.reasons:
            dress(button, "kind", "")
            button.setEnabled(step in {"", "right"})
        self.right.setEnabled(not step)
        self.wrong.setEnabled(step in {"", "right"})

    def _reason_said(self) -> str:
        said = self.row.said.reason if self.row is not None else ""
        return reason_text(said, language.in_force())


def _each(milligrams: int | None) -> str:
    return "—" if milligrams is None else mass(milligrams)
