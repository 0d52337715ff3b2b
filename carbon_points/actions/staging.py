"""Judged actions on their way into the database: staged first, then copied at once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat
from typing import Any
from typing import TYPE_CHECKING

import numpy as np

from carbon_points.actions import sums
from carbon_points.actions.intake import Outcome
from carbon_points.actions.models import Action
from carbon_points.actions.rules import State
from carbon_points.security import chain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.actions.intake import Judged
    from carbon_points.actions.intake import Numbers
    from carbon_points.actions.intake import Owners

_CHAINED = Action.chained.columns
_WRITTEN = (*_CHAINED, "participant_kind", "grade", "state", "source_row")
_CHUNK = 50_000

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What all rows of one file have in common."""

    version_id: int
    factor_set_id: int
    as_of: int
    """Day number."""


@dataclass(frozen=True, slots=True)
class Staged:
    """Rows that wait in the scratch database, and what is known of them already."""

    rows: int
    part: chain.Part
    """The chain's digest of them."""

    common: Mapping[str, Any]
    """The columns that have one value in all rows, which are not in the scratch."""

    cells: Sequence[tuple[int, ...]]
    """What `sums.count` adds up of those that wait for a decision."""


class Lines:
    """Rows to store, held as columns; a single value stands for a whole column."""

    def __init__(self, rows: int, columns: Mapping[str, Any]) -> None:
        self._rows = rows
        self._columns = columns

    def __len__(self) -> int:
        return self._rows

    def __iter__(self) -> Iterator[Row]:
        """The rows with all that is written of them."""
        part = self.part(0, self._rows)
        return zip(*(part[name] for name in _WRITTEN), strict=False)

    def part(self, first: int, last: int) -> dict[str, Iterable[Any]]:
        """Some rows as columns of Python objects; at least ``id`` has an end."""
        return {
            name: repeat(column)
            if column is None or isinstance(column, int)
            else _objects(name, column[first:last])
            for name, column in self._columns.items()
        }

    def common(self) -> dict[str, Any]:
        """The columns that have the same value in every row."""
        return {
            name: value
            for name, value in self._columns.items()
            if value is None or isinstance(value, int)
        }

    def cells(self) -> list[tuple[int, ...]]:
        """The sums over those rows that wait."""
        columns = self._columns
        waiting = columns["state"] == int(State.WAITING)
        chosen = {
            name: np.asarray(columns[name], np.int64)[waiting]
            for name in (*sums.OF_EACH, "reduction_mg")
        }
        return sums.cells(chosen, columns["version_id"])


def _objects(name: str, column: Any) -> Sequence[Any]:
    values: Sequence[Any] = column.tolist() if hasattr(column, "tolist") else column
    if name == "community_id":
        return [community or None for community in values]
    return values


def action_rows(
    first_id: int,
    owners: Owners,
    judged: Judged,
    stamp: Stamp,
    source_row: Numbers,
    installation_id: Sequence[int | None] | None = None,
) -> Lines:
    """The rows to store."""
    rows = len(judged)
    accepted = judged.outcome == int(Outcome.ACCEPTED)
    return Lines(
        rows,
        {
            "id": range(first_id, first_id + rows),
            "participant_id": owners.participant_id,
            "installation_id": installation_id or None,
            "subdistrict_id": owners.subdistrict_id,
            "community_id": owners.community_id,
            "day": judged.day,
            "version_id": stamp.version_id,
            "factor_set_id": stamp.factor_set_id,
            "as_of": stamp.as_of,
            "inputs": judged.inputs,
            "context": judged.context,
            "key_digest": judged.key_digest,
            "reduction_mg": judged.reduction_mg,
            "credited": judged.credited,
            "flags": judged.flags,
            "code": judged.code,
            "participant_kind": owners.kind,
            "grade": judged.grade,
            "state": np.where(accepted, int(State.WAITING), int(State.NOT_CREDITABLE)),
            "source_row": source_row,
        },
    )


def stage(session: Session, lines: Lines) -> Staged:
    """Put the rows into the scratch database and digest them for the chain."""
    connection = session.connection()
    common = lines.common()
    names = [name for name in _WRITTEN if name not in common]
    columns = ", ".join(["id INTEGER PRIMARY KEY", *names[1:]])
    connection.exec_driver_sql("DROP TABLE IF EXISTS stage.action")
    connection.exec_driver_sql(f"CREATE TABLE stage.action ({columns})")
    marks = ", ".join("?" * len(names))
    digest = chain.PartDigest(Action.__tablename__)
    for first in range(0, len(lines), _CHUNK):
        part = lines.part(first, first + _CHUNK)
        digest.add(zip(*(part[name] for name in _CHAINED), strict=False))
        connection.exec_driver_sql(
            f"INSERT INTO stage.action VALUES ({marks})",  # noqa: S608  (marks only)
            list(zip(*(part[name] for name in names), strict=True)),
        )
    return Staged(len(lines), digest.part(), common, lines.cells())


def copy(session: Session, staged: Staged, batch_id: int | None, position: int) -> None:
    """Move what is staged into the table, inside the writing transaction."""
    common = {
        **staged.common,
        "points": 0,
        "batch_id": batch_id,
        "chain_position": position,
    }
    own = ", ".join(name for name in _WRITTEN if name not in common)
    marks = ", ".join("?" * len(common))
    session.connection().exec_driver_sql(
        f"INSERT INTO action ({own}, {', '.join(common)})"  # noqa: S608  (our own names)
        f" SELECT {own}, {marks} FROM stage.action ORDER BY id",
        tuple(common.values()),
    )


def insert_rows(
    session: Session, rows: Iterable[Row], batch_id: int | None, position: int
) -> None:
    """Write a few rows straight into the table, inside the writing transaction."""
    columns = ", ".join(_WRITTEN)
    marks = ", ".join("?" * len(_WRITTEN))
    session.connection().exec_driver_sql(
        f"INSERT INTO action ({columns}, points, batch_id, chain_position)"  # noqa: S608  (our own names)
        f" VALUES ({marks}, 0, ?, ?)",
        [(*row, batch_id, position) for row in rows],
    )
