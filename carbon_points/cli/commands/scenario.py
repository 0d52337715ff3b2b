"""``scenario``: the file of a scenario, read and written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.cli.commands.desk import record_id
from carbon_points.cli.context import Answer
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError

if TYPE_CHECKING:
    import datetime as dt

    from carbon_points.cli.context import Context
    from carbon_points.scenarios.documents import Document
    from carbon_points.scenarios.documents import Filed
    from carbon_points.scenarios.file import ScenarioFile
    from carbon_points.scenarios.notices import Notice
    from carbon_points.scenarios.stages import Stage
    from carbon_points.scenarios.targets import Target
    from carbon_points.storage.engine import Database


def show(context: Context) -> Answer:
    """The file of a scenario and what its acceptance lacks."""
    from carbon_points.scenarios.file import scenario_file  # noqa: PLC0415
    from carbon_points.security.acts import permitted  # noqa: PLC0415
    from carbon_points.security.rules import VIEWER  # noqa: PLC0415
    from carbon_points.security.service import operators  # noqa: PLC0415

    with context.database() as db, db.reading() as session:
        by = permitted(session, "scenario show", context.caller())
        roles = {each.name: each.roles for each in operators(session)}[by.operator]
        found = scenario_file(session, context.arguments.scenario, context.as_of)
    if roles == {VIEWER}:
        found = _without_small_groups(found)
    return Answer(_file(found), _lines(context, found))


def _without_small_groups(found: ScenarioFile) -> ScenarioFile:
    """The file as somebody sees it who may not see figures of a few people."""
    criteria = tuple(
        replace(each, actual=None) if each.is_small_group else each
        for each in found.criteria
    )
    count = replace(found.countdown, criteria=criteria)
    return replace(found, criteria=criteria, countdown=count)


def describe(context: Context) -> Answer:
    """Enter who runs a scenario and where."""
    from carbon_points.places.queries import subdistrict_by_name  # noqa: PLC0415
    from carbon_points.scenarios import file  # noqa: PLC0415

    given = context.arguments
    names = [name for name in given.places.split(",") if name]
    with context.database() as db:
        with db.reading() as session:
            known = {name: subdistrict_by_name(session, name) for name in names}
        places = tuple(_place(name, found) for name, found in known.items())
        detail = file.Detail(given.host, given.code, given.contact, places)
        done = file.describe(db, context.caller(), given.scenario, detail)
    document = {"scenario": given.scenario, "host": done.host, "places": names}
    return Answer(document, [context.says("已保存。", "Kept.")])


def _place(name: str, found: int | None) -> int:
    if found is None:
        raise UserError("PLACE_UNKNOWN", value=name)
    return found


def document(context: Context) -> Answer:
    """Add a paper, attach files, take one back, or put a verification on record."""
    verbs = {"add": _add, "attach": _attach, "withdraw": _withdraw, "verify": _verify}
    with context.database() as db:
        return verbs[context.arguments.verb](context, db)


def _add(context: Context, db: Database) -> Answer:
    from carbon_points.scenarios import documents  # noqa: PLC0415

    given = context.arguments
    new = documents.NewDocument(
        given.kind,
        given.title,
        given.on or context.as_of,
        given.number,
        given.methodology,
        given.claim,
        record_id(given.replaces) if given.replaces else None,
        tuple(given.files),
    )
    done = documents.file_document(db, context.caller(), given.scenario, new)
    return _filed(context, done)


def _attach(context: Context, db: Database) -> Answer:
    from carbon_points.scenarios import documents  # noqa: PLC0415

    given = context.arguments
    target = record_id(given.target or "")
    done = documents.attach_files(db, context.caller(), target, given.files)
    return _filed(context, done)


def _filed(context: Context, done: Filed) -> Answer:
    where = id_text(done.document_id)
    said = context.says(
        f"文件 {where} 已存入，新附 {len(done.files)} 个文件。",
        f"Paper {where} is filed; files added: {len(done.files)}.",
    )
    return Answer({"document": where, "files": list(done.files)}, [said])


def _withdraw(context: Context, db: Database) -> Answer:
    from carbon_points.scenarios.withdrawals import withdraw_document  # noqa: PLC0415

    given = context.arguments
    target = record_id(given.target or "")
    withdraw_document(db, context.caller(), target, given.reason)
    return _void(context, target)


def _verify(context: Context, db: Database) -> Answer:
    from carbon_points.integrity.service import verify  # noqa: PLC0415
    from carbon_points.scenarios.verifications import note_verification  # noqa: PLC0415

    checked = verify(db, context.caller(), progress=context.progress)
    done = note_verification(db, context.caller(), checked.checks)
    said = context.says(
        f"核验 {done.checks} 项，未通过 {len(done.failed)} 项，已记入档案。",
        f"{done.checks} checks, {len(done.failed)} failed; put on record.",
    )
    made = {"checks": done.checks, "failed": list(done.failed)}
    return Answer(made, [said, *done.failed], exit_code=1 if done.failed else 0)


def stage(context: Context) -> Answer:
    """Enter the next stage."""
    from carbon_points.scenarios.stages import enter_stage  # noqa: PLC0415
    from carbon_points.scenarios.stages import NewStage  # noqa: PLC0415

    given = context.arguments
    new = NewStage(
        given.stage, given.on, given.who, given.document, given.note, given.valid_to
    )
    with context.database() as db:
        done = enter_stage(db, context.caller(), given.scenario, new)
    said = context.says(
        f"场景 {given.scenario} 进入阶段 {given.stage}。",
        f"Scenario {given.scenario} is now in the stage {given.stage}.",
    )
    return Answer({"stages": [_stage(each) for each in done]}, [said])


def notice(context: Context) -> Answer:
    """Announce, object, answer, or take a notice back."""
    verbs = {
        "announce": _announce,
        "object": _object,
        "answer": _answer,
        "withdraw": _withdraw_notice,
    }
    with context.database() as db:
        return verbs[context.arguments.verb](context, db)


def _announce(context: Context, db: Database) -> Answer:
    from carbon_points.pool.rules import last_day  # noqa: PLC0415
    from carbon_points.scenarios import notices  # noqa: PLC0415

    given = context.arguments
    first = given.start or context.as_of
    last = given.end or last_day(first)
    new = notices.NewNotice(given.subject, given.text, given.published_in, first, last)
    where = id_text(notices.announce(db, context.caller(), given.scenario, new))
    said = context.says(
        f"公示 {where} 已登记：{first} 至 {last}。",
        f"Notice {where} is on record, from {first} to {last}.",
    )
    return Answer({"notice": where, "from": str(first), "to": str(last)}, [said])


def _object(context: Context, db: Database) -> Answer:
    from carbon_points.scenarios.notices import object_to  # noqa: PLC0415

    given = context.arguments
    target, said_by = record_id(given.target or ""), (given.source, given.text)
    done = object_to(db, context.caller(), target, _day(context), said_by)
    where = id_text(done)
    said = context.says(f"异议 {where} 已登记。", f"Objection {where} is on record.")
    return Answer({"objection": where}, [said])


def _answer(context: Context, db: Database) -> Answer:
    from carbon_points.scenarios.notices import answer  # noqa: PLC0415

    given = context.arguments
    target, reply = record_id(given.target or ""), (given.outcome, given.text)
    where = id_text(answer(db, context.caller(), target, _day(context), reply))
    said = context.says(f"答复 {where} 已登记。", f"Answer {where} is on record.")
    return Answer({"answer": where}, [said])


def _withdraw_notice(context: Context, db: Database) -> Answer:
    from carbon_points.scenarios.withdrawals import withdraw_notice  # noqa: PLC0415

    target = record_id(context.arguments.target or "")
    withdraw_notice(db, context.caller(), target, context.arguments.reason)
    return _void(context, target)


def _void(context: Context, target: int) -> Answer:
    where = id_text(target)
    said = context.says(f"{where} 已作废，记录保留。", f"{where} is void; it stays.")
    return Answer({"withdrawn": where}, [said])


def criterion(context: Context) -> Answer:
    """Propose, confirm or take back a dated target."""
    from carbon_points.scenarios import targets  # noqa: PLC0415

    given, caller = context.arguments, context.caller()
    with context.database() as db:
        if given.confirm:
            done = targets.confirm_target(db, caller, given.scenario, given.criterion)
        elif given.drop:
            done = targets.drop_target(db, caller, given.scenario, given.criterion)
        else:
            new = targets.NewTarget(
                given.criterion,
                given.target,
                given.source,
                given.start or context.as_of,
                "published" if given.document else "assumed",
                given.document,
            )
            done = targets.propose_target(db, caller, given.scenario, new)
    said = context.says(
        f"{done.criterion}：{done.target}，自 {done.valid_from} 起（{done.step}）",
        f"{done.criterion}: {done.target} from {done.valid_from} ({done.step})",
    )
    return Answer(_target(done), [said])


def _day(context: Context) -> dt.date:
    given: dt.date | None = context.option("on")
    return given or context.as_of


def _file(found: ScenarioFile) -> dict[str, Any]:
    count = found.countdown
    return {
        "scenario": found.scenario.id,
        "host": found.detail.host,
        "places": [place.name for place in found.places],
        "methodologies": {each.id: each.status.value for each in found.members},
        "stage": found.stage,
        "next_stages": list(found.next_stages),
        "stages": [_stage(each) for each in found.stages],
        "documents": [_document(each) for each in found.documents],
        "missing_documents": {e.kind.id: e.why for e in count.missing_documents},
        "notices": [_notice(each, found.as_of) for each in found.notices],
        "criteria": [each.record() for each in found.criteria],
        "targets": [_target(each) for each in found.targets.values()],
        "proposals": [_target(each) for each in found.proposals],
        "valid_to": _text(count.valid_to),
        "days_left": count.days_left,
        "ask_extension": count.ask_extension,
        "open_objections": count.open_objections,
        "open_findings": count.open_findings,
        "earliest": _text(count.earliest),
    }


def _stage(each: Stage) -> dict[str, Any]:
    return {
        "stage": each.stage,
        "on": each.day.isoformat(),
        "responsible": each.responsible,
        "document": each.document,
        "valid_to": _text(each.valid_to),
    }


def _document(each: Document) -> dict[str, Any]:
    return {
        "id": id_text(each.id),
        "kind": each.kind,
        "title": each.title,
        "number": each.number,
        "issued_on": each.issued_on.isoformat(),
        "claim": each.claim,
        "counts": each.counts,
        "files": [
            {"name": file.name, "sha256": file.sha256.hex(), "size": file.size}
            for file in each.files
        ],
    }


def _notice(each: Notice, day: dt.date) -> dict[str, Any]:
    return {
        "id": id_text(each.id),
        "subject": each.subject,
        "from": each.first.isoformat(),
        "to": each.last.isoformat(),
        "standing": "withdrawn" if each.withdrawn else each.standing(day),
        "objections": [
            {
                "id": id_text(one.id),
                "source": one.source,
                "text": one.text,
                "answer": None if one.answer is None else one.answer.text,
            }
            for one in each.objections
        ],
    }


def _target(each: Target) -> dict[str, Any]:
    return {
        "criterion": each.criterion,
        "target": each.target,
        "source": each.source,
        "document": each.document,
        "confidence": each.confidence,
        "valid_from": each.valid_from.isoformat(),
        "step": each.step,
    }


def _text(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _lines(context: Context, found: ScenarioFile) -> list[str]:
    count = found.countdown
    end = _text(count.valid_to) or "—"
    lines = [
        context.says(
            f"{found.scenario.name_zh}：阶段 {found.stage or '—'}，有效期至 {end}，"
            f"达标 {count.met} / {len(count.criteria)}",
            f"{found.scenario.name_en}: stage {found.stage or '—'}, valid to {end},"
            f" {count.met} of {len(count.criteria)} criteria met",
        )
    ]
    lines += [
        context.says(f"缺：{each.kind.name_zh}", f"missing: {each.kind.name_en}")
        for each in count.missing_documents
    ]
    lines += [
        context.says(
            f"未达标：{each.name} {each.actual_text} / {each.target_text}",
            f"not met: {each.id} {each.record()['actual']} / {each.target}",
        )
        for each in count.missing
    ]
    if count.ask_extension:
        said = (
            f"有效期 {end} 届满，请办理延期。",
            f"Valid to {end}: apply to extend it.",
        )
        lines.append(context.says(*said))
    return lines
