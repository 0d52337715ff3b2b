"""The acceptance list: each criterion with what is there, what is wanted, how far."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar
from PySide6.QtWidgets import QWidget

from carbon_points.scenarios.definitions import definitions
from carbon_points.statistics.behind import Slice
from carbon_points.statistics.suppression import SMALLEST
from ui.scenario_desk.scenario_english import spoken_criterion
from ui.scenario_desk.scenario_rows import few
from ui.shared import language
from ui.shared.badges import Badge
from ui.shared.badges import badge
from ui.shared.badges import Pill
from ui.shared.plain import plain_tip
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import empty
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from carbon_points.scenarios.criteria import Criterion
    from ui.scenario_desk.scenario_work import Judged

_OF_PEOPLE = frozenset({"participants", "smes"})
_COUNTED = _OF_PEOPLE | {"running_months", "places", "reduction_mg", "evidence"}
"""Criteria whose figures are added up from actions."""


class CriterionRow(QWidget):
    """One criterion in two lines: name and verdict, then the way gone in figures."""

    opened = Signal(str)
    """Its id: the records behind its figure are wanted."""

    def __init__(
        self, criterion: Criterion, *, suppressed: bool, whole: bool = False
    ) -> None:
        """A `whole` one says where its target comes from, too."""
        super().__init__()
        criterion = spoken_criterion(criterion)
        name = Elided(_name(criterion), "strong")
        verdict = self._verdict(criterion, suppressed=suppressed)
        actual = self._actual(criterion, suppressed=suppressed)
        parts = [f"{actual} / {criterion.target_text}".strip()]
        if criterion.assumed:
            parts.append(self.tr("假定"))
        figures = " · ".join(parts)
        bar = QProgressBar()
        bar.setRange(0, 1000)
        bar.setValue(0 if suppressed else int(criterion.share * 1000))
        bar.setTextVisible(False)
        bar.setMinimumWidth(px(18))
        way = column(STRETCH, bar, STRETCH, gap=0)
        head = row((name, 1), Pill(verdict), gap=6)
        foot = row((way, 1), Label(figures, "caption"), gap=6)
        if criterion.id in _COUNTED and not suppressed:
            opens = IconButton(
                self.tr("{name}：看明细").format(name=_name(criterion)), "list-check"
            )
            opens.setProperty("small", "true")
            opens.setFixedWidth(px(26))
            opens.clicked.connect(lambda _on: self.opened.emit(criterion.id))
            foot.addWidget(opens)
        source = self.tr("目标的来源：{source}").format(source=criterion.source)
        about = Label(source, "caption", wrap=True) if whole else None
        self.setLayout(column(head, foot, about, gap=2))
        self.setToolTip(plain_tip(f"{_name(criterion)}\n{source}"))
        words = (_name(criterion), verdict.text, figures, source)
        self.setAccessibleName("，".join(words))
        bar.setAccessibleName(_name(criterion))

    def _actual(self, criterion: Criterion, *, suppressed: bool) -> str:
        if suppressed:
            return few()
        if criterion.actual is None:
            return "—"
        return criterion.actual_text.strip()

    def _verdict(self, criterion: Criterion, *, suppressed: bool) -> Badge:
        if criterion.met:
            return badge("met")
        if criterion.actual is None:
            return Badge(self.tr("尚未登记"), Tone.MUTE)
        if criterion.at_most or suppressed:
            return Badge(self.tr("未达标"), Tone.WARN)
        lacking = replace(
            criterion, actual=Fraction(criterion.target) - criterion.actual
        )
        gap = self.tr("差 {gap}").format(gap=lacking.actual_text)
        return Badge(gap, Tone.WARN)


class AcceptanceCard(Card):
    """All criteria, how many are met, and which documents are still wanted."""

    opened = Signal(str)
    """The id of a criterion whose records are wanted."""

    all_wanted = Signal()
    """More than the short list has."""

    def __init__(self, *, whole: bool = True) -> None:
        """The short list leads to the `whole` one."""
        self._whole = whole
        super().__init__(body := column(margins=(16, 12, 8, 12), gap=8))
        self._count = Label(role="title", tone=Tone.PRIMARY)
        self._note = Label(
            self.tr("全部达标才计入指标 6；标“假定”的目标待主管部门确认。"),
            "caption",
            wrap=True,
        )
        self._rows = column(gap=12)
        self._missing = Label(role="caption", wrap=True)
        inside = column(
            self._rows, self._missing, STRETCH, margins=(0, 2, 8, 0), gap=12
        )
        title = Label(self.tr("验收进度"), "section")
        body.addLayout(row(title, STRETCH, self._count, 8))
        body.addWidget(self._note)
        body.addWidget(Rule())
        body.addWidget(scrolling(box(inside)), 1)
        self._more = Button("", "list-check")
        self._more.clicked.connect(lambda _on: self.all_wanted.emit())
        body.addLayout(column(self._more, margins=(0, 0, 8, 0)))
        self._more.setHidden(whole)  # not before it has a parent: a window

    def hasHeightForWidth(self) -> bool:  # noqa: N802  (named by Qt)
        # Its list scrolls; it must not stretch the charts beside it.
        return False

    def show_judged(self, judged: Judged) -> None:
        """Show the criteria of a scenario."""
        self._count.setText(f"{judged.met} / {len(judged.criteria)}")
        self._count.setAccessibleName(
            self.tr("{met} 条达标，共 {all} 条").format(
                met=judged.met, all=len(judged.criteria)
            )
        )
        more = self.tr("查看全部 {n} 条与佐证")
        self._more.setText(more.format(n=len(judged.criteria)))
        empty(self._rows)
        for criterion in judged.criteria:
            small = judged.suppressed and _is_small(criterion)
            line = CriterionRow(criterion, suppressed=small, whole=self._whole)
            line.opened.connect(self.opened)
            self._rows.addWidget(line)
        missing = self.tr("还缺的文件：{names}。")
        self._missing.setText(missing.format(names=language.listed(judged.missing)))
        self._missing.setVisible(bool(judged.missing))


def records_of(scenario_id: str, criterion_id: str) -> tuple[Slice, str]:
    """The records behind a criterion's figure, and the step if these are people."""
    whole = Slice(scenario_id)
    if criterion_id == "smes":
        whole = whole.narrowed("kind", "sme")
    return whole, "approved" if criterion_id in _OF_PEOPLE else ""


def _is_small(criterion: Criterion) -> bool:
    """Whether its figure is about so few people that a viewer may not see it."""
    few = criterion.actual is not None and 0 < criterion.actual < SMALLEST
    return criterion.id in _OF_PEOPLE and few


def _name(criterion: Criterion) -> str:
    if language.in_force() == language.ZH:
        return criterion.name
    names = {rule.id: rule.name_en for rule in definitions().criteria}
    return names.get(criterion.id, criterion.name)
