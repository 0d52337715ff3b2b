"""What happens to a database as a whole, as jobs for a drill: copied and put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.crediting.desk import log
from carbon_points.storage.backup import backup
from carbon_points.storage.backup import chain_head
from carbon_points.storage.backup import check_backup
from carbon_points.storage.engine import open_database
from carbon_points.storage.restoring import restore
from drills import ground
from drills.killing import BEGUN
from tests.deeds import ride_form
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from drills.killing import Tell
    from drills.tally import Tally


class BackingUp:
    """The desk is copied to another place."""

    name = "backing up"

    def __init__(self, folder: Path) -> None:
        self._out = folder / "stick"
        self._out.mkdir()
        self._database = ground.made_busy(folder)

    def prepare(self, attempt: int) -> None:
        """Each attempt writes a file of its own."""
        self._file = self._out / f"{attempt}.cpbackup"

    def work(self, tell: Tell) -> None:
        """Back up; the file is told when it was read back."""
        with open_database(self._database) as db:
            tell(BEGUN)
            tell(backup(db, self._file).sha256)

    def judge(self, told: list[str], tally: Tally) -> Database:
        """A file under its name is a whole backup; what was told is there."""
        if self._file.exists():
            found = check_backup(self._file)
            if told and found.sha256 != told[0]:
                tally.problem("lost", self._file.name)
            self._file.unlink()
        elif told:
            tally.problem("lost", self._file.name)
        db = open_database(self._database)
        backup(db, self._file)
        strangers = {path.name for path in self._out.iterdir()} - {self._file.name}
        if strangers:
            tally.problem("lost", f"left behind: {sorted(strangers)}")
        self._file.unlink()
        return db


class Restoring:
    """A backup is put back over a database that has gone on since."""

    name = "restoring"

    def __init__(self, folder: Path) -> None:
        self._pattern = ground.made_busy(folder, "pattern")
        self._file = folder / "then.cpbackup"
        with open_database(self._pattern) as db:
            self._then = _head(db)
            backup(db, self._file)
            log(db, as_of("worker"), ride_form("later"))
            self._later = _head(db)
        self._now = folder / "now"

    def prepare(self, attempt: int) -> None:  # noqa: ARG002  (each is like the first)
        """The database stands there anew, gone on since the backup."""
        self._database = ground.copy_of(self._pattern, self._now)

    def work(self, tell: Tell) -> None:
        """Restore; told when it is done."""
        tell(BEGUN)
        restore(self._file, self._database)
        tell("restored")

    def judge(self, told: list[str], tally: Tally) -> Database:
        """The earlier or the later state, whole; never a mixture, and none is gone."""
        db = open_database(self._database)
        head = _head(db)
        if head not in {self._then, self._later} or (told and head != self._then):
            tally.problem("lost", f"chain head {head}")
        if head == self._then and not self._is_set_aside():
            tally.problem("lost", "the later state is nowhere")
        tally.problem_if("lost", ground.trouble(db))
        return db

    def _is_set_aside(self) -> bool:
        for path in self._now.glob("*.aside-*"):
            if path.is_file() and path.suffix == self._database.suffix:
                with open_database(path) as aside:
                    return _head(aside) == self._later
        return False


def _head(db: Database) -> tuple[int, bytes]:
    with db.reading() as session:
        return chain_head(session.connection().connection.driver_connection)
