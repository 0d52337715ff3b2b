"""Text files: encoding, newlines and delimiter found by themselves."""

from __future__ import annotations

import codecs
import csv
import io
import re
from array import array
from contextlib import suppress
from itertools import chain
from itertools import islice
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError
from carbon_points.exchange.readers.folded import Folded
from carbon_points.exchange.readers.header import find_header
from carbon_points.exchange.readers.header import LOOK_AT
from carbon_points.exchange.readers.table import Grid

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Collection
    from collections.abc import Iterator

    from carbon_points.common.progress import Progress
    from carbon_points.exchange.readers.packed import Packed
    from carbon_points.exchange.readers.table import Header
    from carbon_points.exchange.readers.values import Cell

_BLOCK: Final = 1 << 22
_DELIMITERS: Final = ",\t;"
_SEPARATOR: Final = "\x1f"
"""Stands between cells once their quotes are gone; no desk types it."""

_ROWS_A_STEP: Final = 10_000
_HEAD: Final = 1 << 16
_LARGE: Final = 4_000_000
"""Bytes of a text from which its rows are held packed."""

_WIDEST_ROW: Final = 16_384
_LONGEST_ROW: Final = 16_000_000
_TOP: Final = 300
"""More rows than any search for headings looks at."""

_BEYOND_ASCII: Final = bytes(range(0x80, 0x100))
_HAN_IN_UTF8: Final = re.compile(rb"[\xe3-\xe9\xef][\x80-\xbf]{2}")


class TextTable(NamedTuple):
    """What a text file holds."""

    header: Header
    body: Grid | Folded | Packed
    encoding: str


def read_text(
    data: bytes, wanted: Collection[str] = (), progress: Progress | None = None
) -> TextTable:
    """A text file's bytes as a table.

    Raises:
        UserError: FILE_ENCODING, FILE_QUOTES or FILE_ROW_TOO_LONG.
    """
    encoding, plain = _decodable(data)
    plain = plain.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if not plain.endswith(b"\n"):
        plain += b"\n"
    delimiter = _delimiter(plain, encoding)
    if b'"' not in plain:
        return _simple(plain, delimiter, encoding, wanted, progress)
    unquoted = _unquoted(plain, delimiter, encoding, progress)
    if unquoted is not None:
        found = _simple(unquoted, _SEPARATOR, "utf-8", wanted, progress)
        return found._replace(encoding=encoding)
    return _quoted(plain, delimiter, encoding, wanted, progress)


def read_head(start: bytes, wanted: Collection[str] = ()) -> TextTable:
    """The first rows of a text file that is too large to be read for nothing.

    Args:
        start: its first megabytes.
        wanted: headings that a mapping names.

    Raises:
        UserError: FILE_ENCODING, FILE_EMPTY or FILE_ROW_TOO_LONG.
    """
    encoding, plain = _decodable(start, final=False)
    plain = plain.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    plain = plain[: plain.rfind(b"\n") + 1]
    if not plain:
        size = f"> {len(start) // 1_000_000} MB"
        raise UserError("FILE_ROW_TOO_LONG", row="1", size=size)
    if not plain.strip():
        raise UserError("FILE_EMPTY")
    delimiter = _delimiter(plain, encoding)
    stream = io.TextIOWrapper(io.BytesIO(plain), encoding, newline="\n")
    cells: list[list[Cell]] = [
        [*row] or [""]
        for row in islice(_first_rows(csv.reader(stream, delimiter=delimiter)), _TOP)
    ]
    header = find_header(cells[:LOOK_AT], wanted=wanted)
    below = header.last + 1
    body = Grid(cells[below:], range(below + 1, len(cells) + 1))
    return TextTable(header, body, encoding)


def _first_rows(reader: Reader) -> Iterator[list[str]]:
    """Rows until something is wrong with one; the whole file will tell what."""
    with suppress(csv.Error):
        yield from reader


def _simple(
    plain: bytes,
    delimiter: str,
    encoding: str,
    wanted: Collection[str],
    progress: Progress | None,
) -> TextTable:
    from carbon_points.exchange.readers.packed import Packed  # noqa: PLC0415

    table = Packed(plain, ord(delimiter), encoding, progress)
    _refuse_endless_rows(table)
    top = [table.row(i) for i in range(min(LOOK_AT, len(table)))]
    header = find_header(top, wanted=wanted)
    return TextTable(header, table.part(header.last + 1), encoding)


