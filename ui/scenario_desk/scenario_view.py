"""The scenario page: what was approved, where, by what proof, and what still lacks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtGui import QFontMetrics
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QButtonGroup
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
from ui.scenario_desk.scenario_presenter import ScenarioPresenter
from ui.shared import dates
from ui.shared import language
from ui.shared.errors import message_for
from ui.shared.fonts import font
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
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtGui import QResizeEvent

    from carbon_points.scenarios.definitions import Scenario
    from ui.scenario_desk.scenario_work import Period
    from ui.scenario_desk.scenario_work import Seen
    from ui.shared.page import Context

_FORMS = ".xlsx .pdf .png .svg"


@dataclass(frozen=True, slots=True)
class _State:
    """What survives when the page is built anew."""

    scenario_id: str
    period: Period
    codes: tuple[str, str, str]
    as_table: bool


class ScenarioView(QWidget):
    """Two scenarios, one at a time; ←/→ changes over, T shows the numbers."""

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self.presenter = ScenarioPresenter(context, today)
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
        parts = (self._head(), self.bar, self.progress, (self._stack, 1), self._foot)
        self.setLayout(column(*parts, margins=(12, 12, 12, 8), gap=10))
        self._connect()

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not a focus proxy: Tab would go there past what stands before it.
        super().focusInEvent(event)
        self.period.kind.setFocus(event.reason())

    # What the window asks of a page.

    def arrive(self, scenario: str = "") -> None:
        """Come here, perhaps to one of the scenarios; the figures are fetched anew."""
        if scenario:
            self.presenter.scenario_id = scenario
        self._mark_scenario()
        self.presenter.refresh()

    def snapshot(self) -> _State:
        """What is looked at, and how."""
        return _State(
            self.presenter.scenario_id,
            self.presenter.period,
            self.period.codes,
            self.table.isChecked(),
        )

    def restore(self, state: _State) -> None:
        """Look at the same again."""
        self.presenter.scenario_id = state.scenario_id
        self.presenter.period = state.period
        self.period.choose_again(state.codes)
        self.table.setChecked(state.as_table)
        self._show_as_table(as_table=state.as_table)

    def commands(self) -> list[Command]:
        """What the palette offers on this page."""
        return [
            Command(self.tr("导出场景数据"), self.ask_and_export, "dccjsj", "download"),
            Command(self.tr("看表格或图表"), self.table.click, "kbg", note="T"),
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._step(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

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

    def _head(self) -> QWidget:
        made = QWidget()
        self.tabs = QButtonGroup(self)
        tabs = []
        for at, each in enumerate(self.presenter.scenarios):
            number = self.tr("场景{n}").format(n=_ordinal(at))
            tab = Choice(f"{number}　{_name(each)}")
            bold = QFontMetrics(font(14, QFont.Weight.Medium))
            tab.setMinimumWidth(bold.horizontalAdvance(tab.text()) + px(34))
            tab.setAccessibleName(f"{number} {_name(each)}")
            tab.setChecked(at == 0)
            self.tabs.addButton(tab, at)
            tabs.append(tab)
        self.period = PeriodBar()
        self.table = Choice(self.tr("表格 T"), "list-numbers")
        self.table.setAccessibleName(self.tr("用表格显示"))
        self.export = Button(self.tr("导出数据"), "table-export")
        right = (self.period, self.table, self.export)
        made.setLayout(row(*tabs, STRETCH, *right, gap=8))
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
        self.tabs.idClicked.connect(
            lambda at: presenter.choose(presenter.scenarios[at].id)
        )
        self.period.chosen.connect(presenter.choose_period)
        self.table.clicked.connect(lambda on: self._show_as_table(as_table=on))
        # A shortcut, because a table keeps letters to itself.
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        numbers = QShortcut(QKeySequence("T"), self, context=within)
        numbers.activated.connect(self.table.click)
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
        self.acceptance.show_seen(seen)
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

    def _step(self, by: int) -> None:
        at = (self.tabs.checkedId() + by) % len(self.presenter.scenarios)
        self.tabs.button(at).setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.tabs.button(at).click()

    def _mark_scenario(self) -> None:
        ids = [each.id for each in self.presenter.scenarios]
        self.tabs.button(ids.index(self.presenter.scenario_id)).setChecked(True)


def _ordinal(at: int) -> str:
    is_english = language.in_force() == language.EN
    return str(at + 1) if is_english else "一二三四五六七八九"[at]


def _name(scenario: Scenario) -> str:
    is_english = language.in_force() == language.EN
    return scenario.name_en if is_english else scenario.name_zh
