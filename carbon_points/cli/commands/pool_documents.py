"""The pool as JSON and as lines: ``pool show`` and ``pool public``."""

from __future__ import annotations

from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.cli.context import Answer
from carbon_points.common.days import from_day_number
from carbon_points.common.days import local_day
from carbon_points.common.ids import id_text
from carbon_points.common.units import mass_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbon_points.cli.context import Context
    from carbon_points.pool.histories import Disposal
    from carbon_points.pool.histories import Notice
    from carbon_points.pool.histories import Use
    from carbon_points.pool.lots import Lot
    from carbon_points.pool.queries import Batch
    from carbon_points.pool.views import PoolPage


def mass(reduction_mg: int) -> str:
    """A mass as people read it, with its unit."""
    return f"{' '.join(mass_text(reduction_mg))} CO₂e"


def show(context: Context) -> Answer:
    """Balances, notices, batches, disposals and uses; or the actions of one batch."""
    from carbon_points.pool.views import pool_page  # noqa: PLC0415

    if context.option("batch"):
        return _behind(context)
    with context.database() as db:
        page = pool_page(db, context.caller())
    document = _page(page)
    now = page.overview
    head = context.says(
        f"支配权：生态环境主管部门 · 未经核证\n待登记 {mass(now.accrued_mg)} │"
        f" 可划拨 {mass(now.available_mg)} │ 待复核 {mass(now.reserved_mg)} │"
        f" 已划拨 {mass(now.disposed_mg)} │ 已注销 {mass(now.retired_mg)} │"
        f" 待补足 {mass(now.owed_mg)}",
        "Right of disposal: the ecology bureau · not certified\n"
        f"to register {mass(now.accrued_mg)} | available {mass(now.available_mg)} |"
        f" reserved {mass(now.reserved_mg)} | disposed of {mass(now.disposed_mg)} |"
        f" used {mass(now.retired_mg)} | owed {mass(now.owed_mg)}",
    )
    return Answer(document, [head, *_lines(context, page)])


_STATES: Final = {
    "running": "公示中",
    "objected": "有异议待答复",
    "ready": "可登记",
    "registered": "已登记",
    "cancelled": "已撤回",
    "proposed": "待复核",
    "confirmed": "已划拨",
    "dropped": "已撤回",
}


def _lines(context: Context, page: PoolPage) -> Iterator[str]:
    """Notices, batches with what is left of them, disposals and uses."""

    def state(value: str) -> str:
        return context.says(_STATES[value], value)

    for notice in page.notices:
        about = context.says("公示", "notice")
        days = f"{notice.starts} – {notice.ends}"
        yield f"{about} {id_text(notice.notice_id)}  {days}  {state(notice.state)}"
    for batch in page.batches:
        about = context.says("登记 {0}，余额 {1}", "registered {0}, {1} left")
        said = about.format(mass(batch.registered_mg), mass(batch.balance_mg))
        yield f"{batch.number}  {said}"
    for disposal in page.disposals:
        amount = mass(disposal.reduction_mg)
        who = f"{disposal.number}  {disposal.enterprise}  {amount}"
        yield f"{who}  {state(disposal.state)}"
    for use in page.uses:
        about = context.says("使用注销", "used")
        yield f"{use.number}  {use.enterprise}  {mass(use.reduction_mg)}  {about}"


def public(context: Context) -> Answer:
    """The public register; anybody may ask for it. Written to the files named."""
    from carbon_points.scenarios.public_output import write_register  # noqa: PLC0415
    from carbon_points.scenarios.public_register import register_of  # noqa: PLC0415

    files = context.arguments.out
    with context.database() as db, db.reading() as session:
        # As it is now: what was booked meanwhile cannot be left out.
        found = register_of(session, from_day_number(local_day(context.caller().now)))
    for path in files:
        write_register(found, path)
    lines = [
        found.head,
        *(f"{each.number}  {each.shown}" for each in found.batches),
        *map(str, files),
    ]
    document = {**found.document(), "files": [str(path) for path in files]}
    return Answer({"register": document}, lines)


