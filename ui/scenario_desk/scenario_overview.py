"""The first leaf of a scenario: what was approved, where, by what proof, what lacks."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QGridLayout
from PySide6.QtWidgets import QSizePolicy
from PySide6.QtWidgets import QStackedWidget
from PySide6.QtWidgets import QWidget

from carbon_points.common.days import local_moment
from carbon_points.statistics.behind import part_of
from ui.scenario_desk.scenario_charts import ChartCard
from ui.scenario_desk.scenario_charts import ChartName
from ui.scenario_desk.scenario_criteria import AcceptanceCard
from ui.scenario_desk.scenario_criteria import records_of
from ui.scenario_desk.scenario_drawer import RecordsDrawer
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
from ui.shared.print_drawer import PrintDrawer
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

    from carbon_points.statistics.charts import ChartSpec
    from ui.scenario_desk.scenario_presenter import ScenarioPresenter
    from ui.scenario_desk.scenario_work import Period
    from ui.scenario_desk.scenario_work import Seen
    from ui.shared.page import Context

_FORMS = ".xlsx .pdf .png .svg"
_USUAL: Final = {
    "monthly": (0, 0),
    "cumulative": (1, 0),
    "acceptance": (0, 1, 2, 1),
    "tiles": (2, 0),
    "ranking": (2, 1),
    "layers": (3, 0),
    "funnel": (3, 1),
}
"""Row, column, and how many rows and columns of the grid each card takes."""

_WIDE: Final = {
    "monthly": (0, 0),
    "cumulative": (0, 1),
    "acceptance": (0, 2),
    "tiles": (1, 0, 2, 1),
    "layers": (1, 1),
    "funnel": (2, 1),
    "ranking": (1, 2, 2, 1),
}


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
        self._make_cards()
        self.acceptance = AcceptanceCard(whole=False)
        # It scrolls: its list of any length takes what the charts beside it leave.
        self.acceptance.setSizePolicy(
            QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored
        )
        self._nothing, self._foot = QWidget(), Label(role="caption")
        self._skeleton, self._empty = Skeleton(), self._empty_state()
        self._content = self._make_content()
        self._stack = QStackedWidget()
        for part in (self._skeleton, self._nothing, self._empty, self._content):
            self._stack.addWidget(part)
        self.corner = self._make_corner()
        parts = (self.bar, self.progress, (self._stack, 1), self._foot)
        self.setLayout(column(*parts, gap=10))
        self.drawer = RecordsDrawer(context, self, presenter.caller)
        self.printing = PrintDrawer(context, self)
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

    def explain(self) -> None:
        """Why the current record is what it is."""
        self.drawer.explain()

    def escape(self) -> bool:
        """Close the innermost part of the drawer."""
        return self.printing.escape() or self.drawer.escape()

    def print_page(self) -> None:
        """Print everything that is seen."""
        if self.export.isEnabled():
            self.presenter.print_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(width_of(event.size()))

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

    def _make_cards(self) -> None:
        by_month = self.tr("逐月核定减排量")
        self.monthly = ChartCard(
            (
                ChartName(by_month, self.tr("方法学")),
                ChartName(by_month, self.tr("证据等级")),
                ChartName(by_month, self.tr("类别")),
            ),
            190,
        )
        self.cumulative = ChartCard((ChartName(self.tr("累计核定减排量与目标")),), 170)
        by_place = self.tr("各街道（镇）")
        measures = self.tr("减排量"), self.tr("参与者")
        self.tiles = ChartCard([ChartName(by_place, each) for each in measures], 400)
        order = self.tr("街道（镇）排名")
        self.ranking = ChartCard([ChartName(order, each) for each in measures], 400)
        self.layers = ChartCard((ChartName(self.tr("证据等级构成")),), 150)
        self.funnel = ChartCard((ChartName(self.tr("从登记到核定")),), 170)

    @property
    def cards(self) -> tuple[ChartCard, ...]:
        """The charts in the order of reading."""
        return (
            *(self.monthly, self.cumulative, self.tiles),
            *(self.ranking, self.layers, self.funnel),
        )

    def _make_content(self) -> QWidget:
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(12))
        self._width: Width | None = None
        self._scroll = scrolling(box(column(self.figures, (self._grid, 1), gap=12)))
        return self._scroll

    def scroll_to(self, part: QWidget) -> None:
        """Bring a card into view."""
        self._scroll.ensureWidgetVisible(part)

    def _arrange(self, width: Width) -> None:
        """Put the cards where they have room: three columns, or two of them wide."""
        side = 330 if width is Width.NARROW else 380 if width is Width.WIDE else 360
        for card in (self.acceptance, self.ranking):
            card.setFixedWidth(px(side))
        self.funnel.setMaximumWidth(px(9999 if width is Width.WIDE else side))
        if width is self._width:
            return
        self._width = width
        places = _WIDE if width is Width.WIDE else _USUAL
        for name, place in places.items():
            self._grid.addWidget(getattr(self, name), *place)
        for line, stretch in enumerate((7, 5, 4) if width is Width.WIDE else (6, 5, 0)):
            self._grid.setRowStretch(line, stretch)

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
        presenter.paper_made.connect(self._show_paper)
        for card in self.cards:
            card.opened.connect(self._open_part)
            card.export_wanted.connect(self._save_chart)
        self.figures.opened.connect(self._open_figure)
        self.acceptance.opened.connect(self._open_criterion)
        self.acceptance.all_wanted.connect(
            lambda: self._context.navigate("scenarios", leaf="acceptance")
        )

    # Every number opens its records.

    def _open_part(self, spec: ChartSpec, at: int, number: int) -> None:
        everything = spec.by[0] in {"until", "step"}
        whole = self.presenter.whole(within_period=not everything)
        if spec.by[0] == "step":
            self.drawer.open(whole, spec.keys[at])
        else:
            self.drawer.open(part_of(whole, spec, at, number))

    def _open_figure(self, name: str) -> None:
        whole = self.presenter.whole()
        if name == "waiting":
            self.drawer.open(replace(whole, state="waiting"))
        else:
            self.drawer.open(whole, "approved" if name == "people" else "")

    def _open_criterion(self, criterion_id: str) -> None:
        self.drawer.open(*records_of(self.presenter.scenario_id, criterion_id))

    def _save_chart(self, spec: ChartSpec, ending: str) -> None:
        if not ending:
            self.presenter.print_out(spec)
            return
        wanted = f"{self.presenter.file_name()}_{spec.title}{ending}"
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("保存这张图"), wanted, f"{ending[1:].upper()} (*{ending})"
        )
        if name:
            path = Path(name) if name.endswith(ending) else Path(f"{name}{ending}")
            self.presenter.export_chart(spec, path)

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
        charts = seen.charts
        self.monthly.show_specs(charts.monthly)
        self.cumulative.show_specs((charts.cumulative,))
        self.tiles.show_specs(charts.tiles)
        self.ranking.show_specs(charts.ranking)
        self.layers.show_specs((charts.layers,))
        self.funnel.show_specs((charts.funnel,))
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

    def _show_paper(self, title: str, pdf: bytes) -> None:
        if self.isVisible():
            self.printing.open(title, pdf)

    def _fail(self, error: Exception) -> None:
        if not self.isVisible():
            return  # whoever comes here asks anew
        if self._stack.currentWidget() is self._skeleton:
            self._stack.setCurrentWidget(self._nothing)
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
        for card in self.cards:
            card.show_as_table(as_table=as_table)
