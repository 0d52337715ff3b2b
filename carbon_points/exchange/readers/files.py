"""From a path to a table: what a file is by its bytes, and what it holds."""

from __future__ import annotations

import hashlib
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.incoming import read_within
from carbon_points.common.problems import UserError
from carbon_points.exchange.readers.table import Table

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from carbon_points.common.progress import Progress
    from carbon_points.exchange.readers.mapping import Mapping
    from carbon_points.exchange.readers.workbook_guard import ErrorCells

LARGEST_TEXT: Final = 1_000_000_000
LARGEST_WORKBOOK: Final = 300_000_000

_ZIP: Final = b"PK"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD: Final = 4096

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


def read_table(
    path: Path, progress: Progress | None = None, mapping: Mapping | None = None
) -> Table:
    """A desk's file as a table, whatever its name says it is.

    Args:
        path: the file.
        progress: told how far the reading is; may stop it.
        mapping: where given, its headings say which row is the header.

    Raises:
        UserError: FILE_NOT_FOUND, FILE_UNREADABLE, FILE_EMPTY, FILE_TOO_LARGE,
            FILE_FORMAT, FILE_DAMAGED, FILE_PASSWORD, FILE_ENCODING or FILE_QUOTES,
            each with the file's name.
    """
    wanted = tuple(mapping.columns) if mapping else ()
    try:
        return _read(path, _bytes_of(path), wanted, progress)
    except UserError as error:
        error.details.setdefault("file", path.name)
        raise
    except MemoryError:
        size = f"> {path.stat().st_size // 1_000_000} MB"
        raise UserError("FILE_TOO_LARGE", file=path.name, size=size) from None


def _bytes_of(path: Path) -> bytes:
    try:
        data = read_within(path, LARGEST_TEXT)
    except UserError as error:
        raise UserError(error.code, **error.details | {"file": path.name}) from None
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise UserError("FILE_EMPTY")
    return data


def _read(
    path: Path, data: bytes, wanted: Collection[str], progress: Progress | None
) -> Table:
    digest = hashlib.sha256(data).hexdigest()
    for start, actual in _OTHERS.items():
        if data.startswith(start):
            raise UserError("FILE_FORMAT", actual=actual)
    if data.startswith((_ZIP, _OLE)):
        return _workbook(path, data, digest, wanted, progress)
    if _looks_like_markup(data):
        return _page(path, data, digest, wanted)
    return _text(path, data, digest, wanted, progress)


def _workbook(
    path: Path,
    data: bytes,
    digest: str,
    wanted: Collection[str],
    progress: Progress | None,
) -> Table:
    from carbon_points.exchange.readers.workbook import read_workbook  # noqa: PLC0415
    from carbon_points.exchange.readers.workbook_guard import look_through  # noqa: PLC0415
    from carbon_points.exchange.readers.xls_guard import look_through_xls  # noqa: PLC0415

    if len(data) > LARGEST_WORKBOOK:
        raise UserError("FILE_TOO_LARGE", size=f"{len(data) // 1_000_000} MB")
    errors: list[ErrorCells] = []
    if data.startswith(_ZIP):
        errors = look_through(data, progress)
    else:
        look_through_xls(data)
    found = read_workbook(data, errors, wanted, progress)
    return Table(
        path=path,
        sha256=digest,
        file_format="xlsx" if data.startswith(_ZIP) else "xls",
        encoding="",
        sheet=found.sheet,
        header=found.header,
        body=found.body,
        merges=found.merges,
        other_sheets=found.other_sheets,
    )


def _looks_like_markup(data: bytes) -> bool:
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    return head.startswith(b"<")


def _page(path: Path, data: bytes, digest: str, wanted: Collection[str]) -> Table:
    from carbon_points.exchange.readers.webpage import read_page  # noqa: PLC0415

    if data[:_HEAD].lstrip(b"\xef\xbb\xbf").startswith(b"<?xml"):
        raise UserError("FILE_FORMAT", actual="XML")
    found = read_page(data, wanted)
    return Table(
        path=path,
        sha256=digest,
        file_format="html",
        encoding=found.encoding,
        sheet="",
        header=found.header,
        body=found.body,
        merges=found.merges,
    )


def _text(
    path: Path,
    data: bytes,
    digest: str,
    wanted: Collection[str],
    progress: Progress | None,
) -> Table:
    from carbon_points.exchange.readers.text import read_text  # noqa: PLC0415

    found = read_text(data, wanted, progress)
    return Table(
        path=path,
        sha256=digest,
        file_format="csv",
        encoding=found.encoding,
        sheet="",
        header=found.header,
        body=found.body,
        ragged=True,
    )
