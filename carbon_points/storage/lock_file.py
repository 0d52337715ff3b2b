"""Which window has a database open for writing, as its lock file tells.

The window makes the file (`ui.shared.desk_lock`): process, program and computer, a line
each. Two programs on one computer take turns by themselves; a second computer, over a
network drive, cannot, so it looks on only.
"""

from __future__ import annotations

import ctypes
import os
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carbon_points.common.problems import DatabaseUnusableError

_MOST_BYTES = 4_096
_LINES = 3
_SYNCHRONIZE = 0x0010_0000
_STILL_RUNS = 0x102


@dataclass(frozen=True, slots=True)
class Holder:
    """A program that has a database open for writing."""

    process: int
    program: str
    host: str

    @property
    def is_here(self) -> bool:
        """Whether it runs on this computer."""
        return self.host == socket.gethostname()

    @property
    def is_own(self) -> bool:
        """Whether it is this very process."""
        return self.is_here and self.process == os.getpid()

    @property
    def named(self) -> str:
        """Computer and process, for a sentence."""
        return f"{self.host}, {self.program or '?'} {self.process}"


def lock_file(database: Path) -> Path:
    """Where the window says that it has the database."""
    return database.with_name(f"{database.name}.lock")


def holder_of(database: Path) -> Holder | None:
    """Who has the database; None if nobody, or if the program has died since."""
    try:
        with lock_file(database).open("rb") as file:
            lines = file.read(_MOST_BYTES).decode("utf-8", "replace").splitlines()
    except OSError:
        return None
    if len(lines) < _LINES or not lines[0].strip().isdecimal():
        return None
    found = Holder(int(lines[0]), lines[1].strip(), lines[2].strip())
    return found if not found.is_here or _runs(found) else None


def elsewhere(database: Path) -> DatabaseUnusableError | None:
    """Why nothing may be written here: another computer has the database."""
    found = holder_of(database)
    if found is None or found.is_here:
        return None
    return DatabaseUnusableError("DB_IN_USE", path=str(database), host=found.host)


def refuse_held(database: Path) -> None:
    """For what needs the file for itself: nobody may have it open in a window.

    Raises:
        DatabaseUnusableError: DB_IN_USE, naming the computer.
    """
    found = holder_of(database)
    if found is not None and not found.is_own:
        raise DatabaseUnusableError("DB_IN_USE", path=str(database), host=found.host)


def _runs(holder: Holder) -> bool:
    """Whether this very program of this computer lives."""
    if os.name == "nt":
        return _opens(holder.process)  # there a signal would end it
    try:
        os.kill(holder.process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    # The number may have gone to another program since.
    return _name_of(holder.process) in {holder.program, ""}


def _name_of(process: int) -> str:
    """A program's name; empty where the system does not tell."""
    try:
        return Path(f"/proc/{process}/exe").readlink().name
    except OSError:
        return ""


def _opens(process: int) -> bool:
    """Windows: whether a process that has not ended can be opened."""
    kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009  (Windows only)
    handle = kernel.OpenProcess(_SYNCHRONIZE, 0, process & 0xFFFF_FFFF)
    if not handle:
        return False
    waits = kernel.WaitForSingleObject(handle, 0) == _STILL_RUNS
    kernel.CloseHandle(handle)
    return bool(waits)
