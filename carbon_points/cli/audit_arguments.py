"""What may be typed after ``audit``: the auditor's own steps."""

from __future__ import annotations

import argparse
import datetime as dt
from fractions import Fraction
from pathlib import Path
from typing import Any
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


VERBS = ("approve", "reject", "freeze", "release", "reverse")
FINDING_VERBS = ("open", "correct", "close", "dismiss", "list")
SEGMENTS = ("waiting", "second", "frozen", "doubtful", "all")


def audit_steps(step: Callable[[str, str], Any], shared: Any) -> None:
    """The steps of ``audit`` besides ``verify``."""
    _queue(step)
    _rules(step, shared)
    _sampling(step)


def _queue(step: Callable[[str, str], Any]) -> None:
    queue = step("queue", "待审核 what waits, with the reasons")
    queue.add_argument("--scenario", choices=("life", "energy"))
    queue.add_argument("--flag", metavar="CODE")
    queue.add_argument("--state", choices=SEGMENTS, default="all")
    queue.add_argument("--participant", metavar="ID")
    queue.add_argument("--limit", type=count, default=50, metavar="N")
    shown = step("show", "一条记录 one record with what stands beside it")
    shown.add_argument("action", metavar="ACTION_ID")
    decide = step("decide", "审定 decisions into the open batch, booked when signed")
    decide.add_argument("verb", choices=(*VERBS, "undo", "sign"))
    decide.add_argument("actions", nargs="*", metavar="ACTION_ID")
    decide.add_argument("--participant", metavar="ID", help="freeze or release one")
    decide.add_argument("--reason", metavar="CODE", default="")
    decide.add_argument("--sign", action="store_true")
    decide.add_argument("--dry-run", action="store_true")


def _rules(step: Callable[[str, str], Any], shared: Any) -> None:
    rehearse = step("rehearse", "试算变更 what a change would do, nothing written")
    _changed(rehearse)
    rehearse.add_argument("--out", type=Path, metavar="FILE.xlsx")
    change = step("change", "变更与更正 propose, confirm and list changes of the rules")
    acts = change.add_subparsers(dest="act", metavar="ACT", required=True)

    def act(name: str, says: str) -> Any:
        return acts.add_parser(name, parents=[shared], help=says, description=says)

    propose = act("propose", "提出 with its rehearsal and document")
    _changed(propose)
    propose.add_argument("--document", metavar="TEXT", required=True)
    propose.add_argument("--file", type=Path, metavar="FILE", dest="paper")
    confirm = act("confirm", "确认 by another auditor; corrects")
    confirm.add_argument("change", metavar="CHANGE_ID")
    drop = act("drop", "撤回 take a proposal back")
    drop.add_argument("change", metavar="CHANGE_ID")
    drop.add_argument("--reason", metavar="TEXT", required=True)
    act("list", "清单 every change")
    shown = act("show", "一项变更 one change and its differences")
    shown.add_argument("change", metavar="CHANGE_ID")
    shown.add_argument("--out", type=Path, metavar="FILE.xlsx")
    sheet = step("day", "日清对账单 the daily sheet that must be zero")
    sheet.add_argument("--date", type=day, metavar="D")
    sheet.add_argument("--out", type=Path, metavar="FILE.xlsx")


def _changed(parser: Any) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--factor", metavar="ID=VALUE")
    what.add_argument("--methodology", metavar="ID@VERSION")
    parser.add_argument("--from", dest="start", type=day, metavar="D", required=True)


def _sampling(step: Callable[[str, str], Any]) -> None:
    sample = step("sample", "抽样 a reproducible sampling plan")
    sample.add_argument("--scenario", choices=("life", "energy"), required=True)
    sample.add_argument("--confidence", type=share, default=Fraction("0.95"))
    rule = sample.add_mutually_exclusive_group(required=True)
    rule.add_argument("--margin", type=share, metavar="0.05")
    rule.add_argument("--tolerable", type=share, metavar="0.05")
    sample.add_argument("--seed", metavar="TEXT")
    sample.add_argument("--from", dest="start", type=day, metavar="D")
    sample.add_argument("--to", dest="end", type=day, metavar="D")
    sample.add_argument("--save", action="store_true")
    sample.add_argument("--out", type=Path, metavar="FILE.pdf|.xlsx")
    check = step("check", "核查 what was found of drawn actions")
    check.add_argument("sample", metavar="SAMPLE_ID")
    check.add_argument("found", choices=("right", "wrong"))
    check.add_argument("actions", nargs="+", metavar="ACTION_ID")
    check.add_argument("--reason", metavar="CODE", default="")
    check.add_argument("--note", metavar="TEXT", default="")
    check.add_argument("--overstated", type=int, metavar="MG")
    result = step("result", "抽样结果 what a sample says, with its interval")
    result.add_argument("sample", metavar="SAMPLE_ID")
    result.add_argument("--out", type=Path, metavar="FILE.pdf|.xlsx")
    _findings(step)


def _findings(step: Callable[[str, str], Any]) -> None:
    about = "问题整改 a finding: opened, corrected, closed by another auditor"
    finding = step("finding", about)
    finding.add_argument("verb", choices=FINDING_VERBS)
    finding.add_argument("target", nargs="?", metavar="ACTION_ID|FINDING_ID")
    finding.add_argument("--reason", metavar="CODE", default="")
    finding.add_argument("--note", metavar="TEXT", default="")
    finding.add_argument("--overstated", type=int, metavar="MG")
    finding.add_argument("--reverse", action="store_true")
    finding.add_argument("--replaced-by", metavar="ACTION_ID")
    finding.add_argument("--scenario", choices=("life", "energy"))
    finding.add_argument("--sample", metavar="SAMPLE_ID")
    finding.add_argument("--open", action="store_true", help="only unsettled ones")


def day(text: str) -> dt.date:
    """A date as it is typed."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        message = (
            f"“{text}” 不是日期，请写成 2026-06-30（not a date, write 2026-06-30）"
        )
        raise argparse.ArgumentTypeError(message) from None


def month(text: str) -> str:
    """A month as it is typed."""
    try:
        return dt.date.fromisoformat(f"{text}-01").isoformat()[:7]
    except ValueError:
        message = f"“{text}” 不是月份，请写成 2026-06（not a month, write 2026-06）"
        raise argparse.ArgumentTypeError(message) from None


def share(text: str) -> Fraction:
    """An exact share between 0 and 1."""
    try:
        value = Fraction(text) if len(text) <= 20 else Fraction(-1)
    except (ValueError, ZeroDivisionError):
        value = Fraction(-1)
    if not 0 < value < 1:
        message = f"“{text}” 应在 0 和 1 之间 (must lie between 0 and 1)"
        raise argparse.ArgumentTypeError(message)
    return value


def count(text: str) -> int:
    """A number from 1 to a million as it is typed."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 1_000_000:
        message = f"“{text}” 应为 1 到 1000000 的整数 (a number from 1 to 1000000)"
        raise argparse.ArgumentTypeError(message)
    return int(text)
