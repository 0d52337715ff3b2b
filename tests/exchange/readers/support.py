"""Small files that the reader tests write for themselves."""

from __future__ import annotations

import datetime as dt
import importlib
import json
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.exchange.readers import parse
from carbon_points.exchange.readers import read_table
from carbon_points.exchange.readers import recognise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.exchange.readers import Mapping
    from carbon_points.exchange.readers import Parsed

DATA: Final = Path(__file__).parents[2] / "data"
SAMPLE: Final = DATA / "sample"
HOSTILE: Final = DATA / "hostile"
KEY: Final[dict[str, Any]] = json.loads((SAMPLE / "answer_key.json").read_text("utf-8"))
AS_OF: Final = dt.date(2026, 6, 30)
RIC: Final = "370114196705269988"
RIC_2: Final = "370114199410129017"
USCC: Final = "91370114XX3094540X"
RIDE_HEADER: Final = (
    "订单编号",
    "用户手机号",
    "开锁时间",
    "关锁时间",
    "骑行里程(公里)",
)
RIDE: Final = (
    *("A1", "16984970182", "2026-03-02 08:00:00"),
    *("2026-03-02 08:10:00", "1.80"),
)


def csv_file(
    folder: Path,
    *rows: Sequence[object],
    name: str = "甲_订单_1.csv",
    between: str = ",",
) -> Path:
    """A text file of rows."""
    path = folder / name
    lines = [between.join(map(str, row)) for row in rows]
    path.write_bytes("\n".join([*lines, ""]).encode())
    return path


def xlsx_file(
    folder: Path,
    *rows: Sequence[Any],
    merges: Sequence[tuple[int, int, int, int]] = (),
    name: str = "表.xlsx",
) -> Path:
    """A workbook of one sheet; merges are (first row, column, last row, column)."""
    path = folder / name
    # Not typed, so not imported by name.
    xlsxwriter = importlib.import_module("xlsxwriter")
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for first_row, first_column, last_row, last_column in merges:
            sheet.merge_range(first_row, first_column, last_row, last_column, "")
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(i, j, cell, day)
                elif cell is not None:
                    sheet.write(i, j, cell)
    return path


def parsed(path: Path, kind: str = "auto", mapping: Mapping | None = None) -> Parsed:
    """A file read, recognised and parsed."""
    table = read_table(path, mapping=mapping)
    return parse(table, recognise(table, kind, mapping), AS_OF)


def outcome(result: Parsed) -> dict[int, str]:
    """Row number to code, ``""`` for a good row."""
    return {
        **{int(row): "" for row in result.numbers},
        **{problem.row: problem.code for problem in result.problems},
    }
