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
from carbon_points.storage import keys
from carbon_points.storage import restoring
from carbon_points.storage.backup import backup
from carbon_points.storage.backup import evidence_folder
from carbon_points.storage.engine import create
from carbon_points.storage.engine import open_database
from carbon_points.storage.restoring import restore


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
