"""``audit rehearse``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.actions.rules import State
from carbon_points.cli.context import Answer
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.common.units import mass_text
from carbon_points.security.acts import ask_first
from carbon_points.security.taking import taken_along

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.audit.rehearsing import Effect
    from carbon_points.cli.context import Context
    from carbon_points.rulebook.changes import Change

_SHOWN = 1000
"""So many differences are in the JSON document; a workbook has all of them."""


def rehearse(context: Context) -> Answer:
    """What a factor or a methodology version would change; nothing is written."""
    from carbon_points.audit.rehearsing import rehearse as run  # noqa: PLC0415
    from carbon_points.audit.sheets import write_differences  # noqa: PLC0415
    from carbon_points.certificates.queries import covering  # noqa: PLC0415

    change = wanted_change(context)
    with context.database() as db:
        done = run(db, context.caller(), change, context.progress)
        with db.reading() as session:
            acts = ((each.participant_id, each.day) for each in done.approved)
            papers = covering(session, acts)
        out: Path | None = context.option("out")
        if out is not None:
            by = ask_first(db, "audit rehearse", context.caller())
            with taken_along(db, by, out):
                write_differences(done, papers, out)
    document = {
        "records": len(done.differences),
        "before_mg": done.before_mg,
        "after_mg": done.after_mg,
        "difference_mg": done.after_mg - done.before_mg,
        "points": done.points,
        "certificates": papers,
        "closed_months": [each.month for each in done.months if each.closed],
        "months": [
            {
                "month": each.month,
                "closed": each.closed,
                "records": each.records,
                "difference_mg": each.difference_mg,
            }
            for each in done.months
        ],
        "differences": [
            {
                "action": id_text(each.action_id),
                "before_mg": each.before_mg,
                "after_mg": each.after_mg,
                "state": State(each.state).name.lower(),
            }
            for each in done.differences[:_SHOWN]
        ],
        "counted": done.counted,
        "not_installed": done.not_installed,
    }
    return Answer(document, [_said(context, done, papers)])


def _said(context: Context, done: Effect, papers: list[str]) -> str:
    amount, unit = mass_text(done.after_mg - done.before_mg)
    closed = sum(each.closed for each in done.months)
    return context.says(
        f"核对 {done.counted} 条，{len(done.differences)} 条会变，"
        f"减排量变化 {amount} {unit}CO₂e，积分变化 {done.points}，"
        f"涉及证书 {len(papers)} 份，其中已关账 {closed} 个月不动；没有写入任何数据",
        f"{done.counted} looked at, {len(done.differences)} would differ by"
        f" {amount} {unit} CO2e and {done.points} points; {len(papers)} certificates,"
        f" {closed} closed months stay; nothing was written",
    )


def wanted_change(context: Context) -> Change:
    """The factor row or version that the call names."""
    from carbon_points.rulebook.changes import Change  # noqa: PLC0415

    factor = context.option("factor")
    given = factor or context.arguments.methodology
    name, sign, value = given.partition("=" if factor else "@")
    if not (name and sign and value):
        raise UserError("REHEARSE_WHAT", value=given)
    return Change(name, value, context.arguments.start, of_factor=bool(factor))
