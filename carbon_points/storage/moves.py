"""Renames that belong together, finished at the next start if a crash cut them."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from contextlib import suppress
from typing import TYPE_CHECKING

from carbon_points.storage.files import sync_folder
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path


def move_together(database: Path, moves: Sequence[tuple[Path, Path]]) -> None:
    """Rename files and folders in this order: all of them, even after a power cut.

    All lie beside the database: a stick may come back under another letter.
    """
    folder = database.parent
    named = [[str(path.relative_to(folder)) for path in move] for move in moves]
    write_whole(_plan_of(database), json.dumps(named).encode())
    finish_moves(database)


def finish_moves(database: Path) -> None:
    """Carry out what is left of the moves that were planned for a database."""
    plan = _plan_of(database)
    with suppress(FileNotFoundError), _alone_with(plan) as content:
        for source, goal in json.loads(content):
            _move(database.parent / source, database.parent / goal)
        sync_folder(database.parent)
        plan.unlink(missing_ok=True)
        sync_folder(database.parent)


def moves_are_planned(database: Path) -> bool:
    """Whether moves of a database are not finished."""
    return _plan_of(database).exists()


def _plan_of(database: Path) -> Path:
    return database.with_name(f".{database.name}.moves")


def _move(source: Path, goal: Path) -> None:
    if source.exists() and not goal.exists():
        # Somebody else may be at it where nothing can be locked.
        with suppress(FileNotFoundError, FileExistsError):
            source.rename(goal)


@contextmanager
def _alone_with(plan: Path) -> Iterator[bytes]:
    """A plan that nobody else carries out meanwhile.

    Two that look where a file lies, and then rename, would put the new one in the place
    of the one that was set aside. Windows refuses such a rename by itself.

    Raises:
        FileNotFoundError: if there is none, or somebody else has carried it out.
    """
    if os.name == "nt":
        yield plan.read_bytes()
        return
    import fcntl  # noqa: PLC0415  (not on Windows)

    with plan.open("rb") as held:
        with suppress(OSError):  # a network drive without locks
            fcntl.flock(held, fcntl.LOCK_EX)
        if not os.path.samestat(os.fstat(held.fileno()), plan.stat()):
            raise FileNotFoundError(plan)
        yield held.read()
