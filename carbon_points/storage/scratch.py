"""Scratch files beside a database: their names, and clearing what a crash left."""

from __future__ import annotations

import os
import re
import secrets
from contextlib import contextmanager
from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SUFFIXES: Final = ("", "-wal", "-shm", "-journal")
_in_use: Final[set[str]] = set()
"""Names of this process, told apart from those of an older one with its number."""


@contextmanager
def scratch_path(database: Path) -> Iterator[Path]:
    """A name for a scratch file in the database's own folder, removed afterwards."""
    name = f".{database.name}.scratch-{os.getpid()}-{secrets.token_hex(4)}"
    path = database.with_name(name)
    _in_use.add(name)
    try:
        yield path
    finally:
        remove_database(path)
        _in_use.discard(name)


def remove_leftovers(database: Path) -> None:
    """Delete the scratch files of processes that have ended."""
    pattern = re.compile(re.escape(f".{database.name}.scratch-") + r"(\d+)-[0-9a-f]{8}")
    for path in database.parent.glob(f".{_quoted(database.name)}.scratch-*"):
        match = pattern.match(path.name)
        if match and not _used(match[0], int(match[1])):
            _try_unlink(path)


def remove_database(path: Path) -> None:
    """Delete a database file with its journals."""
    for suffix in _SUFFIXES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


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


def _try_unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def _quoted(name: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", name)
