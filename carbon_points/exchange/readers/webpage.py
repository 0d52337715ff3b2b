"""Web tables saved as .xls, as many government systems export them."""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError
from carbon_points.exchange.readers.header import find_header
from carbon_points.exchange.readers.table import Grid
from carbon_points.exchange.readers.table import Merge

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator

    from carbon_points.exchange.readers.table import Header
    from carbon_points.exchange.readers.values import Cell

LARGEST: Final = 20_000_000
MOST_CELLS: Final = 1_000_000
"""With those that joined cells leave blank; a page of that size has no more."""

_MOST_SPAN: Final = 10_000
_CHARSET: Final = re.compile(
    rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE
)
_HEAD: Final = 4096
_PART: Final = 1 << 16
_LONGEST_TAG: Final = 10_000
_NO_CHARACTER: Final = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")
_SILENT: Final = frozenset(["style", "script"])


class PageTable(NamedTuple):
    """What the table of a page holds."""

    header: Header
    body: Grid
    merges: tuple[Merge, ...]
    encoding: str


def read_page(data: bytes, wanted: Collection[str] = ()) -> PageTable:
    """The first table of a page whose headings are understood.

    Raises:
        UserError: FILE_TOO_LARGE, FILE_ENCODING, or FILE_FORMAT if there is no table.
    """
    if len(data) > LARGEST:
        raise UserError("FILE_TOO_LARGE", size=f"{len(data) // 1_000_000} MB")
    encoding, text = _decoded(data)
    parser = _Tables()
    for part in _tamed(text):
        parser.feed(part)
    parser.close()
    tables = [table for table in parser.tables if table.rows]
    if not tables:
        raise UserError("FILE_FORMAT", actual="HTML")
    found = [(table, find_header(table.rows, table.merges, wanted)) for table in tables]
    table, header = next((f for f in found if f[1].known), found[0])
    return _below(table, header, encoding)


def _below(table: _OneTable, header: Header, encoding: str) -> PageTable:
    start = header.last + 1
    merges = tuple(
        Merge(m.first_row - start, m.last_row - start, m.first_column, m.last_column)
        for m in table.merges
        if m.first_row >= start
    )
    body = Grid(table.rows[start:], range(start + 1, len(table.rows) + 1))
    return PageTable(header, body, merges, encoding)


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _decoded_as(data, (encoding,))
    named = _CHARSET.search(data[:_HEAD])
    chinese = named is not None and named[1].lower().startswith(b"gb")
    return _decoded_as(data, ("gb18030", "utf-8") if chinese else ("utf-8", "gb18030"))


def _decoded_as(data: bytes, encodings: tuple[str, ...]) -> tuple[str, str]:
    for encoding in encodings:
        try:
            return encoding, data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError("FILE_ENCODING")


def _tamed(text: str) -> Iterator[str]:
    """A page, some of it at a time, without what keeps its parser busy for hours.

    Comments go, and a tag that is not closed soon is no tag: the parser would look
    for its end through the whole page, for each of them.
    """
    parts, at, size = list[str](), 0, 0
    while (begin := text.find("<", at)) >= 0:
        parts.append(text[at:begin])
        if text.startswith("<!--", begin):
            end = text.find("-->", begin)
            at = end + 3 if end >= 0 else len(text)
            continue
        end = text.find(">", begin, begin + _LONGEST_TAG) + 1
        parts.append(text[begin:end] if end else "&lt;")
        size += (end or begin + 1) - at
        at = end or begin + 1
        if size > _PART:
            yield _NO_CHARACTER.sub("\ufffd", "".join(parts))
            parts, size = [], 0
    yield _NO_CHARACTER.sub("\ufffd", "".join([*parts, text[at:]]))


class _Room:
    """How many cells a page may still have."""

    def __init__(self) -> None:
        self._left = MOST_CELLS

    def take(self, cells: int) -> None:
        self._left -= cells
        if self._left < 0:
            raise UserError("FILE_TOO_LARGE", size=f"> {MOST_CELLS:,}")


class _OneTable:
    """A table as it is read: rows of texts, joined cells kept as merges."""

    def __init__(self, room: _Room) -> None:
        self._room = room
        self.rows: list[list[Cell]] = []
        self.merges: list[Merge] = []
        self._covered: dict[int, int] = {}

    def start_row(self) -> None:
        self.rows.append([])

    def add(self, text: str, columns: int, rows: int) -> None:
        """Put a cell behind the last one, past those that reach down from above."""
        if not self.rows:
            self.start_row()
        row, at = self.rows[-1], len(self.rows) - 1
        self._fill(row, at)
        self._room.take(columns)
        left = len(row)
        row.extend([text, *[""] * (columns - 1)])
        if columns > 1 or rows > 1:
            self.merges.append(Merge(at, at + rows - 1, left, left + columns - 1))
            for column in range(left, left + columns):
                self._covered[column] = at + rows - 1

    def _fill(self, row: list[Cell], at: int) -> None:
        before = len(row)
        while self._covered.get(len(row), -1) >= at:
            row.append("")
        self._room.take(len(row) - before)


class _Tables(HTMLParser):
    """Collects every table of a page, nested ones on their own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_OneTable] = []
        self._room = _Room()
        self._open: list[_OneTable] = []
        self._text: list[str] | None = None
        self._spans = (1, 1)
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what the tag opens."""
        if tag in _SILENT:
            self._silent += 1
        if tag == "table":
            self._end_cell()
            self._open.append(_OneTable(self._room))
            self.tables.append(self._open[-1])
        elif not self._open:
            return
        elif tag == "tr":
            self._end_cell()
            self._open[-1].start_row()
        elif tag in ("td", "th"):
            self._end_cell()
            self._text = []
            self._spans = (_span(attrs, "colspan"), _span(attrs, "rowspan"))
        elif tag == "br" and self._text is not None:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Close what the tag closes."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Keep the text of a cell."""
        if self._text is not None and not self._silent:
            self._text.append(data)

    def close(self) -> None:
        """Finish a page that breaks off in a cell."""
        super().close()
        self._end_cell()

    def _end_cell(self) -> None:
        if self._text is not None and self._open:
            self._open[-1].add("".join(self._text).strip(), *self._spans)
        self._text = None


def _span(attrs: list[tuple[str, str | None]], name: str) -> int:
    value = dict(attrs).get(name) or "1"
    plain = value.isascii() and value.isdigit() and len(value) <= 5
    return min(max(int(value), 1), _MOST_SPAN) if plain else 1
