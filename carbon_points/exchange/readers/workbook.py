"""Excel workbooks: guarded, never calculated, read by calamine."""

from __future__ import annotations

import io
from contextlib import contextmanager
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
    from collections.abc import Sequence

    from python_calamine import CalamineSheet

    from carbon_points.common.progress import Progress
    from carbon_points.exchange.readers.folded import Folded
    from carbon_points.exchange.readers.table import Header
    from carbon_points.exchange.readers.values import Cell
    from carbon_points.exchange.readers.workbook_guard import ErrorCells

_MOST_TEXT: Final = 1_000_000_000
_ROWS_A_STEP: Final = 5_000


class SheetTable(NamedTuple):
    """What one sheet of a workbook holds."""

    sheet: str
    header: Header
    body: Grid | Folded
    merges: tuple[Merge, ...]
    other_sheets: tuple[str, ...]


def read_workbook(
    data: bytes,
    errors: Sequence[ErrorCells] = (),
    wanted: Collection[str] = (),
    progress: Progress | None = None,
) -> SheetTable:
    """The first visible sheet with headings that are understood.

    Args:
        data: the file, looked through before.
        errors: the error values of each sheet, which the reader leaves blank.
        wanted: headings that a mapping names.
        progress: told how far the reading is.

    Raises:
        UserError: FILE_PASSWORD, FILE_DAMAGED, FILE_EMPTY or FILE_TOO_LARGE.
    """
    with reading(data) as workbook:
        return choose(list(_sheets(workbook, errors, wanted, progress)))


@contextmanager
def reading(data: bytes) -> Iterator[CalamineWorkbook]:
    """A workbook opened; what the reader says of it is said in our words.

    Raises:
        UserError: FILE_PASSWORD or FILE_DAMAGED.
    """
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            yield workbook
    except PasswordError:
        raise UserError("FILE_PASSWORD") from None
    except CalamineError:
        raise UserError("FILE_DAMAGED") from None
    except BaseException as error:
        # The reader is not Python; what it did not expect arrives as a "panic".
        if type(error).__name__ != "PanicException":
            raise
        raise UserError("FILE_DAMAGED") from None


def _sheets(
    workbook: CalamineWorkbook,
    errors: Sequence[ErrorCells],
    wanted: Collection[str],
    progress: Progress | None,
) -> Iterator[SheetTable]:
    for index, name in visible(workbook):
        sheet = workbook.get_sheet_by_name(name)
        if sheet.start is not None:
            cells = _cells(sheet, progress)
            _show_errors(cells, errors[index] if index < len(errors) else {})
            yield sheet_table(sheet, cells, wanted)


def visible(workbook: CalamineWorkbook) -> Iterator[tuple[int, str]]:
    """Place and name of the sheets that a person sees."""
    for index, meta in enumerate(workbook.sheets_metadata):
        usable = meta.typ is SheetTypeEnum.WorkSheet
        if usable and meta.visible is SheetVisibleEnum.Visible:
            yield index, meta.name


def choose(found: list[SheetTable]) -> SheetTable:
    """The first sheet that is understood, else the first.

    Raises:
        UserError: FILE_EMPTY.
    """
    if not found:
        raise UserError("FILE_EMPTY")
    known = [sheet for sheet in found if sheet.header.known]
    chosen = known[0] if known else found[0]
    others = tuple(s.sheet for s in known if s is not chosen and len(s.body))
    return chosen._replace(other_sheets=others)


def sheet_table(
    sheet: CalamineSheet, cells: list[list[Cell]], wanted: Collection[str]
) -> SheetTable:
    """A sheet with its header found."""
    merges = tuple(
        Merge(top, bottom, left, right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    header = find_header(cells[:LOOK_AT], merges, wanted)
    start = header.last + 1
    body = Grid(cells[start:], range(start + 1, len(cells) + 1))
    below = tuple(
        Merge(m.first_row - start, m.last_row - start, m.first_column, m.last_column)
        for m in merges
        if m.first_row >= start
    )
    return SheetTable(sheet.name, header, body, below, ())


def _cells(sheet: CalamineSheet, progress: Progress | None) -> list[list[Cell]]:
    """All rows and columns, also the blank ones above and before the data."""
    _, left = sheet.start or (0, 0)
    margin: list[Cell] = [""] * left
    cells: list[list[Cell]] = []
    text = 0
    for row in sheet.iter_rows():
        cells.append([*margin, *row] if margin else [*row])
        # One long text repeated in a million cells is a bomb that a zip does not show.
        text += sum(len(cell) for cell in row if isinstance(cell, str))
        if text > _MOST_TEXT:
            raise UserError("FILE_TOO_LARGE", size=f"{text // 1_000_000} MB")
        if progress is not None and len(cells) % _ROWS_A_STEP == 0:
            progress.step(len(cells), sheet.total_height)
    return cells


def _show_errors(cells: list[list[Cell]], errors: ErrorCells) -> None:
    for (row, column), text in errors.items():
        if row < len(cells) and column < len(cells[row]) and cells[row][column] == "":
            cells[row][column] = text
