"""What other processes and kills may not do to an import."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.exchange import service
from carbon_points.integrity.service import verify
from carbon_points.storage import driver
from carbon_points.storage.engine import immediate
from carbon_points.storage.engine import open_database
from tests.deeds import Drop
from tests.deeds import drops_file
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take_one
from tests.districts import as_of
from tests.districts import copied
from tests.districts import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from carbon_points.storage.engine import Database

ROOT = Path(__file__).parents[2]
RIDES = 1_500
IMPORT = """
import sys
from pathlib import Path
from carbon_points.storage.engine import open_database
from tests.deeds import take_one
with open_database(Path(sys.argv[1])) as db:
    print("ready", flush=True)
    sys.stdin.readline()
    print(take_one(db, Path(sys.argv[2])).accepted, flush=True)
"""


def _rides(folder: Path) -> Path:
    start = Ride("").start
    rides = [Ride(f"A{i}", i % 6 + 1, start + i * 3600) for i in range(RIDES)]
    return rides_file(folder, rides)


def _rows(path: Path) -> tuple[int, int]:
    with open_database(path) as db, db.reading() as session:
        actions = session.scalar(text("SELECT COUNT(*) FROM action"))
        assert verify(db, as_of()).ok
        return actions or 0, len(list(path.parent.glob(f".{NAME}.scratch*")))


@pytest.mark.parametrize("attempt", range(3))
def test_a_killed_import_leaves_all_or_nothing(
    small_district: Path, tmp_path: Path, attempt: int
) -> None:
    copied(small_district, tmp_path / "copy").close()
    path, file = tmp_path / "copy" / NAME, _rides(tmp_path)
    process = subprocess.Popen(  # noqa: S603  (our own interpreter)
        [sys.executable, "-c", IMPORT, str(path), str(file)],
        cwd=ROOT,
        env=os.environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    process.stdout.readline()

    process.stdin.write("\n")
    process.stdin.flush()
    time.sleep(random.Random(attempt).uniform(0.02, 0.5))  # noqa: S311
    process.send_signal(signal.SIGKILL)
    said, _ = process.communicate()

    first, scratch = _rows(path)
    assert first in {0, RIDES}
    assert scratch == 0
    if said.strip():
        assert first == RIDES  # what was reported as saved is on the disk
    with open_database(path) as db:
        again = take_one(db, file)
    assert again.accepted + again.duplicates == RIDES
    assert _rows(path) == (RIDES, 0)


@pytest.fixture
def rival(small: Database) -> Iterator[Database]:
    """The same file in other hands."""
    with open_database(small.path) as db:
        yield db


def test_an_import_is_judged_anew_when_somebody_wrote_meanwhile(
    small: Database, rival: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = rides_file(tmp_path, [Ride("A"), Ride("B", start=Ride("").start + 60)])
    second = rides_file(tmp_path, [Ride("A", metres=2000), Ride("C")])
    interruptions = [lambda: take_one(rival, second)]

    def interrupted(session: Session, *, references: bool) -> object:
        if interruptions:
            interruptions.pop()()
        return immediate(session, references=references)

    monkeypatch.setattr(service, "immediate", interrupted)
    report = take_one(small, first)

    # The rival's ride stands: ours repeats its order number, or overlaps it.
    assert (report.accepted, report.not_creditable) == (0, 2)
    assert [p.code for p in report.problems] == ["DUPLICATE", "TRIP_OVERLAP"]
    assert verify(small, as_of()).ok


def test_an_import_that_is_always_overtaken_gives_up_without_a_trace(
    small: Database, rival: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = rides_file(tmp_path, [Ride("A")])
    grams = iter(range(3000, 9000))

    def interrupted(session: Session, *, references: bool) -> object:
        monkeypatch.setattr(service, "immediate", immediate)
        take_one(rival, drops_file(tmp_path, [Drop(grams=next(grams))]))
        monkeypatch.setattr(service, "immediate", interrupted)
        return immediate(session, references=references)

    monkeypatch.setattr(service, "immediate", interrupted)
    with pytest.raises(DatabaseUnusableError, match="DB_LOCKED"):
        take_one(small, file)

    monkeypatch.setattr(service, "immediate", immediate)
    assert take_one(small, file).accepted == 1
    assert verify(small, as_of()).ok


def test_an_import_does_not_wait_for_ever_behind_another_writer(
    small_district: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "BUSY_S", 0.1)
    file = rides_file(tmp_path, [Ride("A")])

    with (
        copied(small_district, tmp_path / "copy") as db,
        open_database(db.path) as rival,
    ):
        with rival.writing(), pytest.raises(DatabaseUnusableError, match="DB_LOCKED"):
            take_one(db, file)

        assert take_one(db, file).accepted == 1
