"""Judged actions on their way into the database: staged first, then copied at once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from itertools import repeat
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.actions.intake import Outcome
from carbon_points.actions.models import Action
from carbon_points.actions.rules import State
from carbon_points.security import chain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.actions.intake import Judged
    from carbon_points.actions.intake import Owners

_CHAINED = Action.chained.columns
_STAGED = (*_CHAINED, "participant_kind", "grade", "state", "source_row")
_CHUNK = 50_000
_STATE = {
    int(Outcome.ACCEPTED): int(State.WAITING),
    int(Outcome.NOT_CREDITABLE): int(State.NOT_CREDITABLE),
}

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
    """Rows that wait in the scratch database, and the chain's digest of them."""

    rows: int
    part: chain.Part


def action_rows(
    first_id: int,
    owners: Owners,
    judged: Judged,
    stamp: Stamp,
    source_row: Sequence[int],
    installation_id: Sequence[int | None] | None = None,
) -> Iterator[Row]:
    """The rows to store, in the order of `_STAGED`; duplicates are left out."""
    kept = [
        place
        for place, outcome in enumerate(judged.outcome)
        if outcome != Outcome.DUPLICATE
    ]
    whole = len(kept) == len(judged)

    def column(values: Sequence[Any]) -> Iterable[Any]:
        plain: list[Any] = (
            values.tolist() if hasattr(values, "tolist") else list(values)
        )
        return plain if whole else [plain[place] for place in kept]

    communities = (community or None for community in column(owners.community_id))
    return zip(
        range(first_id, first_id + len(kept)),
        column(owners.participant_id),
        column(installation_id) if installation_id else repeat(None),
        column(owners.subdistrict_id),
        communities,
        column(judged.day),
        repeat(stamp.version_id),
        repeat(stamp.factor_set_id),
        repeat(stamp.as_of),
        column(judged.inputs),
        column(judged.context),
        column(judged.key_digest),
        column(judged.reduction_mg),
        column(judged.credited),
        column(judged.flags),
        column(judged.code),
        column(owners.kind),
        column(judged.grade),
        (_STATE[outcome] for outcome in column(judged.outcome)),
        column(source_row),
        strict=False,
    )


def stage(session: Session, rows: Iterator[Row]) -> Staged:
    """Put the rows into the scratch database and digest them for the chain."""
    connection = session.connection()
    connection.exec_driver_sql("DROP TABLE IF EXISTS stage.action")
    columns = ", ".join(_STAGED)
    connection.exec_driver_sql(f"CREATE TABLE stage.action ({columns})")
    marks = ", ".join("?" * len(_STAGED))
    width = len(_CHAINED)
    digest = chain.PartDigest(Action.__tablename__)
    count = 0
    while chunk := list(islice(rows, _CHUNK)):
        connection.exec_driver_sql(
            f"INSERT INTO stage.action VALUES ({marks})",  # noqa: S608  (marks only)
            chunk,
        )
        digest.add(row[:width] for row in chunk)
        count += len(chunk)
    return Staged(count, digest.part())


def copy(session: Session, batch_id: int | None, position: int) -> None:
    """Move what is staged into the table, inside the writing transaction."""
    columns = ", ".join(_STAGED)
    session.connection().exec_driver_sql(
        f"INSERT INTO action ({columns}, points, batch_id, chain_position)"  # noqa: S608  (our own names)
        f" SELECT {columns}, 0, ?, ? FROM stage.action ORDER BY id",
        (batch_id, position),
    )


def insert_rows(
    session: Session, rows: Iterable[Row], batch_id: int | None, position: int
) -> None:
    """Write a few rows straight into the table, inside the writing transaction."""
    columns = ", ".join(_STAGED)
    marks = ", ".join("?" * len(_STAGED))
    session.connection().exec_driver_sql(
        f"INSERT INTO action ({columns}, points, batch_id, chain_position)"  # noqa: S608  (our own names)
        f" VALUES ({marks}, 0, ?, ?)",
        [(*row, batch_id, position) for row in rows],
    )
