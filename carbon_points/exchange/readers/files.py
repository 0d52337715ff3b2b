"""From a path to a table: what a file is by its bytes, and what it holds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.incoming import read_start
from carbon_points.common.incoming import read_within
from carbon_points.common.problems import UserError
from carbon_points.exchange.readers.recognition import recognise
from carbon_points.exchange.readers.table import Table

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.common.progress import Progress
    from carbon_points.exchange.readers.mapping import Mapping
    from carbon_points.exchange.readers.text import TextTable
    from carbon_points.exchange.readers.workbook import SheetTable
    from carbon_points.exchange.readers.workbook_guard import ErrorCells

LARGEST_TEXT: Final = 1_000_000_000
LARGEST_WORKBOOK: Final = 100_000_000
LARGEST_OLD: Final = 40_000_000
"""Bytes; a workbook of the old kind is in memory several times."""

LARGEST_PAGE: Final = 20_000_000

_ZIP: Final = b"PK"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD: Final = 4096
_TOP: Final = 2_000_000
"""Bytes of a text; a larger one is looked at before it is read."""

_BLANK: Final = b"\xef\xbb\xbf\xff\xfe \t\r\n\0"

# What people send by mistake, by its first bytes.
_OTHERS: Final = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"\x1f\x8b": "GZIP",
    b"SQLite format 3\0": "SQLite",
    b"{\\rtf": "RTF",
    b"PAR1": "Parquet",
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be read, and for what."""

    path: Path
    mapping: Mapping | None
    kind: str | None
    progress: Progress | None

    @property
    def wanted(self) -> tuple[str, ...]:
        """Headings that a mapping names."""
        return tuple(self.mapping.columns) if self.mapping else ()

    def understood(self, found: SheetTable | TextTable) -> None:
        """Refuse a large file of whose headings nothing can be made."""
        if self.kind is not None:
            table = Table(self.path, "", "", "", "", found.header, found.body)
            recognise(table, self.kind, self.mapping)


def read_table(
    path: Path,
    progress: Progress | None = None,
    mapping: Mapping | None = None,
    kind: str | None = None,
) -> Table:
    """A desk's file as a table, whatever its name says it is.

    Args:
        path: the file.
        progress: told how far the reading is; may stop it.
        mapping: where given, its headings say which row is the header.
        kind: where given, a large file that is none of this kind, or none that is known
            for ``auto``, is refused by its first rows: the others are not read.

    Raises:
        UserError: FILE_NOT_FOUND, FILE_UNREADABLE, FILE_EMPTY, FILE_TOO_LARGE,
            FILE_FORMAT, FILE_DAMAGED, FILE_PASSWORD, FILE_ENCODING or FILE_QUOTES,
            each with the file's name; with a `kind` also what `recognise` says.
    """
    try:
        return _read(_Asked(path, mapping, kind, progress))
    except UserError as error:
        error.details.setdefault("file", path.name)
        raise
    except MemoryError:
        size = f"> {path.stat().st_size // 1_000_000} MB"
        raise UserError("FILE_TOO_LARGE", file=path.name, size=size) from None


def _read(asked: _Asked) -> Table:
    head = _bytes_of(asked.path, _HEAD, whole=False)
    for start, actual in _OTHERS.items():
        if head.startswith(start):
            raise UserError("FILE_FORMAT", actual=actual)
    if head.startswith((_ZIP, _OLE)):
        return _workbook(asked, _bytes_of(asked.path, LARGEST_WORKBOOK))
    if _looks_like_markup(head):
        return _page(asked, _bytes_of(asked.path, LARGEST_PAGE))
    return _text(asked)


def _bytes_of(path: Path, most: int, *, whole: bool = True) -> bytes:
    try:
        return read_within(path, most) if whole else read_start(path, most)
    except UserError as error:
        raise UserError(error.code, **error.details | {"file": path.name}) from None


def _workbook(asked: _Asked, data: bytes) -> Table:
    from carbon_points.exchange.readers.workbook_guard import is_large  # noqa: PLC0415

    packed = data.startswith(_ZIP)
    if not packed and len(data) > LARGEST_OLD:
        raise UserError("FILE_TOO_LARGE", size=f"{len(data) // 1_000_000} MB")
    if packed and is_large(data):
        from carbon_points.exchange.readers.large_workbook import read_large  # noqa: PLC0415

        found = read_large(data, asked.wanted, asked.understood, asked.progress)
    else:
        found = _small_workbook(asked, data)
    return Table(
        path=asked.path,
        sha256=hashlib.sha256(data).hexdigest(),
        file_format="xlsx" if packed else "xls",
        encoding="",
        sheet=found.sheet,
        header=found.header,
        body=found.body,
        merges=found.merges,
        other_sheets=found.other_sheets,
    )


def _small_workbook(asked: _Asked, data: bytes) -> SheetTable:
    from carbon_points.exchange.readers.workbook import read_workbook  # noqa: PLC0415
    from carbon_points.exchange.readers.workbook_guard import look_through  # noqa: PLC0415
    from carbon_points.exchange.readers.xls_guard import look_through_xls  # noqa: PLC0415

    errors: list[ErrorCells] = []
    if data.startswith(_ZIP):
        errors = look_through(data, asked.progress)
    else:
        look_through_xls(data)
    return read_workbook(data, errors, asked.wanted, asked.progress)


def _looks_like_markup(data: bytes) -> bool:
    head = data[:_HEAD].lstrip(_BLANK)
    return head.startswith(b"<")


def _page(asked: _Asked, data: bytes) -> Table:
    from carbon_points.exchange.readers.webpage import read_page  # noqa: PLC0415

    if data[:_HEAD].lstrip(b"\xef\xbb\xbf").startswith(b"<?xml"):
        raise UserError("FILE_FORMAT", actual="XML")
    found = read_page(data, asked.wanted)
    return Table(
        path=asked.path,
        sha256=hashlib.sha256(data).hexdigest(),
        file_format="html",
        encoding=found.encoding,
        sheet="",
        header=found.header,
        body=found.body,
        merges=found.merges,
    )


def _text(asked: _Asked) -> Table:
    from carbon_points.exchange.readers.text import read_head  # noqa: PLC0415
    from carbon_points.exchange.readers.text import read_text  # noqa: PLC0415

    top = _bytes_of(asked.path, _TOP, whole=False)
    if len(top) == _TOP:
        asked.understood(read_head(top, asked.wanted))
    data = _bytes_of(asked.path, LARGEST_TEXT)
    if not data.strip(_BLANK):
        raise UserError("FILE_EMPTY")
    found = read_text(data, asked.wanted, asked.progress)
    return Table(
        path=asked.path,
        sha256=hashlib.sha256(data).hexdigest(),
        file_format="csv",
        encoding=found.encoding,
        sheet="",
        header=found.header,
        body=found.body,
        ragged=True,
    )
