"""A target of the bureau is a dated row with its source and counts by two persons."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.scenarios.criteria import evaluate
from carbon_points.scenarios.targets import confirm_target
from carbon_points.scenarios.targets import drop_target
from carbon_points.scenarios.targets import NewTarget
from carbon_points.scenarios.targets import propose_target
from carbon_points.scenarios.targets import proposed_targets
from carbon_points.scenarios.targets import target_history
from carbon_points.scenarios.targets import targets_in_force
from tests.districts import AS_OF
from tests.districts import as_of
from tests.scenarios.life import SPRING

if TYPE_CHECKING:
    from carbon_points.scenarios.criteria import Criterion
    from carbon_points.storage.engine import Database

PLACES = NewTarget(
    "places", 10, "区工作专班会议纪要", SPRING, "published", "章环〔2026〕5 号"
)


@pytest.fixture
def bureau(empty: Database) -> Database:
    """The new district once people sign in: nobody signs for somebody else."""
    with empty.writing() as session:
        session.execute(text("UPDATE operator SET password_hash = 'set'"))
    return empty


def places(db: Database, day: dt.date = AS_OF) -> Criterion:
    with db.reading() as session:
        [found] = [e for e in evaluate(session, "life", day) if e.id == "places"]
    return found


def test_nothing_counts_before_the_second_person(bureau: Database) -> None:
    propose_target(bureau, as_of("auditor"), "life", PLACES)
    before = places(bureau)

    confirm_target(bureau, as_of("auditor2"), "life", "places")

    after = places(bureau)
    assert (before.target, before.assumed) == (12, True)
    assert (after.target, after.assumed) == (10, False)
    assert (after.source, after.document) == (PLACES.source, PLACES.document)
    assert after.valid_from == SPRING


def test_who_proposed_it_cannot_confirm_it(bureau: Database) -> None:
    propose_target(bureau, as_of("auditor"), "life", PLACES)

    with pytest.raises(RefusedError, match="SAME_PERSON"):
        confirm_target(bureau, as_of("auditor"), "life", "places")

    done = confirm_target(bureau, as_of("auditor", second="auditor2"), "life", "places")
    assert done.operators == ("auditor", "auditor2")


def test_a_row_counts_from_its_day_and_the_earlier_one_before(empty: Database) -> None:
    propose_target(empty, as_of(), "life", PLACES)

    assert places(empty, SPRING - dt.timedelta(days=1)).target == 12
    assert places(empty, SPRING).target == 10


def test_of_two_rows_the_later_start_counts_whatever_came_in_last(
    empty: Database,
) -> None:
    propose_target(empty, as_of(), "life", PLACES)
    earlier = replace(PLACES, target=3, valid_from=SPRING - dt.timedelta(days=9))
    propose_target(empty, as_of(), "life", earlier)

    with empty.reading() as session:
        found = targets_in_force(session, "life", AS_OF)["places"]
        history = target_history(session, "life", "places")
        energy = targets_in_force(session, "energy", AS_OF)["places"]

    assert found.target == 10
    assert [each.target for each in history] == [12, 10, 3]
    assert [each.step for each in history] == ["shipped", "confirmed", "confirmed"]
    assert energy.target == 9


def test_a_proposal_can_be_taken_back_and_made_anew(bureau: Database) -> None:
    propose_target(bureau, as_of("auditor"), "life", PLACES)
    with pytest.raises(RefusedError, match="TARGET_WAITS"):
        propose_target(bureau, as_of("auditor2"), "life", PLACES)

    drop_target(bureau, as_of("auditor2"), "life", "places")

    with bureau.reading() as session:
        assert proposed_targets(session, "life") == ()
    with pytest.raises(RefusedError, match="TARGET_NOT_PROPOSED"):
        confirm_target(bureau, as_of("auditor2"), "life", "places")
    again = propose_target(bureau, as_of("auditor2"), "life", PLACES)
    assert again.step == "proposed"
    assert places(bureau).target == 12


def test_a_target_that_cannot_be_is_refused(empty: Database) -> None:
    wrong = {
        "CRITERION_UNKNOWN": replace(PLACES, criterion="luck"),
        "CONFIDENCE_UNKNOWN": replace(PLACES, confidence="sure"),
        "TARGET_RANGE": replace(PLACES, target=0),
        "SCENARIO_TEXT_MISSING": replace(PLACES, source=" "),
        "TARGET_DOCUMENT": replace(PLACES, document=""),
        "TARGET_EARLY": replace(PLACES, valid_from=dt.date(2023, 12, 31)),
    }

    for code, new in wrong.items():
        with pytest.raises(UserError, match=code):
            propose_target(empty, as_of(), "life", new)
    for name, most in (("evidence", 100), ("documents", 7)):
        with pytest.raises(RefusedError, match="TARGET_RANGE"):
            propose_target(
                empty, as_of(), "life", replace(PLACES, criterion=name, target=most + 1)
            )
