"""The rows of a checked file as a table: bad cells framed, verdict and reason."""

from __future__ import annotations

from bisect import bisect_left
from bisect import bisect_right
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics

from carbon_points.exchange.readers.values import line
from carbon_points.exchange.sheet import Fate
from ui.service_desk import import_wording
from ui.service_desk.import_columns_work import is_needed
from ui.shared.badges import pill_size
from ui.shared.fonts import font
from ui.shared.table_model import Column
from ui.shared.table_model import Flawed
from ui.shared.table_model import TableModel
from ui.shared.tokens import look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.common.problems import Problem
    from ui.service_desk.import_work import Checked
    from ui.shared.table_model import Cell
    from ui.shared.table_model import Index

_SAMPLE: Final = 60
_ROOMY: Final = 940
"""Wider tables than this have the verdict in front, where it is always in sight."""

_REASON: Final = 240
_WIDEST: Final = 220
_NARROWEST: Final = 64

_NUMBERS: Final = frozenset(
    {"distance", "mass", "capacity_kw", "reading_kwh", "area_m2", "rated_kw"}
    | {"start_kwh", "end_kwh", "heat_kwh", "charge_kg", "apf", "cc_w", "annual_kwh"}
)


class RowsSource:
    """The rows that count of one file; all of them, or those with a problem."""

    def __init__(self, file: Checked, *, only_bad: bool = False) -> None:
        self._file = file
        self._only_bad = only_bad
        self._fields: list[tuple[str, int]] = []
        self._bad: list[int] = []
        self._shown: Sequence[int] = ()
        if file.table is not None and file.recognised is not None:
            columns = file.recognised.columns.items()
            self._fields = sorted(columns, key=lambda pair: pair[1])
            numbers = file.table.numbers
            self._bad = [p for p in file.positions if numbers[p] in file.problems]
            self._shown = self._bad if only_bad else file.positions
        named = {problem.column for problem in file.problems.values()}
        self._bad_columns = {file.column_of(name) for name in named}
        self.columns = tuple(self._columns())

    def count(self) -> int:
        """How many rows there are."""
        return len(self._shown)

    def rows(self, first: int, count: int) -> Sequence[Sequence[Cell]]:
        """`count` rows from number `first` on."""
        last = min(first + count, len(self._shown))
        return [self._row(at) for at in range(first, last)]

    def problem_at(self, row: int) -> Problem | None:
        """What is wrong with a shown row."""
        if not 0 <= row < len(self._shown):
            return None
        return self._file.problems.get(self._number(row))

    def bad_column(self, row: int) -> int:
        """Where the cell stands that is wrong in a row; the reason if it is none."""
        problem = self.problem_at(row)
        at = self._field_of(problem) if problem is not None else None
        return self._verdict_at + 1 if at is None else self._place_of(at)

    def next_bad(self, after: int, step: int = 1) -> int | None:
        """The next row with a problem, or the one before; it goes round."""
        if not self._bad:
            return None
        if self._only_bad:
            return (after + step) % len(self._bad)
        here = self._shown[after] if 0 <= after < len(self._shown) else -1
        if step > 0:
            at = bisect_right(self._bad, here) % len(self._bad)
        else:
            at = bisect_left(self._bad, here) - 1
        return bisect_left(self._shown, self._bad[at])

    # Rows.

    def _row(self, at: int) -> list[Cell]:
        problem = self.problem_at(at)
        cells: list[Cell] = [
            self._cell(at, field, problem) for field in range(len(self._fields))
        ]
        sheet, number = self._file.sheet, self._number(at)
        verdict = import_wording.row_badge(sheet, number, self._file)
        reason = import_wording.why(sheet, number) if sheet else ""
        if self._is_wide:
            cells = [verdict, reason, *cells]
        else:
            cells += [verdict, reason]
        return [str(number), *cells]

    def _cell(self, row: int, at: int, problem: Problem | None) -> Cell:
        field, _place = self._fields[at]
        text = self._text(row, at)
        if problem is not None and self._field_of(problem) == at:
            return Flawed(text, import_wording.whole_sentence(problem))
        return import_wording.shown_cell(field, text)

    def cell_at(self, row: int, column: int) -> tuple[int, int] | None:
        """Row number and column of the file of a shown cell; None if it is neither."""
        at = column - (3 if self._is_wide else 1)
        if not 0 <= at < len(self._fields) or not 0 <= row < len(self._shown):
            return None
        return self._number(row), self._fields[at][1]

    def raw(self, row: int, column: int) -> str:
        """What a shown cell really says: not masked, to be written anew."""
        place = self.cell_at(row, column)
        sheet = self._file.sheet
        return sheet.cell(*place) if place is not None and sheet is not None else ""

    def unregistered(self, row: int) -> str:
        """The number in a shown row under which nobody is registered yet."""
        sheet, problem = self._file.sheet, self.problem_at(row)
        if sheet is None or problem is None or self._file.is_written:
            return ""
        state, place = sheet.state(problem.row), self._file.column_of(problem.column)
        if state.fate is not Fate.UNREGISTERED or place is None:
            return ""
        return sheet.cell(problem.row, place)

    def _text(self, row: int, at: int) -> str:
        _field, place = self._fields[at]
        sheet, number = self._file.sheet, self._number(row)
        if sheet is not None and sheet.is_mended(number, place):
            return sheet.cell(number, place)
        cells = self._file.table.rows[self._shown[row]] if self._file.table else []
        return line(cells[place]) if place < len(cells) else ""

    def _number(self, row: int) -> int:
        table = self._file.table
        return table.numbers[self._shown[row]] if table else 0

    def _field_of(self, problem: Problem) -> int | None:
        column = self._file.column_of(problem.column)
        places = [place for _field, place in self._fields]
        return places.index(column) if column in places else None

    # Columns.

    def _columns(self) -> list[Column]:
        fields = [self._column(at) for at in range(len(self._fields))]
        needed = sum(column.width for column in fields if not column.optional)
        self._is_wide = needed + _REASON > _ROOMY
        verdict = [
            Column(QCoreApplication.translate("imports", "结果"), self._pill_width()),
            Column(
                QCoreApplication.translate("imports", "问题"),
                _REASON if self._bad or not self._is_wide else _NARROWEST,
                stretch=not self._is_wide,
            ),
        ]
        number = Column(
            QCoreApplication.translate("imports", "行"), 62, right=True, quiet=True
        )
        self._verdict_at = 1 if self._is_wide else 1 + len(fields)
        if self._is_wide:
            return [number, *verdict, *fields]
        return [number, *fields, *verdict]

    def _column(self, at: int) -> Column:
        """Columns that nobody needs and that are sound go first in a narrow window."""
        field, place = self._fields[at]
        recognised = self._file.recognised
        if recognised is None:
            return Column("", _NARROWEST)
        title = recognised.header[place]
        spare = place not in self._bad_columns and not is_needed(recognised.kind, field)
        return Column(
            title,
            self._width(at, title),
            right=field in _NUMBERS,
            optional=at + 1 if spare else 0,
        )

    def _width(self, at: int, title: str) -> int:
        metrics, head = QFontMetrics(font(14)), QFontMetrics(font(12))
        field, _place = self._fields[at]
        rows = range(min(len(self._shown), _SAMPLE))
        # A cell that is wrong is shown whole, to be compared digit by digit.
        raw = [self._text(row, at) for row in rows]
        texts = [*raw, *(import_wording.shown_cell(field, text) for text in raw)]
        cells = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        wide = max(cells, head.horizontalAdvance(title)) * 100 // look.size + 26
        return min(max(wide, _NARROWEST), _WIDEST)

    def _pill_width(self) -> int:
        """Room for every verdict: mending changes which ones occur."""
        badges = [import_wording.fate_badge(fate) for fate in Fate]
        wide = max(pill_size(badge).width() for badge in badges)
        return wide * 100 // look.size + 34

    def _place_of(self, at: int) -> int:
        """In which column the field number `at` stands."""
        return at + 3 if self._is_wide else at + 1


