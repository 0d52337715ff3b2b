"""What this process has open: such a file must not be opened by other means."""

from __future__ import annotations

from threading import Lock
from typing import Final
from typing import TYPE_CHECKING
from weakref import WeakSet

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.driver import Vault
    from carbon_points.storage.engine import Database

_open: Final[WeakSet[Database]] = WeakSet()
_turns: Final = Lock()
"""A window looks from several threads."""


def note_open(database: Database) -> None:
    """Its file is open from now on."""
    with _turns:
        _open.add(database)


def note_closed(database: Database) -> None:
    """Its file is given back."""
    with _turns:
        _open.discard(database)


def open_vault(path: Path) -> Vault | None:
    """What opens a file that this process has open; such a file must not be read."""
    with _turns:
        every = tuple(_open)
    same = (
        database.vault
        for database in every
        if database.path.exists() and path.exists() and database.path.samefile(path)
    )
    return next(same, None)
