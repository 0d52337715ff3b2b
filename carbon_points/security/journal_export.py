"""The journal as a workbook; that somebody took it along stands in the journal, too."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.days import local_moment
from carbon_points.common.problems import UserError
from carbon_points.common.progress import Progress
from carbon_points.security.acts import ask_first
from carbon_points.security.acts import permitted
from carbon_points.security.journal import act_words
from carbon_points.security.journal import acts
from carbon_points.security.journal import every_line
from carbon_points.security.journal import groups
from carbon_points.security.journal import page
from carbon_points.security.journal import RIGHT
from carbon_points.security.service import note
from carbon_points.security.service import operators
from carbon_points.storage.files import new_workbook
from carbon_points.storage.files import write_row

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller
    from carbon_points.security.journal import Line
    from carbon_points.security.journal import Wanted
    from carbon_points.storage.engine import Database

MOST_ROWS: Final = 1_000_000
"""A sheet holds 1,048,576 rows."""

_CHUNK: Final = 2_000
_HEADINGS: Final = (
    *("时间", "操作员", "姓名", "复核", "类别", "事项"),
    *("对象", "原因", "链位置", "代码"),
)
_WIDTHS: Final = (20, 14, 16, 14, 12, 24, 28, 40, 10, 20)


def export_journal(
    db: Database,
    caller: Caller,
    wanted: Wanted,
    path: Path,
    progress: Progress | None = None,
) -> int:
    """Write the lines that are asked for, newest first; answers how many.

    Raises:
        NotAllowedError: ROLE.
        UserError: ``LOG_TOO_LONG``, ``OUT_ONLY_XLSX``.
        OSError: if the file cannot be written.
    """
    if path.suffix.lower() != ".xlsx":
        raise UserError("OUT_ONLY_XLSX", value=path.suffix)
    ask_first(db, RIGHT, caller)
    with new_workbook(path) as book:
        with db.reading() as session:
            by = permitted(session, RIGHT, caller)
            total = page(session, by, wanted, 0, 1).total
            if total > MOST_ROWS:
                raise UserError("LOG_TOO_LONG", count=str(total))
            _write(_sheet(book), session, (by, wanted), (progress or Progress(), total))
        # Before the file has its name: nobody takes along what stands nowhere.
        note(db, by, "log-export", f"{path.name}（{total}）")
    return total


def _sheet(book: Any) -> Any:
    sheet = book.add_worksheet("操作日志")
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    write_row(sheet, 0, _HEADINGS)
    sheet.freeze_panes(1, 0)
    return sheet


def _write(
    sheet: Any,
    session: Session,
    asked: tuple[Caller, Wanted],
    steps: tuple[Progress, int],
) -> None:
    names = {one.name: one.display_name for one in operators(session)}
    progress, total = steps
    for number, line in enumerate(every_line(session, *asked), 1):
        write_row(sheet, number, _cells(line, names))
        if not number % _CHUNK:
            progress.step(number, total)
    progress.step(total, total)


def _cells(line: Line, names: dict[str, str]) -> tuple[str | int | None, ...]:
    known = acts().get(line.act)
    return (
        local_moment(line.at).isoformat(sep=" ", timespec="seconds")[:19],
        line.operator,
        names.get(line.operator, ""),
        line.second,
        groups()[known.group if known else "done"][0],
        act_words(line.act, english=False),
        line.subject,
        line.reason,
        line.position or None,
        line.act,
    )
