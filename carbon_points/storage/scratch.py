"""Scratch files beside a database: their names, and clearing what a crash left."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from contextlib import contextmanager
from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

_SUFFIXES: Final = ("", "-wal", "-shm", "-journal")
_in_use: Final[set[str]] = set()
"""Names of this process, told apart from those of an older one with its number."""


@contextmanager
def scratch_path(database: Path) -> Iterator[Path]:
    """A name for a scratch file in the database's own folder, removed afterwards."""
    path = _take_name(database)
    try:
        yield path
    finally:
        remove_database(path)
        _in_use.discard(path.name)


@contextmanager
def scratch_folder(database: Path, keep: Callable[[], bool]) -> Iterator[Path]:
    """A folder beside a database, removed afterwards unless it is still needed."""
    path = _take_name(database)
    path.mkdir(mode=0o700)
    try:
        yield path
    finally:
        if not keep():
            shutil.rmtree(path)
        _in_use.discard(path.name)


def remove_leftovers(database: Path) -> None:
    """Delete the scratch files of processes that have ended."""
    pattern = re.compile(re.escape(f".{database.name}.scratch-") + r"(\d+)-[0-9a-f]{8}")
    for path in database.parent.iterdir():
        match = pattern.match(path.name)
        if match and not _used(match[0], int(match[1])):
            _try_remove(path)


def remove_database(path: Path) -> None:
    """Delete a database file with its journals."""
    for suffix in _SUFFIXES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _take_name(database: Path) -> Path:
    name = f".{database.name}.scratch-{os.getpid()}-{secrets.token_hex(4)}"
    _in_use.add(name)
    return database.with_name(name)


def _used(name: str, process: int) -> bool:
    if process == os.getpid():
        return name in _in_use
    if os.name == "nt":
        return False  # deleting a file in use fails there, and that is the answer
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _try_remove(path: Path) -> None:
    try:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError:
        return  # in use after all; the next start tries again
