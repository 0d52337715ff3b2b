"""The public notices of a scenario with what came in and what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from ui.scenario_desk import file_words
from ui.shared.badges import Badge
from ui.shared.badges import Pill
from ui.shared.fitted import Fitted
from ui.shared.notices import EmptyState
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QHBoxLayout
    from PySide6.QtWidgets import QWidget

    from carbon_points.scenarios.file import ScenarioFile
    from carbon_points.scenarios.notices import Notice
    from carbon_points.scenarios.notices import Objection


class NoticeBoard(QStackedWidget):
    """Cards of the notices, the newest first."""

    objection_wanted = Signal(object)
    """The `Notice` that somebody objects to."""

    answer_wanted = Signal(object)
    """The `Objection` that is answered."""

    void_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._cards = column(gap=12, margins=(12, 12, 12, 12))
        self._writes = False
        self._empty = EmptyState(
            self.tr("还没有公示。公示期满、异议都答复后，才能进入“公布”。"), "bell"
        )
        self.addWidget(self._empty)
        self.addWidget(scrolling(box(self._cards)))

    def show_file(self, file: ScenarioFile, *, may_write: bool) -> None:
        """Show the notices of a scenario."""
        self._writes = may_write
        empty(self._cards)
        for notice in file.notices:
            self._cards.addWidget(self._card(notice, file.as_of))
        self._cards.addStretch(1)
        self.setCurrentIndex(1 if file.notices else 0)

    def _card(self, notice: Notice, day: dt.date) -> QWidget:
        state = file_words.standing_badge(notice, notice.standing(day))
        head = row(Label(notice.subject, "strong", wrap=True), Pill(state), gap=8)
        span = self.tr("{first} 至 {last}，{n} 个工作日 · {where}")
        said = span.format(
            first=notice.first.isoformat(),
            last=notice.last.isoformat(),
            n=notice.working_days,
            where=notice.published_in,
        )
        body = column(head, Label(said, "caption", wrap=True), gap=6)
        body.addWidget(Label(notice.text, wrap=True))
        for objection in notice.objections:
            body.addWidget(self._objection(objection))
        if notice.withdrawn:
            why = self.tr("作废理由：{why}").format(why=notice.withdrawn)
            body.addWidget(Label(why, "caption", wrap=True))
        elif self._writes:
            body.addLayout(self._verbs(notice))
        body.setContentsMargins(14, 12, 14, 12)
        return Fitted(body)

    def _verbs(self, notice: Notice) -> QHBoxLayout:
        objection = Button(self.tr("登记异议"), "flag")
        void = Button(self.tr("作废"), "x", "link")
        objection.clicked.connect(lambda _on=False: self.objection_wanted.emit(notice))
        void.clicked.connect(lambda _on=False: self.void_wanted.emit(notice))
        return row(objection, void, STRETCH, gap=8)

    def _objection(self, objection: Objection) -> QWidget:
        who = file_words.source_word(objection.source)
        head = Label(f"{objection.day.isoformat()}　{who}", "caption")
        body = column(head, Label(objection.text, wrap=True), gap=3)
        reply = objection.answer
        if reply is not None:
            outcome = file_words.outcome_word(reply.outcome)
            said = self.tr("答复 {day}（{outcome}）：{text}").format(
                day=reply.day.isoformat(), outcome=outcome, text=reply.text
            )
            body.addWidget(Label(said, "second", wrap=True))
        else:
            waits = Pill(Badge(self.tr("待答复"), Tone.WARN, "clock"))
            line = row(waits, STRETCH, gap=8)
            if self._writes:
                answer = Button(self.tr("答复"), "pencil")
                answer.clicked.connect(
                    lambda _on=False: self.answer_wanted.emit(objection)
                )
                line.addWidget(answer)
            body.addLayout(line)
        body.setContentsMargins(10, 8, 10, 8)
        return Fitted(body, "sunken")
