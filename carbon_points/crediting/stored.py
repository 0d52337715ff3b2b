"""Stored actions, a block at a time, as columns.

The database itself puts a column of a block into one text or blob, which numpy takes
apart: fetching a million rows as Python objects takes three times as long as computing
what they say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from sqlalchemy.orm import Session

    Ints = NDArray[np.int64]

ROW: Final = (
    "id, participant_kind, as_of, inputs, context, reduction_mg, credited, flags, code"
)
_ROWS: Final = 20_000
_FEW: Final = 500
_NUMBERS: Final = ("id", "participant_kind", "as_of", "reduction_mg", "credited")
_BLOBS: Final = ("inputs", "context")
_SOUND: Final = " AND ".join(
    [
        *(f"typeof({name}) = 'integer'" for name in _NUMBERS),
        *(f"typeof({name}) = 'blob'" for name in _BLOBS),
        *(f"typeof({name}) = 'text'" for name in ("flags", "code")),
    ]
)
_JOINED: Final = ", ".join(
    [
        *(f"group_concat({name})" for name in _NUMBERS),
        *(f"group_concat(length({name}))" for name in _BLOBS),
        "group_concat(code != '')",
        *(f"CAST(group_concat({name}, '') AS BLOB)" for name in _BLOBS),
        "group_concat(flags, char(10))",
    ]
)
_OF_BLOCK: Final = (
    "FROM action NOT INDEXED"
    " WHERE id BETWEEN ? AND ? AND version_id = ? AND factor_set_id = ?"
)


@dataclass(frozen=True, slots=True)
class Block:
    """Actions of one methodology version and factor set within a range of ids."""

    first: int
    last: int
    version_id: int
    factor_set_id: int

    @property
    def binds(self) -> tuple[int, int, int, int]:
        """What its queries are asked with."""
        return self.first, self.last, self.version_id, self.factor_set_id


class Columns(NamedTuple):
    """The columns of a block, in the same order."""

    ids: Ints
    kinds: Ints
    as_ofs: Ints
    reduction_mg: Ints
    credited: Ints
    input_lengths: Ints
    context_lengths: Ints
    refused: Ints
    """1 where an error code is stored."""

    inputs: bytes
    contexts: bytes
    flags: list[str]


def blocks(session: Session) -> Iterator[Block]:
    """All actions, in the order of their ids."""
    connection = session.connection()
    last = -1
    while True:
        first = last + 1
        last, *pair = connection.exec_driver_sql(
            "SELECT MAX(id), MIN(version_id), MAX(version_id),"
            " MIN(factor_set_id), MAX(factor_set_id) FROM (SELECT id, version_id,"
            " factor_set_id FROM action NOT INDEXED WHERE id >= ? ORDER BY id LIMIT ?)",
            (first, _ROWS),
        ).one()
        if last is None:
            return
        if pair[0] == pair[1] and pair[2] == pair[3]:
            yield Block(first, last, pair[0], pair[2])
            continue
        pairs = connection.exec_driver_sql(
            "SELECT DISTINCT version_id, factor_set_id FROM action NOT INDEXED"
            " WHERE id BETWEEN ? AND ? ORDER BY 1, 2",
            (first, last),
        ).fetchall()
        yield from (Block(first, last, *found) for found in pairs)


def size(session: Session, block: Block) -> int:
    """How many rows a block has."""
    query = f"SELECT COUNT(*) {_OF_BLOCK}"
    count: int = session.connection().exec_driver_sql(query, block.binds).scalar_one()
    return count


def columns(session: Session, block: Block) -> Columns | None:
    """The columns of a block; None if a value has not the type of its column."""
    query = f"SELECT COUNT(*), SUM({_SOUND}), {_JOINED} {_OF_BLOCK}"
    row: Sequence[Any] = session.connection().exec_driver_sql(query, block.binds).one()
    count, sound, *texts, inputs, contexts, flags = row
    listed = flags.split("\n")
    if not count == sound == len(listed):
        return None
    numbers = (np.fromstring(text, np.int64, sep=",") for text in texts)
    return Columns._make((*numbers, inputs, contexts, listed))


def rows(
    session: Session, block: Block, ids: Sequence[int] | None = None
) -> Iterator[Any]:
    """The rows of a block with the columns `ROW`, all or some, in order."""
    connection = session.connection()
    if ids is None:
        whole = f"SELECT {ROW} {_OF_BLOCK} ORDER BY id"
        yield from connection.exec_driver_sql(whole, block.binds)
        return
    for start in range(0, len(ids), _FEW):
        marks = ", ".join(map(str, ids[start : start + _FEW]))
        some = f"SELECT {ROW} FROM action WHERE id IN ({marks}) ORDER BY id"  # noqa: S608  (numbers)
        yield from connection.exec_driver_sql(some)
