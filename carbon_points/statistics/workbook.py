"""Statistics as a workbook: exact milligrams as numbers, and where they come from.

Nothing in it is a formula. Kilograms are the same integers in a number format that
divides by a million, so a sum made in the spreadsheet stays exact.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.statistics.frames import cross_table
from carbon_points.statistics.naming import DRAFT
from carbon_points.statistics.naming import HEADINGS
from carbon_points.statistics.naming import label
from carbon_points.statistics.suppression import WITHHELD
from carbon_points.storage.files import new_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.statistics.charts import ChartSpec
    from carbon_points.statistics.pedigree import Pedigree
    from carbon_points.statistics.tables import StatRow
    from carbon_points.statistics.tables import StatTable

FIGURES: Final = (
    "参与者（人、户）",
    "行为（笔）",
    "减排量（毫克CO₂e）",
    "减排量（千克CO₂e）",
    "积分（分）",
)
_LARGEST: Final = 10**15
"""From here on a spreadsheet rounds; such a number is written as text."""

_MASSES: Final = ("毫克CO₂e", "千克CO₂e")
_PRINTED_MASSES: Final = frozenset({"tCO₂e", "kgCO₂e", "gCO₂e"})
"""Units of charts whose integers are milligrams."""

_FONT: Final = "Noto Sans SC"
_GREEN: Final = "#0B6B46"
_SOFT: Final = "#DCF1E6"


def write_workbook(table: StatTable, pedigree: Pedigree, path: Path) -> None:
    """Write a table and its pedigree as an .xlsx file, whole or not at all."""
    with new_workbook(path) as book:
        _describe(book, pedigree, table.counted_at)
        looks = _Looks(book)
        _write_table(book.add_worksheet("统计"), looks, table, pedigree)
        if len(table.by) > 1 and table.rows and not table.has_withheld:
            _write_cross(book.add_worksheet("交叉表"), looks, table)
        _write_pedigree(book.add_worksheet("数据来源"), looks, pedigree)


def write_chart_workbook(
    spec: ChartSpec, pedigree: Pedigree, path: Path, counted_at: int | None
) -> None:
    """Write the numbers of one chart, in their small unit and as they are printed."""
    with new_workbook(path) as book:
        _describe(book, pedigree, counted_at, spec.title)
        looks = _Looks(book)
        _write_chart(book.add_worksheet("图表数据"), looks, spec, pedigree)
        _write_pedigree(book.add_worksheet("数据来源"), looks, pedigree)


def _describe(
    book: Any, pedigree: Pedigree, counted_at: int | None, what: str = ""
) -> None:
    used = "；".join(each.text for each in pedigree.used)
    book.set_properties(
        {
            "title": " · ".join(filter(None, (pedigree.title, what))),
            "subject": pedigree.question,
            "comments": " · ".join(filter(None, (pedigree.footer, used))),
            "author": pedigree.district,
            # The moment of the numbers: the same numbers give the same file.
            "created": _moment(counted_at),
        }
    )


def _write_chart(
    sheet: Any, looks: _Looks, spec: ChartSpec, pedigree: Pedigree
) -> None:
    rows = [*spec.series, *([spec.target] if spec.target else [])]
    units = _MASSES if spec.unit in _PRINTED_MASSES else (spec.unit,)
    headings = [f"{one.name}（{unit}）" for one in rows for unit in units]
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{pedigree.footer}&R&P / &N")
    sheet.set_column(0, len(headings), 22)
    sheet.write_string(0, 0, f"{spec.title}（{pedigree.mark}）", looks.title)
    sheet.write_string(1, 0, pedigree.question, looks.remark)
    sheet.write_string(2, 0, pedigree.footer, looks.remark)
    for column, heading in enumerate(("", *headings)):
        sheet.write_string(3, column, heading, looks.head)
    sheet.freeze_panes(4, 1)
    for at, category in enumerate(spec.categories):
        sheet.write_string(4 + at, 0, category, looks.text)
        for number, one in enumerate(rows):
            value = None if at in spec.withheld else one.values[at % len(one.values)]
            for place in range(len(units)):
                column = 1 + number * len(units) + place
                look = (looks.whole, looks.kilo)[place]
                _write_number(sheet, (4 + at, column), value, (looks, look))


def _write_number(
    sheet: Any, cell: tuple[int, int], number: int | None, looks: tuple[_Looks, Any]
) -> None:
    """A number that stays exact, or that it may not be shown."""
    plain, look = looks
    if number is None:
        sheet.write_string(*cell, WITHHELD, plain.text)
    elif abs(number) >= _LARGEST:
        sheet.write_string(*cell, _long(number, kilo=look is plain.kilo), plain.text)
    else:
        sheet.write_number(*cell, number, look)


def _moment(seconds: int | None) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds or 0, dt.UTC).replace(tzinfo=None)


class _Looks:
    """The cell formats of a workbook."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": _FONT, "font_size": 10, "valign": "vcenter"}
        self.text = book.add_format(base)
        self.title = book.add_format({**base, "bold": True, "font_size": 14})
        self.remark = book.add_format({**base, "font_color": "#5A6861"})
        self.wrapped = book.add_format({**base, "text_wrap": True, "valign": "top"})
        self.head = book.add_format(
            {
                **base,
                "bold": True,
                "font_color": "#FFFFFF",
                "bg_color": _GREEN,
                "text_wrap": True,
                "align": "center",
            }
        )
        whole, kilo = "#,##0", "#,##0.000000,,"
        self.whole = book.add_format({**base, "num_format": whole})
        self.kilo = book.add_format({**base, "num_format": kilo})
        total = {**base, "bold": True, "bg_color": _SOFT, "top": 1}
        self.total = book.add_format(total)
        self.total_whole = book.add_format({**total, "num_format": whole})
        self.total_kilo = book.add_format({**total, "num_format": kilo})


