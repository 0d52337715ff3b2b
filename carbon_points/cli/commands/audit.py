"""``audit queue``, ``audit show`` and ``audit decide``."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from carbon_points.cli.commands.desk import record_id
from carbon_points.cli.context import Answer
from carbon_points.common.days import from_day_number
from carbon_points.common.days import local_moment
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.common.units import mass_text
from carbon_points.security.acts import permitted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbon_points.audit.deciding import Decided
    from carbon_points.audit.queue import QueueRow
    from carbon_points.audit.records import History
    from carbon_points.audit.records import Neighbour
    from carbon_points.cli.context import Context
    from carbon_points.storage.engine import Database


def queue(context: Context) -> Answer:
    """What waits, with the reasons."""
    from carbon_points.audit.queue import queue as waiting  # noqa: PLC0415
    from carbon_points.audit.queue import QueueQuery  # noqa: PLC0415
    from carbon_points.evidence.photos import look  # noqa: PLC0415
    from carbon_points.rulebook.service import current  # noqa: PLC0415

    arguments = context.arguments
    person = context.option("participant")
    query = QueueQuery(
        arguments.state,
        context.option("scenario") or "",
        flag=context.option("flag") or "",
        participant_id=record_id(person) if person else None,
        limit=arguments.limit,
    )
    with context.database() as db:
        book = current(db, context.caller())
        with db.reading() as session:
            permitted(session, "audit queue", context.caller())
        look(db, context.progress)
        with db.reading() as session:
            found = waiting(session, book, query, context.language)
    document = {
        "total": found.total,
        "segments": dict(found.segments),
        "flags": dict(found.codes),
        "rows": [_row(row) for row in found.rows],
    }
    head = context.says(f"共 {found.total} 条", f"{found.total} in all")
    return Answer(document, [head, *(_line(context, row) for row in found.rows)])


def _row(row: QueueRow) -> dict[str, Any]:
    return {
        "action": id_text(row.action_id),
        "participant": id_text(row.participant_id),
        "methodology": row.methodology,
        "day": from_day_number(row.day).isoformat(),
        "reduction_mg": row.reduction_mg,
        "flags": [
            {
                "code": flag.code,
                "doubt": flag.doubt,
                "says": flag.says,
                "beside": [id_text(other) for other in flag.others],
            }
            for flag in row.flags
        ],
        "grade": row.grade,
        "evidence": row.has_evidence,
        "state": row.state,
        "logged_by": row.logged_by,
        "first_by": row.first_by,
        "needs_second": row.needs_second,
    }


_STATES = {"waiting": "待初审", "second": "待复核", "frozen": "已冻结"}


def _line(context: Context, row: QueueRow) -> str:
    amount, unit = mass_text(row.reduction_mg)
    parts = (
        id_text(row.action_id),
        from_day_number(row.day).isoformat(),
        row.methodology,
        f"{amount} {unit}",
        context.says(_STATES[row.state], row.state),
        " · ".join(flag.says for flag in row.flags),
    )
    return "  ".join(parts).rstrip()


def show(context: Context) -> Answer:
    """One record: its evidence, its history, and what stands beside it."""
    from carbon_points.audit.records import record  # noqa: PLC0415

    number = record_id(context.arguments.action)
    with context.database() as db, db.reading() as session:
        permitted(session, "audit show", context.caller())
        found = record(session, number)
    document: dict[str, Any] = {
        "action": id_text(number),
        "evidence": [
            {"name": file.name, "sha256": file.sha256.hex(), "size": file.size}
            for file in found.files
        ],
        "history": [_step(context, step) for step in found.history],
        "of_person": [_beside(each) for each in found.of_person],
        "of_installation": [_beside(each) for each in found.of_installation],
        "mean_mg_90_days": found.mean_mg_90,
        "p99_mg": found.p99_mg,
    }
    return Answer(document, list(_record_lines(document)))


def _record_lines(document: dict[str, Any]) -> Iterator[str]:
    for step in document["history"]:
        yield "  ".join((step["at"], step["kind"], step["by"], step["reason"])).rstrip()
    for each in (*document["of_installation"], *document["of_person"]):
        amount = f"{each['reduction_mg']} mg"
        yield "  ".join((each["action"], each["day"], amount, each["state"]))


def _step(context: Context, step: History) -> dict[str, Any]:
    from carbon_points.audit.reasons import reason_text  # noqa: PLC0415

    return {
        "kind": step.kind,
        "by": "+".join(filter(None, (step.operator, step.second))),
        "reason": reason_text(step.reason, context.language),
        "points": step.points,
        "at": local_moment(step.at).isoformat(sep=" "),
    }


def _beside(each: Neighbour) -> dict[str, Any]:
    return {
        "action": id_text(each.action_id),
        "methodology": each.methodology,
        "day": from_day_number(each.day).isoformat(),
        "reduction_mg": each.reduction_mg,
        "state": each.state,
        "flags": list(each.flags),
    }


def decide(context: Context) -> Answer:
    """Decisions into the open batch; with ``--sign`` they are booked."""
    arguments = context.arguments
    if context.option("participant"):
        return _person(context)
    ids = [record_id(text) for text in arguments.actions]
    if bool(ids) == (arguments.verb in {"undo", "sign"}):
        raise UserError("DECIDE_WHAT")
    with context.database() as db:
        if arguments.verb == "undo":
            return _undo(context, db)
        done, batch = _decided(context, db, ids)
    document = {
        "batch": batch,
        "decided": done.decided,
        "refused": [
            {"action": id_text(action), "code": code} for action, code in done.refused
        ],
        "second": [id_text(action) for action in done.second],
        "points": done.points,
        "reduction_mg": done.reduction_mg,
    }
    amount, unit = mass_text(done.reduction_mg)
    said = context.says(
        f"{done.decided} 条，{done.points} 分，{amount} {unit}CO₂e；"
        f"待复核 {len(done.second)} 条，未受理 {len(done.refused)} 条",
        f"{done.decided} decided, {done.points} points, {amount} {unit} CO2e;"
        f" {len(done.second)} wait for a second person, {len(done.refused)} refused",
    )
    nothing = bool(done.refused) and not done.decided and not done.second
    return Answer(document, [f"{batch or '—'}  {said}"], int(nothing))


def _decided(
    context: Context, db: Database, ids: list[int]
) -> tuple[Decided, str | None]:
    """What was done, and the batch that it went into; none for a preview."""
    from carbon_points.audit import deciding  # noqa: PLC0415

    arguments, caller = context.arguments, context.caller()
    work = (db, caller, arguments.verb, ids, arguments.reason)
    if arguments.verb != "sign" and context.option("dry_run"):
        return deciding.preview(*work), None
    if arguments.verb != "sign" and not context.option("sign"):
        return deciding.mark(*work), "open"
    signed_only = arguments.verb == "sign"
    done = deciding.sign(db, caller) if signed_only else deciding.decide(*work)
    return done, id_text(done.batch_ids[0]) if done.batch_ids else None


def _undo(context: Context, db: Database) -> Answer:
    from carbon_points.audit.deciding import undo  # noqa: PLC0415

    taken = undo(db, context.caller())
    document = {"batch": "open", "undone": [id_text(each) for each in taken]}
    said = context.says(
        f"已撤回上一步，{len(taken)} 条", f"the last step undone, {len(taken)} actions"
    )
    return Answer(document, [said])


def _person(context: Context) -> Answer:
    """Freeze or release a participant; at once, as there is nothing to book."""
    from carbon_points.audit import persons  # noqa: PLC0415

    arguments = context.arguments
    if arguments.verb not in {"freeze", "release"} or arguments.actions:
        raise UserError("DECIDE_WHAT")
    number = record_id(arguments.participant)
    work = {"freeze": persons.freeze_person, "release": persons.release_person}
    with context.database() as db:
        done = work[arguments.verb](db, context.caller(), number, arguments.reason)
    document = {
        "participant": id_text(number),
        "frozen": done.frozen,
        "waiting": done.waiting,
    }
    zh = "已冻结" if done.frozen else "已解冻"
    en = "frozen" if done.frozen else "released"
    said = context.says(f"{zh}，待审核 {done.waiting} 条", f"{en}, {done.waiting} wait")
    return Answer(document, [f"{id_text(number)}  {said}"])
