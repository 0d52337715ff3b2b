"""A district with a little of everything, and its backups as tests look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.integrity.backup_plan import BackupPlan
from carbon_points.integrity.backup_plan import set_plan
from carbon_points.integrity.backup_runs import runs
from carbon_points.storage.backup_places import Place
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.integrity.backup_runs import PlaceRun
    from carbon_points.storage.engine import Database


def planned(db: Database, *folders: Path, **changes: object) -> BackupPlan:
    """A plan with the place beside the database and these folders."""
    places = (Place(), *(Place(str(folder)) for folder in folders))
    return set_plan(db, as_of("admin"), BackupPlan(places, **changes))  # type: ignore[arg-type]


def noted(db: Database) -> list[PlaceRun]:
    """What is known of the backups, the newest first."""
    with db.reading() as session:
        return runs(session)


def change(db: Database, statement: str) -> None:
    """Change the books behind the program's back, as a failing disk would."""
    with db.writing() as session:
        triggers = session.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        ).all()
        for name, _ in triggers:
            session.execute(text(f"DROP TRIGGER {name}"))
        session.execute(text(statement))
        for _, sql in triggers:
            session.execute(text(sql))
