"""Taking personal words out of rows that the chain covers, without breaking it.

Erasing somebody has to change what was written for good. What may change is a short
list of columns, none of which decides a number. The digest that a record keeps of its
rows stays as it is; a chained `Redaction` says from which digest to which other one it
went, so that `verify_chain` follows from the old to the new and finds any other change.
"""

from __future__ import annotations

from collections import defaultdict
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile
from types import MappingProxyType
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.security.chain import PartDigest
from carbon_points.security.chain import select_chained
from carbon_points.security.models import Redaction
from carbon_points.storage.engine import desk_of
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.storage.base import Base

REDACTABLE: Final = MappingProxyType(
    {
        "action": frozenset({"inputs", "context"}),
        "audit_finding": frozenset({"note"}),
        "audit_finding_step": frozenset({"note"}),
        "audit_sample_step": frozenset({"note"}),
        "certificate": frozenset({"content"}),
        "certificate_withdrawal": frozenset({"reason"}),
        "decision": frozenset({"reason"}),
        "installation": frozenset({"device_key", "rated"}),
        "pool_answer": frozenset({"text"}),
        "pool_cancelling": frozenset({"reason"}),
        "pool_objection": frozenset({"content"}),
        "reading": frozenset({"meter_id"}),
        "scenario_answer": frozenset({"text"}),
        "scenario_objection": frozenset({"text"}),
    }
)
"""Table and columns that may hold words of or about a person, and no number that
counts: ``audit verify --recalculate`` computes an action from its inputs again."""

KINDS: Final = ("erase",)
"""Kinds of chain records that may redact; each is signed by two persons."""

_BLOCK: Final = 10_000


@dataclass(frozen=True, slots=True)
class Replacement:
    """New values of some columns of one row."""

    model: type[Base]
    row_id: int
    values: Mapping[str, object]


def redact(session: Session, position: int, changes: Iterable[Replacement]) -> int:
    """Replace words inside the caller's transaction, who seals over `Redaction`.

    Returns:
        How many rows were changed.

    Raises:
        RefusedError: CHAIN_DIFFERS, if a row is not what the chain covers: a forged row
            must not come out of it as a sound one.
        ValueError: for a column that is not `REDACTABLE`.
    """
    by_model: dict[type[Base], list[Replacement]] = defaultdict(list)
    for change in changes:
        by_model[change.model].append(change)
    session.flush()
    for model, wanted in by_model.items():
        _refuse_others(model, wanted)
        with _unlocked(session, model.__tablename__):
            for covered, rows in _by_position(session, model, wanted).items():
                _redact_part(session, position, (model, covered), rows)
    return sum(map(len, by_model.values()))


def _refuse_others(model: type[Base], changes: Sequence[Replacement]) -> None:
    allowed = REDACTABLE.get(model.__tablename__, frozenset())
    for change in changes:
        if not allowed.issuperset(change.values):
            raise ValueError(model.__tablename__, *change.values)


def _by_position(
    session: Session, model: type[Base], changes: Sequence[Replacement]
) -> dict[int, list[Replacement]]:
    query = text(f"SELECT chain_position FROM {model.__tablename__} WHERE id = :id")  # noqa: S608  (names of our own models)
    found: dict[int, list[Replacement]] = defaultdict(list)
    for change in changes:
        found[session.scalar(query, {"id": change.row_id}) or 0].append(change)
    return found


def _redact_part(
    session: Session,
    position: int,
    part: tuple[type[Base], int],
    changes: Sequence[Replacement],
) -> None:
    """Change rows of one table that one record covers, and write down both digests."""
    model, covered = part
    table, some = model.__tablename__, changes[0].row_id
    before = _digest(session, model, covered, some)
    if before != _expected(session, table, covered):
        raise RefusedError("CHAIN_DIFFERS", position=str(covered), table=table)
    for change in changes:
        _update(session, table, change)
    session.add(
        Redaction(
            id=next_id(session, Redaction, desk_of(session)),
            covers=covered,
            table_name=table,
            row_ids=",".join(id_text(change.row_id) for change in changes),
            column_names=",".join(sorted({c for each in changes for c in each.values})),
            before=before,
            after=_digest(session, model, covered, some),
            chain_position=position,
        )
    )
    session.flush()


def _update(session: Session, table: str, change: Replacement) -> None:
    names = ", ".join(f'"{name}" = :{name}' for name in change.values)
    query = text(f"UPDATE {table} SET {names} WHERE id = :row_id")  # noqa: S608  (names of our own models)
    session.execute(query, {**change.values, "row_id": change.row_id})


def _expected(session: Session, table: str, covered: int) -> bytes | None:
    """The digest that the chain knows of a part by now."""
    redacted = text(
        'SELECT "after" FROM chain_redaction WHERE table_name = :table'
        " AND covers = :covered ORDER BY id DESC LIMIT 1"
    )
    kept = text(
        "SELECT digest FROM chain_part"
        " WHERE table_name = :table AND position = :covered"
    )
    values = {"table": table, "covered": covered}
    found: bytes | None = session.scalar(redacted, values)
    return found if found is not None else session.scalar(kept, values)


def _digest(session: Session, model: type[Base], covered: int, row_id: int) -> bytes:
    """The digest of the rows around one that belong to the same record."""

    def belongs(row: tuple[Any, ...]) -> bool:
        return bool(row[-1] == covered)

    raw: Any = session.connection().connection.driver_connection
    ids = f'SELECT id, chain_position FROM "{model.__tablename__}" WHERE id <= ?'  # noqa: S608  (names of our own models)
    down = raw.execute(f"{ids} ORDER BY id DESC", [row_id])
    first = deque(takewhile(belongs, down), maxlen=1)[0][0]
    down.close()
    digest = PartDigest(model.__tablename__)
    up = raw.execute(select_chained(model, "WHERE id >= ? ORDER BY id"), [first])
    while own := list(takewhile(belongs, up.fetchmany(_BLOCK))):
        digest.add([row[:-1] for row in own])
        if len(own) < _BLOCK:
            break
    up.close()
    return digest.part().digest


@contextmanager
def _unlocked(session: Session, table: str) -> Iterator[None]:
    """Without the trigger that forbids to change a table, within this transaction."""
    name = f"{table}_no_update"
    query = text(
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name"
    )
    trigger = session.scalar(query, {"name": name})
    run = session.connection().exec_driver_sql
    if trigger:
        run(f"DROP TRIGGER {name}")
    yield
    if trigger:
        run(trigger)
