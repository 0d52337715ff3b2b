"""Findings with their state, and the panel that takes each a step further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QStackedWidget
from PySide6.QtWidgets import QWidget

from carbon_points.actions.rules import State
from carbon_points.audit.finding_rows import CORRECTED
from carbon_points.audit.finding_rows import OPEN
from carbon_points.audit.findings import Correction
from carbon_points.audit.reasons import reason_text
from carbon_points.common.days import from_day_number
from carbon_points.common.ids import id_text
from carbon_points.common.ids import parse_id
from carbon_points.common.problems import UserError
from ui.audit_desk import queue_words
from ui.audit_desk import sampling_words as words
from ui.audit_desk.sampling_opening import OpeningStrip
from ui.shared import language
from ui.shared.amounts import mass
from ui.shared.badges import Pill
from ui.shared.identity import LatinEdit
from ui.shared.notices import EmptyState
from ui.shared.table import Table
from ui.shared.table_model import Column
from ui.shared.table_model import TableModel
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import named_value
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QLayout

    from carbon_points.audit.finding_rows import FindingRow
    from carbon_points.audit.finding_rows import Step
    from ui.audit_desk.sampling_work import Overview
    from ui.shared.table_model import Cell


class FindingsPage(QWidget):
    """Every finding, newest first; what can be done stands at the right."""

    def __init__(self, login: str) -> None:
        super().__init__()
        self.panel = FindingPanel(login)
        self.panel.setFixedWidth(px(372))
        self._rows: tuple[FindingRow, ...] = ()
        self.model = TableModel(self._columns())
        self.table = Table(self.model, self.tr("问题清单"))
        nothing = EmptyState(
            self.tr("没有问题。核查时判为有误的，会列在这里，直到关闭。"), "checks"
        )
        self.table.show_when_empty(nothing)
        self.opening = OpeningStrip()
        parts = ((self.table, 1), Rule(), self.opening)
        rows = Card(column(*parts, margins=(1, 4, 1, 2), gap=0))
        self.setLayout(row((rows, 1), self.panel, gap=12))
        self.setFocusProxy(self.table)
        self.table.picked.connect(self._picked)
        self.table.opened.connect(lambda _at: self.panel.take_focus())

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("问题"), 84, strong=True),
            Column(self.tr("行为编号"), 112, optional=3),
            Column(self.tr("街道（镇）"), 110, stretch=True),
            Column(self.tr("方法学"), 116, quiet=True, optional=2),
            Column(self.tr("理由"), 128),
            Column(self.tr("多计 kg"), 106, right=True),
            Column(self.tr("状态"), 108),
            Column(self.tr("抽样"), 84, quiet=True, optional=1),
        ]

    def show_overview(self, found: Overview) -> None:
        """Show every finding; the chosen one stays chosen."""
        chosen = self.panel.finding_id
        self._rows = found.findings
        self.panel.people = found.people
        self.model.show_rows([_cells(each) for each in self._rows])
        ids = [each.finding_id for each in self._rows]
        at = ids.index(chosen) if chosen in ids else 0
        self.table.go_to(at)
        self._picked(at)

    def _picked(self, at: int) -> None:
        fits = 0 <= at < len(self._rows)
        self.panel.show_finding(self._rows[at] if fits else None)


def _cells(each: FindingRow) -> tuple[Cell, ...]:
    return (
        id_text(each.finding_id),
        id_text(each.action_id),
        each.subdistrict,
        queue_words.methodology_name(each.methodology),
        reason_text(each.reason, language.in_force()),
        queue_words.kilograms(each.overstated_mg),
        words.step_badge(each.state),
        None if each.sample_id is None else id_text(each.sample_id),
    )


class FindingPanel(Card):
    """Correct, then another auditor closes; or another one says that all is right."""

    corrected = Signal(object, object)
    """(finding id, `Correction`)"""

    settled = Signal(object, str, bool)
    """(finding id, note, whether it is closed and not dismissed)"""

    def __init__(self, login: str) -> None:
        layout = column(margins=(14, 12, 14, 12), gap=8)
        super().__init__(layout)
        self._login = login
        self._row: FindingRow | None = None
        self.people: Mapping[str, str] = {}
        """Names of the operators by login."""

        self._title, self._pill = Elided(role="section"), Pill(words.step_badge(OPEN))
        self._facts, self._steps = column(gap=4), column(gap=6)
        self.note, self.replaced_by = QLineEdit(), LatinEdit(self.tr("更正后的行为"))
        self.reverse = QCheckBox(self.tr("同时冲正这条行为（扣回积分和减排量）"))
        self._hint = Label(role="caption", wrap=True)
        self.dismiss = Button(self.tr("改判无误"), "arrow-back-up")
        self.act = Button("", "check", "primary", "Ctrl+Enter")
        self._form = box(self._make_form())
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(self.tr("在左边选一个问题，这里整改和关闭。"), "checklist")
        )
        self._stack.addWidget(box(self._body()))
        layout.addWidget(self._stack)
        self.act.clicked.connect(lambda _on: self.commit())
        self.dismiss.clicked.connect(lambda _on: self._settle(close=False))

    @property
    def finding_id(self) -> int:
        """Of the finding that is shown; 0 for none."""
        return self._row.finding_id if self._row is not None else 0

    @property
    def action_id(self) -> int:
        """Of the action that it is about; 0 for none."""
        return self._row.action_id if self._row is not None else 0

    def _make_form(self) -> QLayout:
        self.note.setMaxLength(300)
        self.note.setPlaceholderText(self.tr("做了什么，依据是什么"))
        self.note.setAccessibleName(self.tr("说明"))
        self.replaced_by.setPlaceholderText(self.tr("更正后重新登记的行为编号（可空）"))
        self.reverse.setAccessibleName(self.reverse.text())
        return column(
            *(self.note, self.reverse, self.replaced_by, self._hint),
            row((self.dismiss, 1), (self.act, 1), gap=8),
            gap=8,
        )

    def _body(self) -> QLayout:
        inside = column(self._facts, Rule(), self._steps, STRETCH, gap=8)
        return column(
            row((self._title, 1), self._pill, gap=8),
            (scrolling(box(inside)), 1),
            Rule(),
            self._form,
            gap=8,
        )

    def show_finding(self, found: FindingRow | None) -> None:
        """Show a finding and what can be done with it."""
        state = self._row.state if self._row is not None else ""
        is_same = found is not None and found.finding_id == self.finding_id
        if found is None or not is_same or found.state != state:
            self.note.clear()
            self.replaced_by.clear()
            self.reverse.setChecked(found is not None and found.overstated_mg > 0)
        self._row = found
        self._stack.setCurrentIndex(int(found is not None))
        if found is None:
            return
        text = self.tr("问题 {number}")
        self._title.say_whole(text.format(number=id_text(found.finding_id)))
        self._pill.show_badge(words.step_badge(found.state))
        self._show_facts(found)
        self._show_verbs(found)

    def let_go(self) -> None:
        """Look at the newest one next, unless something is being written here."""
        if not self.note.text():
            self.show_finding(None)

    def _show_facts(self, found: FindingRow) -> None:
        empty(self._facts)
        empty(self._steps)
        name = queue_words.methodology_name(found.methodology)
        place = f"{found.subdistrict} · {name}"
        reason = reason_text(found.reason, language.in_force())
        facts = (
            (self.tr("行为"), id_text(found.action_id), None),
            (self.tr("地点和类别"), place, None),
            (self.tr("统计日期"), from_day_number(found.day).isoformat(), None),
            (self.tr("减排量"), mass(found.reduction_mg), None),
            (self.tr("多计"), mass(found.overstated_mg), Tone.BAD),
            (self.tr("理由"), reason, None),
        )
        for fact in facts:
            self._facts.addLayout(named_value(*fact))
        told = self.tr("{who} {day} 提出").format(
            who=self._name(found.operator), day=words.day_of(found.at)
        )
        self._say(told, found.note)
        for step in found.steps:
            self._say(self._step_head(step), step.note)

    def _step_head(self, step: Step) -> str:
        parts = [
            f"{self._name(step.operator)} {words.day_of(step.at)}",
            words.step_badge(step.step).text if step.step != CORRECTED else "",
        ]
        if step.step == CORRECTED:
            parts[1] = self.tr("整改")
        if step.decision_id is not None:
            text = self.tr("冲正决定 {n}")
            parts.append(text.format(n=id_text(step.decision_id)))
        if step.replaced_by is not None:
            text = self.tr("更正为 {n}")
            parts.append(text.format(n=id_text(step.replaced_by)))
        return " · ".join(parts)

    def _say(self, head: str, note: str) -> None:
        self._steps.addWidget(Label(head, "caption", wrap=True))
        if note:
            self._steps.addWidget(Label(note, wrap=True))

    def _show_verbs(self, found: FindingRow) -> None:
        is_open, waits = found.state == OPEN, found.state == CORRECTED
        last = found.steps[-1].operator if found.steps else found.operator
        own = last == self._login
        stands = found.action_state in {State.APPROVED, State.STOCKTAKEN}
        self._form.setVisible(is_open or waits)
        for part in (self.reverse, self.replaced_by, self.dismiss):
            part.setVisible(is_open)
        self.reverse.setVisible(is_open and stands)
        self.dismiss.setEnabled(not own)
        self.act.setText(self.tr("记下整改") if is_open else self.tr("关闭"))
        self.act.setEnabled(is_open or not own)
        hint = ""
        if waits and own:
            hint = self.tr("这个问题由您整改，须由另一位审核员关闭。")
        elif is_open and own:
            hint = self.tr("这个问题由您提出，改判须由另一位审核员做。")
        self._hint.say(hint, Tone.WARN)
        self._hint.setVisible(bool(hint))

    def _name(self, login: str) -> str:
        return self.people.get(login, login)

    def take_focus(self) -> None:
        """Enter on a row: say what was done."""
        if self._form.isVisible():
            self.note.setFocus()

    def commit(self) -> None:
        """Ctrl+Enter: correct an open finding, close a corrected one."""
        if self._row is None or not self.act.isEnabled():
            return
        if self._row.state == CORRECTED:
            self._settle(close=True)
        elif self._row.state == OPEN and self._has_note():
            new = self.replaced_by.text().strip()
            try:
                number = parse_id(new) if new else None
            except (UserError, ValueError):
                text = self.tr("“{text}”不是行为编号，请写成 12-345。")
                self._complain(text.format(text=new), self.replaced_by)
                return
            # `isHidden`, not `isVisible`: the page may be behind another one.
            reverse = self.reverse.isChecked() and not self.reverse.isHidden()
            correction = Correction(self.note.text().strip(), reverse, number)
            self.corrected.emit(self._row.finding_id, correction)

    def _settle(self, *, close: bool) -> None:
        if self._row is not None and self._has_note():
            self.settled.emit(self._row.finding_id, self.note.text().strip(), close)

    def _has_note(self) -> bool:
        if self.note.text().strip():
            return True
        self._complain(self.tr("请写明做了什么、依据是什么。"), self.note)
        return False

    def _complain(self, sentence: str, part: QLineEdit) -> None:
        self._hint.say(sentence, Tone.BAD)
        self._hint.show()
        part.setFocus()
