"""Scratch files and half-written ones: their names, and clearing what a crash left."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from contextlib import contextmanager
from contextlib import suppress
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.storage.names import shortened

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

_SUFFIXES: Final = ("", "-wal", "-shm", "-journal")
_PROCESS: Final = r"(\d+)-[0-9a-f]{8}"
_PART: Final = r"\..+\.part-" + _PROCESS
_in_use: Final[set[str]] = set()
"""Names of this process, told apart from those of an older one with its number."""


@contextmanager
def scratch_path(database: Path) -> Iterator[Path]:
    """A name for a scratch file in the database's own folder, removed afterwards."""
    path = _take_name(database, "scratch")
    with suppress(OSError):  # whoever opens it says what is wrong with the place
        path.touch(mode=0o600)  # an empty file is a new database to SQLite
    try:
        yield path
    finally:
        remove_database(path)
        _in_use.discard(path.name)


@contextmanager
def scratch_folder(database: Path, keep: Callable[[], bool]) -> Iterator[Path]:
    """A folder beside a database, removed afterwards unless it is still needed."""
    path = _take_name(database, "scratch")
    path.mkdir(mode=0o700)
    try:
        yield path
    finally:
        if not keep():
            shutil.rmtree(path)
        _in_use.discard(path.name)


@contextmanager
def part_path(file: Path) -> Iterator[Path]:
    """A name beside `file` for what is being written, removed unless it was renamed."""
    path = _take_name(file, "part")
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)
        _in_use.discard(path.name)


@contextmanager
def part_folder(file: Path) -> Iterator[Path]:
    """A folder beside `file`, of its user alone, for what it is made of."""
    path = _take_name(file, "part")
    path.mkdir(mode=0o700)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
        _in_use.discard(path.name)


def leftovers(database: Path) -> list[Path]:
    """The scratch files of processes that have ended, and half-written ones."""
    folder = database.parent
    scratch = re.escape(f".{shortened(database.name)}.scratch-") + _PROCESS
    return [*_unused(folder, scratch), *_unused(folder, _PART)]


def remove_leftovers(database: Path) -> None:
    """Delete what `leftovers` finds."""
    for path in leftovers(database):
        _try_remove(path)


def remove_parts(folder: Path) -> None:
    """Delete what processes that have ended were writing in a folder."""
    for path in _unused(folder, _PART):
        _try_remove(path)


def _unused(folder: Path, pattern: str) -> list[Path]:
    named = re.compile(pattern)
    found = ((path, named.match(path.name)) for path in folder.iterdir())
    return [p for p, match in found if match and not _used(match[0], int(match[1]))]


def remove_database(path: Path) -> None:
    """Delete a database file with its journals."""
    for suffix in _SUFFIXES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _take_name(file: Path, kind: str) -> Path:
    # Even the longest legal name leaves room for what this one adds.
    name = f".{shortened(file.name)}.{kind}-{os.getpid()}-{secrets.token_hex(4)}"
    _in_use.add(name)
    return file.with_name(name)


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
