"""A list shows what was entered and the points, booked or expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carbon_points.audit.deciding import decide
from carbon_points.audit.lines import lines
from carbon_points.audit.queue import approved
from carbon_points.rulebook.service import current
from tests.audit.actions import end_set_up
from tests.audit.actions import HOUR
from tests.audit.actions import ids
from tests.audit.actions import START
from tests.deeds import person
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take_one
from tests.districts import AS_OF
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database


@pytest.fixture
def rides(small: Database, tmp_path: Path) -> Database:
    """Three rides of two people wait."""
    deeds = [Ride(f"L{n}", 1 + n % 2, START + n * HOUR) for n in range(3)]
    take_one(small, rides_file(tmp_path, deeds))
    end_set_up(small)
    return small


def test_expected_points_are_those_that_approval_books(rides: Database) -> None:
    first, *_ = numbers = ids(rides)
    book = current(rides, as_of("auditor"))
    with rides.reading() as session:
        before = lines(session, book, AS_OF, numbers)

    done = decide(rides, as_of("auditor"), "approve", [first])

    with rides.reading() as session:
        after = lines(session, book, AS_OF, numbers)
    assert before[first].points == done.points == after[first].points
    assert {line.inputs["distance_m"] for line in after.values() if line.inputs} == {
        3000
    }


def test_an_unknown_action_has_no_line(rides: Database) -> None:
    book = current(rides, as_of("auditor"))

    with rides.reading() as session:
        found = lines(session, book, AS_OF, [1])

    assert found == {}


def test_what_was_approved_is_listed_for_reversal_and_by_person(
    rides: Database,
) -> None:
    numbers = ids(rides)
    decide(rides, as_of("auditor"), "approve", numbers)
    decide(rides, as_of("auditor"), "reverse", [numbers[0]], "R3")
    book = current(rides, as_of("auditor"))

    with rides.reading() as session:
        latest = approved(session, book)
        of_one = approved(session, book, [person(1)])

    assert [row.action_id for row in latest] == [numbers[2], numbers[1]]
    assert {row.state for row in latest} == {"approved"}
    assert [row.action_id for row in of_one] == [numbers[2]]
