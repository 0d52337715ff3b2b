"""Whole copies of a database with its evidence, proved by reading them back."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import closing
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.days import local_moment
from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import UserError
from carbon_points.common.progress import Progress
from carbon_points.storage import archive
from carbon_points.storage import pages
from carbon_points.storage.connections import stoppable
from carbon_points.storage.driver import connect
from carbon_points.storage.errors import explained
from carbon_points.storage.errors import explained_files
from carbon_points.storage.files import beside
from carbon_points.storage.files import forget_cached
from carbon_points.storage.files import sync_file
from carbon_points.storage.models import Setting
from carbon_points.storage.names import shortened
from carbon_points.storage.schema import HEAD
from carbon_points.storage.scratch import remove_leftovers
from carbon_points.storage.scratch import remove_parts
from carbon_points.storage.scratch import scratch_path
from carbon_points.storage.vault import opening
from carbon_points.storage.vault import vault_of_copy

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from carbon_points.storage.archive import Archive
    from carbon_points.storage.driver import Vault
    from carbon_points.storage.engine import Database

LAST_BACKUP: Final = "last_backup"
"""The setting with time and place of the newest backup."""

SUFFIX: Final = ".cpbackup"
_PROOF_CACHE_KIB: Final = 196_608
"""Each index is looked up for each row of its table, at random places."""

_MARGIN: Final = 1 << 20
"""What the names, the manifest and the folder entries of a backup need."""


def _no_totals(_connection: Any) -> dict[str, int]:
    return {}


def _no_more(_found: Archive, _copy: Vault) -> None:
    """The bytes, pages, rows and the chain's head agree; that is all."""


