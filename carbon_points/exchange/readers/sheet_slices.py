"""A large sheet of a workbook, taken a stretch of whole rows at a time."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

STRETCH: Final = 10_000_000
"""Bytes of a stretch; a reader takes some twenty times as much for it."""

MOST: Final = 16_000_000
"""Bytes of a row, of what stands before all rows, and of what stands behind them."""

TOP_ROWS: Final = 300
"""More than any search for headings looks at."""

_BEGIN: Final = re.compile(rb"<((?:\w+:)?)sheetData\b[^>]*>")
_END: Final = re.compile(rb"</(?:\w+:)?sheetData\s*>")
_LONGEST_END: Final = 100
_ROW_END: Final = re.compile(rb"</(?:\w+:)?row\s*>")
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b([^>]*)")
_NUMBER: Final = re.compile(rb"""\br\s*=\s*["']([0-9]{1,7})["']""")
_PLAIN_ROW: Final = re.compile(rb'<row r="([0-9]{1,7})"')


class SheetRows:
    """The rows of a sheet as its XML.

    Args:
        blocks: the sheet, some of it at a time.

    Raises:
        UserError: FILE_TOO_LARGE, or FILE_DAMAGED for a sheet that breaks off.
    """

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = iter(blocks)
        self.before, self._rest, self._prefix = b"", b"", b""
        self.after = b""
        """What stands behind the rows, once all of them were taken."""

        self._begin()

    def _begin(self) -> None:
        for block in self._blocks:
            self._rest += block
            found = _BEGIN.search(self._rest)
            if found and not found[0].endswith(b"/>"):
                self.before, self._prefix = self._rest[: found.end()], found[1]
                self._rest = self._rest[found.end() :]
                return
            _within(self._rest)

    @property
    def closing(self) -> bytes:
        """What ends a sheet behind its rows, and nothing else."""
        return b"</%bsheetData></%bworksheet>" % (self._prefix, self._prefix)

    def marked(self, rows: bytes, above: int) -> bytes:
        """Rows of which those without a number follow the row `above`."""
        return b'<%brow r="%d"/>%b' % (self._prefix, above, rows) if above else rows

    def stretches(self) -> Iterator[bytes]:
        """Whole rows, all of them one behind the other."""
        if not self.before:
            return
        rows, looked_at = self._rest, 0
        while (end := _END.search(rows, looked_at)) is None:
            looked_at = max(0, len(rows) - _LONGEST_END)
            if len(rows) >= STRETCH and (cut := _last_row_end(rows)):
                yield rows[:cut]
                rows, looked_at = rows[cut:], 0
            _within(rows)
            block = next(self._blocks, b"")
            if not block:
                raise UserError("FILE_DAMAGED")
            rows += block
        yield rows[: end.start()]
        self.after = rows[end.start() :]
        for block in self._blocks:
            self.after = _within(self.after + block)


def top_of(blocks: Iterable[bytes]) -> bytes:
    """A sheet with its first rows alone; the joined cells stand behind all rows.

    Raises:
        UserError: FILE_TOO_LARGE or FILE_DAMAGED.
    """
    rows = SheetRows(blocks)
    top, missing = b"", TOP_ROWS
    for stretch in rows.stretches():
        if missing > 0:
            ends = [end.end() for end in islice(_ROW_END.finditer(stretch), missing)]
            missing -= len(ends)
            top = _within(top + stretch[: None if missing else ends[-1]])
    return b"".join((rows.before, top, rows.after)) if rows.before else b""


def last_number(rows: bytes, above: int) -> int:
    """The number of the last row, where one without a number follows the one above."""
    plain = _PLAIN_ROW.findall(rows)
    if len(plain) == rows.count(b"<row") and b":row" not in rows:
        return int(plain[-1]) if plain else above
    for attributes in _ROW.findall(rows):
        number = _NUMBER.search(attributes)
        above = int(number[1]) if number else above + 1
    return above


def _last_row_end(rows: bytes) -> int:
    at = rows.rfind(b"row>")
    begin = rows.rfind(b"<", 0, at) if at > 0 else -1
    return at + 4 if begin >= 0 and rows.startswith(b"</", begin) else 0


def _within(part: bytes) -> bytes:
    if len(part) > MOST:
        raise UserError("FILE_TOO_LARGE", size=f"> {MOST // 1_000_000} MB")
    return part
