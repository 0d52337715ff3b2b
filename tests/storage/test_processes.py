"""What other processes, full disks, closed folders and kills may not do."""

from __future__ import annotations

import os
import random
import shutil
import signal
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.storage import driver
from carbon_points.storage.engine import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbon_points.storage.engine import Database
    from tests.storage.conftest import Run

PRELUDE = """
import sys, pathlib, resource
from sqlalchemy import text
from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.storage.engine import immediate, open_database
path = pathlib.Path(sys.argv[1])
"""

COUNT_UP = """
with open_database(path) as db:
    for _ in range(40):
        with db.writing() as session:
            old = session.scalar(text("SELECT value FROM setting WHERE name = 'n'"))
            session.execute(text("UPDATE setting SET value = :v WHERE name = 'n'"),
                            {"v": str(int(old) + 1)})
print("done")
"""

HOLD_THE_LOCK = """
with open_database(path) as db, db.writing() as session:
    print("held", flush=True)
    sys.stdin.readline()
"""

WRITE_TILL_KILLED = """
with open_database(path) as db:
    for n in range(1, 100_000):
        with db.staging() as session:
            session.execute(text("CREATE TABLE stage.row (name, value)"))
            rows = [{"n": f"{n}/{i}"} for i in range(20)]
            session.execute(text("INSERT INTO stage.row VALUES (:n, '')"), rows)
            with immediate(session):
                session.execute(text("INSERT INTO setting SELECT * FROM stage.row"))
        print(n, flush=True)
"""

FILL_UP = """
with open_database(path) as db:
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, most))
    try:
        with db.writing() as session:
            rows = [{"n": str(i), "v": "x" * 500} for i in range(2_000)]
            session.execute(text("INSERT INTO setting VALUES (:n, :v)"), rows)
    except DatabaseUnusableError as error:
        print(error.code, flush=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    with db.writing() as session:
        session.execute(text("INSERT INTO setting VALUES ('after', '1')"))
"""

OPEN_CLOSED = """
import os
if os.geteuid() == 0:  # no permission stops the superuser, so become somebody else,
    open_database(path).close()  # with everything imported before
    os.setuid(65_534)
try:
    open_database(path)
except DatabaseUnusableError as error:
    print(error.code)
with open_database(path, read_only=True) as db, db.reading() as session:
    print(session.scalar(text("SELECT value FROM setting WHERE name = 'desk'")))
"""


def count(db: Database, where: str) -> int:
    with db.reading() as session:
        query = text(f"SELECT count(*) FROM setting WHERE {where}")  # noqa: S608
        return int(session.scalar(query) or 0)


def scratch_files(path: Path) -> list[str]:
    return [p.name for p in path.parent.iterdir() if "scratch" in p.name]


def test_two_processes_write_without_losing_anything(path: Path, run: Run) -> None:
    with open_database(path) as db, db.writing() as session:
        session.execute(text("INSERT INTO setting VALUES ('n', '0')"))

    running = [run(PRELUDE + COUNT_UP, path) for _ in range(2)]
    outcomes = [process.communicate(timeout=60)[0] for process in running]

    assert outcomes == ["done\n", "done\n"]
    with open_database(path) as db, db.reading() as session:
        found = session.scalar(text("SELECT value FROM setting WHERE name = 'n'"))
    assert found == "80"


def test_a_lock_held_by_another_process_is_named(
    path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "BUSY_S", 0.05)
    holder = run(PRELUDE + HOLD_THE_LOCK, path)
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"

    with open_database(path) as db:
        with pytest.raises(DatabaseUnusableError, match="DB_LOCKED"), db.writing():
            pytest.fail("two writers at once")
        holder.communicate("\n", timeout=30)
        with db.writing() as session:
            session.execute(text("INSERT INTO setting VALUES ('after', '1')"))

        assert count(db, "name = 'after'") == 1


