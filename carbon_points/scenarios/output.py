"""Writes statistics in the format that a file's name asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from carbon_points.common.days import from_day_number
from carbon_points.common.days import local_day
from carbon_points.common.problems import UserError
from carbon_points.scenarios.criteria import evaluate
from carbon_points.statistics.figures import charts
from carbon_points.statistics.pedigree import pedigree
from carbon_points.statistics.tables import StatQuery
from carbon_points.statistics.workbook import write_chart_workbook
from carbon_points.statistics.workbook import write_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.scenarios.criteria import Criterion
    from carbon_points.statistics.charts import ChartSpec
    from carbon_points.statistics.tables import StatTable


def write_statistics(
    session: Session,
    table: StatTable,
    path: Path,
    specs: Sequence[ChartSpec] | None = None,
) -> None:
    """Write a table with its charts and pedigree: .xlsx, .pdf, .png or .svg.

    Args:
        session: reading.
        table: what is written.
        path: where to.
        specs: the charts on paper and in pictures; else those that the table allows.

    Raises:
        UserError: OUT_FORMAT.
    """
    about = pedigree(session, table)
    suffix = path.suffix.lower()
    drawn = charts(table) if specs is None else specs
    if suffix == ".xlsx":
        write_workbook(table, about, path)
    elif suffix == ".pdf":
        from carbon_points.scenarios.paper import statistics_pdf  # noqa: PLC0415

        criteria = _criteria(session, table)
        statistics_pdf(table, drawn, about, path, criteria)
    elif suffix in {".png", ".svg"}:
        from carbon_points.scenarios import board  # noqa: PLC0415
        from carbon_points.scenarios.pictures import save  # noqa: PLC0415

        save(board.board_of(table, drawn, about), path)
    else:
        raise UserError("OUT_FORMAT", value=str(path))


def write_chart(
    session: Session, spec: ChartSpec, table: StatTable, path: Path
) -> None:
    """Write one chart with the pedigree of its table: .xlsx, .pdf, .png or .svg.

    Raises:
        UserError: OUT_FORMAT.
    """
    about = pedigree(session, table)
    if path.suffix.lower() == ".xlsx":
        write_chart_workbook(spec, about, path, table.counted_at)
    else:
        from carbon_points.scenarios import board  # noqa: PLC0415
        from carbon_points.scenarios.pictures import save  # noqa: PLC0415

        save(board.board_with_pedigree(spec, about), path)


def _criteria(session: Session, table: StatTable) -> tuple[Criterion, ...]:
    """The acceptance of a scenario, beside all that was approved for it."""
    query = table.query
    if query.scenario is None or table.counted_at is None:
        return ()
    if replace(query, by=()) != StatQuery(scenario=query.scenario):
        return ()
    day = from_day_number(local_day(table.counted_at))
    return evaluate(session, query.scenario, day)
