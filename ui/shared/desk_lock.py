"""One window writes to a database at a time; the second one looks on."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import QLockFile
from PySide6.QtCore import QSysInfo

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

_held: Final[WeakKeyDictionary[Database, QLockFile]] = WeakKeyDictionary()


class Seat:
    """The right to write to the database under a path, or who has it."""

    def __init__(self, path: Path) -> None:
        self._lock = QLockFile(f"{path}.lock")
        # Held for a whole day's work; one whose program has died is known by its
        # process, however old it is.
        self._lock.setStaleLockTime(0)
        left = Path(f"{path}.lock").exists()
        self.taken = self._lock.tryLock(0)
        self.was_left = left and self.taken
        """Whether a program that died had it last."""

    @property
    def holder(self) -> str:
        """Whose window has the database; empty if only the folder is closed."""
        if self._lock.error() is not QLockFile.LockError.LockFailedError:
            return ""
        _pid, host, _program = self._lock.getLockInfo()
        if host == QSysInfo.machineHostName():
            return QCoreApplication.translate("desk", "本机的另一个窗口")
        return host

    def keep_for(self, database: Database) -> None:
        """Hold it as long as the database is open."""
        _held[database] = self._lock

    def give_back(self) -> None:
        """Somebody else may have it."""
        self._lock.unlock()


def release(database: Database) -> None:
    """The database is closed here; let another window write to it."""
    lock = _held.pop(database, None)
    if lock is not None:
        lock.unlock()


def release_all() -> None:
    """The program ends: close what is open and let others write to it."""
    for database in list(_held):
        database.close()
        release(database)
