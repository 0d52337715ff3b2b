"""The head of the chain as this computer noted it last: read quickly, not judged.

The note is a signed checkpoint (`certificates.checkpoints`); `audit verify` looks at
its signature. Here it is believed: who can change it can only stop the writing.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import Any
from typing import TYPE_CHECKING

from platformdirs import user_data_path

from carbon_points.common.incoming import loads
from carbon_points.common.incoming import read_within
from carbon_points.common.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.storage.engine import Database

_MOST_BYTES = 4_096
_LAID = ".laid"


def note_path(db: Database) -> Path:
    """One note for each file: a copy elsewhere may be older and yet be right."""
    return _folder() / f"{db.database_id[:12]}-{_place_of(db.path)}.json"


@contextmanager
def without_note(database: Path) -> Iterator[None]:
    """Let other books stand in a place: what was noted of these is not about those.

    Should the program die before it can note the others, there is no note, and nobody
    takes them for books that were cut short. If nothing came of it the note is back.
    """
    notes = list(_folder().glob(f"*-{_place_of(database)}.json"))
    for path in notes:
        path.replace(path.with_suffix(_LAID))
    try:
        yield
    except BaseException:
        for path in notes:
            path.with_suffix(_LAID).replace(path)
        raise
    for path in notes:
        path.with_suffix(_LAID).unlink()


def _folder() -> Path:
    return user_data_path("carbon-points") / "checkpoints"


def _place_of(database: Path) -> str:
    return hashlib.sha256(str(database.resolve()).encode()).hexdigest()[:12]


def noted_head(db: Database) -> tuple[int, bytes] | None:
    """Position and hash that were noted; None without a note that can be read."""
    try:
        found: Any = loads(read_within(note_path(db), _MOST_BYTES))
        return int(found["position"]), bytes.fromhex(found["hash"])
    except (UserError, KeyError, TypeError, ValueError):
        return None
