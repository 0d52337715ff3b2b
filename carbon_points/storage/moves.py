"""Renames that belong together, finished at the next start if a crash cut them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from carbon_points.storage.files import sync_folder
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence


def move_together(database: Path, moves: Sequence[tuple[Path, Path]]) -> None:
    """Rename files and folders in this order: all of them, even after a power cut."""
    plan = json.dumps([[str(source), str(goal)] for source, goal in moves])
    write_whole(_plan_of(database), plan.encode())
    finish_moves(database)


def finish_moves(database: Path) -> None:
    """Carry out what is left of the moves that were planned for a database."""
    plan = _plan_of(database)
    if not plan.is_file():
        return
    for source, goal in json.loads(plan.read_bytes()):
        if Path(source).exists() and not Path(goal).exists():
            Path(source).rename(goal)
    sync_folder(database.parent)
    plan.unlink()
    sync_folder(database.parent)


def moves_are_planned(database: Path) -> bool:
    """Whether moves of a database are not finished."""
    return _plan_of(database).exists()


def _plan_of(database: Path) -> Path:
    return database.with_name(f".{database.name}.moves")
