"""A place that cannot be written, a lock, a newer schema, a clock turned back.

Commands are run as a person runs them. Each must say one sentence and end with the code
of an unusable database, or do its work where it only reads; afterwards every row is as
it was, and the same command works once the reason has gone.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import random
import shutil
import signal
import subprocess
from contextlib import closing
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING
from unittest.mock import patch

from carbon_points.cli import main
from carbon_points.crediting.desk import log
from carbon_points.integrity import health
from carbon_points.storage import driver
from carbon_points.storage.driver import connect
from carbon_points.storage.engine import open_database
from carbon_points.storage.lock_file import lock_file
from carbon_points.storage.schema import HEAD
from carbon_points.storage.vault import find_vault
from drills import ground
from drills.tally import Tally
from tests.deeds import Drop
from tests.deeds import drop_form
from tests.deeds import drops_file
from tests.deeds import keep_busy
from tests.districts import AS_OF
from tests.districts import as_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

FULL: Final = 10
SHORT: Final = 1
_DAY_S: Final = 86_400


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    reason: str
    """The code of the error, as its JSON names it; empty without one."""

    sentence: str


@dataclass(frozen=True)
class Ground:
    """A district with commands that would change it, and some that look at it."""

    database: Path
    sheet: Path
    backup: Path
    out: Path

    @property
    def writers(self) -> tuple[tuple[str, ...], ...]:
        """Commands that write into the database or put another one in its place."""
        year = ("--from", "2025-07-01", "--to", "2026-06-30")
        return (
            ("import", "clothing", str(self.sheet)),
            ("approve", "--policy", "all"),
            ("certificate", "issue", "--all", *year, "--out", str(self.out)),
            ("close-month", "2025-07"),
            ("restore", str(self.backup)),
        )

    @property
    def readers(self) -> tuple[tuple[str, ...], ...]:
        """Commands that only look."""
        return (("find", "王"), ("stats",), ("audit", "verify"))


def drill(*, full: bool, folder: Path) -> Iterator[Tally]:
    """One row for each reason why nothing can be written."""
    times = FULL if full else SHORT
    folder.mkdir(parents=True)
    made = ready(folder / "district")
    for way in WAYS:
        yield hindered(way, made, times)
    yield turned_back(made, 4 * times)


def ready(folder: Path) -> Ground:
    """A busy district, a sheet that it does not know, and a backup of it."""
    database = ground.made(folder)
    aside = folder.with_name(f"{folder.name}-aside")
    aside.mkdir()
    with open_database(database) as db:
        keep_busy(db, aside)
    sheet = drops_file(aside, [Drop(grams=4_321)])
    made = Ground(database, sheet, aside / "then.cpbackup", aside / "papers")
    said = command(made, ("backup", str(made.backup)))
    if said.code:
        raise ChildProcessError(said.sentence)
    return made


def hindered(way: Way, made: Ground, times: int) -> Tally:
    """Run every command while something stands in the way, and once more after."""
    tally = Tally(way.name)
    for _ in range(times):
        before = content(made)
        with way.hinder(made):
            answers = [(words, command(made, words)) for words in made.writers]
            looked = [(words, command(made, words)) for words in made.readers]
        tally.tried += len(answers) + len(looked)
        for words, said in answers:
            _judge_refusal(tally, words, said, way.reason)
        for words, said in looked if way.reads else ():
            if said.code:
                tally.problem("lost", f"{words[0]}: {said.sentence}")
        if content(made) != before or any(made.out.rglob("*.*")):
            tally.problem("let_in", f"{way.name}: something was written")
            break
    _use_again(tally, made)
    return tally.end()


def turned_back(made: Ground, times: int) -> Tally:
    """Entries on a clock that jumps back: their order is that of their numbers."""
    tally = Tally("a clock turned back")
    chance = random.Random(tally.name)  # noqa: S311  (a drill that can be repeated)
    with open_database(made.database) as db:
        head = ground.number(db, "SELECT MAX(position) FROM chain_record")
        for at in range(1, times + 1):
            caller = as_of("worker", key=f"clock-{head}-{at}")
            back = replace(caller, now=caller.now - chance.randrange(90 * _DAY_S))
            log(db, back, drop_form(at % 6 + 1, 6_000 + at))
            tally.tried += 1
            known = "SELECT position FROM chain_record WHERE operation_id = :key"
            if ground.number(db, known, key=caller.operation_id) != head + at:
                tally.problem("lost", f"entry {at} is not in its place")
        tally.problem_if("lost", ground.trouble(db))
        with patch("time.time", lambda: 1_000_000_000):
            clocks = [c for c in health.of_rooms(db) if c.name == "clock"]
        if [clock.ok for clock in clocks] != [False]:
            tally.problem("let_in", "nobody says that the clock is behind")
    return tally.end()


def command(made: Ground, words: tuple[str, ...]) -> Said:
    """Run one command as a person does."""
    fixed = ["--db", str(made.database), "--as-of", AS_OF.isoformat(), "--json"]
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([*fixed, *words])
    document = json.loads(out.getvalue() or "{}")
    reason = document.get("error", {}).get("code", "")
    return Said(code, reason, err.getvalue().strip())


def content(made: Ground) -> str:
    """A digest of every row of the database."""
    digest = hashlib.sha256()
    with open_database(made.database) as db, closing(db.connect()) as raw:
        tables = raw.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall()
        for (table,) in tables:
            digest.update(table.encode())
            for row in raw.execute(f'SELECT * FROM "{table}"'):  # noqa: S608  (a name from the schema)
                digest.update(repr(row).encode())
    return digest.hexdigest()


@contextmanager
def locked(made: Ground) -> Iterator[None]:
    """Another process has begun to write and does not end."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        _hold(made.database, writer)
    os.close(writer)
    os.read(reader, 1)
    os.close(reader)
    try:
        with patch.object(driver, "BUSY_S", 0.05):
            yield
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)


