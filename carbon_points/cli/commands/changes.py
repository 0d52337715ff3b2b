"""``audit change``: propose, confirm, take back and list changes of the rules."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from carbon_points.actions.rules import State
from carbon_points.cli.commands.desk import record_id
from carbon_points.cli.context import Answer
from carbon_points.common.ids import id_text
from carbon_points.common.units import mass_text
from carbon_points.security.acts import ask_first
from carbon_points.security.taking import taken_along

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.audit.change_list import ChangeEntry
    from carbon_points.audit.change_list import ChangeLine
    from carbon_points.cli.context import Context

_STATES = {
    "proposed": ("待确认", "waits for confirmation"),
    "confirmed": ("已生效", "in force"),
    "dropped": ("已撤回", "taken back"),
}


def change(context: Context) -> Answer:
    """One of the steps."""
    return {
        "propose": _propose,
        "confirm": _confirm,
        "drop": _drop,
        "list": _list,
        "show": _show,
    }[context.arguments.act](context)


def _propose(context: Context) -> Answer:
    """Rehearse, and lay the difference list before another auditor."""
    from carbon_points.audit.changing import ChangeForm  # noqa: PLC0415
    from carbon_points.audit.changing import propose  # noqa: PLC0415
    from carbon_points.audit.rehearsing import rehearse  # noqa: PLC0415
    from carbon_points.certificates.queries import covering  # noqa: PLC0415
    from carbon_points.cli.commands.rehearsal import wanted_change  # noqa: PLC0415

    arguments = context.arguments
    wanted = wanted_change(context)
    with context.database() as db:
        effect = rehearse(db, context.caller(), wanted, context.progress)
        with db.reading() as session:
            acts = ((each.participant_id, each.day) for each in effect.approved)
            papers = covering(session, acts)
        form = ChangeForm(arguments.document, context.option("paper"), papers)
        number = propose(db, context.caller(), effect, form)
    document = {
        "change": id_text(number),
        "records": len(effect.differences),
        "difference_mg": effect.after_mg - effect.before_mg,
        "certificates": papers,
        "closed_months": [each.month for each in effect.months if each.closed],
    }
    said = context.says(
        f"变更 {id_text(number)} 已提出，{len(effect.differences)} 条会变；"
        "请另一位审核员核对清单后确认，确认前不改任何数据",
        f"Change {id_text(number)} is proposed with {len(effect.differences)}"
        " differences; another auditor confirms it, nothing changes before",
    )
    return Answer(document, [said])


def _confirm(context: Context) -> Answer:
    """Put a proposed change in force and correct what it changes."""
    from carbon_points.audit.changing import confirm  # noqa: PLC0415

    number = record_id(context.arguments.change)
    with context.database() as db:
        done = confirm(db, context.caller(), number, context.progress)
    difference = done.after_mg - done.before_mg
    document = {
        "change": id_text(number),
        "corrected": done.corrected,
        "before_mg": done.before_mg,
        "after_mg": done.after_mg,
        "difference_mg": difference,
        "points": done.points,
        "entries": done.entries,
        "closed_records": done.closed_records,
        "closed_months": list(done.closed_months),
    }
    amount, unit = mass_text(difference)
    said = context.says(
        f"变更 {id_text(number)} 已生效：更正 {done.corrected} 条，"
        f"减排量变化 {amount} {unit}CO₂e，积分变化 {done.points}；"
        f"已关账月份 {done.closed_records} 条只列出、不改",
        f"Change {id_text(number)} is in force: {done.corrected} corrected by"
        f" {amount} {unit} CO2e and {done.points} points; {done.closed_records} of"
        " closed months are listed and stay",
    )
    return Answer(document, [said])


def _drop(context: Context) -> Answer:
    """Take a proposal back."""
    from carbon_points.audit.changing import drop  # noqa: PLC0415

    number = record_id(context.arguments.change)
    with context.database() as db:
        drop(db, context.caller(), number, context.arguments.reason)
    said = context.says(
        f"变更 {id_text(number)} 已撤回", f"Change {id_text(number)} was taken back"
    )
    return Answer({"change": id_text(number), "state": "dropped"}, [said])


def _list(context: Context) -> Answer:
    """Every change, the newest first."""
    from carbon_points.audit.change_list import changes  # noqa: PLC0415

    with context.database() as db:
        found = changes(db, context.caller())
    document = {"changes": [_entry(each) for each in found]}
    return Answer(document, [_line(context, each) for each in found])


def _show(context: Context) -> Answer:
    """One change with its difference list; the whole list as a workbook."""
    from carbon_points.audit.change_list import change_entry  # noqa: PLC0415
    from carbon_points.evidence.service import read  # noqa: PLC0415
    from carbon_points.storage.files import write_whole  # noqa: PLC0415

    number = record_id(context.arguments.change)
    out: Path | None = context.option("out")
    with context.database() as db:
        entry, lines = change_entry(db, context.caller(), number)
        if out is not None and entry.workbook_id is not None:
            by = ask_first(db, "audit change", context.caller())
            with taken_along(db, by, out):
                write_whole(out, read(db, entry.workbook_id))
    document = _entry(entry) | {"differences": [_difference(each) for each in lines]}
    return Answer(document, [_line(context, entry)])


def _entry(entry: ChangeEntry) -> dict[str, Any]:
    return {
        "change": id_text(entry.change_id),
        "kind": "factor" if entry.change.of_factor else "version",
        "name": entry.change.name,
        "value": entry.change.value,
        "from": entry.change.start.isoformat(),
        "document": entry.document,
        "state": entry.state,
        "proposed_by": entry.proposed_by,
        "decided_by": entry.decided_by,
        "reason": entry.reason,
        "records": entry.listed,
        "closed_records": entry.kept,
        "difference_mg": entry.after_mg - entry.before_mg,
        "corrected": entry.corrected,
        "corrected_mg": entry.corrected_mg,
        "points": entry.booked_points,
    }


def _difference(line: ChangeLine) -> dict[str, Any]:
    twin = line.replacement_id
    return {
        "action": id_text(line.action_id),
        "day": line.day.isoformat(),
        "state": State(line.state).name.lower(),
        "before_mg": line.before_mg,
        "after_mg": line.after_mg,
        "difference_mg": line.after_mg - line.before_mg,
        "closed": line.closed,
        "corrected_by": id_text(twin) if twin is not None else None,
    }


def _line(context: Context, entry: ChangeEntry) -> str:
    amount, unit = mass_text(entry.after_mg - entry.before_mg)
    change = entry.change
    return (
        f"{id_text(entry.change_id)}  {context.says(*_STATES[entry.state])}"
        f"  {change.name} → {change.value}  {change.start}"
        f"  {entry.listed}  {amount} {unit}  {entry.document}"
    )
