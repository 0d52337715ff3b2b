"""Names of what lies beside a file, none longer than a file system takes."""

from __future__ import annotations

import errno
import glob
import os
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST: Final = 255
"""Bytes of a name; where characters are counted instead, it is the stricter rule."""

_STEM: Final = 180
_ENDING: Final = 20
"""Bytes of the two ends of a name that is marked; 55 are left for marks and endings."""

_COMPANION: Final = ".evidence"
"""The longest ending that a database's own name gets."""


def followed(database: Path) -> Path:
    """The file itself where this is a link to it: all else lies beside that."""
    try:
        return database.resolve() if database.is_symlink() else database
    except (OSError, RuntimeError):  # links that go round; opening it says so
        return database


def shortened(name: str, most: int = _STEM) -> str:
    """A name, or its beginning: whole characters in so many bytes."""
    if not _is_over(name, most):
        return name
    return os.fsencode(name)[:most].decode("utf-8", "ignore")


def marked(file: Path, mark: str) -> Path:
    """Another name beside a file: ``desk.db`` with ``.aside-1`` is desk.aside-1.db."""
    stem, ending = _ends(file)
    return file.with_name(f"{stem}{mark}{ending}")


def all_marked(file: Path, mark: str, companion: str = "") -> Iterator[Path]:
    """What lies beside a file under its name with a mark, or companions of such."""
    stem, ending = map(glob.escape, _ends(file))
    return file.parent.glob(f"{stem}{glob.escape(mark)}*{ending}{companion}")


def refuse_long_name(database: Path) -> None:
    """Refuse a name that leaves no room for what lies beside a database.

    Raises:
        UserError: ``OUT_UNWRITABLE``.
    """
    if _is_over(database.name + _COMPANION, LONGEST):
        why = os.strerror(errno.ENAMETOOLONG)
        raise UserError("OUT_UNWRITABLE", file=str(database), why=why)


def _ends(file: Path) -> tuple[str, str]:
    return shortened(file.stem), shortened(file.suffix, _ENDING)


def _is_over(name: str, most: int) -> bool:
    return len(os.fsencode(name)) > most
