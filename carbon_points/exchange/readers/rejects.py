"""The rejects workbook: refused rows as they came, with what is wrong beside them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from itertools import islice
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.exchange.readers.messages import advice
from carbon_points.exchange.readers.messages import says
from carbon_points.storage.files import new_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.common.problems import Problem
    from carbon_points.exchange.readers.table import Table
    from carbon_points.exchange.readers.values import Cell

_ADDED: Final = {
    "zh": ("行号", "问题代码", "问题", "建议"),
    "en": ("Row", "Code", "Problem", "What to do"),
}
_SHEET: Final = {"zh": "问题行", "en": "Refused rows"}
ROWS_A_SHEET: Final = 1_000_000
_LONGEST_CELL: Final = 32_767
_MOST_EXACT: Final = 10**15
_REPEATED: Final = re.compile(r"#[0-9]+$")


def write_rejects(
    path: Path, table: Table, problems: Sequence[Problem], language: str = "zh"
) -> None:
    """Write the refused rows of a table to a workbook, whole or not at all.

    Nothing in it is a formula or a link, whatever the cells begin with. It is the one
    file that hands identity numbers back as they came.
    """
    language = "en" if language.startswith("en") else "zh"
    lines = _lines(table, problems, language)
    with new_workbook(path) as book:
        for name in _sheet_names(len(problems), language):
            sheet = book.add_worksheet(name)
            write = _writer(book, sheet)
            write(0, _heads(table, language))
            for row, line in enumerate(islice(lines, ROWS_A_SHEET), start=1):
                write(row, line)


def _sheet_names(problems: int, language: str) -> list[str]:
    first = _SHEET[language]
    more = range(2, -(-problems // ROWS_A_SHEET) + 1)
    return [first, *(f"{first} {part}" for part in more)]


def _heads(table: Table, language: str) -> list[Cell]:
    names = [_REPEATED.sub("", name) for name in table.header.names]
    often = Counter(names)
    full: list[Cell] = [
        group + name if often[name] > 1 else name
        for name, group in zip(names, table.header.groups, strict=True)
    ]
    return [*full, *_ADDED[language]]


def _lines(
    table: Table, problems: Sequence[Problem], language: str
) -> Iterator[list[Cell]]:
    width = len(table.header.names)
    where = _position_of(table)
    for problem in sorted(problems, key=lambda p: p.row):
        position = where(problem.row)
        cells = [] if position is None else table.rows[position][:width]
        yield [
            *cells,
            *[""] * (width - len(cells)),
            problem.row,
            problem.code,
            *_words(problem, language),
        ]


def _words(problem: Problem, language: str) -> tuple[str, str]:
    if "methodology" in problem.details:
        # Its sentence comes from the methodology and holds the remedy.
        from carbon_points.exchange.sentences import problem_sentence  # noqa: PLC0415

        return problem_sentence(problem, language), ""
    return says(problem, language), advice(problem, language)


def _position_of(table: Table) -> Callable[[int], int | None]:
    """Where in the table a row number is."""
    numbers = table.numbers
    if isinstance(numbers, range):
        return lambda row: numbers.index(row) if row in numbers else None
    index = {number: position for position, number in enumerate(numbers)}
    return index.get


def _writer(book: Any, sheet: Any) -> Callable[[int, Sequence[Cell]], None]:
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})

    def write(row: int, cells: Sequence[Cell]) -> None:
        for column, cell in enumerate(cells):
            if isinstance(cell, dt.datetime):
                sheet.write_datetime(row, column, cell.replace(tzinfo=None), moment)
            elif isinstance(cell, dt.date):
                sheet.write_datetime(row, column, cell, day)
            elif _is_plain_number(cell):
                sheet.write_number(row, column, cell)
            elif cell not in ("", None):
                sheet.write_string(row, column, str(cell)[:_LONGEST_CELL])

    return write


def _is_plain_number(cell: Cell) -> bool:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return False
    return abs(cell) < _MOST_EXACT