def _write_table(
    sheet: Any, looks: _Looks, table: StatTable, pedigree: Pedigree
) -> None:
    names = [HEADINGS[name] for name in table.by] or ["范围"]
    headings = [*names, *FIGURES, "标记"]
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
    sheet.set_footer(f"&L{pedigree.footer}&R&P / &N")
    sheet.set_column(0, len(names) - 1, 18)
    sheet.set_column(len(names), len(headings) - 1, 20)
    sheet.set_row(0, 26)
    sheet.set_row(3, 30)
    sheet.write_string(0, 0, f"{pedigree.title}（{pedigree.mark}）", looks.title)
    sheet.write_string(1, 0, pedigree.question, looks.remark)
    sheet.write_string(2, 0, pedigree.footer, looks.remark)
    for column, heading in enumerate(headings):
        sheet.write_string(3, column, heading, looks.head)
    sheet.freeze_panes(4, len(names))
    line = 4
    for row in table.rows:
        key = [label(*pair) for pair in zip(table.by, row.key, strict=True)] or ["全区"]
        _write_row(sheet, line, (key, row), (looks.text, looks.whole, looks.kilo))
        line += 1
    sums = (looks.total, looks.total_whole, looks.total_kilo)
    for heading, total in (("合计", table.totals), ("摸底合计", table.draft_totals)):
        if total is not None:
            key = [heading, *[""] * (len(names) - 1)]
            _write_row(sheet, line, (key, total), sums)
            line += 1
    sheet.autofilter(3, 0, max(3, 3 + len(table.rows)), len(headings) - 1)


def _write_row(
    sheet: Any, line: int, named: tuple[list[str], StatRow], looks: tuple[Any, Any, Any]
) -> None:
    key, row = named
    plain, whole, kilo = looks
    for column, cell in enumerate(key):
        sheet.write_string(line, column, cell, plain)
    figures = (
        (row.participants, whole),
        (row.actions, whole),
        (row.reduction_mg, whole),
        (row.reduction_mg, kilo),
        (row.points, whole),
    )
    for column, (number, look) in enumerate(figures, start=len(key)):
        if number is None:
            sheet.write_string(line, column, WITHHELD, plain)
        elif abs(number) >= _LARGEST:
            sheet.write_string(line, column, _long(number, kilo=look is kilo), plain)
        else:
            sheet.write_number(line, column, number, look)
    mark = DRAFT if row.draft else ""
    sheet.write_string(line, len(key) + len(figures), mark, plain)


def _write_cross(sheet: Any, looks: _Looks, table: StatTable) -> None:
    """The first two dimensions against each other, in kilograms."""
    down, across = table.by[:2]
    crossed = cross_table(table, down, across)
    corner = f"{HEADINGS[down]} × {HEADINGS[across]}（千克CO₂e）"
    sheet.write_string(0, 0, corner, looks.head)
    sheet.set_column(0, len(crossed.columns), 20)
    sheet.freeze_panes(1, 1)
    for column, heading in enumerate(crossed.columns, start=1):
        sheet.write_string(0, column, str(heading), looks.head)
    for line, (name, numbers) in enumerate(crossed.iterrows(), start=1):
        last = line == len(crossed)
        sheet.write_string(line, 0, str(name), looks.total if last else looks.text)
        look = looks.total_kilo if last else looks.kilo
        for column, number in enumerate(numbers.tolist(), start=1):
            if abs(number) >= _LARGEST:
                sheet.write_string(line, column, _long(number, kilo=True), looks.text)
            else:
                sheet.write_number(line, column, number, look)


def _long(number: int, *, kilo: bool) -> str:
    whole, rest = divmod(number, 1_000_000)
    return f"{whole:,}.{rest:06d}" if kilo else f"{number:,}"


def _write_pedigree(sheet: Any, looks: _Looks, pedigree: Pedigree) -> None:
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 96)
    facts = [
        ("地区", pedigree.district),
        ("统计口径", pedigree.question),
        ("链位置", str(pedigree.position)),
        ("数据截至", pedigree.counted_at or "尚无记录"),
        ("性质", pedigree.mark),
    ]
    facts += [("方法学", used.text) for used in pedigree.used]
    facts += [("假定", text) for text in pedigree.assumed]
    facts += [("说明", text) for text in pedigree.remarks]
    for line, (name, text) in enumerate(facts):
        sheet.write_string(line, 0, name, looks.total if line == 0 else looks.text)
        sheet.write_string(line, 1, text, looks.wrapped)