@dataclass(frozen=True, slots=True)
class Proving:
    """What a backup is compared by besides its rows: the rooms above know that."""

    totals: Callable[[Any], dict[str, int]] = _no_totals
    """Of the database behind a raw connection; they go into the manifest."""

    prove: Callable[[Archive, Vault], None] = _no_more
    """Raises unless a backup, and its database unpacked beside it, are right."""


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup that was written and read back."""

    file: Path
    sha256: str
    verified: bool
    chain_position: int
    evidence_files: int
    size: int = 0


@dataclass(frozen=True, slots=True)
class LastBackup:
    """When and where a database was last copied and the copy proved."""

    at: int
    file: Path


@dataclass(frozen=True, slots=True)
class BackupChecked:
    """A backup that was found whole, down to the rows of its database."""

    file: Path
    sha256: str
    verified: bool
    desk: int
    demo: bool
    encrypted: bool
    made_at: int
    chain_position: int
    evidence_files: int
    totals: dict[str, int]


@dataclass(frozen=True, slots=True)
class Content:
    """What a database holds, in the terms of a manifest."""

    database_id: str
    chain_position: int
    chain_hash: str
    rows: dict[str, int]


def evidence_folder(database: Path) -> Path:
    """Where the sealed evidence of a database is."""
    return database.with_name(f"{database.name}.evidence")


def backup(
    db: Database,
    target: Path | None = None,
    proving: Proving | None = None,
    progress: Progress | None = None,
) -> BackupMade:
    """Copy the database and its evidence to one file, and read that back.

    Raises:
        DatabaseUnusableError: if the place cannot be written, or has too little room.
        UserError: ``FILE_EXISTS``, or ``BACKUP_UNPROVEN``: the copy is not equal to
            what was copied.
        Cancelled: if nobody waits for it any more; there is no file then.
    """
    proving, progress = proving or Proving(), progress or Progress()
    now = int(time.time())
    file = _target(db, target, now)
    if file.parent.is_dir():
        remove_parts(file.parent)
    _refuse_little_room(db, file)
    with explained_files(file), beside(file) as part, scratch_path(db.path) as copy:
        manifest = _write(db, (copy, part), now, proving, progress)
        progress.step(0, 1)
        with _not_damaged_but_unproven(part, file):
            found = _read_back(db, part, proving, progress)
    if not db.read_only:
        with db.writing() as session:
            session.merge(Setting(name=LAST_BACKUP, value=f"{now} {file.absolute()}"))
    return BackupMade(
        file=file,
        sha256=found.sha256,
        verified=True,
        chain_position=manifest.chain_position,
        evidence_files=len(manifest.files) - 1,
        size=file.stat().st_size,
    )


def room_needed(db: Database) -> int:
    """How many bytes a backup of this database takes at most."""
    evidence = sum(path.stat().st_size for path in _evidence(db.path).values())
    return _database_bytes(db) + evidence + _MARGIN


def last_backup(session: Session) -> LastBackup | None:
    """The newest backup that was read back, if there is one."""
    row = session.get(Setting, LAST_BACKUP)
    if row is None:
        return None
    at, _, file = row.value.partition(" ")
    return LastBackup(int(at), Path(file))


def check_backup(
    file: Path,
    key_file: Path | None = None,
    proving: Proving | None = None,
    progress: Progress | None = None,
) -> BackupChecked:
    """Read a backup to the last row.

    Raises:
        UserError: ``BACKUP_UNREADABLE`` or ``BACKUP_DAMAGED``, naming the part.
        DatabaseUnusableError: if its key is not at hand.
    """
    found = archive.read_archive(file, progress)
    with _room_for_copy(file) as copy:
        found.extract(archive.DATABASE, copy)
        vault = vault_of_copy(copy, file, key_file)
        prove_copy(vault, found.manifest, file, progress)
        (proving or Proving()).prove(found, vault)
    manifest = found.manifest
    return BackupChecked(
        file=file,
        sha256=found.sha256,
        verified=True,
        desk=manifest.desk,
        demo=manifest.demo,
        encrypted=manifest.encrypted,
        made_at=manifest.made_at,
        chain_position=manifest.chain_position,
        evidence_files=len(manifest.files) - 1,
        totals=manifest.totals,
    )


def prove_copy(
    vault: Vault, told: archive.Manifest, file: Path, progress: Progress | None = None
) -> None:
    """Read every page, index and table of a copied database that nobody has open.

    Raises:
        UserError: ``BACKUP_DAMAGED``, if it is not what the manifest says.
    """
    known = (told.database_id, told.chain_position, told.chain_hash, told.rows)
    prove_content(vault, Content(*known), file, progress)


def prove_content(
    vault: Vault, expected: Content, file: Path, progress: Progress | None = None
) -> None:
    """The same for any copied database; `file` is what a person knows it by.

    Raises:
        UserError: ``BACKUP_DAMAGED``.
    """
    if vault.encrypted and pages.damaged_pages(vault.path, vault.key, vault.salt):
        raise UserError("BACKUP_DAMAGED", file=str(file), part=archive.DATABASE)
    with opening(vault), closing(connect(vault, "fixed")) as connection:
        connection.execute(f"PRAGMA cache_size = -{_PROOF_CACHE_KIB}")
        with stoppable(connection, progress):
            sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
            content = content_of(connection)
    if sound != "ok" or content != expected:
        raise UserError("BACKUP_DAMAGED", file=str(file), part=archive.DATABASE)


def _write(
    db: Database,
    parts: tuple[Path, Path],
    now: int,
    proving: Proving,
    progress: Progress,
) -> archive.Manifest:
    """Write the backup under its temporary name."""
    copy, part = parts
    with explained(db.vault), closing(db.connect()) as raw, stoppable(raw, progress):
        raw.execute("VACUUM INTO ?", (str(copy),))
    with closing(connect(replace(db.vault, path=copy), "fixed")) as raw:
        content, totals = content_of(raw), proving.totals(raw)
    sources = {archive.DATABASE: copy, **_evidence(db.path)}
    manifest = archive.Manifest(
        format=archive.FORMAT,
        database_id=content.database_id,
        desk=db.desk,
        demo=db.demo,
        encrypted=db.encrypted,
        made_at=now,
        schema=HEAD,
        chain_position=content.chain_position,
        chain_hash=content.chain_hash,
        rows=content.rows,
        files={name: archive.file_digest(path) for name, path in sources.items()},
        totals=totals,
    )
    archive.write_archive(part, sources, manifest)
    return manifest


def content_of(connection: Any) -> Content:
    """What the database behind a raw connection holds."""
    query = "SELECT value FROM setting WHERE name = 'database_id'"
    (database_id,) = connection.execute(query).fetchone()
    position, digest = chain_head(connection)
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    rows = {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  (a name from the schema)
        for (name,) in tables
    }
    return Content(database_id, position, digest.hex(), rows)


def chain_head(connection: Any) -> tuple[int, bytes]:
    """Position and hash of the newest chain record, zeros before the first."""
    query = "SELECT position, hash FROM chain_record ORDER BY position DESC LIMIT 1"
    position, digest = connection.execute(query).fetchone() or (0, bytes(32))
    return position, digest


def _evidence(database: Path) -> dict[str, Path]:
    folder = evidence_folder(database)
    return {
        archive.EVIDENCE + path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")  # half-written
    }


def _read_back(
    db: Database, part: Path, proving: Proving, progress: Progress
) -> Archive:
    """Restore what was just written into a scratch copy, and prove that."""
    sync_file(part)
    forget_cached(part)
    found = archive.read_archive(part, progress)
    with scratch_path(db.path) as again:
        found.extract(archive.DATABASE, again)
        vault = replace(db.vault, path=again)
        prove_copy(vault, found.manifest, part, progress)
        proving.prove(found, vault)
    return found


@contextmanager
def _not_damaged_but_unproven(part: Path, file: Path) -> Iterator[None]:
    """Nobody knows the temporary name, and nothing was to be restored."""
    try:
        yield
    except UserError as error:
        if error.code not in {"BACKUP_DAMAGED", "BACKUP_DIFFERS"}:
            raise
        told = {k: v for k, v in error.details.items() if v != str(part)}
        raise UserError("BACKUP_UNPROVEN", file=str(file), **told) from error


def _refuse_little_room(db: Database, file: Path) -> None:
    """Two scratch copies of the database lie beside it while a backup is made."""
    scratch = 2 * _database_bytes(db)
    at_place = _standing_folder(file.parent)
    at_home = db.path.absolute().parent
    needed = {at_place: room_needed(db)}
    if at_place.stat().st_dev == at_home.stat().st_dev:
        needed[at_place] += scratch
    else:
        needed[at_home] = scratch
    for folder, size in needed.items():
        missing = size - shutil.disk_usage(folder).free
        if missing > 0:
            megabytes = str(-(-missing // (1 << 20)))
            raise DatabaseUnusableError(
                "BACKUP_NO_ROOM", place=str(folder), missing_mb=megabytes
            )


def _standing_folder(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    whole = folder.absolute()
    return next(place for place in (whole, *whole.parents) if place.exists())


def _database_bytes(db: Database) -> int:
    with closing(db.connect()) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        # SQLCipher answers the size as a text.
        return int(pages) * int(connection.execute("PRAGMA page_size").fetchone()[0])


def _target(db: Database, target: Path | None, now: int) -> Path:
    """The file that was named, or a free name in the folder that was."""
    file = target or db.path.with_name("backups")
    if target is None or file.is_dir():
        names = (_name(db.path, now + later) for later in count())
        return next(file / name for name in names if not (file / name).exists())
    if file.exists():
        raise UserError("FILE_EXISTS", file=str(file))
    return file


def _name(database: Path, at: int) -> str:
    return f"{shortened(database.stem)}-{local_moment(at):%Y%m%d-%H%M%S}{SUFFIX}"


@contextmanager
def _room_for_copy(file: Path) -> Iterator[Path]:
    """A name for the copy that is read: beside the backup if that can be written."""
    if os.access(file.parent, os.W_OK):
        remove_leftovers(file)
        with scratch_path(file) as copy:
            yield copy
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder) / archive.DATABASE
