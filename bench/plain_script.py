"""A script that somebody would write who needs nothing but today's import.

Standard library and the SQLite driver alone: ``python plain_script.py DATABASE FILE``.
It refuses the lines that the program refuses, knows riders by telephone, repeated
orders by a unique integer key and overlapping rides by their times, keeps to the daily
caps and to exact milligrams, and links a digest of what it wrote. It cannot say later
why a number is what it is.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import struct
import sys
from collections import defaultdict
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

SCHEMA: Final = (
    (
        "CREATE TABLE plain_ride (id INTEGER PRIMARY KEY, participant_id INTEGER,"
        " day INTEGER, start INTEGER, seconds INTEGER, metres INTEGER, mg INTEGER,"
        " key INTEGER)"
    ),
    "CREATE UNIQUE INDEX plain_key ON plain_ride (key)",
    "CREATE INDEX plain_rider ON plain_ride (participant_id, day)",
    "CREATE TABLE plain_chain (hash BLOB)",
)
INSERT: Final = "INSERT INTO plain_ride VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
LIVE: Final = "state IN ('open', 'frozen')"
MG_PER_M: Final = 40
OFFSET_S: Final = 8 * 3600
METRES: Final = (500, 30_000)
SECONDS: Final = (120, 14_400)
KMH: Final = (3, 25)
FARTHEST_M: Final = 200_000
DAILY_M: Final = 20_000
DAILY_TRIPS: Final = 10
_IN: Final = 500

Row = tuple[int, ...]


class Plain:
    """Lines to rows with nothing but dictionaries."""

    def __init__(self, riders: dict[str, int]) -> None:
        self._riders = riders
        self._seen: set[int] = set()
        self._trips: dict[tuple[int, int], list[Row]] = defaultdict(list)
        self.number = self.known = self.refused = self.mg = 0

    def rows(self, lines: Iterable[str]) -> Iterator[Row]:
        """What is stored of the good lines."""
        riders, moment, sha256 = self._riders, dt.datetime.fromisoformat, hashlib.sha256
        epoch = dt.datetime(1970, 1, 1)  # noqa: DTZ001  (all moments are local)
        for line in lines:
            order, phone, _, begins, ends, km, _ = line.split(",")
            try:
                start = int((moment(begins) - epoch).total_seconds())
                end = int((moment(ends) - epoch).total_seconds())
                metres = int(float(km) * 1000 + 0.5)
                rider = riders[phone]
            except (ValueError, KeyError):
                continue
            if end > start and 0 < metres <= FARTHEST_M:
                key = int.from_bytes(sha256(order.encode()).digest()[:8]) >> 1
                if row := self._row(rider, key, (start, end, metres)):
                    yield row

    def _row(self, rider: int, key: int, ride: Row) -> Row | None:
        if key in self._seen:
            self.known += 1
            return None
        self._seen.add(key)
        start, end, metres = ride
        day = start // 86_400
        today = self._trips[rider, day]
        credited = _credited(today, start, end, metres)
        if credited < 0:
            self.refused += 1
            return None
        today.append((start, end, credited))
        self.number += 1
        mg = credited * MG_PER_M
        self.mg += mg
        start_utc = start - OFFSET_S
        return self.number, rider, day, start_utc, end - start, metres, mg, key

    @property
    def same(self) -> list[int]:
        """What every way of importing must get."""
        return [self.number, self.known, self.refused, self.mg]


def _credited(today: list[Row], start: int, end: int, metres: int) -> int:
    """The metres that count, -1 if the ride is refused."""
    seconds = end - start
    if not (
        METRES[0] <= metres <= METRES[1]
        and SECONDS[0] <= seconds <= SECONDS[1]
        and KMH[0] * seconds * 5 <= metres * 18 <= KMH[1] * seconds * 5
    ):
        return -1
    if not today:
        return min(metres, DAILY_M)
    if len(today) >= DAILY_TRIPS:
        return -1
    if any(start < other[1] and other[0] < end for other in today):
        return -1
    return max(min(metres, DAILY_M - sum(other[2] for other in today)), 0)


def main(path: str, file: str) -> None:
    """Import one file and print what came of it."""
    connection = _connection(Path(path))
    lines = Path(file).read_text("utf-8-sig").splitlines()[1:]
    job = Plain(_riders(connection, {line.split(",")[1] for line in lines}))
    connection.execute("BEGIN IMMEDIATE")
    for statement in SCHEMA:
        connection.execute(statement)
    rows = list(job.rows(lines))
    connection.executemany(INSERT, rows)
    packed = b"".join(struct.pack(">8q", *row) for row in rows)
    digest = hashlib.sha256(packed).digest()
    connection.execute("INSERT INTO plain_chain VALUES (?)", (digest,))
    connection.execute("COMMIT")
    connection.close()
    print(json.dumps(job.same))


def _connection(path: Path) -> Any:
    key = json.loads(path.with_name("bench.key").read_bytes())
    try:
        driver = import_module("sqlcipher3.dbapi2")
    except ImportError:
        driver = import_module("sqlite3.dbapi2")
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key['key']}{key['salt']}'\"")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _riders(connection: Any, phones: set[str]) -> dict[str, int]:
    wanted, riders = iter(phones), {}
    while some := list(islice(wanted, _IN)):
        marks = ", ".join("?" * len(some))
        query = f"SELECT phone, id FROM participant WHERE {LIVE} AND phone IN ({marks})"  # noqa: S608  (marks)
        riders.update(connection.execute(query, some))
    return riders


if __name__ == "__main__":
    main(*sys.argv[1:])
