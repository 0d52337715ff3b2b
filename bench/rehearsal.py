"""Another factor on a whole district: rehearsed, corrected, and the daily sheet zero.

Every invariant is checked before and after the correction and printed with the number
of things that were looked at; one that does not hold stops the row.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from bench.books import booked
from bench.data import caller
from bench.data import copied
from bench.data import opened
from bench.runs import alone
from bench.runs import Goal
from bench.runs import Line
from bench.runs import Measured
from bench.runs import MS
from bench.runs import timed

if TYPE_CHECKING:
    from bench.runs import Size

SHARE: Final = 20
"""One in so many of the actions of the other rows."""


def lines(size: Size, place: Path) -> list[Line]:
    """Rehearsal, correction, daily sheet."""
    people = size.people // SHARE or 1
    path = copied(booked(size.actions // SHARE, people), place / "rehearsal")
    found = alone("rehearsal", "measure", path, size.repeats)
    for name, counted in found["sheet"]:
        print(f"  0  {name}  {counted:,}")
    rows, records = len(found["sheet"]), found["records"]
    return [
        Line(
            f"rehearse a factor on {found['actions']:,} actions",
            Measured.of(found["rehearse"]),
            Goal(plus=10_000 * MS),
        ),
        Line(
            f"confirm it: {records:,} corrected",
            Measured.of(found["confirm"]),
            Goal(plus=60_000 * MS),
        ),
        Line(
            f"daily sheet, {rows} rows, all zero",
            Measured.of(found["day"]),
            Goal(plus=30_000 * MS),
        ),
    ]


def measure(path: str, repeats: int) -> dict[str, Any]:
    """Times of each; the sums agree and every row of the sheet is zero."""
    from carbon_points.audit.changing import ChangeForm
    from carbon_points.audit.changing import confirm
    from carbon_points.audit.changing import propose
    from carbon_points.audit.rehearsing import rehearse
    from carbon_points.rulebook.changes import Change

    change = Change("cycling.baseline", "35", dt.date(2020, 1, 1), of_factor=True)
    with opened(Path(path)) as db:
        sheet = _zero(db, "before")[1]
        tried = [
            timed(lambda: rehearse(db, caller("rehearse"), change))
            for _ in range(repeats)
        ]
        effect = tried[0][1]
        number = propose(db, caller("propose"), effect, ChangeForm("bench"))
        taken, done = timed(lambda: confirm(db, caller("confirm"), number))
        day, sheet = _zero(db, "after")
    assert done.corrected == len(effect.differences) > 0
    assert done.after_mg - done.before_mg == effect.after_mg - effect.before_mg
    return {
        "actions": effect.counted,
        "records": done.corrected,
        "rehearse": [each for each, _ in tried],
        "confirm": [taken],
        "day": [day],
        "sheet": sheet,
    }


def _zero(db: Any, key: str) -> tuple[int, list[tuple[str, int]]]:
    """The daily sheet over everything, which must be zero."""
    from carbon_points.integrity.day_sheet import day_sheet

    taken, sheet = timed(lambda: day_sheet(db, caller(key)))
    wrong = [row.name for row in sheet.rows if not row.ok]
    assert wrong == [], wrong
    return taken, [(row.en, row.sides.counted) for row in sheet.rows]