@contextmanager
def elsewhere(made: Ground) -> Iterator[None]:
    """A window of another computer has it, over a network drive."""
    lock = lock_file(made.database)
    lock.write_text("17\ncarbon-points\nanother-computer\n", "utf-8")
    try:
        yield
    finally:
        lock.unlink()


@contextmanager
def closed(made: Ground) -> Iterator[None]:
    """The folder cannot be written: a stick with its switch on, say."""
    place = made.database.parent
    if os.geteuid() == 0:
        # Who may write anywhere is stopped by a mount, or where there can be none is
        # told that it may not.
        with _mounted_closed(place) or patch("os.access", _but_not_below(place)):
            yield
        return
    place.chmod(0o555)
    try:
        yield
    finally:
        place.chmod(0o755)


@contextmanager
def newer(made: Ground) -> Iterator[None]:
    """A later version of the program has opened it."""
    _set_version(made.database, "9999")
    try:
        yield
    finally:
        _set_version(made.database, HEAD)


@dataclass(frozen=True)
class Way:
    """Why nothing can be written."""

    name: str
    reason: str
    """The code of the sentence."""

    hinder: Callable[[Ground], AbstractContextManager[None]]
    reads: bool = True
    """Whether looking goes on meanwhile."""


WAYS: Final = (
    Way("a database locked by another program", "DB_LOCKED", locked),
    Way("a database of another computer", "DB_IN_USE", elsewhere),
    Way("a place that is closed", "DB_READ_ONLY", closed),
    Way("a newer schema", "DB_NEWER", newer, reads=False),
)


def _judge_refusal(
    tally: Tally, words: tuple[str, ...], said: Said, reason: str
) -> None:
    if (said.code, said.reason) != (4, reason):
        told = f"{words[0]}: {said.code} {said.reason}, not {reason}"
        tally.problem("let_in" if said.code == 0 else "lost", told)
    elif not said.sentence or "\n" in said.sentence or "Traceback" in said.sentence:
        tally.problem("lost", f"{words[0]}: not one sentence: {said.sentence}")


def _use_again(tally: Tally, made: Ground) -> None:
    """The same sheet is taken in once the reason has gone; then all is as before."""
    said = command(made, made.writers[0])
    if said.code:
        tally.problem("lost", f"not usable again: {said.sentence}")
    with open_database(made.database) as db:
        tally.problem_if("lost", ground.trouble(db))
    command(made, ("restore", str(made.backup)))
    for aside in made.database.parent.glob("*.aside-*"):
        if aside.is_dir():
            shutil.rmtree(aside)
        else:
            aside.unlink()


def _hold(database: Path, writer: int) -> None:
    """In a fork: begin to write and wait to be killed."""
    try:
        with open_database(database) as db, closing(db.connect()) as raw:
            raw.execute("BEGIN IMMEDIATE")
            os.write(writer, b".")
            signal.pause()
    finally:
        os._exit(1)


def _mounted_closed(place: Path) -> AbstractContextManager[object] | None:
    """A mount over the folder that nobody may write to; none where none can be."""
    here = str(place)
    undo = contextlib.ExitStack()
    try:
        _system("mount", "--bind", here, here)
        undo.callback(_system, "umount", "-l", here)
        _system("mount", "-o", "remount,bind,ro", here)
    except (OSError, subprocess.CalledProcessError):
        undo.close()
        return None
    return undo


def _but_not_below(place: Path) -> Callable[[Path, int], bool]:
    may = os.access

    def answer(path: Path, mode: int) -> bool:
        below = Path(path).absolute().is_relative_to(place)
        return may(path, mode) and not (below and mode & os.W_OK)

    return answer


def _set_version(database: Path, version: str) -> None:
    with closing(connect(find_vault(database, None))) as raw:
        raw.execute("UPDATE alembic_version SET version_num = ?", (version,))


def _system(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)  # noqa: S603  (our own words)
