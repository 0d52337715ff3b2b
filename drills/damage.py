"""A bit that flips, a file that is cut: noticed before anything is overwritten."""

from __future__ import annotations

import random
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import UserError
from carbon_points.storage.backup import backup
from carbon_points.storage.backup import check_backup
from carbon_points.storage.backup import evidence_folder
from carbon_points.storage.engine import open_database
from carbon_points.storage.restoring import restore
from drills import ground
from drills.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    Spoil = Callable[[bytes, random.Random], bytes]

FULL: Final = 200
SHORT: Final = 6


def drill(*, full: bool, folder: Path) -> Iterator[Tally]:
    """Flips and cuts of the database, an evidence file and a backup."""
    times = FULL if full else SHORT
    database = ground.made_busy(folder)
    with open_database(database) as db:
        whole = backup(db, folder / "whole.cpbackup").file
    for what, spoil in (("a bit flipped", flipped), ("a file cut", cut_off)):
        yield _database(what, spoil, database, folder / "now", times)
        yield _evidence(what, spoil, database, folder / "now", times)
        yield _backup(what, spoil, whole, database, times)


def flipped(content: bytes, chance: random.Random) -> bytes:
    """One bit is another one."""
    at = chance.randrange(len(content))
    changed = bytearray(content)
    changed[at] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut_off(content: bytes, chance: random.Random) -> bytes:
    """The end is missing."""
    return content[: chance.randrange(len(content))]


def _database(
    what: str, spoil: Spoil, pattern: Path, folder: Path, times: int
) -> Tally:
    tally = Tally(f"{what}: the database")
    chance = random.Random(tally.name)  # noqa: S311  (a drill that can be repeated)
    sound = pattern.read_bytes()
    database = ground.copy_of(pattern, folder)
    for _ in range(times):
        database.write_bytes(spoil(sound, chance))
        tally.tried += 1
        if not _database_is_refused(database):
            tally.problem("let_in", "a spoilt database passed")
    return tally.end()


def _evidence(
    what: str, spoil: Spoil, pattern: Path, folder: Path, times: int
) -> Tally:
    tally = Tally(f"{what}: an evidence file")
    chance = random.Random(tally.name)  # noqa: S311  (a drill that can be repeated)
    database = ground.copy_of(pattern, folder)
    files = [f for f in sorted(evidence_folder(database).rglob("*")) if f.is_file()]
    with open_database(database) as db:
        for _ in range(times):
            file = chance.choice(files)
            sound = file.read_bytes()
            file.write_bytes(spoil(sound, chance))
            tally.tried += 1
            if not ground.trouble(db):
                tally.problem("let_in", f"{file.name} passed")
            file.write_bytes(sound)
        tally.problem_if("lost", ground.trouble(db))
    return tally.end()


def _backup(what: str, spoil: Spoil, whole: Path, database: Path, times: int) -> Tally:
    tally = Tally(f"{what}: a backup")
    chance = random.Random(tally.name)  # noqa: S311  (a drill that can be repeated)
    sound, before = whole.read_bytes(), database.read_bytes()
    file = whole.with_name("spoilt.cpbackup")
    for _ in range(times):
        file.write_bytes(spoil(sound, chance))
        tally.tried += 1
        if not _is_refused(lambda: check_backup(file)):
            tally.problem("let_in", "a spoilt backup passed its check")
        if not _is_refused(lambda: restore(file, database)):
            tally.problem("let_in", "a spoilt backup was restored")
        if database.read_bytes() != before:
            tally.problem("lost", "the present database was touched")
            break
    return tally.end()


def _database_is_refused(database: Path) -> bool:
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    try:
        with open_database(database) as db:
            return bool(ground.trouble(db))
    except (DatabaseUnusableError, UserError):
        return True


def _is_refused(act: Callable[[], object]) -> bool:
    try:
        act()
    except (DatabaseUnusableError, UserError):
        return True
    return False
