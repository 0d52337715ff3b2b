"""One action at the desk, on the disk when the window says so.

The measure is what the disk itself needs: 4 KB written to the end of a file and synced.
That writes neither an index, nor sums, nor a chain, and it could not be read back.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from fractions import Fraction
from itertools import count
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from bench.books import booked
from bench.data import caller
from bench.data import copied
from bench.data import opened
from bench.runs import alone
from bench.runs import EACH
from bench.runs import Goal
from bench.runs import interleaved
from bench.runs import Line
from bench.runs import Measured
from bench.runs import MS
from bench.runs import timed

if TYPE_CHECKING:
    from io import FileIO

    from bench.runs import Size
    from carbon_points.storage.engine import Database

_PAGE: Final = bytes(4096)
_START: Final = dt.datetime.fromisoformat("2026-06-20T07:00:00+08:00")
_WARM: Final = 3
_GOAL: Final = Goal(Fraction(10), 5 * MS)
_TRACER: Final = "strace"
_MARK: Final = "getppid"
"""A call that does nothing and shows in the trace where an action begins."""


def lines(size: Size, place: Path) -> list[Line]:
    """The median, and how often the disk is made to keep something."""
    path = copied(booked(size.actions, size.people), place / "one_action")
    found = alone("one_action", "measure", path, size.acts)
    job = f"log one action beside {size.actions:,}"
    logged, synced = Measured.of(found["logged"]), Measured.of(found["synced"])
    return [
        Line(f"{job}, durable", logged, _GOAL, synced, "4 KB and fsync"),
        Line(f"{job}, syncs", _syncs(path, size.acts), Goal(plus=2)),
    ]


def measure(path: str, acts: int) -> dict[str, Any]:
    """Actions logged and pages synced in turn, in the same folder."""
    with (
        opened(Path(path)) as db,
        Path(path).with_name("synced").open("wb", buffering=0) as file,
    ):
        act = Acts(db)
        for _ in range(_WARM):
            act()
        logged, synced = interleaved(
            acts, lambda: timed(act)[0], lambda: timed(lambda: _keep_page(file))[0]
        )
    return {"logged": logged, "synced": synced}


def _keep_page(file: FileIO) -> None:
    file.write(_PAGE)
    os.fsync(file.fileno())


def _syncs(path: Path, acts: int) -> Measured:
    """Of each action, as the kernel saw them; empty where nothing can watch."""
    trace = path.with_name("trace")
    calls = f"trace=fsync,fdatasync,{_MARK}"
    watched = (_TRACER, "-f", "-qq", "-e", calls, "-o", str(trace))
    if shutil.which(_TRACER) is None:
        return Measured((), EACH)
    try:
        alone("one_action", "log_some", path, acts, before=watched)
    except CalledProcessError:  # not everybody may look into processes
        return Measured((), EACH)
    parts = trace.read_text().split(f"{_MARK}(")[1 : acts + 1]
    return Measured.of((part.count("sync(") for part in parts), EACH)


def log_some(path: str, acts: int) -> dict[str, Any]:
    """Log so many actions, a mark before each and one at the end."""
    with opened(Path(path)) as db:
        act = Acts(db)
        for _ in range(acts):
            os.getppid()
            act()
        os.getppid()
    return {}


class Acts:
    """Logs one ride after the other, of another participant each time."""

    def __init__(self, db: Database) -> None:
        from sqlalchemy import text

        from carbon_points.actions.models import Action
        from carbon_points.common.ids import first_id
        from carbon_points.storage.engine import next_id

        self._db = db
        self._first = first_id(db.desk)
        with db.reading() as session:
            self._people: int = session.scalars(
                text("SELECT COUNT(*) FROM participant")
            ).one()
            self._numbers = count(next_id(session, Action, db.desk) - self._first)

    def __call__(self) -> int:
        """Log the next one and answer its id."""
        from carbon_points.crediting.desk import log
        from carbon_points.crediting.desk import Wanted

        number = next(self._numbers)
        hours, person = divmod(number, self._people)
        start = _START + dt.timedelta(hours=hours)
        inputs = {
            "vehicle": "own_bike",
            "start": start.isoformat(),
            "end": (start + dt.timedelta(minutes=15)).isoformat(),
            "distance_m": 3000,
            "evidence": "gps_track",
            "evidence_ref": f"bench-{number}",
        }
        wanted = Wanted("cycling", self._first + 1 + person, inputs)
        done = log(self._db, caller(f"bench-{number}"), wanted)
        assert done.action_id is not None
        return done.action_id
