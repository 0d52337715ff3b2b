"""``users``: the people who use the program, and the journal of what they did."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.cli.context import Answer
from carbon_points.cli.passwords import new_password
from carbon_points.common.days import local_moment
from carbon_points.common.days import ZONE
from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import UserError
from carbon_points.places.queries import place_name
from carbon_points.places.queries import subdistrict_by_name
from carbon_points.security import people
from carbon_points.security.acts import ask_first
from carbon_points.security.people import Person
from carbon_points.security.service import operators
from carbon_points.security.service import saw

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbon_points.cli.context import Context
    from carbon_points.security.chain import Caller
    from carbon_points.security.journal import Line
    from carbon_points.security.service import KnownOperator
    from carbon_points.storage.engine import Database

ALL_PLACES: Final = ("all", "不限", "")


def listed(context: Context) -> Answer:
    """Everybody who uses the program, or did once."""
    with context.database() as db, db.reading() as session:
        everyone = people.everyone(session, context.caller())
        rows = [_row(one, place_name(session, one.subdistrict_id)) for one in everyone]
    lines = [_said(context, row) for row in rows]
    return Answer({"operators": rows}, lines)


def add(context: Context) -> Answer:
    """Take somebody on."""
    typed = context.arguments
    with context.database() as db:
        place = _place(db, context.option("subdistrict"))
        shown = context.option("display") or typed.name
        person = Person(typed.name, shown, frozenset(typed.role), place)
        password = new_password(typed.name) if typed.password else ""
        done = people.add_operator(db, context.caller(), person, password)
        return _done(context, db, done, ("已新增", "Taken on"))


def change(context: Context) -> Answer:
    """Write down other roles, another name to show, another place."""
    with context.database() as db:
        with db.reading() as session:
            everyone = people.everyone(session, context.caller())
        name = context.arguments.name
        before = next((one for one in everyone if one.name == name), None)
        if before is None:
            raise UserError("OPERATOR_UNKNOWN", operator=name)
        given = context.option("subdistrict")
        person = Person(
            name,
            context.option("display") or before.display_name,
            frozenset(context.option("role") or before.roles),
            before.subdistrict_id if given is None else _place(db, given),
        )
        done = people.change_operator(db, context.caller(), person)
        return _done(context, db, done, ("已修改", "Changed"))


def close(context: Context) -> Answer:
    """Somebody leaves."""
    return _moved(context, people.close_operator, ("已停用", "Closed"))


def reopen(context: Context) -> Answer:
    """Somebody comes back."""
    return _moved(context, people.reopen_operator, ("已恢复", "Reopened"))


def password(context: Context) -> Answer:
    """A new password; the first one of a database ends set-up mode."""
    name = context.arguments.name
    with context.database() as db:
        typed = new_password(name)
        done = people.set_password(db, context.caller(), name, typed)
        return _done(context, db, done, ("已设密码", "Password set"))


def log(context: Context) -> Answer:
    """Who did, saw or exported what, newest first; or the same as a workbook."""
    from carbon_points.security.journal import page  # noqa: PLC0415
    from carbon_points.security.journal import RIGHT  # noqa: PLC0415
    from carbon_points.security.journal import Wanted  # noqa: PLC0415
    from carbon_points.security.journal_export import export_journal  # noqa: PLC0415

    typed = context.arguments
    wanted = Wanted(
        context.option("group") or "",
        context.option("by") or "",
        _midnight(typed.start),
        _midnight(typed.end, days=1),
        typed.words,
    )
    with context.database() as db:
        if typed.out is not None:
            rows = export_journal(
                db, context.caller(), wanted, typed.out, context.progress
            )
            said = context.says(
                f"已导出 {rows} 行到 {typed.out}", f"{rows} rows are in {typed.out}"
            )
            return Answer({"file": str(typed.out), "rows": rows}, [said])
        by = ask_first(db, RIGHT, context.caller())
        with db.reading() as session:
            found = page(session, by, wanted, 0, typed.limit)
        with suppress(DatabaseUnusableError):  # broken books are read all the more
            saw(db, by, "", "view-log")
    document = {"total": found.total, "rows": [_line(line) for line in found.lines]}
    return Answer(document, [_line_said(context, line) for line in found.lines])


def _moved(
    context: Context,
    act: Callable[[Database, Caller, str], KnownOperator],
    said: tuple[str, str],
) -> Answer:
    with context.database() as db:
        done = act(db, context.caller(), context.arguments.name)
        return _done(context, db, done, said)


def _done(
    context: Context, db: Database, done: KnownOperator, said: tuple[str, str]
) -> Answer:
    with db.reading() as session:
        row = _row(done, place_name(session, done.subdistrict_id))
        unsigned = not any(one.has_password for one in operators(session))
    lines = [f"{context.says(*said)} {_said(context, row)}"]
    if unsigned:
        lines.append(
            context.says(
                "还没有任何密码，不用登录就能操作；请用 users password 设第一个。",
                "No password exists yet; set the first one with `users password`.",
            )
        )
    return Answer({"operator": row}, lines)


def _place(db: Database, given: str | None) -> int | None:
    if given is None or given in ALL_PLACES:
        return None
    with db.reading() as session:
        found = subdistrict_by_name(session, given)
    if found is None:
        raise UserError("PLACE_UNKNOWN", value=given)
    return found


def _row(one: KnownOperator, place: str) -> dict[str, Any]:
    return {
        "name": one.name,
        "display_name": one.display_name,
        "roles": sorted(one.roles),
        "subdistrict": place or None,
        "has_password": one.has_password,
        "closed": one.closed_on is not None,
    }


def _said(context: Context, row: dict[str, Any]) -> str:
    state = ("停用", "closed") if row["closed"] else ("", "")
    if not row["closed"] and not row["has_password"]:
        state = ("未设密码", "no password")
    parts = (row["name"], row["display_name"], ",".join(row["roles"]))
    return "  ".join((*parts, row["subdistrict"] or "", context.says(*state))).rstrip()


def _midnight(day: dt.date | None, *, days: int = 0) -> int:
    if day is None:
        return 0
    start = dt.datetime.combine(day, dt.time(), ZONE)
    return int((start + dt.timedelta(days=days)).timestamp())


def _line(line: Line) -> dict[str, Any]:
    return {
        "at": local_moment(line.at).isoformat(),
        "operator": line.operator,
        "second": line.second or None,
        "act": line.act,
        "subject": line.subject or None,
        "reason": line.reason or None,
        "chain_position": line.position or None,
    }


def _line_said(context: Context, line: Line) -> str:
    from carbon_points.security.journal import act_words  # noqa: PLC0415

    when = local_moment(line.at).isoformat(sep=" ", timespec="seconds")[:19]
    who = f"{line.operator}+{line.second}" if line.second else line.operator
    act = act_words(line.act, english=context.language == "en")
    return f"{when}  {who}  {act}  {line.subject}  {line.reason}".rstrip()
