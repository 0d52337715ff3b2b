"""Reading and writing: all of it or nothing, durable, under the right key."""

from __future__ import annotations

import importlib
import shutil
import sqlite3
import sys
from typing import TYPE_CHECKING

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import text

from carbon_points.common.ids import first_id
from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.places.models import Place
from carbon_points.storage import driver
from carbon_points.storage import engine
from carbon_points.storage import keys
from carbon_points.storage.engine import create
from carbon_points.storage.engine import immediate
from carbon_points.storage.engine import next_id
from carbon_points.storage.engine import open_database
from carbon_points.storage.models import Secret
from carbon_points.storage.models import Setting
from tests.storage.looked_at import files
from tests.storage.looked_at import MARK
from tests.storage.looked_at import names
from tests.storage.looked_at import raw

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database


def test_writing_keeps_everything(db: Database) -> None:
    with db.writing() as session:
        session.add(Setting(name="a", value="1"))
        session.add(Setting(name="b", value="2"))

    assert {"a", "b"} <= names(db)


def test_writing_keeps_nothing_after_an_exception(db: Database) -> None:
    def fail() -> None:
        with db.writing() as session:
            session.add(Setting(name="a", value="1"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert "a" not in names(db)


def test_reading_cannot_write(db: Database) -> None:
    with pytest.raises(DatabaseUnusableError), db.reading() as session:
        session.execute(text("DELETE FROM setting"))

    assert "desk" in names(db)


def test_a_reader_sees_one_state_while_others_write(db: Database) -> None:
    with db.reading() as reader:
        before = reader.scalar(text("SELECT count(*) FROM setting"))
        with db.writing() as writer:
            writer.add(Setting(name="a", value="1"))
        after = reader.scalar(text("SELECT count(*) FROM setting"))

    assert before == after
    assert "a" in names(db)


def test_a_writer_says_locked_when_another_one_does_not_end(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "BUSY_S", 0.05)
    with open_database(path) as db, db.writing() as first:
        first.add(Setting(name="a", value="1"))

        with pytest.raises(DatabaseUnusableError, match="DB_LOCKED"), db.writing():
            pytest.fail("the second writer got in")

    with open_database(path) as db:
        assert "a" in names(db)


def test_every_connection_is_durable_and_keeps_no_plain_text(db: Database) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "temp_store": 2,
        "recursive_triggers": 1,
        "cache_size": -65_536,
    }

    with db.writing() as session:
        found = {
            name: raw(session).execute(f"PRAGMA {name}").fetchone()[0]
            for name in wanted
        }

    assert found == wanted


def test_a_database_that_would_not_be_durable_is_not_opened(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "_FULL", 3)

    with pytest.raises(DatabaseUnusableError, match="DB_NOT_DURABLE"):
        open_database(path)


def test_an_sqlite_with_the_reset_bug_uses_no_write_ahead_log() -> None:
    class Older:
        sqlite_version_info = (3, 51, 2)

    assert driver.Driver(Older, encrypts=True).journal_mode == "truncate"


def test_secrets_are_sealed_and_bound_to_their_name(db: Database) -> None:
    with db.writing() as session:
        db.put_secret(session, "signing", b"private key")
        stored = session.get_one(Secret, "signing").value
        session.merge(Secret(name="moved", value=stored))

    assert db.secret("signing") == b"private key"
    assert b"private key" not in stored
    with pytest.raises(InvalidTag):
        db.secret("moved")
    with pytest.raises(KeyError):
        db.secret("unknown")


def test_the_sealer_of_a_copied_database_opens_what_the_first_one_sealed(
    db: Database, tmp_path: Path
) -> None:
    sealed, token = db.sealer.seal(7, MARK), db.sealer.token(MARK)
    db.close()

    with open_database(tmp_path / shutil.copy(db.path, tmp_path / "copy.db")) as copy:
        assert copy.sealer.open(7, sealed) == MARK
        assert copy.sealer.token(MARK) == token


@settings(max_examples=20, deadline=None)
@given(st.sets(st.integers(1, 1 << 40), max_size=5), st.integers(1, 32_767))
def test_the_next_id_is_the_first_free_one_of_the_desks_own_range(
    taken: set[int], desk: int
) -> None:
    from tests.storage.memory import session_with_places  # noqa: PLC0415

    others = {first_id(other) + 99 for other in (desk - 1, desk + 1) if other > 0}
    own = {first_id(desk) + number for number in taken}
    with session_with_places(own | {i for i in others if i < 1 << 63}) as session:
        found = next_id(session, Place, desk)

    assert found == max(own, default=first_id(desk)) + 1


def test_one_process_may_open_a_file_twice(path: Path) -> None:
    with open_database(path) as first, open_database(path) as second:
        with first.writing() as session:
            session.add(Setting(name="a", value="1"))

        assert "a" in names(second)


def test_a_read_only_database_does_not_write(path: Path) -> None:
    with open_database(path, read_only=True) as db:
        assert "desk" in names(db)
        with pytest.raises(DatabaseUnusableError, match="DB_READ_ONLY"), db.writing():
            pytest.fail("it wrote")
        with pytest.raises(DatabaseUnusableError, match="DB_READ_ONLY"), db.staging():
            pytest.fail("it staged")

    assert files(path) == [path.name]


def test_a_given_key_file_is_used_and_nothing_is_kept_elsewhere(
    tmp_path: Path, home: Path
) -> None:
    key_file = tmp_path / "stick" / "desk.key"
    create(tmp_path / "desk.db", key_file=key_file).close()

    with open_database(tmp_path / "desk.db", key_file=key_file) as db:
        assert db.vault.key == keys.read_key(key_file).key
    with pytest.raises(DatabaseUnusableError, match="DB_NO_KEY"):
        open_database(tmp_path / "desk.db")
    assert not home.exists()


def test_without_sqlcipher_it_works_unencrypted_but_seals_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
    create(tmp_path / "plain.db", desk=3).close()

    with open_database(tmp_path / "plain.db") as db:
        assert (db.encrypted, db.desk, db.damaged_pages()) == (False, 3, [])
        with db.staging() as session:
            session.execute(text("CREATE TABLE stage.row AS SELECT 'a' AS name"))
            with immediate(session):
                session.execute(
                    text("INSERT INTO setting SELECT name, 1 FROM stage.row")
                )
        assert "a" in names(db)
        identity_key = db.secret(engine.IDENTITY_KEY)
    assert sqlite3.connect(tmp_path / "plain.db").execute("SELECT 1").fetchone()
    assert identity_key not in (tmp_path / "plain.db").read_bytes()


def test_a_plain_file_stays_plain_where_sqlcipher_is_found_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
        create(tmp_path / "plain.db", desk=3).close()
    importlib.import_module("sqlcipher3.dbapi2")

    with open_database(tmp_path / "plain.db") as db:
        assert not db.encrypted
        assert len(db.secret(engine.TOKEN_KEY)) == 32


def test_an_encrypted_file_needs_sqlcipher(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)

    with pytest.raises(DatabaseUnusableError, match="DB_NO_CIPHER"):
        open_database(path)
