"""What a restore would change, found out before anything is touched."""

from __future__ import annotations

import os
import tempfile
from contextlib import closing
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.security.chain import link_hash
from carbon_points.security.chain import RECORD_COLUMNS
from carbon_points.security.chain import START
from carbon_points.storage import archive
from carbon_points.storage.backup import chain_head
from carbon_points.storage.backup import evidence_folder
from carbon_points.storage.backup import prove_copy
from carbon_points.storage.driver import connect
from carbon_points.storage.engine import open_database
from carbon_points.storage.restoring import BEYOND_USE
from carbon_points.storage.scratch import scratch_path
from carbon_points.storage.vault import by_own_key
from carbon_points.storage.vault import find_vault
from carbon_points.storage.vault import opening
from carbon_points.storage.vault import vault_of_copy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbon_points.common.progress import Progress
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Books:
    """What a database holds, in the figures that people ask for."""

    people: int
    actions: int
    entries: int
    evidence_files: int
    position: int
    """Of the newest chain record."""

    newest_at: int | None
    """True time of the newest chain record."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """What one database has that another has not, by the chain."""

    records: int
    people: int
    actions: int
    entries: int


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """The books that would come beside those that are there."""

    file: Path
    target: Path
    made_at: int | None
    """When the backup was made; none for a database that was set aside."""

    desk: int
    demo: bool
    coming: Books
    present: Books | None
    """None if nothing stands there, or nothing that can be read."""

    trouble: str
    """Why the present one cannot be read: a code; empty if it can, or there is none."""

    lost: Beyond
    gained: Beyond

    @property
    def forked(self) -> bool:
        """Whether both went on after the last record that they share."""
        return bool(self.lost.records and self.gained.records)


@dataclass(frozen=True, slots=True)
class _Side:
    """An open database and who it is."""

    connection: Any
    database_id: str
    books: Books


_NOTHING: Final = Beyond(0, 0, 0, 0)


def preview(
    file: Path,
    target: Path,
    key_file: Path | None = None,
    progress: Progress | None = None,
) -> RestorePreview:
    """Prove a backup to its last row, and compare it with what stands there.

    Raises:
        UserError: ``BACKUP_UNREADABLE`` or ``BACKUP_DAMAGED``.
        RefusedError: ``BACKUP_FOREIGN``, if another desk's database stands there.
        DatabaseUnusableError: if the key is not at hand, or the present database
            would not be replaced, either.
        Cancelled: if nobody waits for it any more.
    """
    found = archive.read_archive(file, progress)
    with _room_for_copy(target) as copy:
        found.extract(archive.DATABASE, copy)
        vault = vault_of_copy(copy, file, key_file)
        prove_copy(vault, found.manifest, file, progress)
        evidence = len(found.manifest.files) - 1
        with opening(vault), closing(connect(vault, "fixed")) as connection:
            coming = _side(connection, evidence)
            if not _is_chained(connection):
                raise UserError("BACKUP_DAMAGED", file=str(file), part="chain")
            told = found.manifest
            compared = _compared(coming, file, target, key_file)
    return RestorePreview(
        file, target, told.made_at, told.desk, told.demo, coming.books, *compared
    )


def preview_aside(
    aside: Path, target: Path, key_file: Path | None = None
) -> RestorePreview:
    """Compare a database that was set aside with the one that stands there now.

    Raises:
        RefusedError, DatabaseUnusableError: as `preview`.
    """
    with open_database(aside, key_file=key_file, read_only=True) as db:
        with closing(db.connect()) as connection:
            coming = _side(connection, _evidence_files(aside))
            compared = _compared(coming, aside, target, key_file)
        return RestorePreview(
            aside, target, None, db.desk, db.demo, coming.books, *compared
        )


def _compared(
    coming: _Side, file: Path, target: Path, key_file: Path | None
) -> tuple[Books | None, str, Beyond, Beyond]:
    """The present books, why they cannot be read, what is lost and what gained."""
    if not target.exists():
        return None, "", _NOTHING, _all(coming)
    try:
        with _present(target, key_file) as connection:
            present = _side(connection, _evidence_files(target))
            if present.database_id != coming.database_id:
                raise RefusedError("BACKUP_FOREIGN", file=str(file), path=str(target))
            shared = _last_shared(present, coming)
            lost, gained = _beyond(present, shared), _beyond(coming, shared)
            return present.books, "", lost, gained
    except DatabaseUnusableError as error:
        if error.code in BEYOND_USE:
            return None, error.code, _NOTHING, _all(coming)
        raise


@contextmanager
def _present(target: Path, key_file: Path | None) -> Iterator[Any]:
    """A connection to what stands there, in one unchanging view."""
    try:
        db = by_own_key(partial(_looked_at, target), key_file)
    except DatabaseUnusableError as error:
        if error.code != "DB_OLDER":
            raise
        vault = by_own_key(partial(find_vault, target), key_file)
        with opening(vault), closing(connect(vault, "ro")) as connection:
            connection.execute("BEGIN")
            yield connection
        return
    with db, closing(db.connect()) as connection:
        connection.execute("BEGIN")
        yield connection


def _looked_at(target: Path, key_file: Path | None) -> Database:
    return open_database(target, key_file=key_file, read_only=True)


def _side(connection: Any, evidence_files: int) -> _Side:
    query = "SELECT value FROM setting WHERE name = 'database_id'"
    (database_id,) = connection.execute(query).fetchone()
    position, _ = chain_head(connection)
    newest = "SELECT at FROM chain_record WHERE position = ?"
    row = connection.execute(newest, (position,)).fetchone()
    people, actions, entries = _counts(connection, 0)
    books = Books(
        people, actions, entries, evidence_files, position, row[0] if row else None
    )
    return _Side(connection, database_id, books)


def _counts(connection: Any, after: int) -> tuple[int, int, int]:
    """How many people, actions and entries came after a position of the chain."""
    people, actions, entries = (
        connection.execute(
            f"SELECT count(*) FROM {table} WHERE chain_position > ?",  # noqa: S608  (a name of ours)
            (after,),
        ).fetchone()[0]
        for table in ("participant", "action", "ledger_entry")
    )
    return people, actions, entries


def _all(side: _Side) -> Beyond:
    books = side.books
    return Beyond(books.position, books.people, books.actions, books.entries)


def _beyond(side: _Side, shared: int) -> Beyond:
    return Beyond(side.books.position - shared, *_counts(side.connection, shared))


def _last_shared(one: _Side, other: _Side) -> int:
    """The last position up to which two chains are the same.

    Each record holds the hash of the one before it, so where two agree, all before
    them does.
    """
    same, differs = 0, min(one.books.position, other.books.position) + 1
    while differs - same > 1:
        middle = (same + differs) // 2
        if _hash(one.connection, middle) == _hash(other.connection, middle):
            same = middle
        else:
            differs = middle
    return same


def _hash(connection: Any, position: int) -> bytes | None:
    query = "SELECT hash FROM chain_record WHERE position = ?"
    row = connection.execute(query, (position,)).fetchone()
    return row[0] if row else None


def _is_chained(connection: Any) -> bool:
    """Whether every record follows the one before it, and its hash is its own."""
    columns = ", ".join(f'"{name}"' for name in (*RECORD_COLUMNS, "hash"))
    query = f"SELECT {columns} FROM chain_record ORDER BY position"  # noqa: S608  (names of ours)
    previous = START
    for place, (*values, digest) in enumerate(connection.execute(query), start=1):
        if values[0] != place or digest != link_hash(previous, values):
            return False
        previous = digest
    return True


def _evidence_files(database: Path) -> int:
    folder = evidence_folder(database)
    return sum(
        path.is_file() and not path.name.startswith(".") for path in folder.rglob("*")
    )


@contextmanager
def _room_for_copy(target: Path) -> Iterator[Path]:
    """A name for the copy that is read: where the books are to stand, if it exists."""
    if target.parent.is_dir() and os.access(target.parent, os.W_OK):
        with scratch_path(target) as copy:
            yield copy
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder) / archive.DATABASE
