"""``indicator``: the plan's indicators and key projects."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from carbon_points.cli.context import Answer
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.common.units import exact_text
from carbon_points.indicators.plan import in_english
from carbon_points.indicators.plan import Indicator
from carbon_points.indicators.plan import subject as subject_of
from carbon_points.indicators.rules import DONE
from carbon_points.security.acts import permitted

if TYPE_CHECKING:
    from carbon_points.cli.context import Context
    from carbon_points.indicators.queries import Line
    from carbon_points.indicators.queries import ProjectLine
    from carbon_points.indicators.queries import Register
    from carbon_points.indicators.queries import Value
    from carbon_points.storage.engine import Database


def listed(context: Context) -> Answer:
    """The indicators as they stand."""
    with context.database() as db:
        found = _register(context, db)
    only_open = context.option("open")
    lines = [each for each in found.lines if each.is_open or not only_open]
    document = {
        "indicators": [_indicator(each, found) for each in lines],
        "scenarios": _scenarios(found),
    }
    return Answer(document, [_line(context, each) for each in lines])


def projects(context: Context) -> Answer:
    """The key projects as they stand."""
    with context.database() as db:
        found = _register(context, db)
    only_open = context.option("open")
    lines = [each for each in found.projects if each.is_open or not only_open]
    said = [
        f"{each.row.subject:4} {each.row.due:9} {_status(context, each.status)}  "
        f"{each.row.name}  {each.row.content[:30]}"
        for each in lines
    ]
    return Answer({"projects": [_project(each) for each in lines]}, said)


def show(context: Context) -> Answer:
    """One indicator or project with everything that was ever reported of it."""
    from carbon_points.indicators.queries import history  # noqa: PLC0415

    row = subject_of(context.arguments.subject)
    with context.database() as db:
        found = _register(context, db)
        with db.reading() as session:
            entries = history(session, row.subject)
    if isinstance(row, Indicator):
        line = found.line(row.subject)
        document, head = _indicator(line, found), _line(context, line)
    else:
        project = found.project(row.subject)
        document, head = _project(project), f"{row.subject} {row.name} {project.status}"
    document["history"] = [_value(each) for each in entries]
    said = [
        f"  {each.year}  {each.text}  {each.status}  {each.source}  {each.note}  "
        f"{each.evidence}".rstrip()
        for each in entries
    ]
    return Answer(document, [head, *said])


def set_(context: Context) -> Answer:
    """Report a value of one year."""
    from carbon_points.indicators.service import report  # noqa: PLC0415
    from carbon_points.indicators.service import Reported  # noqa: PLC0415

    typed = context.arguments
    said = Reported(
        typed.subject,
        typed.year,
        typed.value,
        typed.source,
        typed.status,
        typed.note,
        typed.department,
        context.option("evidence"),
    )
    with context.database() as db:
        done = report(db, context.caller(context.option("key")), said)
    document = {
        "number": done.subject,
        "year": done.year,
        "value": done.value,
        "status": done.status,
        "entry": id_text(done.value_id),
        "corrects": None if done.corrects is None else id_text(done.corrects),
    }
    told = context.says(
        f"已登记指标 {done.subject}：{done.year} 年 {done.value}（{done.status}）",
        f"Recorded {done.subject}: {done.value} in {done.year}",
    )
    return Answer(document, [told])


def export(context: Context) -> Answer:
    """Write the register as a workbook."""
    from carbon_points.indicators.sheets import export as write  # noqa: PLC0415

    path = context.arguments.file
    if path.suffix.lower() != ".xlsx":
        raise UserError("OUT_ONLY_XLSX", value=path.suffix)
    with context.database() as db:
        write(db, context.caller(), path)
    said = context.says(f"已导出到 {path}", f"Exported to {path}")
    return Answer({"file": str(path)}, [said])


def _register(context: Context, db: Database) -> Register:
    from carbon_points.indicators.queries import register  # noqa: PLC0415

    with db.reading() as session:
        permitted(session, "indicator list", context.caller())
        return register(session, context.as_of)


def _line(context: Context, line: Line) -> str:
    row, latest = line.row, line.latest
    newest = "—" if latest is None else f"{latest.text}（{latest.year}）"
    target = context.says("目标", "target")
    words = (in_english(each) for each in (row.name, row.target))
    name, wanted = words if context.language == "en" else (row.name, row.target)
    status = _status(context, line.status)
    return f"{row.subject:4} {status:6} {name}  {newest}  {target} {wanted}"


def _status(context: Context, status: str) -> str:
    return context.says(status, "reached" if status == DONE else "open")


def _indicator(line: Line, found: Register) -> dict[str, Any]:
    row = line.row
    document: dict[str, Any] = {
        "number": row.subject,
        "category": row.category,
        "name": row.name,
        "unit": row.unit,
        "target": row.target,
        "kind": row.kind,
        "status": line.status,
        "reached": line.reached,
        "computed": row.is_computed,
        "departments": row.departments,
        "values": [_value(each) for each in line.values],
    }
    if row.is_computed:
        document["scenarios"] = _scenarios(found)
    return document


def _project(line: ProjectLine) -> dict[str, Any]:
    row = line.row
    return {
        "number": row.subject,
        "category": row.category,
        "name": row.name,
        "content": row.content,
        "due": row.due,
        "status": line.status,
        "departments": row.departments,
        "values": [_value(each) for each in line.values],
    }


def _value(value: Value) -> dict[str, Any]:
    number = value.number
    return {
        "year": value.year,
        "value": value.text,
        "number": None if number is None else exact_text(number),
        "origin": value.origin,
        "status": value.status or None,
        "source": value.source,
        "note": value.note,
        "department": value.department,
        "evidence": value.evidence or None,
        "evidence_sha256": value.sha256.hex() or None,
        "entry": None if value.value_id is None else id_text(value.value_id),
        "corrects": None if value.corrects is None else id_text(value.corrects),
    }


def _scenarios(found: Register) -> list[dict[str, Any]]:
    return [
        {
            "scenario": each.scenario_id,
            "met": each.met,
            "of": each.of,
            "counts": each.is_accepted,
        }
        for each in found.scenarios
    ]
