"""The daily sheet on paper, to be signed and filed."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from carbon_points.scenarios import fonts
from carbon_points.scenarios.pencil import Look
from carbon_points.scenarios.sheets import Grid
from carbon_points.scenarios.sheets import Sheets
from carbon_points.statistics.naming import NOT_CERTIFIED
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.integrity.day_sheet import DayRow
    from carbon_points.integrity.day_sheet import DaySheet

TITLE: Final = "日清对账单"
_TITLE: Final = Look(17, "text", fonts.BOLD)
_UNDER: Final = Look(9.5, "text3")
_UNITS: Final = {"mg": "mg", "points": "分"}
_HEAD: Final = ["对账项", "左", "右", "差", "单位", "范围"]


def write_day_paper(sheet: DaySheet, path: Path) -> None:
    """Write the sheet as an A4 PDF."""
    write_whole(path, day_paper_pdf(sheet))


def day_paper_pdf(sheet: DaySheet) -> bytes:
    """The equations, the rules, and every place that is not zero."""
    day = sheet.day.isoformat() if sheet.day else "全部日期"
    footer = f"链位置 {sheet.position} · {NOT_CERTIFIED}"
    sheets = Sheets(f"{TITLE} · {day}", NOT_CERTIFIED, footer)
    box = sheets.block(44, 6)
    sheets.pencil.text(box.x, box.y + 24, TITLE, _TITLE)
    said = "全部为零" if sheet.ok else "有不为零的项"
    sheets.pencil.text(box.x, box.y + 6, f"{day} · {said}", _UNDER)
    sheets.heading("一、两边相等的数")
    amounts = [_amounts(row) for row in sheet.rows if row.unit]
    sheets.grid(Grid(_HEAD, amounts, [], 1))
    sheets.heading("二、必须成立的规则")
    rules = [_rule(row) for row in sheet.rows if not row.unit]
    sheets.grid(Grid(["规则", "核对数", "结论"], rules, [], 1))
    _places(sheets, sheet)
    sheets.heading("四、签字", keep_with=60)
    for name in ("制表人", "复核人"):
        sheets.fact(name, "________________　日期 ____________")
    return sheets.pdf(f"{TITLE} {day}", footer)


def _amounts(row: DayRow) -> list[str]:
    numbers = (row.sides.left, row.sides.right, row.difference)
    scope = "当日" if row.of_day else "全部"
    return [row.zh, *(f"{number:,}" for number in numbers), _UNITS[row.unit], scope]


def _rule(row: DayRow) -> list[str]:
    return [row.zh, f"{row.sides.counted:,}", "成立" if row.ok else "不成立"]


def _places(sheets: Sheets, sheet: DaySheet) -> None:
    sheets.heading("三、不为零的位置")
    found = [place for row in sheet.rows for place in row.sides.places]
    if not found:
        sheets.paragraph("没有。")
    for place in found:
        sheets.paragraph(place.zh)
