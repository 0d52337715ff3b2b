"""The district that drills are played on, and how it is looked at afterwards."""

from __future__ import annotations

import shutil
import time
from contextlib import contextmanager
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.evidence import service as evidence
from carbon_points.integrity.service import verify
from carbon_points.storage.engine import open_database
from tests.deeds import keep_busy
from tests.deeds import settle
from tests.districts import as_of
from tests.districts import DRAFTS
from tests.districts import make_empty
from tests.districts import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.storage.engine import Database

_TWO_DAYS_S: Final = 172_800


def made(folder: Path) -> Path:
    """A district with a handful of people; answers its database file."""
    folder.mkdir(parents=True)
    make_empty(folder, DRAFTS)
    with open_database(folder / NAME) as db:
        settle(db)
    return folder / NAME


def made_busy(folder: Path, name: str = "district") -> Path:
    """A district in which everything has happened; what it took in lies beside it."""
    (folder / "busy").mkdir(parents=True)
    database = made(folder / name)
    with open_database(database) as db:
        keep_busy(db, folder / "busy")
    return database


def copy_of(database: Path, folder: Path) -> Path:
    """A copy of a district with its evidence, anew; answers its database file."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(database.parent, folder)
    return folder / database.name


@contextmanager
def opened(database: Path) -> Iterator[Database]:
    """The database as the next start of the program finds it."""
    with open_database(database) as db:
        yield db


def number(db: Database, query: str, **values: object) -> int:
    """What a counting query answers."""
    with db.reading() as session:
        return int(session.scalar(text(query), values) or 0)


def trouble(db: Database) -> str:
    """The first thing that `audit verify` complains of, or nothing."""
    found = verify(db, as_of("auditor"))
    wrong = (
        f"{check.name}: {check.first_problem}" for check in found.checks if not check.ok
    )
    return next(wrong, "")


def left_behind(db: Database) -> str:
    """Which files are left when all that is two days old was tidied, or nothing."""
    evidence.tidy(db, time.time() + _TWO_DAYS_S)
    left = leftovers(db.path)
    return f"left behind: {left}" if left else ""


def leftovers(database: Path) -> list[str]:
    """Names of scratch and half-written files beside a database."""
    names = (path.name for path in database.parent.rglob("*"))
    return sorted(name for name in names if ".scratch-" in name or ".part-" in name)
