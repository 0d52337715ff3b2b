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

    from carbon_points.integrity.backup_runs import PlaceSeen

LITTLE_MB: Final = PAUSE >> 20
"""Below this the top bar warns in red, and imports pause."""

BACKUP_DAYS: Final = 3
"""From so many days without a backup on the top bar reminds of it."""

_ABSENT: Final = "BACKUP_PLACE_ABSENT"
_BYTES_A_SECOND: Final = 23
"""As a power of two: 8 MB, written, read back and compared."""


@dataclass(frozen=True, slots=True)
class PlaceStanding:
    """What the top bar says of one place of the backup plan."""

    folder: Path
    present: bool = True
    proven_at: int | None = None
    size: int = 0
    failed: str = ""
    """The code of what the last try failed for; empty if it did not."""


@dataclass(frozen=True, slots=True)
class Backups:
    """How the backups stand, as far as the whole window cares."""

    places: tuple[PlaceStanding, ...] = ()
    daily: bool = True
    """Whether the plan makes one every day by itself."""

    closing_due: bool = False
    """Whether closing the program now would make one."""

    takes_s: int = 1
    """About how long one takes."""

    @property
    def failed(self) -> bool:
        """Whether the last try went wrong somewhere, not for want of a stick."""
        return any(place.failed not in {"", _ABSENT} for place in self.places)

    @property
    def never(self) -> int:
        """How many places have no backup at all, while another one has."""
        bare = sum(place.proven_at is None for place in self.places)
        return bare if bare < len(self.places) else 0

    def worst_days(self, now: int) -> int:
        """Whole days since the oldest of the places' newest backups."""
        times = [p.proven_at for p in self.places if p.proven_at is not None]
        return max(now - min(times), 0) // DAY_S if times else 0


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

    backups: Backups = Backups()

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
        backups=_backups(database),
    )


def _backups(database: Any) -> Backups:
    from carbon_points.integrity import backup_runs  # noqa: PLC0415
    from carbon_points.integrity.backup_plan import plan_of  # noqa: PLC0415

    with database.reading() as session:
        plan = plan_of(session)
        seen = [backup_runs.seen(session, database, place) for place in plan.places]
    return Backups(
        places=tuple(map(_place, seen)),
        daily=plan.hour is not None,
        closing_due=not database.read_only and backup_runs.due_at_closing(database),
        takes_s=sum(_takes_s(database, one) for one in seen),
    )


def _place(seen: PlaceSeen) -> PlaceStanding:
    made, tried = seen.proven, seen.tried
    return PlaceStanding(
        folder=seen.state.folder,
        present=seen.state.present,
        proven_at=made.at if made else None,
        size=made.size if made else 0,
        failed="" if tried is None or tried.ok else tried.result,
    )


def _takes_s(database: Any, seen: PlaceSeen) -> int:
    """As long as the last time, else as many megabytes as a slow stick takes."""
    if seen.proven is not None:
        return -(-seen.proven.took_ms // 1000)
    size: int = database.path.stat().st_size
    return 1 + (size >> _BYTES_A_SECOND)
