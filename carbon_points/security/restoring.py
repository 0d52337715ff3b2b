"""Whether a backup may be put in place where nobody has signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import RefusedError
from carbon_points.security.service import in_set_up_mode
from carbon_points.storage.engine import open_database

if TYPE_CHECKING:
    from pathlib import Path


def refuse_over_books(target: Path) -> None:
    """Sound books that people sign in to are an administrator's to replace.

    Raises:
        RefusedError: ``RESTORE_ADMIN``.
    """
    if not target.exists():
        return
    try:
        with open_database(target, read_only=True) as db, db.reading() as session:
            free = in_set_up_mode(session)
    except DatabaseUnusableError:
        return  # a damaged file is the very reason to restore
    if not free:
        raise RefusedError("RESTORE_ADMIN", path=str(target))
