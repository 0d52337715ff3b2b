"""Tables of a dossier whose sums anybody can add again, as sheets or as CSV."""

from __future__ import annotations

import csv
import io
from typing import Any
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.common.incoming import read_within
from carbon_points.common.problems import UserError
from carbon_points.storage.files import csv_safe
from carbon_points.storage.files import new_workbook
from carbon_points.storage.files import write_row
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

TOTAL: Final = "合计"
_HEAD_LINE: Final = 3
_LARGEST: Final = 100_000_000
_GREEN: Final = "#0B6B46"
_SOFT: Final = "#DCF1E6"
_FONT: Final = "Noto Sans SC"
_WIDEST: Final = 60

Cell = str | int | None


class Sheet(NamedTuple):
    """One table; where it has totals, they are stated and not computed from it."""

    name: str
    remark: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    totals: Mapping[str, int] | None = None
    """By heading."""

    measures: Mapping[str, str] | None = None
    """By heading: what the total counts, the same wherever it stands."""


class Added(NamedTuple):
    """A column as it was found and added again."""

    stated: int | None
    """In the table's own last line."""

    added: int
    rows: int


class UnreadableError(Exception):
    """A table cannot be read; the text says why."""


def total_line(sheet: Sheet) -> tuple[Cell, ...] | None:
    """The last line of a table."""
    if sheet.totals is None:
        return None
    return (TOTAL, *(sheet.totals.get(heading) for heading in sheet.headings[1:]))


def write_sheets(
    sheets: Sequence[Sheet], path: Path, about: Mapping[str, str], made: dt.datetime
) -> None:
    """Write a workbook, whole or not at all.

    Args:
        sheets: its tables.
        path: where to.
        about: title, author and foot.
        made: the moment of the numbers, so that the same numbers give the same file.
    """
    with new_workbook(path) as book:
        book.set_properties(
            {
                "title": about["title"],
                "author": about["author"],
                "comments": about["footer"],
                "created": made,
            }
        )
        looks = _looks(book)
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, looks, about)


def _looks(book: Any) -> dict[str, Any]:
    base = {"font_name": _FONT, "font_size": 10, "valign": "vcenter"}
    head = {"bold": True, "font_color": "#FFFFFF", "bg_color": _GREEN}
    return {
        "title": book.add_format({**base, "bold": True, "font_size": 14}),
        "remark": book.add_format({**base, "font_color": "#5A6861"}),
        "head": book.add_format({**base, **head, "text_wrap": True, "border": 1}),
        "text": book.add_format({**base, "text_wrap": True}),
        "number": book.add_format({**base, "num_format": "#,##0"}),
        "total": book.add_format(
            {**base, "bold": True, "bg_color": _SOFT, "top": 1, "num_format": "#,##0"}
        ),
    }


def _write_sheet(
    sheet: Any, table: Sheet, looks: Mapping[str, Any], about: Mapping[str, str]
) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD_LINE)
    sheet.set_footer(f"&L{about['footer']}&R&P / &N")
    for column, wide in enumerate(_widths(table)):
        texts = any(isinstance(row[column], str) for row in table.rows)
        sheet.set_column(column, column, wide, looks["text" if texts else "number"])
    for line, (words, look) in enumerate(
        ((f"{about['title']} · {table.name}", "title"), (table.remark, "remark"))
    ):
        sheet.write_string(line, 0, words, looks[look])
    for column, heading in enumerate(table.headings):
        sheet.write_string(_HEAD_LINE, column, heading, looks["head"])
    sheet.freeze_panes(_HEAD_LINE + 1, 1)
    line = _HEAD_LINE + 1
    for row in table.rows:
        write_row(sheet, line, row)
        line += 1
    last = total_line(table)
    if last is not None:
        sheet.set_row(line, None, looks["total"])
        write_row(sheet, line, last)


def _widths(table: Sheet) -> list[int]:
    """Columns as wide as what stands in them; a Chinese character takes two."""
    lines = [table.headings, *table.rows[:200], total_line(table) or ()]
    widths = [8] * len(table.headings)
    for line in lines:
        for column, cell in enumerate(line):
            text = f"{cell:,}" if isinstance(cell, int) else str(cell or "")
            wide = sum(2 if ord(ch) > 0xFF else 1 for ch in text) + 3
            widths[column] = min(_WIDEST, max(widths[column], wide))
    return widths


def write_csv(sheet: Sheet, path: Path) -> None:
    """Write one table as CSV that spreadsheets read as it is."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator="\r\n")
    last = total_line(sheet)
    for row in (sheet.headings, *sheet.rows, *(() if last is None else (last,))):
        writer.writerow(
            [
                ""
                if cell is None
                else csv_safe(cell)
                if isinstance(cell, str)
                else cell
                for cell in row
            ]
        )
    write_whole(path, made.getvalue().encode("utf-8-sig"))


def added(path: Path, sheet: str, column: str) -> Added:
    """Add a column of a written table again.

    Raises:
        UnreadableError: if the table, its column or a number cannot be found in it.
    """
    lines = _sheet_lines(path, sheet) if sheet else _csv_lines(path)
    if not lines or column not in lines[0]:
        raise UnreadableError(f"{sheet} {column}".strip())
    place = lines[0].index(column)
    stated, numbers = None, []
    for line in lines[1:]:
        if len(line) <= place:
            continue
        if line[0] == TOTAL:
            stated = _whole(line[place])
        else:
            numbers.append(_whole(line[place]))
    return Added(stated, sum(numbers), len(numbers))


def _sheet_lines(path: Path, name: str) -> list[list[Any]]:
    from python_calamine import CalamineError  # noqa: PLC0415
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    from carbon_points.exchange.readers.workbook_guard import look_through  # noqa: PLC0415

    try:
        data = read_within(path, _LARGEST)
        look_through(data)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        lines = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (UserError, ValueError, CalamineError) as error:
        raise UnreadableError(path.name) from error
    return lines[_HEAD_LINE:]


def _csv_lines(path: Path) -> list[list[Any]]:
    try:
        text = read_within(path, _LARGEST).decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline="")))
    except (UserError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableError(path.name) from error


def _whole(cell: Any) -> int:
    """A whole number as a spreadsheet keeps it; an empty cell adds nothing."""
    if cell is None or cell == "":
        return 0
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    try:
        return int(str(cell))
    except ValueError:
        raise UnreadableError(str(cell)) from None
