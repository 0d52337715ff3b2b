"""A whole database file under a new key: written aside, proved, moved in one step.

Encrypted or not, the file ends as this machine can best protect it, so the same step
encrypts a plain one once SQLCipher is there. A crash at any moment leaves the old file
or the new one, and the keys of both.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.storage import keys
from carbon_points.storage import pages
from carbon_points.storage.connections import alone_with
from carbon_points.storage.connections import engine_of
from carbon_points.storage.driver import connect
from carbon_points.storage.driver import load_driver
from carbon_points.storage.driver import Vault
from carbon_points.storage.engine import Database
from carbon_points.storage.errors import explained_files
from carbon_points.storage.facts import facts_of
from carbon_points.storage.files import sync_file
from carbon_points.storage.files import sync_folder
from carbon_points.storage.lock_file import refuse_held
from carbon_points.storage.models import Setting
from carbon_points.storage.moves import finish_moves
from carbon_points.storage.open_files import open_vault
from carbon_points.storage.scratch import remove_leftovers
from carbon_points.storage.scratch import scratch_path
from carbon_points.storage.sealing import open_secret
from carbon_points.storage.vault import find_vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy.orm import Session

    Note = Callable[[Session], None]

_SPARE: Final = 16 << 20


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """A file that has another key than before."""

    path: Path
    old: keys.Key
    """What opens the backups that were made before."""

    new: keys.Key
    encrypted: bool
    was_encrypted: bool


def rekey(
    path: Path,
    wanted: keys.Protection = keys.RANDOM,
    *,
    key_file: Path | None = None,
    new_key_file: Path | None = None,
    note: Note | None = None,
) -> Rekeyed:
    """Give a database file a new key and a new salt.

    Args:
        path: the file; nobody may have it open (`Database.released`).
        wanted: where the new key comes from; a random one if not given.
        key_file: what opens it now, if it is not kept for this user.
        new_key_file: where the new key is kept instead of for this user.
        note: writes down who did it; what it raises leaves everything as it was.

    Raises:
        DatabaseUnusableError: ``DB_LOCKED`` or ``DB_IN_USE`` if somebody works with the
            file, or for every other reason why it cannot be used; it is as it was then.
    """
    finish_moves(path)
    if open_vault(path) is not None:
        raise DatabaseUnusableError("DB_LOCKED", path=str(path))
    refuse_held(path)
    vault = find_vault(path, key_file)
    _check_room(path)
    remove_leftovers(path)
    with explained_files(path), alone_with(vault) as old:
        with scratch_path(path) as aside:
            fresh = _written_aside(_Step(old, vault, aside), wanted, new_key_file, note)
            if os.name == "nt":
                old.close()  # an open file cannot be replaced there
            aside.replace(path)
        sync_folder(path.parent)
    new = keys.Key(fresh.key, fresh.salt)
    keys.hold(new)
    old_key = keys.Key(vault.key, vault.salt)
    return Rekeyed(path, old_key, new, fresh.encrypted, vault.encrypted)


@dataclass(frozen=True, slots=True)
class _Step:
    """The file as it is, held alone, and the name beside it for the new one."""

    old: Any
    vault: Vault
    aside: Path


def _check_room(path: Path) -> None:
    if shutil.disk_usage(path.parent).free < path.stat().st_size + _SPARE:
        raise DatabaseUnusableError("DB_DISK_FULL", path=str(path))


def _written_aside(
    step: _Step,
    wanted: keys.Protection,
    new_key_file: Path | None,
    note: Note | None,
) -> Vault:
    """The whole new file under its scratch name, proved, and its key kept."""
    driver = load_driver()
    key = wanted.new_key()
    fresh = Vault(step.aside, key.key, key.salt, driver, encrypted=driver.encrypts)
    # Kept first: a file whose key is nowhere would be lost.
    keys.keep(key, new_key_file, wanted)
    try:
        _copy(step.old, fresh)
        _compare(step.old, fresh)
        _seal_anew(step, fresh, wanted.kind, note)
        _prove(fresh)
        fresh.path.chmod(0o600)
        sync_file(fresh.path)
    except BaseException:
        keys.forget(key.salt)
        if new_key_file is not None:
            new_key_file.unlink(missing_ok=True)
        raise
    return fresh


def _copy(old: Any, fresh: Vault) -> None:
    """Everything of the old file, under the new key."""
    if not fresh.encrypted:
        old.execute("VACUUM INTO ?", (str(fresh.path),))
        return
    old.execute("ATTACH ? AS fresh KEY ?", (str(fresh.path), fresh.pragma_key))
    # It has no name yet: what a crash leaves of it is thrown away.
    old.execute("PRAGMA fresh.journal_mode = OFF")
    old.execute("PRAGMA fresh.synchronous = OFF")
    old.execute("SELECT sqlcipher_export('fresh')").fetchone()
    old.execute("DETACH fresh")


def _seal_anew(
    step: _Step, fresh: Vault, kind: keys.KeyKind, note: Note | None
) -> None:
    """Seal the stored keys with the new one, and write down what was done."""
    sealed = step.old.execute("SELECT name, value FROM secret").fetchall()
    seal = keys.subkey(step.vault.key, keys.SECRETS)
    engine = engine_of(fresh, "rw")
    try:
        db = Database(fresh, engine, facts_of(engine), read_only=False)
        with db.writing() as session:
            for name, value in sealed:
                db.put_secret(session, name, open_secret(seal, name, value))
            session.merge(Setting(name="salt", value=fresh.salt.hex()))
            session.merge(Setting(name=keys.KEY_KIND, value=kind))
            if note is not None:
                note(session)
    finally:
        engine.dispose()


def _compare(old: Any, fresh: Vault) -> None:
    """Count what was copied.

    Raises:
        DatabaseUnusableError: ``DB_DAMAGED``, if it is not what the old file holds.
    """
    with closing(connect(fresh, "fixed")) as connection:
        if _content(connection) != _content(old):
            raise DatabaseUnusableError("DB_DAMAGED", path=str(fresh.path))


def _prove(fresh: Vault) -> None:
    """Read every page and index of the new file back.

    Raises:
        DatabaseUnusableError: ``DB_DAMAGED``, if it is not whole.
    """
    bad = fresh.encrypted and pages.damaged_pages(fresh.path, fresh.key, fresh.salt)
    with closing(connect(fresh, "fixed")) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if bad or sound != "ok":
        raise DatabaseUnusableError("DB_DAMAGED", path=str(fresh.path))


def _content(connection: Any) -> object:
    """What a change of the key leaves as it is: the schema, and the rows' number."""
    schema = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    ).fetchall()
    tables = [name for kind, name, *_ in schema if kind == "table"]
    return schema, {name: _rows(connection, name) for name in tables}


def _rows(connection: Any, table: str) -> int:
    query = f'SELECT count(*) FROM "{table}"'  # noqa: S608  (a name from the schema)
    return int(connection.execute(query).fetchone()[0])
