"""One read-only model for every table: the true number of rows, fetched by pages.

The scroll bar is honest and any place is one jump away; sorting and filtering are the
source's business. A page is fetched when one of its rows is first painted.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import Protocol
from typing import TYPE_CHECKING
from typing import TypeAlias

from PySide6.QtCore import QAbstractTableModel
from PySide6.QtCore import QModelIndex
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal

from carbon_points.common.showing import harmless
from ui.shared.badges import Badge
from ui.shared.plain import plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

Index: TypeAlias = QModelIndex | QPersistentModelIndex

PAGE_ROWS: Final = 512
PAGES_KEPT: Final = 64
CELL: Final = Qt.ItemDataRole.UserRole
"""The role that answers a cell that is not plain text."""

_ROOT: Final = QModelIndex()
_DISPLAY: Final = Qt.ItemDataRole.DisplayRole
_WAITING: Final = "…"


@dataclass(frozen=True, slots=True)
class Column:
    """How one column is headed and shown."""

    title: str
    width: int
    """Of the drawing board; the column with ``stretch`` takes what is left."""

    right: bool = False
    strong: bool = False
    quiet: bool = False
    stretch: bool = False
    optional: int = 0
    """Narrow tables hide columns: the highest number goes first, 0 never goes."""


@dataclass(frozen=True, slots=True)
class Flawed:
    """A cell that needs mending: framed, editable, with its reason."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A cell that is ticked or not."""

    on: bool


@dataclass(frozen=True, slots=True)
class Trend:
    """A cell with a small line through these values."""

    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The first cell of a row that only heads the rows below it."""

    text: str
    note: str = ""


Cell: TypeAlias = "str | Badge | Flawed | Tick | Trend | Heading | None"
"""None is shown as a quiet dash."""


class Source(Protocol):
    """Where the rows come from, already sorted and filtered."""

    def count(self) -> int:
        """How many rows there are."""
        ...

    def rows(self, first: int, count: int) -> Sequence[Sequence[Cell]]:
        """`count` rows from number `first` on, fewer at the end."""
        ...


class Rows:
    """A source over rows that are all there."""

    def __init__(self, rows: Sequence[Sequence[Cell]] = ()) -> None:
        self._rows = rows

    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def rows(self, first: int, count: int) -> Sequence[Sequence[Cell]]:
        """A slice of them."""
        return self._rows[first : first + count]


class TableModel(QAbstractTableModel):
    """Shows a source; a flawed cell can be edited in place."""

    edited = Signal(int, int, str)
    """(row, column, text) of a flawed cell that was written anew."""

    def __init__(self, columns: Sequence[Column], source: Source | None = None) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._source: Source = source or Rows()
        self._count = self._source.count()
        self._pages: OrderedDict[int, Sequence[Sequence[Cell]]] = OrderedDict()

    def show_source(self, source: Source) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._source = source
        self._count = source.count()
        self._pages.clear()
        self.endResetModel()

    def show_rows(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Show these rows."""
        self.show_source(Rows(rows))

    def renew(self, row: int) -> None:
        """Fetch the page of `row` again: something in it has changed."""
        self._pages.pop(row // PAGE_ROWS, None)
        last = self.index(row, len(self.columns) - 1)
        self.dataChanged.emit(self.index(row, 0), last)

    def cell(self, row: int, column: int) -> Cell:
        """What stands in one place."""
        number, at = divmod(row, PAGE_ROWS)
        page = self._page(number)
        return page[at][column] if at < len(page) else _WAITING

    def name(self, row: int, column: int) -> str:
        """Column and value, as a screen reader says them."""
        cell = self.cell(row, column)
        if isinstance(cell, Heading):
            return cell_text(cell)
        said = self._spoken(cell) if isinstance(cell, Trend) else cell_text(cell)
        return f"{self.columns[column].title} {said}"

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        # Asked for every role of every visible cell: the common ones first.
        if role == _DISPLAY:
            return harmless(cell_text(self.cell(index.row(), index.column())))
        if role == CELL:
            found = self.cell(index.row(), index.column())
            return None if isinstance(found, str) else (found,)
        if role == Qt.ItemDataRole.EditRole:
            return cell_text(self.cell(index.row(), index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.name(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            found = self.cell(index.row(), index.column())
            return plain_tip(found.reason) if isinstance(found, Flawed) else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(self.columns[section])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        if isinstance(self.cell(index.row(), 0), Heading):
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self.cell(index.row(), index.column()), Flawed):
            return usual | Qt.ItemFlag.ItemIsEditable
        return usual

    def setData(
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        self.edited.emit(index.row(), index.column(), str(value))
        return True

    def _spoken(self, trend: Trend) -> str:
        return {
            "↗": self.tr("上升"),
            "↘": self.tr("下降"),
            "→": self.tr("持平"),
        }.get(cell_text(trend), "")

    def _page(self, number: int) -> Sequence[Sequence[Cell]]:
        page = self._pages.get(number)
        if page is None:
            page = self._source.rows(number * PAGE_ROWS, PAGE_ROWS)
            self._pages[number] = page
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page


def cell_text(cell: Cell) -> str:
    """A cell as words."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, (Badge, Flawed)):
        return cell.text
    if isinstance(cell, Tick):
        return "✓" if cell.on else ""
    if isinstance(cell, Trend) and len(cell.values) > 1:
        change = cell.values[-1] - cell.values[0]
        return "↗" if change > 0 else "↘" if change else "→"
    if isinstance(cell, Heading):
        return f"{cell.text} {cell.note}".rstrip()
    return "" if isinstance(cell, Trend) else "—"


def alignment(column: Column) -> Qt.AlignmentFlag:
    """Numbers to the right, the rest to the left."""
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
