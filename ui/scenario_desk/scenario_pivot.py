"""The second leaf of a scenario: statistics by any two dimensions, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QStackedWidget
from PySide6.QtWidgets import QWidget

from carbon_points.statistics.pivot import pivot_chart
from carbon_points.statistics.suppression import SMALLEST
from ui.scenario_desk import scenario_work
from ui.scenario_desk.scenario_charts import ChartCard
from ui.scenario_desk.scenario_charts import ChartName
from ui.scenario_desk.scenario_drawer import RecordsDrawer
from ui.scenario_desk.scenario_english import spoken_code
from ui.scenario_desk.scenario_pivot_bar import PivotBar
from ui.scenario_desk.scenario_pivot_table import PivotTable
from ui.shared.errors import message_for
from ui.shared.notices import EmptyState
from ui.shared.notices import MessageBar
from ui.shared.notices import ProgressStrip
from ui.shared.notices import Skeleton
from ui.shared.page import Command
from ui.shared.print_drawer import PrintDrawer
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import scrolling

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

    from carbon_points.security.chain import Caller
    from carbon_points.statistics.behind import Slice
    from carbon_points.statistics.charts import ChartSpec
    from carbon_points.statistics.pivot import Pivot
    from ui.scenario_desk.scenario_presenter import ScenarioPresenter
    from ui.scenario_desk.scenario_work import Crossed
    from ui.scenario_desk.scenario_work import Picked
    from ui.shared.page import Context

_FORMS: Final = ".xlsx .pdf .png .svg"


@dataclass(frozen=True, slots=True)
class _State:
    """What survives when the page is built anew."""

    picked: Picked
    drawn: bool


class PivotLeaf(QWidget):
    """What stands down, across and fast is chosen; every cell opens its records."""

    def __init__(self, context: Context, presenter: ScenarioPresenter) -> None:
        super().__init__()
        self._context, self.presenter = context, presenter
        self._crossed: Crossed | None = None
        self.bar, self.progress = MessageBar(), ProgressStrip()
        self.picker = PivotBar()
        self.picker.show_scenario(presenter.scenario)
        self.cross = PivotTable()
        self.card = ChartCard((ChartName(""),), 200)
        self._drawing = scrolling(box(column(self.card)))
        nothing = self.tr("选定的范围里还没有已核定的行为。换一个筛选或统计期试试。")
        self._empty, self._skeleton = EmptyState(nothing, "chart-bar"), Skeleton()
        self._nothing, self._foot = QWidget(), Label(role="caption")
        self._stack = QStackedWidget()
        for part in (
            self._skeleton,
            self._nothing,
            self._empty,
            self.cross,
            self._drawing,
        ):
            self._stack.addWidget(part)
        self.corner = self._make_corner()
        parts = (self.picker, self.bar, self.progress, (self._stack, 1), self._foot)
        self.setLayout(column(*parts, gap=10))
        self.drawer = RecordsDrawer(context, self, presenter.caller)
        self.printing = PrintDrawer(context, self)
        self._connect()

    def _make_corner(self) -> QWidget:
        made = QWidget()
        self.drawn = Choice(self.tr("图 T"), "chart-bar")
        self.drawn.setAccessibleName(self.tr("用图显示"))
        self.export = Button(self.tr("导出数据"), "table-export")
        made.setLayout(row(self.drawn, self.export, gap=8))
        return made

    def _connect(self) -> None:
        presenter = self.presenter
        self.picker.picked.connect(lambda _picked: self.arrive())
        self.cross.opened.connect(self._open_cell)
        self.card.opened.connect(self._open_part)
        self.card.export_wanted.connect(self._export_as)
        self.drawn.clicked.connect(lambda _on: self._show_form())
        self.export.clicked.connect(lambda _on: self.ask_and_export())
        self.progress.cancelled.connect(presenter.cancel)
        presenter.scenario_changed.connect(self.arrive)
        presenter.changed.connect(self.arrive)
        presenter.exporting.connect(self._begin)
        presenter.export_ended.connect(self.progress.end)
        presenter.paper_made.connect(self._show_paper)
        presenter.failed.connect(self._fail)

    # What the page asks of a leaf.

    def take_focus(self, reason: Qt.FocusReason) -> None:
        """Let the keys go to the first control."""
        self.picker.down.setFocus(reason)

    def arrive(self) -> None:
        """Count anew, if somebody looks."""
        if not self.isVisible() and self._crossed is not None:
            self._crossed = None
            return
        self.picker.show_scenario(self.presenter.scenario)
        wanted = (self.presenter.scenario_id, self.picker.value)
        self._context.tasks.start(
            partial(_cross, self._context.database, self.presenter.caller(), *wanted),
            self._show,
            self._fail,
            owner=self,
            key="scenarios.cross",
        )

    def snapshot(self) -> _State:
        """What is looked at, and how."""
        return _State(self.picker.value, self.drawn.isChecked())

    def restore(self, state: _State) -> None:
        """Look at the same again."""
        self.picker.show_picked(state.picked)
        self.drawn.setChecked(state.drawn)

    def change_form(self) -> None:
        """Draw the numbers, or show them in the table again."""
        self.drawn.click()

    def commands(self) -> list[Command]:
        """What the palette offers on this leaf."""
        return [
            Command(self.tr("导出交叉统计"), self.ask_and_export, "dcjctj", "download")
        ]

    def explain(self) -> None:
        """Why the current record is what it is."""
        self.drawer.explain()

    def escape(self) -> bool:
        """Close the innermost part of the drawer."""
        return self.printing.escape() or self.drawer.escape()

    def print_page(self) -> None:
        """Print what is seen."""
        self._export_as(None, "")

    def ask_and_export(self) -> None:
        """Ask where to write the table, and in which form."""
        self._export_as(None, ".xlsx")

    # What comes back.

    @property
    def spec(self) -> ChartSpec | None:
        """What is seen, as a chart that can be written."""
        return None if self._crossed is None else pivot_chart(self._crossed.pivot)

    def _show(self, crossed: Crossed) -> None:
        self._crossed = crossed
        self.bar.dismiss()
        self.picker.offer(crossed.months, crossed.places)
        self.cross.show_pivot(crossed.pivot)
        self.export.setEnabled(bool(crossed.pivot.downs))
        spec = pivot_chart(crossed.pivot)
        self.card.show_named(ChartName(self._title(crossed.pivot)), spec)
        self._foot.setText(self._about(crossed))
        self._show_form()

    def _show_form(self) -> None:
        if self._crossed is None:
            return
        shown: QWidget = self._drawing if self.drawn.isChecked() else self.cross
        self._stack.setCurrentWidget(
            shown if self._crossed.pivot.downs else self._empty
        )

    def _title(self, found: Pivot) -> str:
        names = [self.picker.measure_name(found.query.measure)]
        names += [spoken_code(*pair) for pair in found.query.fixed]
        return " · ".join(names)

    def _about(self, crossed: Crossed) -> str:
        parts = [self.tr("所有数字未经核证"), self.tr("Enter 打开一格的明细")]
        if crossed.suppressed:
            few = self.tr("不足 {n} 人的组和能推出它们的合计不显示")
            parts.append(few.format(n=SMALLEST))
        if crossed.pivot.query.measure == "participants":
            parts.append(self.tr("参与者按不同的人（户）计，各格之和可以大于合计"))
        parts.append(self.tr("链位置 {n} · 可复算").format(n=crossed.position))
        return " · ".join(parts)

    def _open_cell(self, down: str, across: str) -> None:
        if self._crossed is None:
            return
        query = self._crossed.pivot.query
        wanted = self.presenter.slice_of(self.picker.value.period)
        pairs = [*query.fixed, (query.down, down), (query.across, across)]
        for dimension, key in pairs:
            if dimension and (key or dimension == "community"):
                wanted = wanted.narrowed(dimension, key)
        self._open(wanted)

    def _open_part(self, spec: ChartSpec, at: int, number: int) -> None:
        across = spec.series[number].key if number >= 0 else ""
        self._open_cell(spec.keys[at], across)

    def _open(self, wanted: Slice) -> None:
        people = self.picker.value.measure == "participants"
        self.drawer.open(wanted, "approved" if people else "")

    def _export_as(self, _spec: object, ending: str) -> None:
        spec = self.spec
        if spec is None or not spec.keys:
            return
        wanted = self.presenter.scenario_id, self.picker.value.period
        if not ending:
            self.presenter.print_out(spec, wanted)
            return
        forms = [form for form in _FORMS.split() if form != ending]
        filters = ";;".join(f"{f[1:].upper()} (*{f})" for f in (ending, *forms))
        name = f"{self.presenter.scenario.name_zh}_{spec.title.replace('：', '_')}"
        path, form = QFileDialog.getSaveFileName(
            self, self.tr("导出交叉统计"), f"{name}{ending}", filters
        )
        if path:
            chosen = f".{form.partition(' ')[0].lower()}" if form else ending
            has_form = Path(path).suffix.lower() in _FORMS.split()
            target = Path(path) if has_form else Path(f"{path}{chosen}")
            self.presenter.export_chart(spec, target, wanted)

    def _begin(self, what: str) -> None:
        if self.isVisible():
            self.progress.begin(what)

    def _show_paper(self, title: str, pdf: bytes) -> None:
        if self.isVisible():
            self.printing.open(title, pdf)

    def _fail(self, error: Exception) -> None:
        if not self.isVisible():
            return
        if self._stack.currentWidget() is self._skeleton:
            self._stack.setCurrentWidget(self._nothing)
        said = message_for(error)
        self.bar.say(said.tone, said.title, said.text, said.code)
        self.bar.offer(self.tr("重试"), self.arrive, "refresh")


def _cross(
    db: Any, caller: Caller, scenario_id: str, picked: Picked, _progress: object
) -> Crossed:
    return scenario_work.cross(db, caller, scenario_id, picked)
