"""What may be typed after ``scenario``."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.cli.audit_arguments import day

if TYPE_CHECKING:
    from collections.abc import Callable

_SCENARIOS = ("life", "energy")


def scenario_steps(step: Callable[[str, str], Any]) -> None:
    """The steps of ``scenario``."""

    def about(name: str, text: str) -> Any:
        made = step(name, text)
        made.add_argument("scenario", choices=_SCENARIOS)
        return made

    about("show", "档案 the file of a scenario, and what its acceptance lacks")
    given = about("set", "承办单位与范围 who runs it and where")
    given.add_argument("--host", metavar="TEXT", required=True)
    given.add_argument("--code", metavar="USCC", default="")
    given.add_argument("--contact", metavar="TEXT", default="")
    given.add_argument("--places", metavar="NAME,…", default="")
    _document(about)
    stage = about("stage", "阶段 enter the next stage")
    stage.add_argument("stage", metavar="STAGE")
    stage.add_argument("--date", dest="on", type=day, metavar="D", required=True)
    stage.add_argument("--who", metavar="TEXT", required=True)
    stage.add_argument("--document", metavar="TEXT", required=True)
    stage.add_argument("--note", metavar="TEXT", default="")
    stage.add_argument("--valid-to", type=day, metavar="D")
    _notice(about)
    _criterion(about)


def _document(about: Callable[[str, str], Any]) -> None:
    paper = about("document", "文件 put a paper with its files into the file")
    paper.add_argument("verb", choices=("add", "attach", "withdraw", "verify"))
    paper.add_argument("files", nargs="*", type=Path, metavar="FILE")
    paper.add_argument("--kind", metavar="KIND", default="other")
    paper.add_argument("--title", metavar="TEXT", default="")
    paper.add_argument("--date", dest="on", type=day, metavar="D")
    paper.add_argument("--number", metavar="TEXT", default="")
    paper.add_argument("--methodology", metavar="ID", default="")
    paper.add_argument("--claim", metavar="TEXT", default="")
    paper.add_argument("--replaces", metavar="DOCUMENT_ID")
    paper.add_argument("--id", dest="target", metavar="DOCUMENT_ID")
    paper.add_argument("--reason", metavar="TEXT", default="")


def _notice(about: Callable[[str, str], Any]) -> None:
    notice = about("notice", "公示 a public notice, objections and answers")
    notice.add_argument("verb", choices=("announce", "object", "answer", "withdraw"))
    notice.add_argument("target", nargs="?", metavar="NOTICE_ID|OBJECTION_ID")
    notice.add_argument("--subject", metavar="TEXT", default="")
    notice.add_argument("--text", metavar="TEXT", default="")
    notice.add_argument("--published-in", metavar="TEXT", default="")
    notice.add_argument("--from", dest="start", type=day, metavar="D")
    notice.add_argument("--to", dest="end", type=day, metavar="D")
    notice.add_argument("--date", dest="on", type=day, metavar="D")
    notice.add_argument("--source", metavar="SOURCE", default="resident")
    notice.add_argument("--outcome", metavar="OUTCOME", default="declined")
    notice.add_argument("--reason", metavar="TEXT", default="")


def _criterion(about: Callable[[str, str], Any]) -> None:
    target = about("criterion", "验收条件 a dated target, by two auditors")
    target.add_argument("criterion", metavar="CRITERION")
    verbs = target.add_mutually_exclusive_group(required=True)
    verbs.add_argument("--target", type=int, metavar="N")
    verbs.add_argument("--confirm", action="store_true")
    verbs.add_argument("--drop", action="store_true")
    target.add_argument("--from", dest="start", type=day, metavar="D")
    target.add_argument("--source", metavar="TEXT", default="")
    target.add_argument("--document", metavar="TEXT", default="")
