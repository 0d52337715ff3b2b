"""The districts that scenes are played over: made once, copied for each scene."""

from __future__ import annotations

import os
import shutil
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.progress import Progress
from carbon_points.exchange.demo import AS_OF
from carbon_points.exchange.demo import DOCUMENT
from carbon_points.exchange.demo import drafts_in_scenarios
from carbon_points.exchange.demo import found_demo
from carbon_points.exchange.founding import found
from carbon_points.exchange.founding import Founding
from carbon_points.security.chain import Caller
from carbon_points.storage.engine import open_database
from tools.pictures.scene import Ground
from ui.shared import dates

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from carbon_points.storage.engine import Database

_DESK: Final = 12
_NOW: Final = 1_782_780_000
_NAME: Final = "district.db"


class Grounds:
    """Makes each kind of district once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._turn = 0

    def opened(self, ground: Ground) -> tuple[Path, Database | None]:
        """A folder of one's own, and a fresh copy of a district in it."""
        self._turn += 1
        place = self._folder / str(self._turn)
        if ground is Ground.NONE:
            place.mkdir(parents=True)
            return place, None
        source = self._folder / ground
        if not source.exists():
            source.mkdir(parents=True)
            _make(ground, source / _NAME)
        shutil.copytree(source, place)
        return place, open_database(place / _NAME)


def _make(ground: Ground, path: Path) -> None:
    caller = Caller("", AS_OF, _NOW, f"pictures-{ground}")
    if ground is Ground.DEMO:
        found_demo(path, caller, Progress(), desk=_DESK).close()
        return
    trial = drafts_in_scenarios()
    found(path, caller, Founding(desk=_DESK, trial=trial, document=DOCUMENT)).close()


def keep_apart(folder: Path) -> None:
    """Keys, settings and public files never reach the user's own folders."""
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(folder / "user" / name.lower())


def stop_the_clock() -> None:
    """Let every page think that it is the demo's last day.

    Pages take the function when they are imported, so this comes before.
    """
    dates.today = _the_day


def _the_day() -> dt.date:
    return AS_OF
