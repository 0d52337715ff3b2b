"""``audit day``: the daily sheet that must be zero."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from carbon_points.cli.context import Answer
from carbon_points.security.acts import ask_first
from carbon_points.security.taking import taken_along

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.cli.context import Context
    from carbon_points.integrity.day_sheet import DayRow


def day(context: Context) -> Answer:
    """Both sides of every equation; exit code 1 unless all are equal."""
    from carbon_points.integrity.day_sheet import day_sheet  # noqa: PLC0415
    from carbon_points.integrity.day_workbook import write_day_sheet  # noqa: PLC0415

    wanted = context.option("date")
    with context.database() as db:
        sheet = day_sheet(db, context.caller(), wanted, context.progress)
        out: Path | None = context.option("out")
        if out is not None:
            by = ask_first(db, "audit day", context.caller())
            with taken_along(db, by, out):
                write_day_sheet(sheet, out)
    document = {
        "date": wanted.isoformat() if wanted else None,
        "zero": sheet.ok,
        "position": sheet.position,
        "rows": [_row(each) for each in sheet.rows],
    }
    lines = [line for each in sheet.rows for line in _lines(context, each)]
    lines.append(
        context.says("日清：全部为零", "All zero")
        if sheet.ok
        else context.says("日清：有不为零的项，位置如上", "Not zero; see the places")
    )
    return Answer(document, lines, 0 if sheet.ok else 1)


def _row(row: DayRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "unit": row.unit,
        "scope": "day" if row.of_day else "all",
        "counted": row.sides.counted,
        "left": row.sides.left,
        "right": row.sides.right,
        "difference": row.difference,
        "zero": row.ok,
        "parts": dict(row.sides.parts),
        "places": [
            {
                "kind": place.kind,
                "where": place.where,
                "difference": place.difference,
                "zh": place.zh,
                "en": place.en,
            }
            for place in row.sides.places
        ],
    }


def _lines(context: Context, row: DayRow) -> list[str]:
    sign = "✓" if row.ok else "✗"
    amounts = ""
    if row.unit:
        amounts = f"  {row.sides.left:,} − {row.sides.right:,} = {row.difference:,}"
        amounts += f" {row.unit}"
    lines = [f"{sign} {context.says(row.zh, row.en)}{amounts}"]
    lines += [f"    {context.says(each.zh, each.en)}" for each in row.sides.places]
    return lines
