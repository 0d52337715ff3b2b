"""Connections of an open database: how they are made, lent and begin."""

from __future__ import annotations

import os
from contextlib import closing
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sqlalchemy import create_engine
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from carbon_points.storage.driver import connect
from carbon_points.storage.errors import explained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection
    from sqlalchemy import Engine
    from sqlalchemy import Pool

    from carbon_points.storage.driver import Vault

_READ_CACHE_KIB: Final = 16_384
_STEPS: Final = 10_000
"""Of the engine, between two looks whether somebody still waits: below 0.2 s."""

_PATIENCE_MS: Final = 1_000
"""How long the file is waited for that somebody needs alone."""


_BEGIN: Final = {
    "read": ("PRAGMA query_only = ON", "BEGIN"),
    "write": ("PRAGMA query_only = OFF", "BEGIN IMMEDIATE"),
    "stage": ("PRAGMA query_only = OFF", "PRAGMA foreign_keys = ON", "BEGIN"),
    "copy": ("PRAGMA query_only = OFF", "PRAGMA foreign_keys = OFF", "BEGIN IMMEDIATE"),
}
"""How a transaction starts. A writer takes its lock first: a deferred one that turns
to writing later fails at once when another process was quicker."""


@dataclass(slots=True)
class _Door:
    """Makes the connections of an engine as long as it is open."""

    vault: Vault
    mode: str
    shut: bool = False

    def __call__(self) -> Any:
        if self.shut:
            raise DatabaseUnusableError("DB_LOCKED", path=str(self.vault.path))
        return connect(self.vault, self.mode)


_doors: Final[WeakKeyDictionary[Pool, _Door]] = WeakKeyDictionary()


def engine_of(vault: Vault, mode: str) -> Engine:
    """An engine whose connections have the key and the settings that lose nothing."""
    door = _Door(vault, mode)
    engine = create_engine(
        "sqlite://",
        module=vault.driver.module,
        creator=door,
        poolclass=QueuePool,
        hide_parameters=True,  # an error's words end up in a log, which nobody encrypts
    )
    _doors[engine.pool] = door
    event.listen(engine, "begin", _begin)
    return engine


def shut(engine: Engine) -> None:
    """Take back what an engine lends; it lends nothing more, whoever still has it."""
    _doors[engine.pool].shut = True
    engine.dispose()


def _begin(connection: Connection) -> None:
    kind = connection.get_execution_options().get("begin", "read")
    for statement in _BEGIN[kind]:
        raw_of(connection).execute(statement)


@contextmanager
def attached(connection: Connection, vault: Vault, scratch: Path) -> Iterator[None]:
    """Attach the scratch database; the connection is thrown away if it stays."""
    raw = raw_of(connection)
    if vault.encrypted:
        raw.execute("ATTACH ? AS stage KEY ?", (str(scratch), vault.pragma_key))
    else:
        raw.execute("ATTACH ? AS stage", (str(scratch),))
    # It need not outlive a crash, and a journal would be one more file.
    raw.execute("PRAGMA stage.journal_mode = MEMORY")
    raw.execute("PRAGMA stage.synchronous = OFF")
    # Written once and read once, from end to end; so are the tables that a plan reads.
    raw.execute(f"PRAGMA stage.cache_size = -{_READ_CACHE_KIB}")
    raw.execute(f"PRAGMA main.cache_size = -{_READ_CACHE_KIB}")
    try:
        yield
    finally:
        connection.rollback()
        # Detaching fails while a cursor is open; closing never does.
        connection.invalidate()


def mode_of(path: Path, *, read_only: bool) -> str:
    """How to open: a file in a closed folder, without a journal, cannot change."""
    if not read_only or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return "rw"
    journals = (path.with_name(path.name + suffix) for suffix in ("-wal", "-journal"))
    return "ro" if any(journal.exists() for journal in journals) else "fixed"


def raw_of(connection: Connection) -> Any:
    """The driver's own connection."""
    return connection.connection.driver_connection


@contextmanager
def stoppable(connection: Any, progress: Progress | None) -> Iterator[None]:
    """End even a statement that reads the whole file once nobody waits for it.

    Raises:
        Cancelled: if so.
    """
    wishes: list[Cancelled] = []

    def look() -> bool:
        try:
            (progress or Progress()).check()
        except Cancelled as wish:
            wishes.append(wish)
        return bool(wishes)

    connection.set_progress_handler(look, _STEPS)
    try:
        yield
    except Exception:
        if wishes:
            raise wishes[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


@contextmanager
def alone_with(vault: Vault) -> Iterator[Any]:
    """The file's only connection; everybody else waits, and then finds it replaced.

    Raises:
        DatabaseUnusableError: ``DB_LOCKED``, if somebody works with the file.
    """
    with explained(vault), closing(connect(vault)) as connection:
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
        # Leaving the write-ahead log needs the file for oneself, and whoever comes
        # later has to write a journal: SQLite refuses that for a file that was moved.
        left = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        if left != "delete":
            raise DatabaseUnusableError("DB_LOCKED", path=str(vault.path))
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")  # the lock stays until the connection is closed
        yield connection
