"""Rows on their way to columns: which of them count, and the first reason against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from itertools import compress
from typing import Any
from typing import Final
from typing import TYPE_CHECKING
from typing import TypeVar

from carbon_points.common.problems import Problem
from carbon_points.exchange.readers import values
from carbon_points.exchange.readers.values import Refusal
from carbon_points.exchange.readers.vocabulary import vocabulary
from carbon_points.participants.drafts import LONGEST_NAME

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from carbon_points.exchange.readers.recognition import Recognised
    from carbon_points.exchange.readers.table import Grid
    from carbon_points.exchange.readers.table import Merge
    from carbon_points.exchange.readers.table import Table
    from carbon_points.exchange.readers.values import Cell

T = TypeVar("T")

_LONGEST_VALUE: Final = 80
_LONGEST_CELL: Final = 1_000
_LONGEST: Final = {"name": LONGEST_NAME}
"""Characters of a cell without the spaces around it."""

_INTEGERS: Final = frozenset(["start", "end", "distance_m", "date", "mass_g"])
"""Columns handed on as int64 arrays."""

_LABEL: Final = re.compile(r"([^:]{1,8}):.*", re.DOTALL)
_CODE_LIKE: Final = re.compile(r"(?=.*[0-9])[0-9A-Za-z._/-]+")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The rows of a file: columns of those without a problem, and the problems."""

    kind: str
    numbers: npt.NDArray[np.int64]
    """The row numbers of the good rows, as a person sees them."""

    columns: Mapping[str, list[Any] | npt.NDArray[Any]]
    """One value a good row for each field of the kind."""

    problems: list[Problem]
    """One for each row that is not good, in the order of the rows."""

    rows: int
    """How many rows the file has: good ones and those with a problem."""

    notices: list[Problem] = field(default_factory=list)
    """What the clerk should know about rows that were taken."""

    extra: Mapping[str, str] = field(default_factory=dict)
    """What the file as a whole says, e.g. the ``operator`` of its rides."""