class RowsModel(TableModel):
    """Shows a file's rows; before they are written each cell can be mended."""

    mended = Signal(int, int, str)
    """(row number, column of the file, text)"""

    def __init__(self, source: RowsSource, *, fixed: bool = False) -> None:
        super().__init__(source.columns, source)
        self.source = source
        self._is_fixed = fixed

    def show_rows_of(self, source: RowsSource) -> None:
        """Show other rows of the same file."""
        self.source = source
        self.show_source(source)

    def name(self, row: int, column: int) -> str:
        """Column and value, or the whole sentence about what is wrong."""
        cell = self.cell(row, column)
        return cell.reason if isinstance(cell, Flawed) else super().name(row, column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.EditRole:
            return self.source.raw(index.row(), index.column())
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index) & ~Qt.ItemFlag.ItemIsEditable
        is_cell = self.source.cell_at(index.row(), index.column()) is not None
        can = is_cell and not self._is_fixed
        return usual | Qt.ItemFlag.ItemIsEditable if can else usual

    def setData(
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        place = self.source.cell_at(index.row(), index.column())
        text = str(value)
        same = text == self.source.raw(index.row(), index.column())
        if role != Qt.ItemDataRole.EditRole or place is None or same:
            return False
        self.mended.emit(*place, text)
        return True
