"""The daily sheet as a workbook: the rows, and every place that is not zero."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from carbon_points.storage.files import new_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.integrity.day_sheet import DaySheet

_HEAD = ("对账项", "单位", "核对数", "左", "右", "差", "范围", "结论")
_PLACES = ("对账项", "差", "在哪里", "说明")
_UNITS = {"mg": "mg CO2e", "points": "分", "": ""}


def write_day_sheet(sheet: DaySheet, path: Path) -> None:
    """All rows on one page, what is not zero on a second one."""
    with new_workbook(path) as book:
        bad = book.add_format({"bg_color": "#FBE3E1"})
        page = book.add_worksheet("日清对账单")
        page.set_column(0, 0, 48)
        _words(page, 0, (f"日期：{sheet.day or '全部'}", f"链位置：{sheet.position}"))
        _words(page, 1, _HEAD)
        for line, row in enumerate(sheet.rows, start=2):
            style = None if row.ok else bad
            page.write_string(line, 0, row.zh, style)
            page.write_string(line, 1, _UNITS[row.unit], style)
            numbers = (row.sides.counted, row.sides.left, row.sides.right)
            for column, number in enumerate((*numbers, row.difference), start=2):
                page.write_string(line, column, str(number), style)
            page.write_string(line, 6, "当日" if row.of_day else "全部", style)
            page.write_string(line, 7, "为零" if row.ok else "不为零", style)
        _places(book, sheet)


def _places(book: Any, sheet: DaySheet) -> None:
    page = book.add_worksheet("不为零的位置")
    page.set_column(0, 0, 48)
    page.set_column(3, 3, 80)
    _words(page, 0, _PLACES)
    found = [(row, place) for row in sheet.rows for place in row.sides.places]
    for line, (row, place) in enumerate(found, start=1):
        _words(page, line, (row.zh, str(place.difference), place.where, place.zh))


def _words(page: Any, line: int, words: Sequence[str]) -> None:
    for column, word in enumerate(words):
        page.write_string(line, column, word)
