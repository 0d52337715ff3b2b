"""Districts with booked actions, made once by the program itself and kept.

The rides are imported and approved as a desk and the bureau do it, so every row has its
inputs, its decision, its ledger entry and its place in the chain.
"""

from __future__ import annotations

import hashlib
import shutil
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from bench.data import caller
from bench.data import copied
from bench.data import district
from bench.data import folder
from bench.data import opened
from bench.data import rides_file
from bench.data import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FACTOR: Final = 10
"""How many times `multiplied` has each action."""


def booked(actions: int, people: int) -> Path:
    """A district in which so many rides were imported and approved."""
    return _kept(
        f"books-{actions}-{people}", lambda fresh: _book(fresh, people, actions)
    )


def multiplied(actions: int, people: int) -> Path:
    """`booked` with each action ten times, for statistics alone.

    The copies have no decision and no chain record, the indexes on actions are gone;
    the running sums are what counting such actions one by one would have made them.
    """
    source = booked(actions, people)
    return _kept(f"many-{actions}-{people}", lambda fresh: _multiply(fresh, source))


def _book(fresh: Path, people: int, actions: int) -> None:
    from carbon_points.audit.service import approve
    from carbon_points.exchange.service import import_files
    from carbon_points.exchange.service import Options

    with opened(copied(district(people), fresh)) as db:
        file = rides_file(actions, people)
        [report] = import_files(db, caller("rides"), [file], Options())
        run = approve(db, caller("approval"), "all")
        assert run.approved == report.accepted > 0, (report.error, run)


def _multiply(fresh: Path, source: Path) -> None:
    with opened(copied(source, fresh)) as db:
        connection = db.connect()
    # Nobody else has this copy, and one that is not finished is never used.
    for setting in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF"):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("BEGIN IMMEDIATE")
    _drop_indexes(connection)
    _copy_actions(connection)
    amounts = ("actions", "reduction_mg", "points")
    for table, columns in (("stat_cell", amounts), ("stat_presence", amounts[:1])):
        changes = ", ".join(f"{name} = {name} * {FACTOR}" for name in columns)
        connection.execute(f"UPDATE {table} SET {changes}")  # noqa: S608  (constants)
    connection.execute("COMMIT")
    connection.close()


def _drop_indexes(connection: Any) -> None:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'action'"
    )
    for (name,) in connection.execute(query).fetchall():
        connection.execute(f"DROP INDEX {name}")


def _copy_actions(connection: Any) -> None:
    low, high = connection.execute("SELECT MIN(id), MAX(id) FROM action").fetchone()
    columns = [row[1] for row in connection.execute("PRAGMA table_info(action)")][1:]
    names = ", ".join(columns)
    for turn in range(1, FACTOR):
        connection.execute(
            f"INSERT INTO action (id, {names}) SELECT id + ?, {names} FROM action"  # noqa: S608  (names of our own)
            " WHERE id <= ? ORDER BY id",
            (turn * (high - low + 1), high),
        )


def _kept(name: str, make: Callable[[Path], None]) -> Path:
    """A folder of this name for this state of the program; older ones are removed."""
    target = folder() / f"{name}-{_code()}"
    if not target.exists():
        for older in folder().glob(f"{name}-*"):
            shutil.rmtree(older)
        fresh = target.with_name(f"{target.name}.new")
        make(fresh)
        fresh.rename(target)
    return target


def _code() -> str:
    """A digest of the program that makes the books."""
    found = hashlib.sha256((ROOT / "bench" / "data.py").read_bytes())
    for room in ("carbon_points", "methodologies"):
        for path in sorted((ROOT / room).rglob("*.py")):
            found.update(path.read_bytes())
    return found.hexdigest()[:12]
