"""The SQLite driver: SQLCipher where it can be loaded, else Python's own."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from dataclasses import field
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import DatabaseUnusableError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BUSY_S: Final = 10.0
"""How long a statement waits for another process before it says locked."""

CACHE_KIB: Final = 65_536
PLAIN_HEADER: Final = b"SQLite format 3\0"
_FULL: Final = 2
_WAL_IS_SAFE: Final = (3, 51, 3)
"""Versions 3.7.0 to 3.51.2 may corrupt a file when the WAL is reset."""


@dataclass(frozen=True, slots=True)
class Driver:
    """A DB-API module and whether it can encrypt."""

    module: Any
    encrypts: bool

    @property
    def journal_mode(self) -> str:
        """The journal that loses nothing with this version of SQLite."""
        safe = self.module.sqlite_version_info >= _WAL_IS_SAFE
        return "wal" if safe else "truncate"


@dataclass(frozen=True, slots=True)
class Vault:
    """A database file and what opens it.

    A plain file has a key, too: its secrets are sealed with it.
    """

    path: Path
    key: bytes = field(repr=False)
    salt: bytes
    driver: Driver
    encrypted: bool

    @property
    def pragma_key(self) -> str:
        """The raw key with its salt, as SQLCipher's PRAGMA and ATTACH take it."""
        return f"x'{self.key.hex()}{self.salt.hex()}'" if self.encrypted else ""


def load_driver() -> Driver:
    """SQLCipher if this machine has it, else the unencrypted fallback."""
    try:
        return Driver(importlib.import_module("sqlcipher3.dbapi2"), encrypts=True)
    except ImportError:
        return Driver(importlib.import_module("sqlite3.dbapi2"), encrypts=False)


def connect(vault: Vault, mode: str = "rw") -> Any:
    """A connection in autocommit mode; `mode` is ``rw``, ``rwc``, ``ro`` or ``fixed``.

    ``fixed`` reads a file that nobody can write, in a folder without write access.
    """
    query = "mode=ro&immutable=1" if mode == "fixed" else f"mode={mode}"
    connection = vault.driver.module.connect(
        f"{vault.path.absolute().as_uri()}?{query}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,  # the pool lends it to one thread at a time
        timeout=BUSY_S,
    )
    try:
        _prepare(connection.execute, vault, writable=mode in {"rw", "rwc"})
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(execute: Callable[[str], Any], vault: Vault, *, writable: bool) -> None:
    """Give the key, then the settings of every connection."""
    if vault.driver.encrypts:
        # Its own messages would mix with ours on standard error.
        execute("PRAGMA cipher_log_level = NONE")
    if vault.encrypted:
        execute(f'PRAGMA key = "{vault.pragma_key}"')
    # Temporary files would hold plain text, so sorting stays in memory.
    execute("PRAGMA temp_store = MEMORY")
    execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    execute("PRAGMA foreign_keys = ON")
    # Without it INSERT OR REPLACE would delete a row past the append-only triggers.
    execute("PRAGMA recursive_triggers = ON")
    if writable:
        _make_durable(execute, vault)


def _make_durable(execute: Callable[[str], Any], vault: Vault) -> None:
    """Set journal and synchronous, and believe only what reads back.

    Raises:
        DatabaseUnusableError: if the file would not keep what is reported as saved.
    """
    wanted = vault.driver.journal_mode
    journal = execute(f"PRAGMA journal_mode = {wanted}").fetchone()[0]
    execute("PRAGMA synchronous = FULL")
    execute("PRAGMA journal_size_limit = 67108864")
    synchronous = execute("PRAGMA synchronous").fetchone()[0]
    if journal != wanted or synchronous != _FULL:
        raise DatabaseUnusableError(
            "DB_NOT_DURABLE", path=str(vault.path), found=f"{journal}/{synchronous}"
        )
