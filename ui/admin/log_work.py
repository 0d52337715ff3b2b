"""What the log page asks of the core; runs in a lane, without Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.days import ZONE
from carbon_points.security.journal import everybody
from carbon_points.security.journal import page
from carbon_points.security.journal_export import export_journal
from carbon_points.security.log_seals import waiting_rows
from carbon_points.security.service import operators
from carbon_points.security.service import saw

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from carbon_points.common.progress import Progress
    from carbon_points.security.chain import Caller
    from carbon_points.security.journal import Line
    from carbon_points.security.journal import Wanted
    from carbon_points.storage.engine import Database

MOST_SHOWN: Final = 5_000
"""Nobody reads further; the workbook holds everything."""

DAYS: Final = {"today": 1, "week": 7, "month": 30, "all": 0}


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest lines that were asked for."""

    lines: tuple[Line, ...]
    total: int
    people: tuple[str, ...]
    """Everybody who stands in the journal."""

    names: Mapping[str, str]
    """Login: the name to show."""

    waiting: int
    """Rows of the log that no seal covers yet."""


def since(period: str, today: dt.date) -> int:
    """The first moment of a period that ends today; 0 for all of it."""
    days = DAYS[period]
    if not days:
        return 0
    first = today - dt.timedelta(days=days - 1)
    return int(dt.datetime.combine(first, dt.time(), ZONE).timestamp())


def look(db: Database, caller: Caller, wanted: Wanted) -> Seen:
    """The journal as far as it is asked for; that somebody read it is noted.

    Raises:
        NotAllowedError: ROLE.
    """
    with db.reading() as session:
        found = page(session, caller, wanted, 0, MOST_SHOWN)
        seen = Seen(
            found.lines,
            found.total,
            everybody(session),
            {one.name: one.display_name for one in operators(session)},
            waiting_rows(session),
        )
    saw(db, caller, "", "view-log")
    return seen


def export(
    db: Database, caller: Caller, wanted: Wanted, path: Path, progress: Progress
) -> tuple[Path, int]:
    """Write the lines that are asked for into a workbook; answers how many."""
    return path, export_journal(db, caller, wanted, path, progress)
