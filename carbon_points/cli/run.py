"""One call: parse, run, say what happened, answer the exit code."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from importlib import import_module
from itertools import pairwise
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.cli.arguments import CallError
from carbon_points.cli.arguments import parser
from carbon_points.cli.arguments import refuse_unreadable
from carbon_points.cli.call_errors import call_sentence
from carbon_points.cli.context import Context
from carbon_points.common.showing import harmless

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from carbon_points.cli.context import Answer

_OURS = frozenset({"carbon_points", "methodologies", "ui", "main"})
_COMMANDS = {
    "init": "set_up:init",
    "demo": "set_up:demo",
    "backup": "backing_up:backup",
    "restore": "restoring:restore",
    "doctor": "health:doctor",
    "methodologies": "rules:methodologies",
    "calculate": "rules:calculate",
    "adopt": "rules:adopt",
    "import": "intake:import_",
    "register": "desk:register",
    "log": "desk:log",
    "withdraw": "desk:withdraw",
    "find": "people:find",
    "show": "people:show",
    "approve": "bureau:approve",
    "stats": "bureau:stats",
    "explain": "bureau:explain",
    "audit verify": "checking:verify",
    "audit checkpoint": "checking:checkpoint",
    "audit queue": "audit:queue",
    "audit show": "audit:show",
    "audit decide": "audit:decide",
    "audit rehearse": "rehearsal:rehearse",
    "audit change": "changes:change",
    "audit day": "day_sheet:day",
    "audit sample": "sampling:sample",
    "audit check": "sampling:check",
    "audit result": "sampling:result",
    "audit finding": "findings:finding",
    "close-month": "closing:close_month",
    "pool notice": "pool:notice",
    "pool object": "pool:object_",
    "pool answer": "pool:answer",
    "pool cancel": "pool:cancel",
    "pool register": "pool:register",
    "pool dispose": "pool:dispose",
    "pool confirm": "pool:confirm",
    "pool drop": "pool:drop",
    "pool use": "pool:use",
    "pool show": "pool_documents:show",
    "pool public": "pool_documents:public",
    "indicator list": "indicators:listed",
    "indicator show": "indicators:show",
    "indicator set": "indicators:set_",
    "indicator projects": "indicators:projects",
    "indicator export": "indicators:export",
    "scenario show": "scenario:show",
    "scenario set": "scenario:describe",
    "scenario document": "scenario:document",
    "scenario stage": "scenario:stage",
    "scenario notice": "scenario:notice",
    "scenario criterion": "scenario:criterion",
    "dossier": "dossier:dossier",
    "report subdistrict": "dossier:report",
    "keys show": "keys:show",
    "keys passphrase": "keys:passphrase",
    "keys rotate": "keys:rotate",
    "keys encrypt": "keys:encrypt",
    "keys remember": "keys:remember",
    "keys forget": "keys:forget",
    "keys recovery": "keys:recovery",
    "keys recover": "keys:recover",
    "keys signing": "signing_keys:signing",
    "keys publish": "signing_keys:publish",
    "keys rotate-signing": "signing_keys:rotate_signing",
    "keys lost": "signing_keys:lost",
    "keys request": "signing_keys:request",
    "keys certify": "signing_keys:certify",
    "keys install": "signing_keys:install",
    "keys rotate-identity": "signing_keys:rotate_identity",
    "participant copy": "privacy:copy",
    "participant close": "privacy:close",
    "participant erase": "privacy:erase",
    "retention show": "privacy:show",
    "retention run": "privacy:run",
    "users list": "users:listed",
    "users add": "users:add",
    "users change": "users:change",
    "users close": "users:close",
    "users reopen": "users:reopen",
    "users password": "users:password",
    "users log": "users:log",
    "certificate issue": "papers:issue",
    "certificate verify": "papers:verify",
    "certificate revoke": "closing:revoke",
}
"""Command: module and function under `cli.commands`, imported when it is called."""

INTERRUPTED = 130


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and say what it did."""
    _set_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        call = parser(given).parse_args(given)
        refuse_unreadable(call)
        context = Context(call)
    except CallError as error:
        said = call_sentence(str(error), english=_is_english(given))
        return _fail("--json" in given, "CALL", said, 2)
    except SystemExit as done:  # --help and --version
        return int(done.code or 0)
    return _run(context)


def _set_streams() -> None:
    """Names of people and places: never depend on the terminal's own encoding."""
    if sys.stdin is None:  # closed by whoever called; there is nothing to read then
        sys.stdin = io.StringIO()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]


def _is_english(given: Sequence[str]) -> bool:
    """The language of a call that could not be understood."""
    return "--lang=en" in given or ("--lang", "en") in pairwise(given)


def _run(context: Context) -> int:
    try:
        return _answered(context)
    except ImportError as error:  # also while a sentence about another one was sought
        return _incomplete(context, error)


