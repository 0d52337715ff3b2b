"""One indicator or project beside the table: target, history, evidence, new value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from carbon_points.common.days import local_moment
from carbon_points.indicators.queries import Line
from ui.scenario_desk.indicators_form import present_words
from ui.scenario_desk.indicators_form import ReportForm
from ui.scenario_desk.indicators_rows import spoken
from ui.scenario_desk.indicators_rows import state_badge
from ui.scenario_desk.indicators_rows import value_text
from ui.shared.badges import Pill
from ui.shared.cards import Gauge
from ui.shared.fitted import Fitted
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import scrolling
from ui.shared.widgets import Stack
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carbon_points.indicators.queries import Register
    from carbon_points.indicators.queries import ScenarioState
    from carbon_points.indicators.queries import Value
    from ui.scenario_desk.indicators_rows import AnyLine
    from ui.scenario_desk.indicators_work import Told


class IndicatorDetail(Card):
    """Two leaves: the history with its evidence, and the form for a new value."""

    closed = Signal()
    report_wanted = Signal()
    scenario_wanted = Signal(str)
    evidence_wanted = Signal(object)
    """The `Value` whose file is wanted."""

    def __init__(self) -> None:
        self.form = ReportForm()
        self._title = Label(role="section", wrap=True)
        self._about = Label(role="caption", wrap=True)
        self.close_button = IconButton(self.tr("收起"), "x", "Esc")
        self.report = Button(self.tr("登记新值"), "plus", "primary")
        self._facts = column(gap=6)
        self._entries = column(gap=8)
        history = box(column(self._facts, self._entries, STRETCH, gap=12))
        self._history = QWidget()
        self._history.setLayout(column((scrolling(history), 1), self.report, gap=8))
        self._leaves = Stack()
        self._leaves.addWidget(self._history)
        self._leaves.addWidget(self.form)
        words = column(self._title, self._about, gap=2)
        head = row((words, 1), self.close_button, gap=6)
        parts = (head, (self._leaves, 1))
        super().__init__(column(*parts, margins=(16, 12, 12, 12), gap=10))
        self.close_button.clicked.connect(lambda _on: self.closed.emit())
        self.report.clicked.connect(lambda _on: self.report_wanted.emit())
        self.form.left.connect(self.show_history)

    @property
    def is_writing(self) -> bool:
        """Whether the form is shown."""
        return self._leaves.currentWidget() is self.form

    def show_history(self) -> None:
        """Turn back from the form."""
        self._leaves.setCurrentWidget(self._history)

    def show_form(self) -> None:
        """Turn to the form."""
        self._leaves.setCurrentWidget(self.form)

    def show_line(self, line: AnyLine, register: Register, *, may_report: bool) -> None:
        """Show another line; its history is told later."""
        row_, is_indicator = line.row, isinstance(line, Line)
        number = row_.subject if is_indicator else row_.subject.removeprefix("P")
        self._title.setText(f"{number}  {spoken(row_.name)}")
        kind = [spoken(line.row.kind)] if isinstance(line, Line) else []
        about = (spoken(row_.category), *kind, row_.departments)
        self._about.setText(" · ".join(about))
        computed = isinstance(line, Line) and line.row.is_computed
        self.report.setVisible(may_report and not computed)
        empty(self._facts)
        for part in self._fact_parts(line, register):
            self._facts.addWidget(part)
        empty(self._entries)

    def show_told(self, told: Told, line: AnyLine) -> None:
        """Show everything that was reported, and below it what the plan prints."""
        empty(self._entries)
        corrected = {each.corrects for each in told.entries}
        for each in told.entries:
            self._entries.addWidget(self._entry(each, was=each.value_id in corrected))
        if isinstance(line, Line) and line.row.figures:
            self._entries.addWidget(self._printed(line))

    def _fact_parts(self, line: AnyLine, register: Register) -> Iterable[QWidget]:
        if isinstance(line, Line):
            yield self._fact(self.tr("2025 年目标"), spoken(line.row.target))
            yield self._fact(self.tr("最新"), present_words(line))
            if line.row.is_computed:
                yield from self._counted(register.scenarios)
                return
            yield self._judged(line)
        else:
            yield self._fact(self.tr("完成日期"), spoken(line.row.due))
            yield self._fact(self.tr("项目内容"), line.row.content)
            yield box(row(Pill(state_badge(line.status)), STRETCH))

    def _fact(self, name: str, value: str) -> QWidget:
        return box(column(Label(name, "caption"), Label(value, wrap=True), gap=0))

    def _judged(self, line: Line) -> QWidget:
        reached = line.reached
        texts = {
            True: self.tr("按数值测算已达到"),
            False: self.tr("按数值测算未达到"),
            None: self.tr("由人判断"),
        }
        said = Label(texts[reached], "caption")
        return box(row(Pill(state_badge(line.status)), said, STRETCH, gap=8))

    def _counted(self, scenarios: Iterable[ScenarioState]) -> Iterable[QWidget]:
        """What indicator 6 is counted from; each scenario opens."""
        yield Label(
            self.tr("全部验收标准达到的场景计为 1 个，由程序计算，不能手填。"),
            "caption",
            wrap=True,
        )
        for each in scenarios:
            name = spoken(each.name)
            gauge = Gauge(name)
            text = self.tr("{met} / {all} 项").format(met=each.met, all=each.of)
            gauge.say(text, 100 * each.met // max(each.of, 1))
            opened = Button(self.tr("看验收佐证"), "target-arrow", "link")
            opened.setAccessibleName(f"{name} {self.tr('看验收佐证')}")
            opened.clicked.connect(
                lambda _on=False, id_=each.scenario_id: self.scenario_wanted.emit(id_)
            )
            yield box(column(gauge, row(STRETCH, opened), gap=2))

    def _entry(self, value: Value, *, was: bool) -> QWidget:
        """One reported value; a corrected one says so."""
        head = row(
            Label(str(value.year), "strong"),
            Label(value_text(value), "strong", wrap=True),
            STRETCH,
            Pill(state_badge(value.status)),
            gap=10,
        )
        body = column(head, margins=(12, 8, 12, 8), gap=3)
        if was:
            body.addWidget(Label(self.tr("已被更正"), "caption", Tone.MUTE))
        body.addWidget(Label(self._by(value), "caption", wrap=True))
        if value.note:
            body.addWidget(Label(value.note, "second", wrap=True))
        if value.evidence:
            file = Button(value.evidence, "paperclip", "link", key="")
            file.setAccessibleName(self.tr("佐证 {name}").format(name=value.evidence))
            file.clicked.connect(lambda _on=False: self.evidence_wanted.emit(value))
            body.addLayout(row(file, STRETCH))
        return Fitted(body, "sunken")

    def _by(self, value: Value) -> str:
        at = f"{local_moment(value.at):%Y-%m-%d %H:%M}"
        return f"{value.source} · {value.department} · {value.operator} · {at}"

    def _printed(self, line: Line) -> QWidget:
        """What the plan itself says; it stays as it is."""
        body = column(
            Label(self.tr("方案原表（章政办字〔2024〕1号）"), "caption"),
            margins=(12, 8, 12, 8),
            gap=3,
        )
        for year, text in line.row.figures.items():
            shown = Label(text, wrap=True)
            body.addLayout(row(Label(str(year), "second"), (shown, 1), gap=10))
        return Fitted(body, "plain")
