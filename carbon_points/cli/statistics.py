"""``stats``: the table as JSON, as text, or as a workbook, paper or picture."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from carbon_points.cli.context import Answer
from carbon_points.common.problems import UserError
from carbon_points.security.acts import own_subdistrict
from carbon_points.security.acts import permitted
from carbon_points.security.rules import VIEWER
from carbon_points.security.service import operators
from carbon_points.security.taking import taken_along
from carbon_points.statistics.queries import table
from carbon_points.statistics.tables import StatQuery

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.cli.context import Context
    from carbon_points.statistics.tables import StatTable

_FORMATS = frozenset({".xlsx", ".pdf", ".png", ".svg"})


def answer(context: Context) -> Answer:
    """Run the query that the options describe."""
    out: Path | None = context.option("out")
    if out is not None and out.suffix.lower() not in _FORMATS:
        raise UserError("OUT_FORMAT", value=str(out))
    names = tuple(name.strip() for name in context.arguments.by.split(",") if name)
    with context.database() as db, db.reading() as session:
        caller = permitted(session, "stats", context.caller())
        own = own_subdistrict(session, caller)
        suppress = _is_viewer(session, caller.operator)
        query = StatQuery(
            names,
            context.option("scenario"),
            context.option("start"),
            context.option("end"),
            context.arguments.state,
            own,
        )
        found = table(session, query, suppress=suppress)
        if out is not None:
            with taken_along(db, caller, out):
                _write(session, found, out)
    return Answer(_document(found, out), _lines(context, found))


def _is_viewer(session: Session, name: str) -> bool:
    """Whether small groups are withheld from this operator."""
    operator = next(o for o in operators(session) if o.name == name)
    return operator.roles == {VIEWER}


def _write(session: Session, found: StatTable, out: Path) -> None:
    from carbon_points.scenarios.output import write_statistics  # noqa: PLC0415
    from carbon_points.storage.files import writing  # noqa: PLC0415

    with writing(out):
        write_statistics(session, found, out)


def _document(found: StatTable, out: Path | None) -> dict[str, Any]:
    rows = [
        {
            **dict(zip(found.query.by, row.key, strict=True)),
            "participants": row.participants,
            "actions": row.actions,
            "reduction_mg": row.reduction_mg,
            "points": row.points,
            "draft": row.draft,
        }
        for row in found.rows
    ]
    document: dict[str, Any] = {"rows": rows, "position": found.position}
    if out is not None:
        document["file"] = str(out)
    return document


def _lines(context: Context, found: StatTable) -> list[str]:
    head = [
        *found.query.by,
        *context.says("人数 笔数 减排量mg 积分", "people actions mg points").split(),
    ]
    lines = ["\t".join(head)]
    for row in found.rows:
        figures = (row.participants, row.actions, row.reduction_mg, row.points)
        shown = ["—" if figure is None else f"{figure:,}" for figure in figures]
        mark = context.says("（摸底）", " (draft)") if row.draft else ""
        lines.append("\t".join([*row.key, *shown]) + mark)
    lines.append(context.says("未经核证", "Not certified"))
    return lines
