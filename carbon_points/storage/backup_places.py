"""The folders that backups go to: beside the database, on a stick, on another disk."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from carbon_points.common.problems import UserError
from carbon_points.storage.backup import evidence_folder

PLAN: Final = "backup_plan"
"""The setting with the plan; its ``places`` are known here, the rest is not."""

BESIDE: Final = ""
"""The place beside the database, which moves with it."""


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A folder that backups go to."""

    path: str = BESIDE
    mount: str = ""
    """Where its disk was mounted when it was chosen, if that is not the database's own:
    a stick. While it is not plugged in, a folder of that name may be there all the
    same, on the disk of the system."""


@dataclass(frozen=True, slots=True)
class PlaceState:
    """A place as it is now."""

    place: Place
    folder: Path
    present: bool
    own_disk: bool
    """It is there, and on another disk than the database."""


class _Places(msgspec.Struct):
    """A plan as far as this room knows it."""

    places: tuple[Place, ...]


def places_in(plan: str) -> tuple[Place, ...]:
    """The places of a stored plan; none of one that cannot be read."""
    try:
        return msgspec.json.decode(plan, type=_Places).places
    except msgspec.MsgspecError:
        return ()


def state_of(database: Path, place: Place) -> PlaceState:
    """Whether a place can be written to now; nothing is made there."""
    folder = folder_of(database, place)
    if place.path == BESIDE:
        return PlaceState(place, folder, present=True, own_disk=False)
    if place.mount:
        # The folder of a stick that was just changed for an empty one is made anew.
        present = Path(place.mount).exists() and os.path.ismount(place.mount)
    else:
        present = folder.is_dir()
    own_disk = present and bool(place.mount)
    return PlaceState(place, folder, present=present, own_disk=own_disk)


def folder_of(database: Path, place: Place) -> Path:
    """The folder that a place names."""
    if place.path == BESIDE:
        return database.with_name("backups")
    return Path(place.path)


def chosen(database: Path, path: str) -> Place:
    """A folder as a new place of a plan, made if it is not there.

    Raises:
        UserError: BACKUP_PLACE_WRONG, if nothing can be written there.
    """
    if path == BESIDE:
        return Place()
    folder, evidence = Path(path), evidence_folder(database).resolve()
    # What lies among the evidence would be copied into each later backup.
    if not folder.is_absolute() or evidence in (folder.resolve() / "x").parents:
        raise UserError("BACKUP_PLACE_WRONG", place=path)
    try:
        folder.mkdir(exist_ok=True)
        apart = folder.stat().st_dev != database.parent.stat().st_dev
        mount = _mount_of(folder) if apart else ""
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UserError("BACKUP_PLACE_WRONG", place=path, reason=reason) from error
    if not os.access(folder, os.W_OK):
        raise UserError("BACKUP_PLACE_WRONG", place=path)
    return Place(path, mount)


def _mount_of(folder: Path) -> str:
    whole = folder.resolve()
    return str(next(p for p in (whole, *whole.parents) if os.path.ismount(p)))
