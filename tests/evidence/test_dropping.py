"""A file that is deleted for good leaves its digest, and the record that it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.common.problems import UserError
from carbon_points.evidence import dropping
from carbon_points.evidence.checks import checks
from carbon_points.evidence.service import read
from carbon_points.evidence.service import tidy
from carbon_points.storage.backup import evidence_folder
from tests.evidence.test_service import kept
from tests.evidence.test_service import NOW
from tests.evidence.test_service import SCAN
from tests.evidence.test_service import sealed_files

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

DAY = 20_600


def dropped(db: Database, evidence_id: int) -> list[str]:
    with db.writing() as session:
        names = dropping.drop(session, db, 2, [evidence_id], (DAY, "photos"))
    dropping.remove(db, names)
    return names


def wrong(db: Database) -> list[str]:
    with db.reading() as session:
        return [check.name for check in checks(session, db) if not check.ok]


def test_the_file_is_gone_and_the_record_says_so(db: Database) -> None:
    scan = kept(db, SCAN, "张三.jpg")

    assert len(dropped(db, scan)) == 1

    assert sealed_files(db) == []
    with pytest.raises(UserError, match="EVIDENCE_DROPPED"):
        read(db, scan)
    with db.reading() as session:
        row = session.execute(text("SELECT name, stored_as, size FROM evidence")).one()
    assert tuple(row) == ("", "", len(SCAN))
    assert wrong(db) == []


def test_dropping_it_again_does_nothing(db: Database) -> None:
    scan = kept(db, SCAN)
    dropped(db, scan)

    assert dropped(db, scan) == []


def test_a_file_that_is_handed_in_again_is_kept_anew(db: Database) -> None:
    scan = kept(db, SCAN)
    dropped(db, scan)

    again = kept(db, SCAN)

    assert again != scan
    assert read(db, again) == SCAN
    assert wrong(db) == []


def test_what_a_crash_left_behind_is_cleared(db: Database) -> None:
    scan = kept(db, SCAN)
    with db.writing() as session:
        dropping.drop(session, db, 2, [scan], (DAY, "photos"))
    assert len(sealed_files(db)) == 1

    assert tidy(db, NOW * 2) == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE evidence SET stored_as = ''",
        "INSERT INTO evidence_dropped SELECT 1, id, 1, 'photos', 9 FROM evidence",
    ],
)
def test_a_file_that_went_in_another_way_is_found(db: Database, change: str) -> None:
    kept(db, SCAN)
    with db.writing() as session:
        session.execute(text(change))

    assert "deleted_evidence_is_recorded" in wrong(db)
    assert evidence_folder(db.path).is_dir()
