"""Which months are looked at: all, a year, the last ones, or two chosen months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.scenario_desk.scenario_work import Period
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Select

if TYPE_CHECKING:
    from collections.abc import Sequence

_ALL = "all"
_CHOSEN = "chosen"
_LAST = (3, 6, 12)


class PeriodBar(QWidget):
    """Emits the period whenever the person has chosen another one."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._months: Sequence[str] = ()
        self._wanted: tuple[str, str, str] | None = None
        self.kind = Select(self.tr("统计期"))
        self.first = Select(self.tr("从哪个月"))
        self.last = Select(self.tr("到哪个月"))
        self._to = Label(self.tr("至"), "second")
        self.kind.setSizeAdjustPolicy(Select.SizeAdjustPolicy.AdjustToContents)
        for select in (self.kind, self.first, self.last):
            select.activated.connect(lambda _at: self._choose())
        name = Label(self.tr("统计期"), "second")
        name.setBuddy(self.kind)
        self.setLayout(row(name, self.kind, self.first, self._to, self.last, gap=8))
        self.offer(())

    @property
    def period(self) -> Period:
        """What is chosen now."""
        code = self.kind.code
        if code == _CHOSEN:
            months = sorted((self.first.code, self.last.code))
            return Period(months[0], months[1])
        if code == _ALL or not self._months:
            return Period()
        if code.startswith("last"):
            back = self._months[-int(code.removeprefix("last")) :]
            return Period(back[0], self._months[-1])
        return Period(f"{code}-01", f"{code}-12")

    @property
    def codes(self) -> tuple[str, str, str]:
        """What is chosen in the three lists."""
        return self.kind.code, self.first.code, self.last.code

    def choose_again(self, codes: tuple[str, str, str]) -> None:
        """What will be chosen once it is offered."""
        self._wanted = codes

    def offer(self, months: Sequence[str]) -> None:
        """Offer what these months allow; what was chosen stays chosen."""
        if months == self._months and self.kind.count():
            return
        self._months = months
        was, first, last = self._wanted or self.codes
        self._wanted = None
        for select in (self.kind, self.first, self.last):
            select.clear()
        span = f"（{months[0]} – {months[-1]}）" if months else ""
        self.kind.addItem(self.tr("全部{span}").format(span=span), _ALL)
        for year in dict.fromkeys(month[:4] for month in reversed(months)):
            self.kind.addItem(self.tr("{year} 年").format(year=year), year)
        for many in _LAST:
            if many < len(months):
                self.kind.addItem(self.tr("近 %n 个月", "", many), f"last{many}")
        if len(months) > 1:
            self.kind.addItem(self.tr("自选月份…"), _CHOSEN)
        for month in months:
            self.first.addItem(month, month)
            self.last.addItem(month, month)
        self.last.setCurrentIndex(self.last.count() - 1)
        self.kind.choose(was)
        self.first.choose(first)
        self.last.choose(last)
        self._show_months()

    def _choose(self) -> None:
        self._show_months()
        self.chosen.emit(self.period)

    def _show_months(self) -> None:
        for part in (self.first, self._to, self.last):
            part.setVisible(self.kind.code == _CHOSEN)
