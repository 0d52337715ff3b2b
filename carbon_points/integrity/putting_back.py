"""Putting books back, as acts of the program: allowed, noted, told in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.certificates.checkpoints import note
from carbon_points.security import service as security
from carbon_points.security.notes import without_note
from carbon_points.security.restoring import permit_restore
from carbon_points.storage import restoring
from carbon_points.storage.engine import open_database

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.common.progress import Progress
    from carbon_points.security.chain import Caller
    from carbon_points.storage.restoring import Restored


def put_back(
    file: Path,
    target: Path,
    caller: Caller,
    *,
    key_file: Path | None = None,
    progress: Progress | None = None,
) -> Restored:
    """Restore a backup, and note the earlier state as the one that holds now.

    Raises:
        NotAllowedError: as `permit_restore`.
        UserError, RefusedError, DatabaseUnusableError, Cancelled: as
            `storage.restoring.restore`.
    """
    permit_restore(target, caller, key_file)
    with without_note(target):
        done = restoring.restore(file, target, key_file, progress)
    _tell(done, file, caller, key_file)
    return done


def put_aside_back(
    aside: Path, target: Path, caller: Caller, *, key_file: Path | None = None
) -> Restored:
    """Let what a restore has set aside stand there again.

    Raises:
        NotAllowedError: as `permit_restore`.
        UserError, DatabaseUnusableError: as `storage.restoring.put_aside_back`.
    """
    permit_restore(target, caller, key_file)
    with without_note(target):
        done = restoring.put_aside_back(aside, target, key_file)
    _tell(done, aside, caller, key_file)
    return done


def _tell(done: Restored, file: Path, caller: Caller, key_file: Path | None) -> None:
    """The books that stand there now know where they come from."""
    aside = done.set_aside.name if done.set_aside else "—"
    with open_database(done.database, key_file=key_file) as db:
        if db.stopped is None:
            note(db)
            security.note(db, caller, "restore", file.name, aside)
