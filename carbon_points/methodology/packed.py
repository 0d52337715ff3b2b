"""Numbers out of many packed rows at once, without a Python object for each of them.

Rows of one version look alike: the same fields in the same order, most of them of the
same width. So rows of equal length are laid below each other and a field is a few
columns of bytes; where rows differ in what stands at a place, they go on apart. A row
with anything else in it is left to whoever decodes it in full.
"""

from __future__ import annotations

from typing import Any
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.methodology.columns import ABSENT
from carbon_points.methodology.columns import NO_WORD
from carbon_points.methodology.columns import UNKNOWN_WORD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Cells = NDArray[np.uint8]

NUMBER: Final = "number"
SKIPPED: Final = "skipped"
Field = str | tuple[str, ...]
"""What a field holds: `NUMBER`, one of some words, or what is not wanted."""

_NIL: Final = 0xC0
_SHORT_ARRAY, _MOST_FIELDS = 0x90, 16
_LEAST_NEGATIVE: Final = 0xE0
_LARGEST_SMALL: Final = 0x7F
_SHORT_TEXT, _LAST_SHORT_TEXT, _TEXT = 0xA0, 0xBF, 0xD9
_INTEGERS: Final = {
    0xCC: ">u1",
    0xCD: ">u2",
    0xCE: ">u4",
    0xCF: ">u8",
    0xD0: ">i1",
    0xD1: ">i2",
    0xD2: ">i4",
    0xD3: ">i8",
}


class Read(NamedTuple):
    """A column for each field, and which rows are in it."""

    columns: list[Ints]
    """Of skipped fields without meaning."""

    regular: NDArray[np.bool_]
    """False: the row must be decoded in full; its numbers here mean nothing."""


class _Part(NamedTuple):
    """Rows that were alike so far, read up to a field and a byte."""

    rows: Ints
    cells: Cells
    field: int
    at: int


def read_rows(data: bytes, lengths: Ints, fields: Sequence[Field]) -> Read:
    """The numbers and words of packed arrays.

    Args:
        data: the rows, one after the other.
        lengths: bytes of each.
        fields: what an array holds, fewer than 16.
    """
    import numpy as np  # noqa: PLC0415  (only many rows need numpy)

    size = len(lengths)
    read = Read([np.zeros(size, np.int64) for _ in fields], np.zeros(size, np.bool_))
    if len(fields) >= _MOST_FIELDS or int(lengths.sum()) != len(data):
        return read
    waiting = list(_by_length(data, lengths, len(fields)))
    while waiting:
        part = waiting.pop()
        if part.field == len(fields):
            read.regular[part.rows] = part.at == part.cells.shape[1]
        elif part.at < part.cells.shape[1]:
            waiting += _next(read.columns[part.field], fields[part.field], part)
    return read


def _by_length(data: bytes, lengths: Ints, fields: int) -> Iterator[_Part]:
    import numpy as np  # noqa: PLC0415

    codes = np.frombuffer(data, np.uint8)
    starts = np.cumsum(lengths) - lengths
    for length in np.flatnonzero(np.bincount(lengths)).tolist():
        rows = np.flatnonzero(lengths == length)
        if length == 0:
            continue
        if len(rows) == len(lengths):
            cells = codes.reshape(-1, length)
        else:
            cells = codes[starts[rows][:, None] + np.arange(length)]
        sound = cells[:, 0] == _SHORT_ARRAY + fields
        yield _Part(rows[sound], cells[sound], 0, 1)


def _next(column: Ints, field: Field, part: _Part) -> Iterator[_Part]:
    """Read one field of rows that were alike; the parts that are alike after it."""
    for marker, rows, cells in _apart(part.rows, part.cells, part.at):
        at = part.at + 1
        if marker == _NIL:
            column[rows] = NO_WORD if isinstance(field, tuple) else ABSENT
            yield _Part(rows, cells, part.field + 1, at)
        elif _SHORT_TEXT <= marker <= _LAST_SHORT_TEXT:
            end = at + marker - _SHORT_TEXT
            yield from _text(column, field, _Part(rows, cells, part.field, at), end)
        elif marker == _TEXT and at < cells.shape[1]:
            for length, some, longer in _apart(rows, cells, at):
                text = _Part(some, longer, part.field, at + 1)
                yield from _text(column, field, text, at + 1 + length)
        elif field == NUMBER:
            yield from _number(column, marker, _Part(rows, cells, part.field, at))


def _apart(rows: Ints, cells: Cells, at: int) -> Iterator[tuple[int, Ints, Cells]]:
    """Rows with the same byte at a place, byte by byte."""
    import numpy as np  # noqa: PLC0415

    found = cells[:, at]
    different = np.flatnonzero(np.bincount(found)).tolist()
    for byte in different:
        if len(different) == 1:
            yield byte, rows, cells
        else:
            chosen = found == byte
            yield byte, rows[chosen], cells[chosen]


def _text(column: Ints, field: Field, part: _Part, end: int) -> Iterator[_Part]:
    import numpy as np  # noqa: PLC0415

    rows, cells, place, at = part
    if end > cells.shape[1] or field == NUMBER:
        return
    texts = cells[:, at:end]
    if isinstance(field, tuple):
        column[rows] = UNKNOWN_WORD
        for number, word in enumerate(field):
            code = np.frombuffer(word.encode(), np.uint8)
            if len(code) == end - at:
                column[rows[(texts == code).all(axis=1)]] = number
    if not _is_text(texts):
        sound = np.fromiter((_is_text(text[None]) for text in texts), np.bool_)
        rows, cells = rows[sound], cells[sound]
    yield _Part(rows, cells, place + 1, end)


def _is_text(cells: Cells) -> bool:
    """Whether every row is UTF-8."""
    import numpy as np  # noqa: PLC0415

    # A character must not begin in one row and end in the next.
    apart = np.zeros((len(cells), cells.shape[1] + 1), np.uint8)
    apart[:, :-1] = cells
    try:
        apart.tobytes().decode()
    except UnicodeDecodeError:
        return False
    return True


def _number(column: Ints, marker: int, part: _Part) -> Iterator[_Part]:
    import numpy as np  # noqa: PLC0415

    rows, cells, field, at = part
    if marker <= _LARGEST_SMALL or marker >= _LEAST_NEGATIVE:
        column[rows] = marker if marker <= _LARGEST_SMALL else marker - 256
        yield _Part(rows, cells, field + 1, at)
    elif marker in _INTEGERS:
        kind = np.dtype(_INTEGERS[marker])
        end = at + kind.itemsize
        if end > cells.shape[1]:
            return
        values: Any = np.ascontiguousarray(cells[:, at:end]).view(kind)[:, 0]
        fits = values <= np.iinfo(np.int64).max
        column[rows[fits]] = values[fits].astype(np.int64)
        yield _Part(rows[fits], cells[fits], field + 1, end)
