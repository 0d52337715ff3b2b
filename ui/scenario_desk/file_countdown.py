"""How long a scenario has left and what is missing, beside its papers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.scenario_desk import file_words
from ui.shared.badges import Badge
from ui.shared.badges import Pill
from ui.shared.fitted import AskBar
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import empty
from ui.shared.widgets import figure
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QHBoxLayout

    from carbon_points.scenarios.countdown import Countdown
    from carbon_points.scenarios.criteria import Criterion
    from carbon_points.scenarios.requirements import Requirement
    from ui.scenario_desk.file_work import Seen


class CountdownPanel(QWidget):
    """Days left, the earliest day, and each thing that is still to do."""

    paper_wanted = Signal(str)
    """The kind of a document that is missing."""

    criterion_wanted = Signal(str)
    extension_wanted = Signal()
    findings_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._head = column(gap=2)
        self.bar = AskBar()
        self._todo = column(gap=8)
        parts = (self._head, self.bar, Rule(), self._todo, STRETCH)
        inside = column(*parts, margins=(0, 0, 10, 0), gap=10)
        title = Label(self.tr("验收倒计时"), "section")
        self.setLayout(column(title, (scrolling(box(inside)), 1), gap=8))

    def show_seen(self, seen: Seen) -> None:
        """Show how it stands."""
        count = seen.file.countdown
        empty(self._head)
        self._show_days(count)
        self._show_extension(count, may_write=seen.may_write)
        empty(self._todo)
        total = len(count.criteria)
        met = self.tr("{met} / {all} 条达标").format(met=count.met, all=total)
        self._todo.addLayout(
            row(Label(self.tr("还缺什么"), "strong"), STRETCH, Label(met))
        )
        for lack in count.missing_documents:
            self._todo.addWidget(self._paper(lack))
        if count.open_findings:
            self._todo.addWidget(self._findings(count.open_findings))
        for criterion in count.missing:
            if criterion.id != "documents":
                self._todo.addWidget(self._criterion(criterion, seen))
        if count.ready:
            self._todo.addWidget(
                Label(self.tr("全部达标，可以申请验收。"), tone=Tone.OK)
            )

    def _show_days(self, count: Countdown) -> None:
        if count.days_left is None or count.valid_to is None:
            words = self.tr("尚未公布；有效期从公布起算。")
            self._head.addWidget(Label(words, "second", wrap=True))
        else:
            over = count.days_left < 0
            days = f"{abs(count.days_left):,}"
            unit = self.tr("天前已到期") if over else self.tr("天后到期")
            tone = Tone.BAD if over else Tone.WARN if count.ask_extension else None
            self._head.addLayout(figure(days, unit, "figure", tone))
            until = self.tr("有效期至 {day}，已运行 {n} 天")
            said = until.format(day=count.valid_to.isoformat(), n=count.running_days)
            self._head.addWidget(Label(said, "caption", wrap=True))
        if count.earliest is not None and not count.ready:
            self._head.addLayout(self._earliest(count))

    def _earliest(self, count: Countdown) -> QHBoxLayout:
        name = Label(self.tr("最早可能达标"), "second")
        day = "" if count.earliest is None else count.earliest.isoformat()
        made = Label(day, "strong")
        made.setToolTip(
            self.tr("按月份连续和公示期推算：其他条件今天都补齐，也不会早于这一天。")
        )
        return row(name, STRETCH, made)

    def _show_extension(self, count: Countdown, *, may_write: bool) -> None:
        self.bar.dismiss()
        if not count.ask_extension or count.valid_to is None:
            return
        text = self.tr("有效期 {day} 届满，请在届满前办理延期；到期未延即结束。")
        day = count.valid_to.isoformat()
        self.bar.say(Tone.WARN, self.tr("该申请延期了"), text.format(day=day))
        if may_write:
            self.bar.offer(self.tr("登记延期"), self.extension_wanted.emit)

    def _paper(self, lack: Requirement) -> QWidget:
        name = file_words.kind_name(lack.kind)
        done = partial(self.paper_wanted.emit, lack.kind.id)
        return _lack(name, file_words.why_words(lack), Tone.WARN, done)

    def _findings(self, number: int) -> QWidget:
        name, words = self.tr("核查发现未结清"), self.tr("还有 %n 条", "", number)
        return _lack(name, words, Tone.WARN, self.findings_wanted.emit)

    def _criterion(self, criterion: Criterion, seen: Seen) -> QWidget:
        here = file_words.actual_text(criterion, suppress=seen.suppress)
        words = f"{here} / {file_words.target_text(seen.file.targets[criterion.id])}"
        done = partial(self.criterion_wanted.emit, criterion.id)
        name = file_words.criterion_name(criterion.id)
        return _lack(name, words, Tone.MUTE, done)


def _lack(name: str, words: str, tone: Tone, done: Callable[[], object]) -> QWidget:
    """One line of what is missing; its button leads to where it is mended."""
    go = Button("", "chevron-right", "link")
    go.setAccessibleName(f"{name}：{words}")
    go.clicked.connect(lambda _on=False: done())
    said = row(Pill(Badge(words, tone)), STRETCH)
    return box(row((column(Elided(name), said, gap=2), 1), go, gap=4))
