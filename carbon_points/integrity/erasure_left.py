"""What an erasure cannot reach, named with the day on which its own time is over."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from carbon_points.common.days import local_moment
from carbon_points.integrity.backup_runs import proven
from carbon_points.integrity.retention_rules import BACKUPS
from carbon_points.integrity.retention_rules import OPERATOR_FILES
from carbon_points.integrity.retention_rules import rules_on
from carbon_points.integrity.retention_rules import SET_ASIDE
from carbon_points.storage.restoring import set_aside

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.certificates.models import Certificate
    from carbon_points.integrity.erasure_files import KeptFile
    from carbon_points.storage.engine import Database

FILE = "file"
BACKUP = "backup"
OLD_DATABASE = "old_database"
PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Left:
    """Something that still holds the person."""

    kind: str
    """``file`` of many persons, ``backup``, ``old_database`` or ``paper``."""

    name: str
    """Of the file; of papers the serial."""

    until: dt.date | None
    """None where no rule of this program reaches it."""


def left_of(
    session: Session,
    db: Database,
    about: tuple[Sequence[KeptFile], Sequence[Certificate]],
    today: dt.date,
) -> tuple[Left, ...]:
    """Shared files, backups, databases set aside, and papers in people's hands."""
    files, held = about
    rules = rules_on(today)
    shared = rules[OPERATOR_FILES]
    found = [
        Left(FILE, file.name, shared.ends_on(local_moment(file.added_at).date()))
        for file in files
        if not file.alone
    ]
    for run in proven(session):
        if run.file and Path(run.file).exists():
            end = rules[BACKUPS].ends_on(local_moment(run.at).date())
            found.append(Left(BACKUP, run.file, end))
    for old in set_aside(db.path):
        end = rules[SET_ASIDE].ends_on(day_of(old))
        found.append(Left(OLD_DATABASE, str(old), end))
    # A paper, and a file that was handed out, stay where they are.
    return (*found, *(Left(PAPER, row.serial, None) for row in held))


def day_of(file: Path) -> dt.date:
    """The day on which a file was written last."""
    return local_moment(int(file.stat().st_mtime)).date()
