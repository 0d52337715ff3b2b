"""Ride orders of one operator: a file of many people's rides into the encrypted file.

Both alternatives do the whole job on the same engine with the same settings: refuse the
same lines, know riders by telephone, repeated orders by a unique integer key and
overlapping rides by their times, keep to the daily caps, store exact milligrams, and
keep the index by which a person's rides are found. They cannot say later why a number
is what it is; that is what the program stores besides.
"""

from __future__ import annotations

import hashlib
import time
from itertools import islice
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from bench.data import caller
from bench.data import opened
from bench.machine import peak_kib
from bench.plain_script import DAILY_M
from bench.plain_script import DAILY_TRIPS
from bench.plain_script import FARTHEST_M
from bench.plain_script import INSERT
from bench.plain_script import KMH
from bench.plain_script import LIVE
from bench.plain_script import METRES
from bench.plain_script import MG_PER_M
from bench.plain_script import OFFSET_S
from bench.plain_script import Plain
from bench.plain_script import SCHEMA
from bench.plain_script import SECONDS

if TYPE_CHECKING:
    import pandas as pd

_RIDERS: Final = f"SELECT phone, id FROM participant WHERE {LIVE}"  # noqa: S608  (constant)
_CHUNK: Final = 50_000

Row = tuple[int, ...]


def ours(path: str, file: str) -> dict[str, Any]:
    """The program's import, and the same file a second time."""
    from carbon_points.exchange.service import import_files
    from carbon_points.exchange.service import Options

    with opened(Path(path)) as db:
        begun = time.perf_counter_ns()
        [first] = import_files(db, caller("first"), [Path(file)], Options())
        taken = time.perf_counter_ns() - begun
        peak = peak_kib()
        begun = time.perf_counter_ns()
        [again] = import_files(db, caller("again"), [Path(file)], Options())
        repeated = time.perf_counter_ns() - begun
    assert first.error is None, first.error
    return {
        "ns": taken,
        "peak_kib": peak,
        "again_ns": repeated,
        "again_new": again.accepted,
        "same": [
            first.accepted,
            first.duplicates,
            first.not_creditable,
            first.reduction_mg,
        ],
    }


def raw(path: str, file: str) -> dict[str, Any]:
    """The fastest plain way: split lines, dictionaries, tuples, one commit."""
    with opened(Path(path)) as db:
        connection = db.connect()
    begun = time.perf_counter_ns()
    connection.execute("BEGIN IMMEDIATE")
    for statement in SCHEMA:
        connection.execute(statement)
    job = Plain(dict(connection.execute(_RIDERS)))
    chain = b""
    with Path(file).open(encoding="utf-8-sig") as lines:
        rows = job.rows(islice(lines, 1, None))
        while chunk := list(islice(rows, _CHUNK)):
            connection.executemany(INSERT, chunk)
            chain = _linked(chain, chunk)
    connection.execute("INSERT INTO plain_chain VALUES (?)", (chain,))
    connection.execute("COMMIT")
    taken = time.perf_counter_ns() - begun
    connection.close()
    return {"ns": taken, "same": job.same}


def _linked(before: bytes, rows: list[Row]) -> bytes:
    import msgspec

    return hashlib.sha256(before + msgspec.msgpack.encode(rows)).digest()


def frames(path: str, file: str) -> dict[str, Any]:
    """The way of a data scientist: read_csv, merge, to_sql; without a chain."""
    import pandas as pd

    with opened(Path(path)) as db:
        engine = db.engine.execution_options(begin="write")
        begun = time.perf_counter_ns()
        with engine.begin() as connection:
            for statement in SCHEMA:
                connection.exec_driver_sql(statement)
            riders = pd.read_sql_query(_RIDERS, connection)
            table, same = _frame(file, riders)
            table.to_sql("plain_ride", connection, index=False, if_exists="append")
        taken = time.perf_counter_ns() - begun
    return {"ns": taken, "same": same}


def _frame(file: str, riders: pd.DataFrame) -> tuple[pd.DataFrame, list[int]]:
    import pandas as pd

    rides = pd.read_csv(file, dtype=str, keep_default_na=False)
    rides.columns = pd.Index(["key", "phone", "bike", "start", "end", "km", "minutes"])
    rides = rides.merge(riders, on="phone")
    for name in ("start", "end"):
        moments = pd.to_datetime(rides[name], errors="coerce", format="ISO8601")
        rides[name] = (moments - pd.Timestamp("1970-01-01")) // pd.Timedelta("1s")
    metres = (pd.to_numeric(rides["km"], errors="coerce") * 1000).round()
    good = (rides["end"] > rides["start"]) & (metres > 0) & (metres <= FARTHEST_M)
    orders = rides["key"][good].to_numpy()
    table = pd.DataFrame(
        {
            "participant_id": rides["id"][good],
            "day": rides["start"][good].astype("int64") // 86_400,
            "start": rides["start"][good].astype("int64"),
            "seconds": (rides["end"] - rides["start"])[good].astype("int64"),
            "metres": metres[good].astype("int64"),
            "key": (pd.util.hash_array(orders) >> 1).astype("int64"),
        }
    )
    sound = len(table)
    table = table.drop_duplicates("key")
    unique = len(table)
    table = _capped(table[_within(table) & ~_overlaps(table)])
    table["start"] -= OFFSET_S
    table.insert(0, "id", range(1, len(table) + 1))
    counts = [len(table), sound - unique, unique - len(table), int(table["mg"].sum())]
    return table, counts


def _within(table: pd.DataFrame) -> pd.Series[Any]:
    far = table["metres"].between(*METRES) & table["seconds"].between(*SECONDS)
    speed = (table["metres"] * 18).astype("int64")
    slow, fast = (limit * 5 * table["seconds"] for limit in KMH)
    return far & speed.ge(slow) & speed.le(fast)


def _overlaps(table: pd.DataFrame) -> pd.Series[bool]:
    """The later of two neighbouring rides of a person that share time."""
    import numpy as np
    import pandas as pd

    order = table.assign(place=np.arange(len(table)))
    order = order.sort_values(["participant_id", "start"])
    before = order.shift()
    shared = (order["participant_id"] == before["participant_id"]) & (
        order["start"] < before["start"] + before["seconds"]
    )
    later = np.maximum(order["place"][shared], before["place"][shared])
    refused = np.zeros(len(table), dtype=bool)
    refused[later.astype("int64")] = True
    return pd.Series(refused, index=table.index, dtype=bool)


def _capped(table: pd.DataFrame) -> pd.DataFrame:
    days = table.groupby(["participant_id", "day"])
    table = table[days.cumcount() < DAILY_TRIPS].copy()
    earlier = days["metres"].cumsum() - table["metres"]
    credited = table["metres"].clip(upper=(DAILY_M - earlier).clip(lower=0))
    table["mg"] = credited.astype("int64") * MG_PER_M
    return table
