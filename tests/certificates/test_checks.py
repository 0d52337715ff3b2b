"""What somebody changes about a certificate by SQL is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.audit.service import approve
from carbon_points.certificates.checks import checks
from carbon_points.certificates.service import issue
from tests.deeds import person
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take_one
from tests.deeds import YEAR
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database


@pytest.fixture
def twice(small: Database, tmp_path: Path) -> Database:
    """A certificate that a later one has replaced."""
    start = Ride("").start
    for number in (1, 2):
        ride = Ride(f"A{number}", 1, start + number * 3600, metres=3001)
        take_one(small, rides_file(tmp_path, [ride]))
        approve(small, as_of("auditor"), "careful")
        issue(small, as_of("worker"), [person(1)], YEAR, tmp_path / "papers")
    return small


def wrong(db: Database) -> list[str]:
    with db.reading() as session:
        return [check.name for check in checks(session) if not check.ok]


def test_a_certificate_and_the_one_that_replaced_it_agree(twice: Database) -> None:
    assert wrong(twice) == []


@pytest.mark.parametrize(
    "change",
    [
        "validity = 'valid'",
        "validity = 'valid', invalid_since = NULL",
        "validity = 'valid', invalid_since = NULL, replaced_by = ''",
        "replaced_by = serial",
        "invalid_since = NULL",
    ],
)
def test_a_replaced_certificate_does_not_come_back_unseen(
    twice: Database, change: str
) -> None:
    with twice.writing() as session:
        session.execute(
            text(f"UPDATE certificate SET {change} WHERE validity = 'replaced'")  # noqa: S608  (ours)
        )

    assert wrong(twice) == ["replaced_certificates_name_the_later_one"]


@pytest.mark.parametrize(
    "column", ["desk", "number", "period_from", "period_to", "issued_on"]
)
def test_the_register_says_what_the_paper_says(twice: Database, column: str) -> None:
    newest = "(SELECT MAX(id) FROM certificate)"
    with twice.writing() as session:
        session.execute(
            text(f"UPDATE certificate SET {column} = {column} + 1 WHERE id = {newest}")  # noqa: S608  (ours)
        )

    assert "balance_is_what_the_certificate_says" in wrong(twice)
