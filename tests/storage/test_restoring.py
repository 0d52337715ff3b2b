"""A restore proves first, sets aside second, and finishes after a crash."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from carbon_points.storage import keys
from carbon_points.storage import restoring
from carbon_points.storage.backup import backup
from carbon_points.storage.backup import evidence_folder
from carbon_points.storage.engine import create
from carbon_points.storage.engine import open_database
from carbon_points.storage.moves import move_together
from carbon_points.storage.rekeying import rekey
from carbon_points.storage.restoring import put_aside_back
from carbon_points.storage.restoring import restore
from carbon_points.storage.restoring import set_aside


@pytest.fixture
def made(path: Path, tmp_path: Path) -> Path:
    """A backup of the database with one piece of evidence."""
    evidence_folder(path).mkdir()
    (evidence_folder(path) / "photo").write_bytes(b"sealed photo")
    with open_database(path) as db:
        return backup(db, tmp_path / "desk.cpbackup").file


def write(path: Path, name: str) -> None:
    with open_database(path) as db, db.writing() as session:
        session.execute(text("INSERT INTO setting VALUES (:n, '')"), {"n": name})


def has(path: Path, name: str) -> bool:
    query = text("SELECT count(*) FROM setting WHERE name = :n")
    with open_database(path) as db, db.reading() as session:
        return bool(session.scalar(query, {"n": name}))


def hidden(path: Path) -> list[str]:
    return [p.name for p in path.parent.iterdir() if p.name.startswith(".")]


def test_what_stood_there_is_set_aside_whole(made: Path, path: Path) -> None:
    write(path, "later")
    (evidence_folder(path) / "later").write_bytes(b"later")

    done = restore(made, path)

    assert done.set_aside
    assert not has(path, "later")
    assert has(done.set_aside, "later")
    assert [p.name for p in evidence_folder(path).iterdir()] == ["photo"]
    assert (evidence_folder(done.set_aside) / "later").exists()
    assert (done.chain_position, done.records_set_aside) == (0, 0)
    assert hidden(path) == []


def test_the_first_restore_on_a_new_computer_needs_the_key(
    made: Path, tmp_path: Path
) -> None:
    goal = tmp_path / "elsewhere" / "desk.db"
    own = next(keys.key_folder().iterdir()).rename(tmp_path / "key")

    with pytest.raises(DatabaseUnusableError, match="DB_NO_KEY"):
        restore(made, goal)
    assert list(goal.parent.iterdir()) == []

    done = restore(made, goal, own)

    assert (done.set_aside, done.records_set_aside) == (None, None)
    with open_database(goal, key_file=own) as db:
        assert db.desk == 12


def test_a_backup_without_evidence_brings_none(path: Path, tmp_path: Path) -> None:
    with open_database(path) as db:
        file = backup(db, tmp_path / "bare.cpbackup").file

    restore(file, path)

    assert not evidence_folder(path).exists()


def test_a_damaged_backup_changes_nothing(made: Path, path: Path) -> None:
    before = path.read_bytes()
    made.write_bytes(made.read_bytes()[:-100])

    with pytest.raises(UserError, match="BACKUP_DAMAGED"):
        restore(made, path)

    assert path.read_bytes() == before
    assert hidden(path) == []


def test_a_damaged_database_is_replaced_and_kept(made: Path, path: Path) -> None:
    path.write_bytes(bytes(16) + path.read_bytes()[16:9_000])
    path.with_name(path.name + "-wal").write_bytes(b"half a journal")

    done = restore(made, path)

    assert done.set_aside
    assert done.set_aside.stat().st_size == 9_000
    assert done.set_aside.with_name(done.set_aside.name + "-wal").exists()
    assert done.records_set_aside is None
    assert has(path, "desk")


def test_another_desks_database_is_not_replaced(made: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    create(other, desk=13).close()

    with pytest.raises(RefusedError, match="BACKUP_FOREIGN"):
        restore(made, other)

    with open_database(other) as db:
        assert db.desk == 13


def test_a_newer_database_is_not_replaced(made: Path, path: Path) -> None:
    with open_database(path) as db, db.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(DatabaseUnusableError, match="DB_NEWER"):
        restore(made, path)


def test_a_database_in_use_is_not_replaced(made: Path, path: Path) -> None:
    with open_database(path) as db, db.reading() as session:
        session.execute(text("SELECT 1 FROM setting"))

        with pytest.raises(DatabaseUnusableError, match="DB_LOCKED"):
            restore(made, path)

    assert has(path, "desk")
    assert hidden(path) == []


def test_what_is_left_of_lost_books_does_not_get_into_the_restored_ones(
    made: Path, path: Path
) -> None:
    with open_database(path) as db:
        with db.writing() as session:
            session.execute(text("INSERT INTO setting VALUES ('later', '')"))
        journal = path.with_name(f"{path.name}-wal").read_bytes()
    path.unlink()
    path.with_name(f"{path.name}-wal").write_bytes(journal)
    (evidence_folder(path) / "photo").rename(evidence_folder(path) / "other")

    done = restore(made, path)

    assert done.set_aside is None
    assert not has(path, "later")
    assert [p.name for p in evidence_folder(path).iterdir()] == ["photo"]
    [left] = path.parent.glob("*.aside-*.evidence")
    assert [p.name for p in left.iterdir()] == ["other"]


def test_the_key_of_an_old_backup_says_nothing_of_the_books_that_stand_there(
    made: Path, path: Path, tmp_path: Path
) -> None:
    old = Path(shutil.copy(next(keys.key_folder().iterdir()), tmp_path / "old.key"))
    rekey(path)
    keys.forget(keys.read_key(old).salt)

    with (
        open_database(path),
        pytest.raises(DatabaseUnusableError, match="DB_LOCKED"),
    ):
        restore(made, path, old)
    done = restore(made, path, old)

    assert done.records_set_aside == 0


def test_nobody_writes_into_books_while_they_are_moved(
    made: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def come_between(database: Path, moves: list[tuple[Path, Path]]) -> None:
        with pytest.raises(DatabaseUnusableError, match="DB_LOCKED"):
            write(path, "lost")
        move_together(database, moves)

    monkeypatch.setattr("carbon_points.storage.driver.BUSY_S", 0.1)
    monkeypatch.setattr(restoring, "move_together", come_between)

    done = restore(made, path)

    assert done.set_aside
    assert not has(path, "lost")


@pytest.mark.parametrize("crash_after", [0, 1, 2, 3])
def test_a_restore_cut_by_a_crash_is_finished_at_the_next_start(
    made: Path, path: Path, monkeypatch: pytest.MonkeyPatch, crash_after: int
) -> None:
    write(path, "later")
    (evidence_folder(path) / "later").write_bytes(b"later")
    rename, done = Path.rename, count()

    def crash(source: Path, goal: Path) -> Path:
        if next(done) == crash_after:
            raise KeyboardInterrupt
        return rename(source, goal)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", crash)
        with pytest.raises(KeyboardInterrupt):
            restore(made, path)

    assert not has(path, "later")
    assert [p.name for p in evidence_folder(path).iterdir()] == ["photo"]
    (aside,) = path.parent.glob("*.aside-*.db")
    assert has(aside, "later")
    assert hidden(path) == []


def test_a_crash_before_the_moves_leaves_everything_as_it_was(
    made: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(restoring, "move_together", crash)
    write(path, "later")

    with pytest.raises(KeyboardInterrupt):
        restore(made, path)

    assert has(path, "later")
    assert hidden(path) == []


def test_what_is_restored_is_restored_again(made: Path, path: Path) -> None:
    first = restore(made, path)
    second = restore(made, path)

    assert first.set_aside != second.set_aside
    shutil.rmtree(evidence_folder(path))
    assert has(path, "desk")


def test_a_restore_that_is_cancelled_changes_nothing(made: Path, path: Path) -> None:
    write(path, "later")
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        restore(made, path, progress=progress)

    assert has(path, "later")
    assert hidden(path) == []
    assert set_aside(path) == ()


def test_a_restore_tells_how_far_it_is(made: Path, path: Path) -> None:
    told: list[tuple[int, int]] = []

    restore(made, path, progress=Progress(lambda *step: told.append(step)))

    done, total = told[-2]
    assert 0 < done <= total
    assert [step for step, _ in told[:-1]] == sorted(step for step, _ in told[:-1])


def test_what_was_set_aside_is_put_back_with_its_evidence(
    made: Path, path: Path
) -> None:
    write(path, "later")
    (evidence_folder(path) / "later").write_bytes(b"later")
    aside = restore(made, path).set_aside
    assert aside

    back = put_aside_back(aside, path)

    assert has(path, "later")
    assert (evidence_folder(path) / "later").exists()
    assert set_aside(path) == (back.set_aside,)
    assert not has(set_aside(path)[0], "later")
    assert hidden(path) == []


def test_a_damaged_database_is_not_put_back(made: Path, path: Path) -> None:
    aside = restore(made, path).set_aside
    assert aside
    content = bytearray(aside.read_bytes())
    content[5_000] ^= 1
    aside.write_bytes(content)

    with pytest.raises(DatabaseUnusableError, match="DB_DAMAGED"):
        put_aside_back(aside, path)

    assert has(path, "desk")
    assert set_aside(path) == (aside,)


def test_only_what_was_set_aside_from_there_is_put_back(
    path: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    create(other, desk=12).close()

    with pytest.raises(UserError, match="NOT_SET_ASIDE"):
        put_aside_back(other, path)


@pytest.mark.parametrize("crash_after", range(4))
def test_taking_it_back_cut_by_a_crash_is_finished_at_the_next_start(
    made: Path, path: Path, crash_after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(path, "later")
    (evidence_folder(path) / "later").write_bytes(b"later")
    aside = restore(made, path).set_aside
    rename, done = Path.rename, count()

    def crash(source: Path, goal: Path) -> Path:
        if next(done) == crash_after:
            raise KeyboardInterrupt
        return rename(source, goal)

    assert aside
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", crash)
        with pytest.raises(KeyboardInterrupt):
            put_aside_back(aside, path)

    assert has(path, "later")
    assert (evidence_folder(path) / "later").exists()
    (gone,) = set_aside(path)
    assert not has(gone, "later")
    assert hidden(path) == []
