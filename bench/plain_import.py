"""A ride file into a database, as a script with the standard library alone.

It looks riders up by telephone, refuses bad lines, repeated orders and overlapping
rides, keeps to the daily caps and commits as durably as the program. Its file is not
encrypted, and it has no chain, no report with reasons, and nothing that explains a
number.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import sqlite3
import sys
from collections import defaultdict
from contextlib import closing
from decimal import Decimal
from decimal import InvalidOperation
from pathlib import Path
from typing import Any

_TABLES = """
CREATE TABLE participant (id INTEGER PRIMARY KEY, phone TEXT);
CREATE INDEX participant_phone ON participant (phone);
CREATE TABLE ride (id INTEGER PRIMARY KEY, participant_id INTEGER, start TEXT,
    seconds INTEGER, metres INTEGER, mg INTEGER, order_number TEXT UNIQUE);
"""
_MG_PER_M = 40
_FARTHEST_M = 200_000
_DAILY_M = 20_000
_DAILY_TRIPS = 10
_SAME = ("accepted", "duplicates", "not_creditable", "reduction_mg")

Trips = dict[tuple[int, dt.date], list[tuple[dt.datetime, dt.datetime, int]]]


def prepare(path: str) -> dict[str, Any]:
    """Beside a desk's database a plain one with the same people, before the run."""
    from bench.data import opened

    target = Path(path).with_name("plain.db")
    with opened(Path(path)) as db, closing(sqlite3.connect(target)) as plain:
        connection = db.connect()
        people = connection.execute("SELECT id, phone FROM participant").fetchall()
        connection.close()
        plain.executescript(_TABLES)
        plain.executemany("INSERT INTO participant VALUES (?, ?)", people)
        plain.commit()
    return {"people": len(people)}


def main(path: str, file: str) -> None:
    """Import a file and print what became of its rows."""
    counts = dict.fromkeys((*_SAME, "bad"), 0)
    trips: Trips = defaultdict(list)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        with connection, Path(file).open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                fate, mg = _taken(connection, row, trips)
                counts[fate] += 1
                counts["reduction_mg"] += mg
    print(json.dumps([counts[name] for name in _SAME]))


def _taken(
    connection: sqlite3.Connection, row: dict[str, str], trips: Trips
) -> tuple[str, int]:
    query = "SELECT id FROM participant WHERE phone = ?"
    rider = connection.execute(query, (row["用户手机号"],)).fetchone()
    try:
        start = dt.datetime.fromisoformat(row["开锁时间"])
        end = dt.datetime.fromisoformat(row["关锁时间"])
        metres = int(Decimal(row["骑行里程(公里)"]) * 1000)
    except (ValueError, InvalidOperation):
        return "bad", 0
    if rider is None or end <= start or not 0 < metres <= _FARTHEST_M:
        return "bad", 0
    seconds = int((end - start).total_seconds())
    known = "SELECT 1 FROM ride WHERE order_number = ?"
    if connection.execute(known, (row["订单编号"],)).fetchone():
        return "duplicates", 0
    today = trips[rider[0], start.date()]
    credited = _credited(today, start, end, metres)
    if credited is None:
        return "not_creditable", 0
    today.append((start, end, credited))
    mg = credited * _MG_PER_M
    connection.execute(
        "INSERT INTO ride (participant_id, start, seconds, metres, mg, order_number)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (rider[0], str(start), seconds, metres, mg, row["订单编号"]),
    )
    return "accepted", mg


def _credited(
    today: list[tuple[dt.datetime, dt.datetime, int]],
    start: dt.datetime,
    end: dt.datetime,
    metres: int,
) -> int | None:
    """The metres that count; None if the ride is refused."""
    seconds = int((end - start).total_seconds())
    fits = 500 <= metres <= 30_000 and 120 <= seconds <= 14_400
    speed = metres * 18
    if not fits or not 3 * 5 * seconds <= speed <= 25 * 5 * seconds:
        return None
    if len(today) >= _DAILY_TRIPS:
        return None
    if any(start < other[1] and other[0] < end for other in today):
        return None
    return max(min(metres, _DAILY_M - sum(trip[2] for trip in today)), 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
