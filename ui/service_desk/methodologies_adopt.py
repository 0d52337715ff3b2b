"""Adopt a draft as a trial: document and date, by two auditors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.shared.dates import parse_day
from ui.shared.editors import DayEditor
from ui.shared.editors import LineEditor
from ui.shared.fitted import AskBar
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from PySide6.QtWidgets import QBoxLayout

    from carbon_points.rulebook.service import Proposal
    from ui.shared.messages import Message


class AdoptCard(Card):
    """The first auditor proposes, another one confirms the same document and date."""

    wanted = Signal(object, str)
    """The day and the document."""

    def __init__(self, now: Callable[[], dt.date]) -> None:
        self._now = now
        self._own = False
        self._hint = Label(role="second", wrap=True)
        layout = column(margins=(16, 12, 16, 12), gap=8)
        super().__init__(layout)
        self.notice = AskBar()
        self.document = LineEditor(self.tr("采用决定的文号"))
        self.day = DayEditor(self.tr("生效日期"), now)
        self.save = Button(self.tr("采用为试行"), "flask", "primary")
        layout.addWidget(Label(self.tr("采用为试行"), "section"))
        layout.addWidget(self.notice)
        layout.addWidget(self._hint)
        layout.addLayout(
            row(
                (self._field(self.tr("采用决定的文号"), self.document), 2),
                (self._field(self.tr("生效日期"), self.day), 1),
                gap=12,
            )
        )
        layout.addLayout(row(STRETCH, self.save))
        self.document.changed.connect(self._changed)
        self.day.changed.connect(self._changed)
        self.save.clicked.connect(lambda _checked: self._save())

    def show_proposal(self, proposal: Proposal | None, *, own: bool) -> None:
        """What waits, if anything does."""
        self.notice.dismiss()
        if proposal is None:
            self._hint.setText(
                self.tr(
                    "须两位审核员：一位提出，另一位用同一文号和日期确认。"
                    "试行从生效日期起计分，不追溯以前的行为。"
                )
            )
            self.day.draft = self._now().isoformat()
            self.document.draft = ""
            self.save.setText(self.tr("提出采用为试行"))
        else:
            text = self.tr("{who} 已按“{document}”提出，{day} 起试行。")
            said = text.format(
                who=proposal.operator,
                document=proposal.document,
                day=proposal.valid_from.isoformat(),
            )
            wait = self.tr("请另一位审核员登录后在此确认。") if own else ""
            self._hint.setText(f"{said}{wait}")
            self.day.draft = proposal.valid_from.isoformat()
            self.document.draft = proposal.document
            self.save.setText(self.tr("确认采用为试行"))
        self._own = own
        self._changed()

    def ask(self, said: Message) -> None:
        """Say why nothing was decided."""
        self.notice.say(said.tone, said.title, said.text, said.code)

    def _save(self) -> None:
        day = parse_day(self.day.draft, self._now())
        if day is not None:
            self.wanted.emit(day, self.document.draft.strip())

    def _changed(self) -> None:
        ready = bool(self.document.draft.strip()) and self.day.value is not None
        self.save.setEnabled(ready and not self._own)

    def _field(self, name: str, editor: LineEditor) -> QBoxLayout:
        label = Label(name, "second")
        label.setBuddy(editor.line)
        return column(label, editor, gap=4)
