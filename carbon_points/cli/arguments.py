"""What may be typed: the parser of all commands, without importing any of them."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import Any
from typing import NoReturn
from typing import Self
from typing import TYPE_CHECKING

from carbon_points.cli.audit_arguments import audit_steps
from carbon_points.cli.audit_arguments import month
from carbon_points.cli.backup_arguments import backup_options
from carbon_points.cli.health_arguments import doctor_options
from carbon_points.cli.indicator_arguments import indicator_steps
from carbon_points.cli.keys_arguments import keys_steps
from carbon_points.cli.people_arguments import people_steps
from carbon_points.cli.pool_arguments import pool_steps
from carbon_points.cli.privacy_arguments import participant_steps
from carbon_points.cli.privacy_arguments import retention_steps
from carbon_points.cli.restore_arguments import restore_options
from carbon_points.cli.scenario_arguments import scenario_steps

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

VERSION = "0.1.0"
_NO_TEXT = "carbon-points: “{}” 不是 UTF-8 文字 (not UTF-8 text)"


class CallError(Exception):
    """The call cannot be understood."""


class Parser(argparse.ArgumentParser):
    """A parser that leaves the exit code and the language to `run`."""

    def error(self, message: str) -> NoReturn:
        """Say in one sentence what is wrong with the call."""
        said = f"{self.prog}: {message}"
        raise CallError(said)


class _Unasked:
    """Stands for a command that the call does not name: it needs no arguments."""

    def add_argument(self, *_: object, **__: object) -> None:
        """Keep nothing."""

    def add_parser(self, *_: object, **__: object) -> Self:
        """A step of it needs none either."""
        return self

    add_subparsers = add_mutually_exclusive_group = add_parser


def parser(call: Sequence[str] | None = None) -> Parser:
    """The whole command line; options stand before or after the command.

    Args:
        call: the words of one call. Most of the time of a short command would go into
            arguments of the others, so those are left out; none builds all.
    """
    shared = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    _shared_options(shared)
    top = Parser(
        prog="carbon-points",
        description="碳普惠 · carbon-inclusion points desk",
        parents=[shared],
    )
    top.add_argument("--version", action="version", version=VERSION)
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def command(name: str, text: str) -> Parser | _Unasked:
        if call is not None and name not in call:
            commands.add_parser(name, help=text, add_help=False)
            return _Unasked()
        made: Parser = commands.add_parser(
            name, help=text, description=text, parents=[shared]
        )
        return made

    _set_up(command)
    _rules(command)
    _intake(command)
    _bureau(command, shared)
    _stepped(command, shared)
    _papers(command, shared)
    return top


def refuse_unreadable(call: argparse.Namespace) -> None:
    """Refuse words that are no text: no record could hold them.

    Raises:
        CallError: naming the word; a file may have whatever name its system takes.
    """
    for value in vars(call).values():
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str) and _is_unreadable(word):
                raise CallError(_NO_TEXT.format(word))


def _is_unreadable(word: str) -> bool:
    return "\0" in word or any("\ud800" <= letter <= "\udfff" for letter in word)


def _shared_options(shared: Parser) -> None:
    shared.add_argument("--db", type=Path, metavar="PATH", help="数据库 database file")
    shared.add_argument(
        "--key-file", type=Path, metavar="FILE", help="密钥文件 key file"
    )
    shared.add_argument(
        "--as-of", type=_date, metavar="DATE", help="登记日期 day to judge by"
    )
    shared.add_argument(
        "--json", action="store_true", help="一个 JSON 文档 one JSON document"
    )
    shared.add_argument("--lang", choices=("zh", "en"), help="语言 language")
    shared.add_argument("--as", dest="operator", metavar="USER", help="操作员 operator")
    shared.add_argument("--second", metavar="USER", help="复核员 second person")


def _set_up(command: Any) -> None:
    init = command("init", "新建数据库 make a database")
    init.add_argument("--district", type=Path, metavar="FILE")
    init.add_argument("--desk", type=int, metavar="N")
    init.add_argument("--trial", metavar="ID,…", default="")
    init.add_argument("--document", metavar="TEXT", default="")
    init.add_argument("--demo", action="store_true")
    demo = command("demo", "演示全流程 the whole main job on a synthetic district")
    demo.add_argument("--out", type=Path, metavar="DIR", default=Path("out"))
    backup_options(command("backup", "备份 whole copies, proven"))
    restore = command("restore", "恢复 put a backup in place")
    restore_options(restore)
    doctor_options(command("doctor", "体检 what is well, what to do about the rest"))


def _rules(command: Any) -> None:
    listed = command("methodologies", "方法学 list, or one in full")
    listed.add_argument("id", nargs="?", metavar="ID")
    calculate = command("calculate", "试算 run one methodology on a file of vectors")
    calculate.add_argument("id", metavar="ID")
    calculate.add_argument("file", type=Path, metavar="FILE")
    calculate.add_argument("--trace", action="store_true")
    adopt = command("adopt", "采用为试行 adopt drafts as district trials")
    adopt.add_argument("methodology", nargs="+", metavar="METHODOLOGY")
    adopt.add_argument(
        "--from", dest="start", type=_date, metavar="DATE", required=True
    )
    adopt.add_argument("--document", metavar="TEXT", required=True)


def _intake(command: Any) -> None:
    imported = command("import", "批量导入 import files")
    kinds = "residents smes rides clothing pv_readings heat_pump air_conditioner auto"
    imported.add_argument("kind", choices=kinds.split(), metavar="KIND")
    imported.add_argument("paths", nargs="+", type=Path, metavar="FILE|FOLDER")
    imported.add_argument("--dry-run", action="store_true")
    imported.add_argument("--strict", action="store_true")
    imported.add_argument("--mapping", type=Path, metavar="FILE")
    imported.add_argument("--rejects", type=Path, metavar="FILE.xlsx")
    register = command("register", "登记 register a resident or an SME")
    register.add_argument("kind", choices=("resident", "sme"))
    register.add_argument("file", metavar="FILE|-")
    register.add_argument("--key", metavar="TEXT")
    log = command("log", "记录行为 log one action")
    log.add_argument("methodology", metavar="METHODOLOGY")
    log.add_argument("file", metavar="FILE|-")
    log.add_argument("--participant", metavar="ID", required=True)
    log.add_argument("--evidence", nargs="+", type=Path, metavar="FILE", default=[])
    log.add_argument("--key", metavar="TEXT")
    log.add_argument("--dry-run", action="store_true")
    withdraw = command("withdraw", "撤销 take back an action or an import")
    withdraw.add_argument("action", nargs="?", metavar="ACTION_ID")
    withdraw.add_argument("--batch", metavar="ID")
    withdraw.add_argument("--reason", metavar="TEXT", required=True)
    find = command("find", "查找 the desk's search box")
    find.add_argument("query", metavar="QUERY")
    find.add_argument("--limit", type=_count, default=8, metavar="N")
    show = command("show", "账户 balance and history of a participant")
    show.add_argument("participant", metavar="PARTICIPANT_ID")
    _period(show)


def _bureau(command: Any, shared: Parser) -> None:
    approve = command("approve", "核定 approve what the policy allows")
    approve.add_argument("--scenario", choices=("life", "energy"))
    approve.add_argument("--policy", choices=("careful", "all"), default="careful")
    approve.add_argument("--until", type=_date, metavar="DATE")
    stats = command("stats", "统计 scenario statistics")
    stats.add_argument("--by", default="", metavar="subdistrict,month,…")
    stats.add_argument("--scenario", choices=("life", "energy"))
    _period(stats)
    stats.add_argument(
        "--state", choices=("approved", "waiting", "all"), default="approved"
    )
    stats.add_argument("--out", type=Path, metavar="FILE")
    explain = command("explain", "为什么是这个数 why this number")
    explain.add_argument("action", metavar="ACTION_ID")
    audit = command("audit", "审核 audit")
    steps = audit.add_subparsers(dest="step", metavar="STEP", required=True)
    verify = steps.add_parser(
        "verify", parents=[shared], help="全库核验 every invariant"
    )
    verify.add_argument("--recalculate", action="store_true")
    verify.add_argument(
        "--checkpoint",
        type=Path,
        metavar="FILE",
        help="what somebody kept: a checkpoint, or a backup",
    )
    kept = steps.add_parser(
        "checkpoint", parents=[shared], help="检查点 sign how far the chain is"
    )
    kept.add_argument("file", type=Path, metavar="FILE")

    audit_steps(_stepper(steps, shared), shared)
    dossier = command("dossier", "验收材料 the acceptance dossier, or check one")
    dossier.add_argument("words", nargs="*", metavar="check DIR")
    dossier.add_argument("--scenario", choices=("life", "energy"))
    dossier.add_argument("--out", type=Path, metavar="DIR")
    report = command("report", "报告 yearly reports")
    kinds = report.add_subparsers(dest="step", metavar="STEP", required=True)
    yearly = kinds.add_parser("subdistrict", parents=[shared], help="街道年度报告")
    yearly.add_argument("--place", metavar="P", required=True)
    yearly.add_argument("--year", type=_year, metavar="Y", required=True)
    yearly.add_argument("--out", type=Path, metavar="DIR", required=True)
    close = command("close-month", "关账 close a month after a clean check")
    close.add_argument("month", type=month, metavar="YYYY-MM")


def _stepper(steps: Any, shared: Parser) -> Callable[[str, str], Parser]:
    """How the steps of one command are added: name and help."""

    def step(name: str, text: str) -> Parser:
        made: Parser = steps.add_parser(
            name, parents=[shared], help=text, description=text
        )
        return made

    return step


def _stepped(command: Any, shared: Parser) -> None:
    """The commands whose steps have a module of their own."""
    for name, words, fill in (
        ("pool", "减排量池 the reductions pool and where it went", pool_steps),
        ("indicator", "指标登记 the plan's indicators and projects", indicator_steps),
        ("scenario", "应用场景 the file of an application scenario", scenario_steps),
        ("keys", "密钥 the key of the file, and the keys that sign", keys_steps),
        ("participant", "本人权利 a person's copy and erasure", participant_steps),
        ("retention", "保存期限 how long what is kept", retention_steps),
        ("users", "人员 who uses the program, and what they did", people_steps),
    ):
        steps = command(name, words).add_subparsers(
            dest="step", metavar="STEP", required=True
        )
        fill(_stepper(steps, shared))


def _papers(command: Any, shared: Parser) -> None:
    certificate = command("certificate", "证书 issue and verify certificates")
    steps = certificate.add_subparsers(dest="step", metavar="STEP", required=True)
    issue = steps.add_parser("issue", parents=[shared], help="签发 issue")
    who = issue.add_mutually_exclusive_group(required=True)
    who.add_argument("--participant", metavar="ID")
    who.add_argument("--community", metavar="C")
    who.add_argument("--all", action="store_true", dest="everyone")
    _period(issue, required=True)
    issue.add_argument("--out", type=Path, metavar="DIR", required=True)
    verify = steps.add_parser("verify", parents=[shared], help="核验 verify")
    verify.add_argument("file", nargs="?", type=Path, metavar="FILE.pdf")
    verify.add_argument("--text", metavar="QR")
    verify.add_argument("--key", type=Path, metavar="FILE", dest="public_keys")
    revoke = steps.add_parser("revoke", parents=[shared], help="吊销 revoke")
    revoke.add_argument("serial", metavar="SERIAL")
    revoke.add_argument("--reason", metavar="TEXT", required=True)


def _period(parser: Any, *, required: bool = False) -> None:
    parser.add_argument(
        "--from", dest="start", type=_date, metavar="D", required=required
    )
    parser.add_argument("--to", dest="end", type=_date, metavar="D", required=required)


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        message = (
            f"“{text}” 不是日期，请写成 2026-06-30（not a date, write 2026-06-30）"
        )
        raise argparse.ArgumentTypeError(message) from None


def _year(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) != 4:
        message = f"“{text}” 不是年份，请写成 2026（not a year, write 2026）"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 10_000:
        message = f"“{text}” 应为 1 到 10000 的整数 (a number from 1 to 10000)"
        raise argparse.ArgumentTypeError(message)
    return int(text)
