"""``audit finding``: what was found wrong, its correction and its closure."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from carbon_points.cli.commands.desk import record_id
from carbon_points.cli.context import Answer
from carbon_points.common.days import from_day_number
from carbon_points.common.days import local_moment
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.security.acts import permitted

if TYPE_CHECKING:
    from carbon_points.audit.finding_rows import FindingRow
    from carbon_points.audit.finding_rows import Step
    from carbon_points.cli.context import Context

_STATES = {
    "open": "待整改",
    "corrected": "已整改，待关闭",
    "closed": "已关闭",
    "dismissed": "改判无误",
}


def finding(context: Context) -> Answer:
    """One step of a finding, or the list of them."""
    verb, given = context.arguments.verb, context.option("target")
    if (verb == "list") is not (given is None):
        raise UserError("FINDING_WHAT")
    if given is None:
        return _list(context)
    made, points = _act(context, verb, record_id(given))
    document = {**_document(made), "points": points}
    return Answer(document, [_line(context, made)])


def _act(context: Context, verb: str, number: int) -> tuple[FindingRow, int]:
    """Take one step; answers the finding and the points that it took back."""
    from carbon_points.audit import findings  # noqa: PLC0415

    arguments, caller = context.arguments, context.caller()
    with context.database() as db:
        if verb == "open":
            said = (arguments.reason, arguments.note, context.option("overstated"))
            return findings.open_finding(db, caller, findings.Opening(number, *said)), 0
        if verb == "correct":
            new = context.option("replaced_by")
            correction = findings.Correction(
                arguments.note, arguments.reverse, record_id(new) if new else None
            )
            done = findings.correct(db, caller, number, correction)
            return done.finding, done.points
        settle = {"close": findings.close, "dismiss": findings.dismiss}[verb]
        return settle(db, caller, number, arguments.note), 0


def _list(context: Context) -> Answer:
    from carbon_points.audit.finding_rows import FindingQuery  # noqa: PLC0415
    from carbon_points.audit.finding_rows import findings  # noqa: PLC0415

    sample = context.option("sample")
    query = FindingQuery(
        context.option("scenario") or "",
        record_id(sample) if sample else None,
        unsettled=context.arguments.open,
    )
    with context.database() as db, db.reading() as session:
        permitted(session, "audit finding", context.caller())
        found = findings(session, query)
    left = sum(each.unsettled for each in found)
    head = context.says(
        f"共 {len(found)} 个问题，未关闭 {left} 个",
        f"{len(found)} findings, {left} not settled",
    )
    document = {
        "total": len(found),
        "unsettled": left,
        "rows": [_document(each) for each in found],
    }
    return Answer(document, [head, *(_line(context, each) for each in found)])


def _document(row: FindingRow) -> dict[str, Any]:
    return {
        "finding": id_text(row.finding_id),
        "action": id_text(row.action_id),
        "sample": None if row.sample_id is None else id_text(row.sample_id),
        "scenario": row.scenario,
        "methodology": row.methodology,
        "subdistrict": row.subdistrict,
        "day": from_day_number(row.day).isoformat(),
        "reduction_mg": row.reduction_mg,
        "overstated_mg": row.overstated_mg,
        "reason": row.reason,
        "note": row.note,
        "state": row.state,
        "opened_by": row.operator,
        "opened_at": local_moment(row.at).isoformat(sep=" "),
        "steps": [_step(each) for each in row.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    links = {"reversal": step.decision_id, "replaced_by": step.replaced_by}
    return {
        "step": step.step,
        "by": step.operator,
        "at": local_moment(step.at).isoformat(sep=" "),
        "note": step.note,
        **{key: id_text(number) for key, number in links.items() if number is not None},
    }


def _line(context: Context, row: FindingRow) -> str:
    parts = (
        id_text(row.finding_id),
        id_text(row.action_id),
        row.reason,
        f"{row.overstated_mg} mg",
        context.says(_STATES[row.state], row.state),
        row.note,
    )
    return "  ".join(parts).rstrip()
