"""Excel workbooks: guarded, never calculated, read by calamine."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from python_calamine import CalamineError
from python_calamine import CalamineWorkbook
from python_calamine import PasswordError
from python_calamine import SheetTypeEnum
from python_calamine import SheetVisibleEnum

from carbon_points.common.problems import UserError
from carbon_points.exchange.readers.header import find_header
from carbon_points.exchange.readers.header import LOOK_AT
from carbon_points.exchange.readers.table import Grid
from carbon_points.exchange.readers.table import Merge

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator

    from python_calamine import CalamineSheet

    from carbon_points.common.progress import Progress
    from carbon_points.exchange.readers.table import Header

MOST_INFLATED: Final = 300_000_000
MOST_TIMES: Final = 100
"""A workbook that grows more than this when unpacked is no desk's workbook."""

_SMALL: Final = 20_000_000
"""Up to here a workbook may be as repetitive as it likes."""

MOST_CELLS: Final = 20_000_000
_MOST_TEXT: Final = 1_000_000_000
_BLOCK: Final = 1 << 20
_OVERLAP: Final = 64
_ROWS_A_STEP: Final = 5_000
_SHEET_PART: Final = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_COLUMNS: Final = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,4})[0-9]""")
_ROWS: Final = re.compile(rb"""\br\s*=\s*["'][A-Za-z]{0,4}([0-9]+)["']""")


class SheetTable(NamedTuple):
    """What one sheet of a workbook holds."""

    sheet: str
    header: Header
    body: Grid
    merges: tuple[Merge, ...]
    other_sheets: tuple[str, ...]


def check_zip(data: bytes, progress: Progress | None = None) -> None:
    """Refuse what is damaged, no workbook, or larger inside than it may be.

    Raises:
        UserError: FILE_DAMAGED, FILE_TOO_LARGE or FILE_FORMAT.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_content(archive)
            _check_size(archive, len(data))
            for entry in archive.infolist():
                _check_entry(archive, entry, progress)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError):
        raise UserError("FILE_DAMAGED") from None
    except RuntimeError:  # zipfile's word for an encrypted entry
        raise UserError("FILE_PASSWORD") from None


def _check_content(archive: zipfile.ZipFile) -> None:
    names = {name.lower() for name in archive.namelist()}
    if "xl/workbook.xml" in names:
        return
    for part, actual in _OTHER_ZIPS.items():
        if any(name.startswith(part) for name in names):
            raise UserError("FILE_FORMAT", actual=actual)
    raise UserError("FILE_FORMAT", actual="ZIP")


_OTHER_ZIPS: Final = {
    "word/": "Word (.docx)",
    "ppt/": "PowerPoint (.pptx)",
    "xl/workbook.bin": "Excel (.xlsb)",
    "content.xml": "OpenDocument (.ods)",
}


def _check_size(archive: zipfile.ZipFile, size: int) -> None:
    inflated = sum(entry.file_size for entry in archive.infolist())
    if inflated > MOST_INFLATED or inflated > max(size * MOST_TIMES, _SMALL):
        raise UserError("FILE_TOO_LARGE", size=_megabytes(inflated))


def _check_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, progress: Progress | None
) -> None:
    """Unpack once: a wrong size or checksum shows here and not in the reader."""
    is_sheet = _SHEET_PART.fullmatch(entry.filename) is not None
    columns: set[bytes] = set()
    last_row, tail = 0, b""
    with archive.open(entry) as stream:
        for block in iter(lambda: stream.read(_BLOCK), b""):
            if progress is not None:
                progress.step(stream.tell(), entry.file_size)
            if is_sheet:
                tail += block
                columns.update(_COLUMNS.findall(tail))
                last_row = max(last_row, *map(int, _ROWS.findall(tail)), 0)
                tail = tail[-_OVERLAP:]
    # A reader makes room for every cell up to the last one, empty or not.
    widest = max((_column_number(letters) for letters in columns), default=1)
    if last_row * widest > MOST_CELLS:
        raise UserError("FILE_TOO_LARGE", size=f"{last_row} × {widest}")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def read_workbook(
    data: bytes, wanted: Collection[str] = (), progress: Progress | None = None
) -> SheetTable:
    """The first visible sheet with headings that are understood.

    Raises:
        UserError: FILE_PASSWORD, FILE_DAMAGED, FILE_EMPTY or FILE_TOO_LARGE.
    """
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return _choose(list(_sheets(workbook, wanted, progress)))
    except PasswordError:
        raise UserError("FILE_PASSWORD") from None
    except CalamineError:
        raise UserError("FILE_DAMAGED") from None


def _sheets(
    workbook: CalamineWorkbook, wanted: Collection[str], progress: Progress | None
) -> Iterator[SheetTable]:
    for meta in workbook.sheets_metadata:
        usable = meta.typ is SheetTypeEnum.WorkSheet
        if usable and meta.visible is SheetVisibleEnum.Visible:
            found = _sheet(workbook.get_sheet_by_name(meta.name), wanted, progress)
            if found is not None:
                yield found


def _choose(found: list[SheetTable]) -> SheetTable:
    if not found:
        raise UserError("FILE_EMPTY")
    known = [sheet for sheet in found if sheet.header.known]
    chosen = known[0] if known else found[0]
    others = tuple(s.sheet for s in known if s is not chosen and len(s.body))
    return chosen._replace(other_sheets=others)


def _sheet(
    sheet: CalamineSheet, wanted: Collection[str], progress: Progress | None
) -> SheetTable | None:
    if sheet.start is None:
        return None
    merges = tuple(
        Merge(top, bottom, left, right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    cells = _cells(sheet, progress)
    header = find_header(cells[:LOOK_AT], merges, wanted)
    start = header.last + 1
    body = Grid(cells[start:], range(start + 1, len(cells) + 1))
    below = tuple(
        Merge(m.first_row - start, m.last_row - start, m.first_column, m.last_column)
        for m in merges
        if m.first_row >= start
    )
    return SheetTable(sheet.name, header, body, below, ())


def _cells(sheet: CalamineSheet, progress: Progress | None) -> list[list[Any]]:
    """All rows from the first row and column on, whatever is blank before the data."""
    top, left = sheet.start or (0, 0)
    margin: list[Any] = [""] * left
    cells: list[list[Any]] = [[] for _ in range(top)]
    text = 0
    for row in sheet.iter_rows():
        cells.append(margin + row if margin else row)
        # One long text repeated in a million cells is a bomb that a zip does not show.
        text += sum(len(cell) for cell in row if isinstance(cell, str))
        if text > _MOST_TEXT:
            raise UserError("FILE_TOO_LARGE", size=_megabytes(text))
        if progress is not None and len(cells) % _ROWS_A_STEP == 0:
            progress.step(len(cells), sheet.total_height)
    return cells


def _megabytes(size: int) -> str:
    return f"{size // 1_000_000} MB"
