"""kill -9 in the middle of each job that writes: all of it or nothing, once."""

from __future__ import annotations

import random
import shutil
import time
from contextlib import closing
from dataclasses import replace
from functools import cache
from typing import Final
from typing import Protocol
from typing import TYPE_CHECKING

from sqlalchemy import create_engine
from sqlalchemy import inspect
from sqlalchemy import text
from sqlalchemy.pool import StaticPool

from carbon_points.audit.service import approve
from carbon_points.certificates.keys import trusted_keys
from carbon_points.certificates.service import finish_interrupted
from carbon_points.certificates.service import issue
from carbon_points.certificates.verify import Reason
from carbon_points.certificates.verify import verify_pdf
from carbon_points.crediting.desk import log
from carbon_points.evidence import service as evidence
from carbon_points.migrations.metadata import METADATA
from carbon_points.storage import schema
from carbon_points.storage.backup import backup
from carbon_points.storage.backup import chain_head
from carbon_points.storage.backup import check_backup
from carbon_points.storage.driver import connect
from carbon_points.storage.engine import open_database
from carbon_points.storage.restoring import restore
from carbon_points.storage.vault import find_vault
from drills import ground
from drills.killing import BEGUN
from drills.killing import killed
from drills.killing import whole
from drills.tally import Tally
from tests.deeds import drop_form
from tests.deeds import keep_busy
from tests.deeds import person
from tests.deeds import Ride
from tests.deeds import ride_form
from tests.deeds import rides_file
from tests.deeds import take_one
from tests.deeds import YEAR
from tests.districts import as_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.certificates.service import Issued
    from carbon_points.crediting.desk import Wanted
    from carbon_points.storage.engine import Database
    from drills.killing import Tell

FULL: Final = 200
SHORT: Final = 4
_VERIFIED_EVERY: Final = 20
_RIDES: Final = 400
_TWO_DAYS_S: Final = 172_800
_SLOT_S: Final = 600
"""Six people ride in each; 200 files of rides end before the sample's day."""

_ENTRIES: Final = 12
_EARLIER: Final = "0004"
_SETTLED: Final = 8
_PEOPLE: Final = "SELECT COUNT(*) FROM participant"


class Job(Protocol):
    """One job that is killed: done in a fork, judged by the next start."""

    name: str

    def prepare(self, attempt: int) -> None:
        """Make ready what this attempt works on."""

    def work(self, tell: Tell) -> None:
        """Do the job; tell `BEGUN` first, then each thing that was acknowledged."""

    def judge(self, told: list[str], tally: Tally) -> Database:
        """Open what is left, count what is wrong, finish the job; answer it open."""


def drill(*, full: bool, folder: Path) -> Iterator[Tally]:
    """One row for each job."""
    for job in (Logging, Importing, Certifying, BackingUp, Restoring, Migrating):
        place = folder / job.__name__
        place.mkdir(parents=True)
        yield killed_often(job(place), FULL if full else SHORT)


def killed_often(job: Job, times: int) -> Tally:
    """Kill a job again and again, at any time of it."""
    tally = Tally(f"kill -9 while {job.name}")
    chance = random.Random(job.name)  # noqa: S311  (a drill that can be repeated)
    job.prepare(0)
    told, takes = whole(job.work)
    job.judge(told, tally).close()
    for attempt in range(1, times + 1):
        job.prepare(attempt)
        told = killed(job.work, chance.uniform(0, takes))
        tally.tried += 1
        with job.judge(told, tally) as db:
            if attempt % _VERIFIED_EVERY == 0 or attempt == times:
                trouble = ground.trouble(db)
                if trouble:
                    tally.problem("lost", trouble)
            evidence.tidy(db, time.time() + _TWO_DAYS_S)
            if ground.leftovers(db.path):
                tally.problem("lost", f"left behind: {ground.leftovers(db.path)}")
    return tally.end()


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
        (folder / "busy").mkdir()
        self._database = ground.made(folder / "district")
        with open_database(self._database) as db:
            keep_busy(db, folder / "busy")

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


