"""Where backups may lie when nobody knows: beside the books, on disks and sticks."""

from __future__ import annotations

import os
import string
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError
from carbon_points.storage.archive import told_manifest
from carbon_points.storage.backup import SUFFIX
from carbon_points.storage.restoring import set_aside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from carbon_points.common.progress import Progress

MOST: Final = 60
_MOST_LOOKED_AT: Final = 4_000
"""Names in a folder: a stick full of photos must not hold the search up."""


@dataclass(frozen=True, slots=True)
class FoundBackup:
    """A backup by what it says of itself, or a database that was set aside."""

    file: Path
    made_at: int
    """When the backup was made, or the database set aside."""

    size: int
    is_aside: bool
    desk: int | None = None
    demo: bool = False
    people: int | None = None
    actions: int | None = None


def find_backups(
    target: Path, also: Sequence[Path], progress: Progress
) -> tuple[FoundBackup, ...]:
    """What could be put in the place of `target`: backups, then what was set aside.

    Each group has the newest first. Nothing of a file is checked here.

    Raises:
        Cancelled: if nobody waits for it any more.
    """
    files = dict.fromkeys(
        file.resolve()
        for folder in (target.with_name("backups"), target.parent, *also, *volumes())
        for file in _backups_in(folder, progress)
    )
    backups = sorted(filter(None, map(_told, files)), key=_age)
    asides = [_aside(path) for path in set_aside(target)]
    return (*backups[:MOST], *sorted(asides[:MOST], key=_age))


def volumes() -> Iterator[Path]:
    """Where this system shows disks and sticks that were plugged in."""
    if os.name == "nt":
        drives = (Path(f"{letter}:/") for letter in string.ascii_uppercase)
        yield from (drive for drive in drives if drive.is_dir())
        return
    roots = ("/Volumes",) if sys.platform == "darwin" else ("/media", "/run/media")
    for root in map(Path, (*roots, "/mnt")):
        for mounted in _folders(root):
            yield mounted
            if root.name == "media":  # one folder for each user
                yield from _folders(mounted)


def _backups_in(folder: Path, progress: Progress) -> Iterator[Path]:
    """Backups in a folder, and in the folders right inside of it."""
    progress.step(0, 0)
    inside: list[Path] = []
    with suppress(OSError), os.scandir(folder) as entries:
        for _, entry in zip(range(_MOST_LOOKED_AT), entries, strict=False):
            if entry.name.endswith(SUFFIX) and entry.is_file():
                yield Path(entry.path)
            elif not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
                inside.append(Path(entry.path))
    for one in inside:
        progress.step(0, 0)
        with suppress(OSError):
            yield from one.glob(f"*{SUFFIX}")


def _folders(root: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from sorted(path for path in root.iterdir() if path.is_dir())


def _told(file: Path) -> FoundBackup | None:
    """A file by its own words; None if it is no backup at all."""
    try:
        told, size = told_manifest(file), file.stat().st_size
    except (UserError, OSError):
        return None
    return FoundBackup(
        file=file,
        made_at=told.made_at,
        size=size,
        is_aside=False,
        desk=told.desk,
        demo=told.demo,
        people=told.rows.get("participant"),
        actions=told.rows.get("action"),
    )


def _aside(path: Path) -> FoundBackup:
    found = path.stat()
    return FoundBackup(path, int(found.st_mtime), found.st_size, is_aside=True)


def _age(found: FoundBackup) -> int:
    return -found.made_at
