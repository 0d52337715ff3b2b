"""What was deleted is not left in the free space of the file either."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from carbon_points.storage.cleaning import clean
from carbon_points.storage.cleaning import is_due
from carbon_points.storage.cleaning import mark_for_cleaning
from carbon_points.storage.driver import Driver
from carbon_points.storage.driver import load_driver
from carbon_points.storage.engine import create
from carbon_points.storage.models import Setting

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.storage.engine import Database
    from tests.storage.conftest import Run

MARK = "MARKED-3701141990"


def due(db: Database) -> bool:
    with db.reading() as session:
        return is_due(session)


def test_a_swept_file_holds_nothing_of_what_was_deleted(tmp_path: Path) -> None:
    plain = Driver(load_driver().module, encrypts=False)
    with patch("carbon_points.storage.engine.load_driver", return_value=plain):
        db = create(tmp_path / "plain.db", desk=12)
    with db:
        with db.writing() as session:
            session.add(Setting(name="x", value=MARK * 100))
        with db.writing() as session:
            session.delete(session.get_one(Setting, "x"))
            mark_for_cleaning(session)
        assert due(db)

        assert clean(db)

        assert not due(db)
        held = b"".join(file.read_bytes() for file in tmp_path.glob("plain.db*"))
        assert MARK.encode() not in held


def test_a_file_in_use_stays_due(db: Database) -> None:
    with db.writing() as session:
        mark_for_cleaning(session)

    with closing(db.connect()) as other:
        other.execute("BEGIN")
        other.execute("SELECT COUNT(*) FROM setting").fetchone()
        with patch("carbon_points.storage.driver.BUSY_S", 0.1):
            assert not clean(db)

    assert due(db)
    assert clean(db)


def test_what_is_deleted_during_a_sweep_is_swept_by_the_next(db: Database) -> None:
    own_writing = db.writing

    def after_somebody_else() -> AbstractContextManager[Session]:
        with own_writing() as session:
            mark_for_cleaning(session)
        return own_writing()

    with own_writing() as session:
        mark_for_cleaning(session)

    with patch.object(db, "writing", after_somebody_else):
        assert clean(db)

    assert due(db)
    assert clean(db)
    assert not due(db)


_SWEPT = """
import resource, sys
from pathlib import Path
from sqlalchemy import text
from carbon_points.storage.cleaning import clean
from carbon_points.storage.engine import open_database

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10

with open_database(Path(sys.argv[1])) as db:
    with db.writing() as session:
        session.execute(text(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
            " WHERE i < 1000) INSERT INTO setting"
            " SELECT 'row ' || i, hex(zeroblob(100000)) FROM n"
        ))
    before = peak()
    assert clean(db)
    print(peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted so there")
def test_a_sweep_takes_no_memory_for_the_whole_file(path: Path, run: Run) -> None:
    grown, _ = run(_SWEPT, path).communicate(timeout=120)

    assert path.stat().st_size > 190 << 20
    assert int(grown) < 160  # MiB; a cache or two
