"""The audit's walk over the whole chain, and the look at its end when a desk opens.

The other way reads the same rows in the same order and digests them with SHA-256. It
knows no chain: it could not say which record was changed, only that something was.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from bench.books import booked
from bench.data import copied
from bench.data import opened
from bench.runs import alone
from bench.runs import at_most
from bench.runs import Goal
from bench.runs import interleaved
from bench.runs import Line
from bench.runs import Measured
from bench.runs import MS
from bench.runs import timed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bench.runs import Size

_BLOCK: Final = 10_000
_SHORT: Final = 16
"""Rows that a MessagePack array holds with a head of one byte."""


def lines(size: Size, place: Path) -> list[Line]:
    """The whole chain, and its tail after a day at the desk."""
    books = copied(booked(size.actions, size.people), place / "verification")
    found = alone("verification", "measure", books, size.repeats, size.acts)
    whole = Measured.of(found["whole"])
    digest = Measured.of(found["digest"])
    job = f"verify {found['rows']:,} rows in the chain"
    tail = f"verify the newest of {found['records']:,} records at start"
    return [
        Line(job, whole, at_most("1.5"), digest, "SHA-256 of the rows"),
        Line(tail, Measured.of(found["tail"]), Goal(plus=50 * MS)),
    ]


def measure(path: str, repeats: int, acts: int) -> dict[str, Any]:
    """Times of the chain, of plain digests and of the tail, on one database."""
    from bench.one_action import Acts
    from carbon_points.migrations.metadata import MODELS
    from carbon_points.security.verification import verify_tail

    assert MODELS
    with opened(Path(path)) as db:
        with db.reading() as session:
            whole, digest = interleaved(
                repeats,
                lambda: timed(lambda: _whole(session)),
                lambda: timed(lambda: digests(session)),
            )
        with db.reading() as session:
            _agree(session, whole[0][1], digest[0][1])
        act = Acts(db)
        for _ in range(acts):
            act()
        with db.reading() as session:
            tails = [timed(lambda: verify_tail(session)) for _ in range(acts)]
    checks = tails[0][1]
    assert all(check.ok for check in checks), checks
    return {
        "whole": [taken for taken, _ in whole],
        "digest": [taken for taken, _ in digest],
        "tail": [taken for taken, _ in tails],
        "rows": whole[0][1],
        "records": checks[0].counted,
    }


def _whole(session: Session) -> int:
    from carbon_points.security.verification import verify_chain

    checks = verify_chain(session)
    assert all(check.ok for check in checks), checks
    return sum(c.counted for c in checks if c.name.startswith("chain.rows."))


def digests(session: Session) -> dict[str, tuple[int, bytes]]:
    """Number of rows and digest of each table that the chain covers."""
    from carbon_points.security.verification import chained_models

    connection: Any = session.connection().connection.driver_connection
    found = {}
    for table, model in chained_models(session).items():
        assert model.chained
        columns = ", ".join(f'"{name}"' for name in model.chained.columns)
        cursor = connection.execute(f"SELECT {columns} FROM {table} ORDER BY id")  # noqa: S608  (our own tables)
        found[table] = _digest(cursor)
    return found


def _digest(cursor: Any) -> tuple[int, bytes]:
    import msgspec

    encode = msgspec.msgpack.Encoder().encode
    digest, rows = hashlib.sha256(), 0
    while block := cursor.fetchmany(_BLOCK):
        head = 1 if len(block) < _SHORT else 3
        digest.update(memoryview(encode(block))[head:])
        rows += len(block)
    return rows, digest.digest()


def _agree(session: Session, rows: int, found: dict[str, tuple[int, bytes]]) -> None:
    """The digests are those of the chain, where one record covers a whole table."""
    from sqlalchemy import text

    assert rows == sum(counted for counted, _ in found.values())
    query = text(
        "SELECT table_name, MAX(rows), MAX(digest) FROM chain_part"
        " GROUP BY table_name HAVING COUNT(*) = 1"
    )
    covered = {
        table: (count, digest) for table, count, digest in session.execute(query)
    }
    assert covered["decision"]
    assert covered == {table: found[table] for table in covered}
