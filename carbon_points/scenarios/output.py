"""Writes statistics in the format that a file's name asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError
from carbon_points.statistics.figures import charts
from carbon_points.statistics.pedigree import pedigree
from carbon_points.statistics.workbook import write_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.statistics.tables import StatTable


def write_statistics(session: Session, table: StatTable, path: Path) -> None:
    """Write a table with its charts and pedigree: .xlsx, .pdf, .png or .svg.

    Raises:
        UserError: OUT_FORMAT.
    """
    about = pedigree(session, table)
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        write_workbook(table, about, path)
    elif suffix == ".pdf":
        from carbon_points.scenarios.paper import statistics_pdf  # noqa: PLC0415

        statistics_pdf(table, charts(table), about, path)
    elif suffix in {".png", ".svg"}:
        from carbon_points.scenarios import board  # noqa: PLC0415
        from carbon_points.scenarios.pictures import save  # noqa: PLC0415

        save(board.board_of(table, charts(table), about), path)
    else:
        raise UserError("OUT_FORMAT", value=str(path))
