"""kill -9 while a restore is taken back: the one state or the other, none gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.storage.restoring import put_aside_back
from carbon_points.storage.restoring import restore
from carbon_points.storage.restoring import set_aside
from drills.backup_jobs import Restoring
from drills.killing import BEGUN
from drills.kills import killed_each

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from drills.killing import Tell
    from drills.tally import Tally


def drill(*, full: bool, folder: Path) -> Iterator[Tally]:
    """One row."""
    return killed_each([TakingBack], full=full, folder=folder)


class TakingBack(Restoring):
    """What a restore has set aside stands there again."""

    name = "taking a restore back"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        restore(self._file, self._pattern)
        # What was the later state before is what comes now.
        self._then, self._later = self._later, self._then

    def work(self, tell: Tell) -> None:
        """Take it back; told when it is done."""
        (aside,) = set_aside(self._database)
        tell(BEGUN)
        put_aside_back(aside, self._database)
        tell("taken back")
