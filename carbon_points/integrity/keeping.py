"""Backups as acts of the program: allowed, tidied, noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.certificates.checkpoints import note
from carbon_points.evidence.service import tidy
from carbon_points.security.acts import permitted
from carbon_points.storage.backup import backup

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.security.chain import Caller
    from carbon_points.storage.backup import BackupMade
    from carbon_points.storage.engine import Database


def back_up(db: Database, caller: Caller, target: Path | None = None) -> BackupMade:
    """Copy everything to one file, read it back, and note how far the chain is.

    Raises:
        NotAllowedError: ROLE.
        DatabaseUnusableError, UserError: as `storage.backup.backup`.
    """
    with db.reading() as session:
        permitted(session, "backup", caller)
    if not db.read_only:
        tidy(db)
    made = backup(db, target)
    if db.stopped is None:  # else the note would speak for a chain that is broken
        note(db)
    return made
