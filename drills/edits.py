"""Rows that somebody edits by SQL: each is named by ``audit verify``.

Every column that the chain covers, and the caches that are derived from them (an
action's state and points), in up to twenty rows each.
"""

from __future__ import annotations

import random
from contextlib import closing
from typing import Any
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.certificates.checkpoints import checkpoint
from carbon_points.integrity.service import verify
from carbon_points.migrations.metadata import METADATA
from carbon_points.security.guards import GUARDED
from carbon_points.security.log_seals import seal_log
from carbon_points.storage.base import Base
from carbon_points.storage.engine import open_database
from drills import ground
from drills.tally import Tally
from tests.deeds import audit_a_little
from tests.districts import as_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.storage.engine import Database

ROWS_EACH: Final = 20
SHORT_COLUMNS: Final = 12
CACHES: Final = {"action": ("state", "points", "decision_batch")}
"""Columns outside of the chain that ``audit verify`` derives again."""

LOG: Final = {
    "operation_log": (
        *("at", "operator", "act", "subject", "reason", "salt", "reason_digest"),
    )
}
"""The operation log: its seals are chained, and they cover its rows."""


class Cell(NamedTuple):
    """One value of one row."""

    table: str
    column: str
    row: int
    value: Any


def drill(*, full: bool, folder: Path) -> Iterator[Tally]:
    """Edit each cell, verify, put it back."""
    database = ground.made_busy(folder)
    with open_database(database) as db:
        audit_a_little(db)
        seal_log(db, as_of("admin"))
    chance = random.Random(7)  # noqa: S311  (a drill that can be repeated)
    with open_database(database) as db:
        _drop_triggers(db)
        cells = list(_cells(db, chance))
        if not full:
            columns = sorted({(c.table, c.column) for c in cells})
            wanted = set(chance.sample(columns, SHORT_COLUMNS))
            firsts = {(c.table, c.column): c for c in cells}
            cells = [cell for name, cell in firsts.items() if name in wanted]
        yield _edited(db, cells)
        yield _removed(db, full=full)
        yield _cut_off(db, ROWS_EACH if full else 3)


def _edited(db: Database, cells: list[Cell]) -> Tally:
    tally = Tally("a cell edited by SQL")
    for cell in cells:
        if not any(_written(db, cell, value) for value in others(cell.value)):
            continue  # the table itself takes no other value
        tally.tried += 1
        if not _trouble(db):
            tally.problem("let_in", f"{cell.table}.{cell.column} of row {cell.row}")
        _written(db, cell, cell.value)
    tally.problem_if("lost", _trouble(db))
    return tally.end()


def _trouble(db: Database) -> str:
    """What the books say, besides that the intruder took the triggers away."""
    found = verify(db, as_of("auditor"))
    named = [check for check in found.checks if not check.ok and check.name != GUARDED]
    return named[0].name if named else ""


def _removed(db: Database, *, full: bool) -> Tally:
    """A row of each covered table is deleted and put back."""
    tally = Tally("a row deleted by SQL")
    names = [*LOG, *_covered()]
    for table in names if full else names[:4]:
        with closing(db.connect()) as raw:
            raw.execute("PRAGMA foreign_keys = OFF")
            columns = raw.execute(f"SELECT * FROM {table} LIMIT 1").fetchone()  # noqa: S608
            if columns is None:
                continue
            key = f"rowid = (SELECT min(rowid) FROM {table})"  # noqa: S608
            kept = raw.execute(f"SELECT * FROM {table} WHERE {key}").fetchone()  # noqa: S608
            raw.execute(f"DELETE FROM {table} WHERE {key}")  # noqa: S608
            raw.commit()
            tally.tried += 1
            if not _trouble(db):
                tally.problem("let_in", f"a row of {table}")
            marks = ", ".join("?" * len(kept))
            raw.execute(f"INSERT INTO {table} VALUES ({marks})", kept)  # noqa: S608
            raw.commit()
    return tally.end()


def _cut_off(db: Database, times: int) -> Tally:
    """The newest records are cut off, with every row that they cover."""
    tally = Tally("the tail of the chain cut off")
    kept = checkpoint(db).head
    for _ in range(times):
        with closing(db.connect()) as raw:
            raw.execute("PRAGMA foreign_keys = OFF")
            newest = raw.execute("SELECT MAX(position) FROM chain_record").fetchone()[0]
            for table in (*_covered(), "chain_part", "chain_record"):
                own = table in {"chain_part", "chain_record"}
                column = "position" if own else "chain_position"
                raw.execute(f"DELETE FROM {table} WHERE {column} = ?", (newest,))  # noqa: S608
            raw.commit()
        tally.tried += 1
        found = verify(db, as_of("auditor"), checkpoint=kept)
        if all(check.ok for check in found.checks if check.name == "chain.checkpoint"):
            tally.problem("let_in", f"record {newest}")
    return tally.end()


def others(value: Any) -> tuple[Any, ...]:
    """Other values of the same type; a unique column may hold the first one already."""
    if value is None:
        return (1, 7_919)
    if isinstance(value, int):
        return (value + 1, value + 7_919)
    if isinstance(value, bytes):
        return tuple(bytes([(value or b"\0")[0] ^ bit]) + value[1:] for bit in (1, 128))
    return (f"{value}9", f"{value}~")


def _covered() -> dict[str, tuple[str, ...]]:
    """Every chained table with the columns that the chain covers."""
    models = [mapper.class_ for mapper in Base.registry.mappers]
    chained = [model for model in models if model.chained]
    return {
        model.__tablename__: (*model.chained.columns, "chain_position")
        for model in sorted(chained, key=lambda model: str(model.__tablename__))
    }


def _cells(db: Database, chance: random.Random) -> Iterator[Cell]:
    assert METADATA.tables, "every model is known"
    with closing(db.connect()) as raw:
        for table, columns in (_covered() | LOG).items():
            known = METADATA.tables[table].columns
            cached = [name for name in CACHES.get(table, ()) if name in known]
            rows = [row[0] for row in raw.execute(f"SELECT rowid FROM {table}")]  # noqa: S608
            chosen = chance.sample(rows, min(ROWS_EACH, len(rows)))
            for column in (*columns, *cached):
                if known[column].primary_key:
                    continue
                query = f"SELECT {column} FROM {table} WHERE rowid = ?"  # noqa: S608
                for row in chosen:
                    value = raw.execute(query, (row,)).fetchone()[0]
                    yield Cell(table, column, row, value)


def _written(db: Database, cell: Cell, value: Any) -> bool:
    """Whether the table took the value."""
    with closing(db.connect()) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        statement = f"UPDATE {cell.table} SET {cell.column} = ? WHERE rowid = ?"  # noqa: S608
        try:
            raw.execute(statement, (value, cell.row))
        except db.vault.driver.module.IntegrityError:
            return False
        raw.commit()
    return True


def _drop_triggers(db: Database) -> None:
    """What an intruder with the key of the file would do first."""
    with closing(db.connect()) as raw:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (name,) in raw.execute(query).fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.commit()
