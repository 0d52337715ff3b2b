"""Keys from a passphrase or from paper, proved on a database or on a backup."""

from __future__ import annotations

import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import UserError
from carbon_points.storage import keys
from carbon_points.storage import unlocking
from carbon_points.storage.backup import backup
from carbon_points.storage.engine import create
from carbon_points.storage.engine import open_database

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "绿水青山 2026"


@pytest.fixture(params=["encrypted", "plain"])
def locked(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A database with a passphrase that is kept nowhere."""
    if request.param == "plain":
        monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
    path = tmp_path / "desk.db"
    create(path, protection=keys.Protection(WORDS, remember=False)).close()
    return path


@pytest.fixture(params=["database", "backup"])
def file(request: pytest.FixtureRequest, locked: Path, tmp_path: Path) -> Path:
    """The database itself, and a backup of it."""
    if request.param == "database":
        return locked
    with open_database(locked) as db:
        return backup(db, tmp_path / "copy.cpbackup").file


def test_a_passphrase_gives_the_key_of_the_file_that_it_opens(file: Path) -> None:
    key = unlocking.by_passphrase(file, "绿水青山 ２０２６")

    assert key == keys.find_key(unlocking.salt_of(file))
    with pytest.raises(UserError, match="PASSPHRASE_WRONG"):
        unlocking.by_passphrase(file, "别的口令")


def test_two_halves_give_the_key_in_any_order(file: Path, locked: Path) -> None:
    with open_database(locked) as db:
        first, second = keys.recovery_key(db)

    key = unlocking.by_halves(file, first, second)

    assert key == unlocking.by_halves(file, second, first)
    assert unlocking.fits(file, key)


def test_halves_of_another_file_are_told_from_misread_ones(
    file: Path, tmp_path: Path
) -> None:
    with create(tmp_path / "other.db") as db:
        first, second = keys.recovery_key(db)

    with pytest.raises(UserError, match="RECOVERY_KEY_WRONG"):
        unlocking.by_halves(file, first, second)
    with pytest.raises(UserError, match="RECOVERY_KEY_MISREAD"):
        unlocking.by_halves(file, first[:-1], second)


def test_a_file_that_is_open_answers_without_being_read(locked: Path) -> None:
    with open_database(locked) as db:
        assert unlocking.salt_of(locked) == db.vault.salt
        assert unlocking.by_passphrase(locked, WORDS).key == db.vault.key


def test_a_locked_file_is_opened_by_the_key_that_is_held(locked: Path) -> None:
    keys._held.clear()
    with pytest.raises(DatabaseUnusableError, match="DB_NO_KEY"):
        open_database(locked)

    keys.hold(unlocking.by_passphrase(locked, WORDS))

    with open_database(locked) as db:
        assert db.vault.salt == unlocking.salt_of(locked)


@pytest.mark.parametrize("content", [b"", b"short", b"PK\3\4" + bytes(99)])
def test_what_is_no_database_and_no_backup_is_refused(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "any"
    file.write_bytes(content)

    with pytest.raises(UserError, match=r"DB_DAMAGED|BACKUP_UNREADABLE"):
        unlocking.salt_of(file)


def test_a_plain_file_of_somebody_else_is_foreign(tmp_path: Path) -> None:
    file = tmp_path / "any"
    file.write_bytes(b"SQLite format 3\0" + bytes(4096))

    with pytest.raises(DatabaseUnusableError, match="DB_FOREIGN"):
        unlocking.salt_of(file)


def test_a_backup_that_was_packed_again_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "any.cpbackup"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("database.db", bytes(1 << 20))

    with pytest.raises(UserError, match="BACKUP_UNREADABLE"):
        unlocking.salt_of(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusableError, match="DB_MISSING"):
        unlocking.salt_of(tmp_path / "none.db")