def _answered(context: Context) -> int:
    from carbon_points.common.problems import UserError  # noqa: PLC0415
    from carbon_points.common.progress import Cancelled  # noqa: PLC0415

    try:
        _check_day(context)
        answer = _command(context)(context)
    except UserError as error:
        return _fail(
            context.as_json, error.code, _sentence(context, error), error.exit_code
        )
    except (KeyboardInterrupt, Cancelled):
        said = context.says(
            "已中断，没有写入的部分不会只写一半。", "Interrupted; nothing half-written."
        )
        return _fail(context.as_json, "INTERRUPTED", said, INTERRUPTED)
    except BrokenPipeError:
        return 0
    except OSError as error:
        return _unwritable(context, error)
    except ImportError:
        raise
    except Exception as error:  # noqa: BLE001  (the one place that shows it)
        return _unexpected(context, error)
    return _say(context, answer)


def _check_day(context: Context) -> None:
    import datetime as dt  # noqa: PLC0415

    from carbon_points.common.days import ZONE  # noqa: PLC0415
    from carbon_points.common.problems import UserError  # noqa: PLC0415

    given = context.option("as_of")
    if given and given > dt.datetime.now(tz=ZONE).date():
        raise UserError("AS_OF_FUTURE", value=given.isoformat())


def _command(context: Context) -> Callable[[Context], Answer]:
    name = context.arguments.command
    step = context.option("step")
    target = _COMMANDS[f"{name} {step}" if step else name]
    module, _, function = target.partition(":")
    found: Callable[[Context], Answer] = getattr(
        import_module(f"carbon_points.cli.commands.{module}"), function
    )
    return found


def _sentence(context: Context, error: Any) -> str:
    from carbon_points.exchange.sentences import error_sentence  # noqa: PLC0415

    return error_sentence(error, context.language)


def _say(context: Context, answer: Answer) -> int:
    """Give the answer; what was done stays done, even if nobody could be told."""
    said = "\n".join(answer.lines)
    words = _as_json(answer.document) if context.as_json else harmless(said)
    try:
        print(words, flush=True)  # noqa: T201  (the answer)
    except BrokenPipeError:
        _stop_saying()
    except OSError as error:
        _stop_saying()
        error.filename = context.says("标准输出", "standard output")
        return _unwritable(context, error)
    return answer.exit_code


def _stop_saying() -> None:
    """Let the end of the process not try once more what could not be written."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(as_json: bool, code: str, sentence: str, exit_code: int) -> int:  # noqa: FBT001  (set by --json)
    with contextlib.suppress(BrokenPipeError):
        if as_json:
            document = {"error": {"code": code, "message": sentence}}
            print(_as_json(document))  # noqa: T201  (the answer)
        print(harmless(sentence), file=sys.stderr)  # noqa: T201  (the message)
    return exit_code


def _as_json(document: Any) -> str:
    """Names of people stay readable; what a terminal would obey is spelled out."""
    return harmless(json.dumps(document, ensure_ascii=False, indent=1))


def _unwritable(context: Context, error: OSError) -> int:
    """A file that cannot be read or written, wherever a command meets it."""
    from carbon_points.common.problems import UserError  # noqa: PLC0415

    why, file = error.strerror or type(error).__name__, str(error.filename or "")
    said = UserError("OUT_UNWRITABLE", file=file, why=why)
    return _fail(context.as_json, said.code, _sentence(context, said), said.exit_code)


def _incomplete(context: Context, error: ImportError) -> int:
    """A library that the program needs is not installed here."""
    library = (error.name or "").partition(".")[0]
    if not library or library in _OURS:
        return _unexpected(context, error)
    said = context.says(
        f"这台电脑缺少程序库 {library}，没有写入任何数据；请重新运行 setup.sh 安装。",
        f"The library {library} is missing on this computer; nothing was written."
        " Please run setup.sh again.",
    )
    return _fail(context.as_json, "LIBRARY_MISSING", said, 4)


def _unexpected(context: Context, error: Exception) -> int:
    """An error of the program itself: kept in a file, said in a sentence."""
    import logging  # noqa: PLC0415  (slow to import)

    from platformdirs import user_log_path  # noqa: PLC0415

    from carbon_points.common.logs import DiscreetFormatter  # noqa: PLC0415
    from carbon_points.common.logs import own_file  # noqa: PLC0415

    folder = user_log_path("carbon-points")
    with contextlib.suppress(OSError):
        file = own_file(folder / "carbon-points.log")
        handler = logging.FileHandler(file, encoding="utf-8")
        handler.setFormatter(DiscreetFormatter())
        logger = logging.getLogger("carbon_points")
        logger.addHandler(handler)
        logger.propagate = False
        logger.error("unexpected", exc_info=error)
        handler.close()
    said = context.says(
        "程序自己出了意外，正在做的这一步没有记账。"
        f"详情已记入 {folder}，请交给管理员。",
        "Something unexpected happened in the program; what it was doing was not"
        f" booked. Details are in {folder}; please hand them to the administrator.",
    )
    return _fail(context.as_json, "UNEXPECTED", said, 4)
