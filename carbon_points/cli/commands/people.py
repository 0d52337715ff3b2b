"""``find`` and ``show``."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.actions.rules import State
from carbon_points.cli.commands.desk import record_id
from carbon_points.cli.context import Answer
from carbon_points.common.ids import id_text
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.places.queries import place_name
from carbon_points.security.acts import own_subdistrict
from carbon_points.security.acts import permitted
from carbon_points.security.service import saw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from carbon_points.cli.context import Context
    from carbon_points.crediting.account import AccountAction
    from carbon_points.crediting.account import AccountEntry
    from carbon_points.rulebook.service import Rulebook
    from carbon_points.storage.engine import Database


def find(context: Context) -> Answer:
    """The desk's search box."""
    from carbon_points.certificates.queries import find_serial  # noqa: PLC0415
    from carbon_points.participants.search import find as search  # noqa: PLC0415
    from carbon_points.participants.search import WHY  # noqa: PLC0415

    query, limit = context.arguments.query, context.arguments.limit
    why = {**WHY, "serial": ("证书编号", "certificate serial")}
    with context.database() as db:
        sealer = db.sealer
        with db.reading() as session:
            own = own_subdistrict(session, permitted(session, "find", context.caller()))
            found = find_serial(session, query) or search(
                session, sealer, query, limit, own
            )
    rows = [
        {
            "participant": id_text(match.participant_id),
            "kind": match.kind,
            "name": match.name,
            "masked_id": match.masked_id,
            "subdistrict": match.subdistrict,
            "why": context.says(*why.get(match.why, (match.why, match.why))),
        }
        for match in found
    ]
    shown = ("participant", "name", "masked_id", "subdistrict", "why")
    lines = ["  ".join(row[name] for name in shown) for row in rows]
    nobody = context.says(f"没有找到“{query}”。", f"Nothing found for “{query}”.")
    return Answer({"matches": rows}, lines or [nobody])


@contextmanager
def _reading(context: Context, db: Database) -> Iterator[tuple[Session, Rulebook]]:
    from carbon_points.rulebook.service import current  # noqa: PLC0415

    book = current(db, context.caller())
    with db.reading() as session:
        yield session, book


def show(context: Context) -> Answer:
    """Balance, what waits, the next expiry, and the history."""
    from carbon_points.crediting.account import account  # noqa: PLC0415
    from carbon_points.crediting.account import waiting_points  # noqa: PLC0415
    from carbon_points.participants.queries import summary  # noqa: PLC0415

    arguments = context.arguments
    person = record_id(arguments.participant)
    with context.database() as db, _reading(context, db) as (session, book):
        by = permitted(session, "show", context.caller())
        own = own_subdistrict(session, by)
        who = summary(session, person)
        if who is None:
            raise UserError("PARTICIPANT_UNKNOWN", value=arguments.participant)
        if own is not None and who.subdistrict != place_name(session, own):
            raise NotAllowedError("OWN_PLACE")
        found = account(session, person, (arguments.start, arguments.end))
        waiting = waiting_points(session, book, person, context.as_of)
        saw(db, by, arguments.participant)
    document: dict[str, Any] = {
        "participant": arguments.participant,
        "kind": who.kind,
        "name": who.name,
        "masked_id": who.masked_id,
        "subdistrict": who.subdistrict,
        "points": found.points,
        "waiting": waiting,
        "waiting_actions": found.waiting,
        "reduction_mg": found.reduction_mg,
        "next_expiry": found.next_expiry and found.next_expiry.isoformat(),
        "next_expiry_points": found.next_expiry_points,
        "actions": [_action(row) for row in found.actions],
        "entries": [_entry(line) for line in found.entries],
    }
    head = context.says(
        f"{who.name}  {who.masked_id}  {who.subdistrict}  积分 {found.points}"
        f"  待审核 {found.waiting} 笔、约 {waiting} 分",
        f"{who.name}  {who.masked_id}  {who.subdistrict}  {found.points} points,"
        f" {found.waiting} actions with about {waiting} points waiting",
    )
    lines = [
        f"{row['day']}  {row['methodology']:16} {row['reduction_mg']:>14} mg"
        f" {row['points']:>8}  {row['state']} {row['code']}"
        for row in document["actions"]
    ]
    return Answer(document, [head, *lines])


def _action(row: AccountAction) -> dict[str, Any]:
    return {
        "action": id_text(row.action_id),
        "methodology": row.methodology,
        "day": row.day.isoformat(),
        "reduction_mg": row.reduction_mg,
        "points": row.points,
        "state": State(row.state).name.lower(),
        "code": row.code,
        "flags": list(row.flags),
        "decided_by": row.decided_by,
    }


def _entry(line: AccountEntry) -> dict[str, Any]:
    return {
        "entry": id_text(line.entry_id),
        "cause": line.cause,
        "day": line.day.isoformat(),
        "points": line.points,
        "balance": line.balance,
    }
