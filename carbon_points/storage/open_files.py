"""What this process has open: such a file must not be opened by other means."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING
from weakref import WeakSet

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.driver import Vault
    from carbon_points.storage.engine import Database

_open: Final[WeakSet[Database]] = WeakSet()


def note_open(database: Database) -> None:
    """Its file is open from now on."""
    _open.add(database)


def note_closed(database: Database) -> None:
    """Its file is given back."""
    _open.discard(database)


def open_vault(path: Path) -> Vault | None:
    """What opens a file that this process has open; such a file must not be read."""
    same = (
        database.vault
        for database in _open
        if database.path.exists() and path.exists() and database.path.samefile(path)
    )
    return next(same, None)
