"""Who gets a paper when a place is named, or nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from carbon_points.certificates.addressees import addressed
from carbon_points.certificates.addressees import members
from carbon_points.certificates.service import issue
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.places.queries import subdistrict_by_name
from carbon_points.security.models import Operator
from tests.deeds import person
from tests.deeds import YEAR
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database

THERE = [person(7), person(8)]
"""The people of 刁镇街道; everybody else lives in 双山街道."""


@pytest.fixture
def confined(small: Database) -> Database:
    """A district whose worker belongs to 刁镇街道."""
    with small.writing() as session:
        worker = select(Operator).where(Operator.name == "worker")
        place = subdistrict_by_name(session, "刁镇街道")
        session.scalars(worker).one().subdistrict_id = place
    return small


def test_the_people_of_a_place_are_found_by_its_name(small: Database) -> None:
    with small.reading() as session:
        by = as_of("worker")

        assert members(session, by, "西苑社区") == [person(n) for n in range(1, 7)]
        assert members(session, by, "刁镇街道") == THERE
        with pytest.raises(UserError, match="PLACE_UNKNOWN"):
            members(session, by, "不存在的社区")


def test_a_worker_is_told_the_people_of_the_own_subdistrict_alone(
    confined: Database,
) -> None:
    with confined.reading() as session:
        by = as_of("worker")

        assert members(session, by, "刁镇街道") == THERE
        assert addressed(session, by, None) == THERE
        with pytest.raises(NotAllowedError, match="OWN_PLACE"):
            members(session, by, "西苑社区")


def test_an_auditor_means_the_whole_district(confined: Database) -> None:
    with confined.reading() as session:
        by = as_of("auditor")

        assert addressed(session, by, None) is None
        assert members(session, by, "西苑社区") == [person(n) for n in range(1, 7)]


def test_one_person_is_served_at_every_desk(confined: Database) -> None:
    with confined.reading() as session:
        assert addressed(session, as_of("worker"), [person(1)]) == [person(1)]


def test_no_paper_of_elsewhere_is_issued_to_a_worker_who_names_nobody(
    busy: Database, tmp_path: Path
) -> None:
    with busy.writing() as session:
        worker = select(Operator).where(Operator.name == "worker")
        place = subdistrict_by_name(session, "埠村街道")
        session.scalars(worker).one().subdistrict_id = place

    with pytest.raises(RefusedError, match="NOTHING_TO_CERTIFY"):
        issue(busy, as_of("worker"), None, YEAR, tmp_path / "out")
