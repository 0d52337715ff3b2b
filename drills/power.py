"""A power cut: what the disk had been told to keep is there, whatever else arrived.

A disk keeps what was flushed; of the rest any part of any sector may have reached it,
in any order. SQLite with a write-ahead log and ``synchronous = FULL`` flushes the log
at each commit, and the file before the log is begun anew. The drill copies the files of
a database that works, after each acknowledged step, and lays between two of these
states what a cut may leave: sectors of the later over the earlier one, whole and torn.
"""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.crediting.desk import log
from carbon_points.storage.engine import open_database
from drills import ground
from drills.tally import Tally
from tests.deeds import drop_form
from tests.districts import as_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.storage.engine import Database

FULL: Final = 400
SHORT: Final = 12
SECTOR: Final = 512
_STEPS: Final = 8
_VERIFIED_EVERY: Final = 20


@dataclass(frozen=True)
class State:
    """The files of a working database after an acknowledged step."""

    file: bytes
    journal: bytes
    actions: int


def drill(*, full: bool, folder: Path) -> Iterator[Tally]:
    """Cuts while a step is written, the log is written back, and begun anew."""
    count = FULL if full else SHORT
    found, target = states(folder)
    worked, (back, anew) = found[:-2], found[-2:]
    for when, pairs, times in (
        ("a step is written", list(itertools.pairwise(worked)), count // 2),
        ("the log is written back", [(worked[-1], back)], count // 4),
        ("the log is begun anew", [(back, anew)], count // 4),
    ):
        yield _cut_often(f"while {when}", pairs, target, times)


def states(folder: Path) -> tuple[list[State], Path]:
    """The files after each acknowledged step, and a copy to lay others over.

    The last but one is of the log written back, the last of the log begun anew.
    """
    database = ground.made(folder / "district")
    with open_database(database) as db:
        found = list(_worked(db, folder))
        found.append(_written_back(db, folder))
        log(db, as_of("worker"), drop_form(1, 9_000))
        found.append(_state(db, folder, _STEPS + 1))
    return found, ground.copy_of(database, folder / "cut")


def cut(before: State, after: State, chance: random.Random) -> tuple[bytes, bytes]:
    """What the disk may hold if the power fails between two states.

    The log of the earlier state was flushed. While it is written back the file is any
    mixture, but the log is whole until the file was flushed.
    """
    if before.file == after.file:
        return before.file, _mixed(before.journal, after.journal, chance)
    return _mixed(before.file, after.file, chance), before.journal


def _mixed(before: bytes, after: bytes, chance: random.Random) -> bytes:
    """Sectors of the later content over the earlier one; some are torn."""
    arrived = bytearray(before)
    reach = chance.randint(len(before), max(len(before), len(after)))
    arrived += bytes(max(0, reach - len(before)))
    share = chance.random()
    for start in range(0, min(len(arrived), len(after)), SECTOR):
        if chance.random() < share:
            torn = SECTOR if chance.random() < 0.9 else chance.randrange(SECTOR)
            end = min(start + torn, len(arrived), len(after))
            arrived[start:end] = after[start:end]
    return bytes(arrived)


def _worked(db: Database, folder: Path) -> Iterator[State]:
    """Log one weigh-in after the other; the state after each."""
    with db.engine.connect() as connection:
        raw = connection.connection.driver_connection
        # The log is not begun anew between the states; see `_written_back` for that.
        raw.execute("PRAGMA wal_autocheckpoint = 0")  # type: ignore[union-attr]
    yield _state(db, folder, 0)
    for step in range(1, _STEPS + 1):
        log(db, as_of("worker"), drop_form(step % 6 + 1, 4000 + step))
        yield _state(db, folder, step)


def _written_back(db: Database, folder: Path) -> State:
    with db.engine.connect() as connection:
        raw = connection.connection.driver_connection
        raw.execute("PRAGMA query_only = OFF")  # type: ignore[union-attr]
        raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()  # type: ignore[union-attr]
    return _state(db, folder, _STEPS)


def _state(db: Database, folder: Path, actions: int) -> State:
    """The files as another process reads them: opening them here would drop locks."""
    import subprocess

    copy = folder / "copy"
    copy.mkdir(exist_ok=True)
    journal = db.path.with_name(f"{db.path.name}-wal")
    for path in (db.path, journal):
        subprocess.run(["cp", str(path), str(copy / path.name)], check=True)  # noqa: S603, S607
    return State(
        (copy / db.path.name).read_bytes(), (copy / journal.name).read_bytes(), actions
    )


def _cut_often(
    when: str, pairs: list[tuple[State, State]], target: Path, times: int
) -> Tally:
    tally = Tally(f"power cut {when}")
    chance = random.Random(when)  # noqa: S311  (a drill that can be repeated)
    for attempt in range(1, times + 1):
        before, after = chance.choice(pairs)
        file, journal = cut(before, after, chance)
        lay_down(target, file, journal)
        tally.tried += 1
        wrong = judged(target, before, after, whole=attempt % _VERIFIED_EVERY == 0)
        if wrong:
            tally.problem("lost", wrong)
    return tally.end()


def lay_down(target: Path, file: bytes, journal: bytes) -> None:
    """Make the files what the next start finds."""
    target.with_name(f"{target.name}-shm").unlink(missing_ok=True)
    target.write_bytes(file)
    target.with_name(f"{target.name}-wal").write_bytes(journal)


def judged(target: Path, before: State, after: State, *, whole: bool) -> str:
    """What is wrong with the database that the next start finds; nothing if all is."""
    try:
        with open_database(target) as db:
            with db.reading() as session:
                found = session.scalar(text("SELECT COUNT(*) FROM action"))
            if found not in {before.actions, after.actions}:
                return f"{found} actions, acknowledged were {before.actions}"
            return ground.trouble(db) if whole else _damage(db)
    except DatabaseUnusableError as error:
        return error.code


def _damage(db: Database) -> str:
    pages = db.damaged_pages()
    return f"pages {pages}" if pages else ""
