"""What a rehearsal found: before and after, and every difference behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup
from PySide6.QtWidgets import QWidget

from carbon_points.actions.rules import State
from carbon_points.actions.rules import UNDECIDED
from carbon_points.common.units import mass_text
from ui.audit_desk import rehearsal_words as words
from ui.shared.cards import KpiCard
from ui.shared.notices import EmptyState
from ui.shared.notices import MessageBar
from ui.shared.table import COMPACT_ROW
from ui.shared.table import Table
from ui.shared.table_model import TableModel
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.crediting.rehearsal import Differing
    from ui.audit_desk.rehearsal_work import Choices
    from ui.audit_desk.rehearsal_work import Rehearsed
    from ui.shared.table_model import Cell


class RehearsalResult(QWidget):
    """Four key figures, the months, and the difference list."""

    explained = Signal(object)
    """The id of an action."""

    export_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choices: Choices | None = None
        self._done: Rehearsed | None = None
        self._shown: list[Differing] = []
        self.bar = MessageBar()
        self.records = KpiCard("list-check", self.tr("会变的记录"))
        self.mass = KpiCard("leaf", self.tr("减排量变化"))
        self.points = KpiCard("coins", self.tr("积分变化"))
        self.papers = KpiCard("certificate", self.tr("涉及证书"))
        self._cards = row(
            *((card, 1) for card in self.cards),
            gap=10,
        )
        self._months = Elided(role="second")
        self.filters: dict[str, Choice] = {}
        self._group = QButtonGroup(self)
        self.export = Button(self.tr("导出清单"), "table-export")
        self.model = TableModel(words.difference_columns())
        self.table = Table(self.model, self.tr("差异清单"), COMPACT_ROW)
        self._foot = Label(role="caption")
        body = column(
            row(*self._make_filters(), STRETCH, self.export, gap=6),
            (self.table, 1),
            self._foot,
            margins=(10, 10, 10, 8),
            gap=8,
        )
        parts = (self.bar, self._cards, self._months, (Card(body), 1))
        self.setLayout(column(*parts, gap=10))
        self.table.opened.connect(self._open)
        self.export.clicked.connect(lambda _on: self.export_wanted.emit())
        self._nothing = EmptyState(
            self.tr("在左边选一项变更，按“试算”。结果只在屏幕上，不写任何数据。"),
            "math-function",
        )
        self.table.show_when_empty(self._nothing)
        self.clear()

    @property
    def cards(self) -> tuple[KpiCard, ...]:
        """The key figures."""
        return self.records, self.mass, self.points, self.papers

    def _make_filters(self) -> list[Choice]:
        named = (
            (words.ALL, self.tr("全部")),
            ("approved", self.tr("已通过")),
            ("waiting", self.tr("待审核")),
            ("draft", self.tr("只作摸底")),
            (words.KEPT, self.tr("已关账月份")),
        )
        for at, (code, text) in enumerate(named):
            made = Choice(text)
            self.filters[code] = made
            self._group.addButton(made, at)
            made.clicked.connect(lambda _on: self._fill())
        self.filters[words.ALL].setChecked(True)
        return list(self.filters.values())

    @property
    def filter(self) -> str:
        """Which differences are let through."""
        return next(code for code, each in self.filters.items() if each.isChecked())

    def know(self, choices: Choices) -> None:
        """Names for what will be shown."""
        self._choices = choices

    def clear(self) -> None:
        """Nothing was rehearsed."""
        self._done = None
        self.bar.dismiss()
        for card in self.cards:
            card.say("—", "")
        self._months.say_whole("")
        self._foot.setText("")
        self.export.setEnabled(False)
        self.model.show_rows([])

    def show_done(self, done: Rehearsed) -> None:
        """Show a rehearsal."""
        self._done = done
        effect = done.effect
        found = len(effect.differences)
        looked = self.tr("核对 {n} 条").format(n=f"{effect.counted:,}")
        self.records.say(f"{found:,}", self.tr("条"), looked)
        before, after = (mass_text(mg) for mg in (effect.before_mg, effect.after_mg))
        difference = words.signed_mass(effect.after_mg - effect.before_mg)
        value, unit = difference.rsplit(" ", 1)
        said = self.tr("{before} → {after}").format(
            before=" ".join(before), after=" ".join(after)
        )
        self.mass.say(value, f"{unit}CO₂e", said)
        points, rate = words.signed(effect.points), self.tr("按现行换算率")
        self.points.say(points, self.tr("分"), rate)
        self._say_papers(done.papers)
        self._say_months()
        self.export.setEnabled(True)
        none, fits = self.tr("没有会变的记录。"), self.tr("没有符合条件的记录。")
        self._nothing.say(fits if found else none)
        self._fill()

    def _say_papers(self, papers: Sequence[str]) -> None:
        note = "、".join(papers[:2]) + ("…" if len(papers) > 2 else "")
        tone = Tone.WARN if papers else None
        self.papers.say(f"{len(papers):,}", self.tr("份"), note, tone)

    def _say_months(self) -> None:
        done = self._done
        if done is None:
            return
        parts = []
        for each in done.effect.months:
            lock = self.tr("（已关账，不动）") if each.closed else ""
            mass = words.signed_mass(each.difference_mg)
            parts.append(f"{each.month}{lock} {each.records:,}　{mass}")
        self._months.say_whole("　·　".join(parts))

    def _fill(self) -> None:
        done, choices = self._done, self._choices
        if done is None or choices is None:
            return
        closed = {each.month for each in done.effect.months if each.closed}
        self._shown = [
            each
            for each in done.effect.differences
            if _fits(each, self.filter, closed=_month(each) in closed)
        ]
        self.model.show_source(_Lazy(choices, self._shown, closed))
        total = sum(each.difference_mg for each in self._shown)
        self.table.go_to(0)
        said = self.tr("{n} 条，差额合计 {mass}；回车看为什么")
        mass = words.signed_mass(total)
        self._foot.setText(said.format(n=f"{len(self._shown):,}", mass=mass))

    def _open(self, at: int) -> None:
        if 0 <= at < len(self._shown):
            self.explained.emit(self._shown[at].action_id)

    def explain_current(self) -> None:
        """F1: why the current line is what it is."""
        self._open(self.table.current)


class _Lazy:
    """The cells of a difference list, made when they are first painted."""

    def __init__(
        self, choices: Choices, found: Sequence[Differing], closed: set[str]
    ) -> None:
        self._choices, self._found, self._closed = choices, found, closed

    def count(self) -> int:
        """How many lines there are."""
        return len(self._found)

    def rows(self, first: int, count: int) -> Sequence[Sequence[Cell]]:
        """A stretch of them."""
        return [
            words.difference_cells(
                self._choices, each, closed=_month(each) in self._closed
            )
            for each in self._found[first : first + count]
        ]


def _month(found: Differing) -> str:
    from carbon_points.crediting.rehearsal import month_of  # noqa: PLC0415

    return month_of(found)


def _fits(found: Differing, code: str, *, closed: bool) -> bool:
    return {
        words.ALL: True,
        "approved": found.state == State.APPROVED,
        "waiting": found.state in UNDECIDED,
        "draft": found.state == State.STOCKTAKEN,
        words.KEPT: closed,
    }[code]
