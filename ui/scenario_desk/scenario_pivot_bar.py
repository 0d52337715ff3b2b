"""The picker of a cross table: lines, columns, what is counted, what is held fast."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from carbon_points.statistics.tables import GRADES
from carbon_points.statistics.tables import KINDS
from ui.scenario_desk.scenario_english import spoken_code
from ui.scenario_desk.scenario_period import PeriodBar
from ui.scenario_desk.scenario_work import Picked
from ui.shared.language import tr_later
from ui.shared.language import translated
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Select
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.scenarios.definitions import Scenario
    from ui.scenario_desk.scenario_work import Period
    from ui.shared.widgets import Item

_DIMENSIONS: Final = (
    ("subdistrict", tr_later("pivot", "街道（镇）")),
    ("month", tr_later("pivot", "月份")),
    ("methodology", tr_later("pivot", "方法学")),
    ("grade", tr_later("pivot", "证据等级")),
    ("kind", tr_later("pivot", "参与者类别")),
)
_MEASURES: Final = (
    ("reduction_mg", tr_later("pivot", "核定减排量")),
    ("actions", tr_later("pivot", "核定行为")),
    ("participants", tr_later("pivot", "参与者")),
    ("points", tr_later("pivot", "发放积分")),
)
_FIXED: Final = ("subdistrict", "methodology", "grade", "kind")


class PivotBar(QWidget):
    """Emits what is picked whenever it is changed; a dimension is used once."""

    picked = Signal(object)
    """A `Picked`."""

    def __init__(self) -> None:
        super().__init__()
        names = [(code, translated("pivot", text)) for code, text in _DIMENSIONS]
        measures = [(code, translated("pivot", text)) for code, text in _MEASURES]
        nothing = ("", self.tr("（无）"))
        self.down = Select(self.tr("行"), names)
        self.across = Select(self.tr("列"), [nothing, *names])
        self.measure = Select(self.tr("数值"), measures)
        self.period = PeriodBar()
        self.fixed = {
            code: Select(translated("pivot", text))
            for code, text in _DIMENSIONS
            if code in _FIXED
        }
        self.across.choose("month")
        self._places: Sequence[str] | None = None
        self._members: Sequence[str] = ()
        for name in ("grade", "kind"):
            self._fill(name, GRADES if name == "grade" else KINDS)
        first = self._named(self.down, self.across, self.measure)
        second = self._named(*self.fixed.values())
        self.setLayout(
            column(
                row(*first, STRETCH, self.period, gap=8),
                row(Label(self.tr("只看"), "strong"), *second, STRETCH, gap=8),
                gap=8,
            )
        )
        for select in (self.down, self.across, self.measure, *self.fixed.values()):
            select.activated.connect(lambda _at, s=select: self._choose(s))
        self.period.chosen.connect(lambda _period: self._tell())
        self._settle()

    @property
    def value(self) -> Picked:
        """What is picked now."""
        used = {self.down.code, self.across.code}
        fixed = tuple(
            (name, select.code)
            for name, select in self.fixed.items()
            if select.code and name not in used
        )
        period: Period = self.period.period
        return Picked(
            self.down.code, self.across.code, self.measure.code, fixed, period
        )

    def measure_name(self, code: str) -> str:
        """What is counted, in the language in force."""
        return translated("pivot", dict(_MEASURES)[code])

    def show_picked(self, picked: Picked) -> None:
        """Pick the same again."""
        self.down.choose(picked.down)
        self.across.choose(picked.across)
        self.measure.choose(picked.measure)
        for name, code in picked.fixed:
            select = self.fixed[name]
            if select.findData(code) < 0:
                select.addItem(spoken_code(name, code), code)
            select.choose(code)
        self._settle()

    def offer(self, months: Sequence[str], places: Sequence[str]) -> None:
        """Offer the months and places that there are."""
        self.period.offer(months)
        if places != self._places:
            self._places = places
            self._fill("subdistrict", places)

    def show_scenario(self, scenario: Scenario) -> None:
        """Offer its methodologies."""
        if scenario.methodologies != self._members:
            self._members = scenario.methodologies
            self._fill("methodology", scenario.methodologies)

    def _fill(self, name: str, codes: Sequence[str]) -> None:
        select = self.fixed[name]
        was = select.code
        select.clear()
        select.addItem(self.tr("全部"), "")
        for code in codes:
            select.addItem(spoken_code(name, code), code)
        select.choose(was)

    def _named(self, *selects: Select) -> list[Item]:
        made: list[Item] = []
        for select in selects:
            name = Label(select.accessibleName(), "second")
            name.setBuddy(select)
            made += [name, select]
        return made

    def _choose(self, select: Select) -> None:
        """A dimension that stands in both places leaves the other one."""
        if self.down.code == self.across.code:
            if select is self.across:
                others = [code for code, _ in _DIMENSIONS if code != self.across.code]
                self.down.choose(others[0])
            else:
                self.across.choose("")
        self._settle()
        self._tell()

    def _settle(self) -> None:
        """What stands down or across cannot be held fast as well."""
        used = {self.down.code, self.across.code}
        for name, select in self.fixed.items():
            select.setEnabled(name not in used)

    def _tell(self) -> None:
        self.picked.emit(self.value)
