"""Putting a database back from a backup; what stood there is set aside."""

from __future__ import annotations

import os
import secrets
import time
from contextlib import closing
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.days import local_moment
from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.common.progress import Progress
from carbon_points.storage import archive
from carbon_points.storage import pages
from carbon_points.storage.backup import chain_head
from carbon_points.storage.backup import evidence_folder
from carbon_points.storage.backup import prove_copy
from carbon_points.storage.connections import alone_with
from carbon_points.storage.driver import connect
from carbon_points.storage.engine import open_database
from carbon_points.storage.errors import explained
from carbon_points.storage.errors import explained_files
from carbon_points.storage.files import sync_file
from carbon_points.storage.files import sync_folder
from carbon_points.storage.lock_file import refuse_held
from carbon_points.storage.moves import finish_moves
from carbon_points.storage.moves import move_together
from carbon_points.storage.moves import moves_are_planned
from carbon_points.storage.names import all_marked
from carbon_points.storage.names import followed
from carbon_points.storage.names import marked
from carbon_points.storage.names import refuse_long_name
from carbon_points.storage.scratch import scratch_folder
from carbon_points.storage.vault import by_own_key
from carbon_points.storage.vault import find_vault
from carbon_points.storage.vault import opening
from carbon_points.storage.vault import vault_of_copy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.storage.archive import Archive
    from carbon_points.storage.driver import Vault

_ASIDE: Final = ".aside-"
_JOURNALS: Final = ("-wal", "-shm", "-journal")
BEYOND_USE: Final = frozenset(
    {"DB_DAMAGED", "DB_WRONG_KEY", "DB_NO_KEY", "KEY_FILE_DAMAGED"}
)
"""Why a present database cannot be read; a restore is then what helps."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A database that was put back from a backup."""

    database: Path
    chain_position: int
    set_aside: Path | None
    """Where the database that stood there is now."""

    records_set_aside: int | None
    """How many chain records it had beyond the backup's; none if it is unreadable."""


@dataclass(frozen=True, slots=True)
class _Present:
    """Which database stands there, and how far it is."""

    database_id: str
    position: int


