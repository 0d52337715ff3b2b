"""The roll as a workbook: what the screen shows of everybody, masked as there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.days import ZONE
from carbon_points.common.ids import id_text
from carbon_points.common.units import mass_text
from carbon_points.crediting.roll import roll_lines
from carbon_points.places.queries import place_name
from carbon_points.security import service as security
from carbon_points.security.acts import own_subdistrict
from carbon_points.security.acts import permitted
from carbon_points.storage.files import new_workbook
from carbon_points.storage.files import write_row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.common.progress import Progress
    from carbon_points.crediting.roll import RollLine
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

_CHUNK: Final = 1000
_HEADINGS: Final = (
    "记录号",
    "类型",
    "姓名（名称）",
    "证件（脱敏）",
    "电话（脱敏）",
    "街道（镇）",
    "状态",
    "可用积分",
    "核定减排量（毫克二氧化碳当量）",
    "核定减排量",
    "最近办理",
)
_WIDTHS: Final = (14, 10, 24, 22, 16, 14, 8, 10, 18, 14, 12)
_WORDS: Final = {
    "resident": "居民",
    "sme": "小微企业",
    "open": "正常",
    "frozen": "已冻结",
    "closed": "已销户",
}


@dataclass(frozen=True, slots=True)
class Exported:
    """The workbook that was written."""

    path: Path
    rows: int


def export_roll(
    db: Database, caller: Caller, ids: Sequence[int], path: Path, progress: Progress
) -> Exported:
    """Write these participants into a workbook, and into the operation log who did.

    A worker of one subdistrict gets the lines of that one alone.

    Raises:
        NotAllowedError: by role.
    """
    with db.reading() as session:
        caller = permitted(session, "participants export", caller)
        place = place_name(session, own_subdistrict(session, caller))
    with new_workbook(path) as book:
        sheet = _sheet(book, caller)
        with db.reading() as session:
            rows = 0
            for done in range(0, len(ids), _CHUNK):
                lines = roll_lines(session, ids[done : done + _CHUNK])
                for line in _of(lines, place):
                    write_row(sheet, 2 + rows, _cells(line))
                    rows += 1
                progress.step(min(done + _CHUNK, len(ids)), len(ids))
        # Before the file has its name: nobody takes along what stands nowhere.
        security.note(db, caller, "export-participants", path.name, f"{rows} 行")
    return Exported(path, rows)


def _sheet(book: Any, caller: Caller) -> Any:
    sheet = book.add_worksheet("参与者")
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    write_row(sheet, 0, (_head(caller),))
    write_row(sheet, 1, _HEADINGS)
    return sheet


def _of(lines: Sequence[RollLine], place: str) -> Iterator[RollLine]:
    return (line for line in lines if not place or line.subdistrict == place)


def _head(caller: Caller) -> str:
    moment = dt.datetime.fromtimestamp(caller.now, ZONE)
    return (
        f"导出人 {caller.operator}　{moment:%Y-%m-%d %H:%M}　"
        "证件和电话已脱敏；减排量未经核证"
    )


def _cells(line: RollLine) -> tuple[str | int | None, ...]:
    amount, unit = mass_text(line.reduction_mg)
    return (
        id_text(line.participant_id),
        _WORDS[line.kind],
        line.name,
        line.masked_id,
        line.masked_phone or None,
        line.subdistrict,
        _WORDS.get(line.state, line.state),
        line.points,
        line.reduction_mg,
        f"{amount} {unit}",
        line.last_day.isoformat() if line.last_day else None,
    )