class BackingUp:
    """The desk is copied to another place."""

    name = "backing up"

    def __init__(self, folder: Path) -> None:
        self._out = folder / "stick"
        self._out.mkdir()
        (folder / "busy").mkdir()
        self._database = ground.made(folder / "district")
        with open_database(self._database) as db:
            keep_busy(db, folder / "busy")

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
        (folder / "busy").mkdir()
        self._folder = folder
        self._pattern = ground.made(folder / "pattern")
        self._file = folder / "then.cpbackup"
        with open_database(self._pattern) as db:
            keep_busy(db, folder / "busy")
            self._then = _head(db)
            backup(db, self._file)
            log(db, as_of("worker"), ride_form("later"))
            self._later = _head(db)
        self._now = folder / "now"

    def prepare(self, attempt: int) -> None:  # noqa: ARG002  (each is like the first)
        """The database stands there anew, gone on since the backup."""
        shutil.rmtree(self._now, ignore_errors=True)
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
        if ground.trouble(db):
            tally.problem("lost", ground.trouble(db))
        return db

    def _is_set_aside(self) -> bool:
        for path in self._now.glob("*.aside-*"):
            if path.is_file() and path.suffix == self._database.suffix:
                with open_database(path) as aside:
                    return _head(aside) == self._later
        return False


class Migrating:
    """A database of an earlier version is opened."""

    name = "migrating"

    def __init__(self, folder: Path) -> None:
        self._now = folder / "now"
        self._pattern = ground.made(folder / "pattern")
        with open_database(self._pattern) as db, db.writing() as session:
            _make_older(session)

    def prepare(self, attempt: int) -> None:  # noqa: ARG002  (each is like the first)
        """The older database stands there anew."""
        shutil.rmtree(self._now, ignore_errors=True)
        self._database = ground.copy_of(self._pattern, self._now)

    def work(self, tell: Tell) -> None:
        """Open it; told when it was brought up."""
        tell(BEGUN)
        with open_database(self._database) as db:
            tell(str(ground.number(db, _PEOPLE)))

    def judge(self, told: list[str], tally: Tally) -> Database:
        """The next start brings it up; every copy set aside is a whole one."""
        db = open_database(self._database)
        people = ground.number(db, _PEOPLE)
        if people != _SETTLED or (told and told != [str(people)]):
            tally.problem("lost", f"{people} participants")
        if ground.number(db, "SELECT COUNT(*) FROM alembic_version") != 1:
            tally.problem("double", "alembic_version")
        for copy in self._now.glob("*.before-*"):
            if copy.suffix == self._database.suffix:
                with closing(connect(find_vault(copy, None))) as before:
                    if before.execute(_PEOPLE).fetchone()[0] != _SETTLED:
                        tally.problem("lost", copy.name)
        return db


def _ride(ref: str, who: int, moments: tuple[str, str]) -> Wanted:
    form = ride_form(ref, number=who)
    start, end = (f"{moment}+08:00" for moment in moments)
    return replace(form, inputs={**form.inputs, "start": start, "end": end})


def _make_older(session: Session) -> None:
    """Take back what the later steps added: tables, columns and triggers."""
    connection = session.connection()
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    tables, triggers = _schema_of(_EARLIER)
    named = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    for (name,) in connection.execute(text(named)).all():
        if name not in triggers:
            connection.execute(text(f"DROP TRIGGER {name}"))
    for table in reversed(METADATA.sorted_tables):
        if table.name not in tables:
            connection.execute(text(f"DROP TABLE {table.name}"))
            continue
        for column in set(table.columns.keys()) - tables[table.name]:
            connection.execute(text(f"ALTER TABLE {table.name} DROP COLUMN {column}"))
    connection.execute(
        text("UPDATE alembic_version SET version_num = :v"), {"v": _EARLIER}
    )


@cache
def _schema_of(revision: str) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """Tables with their columns, and triggers, after one step of the schema."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    schema.upgrade(engine, revision)
    known = inspect(engine)
    tables = {
        name: frozenset(column["name"] for column in known.get_columns(name))
        for name in known.get_table_names()
    }
    with engine.connect() as connection:
        named = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        triggers = frozenset(connection.scalars(text(named)))
    return tables, triggers


def _head(db: Database) -> tuple[int, bytes]:
    with db.reading() as session:
        return chain_head(session.connection().connection.driver_connection)


def _is_sound(file: Path) -> bool:
    found = verify_pdf(file.read_bytes(), trusted_keys())
    return found.reason in {Reason.OK, Reason.REPLACED}
