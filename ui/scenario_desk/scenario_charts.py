"""A card with one or more charts to choose from, and the table of the same numbers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup
from PySide6.QtWidgets import QMenu
from PySide6.QtWidgets import QStackedWidget

from carbon_points.common.units import decimal_text
from carbon_points.statistics.charts import ChartKind
from ui.scenario_desk.scenario_english import spoken_chart
from ui.shared.badges import Badge
from ui.shared.badges import Pill
from ui.shared.charts import Chart
from ui.shared.fonts import font
from ui.shared.table import COMPACT_ROW
from ui.shared.table import Table
from ui.shared.table_model import Column
from ui.shared.table_model import TableModel
from ui.shared.tokens import look
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import Card
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.statistics.charts import ChartSpec

_LOW: Final = 128
_LOWEST: Final = 96
_LINE: Final = 22
_HEAD: Final = 28
_NAME_WIDTH: Final = 150


@dataclass(frozen=True, slots=True)
class ChartName:
    """What a chart is called, and what the button says that chooses it."""

    title: str
    short: str = ""


class ChartCard(Card):
    """Charts by name, one shown at a time, as a drawing or as a table."""

    opened = Signal(object, int, int)
    """(chart, category, series) whose records are wanted."""

    export_wanted = Signal(object, str)
    """(chart, ending of a file's name); an empty ending prints it."""

    def __init__(self, names: Sequence[ChartName], height: int = _LOW) -> None:
        super().__init__(body := column(margins=(16, 10, 14, 10), gap=6))
        self._names: Sequence[ChartName] = names
        self._height = height
        self._specs: Sequence[ChartSpec] = ()
        self._as_table = False
        self._title = Elided(role="section")
        self._note = Label(role="caption")
        self._pill = Pill(Badge("", Tone.MUTE))
        self.choices = [Choice(name.short) for name in names]
        self._group = QButtonGroup(self)
        for at, choice in enumerate(self.choices):
            self._group.addButton(choice, at)
            choice.setAccessibleName(f"{names[at].title} {names[at].short}".strip())
            choice.setProperty("small", "true")
            if len(names) == 1:
                choice.hide()
        self.choices[0].setChecked(True)
        self._group.idClicked.connect(lambda _at: self._show())
        self.save = self._make_save()
        self.chart = Chart(height=height)
        self.chart.let_open()
        self.chart.opened.connect(self._open)
        self.table: Table | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.chart)
        head = row((self._title, 1), self._note, self._pill, *self.choices, gap=8)
        head.addWidget(self.save)
        body.addLayout(head)
        body.addWidget(self._stack, 1)

    def show_specs(self, specs: Sequence[ChartSpec]) -> None:
        """Show these charts, in the order of the names."""
        self._specs = specs
        self._show()

    def show_named(self, name: ChartName, spec: ChartSpec) -> None:
        """Show one chart under another name."""
        self._names = (name,)
        self.show_specs((spec,))

    def show_as_table(self, *, as_table: bool) -> None:
        """Show the numbers in a table instead of drawn."""
        self._as_table = as_table
        self._show()

    @property
    def spec(self) -> ChartSpec | None:
        """The chart that is shown, as the core has it."""
        return self._specs[self._group.checkedId()] if self._specs else None

    def _make_save(self) -> IconButton:
        made = IconButton(self.tr("保存或打印这张图"), "download")
        made.setProperty("small", "true")
        menu = QMenu(made)
        for ending, words in (
            (".png", self.tr("图片 PNG")),
            (".svg", self.tr("矢量图 SVG")),
            (".pdf", self.tr("PDF 文件")),
            (".xlsx", self.tr("数据表 xlsx")),
            ("", self.tr("打印…")),
        ):
            action = menu.addAction(words)
            action.triggered.connect(partial(self._want_export, ending))
        made.clicked.connect(
            lambda _on: menu.popup(made.mapToGlobal(made.rect().bottomLeft()))
        )
        return made

    def _want_export(self, ending: str, _on: bool = False) -> None:  # noqa: FBT001, FBT002  (as Qt calls it)
        if self.spec is not None:
            self.export_wanted.emit(self.spec, ending)

    def _open(self, at: int, number: int) -> None:
        if self.spec is not None and self.spec.keys:
            self.opened.emit(self.spec, at, number)

    def _show(self) -> None:
        if self.spec is None:
            return
        name, spec = self._names[self._group.checkedId()], spoken_chart(self.spec)
        self._title.say_whole(name.title)
        self._note.setText(spec.note)
        verdict = ahead_or_behind(spec)
        self._pill.setVisible(verdict is not None)
        if verdict is not None:
            self._pill.show_badge(verdict)
        self._show_chart(spec)
        self._show_table(spec, name.title)
        self._stack.setCurrentIndex(self._stack.count() - 1)

    def _show_chart(self, spec: ChartSpec) -> None:
        lines = len(spec.categories) if spec.kind is ChartKind.RANKING else 0
        self.chart.setMinimumHeight(px(max(lines * _LINE + _HEAD, self._height)))
        self.chart.show_spec(spec)

    def _show_table(self, spec: ChartSpec, title: str) -> None:
        if self.table is not None:
            self._stack.removeWidget(self.table)
            self.table.deleteLater()
            self.table = None
        if self._as_table:
            self.table = table_of(spec, title)
            self.table.setMinimumHeight(px(_LOWEST))
            self.table.opened.connect(lambda at: self._open(at, -1))
            self._stack.addWidget(self.table)


def ahead_or_behind(spec: ChartSpec) -> Badge | None:
    """How a line stands to its target; None for a chart without one."""
    if spec.kind is not ChartKind.LINE or not spec.targets or not spec.targets[-1]:
        return None
    aim = spec.targets[-1]
    lead = Fraction(spec.series[0].values[-1] - aim, aim) * 100
    if lead > 100:
        text = QCoreApplication.translate("scenarios", "远超目标进度")
        return Badge(text, Tone.OK)
    percent = decimal_text(abs(lead), 1)
    if lead < 0:
        text = QCoreApplication.translate("scenarios", "落后目标进度 {n}%")
        return Badge(text.format(n=percent), Tone.WARN)
    text = QCoreApplication.translate("scenarios", "领先目标进度 {n}%")
    return Badge(text.format(n=percent), Tone.OK)


def table_of(spec: ChartSpec, name: str) -> Table:
    """The numbers of a chart as a table."""
    heads, *rows = spec.table()
    metrics = QFontMetrics(font(12))
    columns = [Column("", _NAME_WIDTH, strong=True, stretch=True)]
    for head in heads[1:]:
        width = metrics.horizontalAdvance(head) * 100 // look.size + 28
        columns.append(Column(head, max(width, 90), right=True))
    model = TableModel(columns)
    model.show_rows(rows)
    return Table(model, name, COMPACT_ROW)
