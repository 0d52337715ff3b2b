"""What the backup settings ask of the core; runs in a lane, knows no Qt."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carbon_points.integrity import backup_run
from carbon_points.integrity import backup_runs
from carbon_points.integrity.backup_plan import BackupPlan
from carbon_points.integrity.backup_plan import set_plan
from carbon_points.integrity.restore_finding import volumes
from carbon_points.storage.backup_places import Place
from ui.shared.desk import caller_now

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.common.progress import Progress
    from carbon_points.integrity.backup_plan import Keep
    from carbon_points.integrity.backup_runs import Overview
    from carbon_points.integrity.backup_runs import PlaceRun
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Change:
    """One answer of the settings; None leaves what is decided."""

    places: tuple[Place, ...] | None = None
    hour: int | None = None
    no_hour: bool = False
    at_closing: bool | None = None
    keep: Keep | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """How the backups stand, and the sticks that could take some."""

    overview: Overview
    sticks: tuple[Path, ...]


def look(db: Database, operator: str) -> Seen:
    """How the backups stand."""
    found = backup_runs.overview(db, caller_now(operator))
    known = {place.mount for place in found.plan.places}
    home = db.path.parent.stat().st_dev
    return Seen(found, tuple(s for s in _sticks(home) if str(s) not in known))


def _sticks(home: int) -> Iterator[Path]:
    """Disks that are plugged in now, can be written to and do not hold the books."""
    for volume in volumes():
        with suppress(OSError):
            apart = os.path.ismount(volume) and volume.stat().st_dev != home
            if apart and os.access(volume, os.W_OK):
                yield volume


def run(db: Database, operator: str, progress: Progress) -> tuple[PlaceRun, ...]:
    """Back up to every place."""
    return backup_run.run(db, caller_now(operator), progress)


def try_out(db: Database, operator: str, progress: Progress) -> PlaceRun:
    """Restore the newest backup into a scratch copy and compare."""
    return backup_run.try_out(db, caller_now(operator), progress)


def decide(db: Database, operator: str, plan: BackupPlan, change: Change) -> Seen:
    """Put a changed plan in force."""
    wanted = BackupPlan(
        places=plan.places if change.places is None else change.places,
        hour=None if change.no_hour else _or(change.hour, plan.hour),
        at_closing=plan.at_closing if change.at_closing is None else change.at_closing,
        keep=change.keep or plan.keep,
    )
    set_plan(db, caller_now(operator), wanted)
    return look(db, operator)


def with_place(plan: BackupPlan, folder: Path) -> Change:
    """Another folder besides those of the plan."""
    return Change(places=(*plan.places, Place(str(folder))))


def moved(plan: BackupPlan, place: Place, folder: Path) -> Change:
    """Another folder in the stead of one."""
    new = Place(str(folder))
    return Change(places=tuple(new if p == place else p for p in plan.places))


def without(plan: BackupPlan, place: Place) -> Change:
    """One folder less; its backups stay where they are."""
    return Change(places=tuple(p for p in plan.places if p != place))


def _or(wanted: int | None, present: int | None) -> int | None:
    return present if wanted is None else wanted
