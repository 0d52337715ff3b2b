"""The sample district as the services make it, and who makes it."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.audit.service import approve
from carbon_points.certificates.keys import keys_folder
from carbon_points.certificates.keys import publish
from carbon_points.exchange.founding import found
from carbon_points.exchange.founding import Founding
from carbon_points.exchange.service import import_files
from carbon_points.exchange.service import Options
from carbon_points.security.chain import Caller
from carbon_points.storage.engine import open_database

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.audit.service import ApprovalRun
    from carbon_points.exchange.report import FileReport
    from carbon_points.storage.engine import Database

DATA: Final = Path(__file__).parent / "data"
SAMPLE: Final = DATA / "sample"
EXPECTED: Final[dict[str, Any]] = json.loads(
    (SAMPLE / "expected.json").read_text("utf-8")
)
AS_OF: Final = dt.date.fromisoformat(EXPECTED["district"]["as_of"])
NAME: Final = "章丘.db"
DRAFTS: Final = ("heat_pump", "air_conditioner", "rooftop_pv")
_operations = itertools.count(1)


def as_of(
    operator: str = "", *, day: dt.date = AS_OF, key: str = "", second: str = ""
) -> Caller:
    """A caller on the sample's day with an operation of its own."""
    key = key or f"test-{next(_operations)}"
    return Caller(operator, day, 1_782_800_000, key, second)


@dataclass(frozen=True)
class District:
    """Folders of a database before and after the approval, and what was reported."""

    imported: Path
    approved: Path
    reports: dict[str, FileReport]
    """By the name in ``expected.json``."""

    again: dict[str, FileReport]
    """What importing the same files once more reported."""

    run: ApprovalRun


def make_district(folder: Path) -> District:
    """Import the sample in its order, twice, and approve everything."""
    work, before = folder / "approved", folder / "imported"
    work.mkdir()
    founding = Founding(trial=DRAFTS, document="验收")
    with found(work / NAME, as_of(), founding) as db:
        reports = import_sample(db)
        again = import_sample(db)
    shutil.copytree(work, before)
    with open_database(work / NAME) as db:
        run = approve(db, as_of(), "all")
    return District(before, work, reports, again, run)


def make_empty(folder: Path, trial: Sequence[str]) -> Path:
    """Found a district without participants; answers its folder."""
    founding = Founding(desk=12, trial=trial, document="测试" if trial else "")
    found(folder / NAME, as_of(), founding).close()
    return folder


def copied(folder: Path, target: Path) -> Database:
    """An opened copy of a district with its evidence."""
    shutil.copytree(folder, target)
    return open_database(target / NAME)


def publish_alone(db: Database) -> None:
    """Publish the lists of this copy alone.

    What another copy of the same district published may go further than this one.
    """
    for file in keys_folder().glob(f"{db.database_id}-*"):
        file.unlink()
    publish(db)


def import_sample(db: Database) -> dict[str, FileReport]:
    """The reports of the sample's files, by their name in ``expected.json``."""
    names = list(EXPECTED["files"])
    paths = [SAMPLE / name for name in names]
    reports = import_files(db, as_of(), paths, Options())
    return dict(zip(names, reports, strict=True))
