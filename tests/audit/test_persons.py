"""A frozen participant waits; who froze them and why is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.audit.persons import freeze_person
from carbon_points.audit.persons import release_person
from carbon_points.audit.service import approve
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.integrity.service import verify
from tests.deeds import person
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take_one
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database


@pytest.fixture
def one(small: Database, tmp_path: Path) -> Database:
    """One ride that waits."""
    take_one(small, rides_file(tmp_path, [Ride("A")]))
    return small


def test_nothing_of_a_frozen_participant_is_approved(one: Database) -> None:
    done = freeze_person(one, as_of("auditor"), person(1), "R5")
    kept = approve(one, as_of(), "all")
    back = release_person(one, as_of("auditor"), person(1), "已核实")

    assert (done.frozen, done.waiting, kept.approved) == (True, 1, 0)
    assert back.frozen is False
    assert approve(one, as_of(), "all").approved == 1
    assert verify(one, as_of("auditor"), recalculate=True).ok


def test_who_froze_whom_and_why_is_kept(one: Database) -> None:
    freeze_person(one, as_of("auditor"), person(1), "R9：冒用")

    with one.reading() as session:
        row = session.execute(
            text("SELECT operator, act, subject, reason FROM operation_log")
        ).one()
        kind = session.scalar(
            text("SELECT kind FROM chain_record ORDER BY position DESC")
        )
    assert tuple(row) == ("auditor", "freeze-person", "12-1", "R9: 冒用")
    assert kind == "freeze-person"


def test_a_participant_is_frozen_once_and_for_a_reason(one: Database) -> None:
    with pytest.raises(UserError, match="REASON_MISSING"):
        freeze_person(one, as_of("auditor"), person(1), "")
    with pytest.raises(UserError, match="PERSON_STATE"):
        release_person(one, as_of("auditor"), person(1))
    freeze_person(one, as_of("auditor"), person(1), "R5")
    with pytest.raises(UserError, match="PERSON_STATE"):
        freeze_person(one, as_of("auditor"), person(1), "R5")
    with pytest.raises(UserError, match="PARTICIPANT_UNKNOWN"):
        freeze_person(one, as_of("auditor"), 5, "R5")


def test_only_an_auditor_freezes(one: Database) -> None:
    with pytest.raises(NotAllowedError, match="ROLE"):
        freeze_person(one, as_of("worker"), person(1), "R5")
