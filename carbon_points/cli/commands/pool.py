"""``pool``: notice, registration, disposal and use; what each gives back."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from carbon_points.cli.commands.desk import record_id
from carbon_points.cli.commands.pool_documents import batch_document
from carbon_points.cli.commands.pool_documents import lot_document
from carbon_points.cli.commands.pool_documents import mass
from carbon_points.cli.context import Answer
from carbon_points.common.ids import id_text
from carbon_points.security.acts import ask_first

if TYPE_CHECKING:
    from carbon_points.cli.context import Context
    from carbon_points.pool.disposing import DisposalForm
    from carbon_points.pool.disposing import Disposed
    from carbon_points.pool.notices import NoticeForm
    from carbon_points.storage.engine import Database


def notice(context: Context) -> Answer:
    """Publish what is to be registered; with ``--dry-run`` only say what."""
    from carbon_points.pool.notices import announce  # noqa: PLC0415
    from carbon_points.pool.notices import proposed  # noqa: PLC0415
    from carbon_points.pool.rules import working_days  # noqa: PLC0415

    with context.database() as db:
        if context.option("dry_run"):
            found: Any = proposed(db, context.caller(), _notice_form(context))
        else:
            found = announce(db, context.caller(), _notice_form(context))
        batches = _batches(db)
    document = {
        "starts": found.starts.isoformat(),
        "ends": found.ends.isoformat(),
        "working_days": working_days(found.starts, found.ends),
        "lots": [lot_document(each) for each in found.lots],
        "batches": batches,
    }
    named = getattr(found, "notice_id", None)
    if named is not None:
        document = {"notice": id_text(named), **document}
    head = context.says(
        f"公示 {found.starts} 至 {found.ends}（{document['working_days']} 个工作日，"
        f"只扣周末，未计法定节假日），编号 {document.get('notice', '（预览）')}",
        f"Notice {document.get('notice', '(preview)')} from {found.starts} to"
        f" {found.ends}, {document['working_days']} working days (weekends counted"
        " out, public holidays not known)",
    )
    lines = [
        f"{lot.methodology} {lot.vintage}  {lot.actions}  {mass(lot.reduction_mg)}"
        for lot in found.lots
    ]
    return Answer(document, [head, *lines])


def _notice_form(context: Context) -> NoticeForm:
    from carbon_points.pool.notices import NoticeForm  # noqa: PLC0415

    arguments = context.arguments
    return NoticeForm(
        arguments.text,
        arguments.first,
        arguments.last,
        tuple(arguments.methodology),
        arguments.starts,
        arguments.ends,
    )


def object_(context: Context) -> Answer:
    """Record an objection to a notice."""
    from carbon_points.pool.objections import ObjectionForm  # noqa: PLC0415
    from carbon_points.pool.objections import raise_objection  # noqa: PLC0415

    arguments = context.arguments
    number = record_id(arguments.notice)
    form = ObjectionForm(number, arguments.content, arguments.channel, arguments.on)
    with context.database() as db:
        made = id_text(raise_objection(db, context.caller(), form))
    said = context.says(
        f"已记录异议 {made}，答复前不能登记。",
        f"Objection {made} is recorded; nothing is registered before its answer.",
    )
    return Answer({"notice": arguments.notice, "objection": made}, [said])


def answer(context: Context) -> Answer:
    """Answer an objection."""
    from carbon_points.pool.objections import answer as run  # noqa: PLC0415

    arguments = context.arguments
    number, upheld = record_id(arguments.objection), arguments.upheld
    with context.database() as db:
        run(db, context.caller(), number, arguments.text, upheld=upheld)
    said = context.says(
        f"异议 {arguments.objection} 已答复。",
        f"Objection {arguments.objection} is answered.",
    )
    return Answer({"objection": arguments.objection, "upheld": upheld}, [said])


def cancel(context: Context) -> Answer:
    """Take a notice back."""
    from carbon_points.pool.notices import cancel as run  # noqa: PLC0415

    arguments = context.arguments
    number = record_id(arguments.notice)
    with context.database() as db:
        run(db, context.caller(), number, arguments.reason)
    said = context.says(
        f"公示 {arguments.notice} 已撤回，其中的行为可以重新公示。",
        f"Notice {arguments.notice} is cancelled; its actions are free again.",
    )
    return Answer({"notice": arguments.notice, "state": "cancelled"}, [said])


def register(context: Context) -> Answer:
    """Register a notice that is over as numbered batches."""
    from carbon_points.pool.registering import register as run  # noqa: PLC0415

    number = record_id(context.arguments.notice)
    with context.database() as db:
        done = run(db, context.caller(), number)
        rows = {row["number"]: row for row in _batches(db)}
    made = [rows[batch.number] for batch in done.batches]
    head = context.says(
        f"已登记 {len(made)} 个批次（未经核证）",
        f"{len(made)} batches are registered (not certified)",
    )
    lines = [f"{each.number}  {mass(each.reduction_mg)}" for each in done.batches]
    return Answer({"notice": context.arguments.notice, "batches": made}, [head, *lines])


def dispose(context: Context) -> Answer:
    """Propose a disposal; with a second auditor named, confirm it in the same act."""
    from carbon_points.pool.disposing import dispose as run  # noqa: PLC0415
    from carbon_points.pool.disposing import preview  # noqa: PLC0415

    with context.database() as db:
        form = _disposal_form(context, db)
        if not context.option("dry_run"):
            return _disposed(context, db, run(db, context.caller(), form))
        effects = preview(db, context.caller(), form)
    rows = [
        {
            "number": each.number,
            "before_mg": each.before_mg,
            "taken_mg": each.taken_mg,
            "after_mg": each.after_mg,
        }
        for each in effects
    ]
    lines = [
        f"{each.number}  {mass(each.before_mg)} → {mass(each.after_mg)}"
        for each in effects
    ]
    return Answer({"batches": rows}, lines)


def _disposal_form(context: Context, db: Database) -> DisposalForm:
    from carbon_points.pool.disposing import DisposalForm  # noqa: PLC0415
    from carbon_points.pool.disposing import Taking  # noqa: PLC0415
    from carbon_points.pool.numbers import batch_named  # noqa: PLC0415

    arguments = context.arguments
    _ask(context, db)
    with db.reading() as session:
        takings = [(batch_named(session, name), mg) for name, mg in arguments.take]
    return DisposalForm(
        arguments.uscc,
        arguments.name,
        arguments.purpose,
        arguments.document,
        tuple(Taking(*each) for each in takings),
        tuple(arguments.file),
    )


def confirm(context: Context) -> Answer:
    """Sign a proposed disposal as another auditor."""
    from carbon_points.pool.disposing import confirm as run  # noqa: PLC0415

    with context.database() as db:
        number = _disposal(context, db)
        return _disposed(context, db, run(db, context.caller(), number))


def drop(context: Context) -> Answer:
    """Take a proposed disposal back."""
    from carbon_points.pool.disposing import drop as run  # noqa: PLC0415

    with context.database() as db:
        number = _disposal(context, db)
        done = run(db, context.caller(), number, context.arguments.reason)
        return _disposed(context, db, done)


def _disposal(context: Context, db: Database) -> int:
    from carbon_points.pool.numbers import disposal_named  # noqa: PLC0415

    _ask(context, db)
    with db.reading() as session:
        return disposal_named(session, context.arguments.disposal)


def _ask(context: Context, db: Database) -> None:
    """Who may not give the command does not learn either which numbers there are."""
    ask_first(db, f"pool {context.arguments.step}", context.caller())


def _disposed(context: Context, db: Database, done: Disposed) -> Answer:
    document = {
        "disposal": id_text(done.disposal_id),
        "number": done.number,
        "state": done.state.value,
        "reduction_mg": done.reduction_mg,
        "batches": _batches(db),
    }
    states = {
        "proposed": ("待另一位审核员复核", "waits for another auditor"),
        "confirmed": ("已划拨", "is disposed of"),
        "dropped": ("已撤回", "is dropped"),
    }
    zh, en = states[done.state.value]
    said = context.says(
        f"划拨 {done.number}：{mass(done.reduction_mg)}，{zh}",
        f"Disposal {done.number}: {mass(done.reduction_mg)} {en}",
    )
    return Answer(document, [said])


def use(context: Context) -> Answer:
    """Book the final use of disposed reductions."""
    from carbon_points.pool.using import use as run  # noqa: PLC0415
    from carbon_points.pool.using import UseForm  # noqa: PLC0415

    arguments = context.arguments
    with context.database() as db:
        form = UseForm(
            _disposal(context, db),
            arguments.purpose,
            arguments.amount,
            arguments.document,
            tuple(arguments.file),
        )
        done = run(db, context.caller(), form)
        batches = _batches(db)
    document = {
        "use": id_text(done.use_id),
        "number": done.number,
        "reduction_mg": done.reduction_mg,
        "left_mg": done.left_mg,
        "batches": batches,
    }
    said = context.says(
        f"使用注销 {done.number}：{mass(done.reduction_mg)}，尚余 {mass(done.left_mg)}",
        f"Use {done.number}: {mass(done.reduction_mg)}, {mass(done.left_mg)} left",
    )
    return Answer(document, [said])


def _batches(db: Database) -> list[dict[str, Any]]:
    from carbon_points.pool.queries import batches  # noqa: PLC0415

    with db.reading() as session:
        return [batch_document(each) for each in batches(session)]
