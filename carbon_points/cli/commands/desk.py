"""``register``, ``log``, ``withdraw``: one desk act each."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from carbon_points.actions.rules import State
from carbon_points.cli.context import Answer
from carbon_points.cli.context import read_json
from carbon_points.common.ids import id_text
from carbon_points.common.ids import parse_id
from carbon_points.common.problems import UserError
from carbon_points.common.units import mass_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.cli.context import Context


def record_id(text: str) -> int:
    """The record id that a person typed.

    Raises:
        UserError: ID_TEXT.
    """
    try:
        return parse_id(text)
    except ValueError:
        raise UserError("ID_TEXT", value=text) from None


def _form(context: Context) -> Mapping[str, Any]:
    name = context.arguments.file
    document = read_json(name)
    if not isinstance(document, dict):
        raise UserError("JSON_OBJECT", file=name)
    return document


def register(context: Context) -> Answer:
    """Register one resident or SME."""
    from carbon_points.participants.service import register as register_one  # noqa: PLC0415

    with context.database() as db:
        # The password, where one is given, stands before the form on standard input.
        form = {**_form(context), "kind": context.arguments.kind}
        done = register_one(db, context.caller(context.option("key")), form)
    name = id_text(done.participant_id)
    document = {"participant": name, "name": done.name, "masked_id": done.masked_id}
    said = context.says("已登记", "Registered")
    return Answer(document, [f"{said} {done.name} {done.masked_id}  {name}"])


def log(context: Context) -> Answer:
    """Log one action, or preview it."""
    from carbon_points.crediting.desk import log as log_one  # noqa: PLC0415
    from carbon_points.crediting.desk import preview  # noqa: PLC0415
    from carbon_points.crediting.desk import Wanted  # noqa: PLC0415

    arguments = context.arguments
    person = record_id(arguments.participant)
    caller = context.caller(context.option("key"))
    with context.database() as db:
        wanted = Wanted(arguments.methodology, person, _form(context))
        if context.option("dry_run"):
            done = preview(db, caller, wanted)
        else:
            done = log_one(db, caller, wanted, arguments.evidence)
    document = {
        "action": None if done.action_id is None else id_text(done.action_id),
        "reduction_mg": done.reduction_mg,
        "points_expected": done.points_expected,
        "flags": list(done.flags),
        "state": State(done.state).name.lower(),
        "status": str(done.status),
    }
    amount, unit = mass_text(done.reduction_mg)
    said = context.says(
        f"减排 {amount} {unit}CO₂e，预计 {done.points_expected} 分",
        f"{amount} {unit} CO2e, {done.points_expected} points expected",
    )
    return Answer(document, [f"{document['action'] or '—'}  {said}"])


def withdraw(context: Context) -> Answer:
    """Take back one undecided action, or a whole import."""
    arguments = context.arguments
    if bool(arguments.action) == bool(arguments.batch):
        raise UserError("WITHDRAW_WHAT")
    with context.database() as db:
        if arguments.batch:
            from carbon_points.audit.service import withdraw_import  # noqa: PLC0415

            batch = record_id(arguments.batch)
            taken = withdraw_import(db, context.caller(), batch, arguments.reason)
            document = {
                "batch": arguments.batch,
                "actions": taken.actions,
                "points": taken.points,
                "reversed": taken.reversed,
            }
        else:
            from carbon_points.actions.service import withdraw as withdraw_one  # noqa: PLC0415

            action = record_id(arguments.action)
            withdraw_one(db, context.caller(), [action], arguments.reason)
            document = {"action": arguments.action, "state": "withdrawn"}
    return Answer(
        document, [context.says("已撤销；记录保留。", "Withdrawn; the record stays.")]
    )
