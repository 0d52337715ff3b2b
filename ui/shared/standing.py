"""How the books stand, for the top bar: file, backup, what waits, room on the disk."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.days import DAY_S
from carbon_points.storage.space import entries_left
from carbon_points.storage.space import PAUSE

if TYPE_CHECKING:
    from pathlib import Path

LITTLE_MB: Final = PAUSE >> 20
"""Below this the top bar warns in red, and imports pause."""

BACKUP_DAYS: Final = 3
"""From so many days without a backup on the top bar reminds of it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the top bar says of an open database."""

    file: Path
    began_at: int
    backup_at: int | None
    backup_file: Path | None
    waiting: int
    free_mb: int
    last_at: int = 0
    """True time of the newest chain record."""

    @property
    def is_short(self) -> bool:
        """Whether the disk has so little room that imports pause."""
        return self.free_mb < LITTLE_MB

    @property
    def entries_left(self) -> int:
        """How many single entries can still be saved."""
        return entries_left(self.free_mb << 20)

    def days_without_backup(self, now: int) -> int:
        """Whole days since the last proven backup, or since there is anything."""
        since = self.began_at if self.backup_at is None else self.backup_at
        return max(now - since, 0) // DAY_S


def look(database: Any) -> Standing:
    """Ask the core; runs in a lane."""
    from carbon_points.actions.waiting import count_waiting  # noqa: PLC0415
    from carbon_points.security.chain import newest_at  # noqa: PLC0415
    from carbon_points.storage.backup import last_backup  # noqa: PLC0415

    with database.reading() as session:
        backup = last_backup(session)
        waiting = count_waiting(session)
        last_at = newest_at(session)
    return Standing(
        file=database.path,
        began_at=database.created_at,
        backup_at=backup.at if backup else None,
        backup_file=backup.file if backup else None,
        waiting=waiting,
        free_mb=shutil.disk_usage(database.path.parent).free >> 20,
        last_at=last_at,
    )
