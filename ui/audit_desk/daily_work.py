"""What the daily sheet asks of the core; run in the lanes, without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carbon_points.certificates.queries import find_serial
from carbon_points.common.ids import parse_id
from carbon_points.crediting.behind import actions_behind
from carbon_points.integrity.day_sheet import day_sheet
from carbon_points.ledger.queries import entry_of
from carbon_points.security.acts import permitted
from carbon_points.security.taking import taken_along

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from carbon_points.common.progress import Progress
    from carbon_points.integrity.day_sheet import DaySheet
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


def sheet(
    db: Database, caller: Caller, day: dt.date | None, progress: Progress
) -> DaySheet:
    """Every equation for one day, or for everything."""
    return day_sheet(db, caller, day, progress)


def write(db: Database, caller: Caller, found: DaySheet, path: Path) -> Path:
    """The sheet as a workbook or, by its ending, on paper; that it left is noted."""
    with taken_along(db, caller, path):
        if path.suffix.lower() == ".pdf":
            from carbon_points.integrity.day_paper import write_day_paper  # noqa: PLC0415

            write_day_paper(found, path)
        else:
            from carbon_points.integrity.day_workbook import write_day_sheet  # noqa: PLC0415

            write_day_sheet(found, path)
    return path


def pdf(found: DaySheet) -> bytes:
    """The sheet on paper."""
    from carbon_points.integrity.day_paper import day_paper_pdf  # noqa: PLC0415

    return day_paper_pdf(found)


@dataclass(frozen=True, slots=True)
class Behind:
    """The actions behind a place that is not zero, and whose they are."""

    where: str
    actions: tuple[int, ...]
    participant_id: int | None = None


def behind(db: Database, caller: Caller, kind: str, where: str) -> Behind:
    """What can be opened of a place."""
    if kind == "action":
        return Behind(where, (parse_id(where),))
    with db.reading() as session:
        permitted(session, "audit day", caller)
        if kind == "participant":
            return Behind(where, (), parse_id(where))
        if kind == "certificate":
            found = find_serial(session, where)
            return Behind(where, (), found[0].participant_id if found else None)
        if kind != "entry":
            return Behind(where, ())
        cause, person = entry_of(session, parse_id(where))
        if person is None:
            return Behind(where, ())
        return Behind(where, actions_behind(session, person, cause), person)
