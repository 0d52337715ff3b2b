"""The cross table on the screen: arrows go from cell to cell, Enter opens one."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from carbon_points.common.units import decimal_text
from ui.scenario_desk.scenario_english import spoken_code
from ui.scenario_desk.scenario_rows import few
from ui.shared.table import COMPACT_ROW
from ui.shared.table import Table
from ui.shared.table_model import Column
from ui.shared.table_model import TableModel
from ui.shared.widgets import Card
from ui.shared.widgets import column

if TYPE_CHECKING:
    from carbon_points.statistics.pivot import Pivot
    from carbon_points.statistics.tables import StatRow

_KILO = 1_000_000
_ROOM = 960
"""For the columns together, as long as they are few."""


class PivotTable(Card):
    """Lines, columns and their totals."""

    opened = Signal(str, str)
    """(line, column) of the cell whose records are wanted; empty for a total."""

    def __init__(self) -> None:
        super().__init__(body := column(margins=(12, 10, 12, 10), gap=6))
        self._body = body
        self._pivot: Pivot | None = None
        self.table: Table | None = None

    def show_pivot(self, found: Pivot) -> None:
        """Show another cross table."""
        at = self.table.currentIndex() if self.table is not None else None
        self._pivot = found
        model = TableModel(self._columns(found))
        model.show_rows(self._lines(found))
        if self.table is not None:
            self._body.removeWidget(self.table)
            self.table.deleteLater()
        self.table = Table(model, self.tr("交叉统计"), COMPACT_ROW)
        # A cell and not a line is what opens.
        self.table.setSelectionBehavior(Table.SelectionBehavior.SelectItems)
        self.table.opened.connect(lambda _row: self._open())
        self._body.addWidget(self.table)
        QWidget.setTabOrder(self, self.table)
        if found.downs and at is not None and at.isValid():
            row, across = min(at.row(), len(found.downs)), at.column()
            across = min(across, model.columnCount() - 1)
            self.table.setCurrentIndex(model.index(row, across))
        elif found.downs:
            self.table.setCurrentIndex(model.index(0, 1))

    def _columns(self, found: Pivot) -> list[Column]:
        unit = {"reduction_mg": "kgCO₂e"}.get(found.query.measure, "")
        total = f"{self.tr('合计')} {unit}".strip()
        across = found.query.across
        width = max(108, min(200, _ROOM // (len(found.acrosses) + 1)))
        return [
            Column("", 140, strong=True, stretch=len(found.acrosses) < 7),
            *(
                Column(spoken_code(across, key), width, right=True)
                for key in found.acrosses
            ),
            Column(total, max(width, 128), right=True, strong=True),
        ]

    def _lines(self, found: Pivot) -> list[list[str]]:
        lines = [
            [
                spoken_code(found.query.down, down),
                *(
                    _text(found, found.cells.get((down, across)))
                    for across in found.acrosses
                ),
                _text(found, found.down_totals[down]),
            ]
            for down in found.downs
        ]
        totals = [_text(found, found.across_totals[key]) for key in found.acrosses]
        last = [self.tr("合计"), *totals, _text(found, found.total)]
        return [*lines, last] if found.downs else []

    def _open(self) -> None:
        if self._pivot is None or self.table is None:
            return
        found, at = self._pivot, self.table.currentIndex()
        downs, acrosses = (*found.downs, ""), ("", *found.acrosses, "")
        down, across = downs[at.row()], acrosses[at.column()]
        if found.value(self._row(found, down, across)) is not None:
            self.opened.emit(down, across)

    def _row(self, found: Pivot, down: str, across: str) -> StatRow | None:
        if down and across:
            return found.cells.get((down, across))
        if down:
            return found.down_totals[down]
        return found.across_totals[across] if across else found.total


def _text(found: Pivot, row: StatRow | None) -> str:
    value = found.value(row)
    if value is None:
        return few()
    if not value:
        return "—"
    if found.query.measure != "reduction_mg":
        return f"{value:,}"
    return decimal_text(Fraction(value, _KILO), 3)
