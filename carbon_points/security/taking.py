"""Files that somebody takes along: none of them stays without its row in the log."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from carbon_points.security.service import note

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

EXPORT = "export"


@contextmanager
def taken_along(
    db: Database, caller: Caller, *files: Path, act: str = EXPORT, reason: str = ""
) -> Iterator[None]:
    """Write files inside; the first one's name stands in the log.

    What could not be written is not noted, and what could not be noted does not stay.
    """
    yield
    try:
        note(db, caller, act, files[0].name, reason)
    except BaseException:
        for file in files:
            file.unlink(missing_ok=True)
        raise
