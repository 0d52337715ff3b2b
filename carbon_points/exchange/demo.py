"""The demo district: files imported, approved, certified, tabulated in one go."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass
from dataclasses import replace
from importlib.resources import as_file
from importlib.resources import files
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import select

from carbon_points.actions.models import Action
from carbon_points.actions.rules import LAST_LIVE
from carbon_points.audit.demo import fill_queue
from carbon_points.audit.demo_changes import fill_changes
from carbon_points.audit.demo_samples import fill_samples
from carbon_points.audit.service import approve
from carbon_points.certificates.issue import Period
from carbon_points.certificates.keys import public_files
from carbon_points.certificates.service import issue
from carbon_points.certificates.service import print_run
from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.exchange.founding import found
from carbon_points.exchange.founding import Founding
from carbon_points.exchange.service import import_files
from carbon_points.exchange.service import Options
from carbon_points.indicators.demo import fill_plan
from carbon_points.methodology.contract import Status
from carbon_points.methodology.registry import discover
from carbon_points.scenarios.definitions import scenarios
from carbon_points.scenarios.demo_file import fill_scenario_files
from carbon_points.scenarios.demo_papers import write_papers
from carbon_points.scenarios.demo_pool import fill_pool
from carbon_points.storage.backup import evidence_folder
from carbon_points.storage.engine import open_database
from carbon_points.storage.files import write_whole
from carbon_points.storage.scratch import remove_database

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.common.progress import Progress
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

AS_OF: Final = dt.date(2026, 6, 30)
"""The files of ``resources/demo`` are judged by this day."""

PERIOD: Final = Period(dt.date(2025, 11, 1), dt.date(2026, 6, 30))
DOCUMENT: Final = "演示：五个方法学采用为试行"


@dataclass(frozen=True, slots=True)
class DemoDone:
    """What the demo left behind."""

    database: Path
    actions: int
    certificates: int
    files: tuple[Path, ...]


def drafts_in_scenarios() -> list[str]:
    """The drafts that an application scenario names, which the demo adopts."""
    catalogue = discover()
    return [
        name
        for scenario in scenarios()
        for name in scenario.methodologies
        if catalogue[name].current.shipped_status is Status.DRAFT
    ]


def found_demo(
    path: Path, caller: Caller, progress: Progress, desk: int | None = None
) -> Database:
    """A new demo database: the district's files taken in and approved.

    Raises:
        DatabaseUnusableError: DB_EXISTS.
    """
    founding = Founding(
        desk=desk, trial=drafts_in_scenarios(), document=DOCUMENT, demo=True
    )
    by = replace(caller, as_of=AS_OF)
    db = found(path, by, founding)
    try:
        fill(db, by, progress)
        fill_queue(db, by)
        fill_samples(db, by)
        fill_scenario_files(db, by)
        fill_pool(db, by)
        fill_plan(db, by)
        fill_changes(db, by)
    except BaseException:
        # Half a demo district would be opened the next time as if it were whole.
        db.close()
        remove_database(path)
        shutil.rmtree(evidence_folder(path), ignore_errors=True)
        raise
    return db


def fill(db: Database, caller: Caller, progress: Progress) -> int:
    """Take in the demo's files and approve them; answers the number of actions.

    Done twice, it changes nothing.
    """
    with as_file(files("resources").joinpath("demo")) as folder:
        paths = [
            path
            for path in sorted(folder.rglob("*"))
            if path.suffix in {".csv", ".xlsx"}
        ]
        by = replace(caller, operation_id=f"{caller.operation_id}/import")
        reports = import_files(db, by, paths, Options(), progress)
    by = replace(caller, operation_id=f"{caller.operation_id}/approve")
    # The last month stays in the queue, so that there is something to decide.
    approve(db, by, "all", until=dt.date(2026, 4, 15), progress=progress)
    return sum(report.actions for report in reports)


def run_demo(path: Path, caller: Caller, out: Path, progress: Progress) -> DemoDone:
    """The whole main job: district, import, approval, certificates, statistics."""
    by = replace(caller, as_of=AS_OF)
    if path.exists():
        db = open_database(path)
        if not db.demo:
            db.close()
            raise DatabaseUnusableError("DB_EXISTS", path=str(path))
    else:
        db = found_demo(path, by, progress)
    with db:
        out.mkdir(parents=True, exist_ok=True)
        by = replace(by, operation_id=f"{caller.operation_id}/certificates")
        papers = issue(db, by, None, PERIOD, out / "certificates", progress)
        made = [paper.file for paper in papers]
        made.append(print_run(db, by, papers, out / "print-run.pdf", progress))
        for name, data in public_files(db).items():
            write_whole(out / name, data)
            made.append(out / name)
        with db.reading() as session:
            made += write_papers(session, out / "statistics")
            live = select(func.count(Action.id)).where(Action.state <= LAST_LIVE)
            actions = session.scalar(live) or 0
    return DemoDone(path, actions, len(papers), tuple(made))
