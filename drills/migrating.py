"""A database of an earlier version is opened, as a job for a drill."""

from __future__ import annotations

from contextlib import closing
from functools import cache
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import create_engine
from sqlalchemy import inspect
from sqlalchemy import text
from sqlalchemy.pool import StaticPool

from carbon_points.migrations.metadata import METADATA
from carbon_points.storage import schema
from carbon_points.storage.driver import connect
from carbon_points.storage.engine import open_database
from carbon_points.storage.vault import find_vault
from drills import ground
from drills.killing import BEGUN

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.storage.engine import Database
    from drills.killing import Tell
    from drills.tally import Tally

_EARLIER: Final = "0004"
_SETTLED: Final = 8
_PEOPLE: Final = "SELECT COUNT(*) FROM participant"


class Migrating:
    """A database of an earlier version is opened."""

    name = "migrating"

    def __init__(self, folder: Path) -> None:
        self._now = folder / "now"
        self._pattern = ground.made(folder / "pattern")
        with open_database(self._pattern) as db, db.writing() as session:
            _make_older(session)

    def prepare(self, attempt: int) -> None:  # noqa: ARG002  (each is like the first)
        """The older database stands there anew."""
        self._database = ground.copy_of(self._pattern, self._now)

    def work(self, tell: Tell) -> None:
        """Open it; told when it was brought up."""
        tell(BEGUN)
        with open_database(self._database) as db:
            tell(str(ground.number(db, _PEOPLE)))

    def judge(self, told: list[str], tally: Tally) -> Database:
        """The next start brings it up; every copy set aside is a whole one."""
        db = open_database(self._database)
        people = ground.number(db, _PEOPLE)
        if people != _SETTLED or (told and told != [str(people)]):
            tally.problem("lost", f"{people} participants")
        if ground.number(db, "SELECT COUNT(*) FROM alembic_version") != 1:
            tally.problem("double", "alembic_version")
        for copy in self._now.glob("*.before-*"):
            if copy.suffix == self._database.suffix:
                with closing(connect(find_vault(copy, None))) as before:
                    if before.execute(_PEOPLE).fetchone()[0] != _SETTLED:
                        tally.problem("lost", copy.name)
        return db


def _make_older(session: Session) -> None:
    """Take back what the later steps added: tables, columns and triggers."""
    connection = session.connection()
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    tables, triggers = _schema_of(_EARLIER)
    named = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    for (name,) in connection.execute(text(named)).all():
        if name not in triggers:
            connection.execute(text(f"DROP TRIGGER {name}"))
    for table in reversed(METADATA.sorted_tables):
        if table.name not in tables:
            connection.execute(text(f"DROP TABLE {table.name}"))
            continue
        for column in set(table.columns.keys()) - tables[table.name]:
            connection.execute(text(f"ALTER TABLE {table.name} DROP COLUMN {column}"))
    connection.execute(
        text("UPDATE alembic_version SET version_num = :v"), {"v": _EARLIER}
    )


@cache
def _schema_of(revision: str) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """Tables with their columns, and triggers, after one step of the schema."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    schema.upgrade(engine, revision)
    known = inspect(engine)
    tables = {
        name: frozenset(column["name"] for column in known.get_columns(name))
        for name in known.get_table_names()
    }
    with engine.connect() as connection:
        named = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        triggers = frozenset(connection.scalars(text(named)))
    return tables, triggers
