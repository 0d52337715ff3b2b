"""The auditor's day: the queue opens, the next record stands there, many are signed.

The goals are times on this machine: a person waits for them.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from bench.data import caller
from bench.data import copied
from bench.data import district
from bench.data import opened
from bench.data import rides_file
from bench.runs import alone
from bench.runs import Goal
from bench.runs import Line
from bench.runs import Measured
from bench.runs import MS
from bench.runs import timed

if TYPE_CHECKING:
    from bench.runs import Size

SHARE: Final = 20
"""One in so many of the actions of the other rows waits."""

BULK: Final = 5
"""One in so many of the waiting ones is approved at once."""


def lines(size: Size, place: Path) -> list[Line]:
    """Queue, record and bulk approval."""
    path = copied(district(size.people // SHARE or 1), place / "auditor")
    waiting, people = size.actions // SHARE, size.people // SHARE or 1
    found = alone("auditor", "measure", path, waiting, people, size.repeats)
    return [
        Line(
            f"audit queue of {found['waiting']:,} opens",
            Measured.of(found["queue"]),
            Goal(plus=1000 * MS),
        ),
        Line("next record", Measured.of(found["record"]), Goal(plus=100 * MS)),
        Line(
            f"approve {found['approved']:,} at once",
            Measured.of(found["sign"]),
            Goal(plus=10_000 * MS),
        ),
    ]


def measure(path: str, rides: int, people: int, repeats: int) -> dict[str, Any]:
    """Times of each, on a district where so many rides wait."""
    from carbon_points.audit.queue import queue
    from carbon_points.audit.queue import QueueQuery
    from carbon_points.exchange.service import import_files
    from carbon_points.exchange.service import Options
    from carbon_points.rulebook.service import current

    with opened(Path(path)) as db:
        import_files(db, caller("rides"), [rides_file(rides, people)], Options())
        book = current(db, caller("book"))
        with db.reading() as session:
            opens = [
                timed(lambda: queue(session, book, QueueQuery()))
                for _ in range(repeats)
            ]
        ids = [row.action_id for row in opens[0][1].rows]
        records = [_record(db, book, number) for number in ids[:: len(ids) // 20 or 1]]
        signed = [_signed(db, n, ids) for n in range(min(repeats, BULK))]
    return {
        "queue": [taken for taken, _ in opens],
        "record": records,
        "sign": signed,
        "waiting": len(ids),
        "approved": len(ids) // BULK,
    }


def _record(db: Any, book: Any, number: int) -> int:
    """Everything that the window shows of one record, with its trace."""
    from carbon_points.audit.records import record
    from carbon_points.crediting.explain import explain

    begun = time.perf_counter_ns()
    with db.reading() as session:
        record(session, number)
        explain(session, book, number)
    return time.perf_counter_ns() - begun


def _signed(db: Any, part: int, ids: list[int]) -> int:
    """A fifth of the queue is approved in one batch, and the ledger has it all."""
    from carbon_points.audit.deciding import decide

    count = len(ids) // BULK
    chosen = ids[part * count : (part + 1) * count]
    taken, done = timed(
        lambda: decide(db, caller(f"sign-{part}"), "approve", chosen),
    )
    assert (done.decided, done.refused) == (len(chosen), ())
    return taken
