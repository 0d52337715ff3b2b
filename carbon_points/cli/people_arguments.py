"""What may be typed after ``users``: who uses the program, and what they did."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.cli.audit_arguments import count
from carbon_points.cli.audit_arguments import day

if TYPE_CHECKING:
    from collections.abc import Callable

ROLES = ("worker", "auditor", "admin", "viewer")
GROUPS = ("in", "seen", "out", "people", "done", "upkeep")


def people_steps(step: Callable[[str, str], Any]) -> None:
    """The steps of ``users``; passwords come from standard input alone."""
    step("list", "名单 everybody who uses the program, or did")
    add = step("add", "新增 take somebody on; the password is read from standard input")
    add.add_argument("name", metavar="NAME")
    _about(add, required=True)
    add.add_argument(
        "--password", action="store_true", help="密码 read one from standard input"
    )
    change = step("change", "修改 other roles, another name to show, another place")
    change.add_argument("name", metavar="NAME")
    _about(change, required=False)
    for name, text in (
        ("close", "停用 signs in no more; what was done stays"),
        ("reopen", "恢复 signs in again, with the old password"),
        ("password", "设密码 a new password, read from standard input"),
    ):
        step(name, text).add_argument("name", metavar="NAME")
    _log(step("log", "操作日志 who did, saw or exported what, and why"))


def _about(parser: Any, *, required: bool) -> None:
    parser.add_argument(
        "--role", nargs="+", choices=ROLES, metavar="ROLE", required=required
    )
    parser.add_argument("--display", metavar="TEXT", help="姓名 the name to show")
    parser.add_argument(
        "--subdistrict", metavar="P", help="所在街道 a worker's own; all: 不限"
    )


def _log(parser: Any) -> None:
    parser.add_argument("--group", choices=GROUPS)
    parser.add_argument("--by", metavar="NAME", help="操作员 of one operator")
    parser.add_argument("--from", dest="start", type=day, metavar="D")
    parser.add_argument("--to", dest="end", type=day, metavar="D")
    parser.add_argument("--words", metavar="TEXT", default="")
    parser.add_argument("--limit", type=count, default=50, metavar="N")
    parser.add_argument("--out", type=Path, metavar="FILE.xlsx")
