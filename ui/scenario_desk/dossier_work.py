"""What the dossier panel asks of the core; run in a lane, so there is no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carbon_points.dossier.checking import check_dossier
from carbon_points.dossier.service import build_dossier
from carbon_points.dossier.yearly import report_year
from carbon_points.places.queries import subdistricts
from carbon_points.scenarios.definitions import scenario
from carbon_points.security.acts import own_subdistrict
from carbon_points.security.acts import permitted
from carbon_points.storage.files import writing

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from carbon_points.common.progress import Progress
    from carbon_points.dossier.checking import Checked
    from carbon_points.dossier.service import Built
    from carbon_points.dossier.yearly import Reported
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Report:
    """Which yearly report is wanted."""

    place: str
    year: int


def folder_name(scenario_id: str, day: dt.date) -> str:
    """What the folder of a dossier is called."""
    return f"{scenario(scenario_id).name_zh}验收档案_{day.isoformat()}"


def build(
    db: Database, caller: Caller, scenario_id: str, parent: Path, progress: Progress
) -> Built:
    """Make the dossier in a folder of its own inside of `parent`.

    Raises:
        UserError: as `build_dossier`, or OUT_UNWRITABLE.
    """
    folder = parent / folder_name(scenario_id, caller.as_of)
    with writing(folder):
        return build_dossier(db, caller, scenario_id, folder, progress)


def check(folder: Path, progress: Progress) -> Checked:
    """Check a dossier; no database is asked."""
    return check_dossier(folder, progress)


def report(db: Database, caller: Caller, wanted: Report, folder: Path) -> Reported:
    """Write the yearly report of a place.

    Raises:
        UserError: as `report_year`, or OUT_UNWRITABLE.
    """
    with writing(folder):
        return report_year(db, caller, wanted.place, wanted.year, folder)


def places(db: Database, caller: Caller) -> tuple[str, ...]:
    """The subdistricts whose report this caller may make."""
    with db.reading() as session:
        by = permitted(session, "report subdistrict", caller)
        own = own_subdistrict(session, by)
        found = subdistricts(session)
    return tuple(place.name for place in found if own in {None, place.id})
