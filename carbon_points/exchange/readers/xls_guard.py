"""Looking through an old workbook (.xls) before it is read.

The reader trusts what such a file says of its size: one wrong byte makes it ask for
more memory than there is, which ends the process. So the compound file and the records
in it are walked first, and what cannot be is a damaged file.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from bisect import bisect_right
from itertools import accumulate
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError
from carbon_points.exchange.readers.workbook_guard import LITTLE_TEXT
from carbon_points.exchange.readers.workbook_guard import most_cells

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

MOST_CELLS: Final = 2_000_000
"""Twice what a full sheet of a desk has; the reader holds all sheets at once."""

_ENTRY: Final = 128
_IN_HEADER: Final = 109
_LAST_SECTOR: Final = 0xFFFFFFFA
_STREAM: Final = 2
_LAST_ROW: Final = 65_536
_LAST_COLUMN: Final = 256
_CELLS: Final = frozenset(
    [
        *range(0x0001, 0x0007),
        *range(0x0201, 0x0207),
        *(0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x027E, 0x0406),
    ]
)
"""Records that begin with a row and a column."""

_MANY: Final = frozenset([0x00BD, 0x00BE])
"""Of these, the ones that end with their last column."""

_DIMENSIONS: Final = 0x0200
_SHEET: Final = 0x0085
_TEXTS: Final = 0x00FC
_GOES_ON: Final = 0x003C
_NAMES_TEXT: Final = 0x00FD
_POINTS_AT: Final = {_SHEET: 0, _TEXTS: 4}
"""Where a sheet's offset and the number of texts stand in their records."""


class _DamagedError(Exception):
    """Something in the file that cannot be."""


def look_through_xls(data: bytes) -> None:
    """Refuse an old container that is damaged, locked or holds something else.

    Raises:
        UserError: FILE_DAMAGED, FILE_PASSWORD, FILE_FORMAT or FILE_TOO_LARGE.
    """
    try:
        streams = _Container(data)
        if "EncryptedPackage" in streams.names:
            raise UserError("FILE_PASSWORD")
        if "WordDocument" in streams.names:
            raise UserError("FILE_FORMAT", actual="Word (.doc)")
        book = streams.read("Workbook", "Book")
        _check_records(book)
    except (_DamagedError, struct.error, IndexError):
        raise UserError("FILE_DAMAGED") from None


