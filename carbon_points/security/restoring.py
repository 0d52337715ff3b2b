"""Who may put other books in the place of those that stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import NotAllowedError
from carbon_points.security.acts import permitted
from carbon_points.security.service import in_set_up_mode
from carbon_points.storage.engine import open_database
from carbon_points.storage.restoring import BEYOND_USE
from carbon_points.storage.vault import by_own_key

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.security.chain import Caller


def permit_restore(target: Path, by: Caller, key_file: Path | None = None) -> None:
    """Sound books that people sign in to are an administrator's to replace.

    Books that cannot be read any more are the very reason to restore.

    Raises:
        NotAllowedError: ``RESTORE_ADMIN``, if nobody has signed in; or the caller may
            not.
        DatabaseUnusableError: if the books are sound, but somebody works with them.
    """
    if not target.exists():
        return
    try:
        # Not for reading only: books of an earlier program are sound, too.
        present = by_own_key(lambda key: open_database(target, key_file=key), key_file)
        with present as db, db.reading() as session:
            if not by.operator and not in_set_up_mode(session):
                raise NotAllowedError("RESTORE_ADMIN", path=str(target))
            permitted(session, "restore", by)
    except DatabaseUnusableError as error:
        if error.code not in BEYOND_USE:
            raise
