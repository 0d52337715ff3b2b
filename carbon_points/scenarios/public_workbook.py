"""The public register as a workbook: exact milligrams, and where they come from."""

from __future__ import annotations

import datetime as dt
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.scenarios.public_register import RIGHT
from carbon_points.scenarios.public_sections import Amount
from carbon_points.scenarios.public_sections import Count
from carbon_points.scenarios.public_sections import sections
from carbon_points.scenarios.public_sections import shown
from carbon_points.storage.files import new_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.scenarios.public_register import PublicRegister
    from carbon_points.scenarios.public_sections import Cell
    from carbon_points.scenarios.public_sections import Section

_LARGEST = 10**15
"""From here on a spreadsheet rounds; such a number is written as text."""

_FONT = {"font_name": "Noto Sans SC", "font_size": 10, "valign": "top"}


def write_register_workbook(register: PublicRegister, path: Path) -> None:
    """Write one sheet a table and one with the pedigree."""
    about = register.pedigree
    with new_workbook(path) as book:
        book.set_properties(
            {
                "title": about.title,
                "subject": about.question,
                "comments": f"{about.footer} · {RIGHT}",
                "author": about.district,
                # The day of the register: the same one gives the same file.
                "created": dt.datetime.combine(register.day, dt.time()),
            }
        )
        looks = {
            "text": book.add_format({**_FONT, "text_wrap": True}),
            "whole": book.add_format({**_FONT, "num_format": "#,##0"}),
            "title": book.add_format({**_FONT, "bold": True, "font_size": 14}),
            "head": book.add_format(
                {**_FONT, "bold": True, "font_color": "#FFFFFF", "bg_color": "#0B6B46"}
            ),
        }
        for section in sections(register):
            _write(book.add_worksheet(section.title[:4]), looks, register, section)
        _write_pedigree(book.add_worksheet("数据来源"), looks, register)


def _write(
    sheet: Any, looks: dict[str, Any], register: PublicRegister, section: Section
) -> None:
    about = register.pedigree
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.set_footer(f"&L{about.footer} · {RIGHT}&R&P / &N")
    sheet.set_column(0, len(section.headings) - 1, 20)
    sheet.write_string(0, 0, f"{about.title}（{about.mark}）", looks["title"])
    sheet.write_string(1, 0, f"{RIGHT} · {about.question}", looks["text"])
    headings = [each.replace(" kg", "（毫克CO₂e）") for each in section.headings]
    for column, heading in enumerate(headings):
        sheet.write_string(2, column, heading, looks["head"])
    sheet.freeze_panes(3, 1)
    rows = [*section.rows, *([section.totals] if section.totals else [])]
    for line, row in enumerate(rows, start=3):
        _write_row(sheet, line, row, looks)
    if not section.rows:
        sheet.write_string(3, 0, section.empty, looks["text"])


def _write_row(
    sheet: Any, line: int, row: Sequence[Cell], looks: dict[str, Any]
) -> None:
    for column, cell in enumerate(row):
        number = None
        if isinstance(cell, Amount):
            number = cell.mg
        elif isinstance(cell, Count):
            number = cell.number
        if number is None:
            sheet.write_string(line, column, shown(cell), looks["text"])
        elif abs(number) >= _LARGEST:
            sheet.write_string(line, column, f"{number:,}", looks["text"])
        else:
            sheet.write_number(line, column, number, looks["whole"])


def _write_pedigree(
    sheet: Any, looks: dict[str, Any], register: PublicRegister
) -> None:
    about = register.pedigree
    facts = [
        ("地区", about.district),
        ("范围", about.question),
        ("链位置", str(about.position)),
        ("数据截至", about.counted_at or "尚无记录"),
        ("性质", f"{about.mark}；{RIGHT}"),
        *(("方法学", used.text) for used in about.used),
        *(("假定", words) for words in about.assumed),
        *(("说明", words) for words in about.remarks),
    ]
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 96)
    for line, (name, words) in enumerate(facts):
        sheet.write_string(line, 0, name, looks["text"])
        sheet.write_string(line, 1, words, looks["text"])