class Draft:
    """The counted rows of a table, read field by field in order of importance.

    A row is refused once, for the first field that is wrong; the values of refused
    rows are placeholders that `finish` leaves out.

    Args:
        table: what was read.
        recognised: what its columns mean.
        as_of: the day of registration.
        body: some of the rows, where not all are read at once.
        start: the position of the first of these in the table.
    """

    def __init__(
        self,
        table: Table,
        recognised: Recognised,
        as_of: dt.date,
        body: Grid | None = None,
        start: int = 0,
    ) -> None:
        self.table = table
        self.recognised = recognised
        self.as_of = as_of
        self._kind = vocabulary().kinds[recognised.kind]
        rows = body if body is not None else table.body
        self._start = start
        self._filled: dict[tuple[int, int], Cell] = {}
        self._rows = [rows.row(i) for i in range(len(rows))]
        self._positions = [i for i, row in enumerate(self._rows) if self._counts(row)]
        self._numbers = [rows.numbers[i] for i in self._positions]
        self._refused: dict[int, Problem] = {}
        self.notices: list[Problem] = []
        if table.ragged:
            self._check_widths()

    def __len__(self) -> int:
        return len(self._positions)

    # ---- what counts as a row

    def _counts(self, row: Sequence[Cell]) -> bool:
        """Titles, blank rows, totals, footers and repeated headings are no rows."""
        needed = [self.recognised.columns[name] for name in self._needed()]
        if all(self._says(row, column) for column in needed):
            return not self._repeats_header(row, needed)
        said = [(i, text) for i, cell in enumerate(row) if (text := values.line(cell))]
        if len(said) < 2:
            return any(self._is_key(index, text) for index, text in said)
        return not any(_is_total_or_footer(text) for _, text in said[:2])

    def _repeats_header(self, row: Sequence[Cell], needed: Sequence[int]) -> bool:
        header = self.recognised.header
        return all(row[column] == header[column] for column in needed)

    def _needed(self) -> list[str]:
        one_of = [n for n in self._kind.one_of if n in self.recognised.columns]
        return [*self._kind.required, *one_of[:1]]

    @staticmethod
    def _says(row: Sequence[Cell], column: int) -> bool:
        return column < len(row) and row[column] not in ("", None)

    def _is_key(self, index: int, text: str) -> bool:
        keys = {self.recognised.columns[name] for name in self._kind.keys}
        return index in keys and _CODE_LIKE.fullmatch(text) is not None

    def _check_widths(self) -> None:
        last = max(self.recognised.columns[name] for name in self._needed())
        width = len(self.recognised.header)
        for index, position in enumerate(self._positions):
            row = self._rows[position]
            if len(row) <= last:
                self.refuse(index, "", "COLUMNS_MISSING")
            elif any(values.cell_text(cell) for cell in row[width:]):
                self.refuse(index, "", "COLUMNS_EXTRA")

    # ---- reading

    def fill_merged(self, *names: str) -> None:
        """Give each row of a joined cell its text, for fields in which that is safe."""
        columns = {self.recognised.columns.get(name) for name in names}
        end, done = self._start + len(self._rows), dict[int | None, int]()
        joined = [
            merge
            for merge in self.table.merges
            if merge.first_column in columns
            and merge.first_row < end
            and merge.last_row > max(merge.first_row, self._start - 1)
        ]
        for merge in sorted(joined, key=lambda m: m.first_row):
            # A cell is joined once; whoever joins it twice wants to keep us busy.
            if merge.first_row > done.get(merge.first_column, -1):
                done[merge.first_column] = merge.last_row
                self._fill(merge, self._first_cell(merge))
        self._note_filled()

    def _first_cell(self, merge: Merge) -> Cell:
        row = merge.first_row - self._start
        if row >= 0:
            return self._cell(row, merge.first_column)
        above = self.table.body.row(merge.first_row)
        return above[merge.first_column] if merge.first_column < len(above) else ""

    def _fill(self, merge: Merge, cell: Cell) -> None:
        first = max(merge.first_row + 1 - self._start, 0)
        last = min(merge.last_row - self._start, len(self._rows) - 1)
        for row in range(first, last + 1):
            if cell not in ("", None) and not self._cell(row, merge.first_column):
                self._filled[row, merge.first_column] = cell

    def _note_filled(self) -> None:
        rows = {row for row, _ in self._filled}
        for index, position in enumerate(self._positions):
            if position in rows:
                notice = Problem(self._numbers[index], "", "MERGED_FILLED")
                self.notices.append(notice)

    def _cell(self, position: int, column: int) -> Cell:
        if (position, column) in self._filled:
            return self._filled[position, column]
        row = self._rows[position] if position < len(self._rows) else []
        return row[column] if column < len(row) else ""

    def cells(self, name: str) -> list[Cell]:
        """The cells of a field, blank texts if it has no column."""
        column = self.recognised.columns.get(name)
        if column is None:
            return [""] * len(self)
        return [self._cell(position, column) for position in self._positions]

    def read(
        self, name: str, reader: Callable[[Cell], T | Refusal], blank: T
    ) -> list[T]:
        """A field's values; a row whose cell is refused gets a problem.

        Args:
            name: the field.
            reader: the value of a cell, or why there is none.
            blank: stands in rows that were refused, and where there is no column.
        """
        if name not in self.recognised.columns:
            return [blank] * len(self)
        found: list[T] = []
        cells = self.cells(name)
        self._refuse_long(name, cells)
        for index, cell in enumerate(cells):
            value = blank if index in self._refused else reader(cell)
            if isinstance(value, Refusal):
                self.refuse(index, name, value.code, **value.details)
                value = blank
            found.append(value)
        return found

    def _refuse_long(self, name: str, cells: Sequence[Cell]) -> None:
        """Refuse rows with a text that no desk types; each is looked at many times."""
        most = _LONGEST.get(name, _LONGEST_CELL)
        for index, cell in enumerate(cells):
            if isinstance(cell, str) and len(cell) > most < len(cell.strip()):
                length, limit = str(len(cell)), str(most)
                self.refuse(index, name, "CELL_TOO_LONG", length=length, limit=limit)

    def alive(self) -> list[int]:
        """The indices of the rows that nothing speaks against yet."""
        return [i for i in range(len(self)) if i not in self._refused]

    def refuse(self, index: int, name: str, code: str, **details: str) -> None:
        """Refuse a row, unless it was refused before."""
        if index in self._refused:
            return
        column = self.recognised.columns.get(name)
        cell = "" if column is None else self._cell(self._positions[index], column)
        heading = self.recognised.heading(name) if name else ""
        self._refused[index] = Problem(
            row=self._numbers[index],
            column=heading,
            code=code,
            value=values.line(cell)[:_LONGEST_VALUE],
            details=details,
        )

    def finish(self, columns: Mapping[str, list[Any]], **extra: str) -> Parsed:
        """The good rows' values and the problems of the others."""
        import numpy as np  # noqa: PLC0415

        keep = [index not in self._refused for index in range(len(self))]
        return Parsed(
            kind=self.recognised.kind,
            numbers=np.fromiter(compress(self._numbers, keep), np.int64),
            columns={
                name: np.fromiter(compress(column, keep), np.int64)
                if name in _INTEGERS
                else list(compress(column, keep))
                for name, column in columns.items()
            },
            problems=[self._refused[index] for index in sorted(self._refused)],
            rows=len(self),
            notices=self.notices,
            extra=extra,
        )


def _is_total_or_footer(text: str) -> bool:
    plain = values.compact(text)
    label = _LABEL.fullmatch(plain)
    words = vocabulary()
    return (
        words.meaning("total", (label[1] if label else plain).strip(":")) is not None
        or (label is not None and words.meaning("footer", label[1]) is not None)
        or words.meaning("footer", plain) is not None
    )
