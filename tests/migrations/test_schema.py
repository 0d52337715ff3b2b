"""Models and migration steps agree, also where a comparison is blind."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateIndex
from sqlalchemy.schema import CreateTable

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.migrations.metadata import METADATA
from carbon_points.storage import schema
from carbon_points.storage.base import Base
from carbon_points.storage.engine import open_database

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database

CHAIN_TABLES = ("chain_part", "chain_record")


def stored(db: Database, kind: str) -> dict[str, str]:
    """Name and text of what the migrated database holds of one kind."""
    query = text("SELECT name, sql FROM sqlite_master WHERE type = :k AND sql NOT NULL")
    with db.reading() as session:
        return {row.name: plain(row.sql) for row in session.execute(query, {"k": kind})}


def plain(sql: str) -> str:
    return re.sub(r"[\s\"`]+", " ", sql).strip()


def chained() -> dict[str, set[str]]:
    """Every append-only table with the columns that never change."""
    models = [m.class_ for m in Base.registry.mappers if m.class_.chained]
    found = {m.__tablename__: {*m.chained.columns, "chain_position"} for m in models}
    whole = {name: set(METADATA.tables[name].columns.keys()) for name in CHAIN_TABLES}
    return found | whole


def test_no_table_column_or_constraint_differs(db: Database) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, METADATA) == []


def test_checks_are_the_models(db: Database) -> None:
    def checks(sql: str) -> set[str]:
        return set(re.findall(r"CONSTRAINT (ck_\w+) CHECK \((.*?)\)(?:,| \))", sql))

    tables = stored(db, "table")
    dialect = db.engine.dialect

    for table in METADATA.sorted_tables:
        expected = plain(str(CreateTable(table).compile(dialect=dialect)))
        assert checks(tables[table.name]) == checks(expected)
        assert ("WITHOUT ROWID" in tables[table.name]) == ("WITHOUT ROWID" in expected)


def test_indexes_are_the_models_with_their_conditions(db: Database) -> None:
    expected = {
        index.name: plain(str(CreateIndex(index).compile(dialect=db.engine.dialect)))
        for table in METADATA.sorted_tables
        for index in table.indexes
    }

    assert stored(db, "index") == expected


def test_every_append_only_table_has_its_two_triggers(db: Database) -> None:
    found = stored(db, "trigger")

    log = {f"operation_log_no_{what}" for what in ("update", "other_reason", "delete")}
    assert set(found) == log | {
        f"{table}_no_{verb}" for table in chained() for verb in ("update", "delete")
    }
    for table, columns in chained().items():
        listed = re.search(r"UPDATE OF (.+?) ON", found[f"{table}_no_update"])
        assert listed
        assert {name.strip() for name in listed[1].split(",")} == columns


def test_what_is_chained_cannot_be_changed_or_deleted(db: Database) -> None:
    insert = text(
        "INSERT INTO adoption VALUES (1, 'cycling', 'trial', 1, '', 'proposed', 'a', 1)"
    )
    with db.writing() as session:
        session.execute(insert)
    attempts = [
        *(f"UPDATE adoption SET {name} = {name}" for name in chained()["adoption"]),  # noqa: S608
        "DELETE FROM adoption",
        "INSERT OR REPLACE INTO adoption VALUES (1, '', '', 1, '', '', '', 1)",
    ]

    for attempt in attempts:
        with pytest.raises(IntegrityError, match="append-only"), db.writing() as s:
            s.execute(text(attempt))


def test_what_is_not_chained_can_be_changed(db: Database) -> None:
    columns = ", ".join(METADATA.tables["import_batch"].columns.keys())
    insert = f"INSERT INTO import_batch ({columns}) VALUES (1,'','',x'',1,1,0,0,0,1)"  # noqa: S608
    with db.writing() as session:
        session.execute(text(insert))
        session.execute(text("UPDATE import_batch SET withdrawn = 1"))

        assert session.scalar(text("SELECT withdrawn FROM import_batch")) == 1


def test_the_known_steps_are_those_of_the_folder() -> None:
    config = Config()
    config.set_main_option("script_location", "carbon_points:migrations")
    config.set_main_option("path_separator", "os")
    steps = ScriptDirectory.from_config(config)

    found = [step.revision for step in steps.walk_revisions()]

    assert tuple(reversed(found)) == schema.REVISIONS
    assert steps.get_heads() == [schema.HEAD]


def test_a_migrated_database_is_current(db: Database) -> None:
    assert schema.check(db.engine) == "current"


def test_an_unknown_step_is_a_newer_one(db: Database) -> None:
    with db.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'later'"))

    assert schema.check(db.engine) == "newer"


def test_a_database_without_steps_is_none_of_ours() -> None:
    engine = create_engine("sqlite://")

    with pytest.raises(DatabaseUnusableError, match="DB_FOREIGN"):
        schema.check(engine)
    engine.dispose()


def test_an_older_database_is_copied_and_brought_up(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = (*schema.REVISIONS, "next")
    ran: list[object] = []
    monkeypatch.setattr(schema, "REVISIONS", later)
    monkeypatch.setattr(schema, "HEAD", "next")
    monkeypatch.setattr(schema, "upgrade", ran.append)

    with open_database(path) as db:
        assert ran == [db.engine]

    (copy,) = path.parent.glob("*.before-next-*.db")
    with monkeypatch.context() as patch:
        patch.setattr(schema, "HEAD", "0001")
        with open_database(copy) as old:
            assert old.desk == 12


def test_an_older_database_is_not_read_as_it_is(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "next"))
    monkeypatch.setattr(schema, "HEAD", "next")

    with pytest.raises(DatabaseUnusableError, match="DB_OLDER"):
        open_database(path, read_only=True)


def test_running_the_steps_again_changes_nothing(db: Database) -> None:
    before = {kind: stored(db, kind) for kind in ("table", "index", "trigger")}

    schema.upgrade(db.engine)

    assert {kind: stored(db, kind) for kind in before} == before
    with db.writing() as session:
        raw = session.connection().connection.driver_connection
        assert raw
        assert raw.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_step_that_leaves_orphans_is_undone(db: Database) -> None:
    with closing(db.connect()) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("INSERT INTO place VALUES (1, 'desk', 99, '', 'lost')")

    with pytest.raises(DatabaseUnusableError, match="DB_DAMAGED"):
        schema.upgrade(db.engine)
