"""``doctor``."""

from __future__ import annotations

import os
import sys
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.cli.context import Answer
from carbon_points.common.problems import DatabaseUnusableError

if TYPE_CHECKING:
    from carbon_points.cli.context import Context
    from carbon_points.storage.health import HealthCheck


def doctor(context: Context) -> Answer:
    """Versions, fonts, display, disk, database: what to do about each."""
    from carbon_points.storage.database_health import checks  # noqa: PLC0415

    rows = [*_program(context), *_fonts(context), *_display(context)]
    found = checks(context.database_path, context.option("key_file"))
    rows += [_said(context, check) for check in found]
    rows += _security(context)
    lines = [
        f"{'✓' if row['ok'] else '✗'} {row['name']:14} {row['says']}"
        + (f" → {row['remedy']}" if row["remedy"] else "")
        for row in rows
    ]
    return Answer({"checks": rows}, lines, 0 if all(r["ok"] for r in rows) else 1)


def _row(name: str, says: str, remedy: str = "", *, ok: bool = True) -> dict[str, Any]:
    return {"name": name, "ok": ok, "says": says, "remedy": remedy}


def _said(context: Context, check: HealthCheck) -> dict[str, Any]:
    says, remedy = (w.said(context.language) for w in (check.says, check.remedy))
    return _row(check.name, says, remedy, ok=check.ok)


def _program(context: Context) -> list[dict[str, Any]]:
    from carbon_points.cli.arguments import VERSION  # noqa: PLC0415

    python = sys.version.split()[0]
    said = context.says(
        f"程序 {VERSION}，Python {python}", f"program {VERSION}, Python {python}"
    )
    return [_row("program", said)]


def _fonts(context: Context) -> list[dict[str, Any]]:
    from importlib.resources import files  # noqa: PLC0415

    wanted = (
        "NotoSansSC-Regular.ttf",
        "HanaMinA-rest.ttf",
        "CarbonSymbols-Regular.ttf",
    )
    folder = files("resources").joinpath("fonts")
    missing = [name for name in wanted if not folder.joinpath(name).is_file()]
    if missing:
        said = context.says("缺少字体 ", "missing fonts ") + " ".join(missing)
        remedy = context.says("请重新安装程序", "install the program again")
        return [_row("fonts", said, remedy, ok=False)]
    return [_row("fonts", context.says("字体齐全", "all there"))]


def _display(context: Context) -> list[dict[str, Any]]:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform != "linux" or any(os.environ.get(name) for name in names):
        return [_row("display", context.says("有显示器", "there is one"))]
    said = context.says(
        "没有显示器：窗口打不开，命令行可用", "none: the command line works"
    )
    return [_row("display", said)]


def _security(context: Context) -> list[dict[str, Any]]:
    from carbon_points.security.health import checks  # noqa: PLC0415

    try:
        with context.database(read_only=True) as db, db.reading() as session:
            found = checks(session)
    except DatabaseUnusableError:
        return []
    return [_said(context, check) for check in found]