def _refuse_endless_rows(table: Packed) -> None:
    """No desk's row; as objects it would take as much as a whole file."""
    columns, size = table.widths, table.lengths
    if len(table) and columns.max() > _WIDEST_ROW:
        row, said = columns.argmax() + 1, f"1 × {columns.max()}"
        raise UserError("FILE_ROW_TOO_LONG", row=str(row), size=said)
    if len(table) and size.max() > _LONGEST_ROW:
        row, said = size.argmax() + 1, f"{size.max() // 1_000_000} MB"
        raise UserError("FILE_ROW_TOO_LONG", row=str(row), size=said)


def _decodable(data: bytes, *, final: bool = True) -> tuple[str, bytes]:
    """The encoding of a file and its bytes without a mark, UTF-16 made UTF-8."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UserError("FILE_ENCODING")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            decoder = codecs.getincrementaldecoder("utf-16")()
            return "utf-8", decoder.decode(data, final).encode()
        except UnicodeError:
            raise UserError("FILE_ENCODING") from None
    marked = data.startswith(codecs.BOM_UTF8)
    if marked:
        data = data[len(codecs.BOM_UTF8) :]
    if b"\0" in data:
        raise UserError("FILE_ENCODING")
    if _decodes(data, "utf-8", final=final):
        return "utf-8", data
    # Damaged UTF-8 is often valid GB18030, but then every name is another one.
    chinese = not marked and not _is_mostly_utf8(data)
    if chinese and _decodes(data, "gb18030", final=final):
        return "gb18030", data
    raise UserError("FILE_ENCODING")


def _is_mostly_utf8(data: bytes) -> bool:
    beyond_ascii = len(data) - len(data.translate(None, _BEYOND_ASCII))
    return 3 * len(_HAN_IN_UTF8.findall(data)) > beyond_ascii * 3 // 4


def _decodes(data: bytes, encoding: str, *, final: bool) -> bool:
    # Block by block: a decoded copy of a large file would be twice its size.
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(data), _BLOCK):
            decoder.decode(data[start : start + _BLOCK])
        decoder.decode(b"", final=final)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(plain: bytes, encoding: str) -> str:
    """The one that separates the most cells in the first lines."""
    head = plain[:_HEAD]
    head = head[: head.rfind(b"\n") + 1] or plain[: plain.find(b"\n") + 1]
    lines = head.decode(encoding, "replace").split("\n")[: 2 * LOOK_AT]
    counts = {
        delimiter: sum(line.count(delimiter) for line in lines)
        for delimiter in _DELIMITERS
    }
    return max(_DELIMITERS, key=lambda delimiter: counts[delimiter])


def _unquoted(
    plain: bytes, delimiter: str, encoding: str, progress: Progress | None
) -> bytes | None:
    """The same table without quotes, None if a cell spans lines."""
    packed = bytearray()
    for block in _blocks(plain, delimiter, encoding, progress):
        lines = [_SEPARATOR.join(row) for _, row in block]
        text = "\n".join([*lines, ""])
        breaks = sum(max(len(row), 1) for _, row in block)
        if text.count("\n") + text.count(_SEPARATOR) != breaks:
            return None
        packed += text.encode()
    return bytes(packed)


def _quoted(
    plain: bytes,
    delimiter: str,
    encoding: str,
    wanted: Collection[str],
    progress: Progress | None,
) -> TextTable:
    """A file whose cells span lines, its rows numbered by the line each begins on."""
    numbers = array("Q")

    def rows() -> Iterator[list[Cell]]:
        for block in _blocks(plain, delimiter, encoding, progress):
            numbers.extend(line for line, _ in block)
            for _, row in block:
                yield [*row] or [""]

    every = rows()
    top = list(islice(every, LOOK_AT))
    header = find_header(top, wanted=wanted)
    start = header.last + 1
    below = chain(top[start:], every)
    if len(plain) < _LARGE:
        cells = list(below)
        return TextTable(header, Grid(cells, numbers[start:].tolist()), encoding)
    body = Folded(below, 0)
    # Known when the last row is read.
    body.numbers = numbers[start:]
    return TextTable(header, body, encoding)


def _blocks(
    plain: bytes, delimiter: str, encoding: str, progress: Progress | None
) -> Iterator[list[tuple[int, list[str]]]]:
    """Some thousand rows at a time, each with the line on which it begins."""
    stream = io.TextIOWrapper(io.BytesIO(plain), encoding, newline="\n")
    rows = _rows(csv.reader(stream, delimiter=delimiter, strict=True))
    while block := list(islice(rows, _ROWS_A_STEP)):
        yield block
        if progress is not None:
            progress.step(stream.buffer.tell(), len(plain))


def _rows(reader: Reader) -> Iterator[tuple[int, list[str]]]:
    begins = 1
    try:
        for row in reader:
            yield begins, row
            begins = reader.line_num + 1
    except csv.Error:
        raise UserError("FILE_QUOTES", row=str(begins)) from None
