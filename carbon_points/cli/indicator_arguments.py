"""What may be typed after ``indicator``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_STATUSES = {"done": "完成", "open": "未完成"}


def indicator_steps(step: Callable[[str, str], Any]) -> None:
    """The steps of ``indicator``."""
    listed = step("list", "指标表 the plan's 35 indicators as they stand")
    listed.add_argument("--open", action="store_true", help="only what is not reached")
    shown = step("show", "一项 one indicator or project with its history")
    shown.add_argument("subject", metavar="N", help="6, 28a; P7 for a project")
    said = step("set", "登记新值 report a value; a second one corrects the first")
    said.add_argument("subject", metavar="N", help="3, 28a; P7 for a project")
    said.add_argument("--year", type=_year, metavar="Y", required=True)
    said.add_argument("--value", metavar="TEXT", required=True)
    said.add_argument("--source", metavar="TEXT", required=True)
    said.add_argument("--status", type=_status, metavar="done|open", default="")
    said.add_argument("--note", metavar="TEXT", default="")
    said.add_argument("--department", metavar="TEXT", default="")
    said.add_argument("--evidence", type=Path, metavar="FILE")
    said.add_argument("--key", metavar="TEXT")
    projects = step("projects", "重点项目 the plan's 26 key projects as they stand")
    projects.add_argument("--open", action="store_true")
    export = step("export", "导出 the register as a workbook in the plan's columns")
    export.add_argument("file", type=Path, metavar="FILE.xlsx")


def _year(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) != 4:
        message = f"“{text}” 不是年份，请写成 2024（not a year, write 2024）"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _status(text: str) -> str:
    found = _STATUSES.get(text, text)
    if text and found not in _STATUSES.values():
        message = f"“{text}” 应为 done 或 open（done or open is meant）"
        raise argparse.ArgumentTypeError(message)
    return found
