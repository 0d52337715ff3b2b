"""The head of the chain as this computer noted it last: read quickly, not judged.

The note is a signed checkpoint (`certificates.checkpoints`); `audit verify` looks at
its signature. Here it is believed: who can change it can only stop the writing.
"""

from __future__ import annotations

import hashlib
from typing import Any
from typing import TYPE_CHECKING

from platformdirs import user_data_path

from carbon_points.common.incoming import loads
from carbon_points.common.incoming import read_within
from carbon_points.common.problems import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database

_MOST_BYTES = 4_096


def note_path(db: Database) -> Path:
    """One note for each file: a copy elsewhere may be older and yet be right."""
    place = hashlib.sha256(str(db.path.resolve()).encode()).hexdigest()[:12]
    name = f"{db.database_id[:12]}-{place}.json"
    return user_data_path("carbon-points") / "checkpoints" / name


def noted_head(db: Database) -> tuple[int, bytes] | None:
    """Position and hash that were noted; None without a note that can be read."""
    try:
        found: Any = loads(read_within(note_path(db), _MOST_BYTES))
        return int(found["position"]), bytes.fromhex(found["hash"])
    except (UserError, KeyError, TypeError, ValueError):
        return None
