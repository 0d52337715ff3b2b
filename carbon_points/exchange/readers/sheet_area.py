"""How much room a sheet of a workbook will take, told from its XML before it is read.

A reader makes a cell for every place up to the last one, and a copy of a shared text
for every cell that names it: some kilobytes that a zip packs well become gigabytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_COLUMNS: Final = re.compile(rb"""\br\s*=\s*["']([A-Za-z]+)[0-9]""")
_ROWS: Final = re.compile(rb"""\br\s*=\s*["'][A-Za-z]*([0-9]{1,40})["']""")
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b")
_CELL: Final = re.compile(rb"<(?:\w+:)?c(?=[\s/>])")
_NO_PLACE: Final = re.compile(rb"<(?:\w+:)?c(?=[\s/>])(?![^>]*\br\s*=)")
_SHARED: Final = re.compile(rb"""\bt\s*=\s*["']s["']""")
_NAMES: Final = re.compile(
    rb"""\bt\s*=\s*["']s["'][^>]*>(?:<f\b[^>]*/>)?<v>([0-9]{1,9})</v>"""
)
_TEXT: Final = re.compile(rb"<(?:\w+:)?si\b")
_PLAIN_CELL: Final = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
_PLAIN_ROW: Final = re.compile(rb'<row r="([0-9]{1,7})"')
_ODD: Final = (b"'", b"\t", b":c", b":row", b" =", b"= ")
_ODD_LINES: Final = (b"=\n", b"\n=", b"=\r", b"\r=")
"""XML as hardly anybody writes it; in many long lines it has to be looked for, too."""

_LONGEST_TAG: Final = 1_000
_FAR: Final = 1 << 40


@dataclass
class Area:
    """How far a sheet reaches."""

    last_row: int = 0
    last_column: int = 1
    shared: int = 0
    """Cells that name a shared text."""

    first_row: int = _FAR
    _rows: int = 0
    _open: int = 0

    def add(self, block: bytes) -> None:
        """Look at some more of the sheet; a block begins with the end of the last."""
        if not self._add_plain(block[: block.rfind(b">") + 1], len(block)):
            self._add_any(block)

    def _add_plain(self, block: bytes, size: int) -> bool:
        """Look at XML as every spreadsheet writes it, five times as fast."""
        if size - len(block) > _LONGEST_TAG or _is_odd(block):
            return False
        cells, rows = _PLAIN_CELL.findall(block), _PLAIN_ROW.findall(block)
        if len(cells) != block.count(b"<c") or len(rows) != block.count(b"<row"):
            return False
        numbers = [*map(int, {number for _, number in cells}), *map(int, rows)]
        columns = map(column_number, {letters for letters, _ in cells})
        self.last_column = max(self.last_column, *columns, 1)
        self.last_row = max(self.last_row, *numbers, 0)
        self.first_row = min(self.first_row, *numbers, _FAR)
        self.shared += block.count(b't="s"')
        return True

    def _add_any(self, block: bytes) -> None:
        for letters in set(_COLUMNS.findall(block)):
            self.last_column = max(self.last_column, column_number(letters))
        numbers = [*map(int, _ROWS.findall(block))]
        self.last_row = max(self.last_row, *numbers, 0)
        self.first_row = min(self.first_row, *numbers, _FAR)
        self.shared += len(_SHARED.findall(block))
        if _NO_PLACE.search(block):
            self._count(block)

    def _count(self, block: bytes) -> None:
        """Cells and rows that do not say where they are stand one behind the other."""
        first, *others = _ROW.split(block)
        self._open += len(_CELL.findall(first))
        self.last_column = max(self.last_column, self._open)
        for each in others:
            self._open = len(_CELL.findall(each))
            self.last_column = max(self.last_column, self._open)
        self._rows += len(others)
        self.last_row = max(self.last_row, self._rows)

    @property
    def cells(self) -> int:
        """Places that a reader makes room for."""
        return self.last_row * self.last_column

    @property
    def room(self) -> int:
        """The same for a reader that makes none above the first row."""
        first = min(self.first_row, self.last_row)
        return (self.last_row - first + 1 + self._rows) * self.last_column


def _is_odd(block: bytes) -> bool:
    lines = _ODD_LINES if b"\n" in block or b"\r" in block else ()
    return any(odd in block for odd in (*_ODD, *lines))


@dataclass
class SharedTexts:
    """The lengths of a workbook's shared texts, markup and all."""

    lengths: list[int] = field(default_factory=list)
    _begins: int = -1
    _end: int = 0

    def add(self, block: bytes, overlap: int) -> None:
        """Look at some more of the texts; a block begins with the end of the last."""
        start = self._end - overlap
        for found in _TEXT.finditer(block):
            at = start + found.start()
            if at > self._begins:
                self._close(at)
                self._begins = at
        self._end = start + len(block)

    def close(self) -> None:
        """Nothing more comes."""
        self._close(self._end)

    def _close(self, at: int) -> None:
        if self._begins >= 0:
            self.lengths.append(at - self._begins)

    @property
    def longest(self) -> int:
        """Bytes of the longest text."""
        return max(self.lengths, default=0)

    def named_in(self, blocks: Iterable[bytes], cells: int) -> int:
        """Bytes of all copies that the `cells` of a sheet will hold."""
        known, total = 0, 0
        for block in blocks:
            for index in map(int, _NAMES.findall(block)):
                known += 1
                total += self.lengths[index] if index < len(self.lengths) else 0
        # What is written in another way is taken for the longest.
        return total + max(0, cells - known) * self.longest


def column_number(letters: bytes) -> int:
    """``A`` is 1, ``AA`` is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
