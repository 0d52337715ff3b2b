"""Every reason why a database cannot be opened has its own code."""

from __future__ import annotations

import sqlite3
import sys
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.storage import keys
from carbon_points.storage.engine import create
from carbon_points.storage.engine import open_database
from carbon_points.storage.pages import PAGE
from carbon_points.storage.vault import damaged_pages

if TYPE_CHECKING:
    from pathlib import Path

    from tests.storage.conftest import Run


def code_of(path: Path, key_file: Path | None = None) -> str:
    with pytest.raises(DatabaseUnusableError) as caught:
        open_database(path, key_file=key_file)
    assert caught.value.exit_code == 4
    return caught.value.code


def flip(path: Path, offset: int) -> None:
    content = bytearray(path.read_bytes())
    content[offset] ^= 0x10
    path.write_bytes(content)


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    assert code_of(tmp_path / "nothing.db") == "DB_MISSING"
    assert not (tmp_path / "nothing.db").exists()


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert code_of(tmp_path) == "DB_MISSING"


@pytest.mark.parametrize("content", [b"", b"short"])
def test_a_file_without_a_whole_header_is_damaged(path: Path, content: bytes) -> None:
    path.write_bytes(content)

    assert code_of(path) == "DB_DAMAGED"


def test_a_file_whose_key_this_user_does_not_have_says_so(path: Path) -> None:
    for kept in keys.key_folder().iterdir():
        kept.unlink()

    assert code_of(path) == "DB_NO_KEY"


def test_a_key_file_that_is_missing_or_damaged_says_so(
    path: Path, tmp_path: Path
) -> None:
    key_file = keys.keep_key(keys.new_key(), tmp_path / "key")
    flip(key_file, key_file.read_bytes().index(b'"key"') + 10)

    assert code_of(path, tmp_path / "none") == "DB_NO_KEY"
    assert code_of(path, key_file) == "KEY_FILE_DAMAGED"


def test_a_wrong_key_is_told_from_a_damaged_file(path: Path, tmp_path: Path) -> None:
    wrong = keys.keep_key(keys.new_key(tmp_path / "other"), tmp_path / "key")

    assert code_of(path, wrong) == "DB_WRONG_KEY"

    flip(path, 100)

    assert code_of(path) == "DB_DAMAGED"
    assert code_of(path, wrong) == "DB_WRONG_KEY"


def test_a_wrong_key_is_wrong_while_the_file_is_open(
    path: Path, tmp_path: Path
) -> None:
    keys.new_key(tmp_path / "key")
    right = next(keys.key_folder().iterdir())

    with open_database(path):
        assert code_of(path, tmp_path / "key") == "DB_WRONG_KEY"
        open_database(path, key_file=right).close()


@pytest.mark.parametrize("offset", [0, 15])
def test_an_altered_salt_is_damage_and_no_missing_key(path: Path, offset: int) -> None:
    own = next(keys.key_folder().iterdir())
    flip(path, offset)

    assert code_of(path) == "DB_DAMAGED"
    assert code_of(path, own) == "DB_DAMAGED"
    assert damaged_pages(path) == [1]


def test_the_right_key_of_a_file_with_another_salt_opens_it(
    path: Path, tmp_path: Path
) -> None:
    own = keys.read_key(next(keys.key_folder().iterdir()))
    moved = keys.keep_key(keys.Key(own.key, bytes(16)), tmp_path / "key")

    with open_database(path, key_file=moved) as db:
        assert db.vault.salt == own.salt


def test_a_damaged_page_is_named(path: Path) -> None:
    flip(path, 5 * PAGE + 7)

    assert damaged_pages(path) == [6]


def test_a_file_that_was_cut_off_is_damaged(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 2 * PAGE + 50])

    assert code_of(path) == "DB_DAMAGED"
    assert damaged_pages(path) == [3]


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.db"
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE setting (name, value)")
    connection.execute("CREATE TABLE note (line)")
    connection.close()
    before = foreign.read_bytes()

    assert code_of(foreign) == "DB_FOREIGN"
    assert foreign.read_bytes() == before


def test_a_plain_file_with_a_damaged_header_is_damaged(tmp_path: Path) -> None:
    file = tmp_path / "plain.db"
    file.write_bytes(b"SQLite format 3\0" + bytes(5_000))

    assert code_of(file) == "DB_DAMAGED"


def test_a_plain_database_without_its_key_says_so(
    tmp_path: Path,
) -> None:
    file = tmp_path / "plain.db"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE setting (name, value)")
    connection.execute("INSERT INTO setting VALUES ('salt', ?)", ("ab" * 16,))
    connection.commit()
    connection.close()

    assert code_of(file) == "DB_NO_KEY"
    with pytest.raises(DatabaseUnusableError, match="DB_NO_KEY"):
        damaged_pages(file)


def test_a_database_of_a_newer_program_is_not_touched(path: Path) -> None:
    with open_database(path) as db, db.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    assert code_of(path) == "DB_NEWER"


CRASH = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = TRUNCATE")
connection.execute("PRAGMA cache_size = 2")
connection.execute("BEGIN")
for number in range(2000):
    row = (f"half {number}", "x" * 500)
    connection.execute("INSERT INTO setting VALUES (?, ?)", row)
os._exit(1)
"""


def test_a_plain_file_that_a_crash_left_half_written_is_taken_back(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plain.db"
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
        create(path).close()
    run(CRASH, path).wait()
    assert path.with_name("plain.db-journal").stat().st_size

    with open_database(path) as db, db.reading() as session:
        count = "SELECT COUNT(*) FROM setting WHERE name LIKE 'half%'"
        assert session.scalar(text(count)) == 0