def _behind(context: Context) -> Answer:
    from carbon_points.pool.numbers import batch_named  # noqa: PLC0415
    from carbon_points.pool.views import batch_actions  # noqa: PLC0415

    with context.database() as db:
        with db.reading() as session:
            batch_id = batch_named(session, context.arguments.batch)
        limit = context.arguments.limit
        found = batch_actions(db, context.caller(), batch_id, limit)
    ids = [id_text(each) for each in found]
    return Answer({"batch": id_text(batch_id), "actions": ids}, ids)


def _page(page: PoolPage) -> dict[str, Any]:
    now = page.overview
    return {
        "right_of_disposal": "生态环境主管部门",
        "certified": False,
        "accrued_mg": now.accrued_mg,
        "pool_mg": now.pool_mg,
        "reserved_mg": now.reserved_mg,
        "available_mg": now.available_mg,
        "disposed_mg": now.disposed_mg,
        "retired_mg": now.retired_mg,
        "owed_mg": now.owed_mg,
        "notices": [_notice(each) for each in page.notices],
        "batches": [batch_document(each) for each in page.batches],
        "disposals": [_disposal(each) for each in page.disposals],
        "uses": [_use(each) for each in page.uses],
    }


def lot_document(lot: Lot) -> dict[str, Any]:
    """One line of a notice."""
    return {
        "methodology": lot.methodology,
        "vintage": lot.vintage,
        "actions": lot.actions,
        "participants": lot.participants,
        "reduction_mg": lot.reduction_mg,
    }


def batch_document(batch: Batch) -> dict[str, Any]:
    """A registered batch and where it went."""
    return {
        "batch": id_text(batch.batch_id),
        "number": batch.number,
        "notice": id_text(batch.notice_id),
        "methodology": batch.methodology,
        "vintage": batch.vintage,
        "from": batch.first.isoformat(),
        "to": batch.last.isoformat(),
        "registered_on": batch.registered_on.isoformat(),
        "actions": batch.actions,
        "participants": batch.participants,
        "registered_mg": batch.registered_mg,
        "made_good_mg": batch.made_good_mg,
        "reversed_mg": batch.reversed_mg,
        "disposed_mg": batch.disposed_mg,
        "used_mg": batch.used_mg,
        "balance_mg": batch.balance_mg,
        "reserved_mg": batch.reserved_mg,
    }


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "notice": id_text(notice.notice_id),
        "text": notice.text,
        "starts": notice.starts.isoformat(),
        "ends": notice.ends.isoformat(),
        "working_days": notice.working_days,
        "state": notice.state.value,
        "lots": [lot_document(each) for each in notice.lots],
        "objections": [
            {
                "objection": id_text(each.objection_id),
                "received_on": each.received_on.isoformat(),
                "channel": each.channel,
                "content": each.content,
                "open": each.is_open,
                "upheld": each.upheld,
                "answer": each.answer,
            }
            for each in notice.objections
        ],
        "batches": list(notice.batches),
        "reason": notice.cancelled_reason,
    }


def _disposal(disposal: Disposal) -> dict[str, Any]:
    decided = disposal.decided_on
    return {
        "disposal": id_text(disposal.disposal_id),
        "number": disposal.number,
        "state": disposal.state.value,
        "uscc": disposal.uscc,
        "enterprise": disposal.enterprise,
        "purpose": disposal.purpose,
        "document": disposal.document,
        "proposed_on": disposal.proposed_on.isoformat(),
        "proposed_by": disposal.proposed_by,
        "decided_on": decided.isoformat() if decided else None,
        "decided_by": disposal.decided_by,
        "reason": disposal.reason,
        "reduction_mg": disposal.reduction_mg,
        "used_mg": disposal.used_mg,
        "lines": [
            {"number": line.number, "reduction_mg": line.reduction_mg}
            for line in disposal.lines
        ],
        "files": [
            {"name": file.name, "sha256": file.sha256.hex()} for file in disposal.files
        ],
    }


def _use(use: Use) -> dict[str, Any]:
    return {
        "use": id_text(use.use_id),
        "number": use.number,
        "disposal": use.disposal_number,
        "enterprise": use.enterprise,
        "purpose": use.purpose,
        "document": use.document,
        "used_on": use.used_on.isoformat(),
        "reduction_mg": use.reduction_mg,
    }
