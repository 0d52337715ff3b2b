"""Many rows of a workbook in little room: packed some hundred at a time."""

from __future__ import annotations

import datetime as dt
import zlib
from itertools import islice
from types import MappingProxyType
from typing import Final
from typing import Self
from typing import TYPE_CHECKING

import msgspec

from carbon_points.exchange.readers.joining import CELLS
from carbon_points.exchange.readers.table import Grid
from carbon_points.exchange.readers.table import patched

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence

    from carbon_points.exchange.readers.table import Mends
    from carbon_points.exchange.readers.values import Cell

ROWS: Final = 256
"""Packed together; one of them that is asked for costs a tenth of a millisecond."""

_FAST: Final = 1
_SECOND: Final = dt.timedelta(microseconds=1)
_TIMES: Final = (dt.datetime, dt.date, dt.time, dt.timedelta)
_WRITTEN: Final[tuple[Callable[[str], Cell], ...]] = (
    *(dt.datetime.fromisoformat, dt.date.fromisoformat, dt.time.fromisoformat),
    lambda text: int(text) * _SECOND,
)


class Folded:
    """Rows of cells as packed blocks; the types of the cells are kept.

    Args:
        rows: from the first one below the header on.
        numbers: those of the rows as a person sees them, or the first one.
    """

    def __init__(
        self, rows: Iterable[list[Cell]], numbers: int | Sequence[int]
    ) -> None:
        self._blocks: list[bytes] = []
        self._open: tuple[int, list[list[Cell]]] = (-1, [])
        self._mends: Mends = MappingProxyType({})
        count, waiting = 0, iter(rows)
        self._widest = 0
        while block := list(islice(waiting, ROWS)):
            self._widest = max(self._widest, *map(len, block))
            self._blocks.append(_packed(block))
            count += len(block)
        self.numbers: Sequence[int] = (
            range(numbers, numbers + count) if isinstance(numbers, int) else numbers
        )

    def __len__(self) -> int:
        return len(self.numbers)

    def row(self, position: int) -> list[Cell]:
        """The cells of one row."""
        block, place = divmod(position, ROWS)
        if self._open[0] != block:
            self._open = block, _unpacked(self._blocks[block])
        row = self._open[1][place]
        return patched(row, self._mends.get(self.numbers[position]))

    def stretches(self) -> Iterable[Sequence[int]]:
        """The positions of all rows, no more at a time than are soon understood."""
        step = max(ROWS, CELLS // max(self._widest, 1) // ROWS * ROWS)
        starts = range(0, max(len(self), 1), step)
        return (range(len(self))[start : start + step] for start in starts)

    def column(self, index: int) -> list[Cell]:
        """One cell of each row, empty text where a row is too short."""
        rows = (self.row(position) for position in range(len(self)))
        return [row[index] if index < len(row) else "" for row in rows]

    def subset(self, positions: Sequence[int]) -> Grid:
        """Some of the rows."""
        return Grid(
            [self.row(i) for i in positions], [self.numbers[i] for i in positions]
        )

    def mended(self, mends: Mends) -> Self:
        """The same rows with other texts in some cells; shares the blocks."""
        some = object.__new__(type(self))
        some.__dict__.update(self.__dict__, _mends=mends)
        return some


def _packed(rows: list[list[Cell]]) -> bytes:
    plain = [[_told(cell) for cell in row] for row in rows]
    return zlib.compress(msgspec.msgpack.encode(plain), _FAST)


def _unpacked(block: bytes) -> list[list[Cell]]:
    rows: list[list[Cell]] = msgspec.msgpack.decode(
        zlib.decompress(block), ext_hook=_time
    )
    return rows


def _told(cell: Cell) -> object:
    """A cell as the packing knows it; it would make texts of days and times."""
    if isinstance(cell, _TIMES):
        which = next(i for i, kind in enumerate(_TIMES) if isinstance(cell, kind))
        if isinstance(cell, dt.timedelta):
            return msgspec.msgpack.Ext(which, str(cell // _SECOND).encode())
        return msgspec.msgpack.Ext(which, cell.isoformat().encode())
    return cell


def _time(which: int, data: memoryview) -> Cell:
    return _WRITTEN[which](bytes(data).decode())
