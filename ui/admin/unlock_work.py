"""What the unlock page asks of the core; runs in a lane, without Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.admin.key_work import prove
from ui.shared import desk

if TYPE_CHECKING:
    from pathlib import Path

    from ui.admin.key_work import KeyGiven
    from ui.shared.page import Opened


def unlocked(path: Path, given: KeyGiven) -> Opened:
    """The books under a path, opened with the key that a person has.

    Raises:
        UserError, DatabaseUnusableError: as `key_work.prove` and `desk.open_file`.
    """
    prove(path, given)
    return desk.open_file(path)
