"""A desk's file as rows of cells, with the header that was found in it."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from typing import overload
from typing import Protocol
from typing import Self
from typing import TYPE_CHECKING
from typing import TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from carbon_points.exchange.readers.values import Cell

Mends: TypeAlias = Mapping[int, Mapping[int, str]]
"""Texts in place of cells: by row number as a person sees it, then by column."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells of one or more columns joined over rows; all indices from 0, inclusive."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headings stand and what they say."""

    first: int
    """Index of the first header row in the sheet."""

    last: int
    """Index of the last one; the rows after it are data."""

    names: tuple[str, ...]
    """The headings as written; a repeated one gets ``#2``, ``#3``."""

    groups: tuple[str, ...]
    """What stands above each heading in the row before, where groups are used."""

    titles: tuple[str, ...]
    """The texts above the header."""

    known: bool
    """Whether the headings were recognised or only stand where headings stand."""


class Body(Protocol):
    """The rows below the header."""

    @property
    def numbers(self) -> Sequence[int]:
        """The row numbers as a person sees them."""

    def __len__(self) -> int:
        """How many rows there are."""

    def row(self, position: int) -> list[Cell]:
        """The cells of one row."""

    def column(self, index: int) -> list[Cell]:
        """One cell of each row, empty text where a row is too short."""

    def subset(self, positions: Sequence[int]) -> Grid:
        """Some of the rows."""

    def mended(self, mends: Mends) -> Self:
        """The same rows with other texts in some cells."""

    def stretches(self) -> Iterable[Sequence[int]]:
        """The positions of all rows, no more at a time than are soon understood."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows held as lists of cells."""

    cells: list[list[Cell]]
    numbers: Sequence[int]

    def __len__(self) -> int:
        return len(self.cells)

    def row(self, position: int) -> list[Cell]:
        """The cells of one row."""
        return self.cells[position]

    def column(self, index: int) -> list[Cell]:
        """One cell of each row, empty text where a row is too short."""
        return [row[index] if index < len(row) else "" for row in self.cells]

    def subset(self, positions: Sequence[int]) -> Grid:
        """Some of the rows."""
        return Grid(
            [self.cells[i] for i in positions], [self.numbers[i] for i in positions]
        )

    def mended(self, mends: Mends) -> Self:
        """The same rows with other texts in some cells."""
        rows = zip(self.numbers, self.cells, strict=True)
        cells = [patched(row, mends.get(number)) for number, row in rows]
        return type(self)(cells, self.numbers)

    def stretches(self) -> Iterable[Sequence[int]]:
        """All rows at once: they are held as they are."""
        return [range(len(self))]


def patched(row: list[Cell], mends: Mapping[int, str] | None) -> list[Cell]:
    """A row with other texts in some of its cells; a short one is filled up."""
    if not mends:
        return row
    cells = [*row, *[""] * (max(mends) + 1 - len(row))]
    for column, text in mends.items():
        cells[column] = text
    return cells


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file: what was read, before any of it is understood."""

    path: Path
    sha256: str
    """Of the file's bytes, hexadecimal."""

    file_format: str
    """``csv``, ``xlsx``, ``xls`` or ``html``: by the bytes, not by the name."""

    encoding: str
    sheet: str
    header: Header
    body: Body
    merges: tuple[Merge, ...] = ()
    """Joined cells in the body, rows counted from its first one."""

    ragged: bool = False
    """A text file, in which a row may be cut off or have cells too many."""

    other_sheets: tuple[str, ...] = field(default=())
    """Further sheets that look like tables and were left unread."""

    @property
    def rows(self) -> Sequence[list[Cell]]:
        """The rows below the header."""
        return Rows(self.body)

    @property
    def numbers(self) -> Sequence[int]:
        """Their row numbers as a person sees them, the first row of a file being 1."""
        return self.body.numbers


class Rows(Sequence["list[Cell]"]):
    """A body's rows as a sequence; made when asked for."""

    def __init__(self, body: Body) -> None:
        self._body = body

    def __len__(self) -> int:
        return len(self._body)

    @overload
    def __getitem__(self, index: int) -> list[Cell]: ...

    @overload
    def __getitem__(self, index: slice) -> list[list[Cell]]: ...

    def __getitem__(self, index: int | slice) -> list[Cell] | list[list[Cell]]:
        if isinstance(index, slice):
            return [self._body.row(i) for i in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return self._body.row(index % len(self))
