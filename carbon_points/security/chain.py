"""The chain: one record for each committed use case, linked by hash.

A record covers the packed rows that its use case wrote, table by table; a row is packed
as the MessagePack array of the columns that its model declares as `Chained`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import takewhile
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import insert
from sqlalchemy import text

from carbon_points.common.days import day_number
from carbon_points.common.ids import first_id
from carbon_points.common.ids import SEQUENCE_BITS
from carbon_points.common.problems import RefusedError
from carbon_points.security.models import ChainPart
from carbon_points.security.models import ChainRecord
from carbon_points.storage.news import tell

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.storage.base import Base

START: Final = bytes(32)
"""The hash before the first record."""

RECORD_COLUMNS: Final = (
    "position",
    "desk",
    "kind",
    "operation_id",
    "operator",
    "second_operator",
    "at",
    "as_of",
    "rows",
    "digest",
)
"""What a record's hash covers besides the hash before it, in packing order."""

_encode: Final = msgspec.msgpack.Encoder().encode


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks for an act, when, and the id by which a retry is recognised."""

    operator: str
    as_of: dt.date
    """The day that the act is judged by."""

    now: int
    """True time, seconds since 1970-01-01 UTC."""

    operation_id: str
    second: str = ""
    """The second person where two must sign."""


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one table that a record covers."""

    table_name: str
    rows_count: int
    digest: bytes


class PartDigest:
    """The digest of a table's rows, taken while they are made, in id order."""

    def __init__(self, table_name: str) -> None:
        self._table_name = table_name
        self._count = 0
        self._digest = hashlib.sha256()

    def add(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Take the next rows: the values of the model's chained columns."""
        block = rows if isinstance(rows, list) else list(rows)
        self._count += len(block)
        self._digest.update(packed_rows(block))

    def part(self) -> Part:
        """What was taken so far."""
        return Part(self._table_name, self._count, self._digest.digest())


@dataclass(frozen=True, slots=True)
class Link:
    """A chain record as it was written."""

    position: int
    desk: int
    kind: str
    operation_id: str
    operator: str
    second_operator: str
    at: int
    as_of: int
    rows: int
    digest: bytes
    previous_hash: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Committed:
    """News: a use case was committed, under this chain record."""

    kind: str
    position: int
    operator: str
    at: int


def begin(session: Session) -> int:
    """The position of the record that this writing transaction will end with."""
    return _head(session)[0] + 1


def newest_at(session: Session) -> int:
    """True time of the newest record, 0 before the first."""
    query = "SELECT at FROM chain_record ORDER BY position DESC LIMIT 1"
    return session.scalar(text(query)) or 0


def part(table_name: str, rows_count: int, digest: bytes) -> Part:
    """A part whose digest was taken elsewhere."""
    return Part(table_name, rows_count, digest)


def seal(  # noqa: PLR0913, PLR0917  (one record holds that much)
    session: Session,
    desk: int,
    position: int,
    kind: str,
    caller: Caller,
    models: Sequence[type[Base]],
    ready: Sequence[Part] = (),
) -> Link:
    """Write the record of everything that this transaction chained.

    The rows of `models` are read back as they were stored; of the tables in `ready` the
    digest is taken as given.

    Raises:
        RefusedError: ``ALREADY_DONE``, if this operation was committed before.
    """
    session.flush()
    refuse_repetition(session, caller.operation_id)
    parts = [*ready, *(_stored(session, model, desk, position) for model in models)]
    parts = sorted((p for p in parts if p.rows_count), key=lambda p: p.table_name)
    link = _linked(desk, position, kind, caller, parts, _head(session)[1])
    session.execute(insert(ChainRecord), [_values(link)])
    if parts:
        session.execute(insert(ChainPart), [_part_values(position, p) for p in parts])
    tell(session, Committed(kind, position, caller.operator, caller.now))
    return link


def refuse_repetition(session: Session, operation_id: str) -> None:
    """Say early that an operation was committed before.

    Raises:
        RefusedError: ``ALREADY_DONE``.
    """
    query = text("SELECT position FROM chain_record WHERE operation_id = :operation")
    if (done := session.scalar(query, {"operation": operation_id})) is not None:
        raise RefusedError("ALREADY_DONE", position=str(done))


def packed_rows(rows: list[tuple[Any, ...]]) -> bytes:
    """The packed rows, one after the other.

    The encoder writes them in one go as an array; what precedes the first element is
    the array's length, of 1, 3 or 5 bytes.
    """
    length = 1 if len(rows) < 16 else 3 if len(rows) < 65_536 else 5
    return _encode(rows)[length:]


def parts_digest(parts: Iterable[tuple[str, int, bytes]]) -> bytes:
    """The digest of a record over its parts, sorted by table."""
    return hashlib.sha256(_encode(sorted(parts))).digest()


def link_hash(previous_hash: bytes, values: Sequence[Any]) -> bytes:
    """The hash of a record; `values` in the order of `RECORD_COLUMNS`."""
    return hashlib.sha256(previous_hash + _encode(tuple(values))).digest()


def select_chained(model: type[Base], where: str) -> str:
    """The query for a model's chained columns and, last, the chain position."""
    chained = model.chained
    if chained is None:
        raise TypeError(model.__name__)
    columns = ", ".join(f'"{name}"' for name in (*chained.columns, "chain_position"))
    return f'SELECT {columns} FROM "{model.__tablename__}" {where}'  # noqa: S608  (names of our own models)


def _stored(session: Session, model: type[Base], desk: int, position: int) -> Part:
    """The part of a table's newest rows, up to the last one of another record."""
    last = first_id(desk) | (1 << SEQUENCE_BITS) - 1
    query = select_chained(model, "WHERE id <= ? ORDER BY id DESC")
    # The driver's own cursor: its rows are plain tuples, twice as fast.
    raw: Any = session.connection().connection.driver_connection
    cursor = raw.execute(query, (last,))
    taken = [row[:-1] for row in takewhile(lambda row: row[-1] == position, cursor)]
    cursor.close()
    digest = PartDigest(model.__tablename__)
    digest.add(taken[::-1])
    return digest.part()


def _head(session: Session) -> tuple[int, bytes]:
    query = "SELECT position, hash FROM chain_record ORDER BY position DESC LIMIT 1"
    row = session.execute(text(query)).first()
    return (row[0], row[1]) if row else (0, START)


def _linked(
    desk: int,
    position: int,
    kind: str,
    caller: Caller,
    parts: Sequence[Part],
    previous_hash: bytes,
) -> Link:
    values = (
        position,
        desk,
        kind,
        caller.operation_id,
        caller.operator,
        caller.second,
        caller.now,
        day_number(caller.as_of),
        sum(p.rows_count for p in parts),
        parts_digest((p.table_name, p.rows_count, p.digest) for p in parts),
    )
    return Link(*values, previous_hash, link_hash(previous_hash, values))


def _values(link: Link) -> dict[str, object]:
    names = (*RECORD_COLUMNS, "previous_hash", "hash")
    return {name: getattr(link, name) for name in names}


def _part_values(position: int, covered: Part) -> dict[str, object]:
    return {
        "position": position,
        "table_name": covered.table_name,
        "rows": covered.rows_count,
        "digest": covered.digest,
    }