def test_a_killed_writer_leaves_all_or_nothing(path: Path, run: Run) -> None:
    chance = random.Random(7)  # noqa: S311
    acknowledged = 0
    for _ in range(4):
        writer = run(PRELUDE + WRITE_TILL_KILLED, path)
        assert writer.stdout
        writer.stdout.readline()
        time.sleep(chance.random() / 10)
        writer.send_signal(signal.SIGKILL)
        said = writer.communicate()[0].split()
        acknowledged = int(said[-1]) if said else 1

        with open_database(path) as db:
            assert count(db, "name LIKE '%/%'") % 20 == 0
            assert count(db, "name LIKE '%/%'") >= 20 * acknowledged
            assert not scratch_files(path)
            with db.writing() as session:
                session.execute(text("DELETE FROM setting WHERE name LIKE '%/%'"))


def test_scratch_files_of_a_process_that_lives_stay(path: Path, run: Run) -> None:
    living = run("import sys; sys.stdin.readline()")
    kept = path.with_name(f".{path.name}.scratch-{living.pid}-0123abcd")
    foreign = path.with_name(f".{path.name}.scratch-notes")
    old = path.with_name(f".{path.name}.scratch-{os.getpid()}-0123abcd")
    for file in (kept, foreign):
        file.touch()
    (old / "evidence").mkdir(parents=True)

    open_database(path).close()
    assert (kept.exists(), foreign.exists(), old.exists()) == (True, True, False)

    living.communicate("\n", timeout=30)
    open_database(path).close()
    assert not kept.exists()


def test_the_scratch_file_of_another_users_process_stays(path: Path) -> None:
    # Process 1 belongs to the superuser; asking it is refused to everybody else.
    kept = path.with_name(f".{path.name}.scratch-1-0123abcd")
    kept.touch()

    open_database(path).close()

    assert kept.exists()


def test_a_leftover_that_cannot_be_removed_is_no_reason_to_stop(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = path.with_name(f".{path.name}.scratch-{os.getpid()}-0123abcd")
    kept.mkdir()

    def refuse(_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(shutil, "rmtree", refuse)

    open_database(path).close()

    assert kept.exists()


def test_a_full_disk_changes_nothing_and_writing_goes_on_later(
    path: Path, run: Run
) -> None:
    with open_database(path) as db:
        before = count(db, "1 = 1")

    said = run(PRELUDE + FILL_UP, path).communicate(timeout=60)[0]

    assert said == "DB_DISK_FULL\n"
    with open_database(path) as db:
        assert count(db, "name <> 'after'") == before
        assert count(db, "name = 'after'") == 1
        assert db.damaged_pages() == []


def test_a_database_that_may_not_grow_is_full(path: Path) -> None:
    with open_database(path) as db:
        before = count(db, "1 = 1")

        with pytest.raises(DatabaseUnusableError, match="DB_DISK_FULL"):
            grow_beyond(db)

        assert count(db, "1 = 1") == before


def grow_beyond(db: Database) -> None:
    with db.writing() as session:
        session.execute(text("PRAGMA max_page_count = 60"))
        rows = [{"n": str(i), "v": "x" * 900} for i in range(1_000)]
        session.execute(text("INSERT INTO setting VALUES (:n, :v)"), rows)


@pytest.fixture
def closed(path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A database in a folder that another user may read but not write."""
    folder = Path(tempfile.mkdtemp())
    shutil.copy(path, folder / path.name)
    shutil.copytree(home, folder / "home")
    for entry in folder.rglob("*"):
        entry.chmod(0o755 if entry.is_dir() else 0o644)
    folder.chmod(0o555)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "home"))
    yield folder / path.name
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_closed_folder_is_named_and_can_still_be_read(closed: Path, run: Run) -> None:
    said = run(PRELUDE + OPEN_CLOSED, closed).communicate(timeout=60)[0]

    assert said == "DB_READ_ONLY\n12\n"