class _Container:
    """The streams of a compound file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        big, small = struct.unpack_from("<HH", data, 30)
        if big not in (9, 12) or small != 6:
            raise _DamagedError
        self._size = 1 << big
        self._table = self._sector_table()
        directory = self._chained(struct.unpack_from("<I", data, 48)[0])
        self._entries = list(_entries(directory))
        self.names = {name for name, kind, _, _ in self._entries if kind == _STREAM}

    def read(self, *names: str) -> bytes:
        """The stream of one of these names."""
        for name, kind, start, size in self._entries:
            if kind == _STREAM and name in names:
                return self._stream(start, size)
        raise _DamagedError

    def _stream(self, start: int, size: int) -> bytes:
        cutoff, first_small = struct.unpack_from("<II", self._data, 56)
        if size >= cutoff:
            return self._whole(self._chained(start), size)
        small = self._chained(self._entries[0][2])
        text = self._chained(first_small)
        table = struct.unpack(f"<{len(text) // 4}I", text)
        parts = (small[i * 64 : i * 64 + 64] for i in _chain(start, table))
        return self._whole(b"".join(parts), size)

    @staticmethod
    def _whole(stream: bytes, size: int) -> bytes:
        if len(stream) < size:
            raise _DamagedError
        return stream[:size]

    def _sector(self, number: int) -> bytes:
        # The header takes a whole sector, also where sectors are larger.
        start = (number + 1) * self._size
        sector = self._data[start : start + self._size]
        if not sector:
            raise _DamagedError
        return sector

    def _chained(self, start: int) -> bytes:
        return b"".join(self._sector(i) for i in _chain(start, self._table))

    def _sector_table(self) -> tuple[int, ...]:
        numbers = list(struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76))
        following, count = struct.unpack_from("<II", self._data, 68)
        for _ in range(min(count, len(self._data) // self._size)):
            if following >= _LAST_SECTOR:
                break
            words = _words(self._sector(following))
            numbers += words[:-1]
            following = words[-1]
        used = [number for number in numbers if number < _LAST_SECTOR]
        return tuple(word for number in used for word in _words(self._sector(number)))


def _words(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])


def _chain(start: int, table: tuple[int, ...]) -> Iterator[int]:
    """The sectors of a stream; one that comes back to itself never ends."""
    seen = 0
    while start < _LAST_SECTOR:
        yield start
        start = table[start]
        seen += 1
        if seen > len(table):
            raise _DamagedError


def _entries(directory: bytes) -> Iterator[tuple[str, int, int, int]]:
    """Name, type, first sector and size of each entry."""
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        start, size = struct.unpack_from("<II", directory, at + 116)
        if length <= 64:
            name = directory[at : at + max(length - 2, 0)].decode(
                "utf-16-le", "replace"
            )
            yield name, kind, start, size


def _check_records(book: bytes) -> None:
    last_row = last_column = 0
    texts, named, begins = SharedTexts(), 0, list[int]()
    for kind, record in _records(book):
        texts.add(kind, record)
        if kind in _CELLS:
            row, column = _place(kind, record)
            last_row, last_column = max(last_row, row), max(last_column, column)
            if kind == _NAMES_TEXT:
                named += texts.length(struct.unpack_from("<I", record, 6)[0])
        else:
            _check_record(kind, record, len(book))
        if kind == _SHEET:
            begins += struct.unpack_from("<I", record)
    if last_column >= _LAST_COLUMN or len(set(begins)) < len(begins):
        raise _DamagedError
    if last_row * last_column > min(most_cells(len(book)), MOST_CELLS):
        raise UserError("FILE_TOO_LARGE", size=f"{last_row} × {last_column}")
    if named > max(LITTLE_TEXT, len(book)):
        raise UserError("FILE_TOO_LARGE", size=f"{named // 1_000_000} MB")


def _place(kind: int, record: bytes) -> tuple[int, int]:
    row, column = struct.unpack_from("<HH", record)
    if kind in _MANY:
        column = max(column, struct.unpack_from("<H", record[-2:])[0])
    return row, column


class SharedTexts:
    """The lengths of the texts that cells name; each cell gets a copy of its own."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._lengths: list[int] | None = None
        self._collects = False

    def add(self, kind: int, record: bytes) -> None:
        """Keep a record if it is one of texts, or goes on with one."""
        self._collects = kind == _TEXTS or (self._collects and kind == _GOES_ON)
        if self._collects:
            self._parts.append(record)

    def length(self, index: int) -> int:
        """Bytes of a text; nothing for one that is not there."""
        if self._lengths is None:
            self._lengths = list(self._measured())
        return self._lengths[index] if index < len(self._lengths) else 0

    def _measured(self) -> Iterator[int]:
        """Each text has a head; where a record ends inside one, a byte is put in."""
        whole, at = b"".join(self._parts), 8
        ends = list(accumulate(map(len, self._parts)))
        while at + 3 <= len(whole):
            count, form = struct.unpack_from("<HB", whole, at)
            at += 3
            runs, more = 0, 0
            if form & 8:
                runs = struct.unpack_from("<H", whole, at)[0]
                at += 2
            if form & 4:
                more = struct.unpack_from("<I", whole, at)[0]
                at += 4
            size = count * (2 if form & 1 else 1)
            crossed = bisect_left(ends, at + size) - bisect_right(ends, at)
            yield size
            at += size + crossed + 4 * runs + more


def _check_record(kind: int, record: bytes, size: int) -> None:
    """Refuse offsets and counts that point beyond the file."""
    if kind == _DIMENSIONS:
        _check_dimensions(record)
    elif kind in _POINTS_AT:
        place, most = _POINTS_AT[kind], size - 1
        if struct.unpack_from("<I", record, place)[0] > most:
            raise _DamagedError


def _records(book: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        record = book[at + 4 : at + 4 + length]
        if len(record) < length:
            raise _DamagedError
        yield kind, record
        at += 4 + length


def _check_dimensions(record: bytes) -> None:
    form = "<IIHH" if len(record) >= 14 else "<HHHH"
    first_row, last_row, first_column, last_column = struct.unpack_from(form, record)
    if last_row > _LAST_ROW or last_column > _LAST_COLUMN:
        raise _DamagedError
    if first_row > last_row or first_column > last_column:
        raise _DamagedError
