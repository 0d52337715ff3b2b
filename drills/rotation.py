"""kill -9 while backups go to two places and older ones make room for them."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

import msgspec

from carbon_points.common.days import DAY_S
from carbon_points.common.days import local_moment
from carbon_points.integrity.backup_plan import BackupPlan
from carbon_points.integrity.backup_plan import Keep
from carbon_points.integrity.backup_plan import set_plan
from carbon_points.integrity.backup_rotation import kept
from carbon_points.integrity.backup_rotation import own_backups
from carbon_points.integrity.backup_run import run
from carbon_points.storage import archive
from carbon_points.storage.backup import backup
from carbon_points.storage.backup import check_backup
from carbon_points.storage.backup import SUFFIX
from carbon_points.storage.backup_places import Place
from carbon_points.storage.engine import open_database
from drills import ground
from drills.killing import BEGUN
from drills.kills import killed_each
from tests.districts import as_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbon_points.storage.engine import Database
    from drills.killing import Tell
    from drills.tally import Tally

_KEEP: Final = Keep(2, 1, 1)
_OLDER: Final = 5
_STRANGERS: Final = ("家庭照片.jpg", "台账-20200101-000000.cpbackup")


def drill(*, full: bool, folder: Path) -> Iterator[Tally]:
    """One row."""
    return killed_each([Rotating], full=full, folder=folder)


class Rotating:
    """A backup to two places in which older ones and other people's files lie."""

    name = "backing up to two places and rotating"

    def __init__(self, folder: Path) -> None:
        self._places = (folder / "disk", folder / "stick")
        self._pattern = folder / "pattern"
        self._database = ground.made_busy(folder)
        with open_database(self._database) as db:
            self._id = db.database_id
            self._lay_out(db, folder)
            set_plan(db, as_of("admin"), self._plan())

    def prepare(self, attempt: int) -> None:
        """Older backups of five days lie in both places, and what is not ours."""
        self._attempt = attempt
        for place in self._places:
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(self._pattern, place)

    def work(self, tell: Tell) -> None:
        """Back up by the plan; each file is told when it was proven."""
        with open_database(self._database) as db:
            tell(BEGUN)
            for done in run(db, as_of("worker", key=f"rotate-{self._attempt}")):
                tell(f"{done.sha256} {done.file}")

    def judge(self, told: list[str], tally: Tally) -> Database:
        """Each file under its name is whole, and none went before its time."""
        for line in told:
            sha256, _, file = line.partition(" ")
            if not Path(file).exists() or check_backup(Path(file)).sha256 != sha256:
                tally.problem("lost", line)
        for place in self._places:
            self._look(place, tally)
        db = open_database(self._database)
        run(db, as_of("worker", key=f"rotate-{self._attempt}-again"))
        for place in self._places:
            left = [path.name for path in place.iterdir() if ".part-" in path.name]
            if left:
                tally.problem("lost", f"left behind: {left}")
            if len(own_backups(place, self._id)) > sum(msgspec.structs.astuple(_KEEP)):
                tally.problem("double", f"not rotated: {place.name}")
        return db

    def _look(self, place: Path, tally: Tally) -> None:
        there = own_backups(place, self._id)
        before = own_backups(self._pattern, self._id)
        names = {one.file.name for one in there}
        fresh = [one for one in there if not (self._pattern / one.file.name).exists()]
        for one in fresh:
            if not check_backup(one.file).verified:
                tally.problem("lost", one.file.name)
        # Without a new one nothing may go; with it only what the plan lets go.
        stay = kept([*before, *fresh], _KEEP) if fresh else before
        gone = {one.file.name for one in stay} - names
        gone |= {name for name in _STRANGERS if not (place / name).exists()}
        if gone:
            tally.problem("lost", f"{place.name}: {sorted(gone)}")

    def _plan(self) -> BackupPlan:
        places = tuple(Place(str(place)) for place in self._places)
        return BackupPlan(places, keep=_KEEP)

    def _lay_out(self, db: Database, folder: Path) -> None:
        """The same backup as if it had been made on the days before."""
        self._pattern.mkdir()
        found = archive.read_archive(backup(db, folder / "now.cpbackup").file)
        for name in found.manifest.files:
            found.extract(name, folder / "unpacked" / name)
        sources = {name: folder / "unpacked" / name for name in found.manifest.files}
        for days in range(1, _OLDER + 1):
            at = int(time.time()) - days * DAY_S
            name = f"{db.path.stem}-{local_moment(at):%Y%m%d-%H%M%S}{SUFFIX}"
            facts = msgspec.structs.replace(found.manifest, made_at=at)
            archive.write_archive(self._pattern / name, sources, facts)
        for name in _STRANGERS:
            (self._pattern / name).write_bytes(b"not ours")