def restore(
    file: Path,
    target: Path,
    key_file: Path | None = None,
    progress: Progress | None = None,
) -> Restored:
    """Put the database of a backup under `target`, after proving it.

    Raises:
        UserError: if the backup is not whole, or the name is too long; nothing was
            changed then.
        RefusedError: ``BACKUP_FOREIGN``, if another desk's database stands there.
        DatabaseUnusableError: if the key is not at hand, or somebody works with the
            database.
        Cancelled: if nobody wants it any more; nothing was changed then.
    """
    target = followed(target.absolute())
    refuse_long_name(target)
    with explained_files(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        refuse_held(target)
        finish_moves(target)
        found = archive.read_archive(file, progress)
        # The folder stays while moves that are planned still need it.
        keep = partial(moves_are_planned, target)
        with scratch_folder(target, keep) as folder:
            _unpack(found, folder, key_file, progress)
            (progress or Progress()).step(0, 0)  # the last moment to stop
            with _left_alone(target, key_file) as present:
                _refuse_foreign(present, found, target)
                aside = _replaced(target, _into(folder, target))
    return _restored(target, found.manifest.chain_position, aside, present)


def set_aside(target: Path) -> tuple[Path, ...]:
    """The databases that restores have set aside beside this one, newest first."""
    found = all_marked(target, _ASIDE)
    return tuple(sorted((path for path in found if path.is_file()), reverse=True))


def evidence_aside(target: Path) -> tuple[Path, ...]:
    """Names of databases that were gone already when their evidence was set aside."""
    ending = evidence_folder(target).name.removeprefix(target.name)
    folders = all_marked(target, _ASIDE, ending)
    names = (folder.with_suffix("") for folder in folders)
    return tuple(sorted(name for name in names if not name.exists()))


def put_aside_back(aside: Path, target: Path, key_file: Path | None = None) -> Restored:
    """Let a database that was set aside stand under `target` again.

    What stands there is set aside in its turn, so this, too, can be taken back.

    Raises:
        UserError: ``NOT_SET_ASIDE``, if it was not set aside from there.
        DatabaseUnusableError: if it is damaged or its key is not at hand, or somebody
            works with the present one.
    """
    target, aside = followed(target.absolute()), aside.absolute()
    with explained_files(target):
        refuse_held(target)
        finish_moves(target)
        if aside not in set_aside(target):
            raise UserError("NOT_SET_ASIDE", file=str(aside), path=str(target))
        vault = find_vault(aside, key_file)
        if vault.encrypted and pages.damaged_pages(aside, vault.key, vault.salt):
            raise DatabaseUnusableError("DB_DAMAGED", path=str(aside))
        with opening(vault), closing(connect(vault, "rw")) as connection:
            position, _ = chain_head(connection)
        with _left_alone(target, key_file) as present:
            goes = _replaced(target, _moved(aside, target))
    return _restored(target, position, goes, present)


def _restored(
    target: Path, position: int, aside: Path | None, before: _Present | None
) -> Restored:
    beyond = max(before.position - position, 0) if before else None
    return Restored(target, position, aside, beyond)


def _refuse_foreign(present: _Present | None, found: Archive, target: Path) -> None:
    if present and present.database_id != found.manifest.database_id:
        raise RefusedError("BACKUP_FOREIGN", file=str(found.path), path=str(target))


def _unpack(
    found: Archive, folder: Path, key_file: Path | None, progress: Progress | None
) -> None:
    """Write and prove the files of a backup, and have them on the disk."""
    for name in found.manifest.files:
        found.extract(name, folder / name)
        sync_file(folder / name)
    (folder / archive.DATABASE).chmod(0o600)
    vault = vault_of_copy(folder / archive.DATABASE, found.path, key_file)
    prove_copy(vault, found.manifest, found.path, progress)
    for path in folder.rglob("*"):
        if path.is_dir():
            sync_folder(path)
    sync_folder(folder)


@contextmanager
def _left_alone(target: Path, key_file: Path | None) -> Iterator[_Present | None]:
    """What stands there, while nobody can open it; none if nothing readable does."""
    if not target.exists():
        yield None
        return
    try:
        vault, present = _read(target, key_file)
    except DatabaseUnusableError as error:
        if error.code not in BEYOND_USE:
            raise
        yield None
        return
    with alone_with(vault) as held:
        if os.name == "nt":
            held.close()  # an open file cannot be renamed there
        yield present


def _read(target: Path, key_file: Path | None) -> tuple[Vault, _Present]:
    """What stands there, and what opens it."""
    db = by_own_key(lambda key: open_database(target, key_file=key), key_file)
    with db, explained(db.vault), closing(db.connect()) as connection:
        return db.vault, _Present(db.database_id, chain_head(connection)[0])


def _replaced(target: Path, coming: Iterable[tuple[Path, Path]]) -> Path | None:
    """Let other books stand there; answers where those are that stood there.

    What is left of books that are gone goes out of the way, too: their journal would be
    played back into the others, and their evidence be taken for that of the others.
    """
    aside = _free_name(target)
    was_there = target.exists()
    move_together(target, [*_moved(target, aside), *coming])
    return aside if was_there else None


def _moved(source: Path, goal: Path) -> Iterator[tuple[Path, Path]]:
    """A database with its journals and evidence, under another name."""
    for suffix in ("", *_JOURNALS):
        file = source.with_name(source.name + suffix)
        if file.exists():
            yield file, goal.with_name(goal.name + suffix)
    if evidence_folder(source).exists():
        yield evidence_folder(source), evidence_folder(goal)


def _into(folder: Path, target: Path) -> Iterator[tuple[Path, Path]]:
    yield folder / archive.DATABASE, target
    if (folder / archive.EVIDENCE).exists():
        yield folder / archive.EVIDENCE, evidence_folder(target)


def _free_name(target: Path) -> Path:
    moment = local_moment(int(time.time())).strftime("%Y%m%d-%H%M%S")
    return marked(target, f"{_ASIDE}{moment}-{secrets.token_hex(2)}")
