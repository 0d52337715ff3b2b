"""The drawn list, its result so far, and the panel in which each item is checked."""

from __future__ import annotations

from functools import partial
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from carbon_points.audit.reasons import reason_text
from carbon_points.audit.sample_paper import stratum_text
from carbon_points.common.ids import id_text
from ui.audit_desk import queue_words
from ui.audit_desk import sampling_words as words
from ui.audit_desk.sampling_check import CheckPanel
from ui.audit_desk.sampling_outcome import OutcomeStrip
from ui.shared import language
from ui.shared.table import Table
from ui.shared.table_model import Column
from ui.shared.table_model import TableModel
from ui.shared.tokens import px
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import KeyCap
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from carbon_points.audit.sample_paper import PaperRow
    from carbon_points.audit.sample_paper import SamplePaper
    from ui.shared.table_model import Cell

_DIGITS: Final = range(1, 10)


class ListPage(QWidget):
    """J K move, A right, R and a digit wrong; then the next unchecked one."""

    picked = Signal(object)
    """The id of the action that is looked at."""

    def __init__(self) -> None:
        super().__init__()
        self._paper: SamplePaper | None = None
        self.outcome, self.panel = OutcomeStrip(), CheckPanel()
        self.model = TableModel(self._columns())
        self.table = Table(self.model, self.tr("抽样名单"))
        self.panel.setFixedWidth(px(340))
        foot = row(*self._keys(), STRETCH, margins=(14, 0, 14, 0), gap=6)
        rows = Card(column((self.table, 1), Rule(), foot, margins=(1, 4, 1, 8), gap=6))
        left = column(self.outcome, (rows, 1), gap=10)
        self.setLayout(row((left, 1), self.panel, gap=12))
        self.setFocusProxy(self.table)
        self.table.picked.connect(self._picked)
        self._bind()

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("序"), 44, right=True, quiet=True),
            Column(self.tr("行为编号"), 112, strong=True),
            Column(self.tr("层"), 160, stretch=True),
            Column(self.tr("日期"), 108, quiet=True, optional=2),
            Column(self.tr("减排量 kg"), 108, right=True),
            Column(self.tr("证据"), 92, quiet=True, optional=3),
            Column(self.tr("结论"), 108),
            Column(self.tr("理由"), 110, quiet=True, optional=1),
        ]

    def _keys(self) -> list[QWidget]:
        told = (
            ("J", self.tr("下一条")),
            ("K", self.tr("上一条")),
            ("A", self.tr("无误")),
            ("R", self.tr("有误，再按 1–9")),
            ("N", self.tr("下一条待核查")),
        )
        made: list[QWidget] = []
        for key, text in told:
            made += (KeyCap(key), Label(text, "caption"))
        return made

    def _bind(self) -> None:
        # On the table alone: in a field a letter is a letter.
        acts = {
            "J": partial(self._step, 1),
            "K": partial(self._step, -1),
            "A": self.panel.say_right,
            "R": self.panel.ask,
            "N": self.go_on,
        }
        acts |= {str(digit): partial(self.panel.give, digit) for digit in _DIGITS}
        only_here = Qt.ShortcutContext.WidgetShortcut
        for key, act in acts.items():
            shortcut = QShortcut(QKeySequence(key), self.table, context=only_here)
            shortcut.activated.connect(act)

    # What is shown.

    def show_paper(self, paper: SamplePaper) -> None:
        """Show a sample; the place in the list stays, or goes on after a check."""
        before, self._paper = self._paper, paper
        self.outcome.show_result(paper.result)
        here = max(self.table.current, 0)
        self.model.show_rows([_cells(each) for each in paper.rows])
        if _number(before) != _number(paper):
            self.table.go_to(0)
            self.go_on()
        else:
            self.table.go_to(here)
            self._picked(self.table.current)
            if _checked(before) != _checked(paper):
                self.go_on()

    def go_on(self) -> None:
        """The next one that nobody has checked, from here on and round again."""
        if self._paper is None:
            return
        count, here = len(self._paper.rows), max(self.table.current, 0)
        for step in range(count):
            at = (here + step) % count
            if not self._paper.rows[at].said.step:
                self.table.go_to(at)
                self._picked(at)
                return

    def _step(self, by: int) -> None:
        self.table.go_to(self.table.current + by)

    def _picked(self, at: int) -> None:
        if self._paper is None or not 0 <= at < len(self._paper.rows):
            self.panel.show_row(None)
            return
        shown = self._paper.rows[at]
        is_other = self.panel.row is None or self.panel.row.action_id != shown.action_id
        self.panel.show_row(shown)
        if is_other:
            self.picked.emit(shown.action_id)


def _cells(each: PaperRow) -> tuple[Cell, ...]:
    said = each.said
    return (
        str(each.number),
        id_text(each.action_id),
        stratum_text(each.stratum, language.in_force()),
        each.day.isoformat(),
        queue_words.kilograms(each.reduction_mg),
        words.grade_word(each.grade),
        words.step_badge(said.step),
        reason_text(said.reason, language.in_force()) if said.reason else "",
    )


def _number(paper: SamplePaper | None) -> int:
    return paper.result.sample_id if paper is not None and paper.result else 0


def _checked(paper: SamplePaper | None) -> int:
    return paper.result.outcome.checked if paper is not None and paper.result else 0
