"""Room on the disk: watched, so that what needs much of it stops before it is full."""

from __future__ import annotations

import shutil
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import DatabaseUnusableError

if TYPE_CHECKING:
    from pathlib import Path

PAUSE: Final = 200 << 20
"""Below this many bytes nothing large is begun; single entries go on."""

ENTRY: Final = 16 << 10
"""What one entry takes with its slip, generously: an entry alone takes below 1 KiB."""

_KEPT: Final = 16 << 20
"""What the journal and the system itself may still want."""

TIMES: Final = 8
"""An import stages its rows, journals them and keeps the file."""


def free_bytes(path: Path) -> int:
    """Room on the disk on which a file lies or would lie; none on one that is gone."""
    place = path.absolute()
    found = next((p for p in (place, *place.parents) if p.exists()), None)
    return shutil.disk_usage(found).free if found else 0


def entries_left(free: int) -> int:
    """How many single entries can still be saved."""
    return max(free - _KEPT, 0) // ENTRY


def refuse_little_room(database: Path, file_bytes: int = 0) -> None:
    """Stop a large job before it begins; what is there stays usable.

    Raises:
        DatabaseUnusableError: IMPORT_PAUSED.
    """
    free = free_bytes(database)
    if free < PAUSE + TIMES * file_bytes:
        raise DatabaseUnusableError(
            "IMPORT_PAUSED",
            path=str(database),
            free=f"{free >> 20:,}",
            entries=f"{entries_left(free):,}",
        )
