"""Writes what the scenario page shows; run in the lanes, so there is no Qt."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.security.taking import taken_along
from carbon_points.statistics.tables import DIMENSIONS
from carbon_points.storage.files import writing
from ui.scenario_desk.scenario_work import Period
from ui.scenario_desk.scenario_work import Statistics

if TYPE_CHECKING:
    from carbon_points.common.progress import Progress
    from carbon_points.security.chain import Caller
    from carbon_points.statistics.charts import ChartSpec
    from carbon_points.storage.engine import Database

_EXPORTED: Final = ("subdistrict", "methodology", "month")


def export(
    db: Database,
    caller: Caller,
    wanted: tuple[str, Period],
    path: Path,
    progress: Progress,
) -> Path:
    """Write the figures of (scenario, period) as a workbook, paper or picture.

    Raises:
        UserError: OUT_FORMAT, OUT_UNWRITABLE.
    """
    with taken_along(db, caller, path):
        _write_all(db, caller, wanted, path, progress)
    return path


def export_chart(
    db: Database,
    caller: Caller,
    wanted: tuple[str, Period],
    drawn: tuple[ChartSpec, Path],
    progress: Progress,
) -> Path:
    """Write one chart of (scenario, period) with its pedigree.

    Raises:
        UserError: OUT_FORMAT, OUT_UNWRITABLE.
    """
    path = drawn[1]
    with taken_along(db, caller, path):
        _write_one(db, caller, wanted, drawn, progress)
    return path


def paper(
    db: Database,
    caller: Caller,
    wanted: tuple[str, Period],
    spec: ChartSpec | None,
    progress: Progress,
) -> bytes:
    """One chart, or without it everything of (scenario, period), as a PDF to print.

    It is only shown so far: the drawer notes it when it goes to a printer.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        if spec is None:
            _write_all(db, caller, wanted, path, progress)
        else:
            _write_one(db, caller, wanted, (spec, path), progress)
        return path.read_bytes()


def _write_all(
    db: Database,
    caller: Caller,
    wanted: tuple[str, Period],
    path: Path,
    progress: Progress,
) -> None:
    # ReportLab and pandas are slow to import; the page shows before they are.
    from carbon_points.scenarios.output import write_statistics  # noqa: PLC0415

    scenario_id, period = wanted
    with db.reading() as session, writing(path):
        stats = Statistics(session, caller, scenario_id)
        found = stats.table(period, *_EXPORTED)
        progress.step(0, 0)
        charts = stats.charts(period)
        progress.step(0, 0)
        write_statistics(session, found, path, charts.on_paper)


def _write_one(
    db: Database,
    caller: Caller,
    wanted: tuple[str, Period],
    drawn: tuple[ChartSpec, Path],
    progress: Progress,
) -> None:
    from carbon_points.scenarios.output import write_chart  # noqa: PLC0415

    spec, path = drawn
    scenario_id, period = wanted
    if spec.by[0] in {"until", "step"}:
        period = Period()  # these are of all time
    with db.reading() as session, writing(path):
        by = [name for name in spec.by if name in DIMENSIONS]
        found = Statistics(session, caller, scenario_id).table(period, *by)
        progress.step(0, 0)
        write_chart(session, spec, found, path)
