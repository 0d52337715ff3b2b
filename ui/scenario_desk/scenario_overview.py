"""The first leaf of a scenario: what was approved, where, by what proof, what lacks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QStackedWidget
from PySide6.QtWidgets import QWidget

from carbon_points.common.days import local_moment
from ui.scenario_desk.scenario_charts import ChartCard
from ui.scenario_desk.scenario_charts import ChartName
from ui.scenario_desk.scenario_criteria import AcceptanceCard
from ui.scenario_desk.scenario_english import spoken_chart
from ui.scenario_desk.scenario_figures import FigureRow
from ui.scenario_desk.scenario_period import PeriodBar
from ui.shared import language
from ui.shared.errors import message_for
from ui.shared.notices import EmptyState
from ui.shared.notices import MessageBar
from ui.shared.notices import ProgressStrip
from ui.shared.notices import Skeleton
from ui.shared.page import Command
from ui.shared.page import Role
from ui.shared.tokens import px
from ui.shared.tokens import Width
from ui.shared.tokens import width_of
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import scrolling

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QResizeEvent

    from ui.scenario_desk.scenario_presenter import ScenarioPresenter
    from ui.scenario_desk.scenario_work import Period
    from ui.scenario_desk.scenario_work import Seen
    from ui.shared.page import Context

_FORMS = ".xlsx .pdf .png .svg"


@dataclass(frozen=True, slots=True)
class OverviewState:
    """What survives when the page is built anew."""

    period: Period
    codes: tuple[str, str, str]
    as_table: bool


class OverviewLeaf(QWidget):
    """The figures of the scenario that is looked at; T shows the numbers."""

    def __init__(self, context: Context, presenter: ScenarioPresenter) -> None:
        super().__init__()
        self._context = context
        self.presenter = presenter
        self.bar, self.progress = MessageBar(), ProgressStrip()
        self.figures = FigureRow()
        self.monthly = ChartCard(
            (ChartName(self.tr("逐月核定减排量"), note=self.tr("按方法学")),)
        )
        self.second = ChartCard(
            (
                ChartName(self.tr("累计核定减排量与目标"), self.tr("累计")),
                ChartName(self.tr("各街道（镇）核定减排量"), self.tr("街道（镇）")),
                ChartName(self.tr("各证据等级核定减排量"), self.tr("证据等级")),
            )
        )
        self.acceptance = AcceptanceCard()
        self._foot = Label(role="caption")
        self._skeleton, self._empty = Skeleton(), self._empty_state()
        self._content = self._make_content()
        self._stack = QStackedWidget()
        for part in (self._skeleton, self._empty, self._content):
            self._stack.addWidget(part)
        self.corner = self._make_corner()
        parts = (self.bar, self.progress, (self._stack, 1), self._foot)
        self.setLayout(column(*parts, gap=10))
        self._connect()

    def take_focus(self, reason: Qt.FocusReason) -> None:
        """Let the keys go to the first control."""
        self.period.kind.setFocus(reason)

    # What the page asks of a leaf.

    def arrive(self) -> None:
        """Come here; the figures are fetched anew."""
        self.presenter.refresh()

    def snapshot(self) -> OverviewState:
        """What is looked at, and how."""
        return OverviewState(
            self.presenter.period, self.period.codes, self.table.isChecked()
        )

    def restore(self, state: OverviewState) -> None:
        """Look at the same again."""
        self.presenter.period = state.period
        self.period.choose_again(state.codes)
        self.table.setChecked(state.as_table)
        self._show_as_table(as_table=state.as_table)

    def change_form(self) -> None:
        """Show the numbers in tables, or drawn again."""
        self.table.click()

    def commands(self) -> list[Command]:
        """What the palette offers on this page."""
        return [
            Command(self.tr("导出场景数据"), self.ask_and_export, "dccjsj", "download"),
            Command(self.tr("看表格或图表"), self.table.click, "kbg", note="T"),
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = width_of(event.size()) is Width.NARROW
        self.acceptance.setFixedWidth(px(330 if narrow else 360))

    def ask_and_export(self) -> None:
        """Ask where to write what is seen, and in which form."""
        forms = ";;".join(f"{form[1:].upper()} (*{form})" for form in _FORMS.split())
        wanted = f"{self.presenter.file_name()}.xlsx"
        name, form = QFileDialog.getSaveFileName(
            self, self.tr("导出场景数据"), wanted, forms
        )
        if name:
            path = Path(name)
            chosen = f".{form.partition(' ')[0].lower()}"
            has_form = path.suffix.lower() in _FORMS.split()
            self.presenter.export(path if has_form else Path(f"{name}{chosen}"))

    # Parts.

    def _make_corner(self) -> QWidget:
        """What stands in the head of the page while this leaf is shown."""
        made = QWidget()
        self.period = PeriodBar()
        self.table = Choice(self.tr("表格 T"), "list-numbers")
        self.table.setAccessibleName(self.tr("用表格显示"))
        self.export = Button(self.tr("导出数据"), "table-export")
        made.setLayout(row(self.period, self.table, self.export, gap=8))
        return made

    def _make_content(self) -> QWidget:
        left = column((self.monthly, 1), (self.second, 1), gap=12)
        middle = row((left, 1), self.acceptance, gap=12)
        return scrolling(box(column(self.figures, (middle, 1), gap=12)))

    def _empty_state(self) -> EmptyState:
        made = EmptyState(
            self.tr("本场景还没有已核定的行为。核定第一笔后这里会出现图表。"),
            "chart-bar",
        )
        if Role.AUDITOR in self._context.operator.roles:
            made.offer(self.tr("导入行为"), lambda: self._context.navigate("import"))
        return made

    def _connect(self) -> None:
        presenter = self.presenter
        self.period.chosen.connect(presenter.choose_period)
        self.table.clicked.connect(lambda on: self._show_as_table(as_table=on))
        self.export.clicked.connect(lambda _on: self.ask_and_export())
        self.progress.cancelled.connect(presenter.cancel)
        presenter.seen.connect(self._show)
        presenter.failed.connect(self._fail)
        presenter.exporting.connect(self._begin_export)
        presenter.export_ended.connect(self._end_export)
        presenter.exported.connect(self._exported)

    # What comes back.

    def _show(self, seen: Seen) -> None:
        self.bar.dismiss()
        self.period.offer(seen.months)
        self.export.setEnabled(not seen.is_empty)
        self._foot.setText(self._where_from(seen))
        if seen.is_empty:
            self._stack.setCurrentWidget(self._empty)
            return
        self.figures.show_seen(seen)
        first, second = (
            seen.by_methodology,
            (seen.cumulative, seen.places, seen.by_grade),
        )
        self.monthly.show_specs((spoken_chart(first),))
        self.second.show_specs(tuple(map(spoken_chart, second)))
        self.acceptance.show_judged(seen.judged)
        self._stack.setCurrentWidget(self._content)

    def _where_from(self, seen: Seen) -> str:
        found = seen.totals
        parts = [self.tr("所有数字未经核证")]
        if found.counted_at is not None:
            at = f"{local_moment(found.counted_at):%Y-%m-%d %H:%M}"
            parts.append(self.tr("数据截至 {at}").format(at=at))
        parts.append(self.tr("链位置 {n} · 可复算").format(n=found.position))
        used = language.listed(f"{name} {version}" for name, version in found.versions)
        if used:
            parts.append(self.tr("方法学 {used}").format(used=used))
        return " · ".join(parts)

    def _fail(self, error: Exception) -> None:
        said = message_for(error)
        self.bar.say(said.tone, said.title, said.text, said.code)
        self.bar.offer(self.tr("重试"), self.presenter.refresh, "refresh")

    def _begin_export(self, what: str) -> None:
        self.export.setEnabled(False)
        self.progress.begin(what)

    def _end_export(self) -> None:
        self.export.setEnabled(True)
        self.progress.end()

    def _exported(self, path: Path) -> None:
        text = self.tr("已导出到 {path}").format(path=path)
        self._context.frame.toast(text)

    def _show_as_table(self, *, as_table: bool) -> None:
        self.monthly.show_as_table(as_table=as_table)
        self.second.show_as_table(as_table=as_table)
