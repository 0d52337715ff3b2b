"""The schema steps of `carbon_points/migrations`, run where they are missing.

Alembic finds the steps by the name of their folder, so this room does not import the
one above it; and it is loaded only when there is a step to run.
"""

from __future__ import annotations

from typing import Any
from typing import Final
from typing import Literal
from typing import TYPE_CHECKING

from sqlalchemy import inspect
from sqlalchemy import text

from carbon_points.common.problems import DatabaseUnusableError

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy import Engine

REVISIONS: Final = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
)
"""Every step that this program knows, oldest first."""

HEAD: Final = REVISIONS[-1]

SchemaState = Literal["behind", "current", "newer"]


def check(engine: Engine) -> SchemaState:
    """Whether the database has the schema of this program.

    Raises:
        DatabaseUnusableError: if it is no database of this program at all.
    """
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            raise DatabaseUnusableError("DB_FOREIGN", path=_path_of(connection))
        revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if revision == HEAD:
        return "current"
    return "behind" if revision in REVISIONS else "newer"


def upgrade(engine: Engine, to: str = "head") -> None:
    """Run the steps that the database has not seen, all of them or none.

    Raises:
        DatabaseUnusableError: if rows then point at rows that do not exist.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "carbon_points:migrations")
    config.set_main_option("path_separator", "os")
    with engine.connect().execution_options(begin="write") as connection:
        raw: Any = connection.connection.driver_connection
        # A table that is rebuilt would take its children along; the pragma is
        # without effect inside a transaction.
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                config.attributes["connection"] = connection
                command.upgrade(config, to)
                _refuse_orphans(connection)
        finally:
            raw.execute("PRAGMA foreign_keys = ON")


def _path_of(connection: Connection) -> str:
    row = connection.execute(text("PRAGMA database_list")).first()
    return str(row[2]) if row else ""


def _refuse_orphans(connection: Connection) -> None:
    orphan = connection.execute(text("PRAGMA foreign_key_check")).first()
    if orphan is not None:
        raise DatabaseUnusableError("DB_DAMAGED", table=str(orphan[0]))
