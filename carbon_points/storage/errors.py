"""What the driver's errors mean to the person at the desk."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.storage.lock_file import holder_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.storage.driver import Vault

_PRIMARY: Final = {
    3: "DB_READ_ONLY",  # SQLITE_PERM
    5: "DB_LOCKED",  # SQLITE_BUSY
    6: "DB_LOCKED",  # SQLITE_LOCKED
    8: "DB_READ_ONLY",  # SQLITE_READONLY
    10: "DB_DISK_FULL",  # SQLITE_IOERR, apart from the reads below
    11: "DB_DAMAGED",  # SQLITE_CORRUPT
    13: "DB_DISK_FULL",  # SQLITE_FULL
    14: "DB_READ_ONLY",  # SQLITE_CANTOPEN: the file is there, its folder is closed
    26: "DB_DAMAGED",  # SQLITE_NOTADB; at opening perhaps a wrong key
}
_GENERAL: Final = 1
_SAID: Final = {
    "disk I/O error": "DB_DISK_FULL",
    "database or disk is full": "DB_DISK_FULL",
}
"""SQLCipher's export passes on the words of an error, and not its number."""

_READ_FAILED: Final = frozenset(10 | detail << 8 for detail in (1, 2, 32, 33))
"""SQLITE_IOERR_READ, SHORT_READ, DATA, CORRUPTFS. What is left of SQLITE_IOERR is a
write: a file-size limit shows itself as "disk I/O error", not as a full disk."""

_FILES: Final = {
    errno.ENOSPC: "DB_DISK_FULL",
    errno.EFBIG: "DB_DISK_FULL",
    errno.EDQUOT: "DB_DISK_FULL",
    errno.EACCES: "DB_READ_ONLY",
    errno.EPERM: "DB_READ_ONLY",
    errno.EROFS: "DB_READ_ONLY",
}


def unusable_code(error: BaseException | None) -> str | None:
    """The stable code of a driver's error; None if the database is not to blame."""
    number: int | None = getattr(error, "sqlite_errorcode", None)
    if number is None:
        return None
    if number == _GENERAL:
        return _SAID.get(str(error))
    if number in _READ_FAILED:
        return "DB_DAMAGED"
    return _PRIMARY.get(number & 0xFF)


@contextmanager
def explained(vault: Vault) -> Iterator[None]:
    """Turn driver errors that no caller can mend into `DatabaseUnusableError`."""
    try:
        yield
    except (DBAPIError, vault.driver.module.Error) as error:
        origin = error.orig if isinstance(error, DBAPIError) else error
        code = unusable_code(origin)
        if code is None:
            raise
        raise DatabaseUnusableError(code, **_about(vault.path, code)) from error


def _about(path: Path, code: str) -> dict[str, str]:
    holder = holder_of(path) if code == "DB_LOCKED" else None
    named = {"holder": holder.named} if holder is not None else {}
    return {"path": str(path), **named}


@contextmanager
def explained_files(path: Path) -> Iterator[None]:
    """Turn what the file system refuses into `DatabaseUnusableError`."""
    try:
        yield
    except OSError as error:
        code = _FILES.get(error.errno or 0)
        if code is None:
            raise
        raise DatabaseUnusableError(code, path=str(path)) from error
