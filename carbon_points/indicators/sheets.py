"""The register as a workbook in the plan's own columns."""

from __future__ import annotations

from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.days import local_moment
from carbon_points.common.ids import id_text
from carbon_points.indicators.plan import INDICATOR_COLUMNS
from carbon_points.indicators.plan import PLAN_YEARS
from carbon_points.indicators.plan import PROJECT_COLUMNS
from carbon_points.indicators.plan import SOURCE
from carbon_points.indicators.queries import history
from carbon_points.indicators.queries import register
from carbon_points.security.acts import ask_first
from carbon_points.security.taking import taken_along
from carbon_points.storage.files import new_workbook
from carbon_points.storage.files import write_row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.indicators.queries import Line
    from carbon_points.indicators.queries import ProjectLine
    from carbon_points.indicators.queries import Register
    from carbon_points.indicators.queries import Value
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

_REPORTED: Final = ("最新年份", "最新值", "来源", "佐证文件", "佐证 SHA-256")
_PROGRESS: Final = ("状态", "最新年份", "进展", "来源", "佐证文件", "佐证 SHA-256")
_HISTORY: Final = (
    *("编号", "指标或项目", "年份", "数值或进展", "状态", "来源", "说明", "填报部门"),
    *("佐证文件", "佐证 SHA-256", "更正的编号", "登记人", "登记时间"),
)
_WIDTHS: Final = {"指标名称": 44, "项目内容": 60, "责任部门": 36, "进展": 40}


def export(db: Database, caller: Caller, path: Path) -> Path:
    """Write the register to a workbook.

    Raises:
        NotAllowedError: if the caller may not see it.
        OSError: if the file cannot be written.
    """
    by = ask_first(db, "indicator export", caller)
    with taken_along(db, by, path, act="indicators_exported"), db.reading() as session:
        found = register(session, by.as_of)
        with new_workbook(path) as book:
            _indicators(book, found)
            _projects(book, found)
            _history(book, session, found)
            _scenarios(book, found, by.as_of.isoformat(), demo=db.demo)
    return path


def _indicators(book: Any, found: Register) -> None:
    years = sorted(
        {each.year for line in found.lines for each in line.values} - {*PLAN_YEARS}
    )
    later = [f"{year}年实际" for year in years]
    sheet = _sheet(book, "主要指标", (*INDICATOR_COLUMNS, *later, *_REPORTED))
    for at, line in enumerate(found.lines, start=1):
        row, printed = line.row, (_of(line, year) for year in PLAN_YEARS)
        cells = (
            *(row.category, row.number, row.part, row.name, row.unit, *printed),
            *(row.target, row.kind, line.status, row.departments),
            *(_of(line, year) for year in years),
            *_newest(line.latest),
        )
        write_row(sheet, at, cells)


def _projects(book: Any, found: Register) -> None:
    sheet = _sheet(book, "重点项目", (*PROJECT_COLUMNS, *_PROGRESS))
    for at, line in enumerate(found.projects, start=1):
        row = line.row
        cells = (row.category, row.number, row.name, row.content, row.due)
        status = (row.departments, line.status)
        write_row(sheet, at, (*cells, *status, *_newest(line.latest)))


def _history(book: Any, session: Session, found: Register) -> None:
    sheet = _sheet(book, "登记历史", _HISTORY)
    lines: list[Line | ProjectLine] = [*found.lines, *found.projects]
    at = 0
    for line in lines:
        for each in history(session, line.row.subject):
            at += 1
            write_row(sheet, at, _entry(line.row.subject, each))


def _entry(subject: str, value: Value) -> tuple[str | int | None, ...]:
    return (
        id_text(value.value_id or 0),
        subject,
        value.year,
        *(value.text, value.status, value.source, value.note, value.department),
        *(value.evidence, value.sha256.hex()),
        None if value.corrects is None else id_text(value.corrects),
        value.operator,
        f"{local_moment(value.at):%Y-%m-%d %H:%M}",
    )


def _scenarios(book: Any, found: Register, day: str, *, demo: bool) -> None:
    """What indicator 6 was counted from, and where the rest comes from."""
    sheet = _sheet(book, "说明", ("应用场景", "已达到的标准", "标准总数", "计入指标6"))
    for at, each in enumerate(found.scenarios, start=1):
        counts = "是" if each.is_accepted else "否"
        write_row(sheet, at, (each.name, each.met, each.of, counts))
    notes = (
        f"2020—2022 年数值与 2025 年目标：{SOURCE}，未经本程序改动；更正另见登记历史。",
        f"指标 6 由程序按应用场景验收标准计算，计算日期 {day}。",
        "演示数据，不得对外使用。" if demo else "",
    )
    for at, said in enumerate(notes, start=len(found.scenarios) + 2):
        write_row(sheet, at, (said,))


def _sheet(book: Any, name: str, columns: Sequence[str]) -> Any:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#DCF1E6", "border": 1})
    for at, column in enumerate(columns):
        sheet.set_column(at, at, _WIDTHS.get(column, 14))
        sheet.write_string(0, at, column, head)
    sheet.freeze_panes(1, 0)
    return sheet


def _of(line: Line, year: int) -> str | None:
    value = line.of_year(year)
    return None if value is None else value.text


def _newest(value: Value | None) -> tuple[str | int | None, ...]:
    if value is None:
        return ()
    file = (value.evidence, value.sha256.hex())
    return (value.year, value.text, value.source, *file)
