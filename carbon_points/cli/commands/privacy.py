"""``participant copy|close|erase`` and ``retention show|run``."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from carbon_points.cli.commands.desk import record_id
from carbon_points.cli.context import Answer
from carbon_points.common.ids import id_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carbon_points.cli.context import Context
    from carbon_points.integrity.erasing import Outlook
    from carbon_points.integrity.erasure_left import Left
    from carbon_points.integrity.retention_due import Due
    from carbon_points.integrity.retention_rules import RetentionRule


def copy(context: Context) -> Answer:
    """Everything that is kept of a person, for that person."""
    from carbon_points.certificates.data_copy import copy_data  # noqa: PLC0415

    given = context.arguments
    with context.database() as db:
        person = record_id(given.participant)
        made = copy_data(db, context.caller(), person, given.out, given.reason)
    document = {
        "participant": id_text(made.participant_id),
        "pdf": str(made.pdf),
        "json": str(made.json),
        "records": made.records,
    }
    said = context.says(
        f"资料副本已写入 {made.pdf} 和 {made.json}，共 {made.records} 条；"
        "其中有完整证件号，请当面交给本人后从本机删除。",
        f"The copy is in {made.pdf} and {made.json}, {made.records} records. It holds"
        " the whole ID number: hand it to the person and delete it here.",
    )
    return Answer(document, [said])


def close(context: Context) -> Answer:
    """Close an account; the person stays known until their time is over."""
    from carbon_points.integrity.account_closing import close_account  # noqa: PLC0415

    given = context.arguments
    person = record_id(given.participant)
    with context.database() as db:
        done = close_account(db, context.caller(), person, given.reason)
    document = {"participant": id_text(person), "points_expired": done.points}
    said = context.says(
        f"参与者 {given.participant} 已销户，{done.points} 分到期。",
        f"The account {given.participant} is closed; {done.points} points expired.",
    )
    return Answer(document, [said])


def erase(context: Context) -> Answer:
    """Make a person nameless, or say what that would do."""
    from carbon_points.integrity import erasing  # noqa: PLC0415

    given = context.arguments
    person = record_id(given.participant)
    with context.database() as db:
        if given.dry_run:
            return _erase_outlook(
                context, erasing.outlook(db, context.caller(), person)
            )
        done = erasing.erase(db, context.caller(), person, given.reason)
    document = {
        "participant": id_text(done.participant_id),
        "erased": True,
        "points_expired": done.points,
        "actions": done.actions,
        "certificates_revoked": done.certificates,
        "files_deleted": done.files,
        "papers_deleted": done.papers,
        "cleaned": done.cleaned,
        "left": _left(done.left),
    }
    said = context.says(
        f"参与者 {given.participant} 已注销并匿名化：积分到期 {done.points} 分，"
        f"作废证书 {done.certificates} 张，删除文件 {done.files + done.papers} 个；"
        f"{done.actions} 笔核算记录保留，不再指向任何人。",
        f"Participant {given.participant} is erased: {done.points} points expired,"
        f" {done.certificates} certificates revoked,"
        f" {done.files + done.papers} files deleted;"
        f" {done.actions} records stay and point at nobody.",
    )
    return Answer(document, [said, *_left_lines(context, done.left)])


def _erase_outlook(context: Context, told: Outlook) -> Answer:
    document = {
        "participant": id_text(told.participant_id),
        "erased": False,
        "refusal": told.refusal or None,
        "waiting": told.waiting,
        "points_expired": told.points,
        "actions": told.actions,
        "certificates_revoked": told.certificates,
        "files_deleted": told.files,
        "left": _left(told.left),
    }
    said = context.says(
        f"将匿名化 {told.name}：积分到期 {told.points} 分，作废证书"
        f" {told.certificates} 张，删除凭证文件 {told.files} 个；{told.actions} 笔核算"
        "记录保留。尚未改动任何内容。",
        f"Erasing {told.name} would let {told.points} points expire, revoke"
        f" {told.certificates} certificates and delete {told.files} files;"
        f" {told.actions} records stay. Nothing was changed.",
    )
    lines = [said, *_left_lines(context, told.left)]
    if told.refusal:
        lines.append(_why_not(context, told))
    return Answer(document, lines, 1 if told.refusal else 0)


def _why_not(context: Context, told: Outlook) -> str:
    from carbon_points.common.problems import RefusedError  # noqa: PLC0415
    from carbon_points.exchange.sentences import error_sentence  # noqa: PLC0415

    which, number = id_text(told.participant_id), str(told.waiting)
    error = RefusedError(told.refusal, value=which, number=number)
    return error_sentence(error, context.language)


def _left(left: Iterable[Left]) -> list[dict[str, Any]]:
    return [
        {
            "kind": each.kind,
            "name": each.name,
            "until": each.until and each.until.isoformat(),
        }
        for each in left
    ]


_LEFT = {
    "file": ("多人的导入文件", "imported file of many"),
    "backup": ("备份", "backup"),
    "old_database": ("另存的旧库", "database set aside"),
    "paper": ("已交付的证书", "certificate handed out"),
}


def _left_lines(context: Context, left: Iterable[Left]) -> list[str]:
    found = list(left)
    if not found:
        return []
    head = context.says(
        "无法在此删除、到期才会消失的：", "What is left until its time:"
    )
    lines = [
        f"  {context.says(*_LEFT[each.kind])}  {each.name}  "
        + (
            context.says(f"至 {each.until}", f"until {each.until}")
            if each.until
            else context.says("本程序管不到", "out of this program's reach")
        )
        for each in found
    ]
    return [head, *lines]


def show(context: Context) -> Answer:
    """The rules of retention, and what is past its time."""
    from carbon_points.integrity.retention import outlook  # noqa: PLC0415
    from carbon_points.integrity.retention_rules import kept_for_good  # noqa: PLC0415

    with context.database(read_only=True) as db:
        told = outlook(db, context.caller())
    kept = kept_for_good()
    document = {
        "rules": [_due(context, each) for each in told.due],
        "kept": [_rule(context, each) for each in kept],
        "last_run": told.ran_on and told.ran_on.isoformat(),
    }
    lines = [
        f"{each.rule.name.text(context.language)}"
        f"  {_days(context, each.rule)}  {_now(context, each.number)}"
        for each in told.due
    ]
    lines += [
        f"{rule.name.text(context.language)}  {_days(context, rule)}" for rule in kept
    ]
    ran = told.ran_on or context.says("还没有", "never")
    return Answer(
        document, [*lines, context.says(f"上次清理：{ran}", f"last run: {ran}")]
    )


def _days(context: Context, rule: RetentionRule) -> str:
    if not rule.days:
        return context.says("长期保留", "kept for good")
    assumed = (
        context.says("（假定）", " (assumed)") if rule.confidence == "assumed" else ""
    )
    return context.says(f"{rule.days} 天{assumed}", f"{rule.days} days{assumed}")


def _now(context: Context, number: int) -> str:
    return context.says(f"现有 {number} 项到期", f"{number} past it")


def _rule(context: Context, rule: RetentionRule) -> dict[str, Any]:
    language = context.language
    return {
        "id": rule.id,
        "name": rule.name.text(language),
        "days": rule.days,
        "counted_from": rule.counted_from.text(language),
        "keeps": rule.keeps.text(language),
        "source": rule.source.text(language),
        "confidence": rule.confidence,
    }


def _due(context: Context, due: Due) -> dict[str, Any]:
    return {**_rule(context, due.rule), "due": due.number}


def run(context: Context) -> Answer:
    """Let go what is past its time."""
    if context.arguments.dry_run:
        return show(context)
    from carbon_points.integrity import retention  # noqa: PLC0415

    with context.database() as db:
        done = retention.run(db, context.caller(), context.progress)
    total = sum(done.went.values())
    document = {
        "went": dict(done.went),
        "people_waiting": done.people_waiting,
        "cleaned": done.cleaned,
    }
    lines = [
        context.says(
            f"已按期限清理 {total} 项。", f"{total} things past their time went."
        )
    ]
    if done.people_waiting:
        number = done.people_waiting
        lines.append(
            context.says(
                f"另有 {number} 位参与者到期，匿名化须两人签字：请加 --second 审核员。",
                f"{number} people are past their time; erasing takes a second person:"
                " name an auditor with --second.",
            )
        )
    return Answer(document, lines)
