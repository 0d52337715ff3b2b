"""A simple text table kept as its bytes, so that a million lines stay small.

No line of such a file holds a quote, so every delimiter separates two cells. In
UTF-8 and GB18030 no byte of a longer character looks like one of the delimiters.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any
from typing import Final
from typing import Self
from typing import TYPE_CHECKING

import numpy as np

from carbon_points.exchange.readers.joining import pieces
from carbon_points.exchange.readers.table import Grid
from carbon_points.exchange.readers.table import patched

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    import numpy.typing as npt

    from carbon_points.common.progress import Progress
    from carbon_points.exchange.readers.table import Mends
    from carbon_points.exchange.readers.values import Cell

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]
    Bytes = npt.NDArray[np.bytes_]

WIDEST: Final = 64
"""Longer cells are not looked at column-wise."""

_BLOCK: Final = 1 << 24
_NEWLINE: Final = 10
_BLANKS: Final = (9, 32)


class Packed:
    """Rows of a text file as positions in its bytes.

    Args:
        data: whole lines, each ended by one newline.
        delimiter: the byte between two cells.
        encoding: ``utf-8`` or ``gb18030``, already checked.
        progress: asked every few megabytes whether to go on.
    """

    def __init__(
        self,
        data: bytes,
        delimiter: int,
        encoding: str,
        progress: Progress | None = None,
    ) -> None:
        self.encoding = encoding
        self._delimiter = bytes([delimiter])
        # Cells are cut out in fixed widths: the last one must not reach beyond.
        self._data = data + bytes(WIDEST)
        self._codes = np.frombuffer(self._data, np.uint8)
        self._breaks = _positions(self._codes[: len(data)], delimiter, progress)
        ends = np.flatnonzero(self._codes[self._breaks] == _NEWLINE).astype(np.int64)
        self._first = np.concatenate((np.zeros(1, np.int64), ends[:-1] + 1))
        self._widths = ends - self._first + 1
        self._from = 0
        self._mends: Mends = MappingProxyType({})

    def part(self, first: int, last: int | None = None) -> Packed:
        """A stretch of the rows; shares the bytes."""
        some = object.__new__(Packed)
        some.__dict__.update(self.__dict__)
        some.__dict__.update(
            _first=self._first[first:last],
            _widths=self._widths[first:last],
            _from=self._from + first,
        )
        return some

    def mended(self, mends: Mends) -> Self:
        """The same rows with other texts in some cells; shares the bytes."""
        some = object.__new__(type(self))
        some.__dict__.update(self.__dict__, _mends=mends)
        return some

    @property
    def touched(self) -> Bools:
        """Whether some cell of a row is another one than in the bytes."""
        numbers = self.numbers
        found = np.zeros(len(numbers), np.bool_)
        found[[numbers.index(row) for row in self._mends if row in numbers]] = True
        return found

    @property
    def numbers(self) -> range:
        """The line numbers; no cell of a simple file spans lines."""
        return range(self._from + 1, self._from + 1 + len(self))

    @property
    def widths(self) -> Ints:
        """How many cells each row has."""
        return self._widths

    @property
    def lengths(self) -> Ints:
        """How many bytes each row has."""
        ends = self._breaks[self._first + self._widths - 1].astype(np.int64)
        before = self._breaks[np.maximum(self._first, 1) - 1].astype(np.int64)
        lengths: Ints = ends - np.where(self._first > 0, before, -1) - 1
        return lengths

    def __len__(self) -> int:
        return len(self._first)

    def row(self, position: int) -> list[Cell]:
        """The cells of one row."""
        first = int(self._first[position])
        start = int(self._breaks[first - 1]) + 1 if first else 0
        end = int(self._breaks[first + int(self._widths[position]) - 1])
        parts = self._data[start:end].split(self._delimiter)
        cells: list[Cell] = [part.decode(self.encoding) for part in parts]
        return patched(cells, self._mends.get(self.numbers[position]))

    def subset(self, positions: Sequence[int]) -> Grid:
        """Some of the rows."""
        return Grid(
            [self.row(int(i)) for i in positions],
            [self.numbers[int(i)] for i in positions],
        )

    def stretches(self) -> Iterable[Sequence[int]]:
        """The positions of all rows, no more at a time than are soon understood."""
        return pieces(range(len(self)), self._widths.tolist())

    def column(self, index: int) -> list[Cell]:
        """One cell of each row, empty text where a row is too short."""
        starts, lengths = self._bounds(index)
        data, encoding = self._data, self.encoding
        cells: list[Cell] = [
            data[s : s + n].decode(encoding)
            for s, n in zip(starts.tolist(), lengths.tolist(), strict=True)
        ]
        for position in np.flatnonzero(self.touched).tolist():
            cells[position] = (self.row(position) + [""] * (index + 1))[index]
        return cells

    def codes(self, index: int, width: int = WIDEST) -> tuple[npt.NDArray[Any], Ints]:
        """A column as one row of bytes a cell, zero after its end, and the lengths.

        Spaces and tabs around a cell are left out. A cell longer than `width` has
        its true length and the first bytes only.
        """
        starts, lengths = self._trimmed(index)
        widest = min(width, int(lengths.max(initial=1)) or 1)
        windows = np.ndarray(
            (len(self._data) - widest + 1,), f"V{widest}", self._data, 0, (1,)
        )
        cells = windows[starts].view(np.uint8).reshape(-1, widest)
        cells *= np.arange(widest) < lengths[:, None]
        return cells, lengths

    def _bounds(self, index: int) -> tuple[Ints, Ints]:
        there = self._widths > index
        breaks = np.where(there, self._first + index, 0)
        ends = self._breaks[breaks].astype(np.int64)
        starts = np.where(
            breaks > 0, self._breaks[np.maximum(breaks, 1) - 1].astype(np.int64) + 1, 0
        )
        return starts, np.where(there, ends - starts, 0)

    def _trimmed(self, index: int) -> tuple[Ints, Ints]:
        starts, lengths = self._bounds(index)
        while (blank := self._is_blank(starts) & (lengths > 0)).any():
            starts, lengths = starts + blank, lengths - blank
        while (blank := self._is_blank(starts + lengths - 1) & (lengths > 0)).any():
            lengths = lengths - blank
        return starts, lengths

    def _is_blank(self, positions: Ints) -> Bools:
        found = self._codes[positions]
        blank: Bools = (found == _BLANKS[0]) | (found == _BLANKS[1])
        return blank


def _positions(
    codes: npt.NDArray[np.uint8], delimiter: int, progress: Progress | None
) -> npt.NDArray[Any]:
    """Where cells end: at each delimiter and each newline."""
    small = np.uint32 if len(codes) < 1 << 32 else np.int64
    blocks = []
    for start in range(0, len(codes), _BLOCK):
        block = codes[start : start + _BLOCK]
        found = np.flatnonzero((block == delimiter) | (block == _NEWLINE))
        blocks.append((found + start).astype(small))
        if progress is not None:
            progress.step(start + len(block), len(codes))
    return np.concatenate(blocks) if blocks else np.empty(0, small)
