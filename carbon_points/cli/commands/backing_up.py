"""``backup``: to a file, to every place of the plan, the plan, the list, a check."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from typing import TYPE_CHECKING

import msgspec

from carbon_points.cli.context import Answer
from carbon_points.cli.file_key import ensure_key
from carbon_points.common.days import local_moment
from carbon_points.common.problems import UserError
from carbon_points.integrity import backup_proof
from carbon_points.integrity import backup_run
from carbon_points.integrity import backup_runs
from carbon_points.integrity.backup_plan import Keep
from carbon_points.integrity.backup_plan import plan_of
from carbon_points.integrity.backup_plan import set_plan
from carbon_points.storage.backup_places import BESIDE
from carbon_points.storage.backup_places import Place
from carbon_points.storage.backup_places import state_of

if TYPE_CHECKING:
    from carbon_points.cli.context import Context
    from carbon_points.integrity.backup_plan import BackupPlan
    from carbon_points.integrity.backup_runs import PlaceRun
    from carbon_points.storage.backup_places import PlaceState
    from carbon_points.storage.engine import Database

_BESIDE_WORD = "beside"
_READABLE = (
    "注意：这份备份未加密，姓名和电话可以直接读出。",
    "Note: this backup is not encrypted; names and phones lie readable in it.",
)


def backup(context: Context) -> Answer:
    """Whatever the first word asks for; a name that is no such word is a file."""
    words: list[str] = context.arguments.words
    steps = {"run": _run, "list": _list, "check": _check, "plan": _plan}
    if words and words[0] in steps:
        return steps[words[0]](context, words[1:])
    if len(words) > 1:
        raise UserError("BACKUP_WHICH")
    return _to_file(context, words)


def _to_file(context: Context, words: list[str]) -> Answer:
    with context.database() as db:
        target = Path(words[0]) if words else None
        made = backup_run.run_once(db, context.caller(), target, context.progress)
    document = {
        "file": made.file,
        "sha256": made.sha256,
        "verified": made.ok,
        "chain_position": made.position,
        "evidence_files": made.evidence_files,
        "evidence_lost": list(made.gaps),
    }
    said = context.says(
        f"已备份到 {made.file}，试恢复通过。",
        f"Backed up to {made.file} and proven by restoring it into a scratch copy.",
    )
    return Answer(document, [said, *_gaps(context, made)], int(bool(made.gaps)))


def _gaps(context: Context, made: PlaceRun) -> list[str]:
    """What the backup could not take, because the books have it no more."""
    if not made.gaps:
        return []
    count, first = len(made.gaps), made.gaps[0]
    return [
        context.says(
            f"注意：有 {count} 个凭证文件在备份之前就已不见或损坏（如 {first}），"
            "备份里也没有；请用 audit verify 核对，从较早的备份取回，"
            "有这些文件的备份不会被轮换删掉。",
            f"Note: {count} evidence files had gone or were damaged before (such as"
            f" {first}), so the backup lacks them; audit verify names them, and no"
            " earlier backup that has them is rotated away.",
        )
    ]


def _run(context: Context, words: list[str]) -> Answer:
    _nothing_more(words)
    with context.database() as db:
        done = backup_run.run(db, context.caller(), context.progress)
    lines = [line for one in done for line in _told_in_full(context, one)]
    document = {"places": [_document(one) for one in done]}
    whole = all(one.ok and not one.gaps for one in done)
    return Answer(document, lines, 0 if whole else 1)


def _told_in_full(context: Context, one: PlaceRun) -> list[str]:
    return [_told(context, one), *_gaps(context, one)]


def _list(context: Context, words: list[str]) -> Answer:
    _nothing_more(words)
    with context.database(read_only=True) as db:
        found = backup_runs.overview(db, context.caller()).runs
    lines = [_told(context, one) for one in found]
    if not lines:
        lines = [context.says("还没有备份。", "There is no backup yet.")]
    return Answer({"runs": [_document(one) for one in found]}, lines)


def _check(context: Context, words: list[str]) -> Answer:
    if len(words) != 1:
        raise UserError("BACKUP_WHICH")
    file, key_file = Path(words[0]), context.option("key_file")
    ensure_key(context, file)
    checked = backup_proof.check(file, key_file, context.progress)
    document = {
        "file": str(checked.file),
        "sha256": checked.sha256,
        "verified": checked.verified,
        "desk": checked.desk,
        "demo": checked.demo,
        "encrypted": checked.encrypted,
        "made_at": checked.made_at,
        "chain_position": checked.chain_position,
        "evidence_files": checked.evidence_files,
        "totals": checked.totals,
    }
    said = context.says(
        f"备份完好，试恢复通过：流水到第 {checked.chain_position} 条，"
        f"证据文件 {checked.evidence_files} 个。",
        f"The backup is whole, restored into a scratch copy: {checked.chain_position} "
        f"chain records, {checked.evidence_files} evidence files.",
    )
    lines = [said] if checked.encrypted else [said, context.says(*_READABLE)]
    return Answer(document, lines)


def _plan(context: Context, words: list[str]) -> Answer:
    if words == ["set"]:
        with context.database() as db:
            with db.reading() as session:
                present = plan_of(session)
            wanted = _changed(context, present)
            return _shown(context, db, set_plan(db, context.caller(), wanted))
    if words not in ([], ["show"]):
        raise UserError("BACKUP_WHICH")
    with context.database(read_only=True) as db:
        return _shown(context, db, backup_runs.overview(db, context.caller()).plan)


def _changed(context: Context, plan: BackupPlan) -> BackupPlan:
    """The plan with what was given on the command line."""
    given = vars(context.arguments)
    if (places := given["place"]) is not None:
        chosen = tuple(Place(_path_of(name)) for name in places)
        plan = msgspec.structs.replace(plan, places=chosen)
    if "hour" in given:
        plan = msgspec.structs.replace(plan, hour=given["hour"])
    if (closing := given["at_closing"]) is not None:
        plan = msgspec.structs.replace(plan, at_closing=closing)
    if (keep := given["keep"]) is not None:
        plan = msgspec.structs.replace(plan, keep=Keep(*keep))
    return plan


def _path_of(name: str) -> str:
    return BESIDE if name == _BESIDE_WORD else str(Path(name).absolute())


def _shown(context: Context, db: Database, plan: BackupPlan) -> Answer:
    states = [state_of(db.path, place) for place in plan.places]
    document = {
        "places": [
            {"place": str(s.folder), "present": s.present, "own_disk": s.own_disk}
            for s in states
        ],
        "hour": plan.hour,
        "at_closing": plan.at_closing,
        "keep": msgspec.structs.asdict(plan.keep),
    }
    lines = [_place_line(context, state) for state in states]
    return Answer(document, [*lines, _plan_line(context, plan)])


def _place_line(context: Context, state: PlaceState) -> str:
    if not state.present:
        return f"✗ {state.folder}" + context.says("（现在不在）", " (not there now)")
    same = "" if state.own_disk else context.says("（与账本同盘）", " (same disk)")
    return f"✓ {state.folder}{same}"


def _plan_line(context: Context, plan: BackupPlan) -> str:
    hour = "—" if plan.hour is None else f"{plan.hour:02d}:00"
    closing = context.says(*(("是", "yes") if plan.at_closing else ("否", "no")))
    days, weeks, months = msgspec.structs.astuple(plan.keep)
    return context.says(
        f"每日 {hour}；关程序时 {closing}；保留 {days} 天、{weeks} 周、{months} 月",
        f"daily at {hour}; at closing: {closing}; "
        f"kept: {days} days, {weeks} weeks, {months} months",
    )


def _told(context: Context, one: PlaceRun) -> str:
    when = f"{local_moment(one.at):%Y-%m-%d %H:%M}"
    if one.ok:
        said = context.says("试恢复通过", "proven")
        if not one.is_there:
            said += context.says("（文件已不在）", " (the file has gone)")
        return f"✓ {when} {one.file} {-(-one.size >> 20):,} MB {said}"
    from carbon_points.exchange.sentences import error_sentence  # noqa: PLC0415

    missing = str(one.missing_mb or "")
    details = {"place": one.place, "missing_mb": missing, "reason": one.reason}
    known = {name: value for name, value in details.items() if value}
    error = UserError(one.result, **known)
    return f"✗ {when} {error_sentence(error, context.language)}"


def _document(one: PlaceRun) -> dict[str, Any]:
    return {
        "at": one.at,
        "why": one.why,
        "operator": one.operator,
        "place": one.place or _BESIDE_WORD,
        "file": one.file,
        "size": one.size,
        "result": one.result,
        "missing_mb": one.missing_mb,
        "took_ms": one.took_ms,
        "chain_position": one.position,
        "sha256": one.sha256,
        "there": one.is_there,
        "rotated": list(one.rotated),
        "evidence_lost": list(one.gaps),
    }


def _nothing_more(words: list[str]) -> None:
    if words:
        raise UserError("BACKUP_WHICH")
