"""Rows wait in an encrypted scratch database and are copied at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.storage.engine import immediate
from carbon_points.storage.models import Setting
from tests.storage.looked_at import files
from tests.storage.looked_at import MARK
from tests.storage.looked_at import names
from tests.storage.looked_at import raw

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.storage.engine import Database


def test_staged_rows_are_copied_in_one_transaction(db: Database) -> None:
    with db.staging() as session:
        raw(session).execute("CREATE TABLE stage.row (name, value)")
        raw(session).execute("INSERT INTO stage.row VALUES ('a', '1'), ('b', '2')")
        with immediate(session):
            session.execute(text("INSERT INTO setting SELECT * FROM stage.row"))

    assert {"a", "b"} <= names(db)


def test_staging_holds_no_lock_on_the_data(db: Database) -> None:
    with db.staging() as session:
        session.execute(text("CREATE TABLE stage.row AS SELECT * FROM setting"))
        with db.writing() as writer:
            writer.add(Setting(name="meanwhile", value="1"))
        with immediate(session):
            session.execute(text("DELETE FROM setting WHERE name = 'meanwhile'"))

    assert "meanwhile" not in names(db)


def test_a_failed_copy_keeps_nothing_and_the_session_goes_on(db: Database) -> None:
    def fail(session: Session) -> None:
        with immediate(session):
            session.execute(text("INSERT INTO setting SELECT name, 1 FROM stage.row"))
            raise ZeroDivisionError

    with db.staging() as session:
        session.execute(text("CREATE TABLE stage.row AS SELECT 'a' AS name"))
        with pytest.raises(ZeroDivisionError):
            fail(session)
        with immediate(session):
            session.execute(text("INSERT INTO setting SELECT 'b', 1 FROM stage.row"))

    assert "b" in names(db)
    assert "a" not in names(db)


def test_the_scratch_database_is_encrypted_and_goes(db: Database) -> None:
    with db.staging() as session:
        raw(session).execute("CREATE TABLE stage.row (value)")
        many = [(f"{MARK}{n}",) for n in range(50_000)]
        raw(session).executemany("INSERT INTO stage.row VALUES (?)", many)
        session.commit()
        scratch = [p for p in db.path.parent.iterdir() if "scratch" in p.name]
        content = b"".join(p.read_bytes() for p in scratch)

    assert len(scratch) == 1
    assert len(content) > 100_000
    assert MARK.encode() not in content
    assert not [name for name in files(db.path) if "scratch" in name]


def test_no_file_holds_a_readable_number_while_it_is_written(db: Database) -> None:
    with db.writing() as session:
        session.add_all(Setting(name=f"n{n}", value=f"{MARK}{n}") for n in range(500))
        session.flush()
        session.execute(text("SELECT value FROM setting ORDER BY value DESC")).all()
    content = {name: (db.path.parent / name).read_bytes() for name in files(db.path)}

    assert len(content[f"{db.path.name}-wal"]) > 4_096
    assert not [name for name, data in content.items() if MARK.encode() in data]


def test_the_scratch_database_goes_after_a_failure(db: Database) -> None:
    def fail() -> None:
        with db.staging() as session:
            session.execute(text("CREATE TABLE stage.row AS SELECT * FROM setting"))
            raw(session).execute("SELECT * FROM stage.row").fetchone()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert not [name for name in files(db.path) if "scratch" in name]


def test_two_stagings_have_a_scratch_each(db: Database) -> None:
    with db.staging() as one, db.staging() as other:
        one.execute(text("CREATE TABLE stage.row AS SELECT 1 AS a"))
        other.execute(text("CREATE TABLE stage.row AS SELECT 2 AS a"))
        found = [s.scalar(text("SELECT a FROM stage.row")) for s in (one, other)]

    assert found == [1, 2]
