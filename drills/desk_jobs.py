"""What a desk does all day, as jobs for a drill: log, import, certify."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.audit.service import approve
from carbon_points.certificates.keys import trusted_keys
from carbon_points.certificates.service import finish_interrupted
from carbon_points.certificates.service import issue
from carbon_points.certificates.verify import Reason
from carbon_points.certificates.verify import verify_pdf
from carbon_points.crediting.desk import log
from carbon_points.storage.engine import open_database
from drills import ground
from drills.killing import BEGUN
from tests.deeds import drop_form
from tests.deeds import person
from tests.deeds import Ride
from tests.deeds import ride_form
from tests.deeds import rides_file
from tests.deeds import take_one
from tests.deeds import YEAR
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.certificates.service import Issued
    from carbon_points.crediting.desk import Wanted
    from carbon_points.storage.engine import Database
    from drills.killing import Tell
    from drills.tally import Tally

_ENTRIES: Final = 12
_RIDES: Final = 400
_SLOT_S: Final = 600
"""Six people ride in each; 200 files of rides end before the sample's day."""


class Logging:
    """A worker logs one weigh-in after the other."""

    name = "logging at the desk"

    def __init__(self, folder: Path) -> None:
        self._database = ground.made(folder / "district")
        self._attempt = 0

    def prepare(self, attempt: int) -> None:
        """Each attempt has operations of its own."""
        self._attempt = attempt

    def work(self, tell: Tell) -> None:
        """Log; each key is told after its entry was acknowledged."""
        with open_database(self._database) as db:
            tell(BEGUN)
            for at in range(_ENTRIES):
                self._log(db, at)
                tell(self._key(at))

    def judge(self, told: list[str], tally: Tally) -> Database:
        """What was told is there; asking again for all of it books none twice."""
        db = open_database(self._database)
        for key in told:
            known = "SELECT COUNT(*) FROM chain_record WHERE operation_id = :key"
            if not ground.number(db, known, key=key):
                tally.problem("lost", key)
        for at in range(_ENTRIES):
            self._log(db, at)
        booked = "SELECT COUNT(*) FROM action"
        if ground.number(db, booked) != _ENTRIES * (self._attempt + 1):
            tally.problem("double", f"attempt {self._attempt}")
        return db

    def _key(self, at: int) -> str:
        return f"drill-{self._attempt}-{at}"

    def _log(self, db: Database, at: int) -> None:
        grams = 1_000 + self._attempt * _ENTRIES + at
        log(db, as_of("worker", key=self._key(at)), drop_form(at % 6 + 1, grams))


class Importing:
    """An operator's file is imported."""

    name = "importing"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._database = ground.made(folder / "district")
        self._rides = 0

    def prepare(self, attempt: int) -> None:
        """Each attempt has a file of its own."""
        first = Ride("").start + attempt * (_RIDES // 6 + 1) * _SLOT_S
        rides = [
            Ride(f"D{attempt}-{i}", i % 6 + 1, first + i // 6 * _SLOT_S, 300, 1_000)
            for i in range(_RIDES)
        ]
        self._file = rides_file(self._folder, rides)
        self._rides += _RIDES

    def work(self, tell: Tell) -> None:
        """Import; the number of rows is told when it is acknowledged."""
        with open_database(self._database) as db:
            tell(BEGUN)
            tell(str(take_one(db, self._file).accepted))

    def judge(self, told: list[str], tally: Tally) -> Database:
        """All of the file or none of it; the same file again completes it once."""
        db = open_database(self._database)
        rows = ground.number(db, "SELECT COUNT(*) FROM action")
        before = self._rides - _RIDES
        if rows not in {before, self._rides} or (told and rows == before):
            tally.problem("lost", f"{rows} rows, acknowledged: {told}")
        take_one(db, self._file)
        if ground.number(db, "SELECT COUNT(*) FROM action") != self._rides:
            tally.problem("double", f"not {self._rides} rows after the second import")
        return db


class Certifying:
    """Certificates of six people are signed and written."""

    name = "issuing certificates"

    def __init__(self, folder: Path) -> None:
        self._out = folder / "certificates"
        self._database = ground.made_busy(folder)

    def prepare(self, attempt: int) -> None:
        """New content for everyone: a certificate of it has a new serial."""
        with open_database(self._database) as db:
            for who in range(1, 4):
                hour = f"2026-04-{1 + attempt % 28:02d}T{7 + attempt // 28:02d}"
                moments = (f"{hour}:00:00", f"{hour}:30:00")
                log(db, as_of("worker"), _ride(f"C{attempt}-{who}", who, moments))
            approve(db, as_of(), "all")

    def work(self, tell: Tell) -> None:
        """Issue; the serials are told when all are on the disk."""
        with open_database(self._database) as db:
            tell(BEGUN)
            for paper in self._issue(db):
                tell(f"{paper.serial} {paper.sha256}")

    def judge(self, told: list[str], tally: Tally) -> Database:
        """Each serial is there once, its paper whole, with the bytes that were told."""
        db = open_database(self._database)
        finish_interrupted(db)
        again = {paper.serial: paper for paper in self._issue(db)}
        for line in told:
            serial, sha256 = line.split()
            if serial not in again or again[serial].sha256 != sha256:
                tally.problem("lost", line)
        for paper in again.values():
            if not paper.file.is_file() or not _is_sound(paper.file):
                tally.problem("lost", str(paper.file.name))
        if ground.number(
            db, "SELECT COUNT(*) - COUNT(DISTINCT serial) FROM certificate"
        ) or ground.number(
            db, "SELECT COUNT(*) FROM certificate WHERE state = 'recorded'"
        ):
            tally.problem("double", "a serial twice, or reserved for nothing")
        return db

    def _issue(self, db: Database) -> list[Issued]:
        people = [person(who) for who in range(1, 4)]
        return issue(db, as_of("worker"), people, YEAR, self._out)


def _ride(ref: str, who: int, moments: tuple[str, str]) -> Wanted:
    form = ride_form(ref, number=who)
    start, end = (f"{moment}+08:00" for moment in moments)
    return replace(form, inputs={**form.inputs, "start": start, "end": end})


def _is_sound(file: Path) -> bool:
    found = verify_pdf(file.read_bytes(), trusted_keys())
    return found.reason in {Reason.OK, Reason.REPLACED}
