"""The list of today comes from the records, so that a restart does not empty it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from carbon_points.actions.service import withdraw
from carbon_points.audit.service import approve
from carbon_points.crediting.desk import log
from carbon_points.crediting.desk_day import served
from carbon_points.rulebook.service import current
from tests.deeds import drop_form
from tests.deeds import person
from tests.deeds import Ride
from tests.deeds import ride_form
from tests.deeds import rides_file
from tests.deeds import take_one
from tests.districts import AS_OF
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.crediting.desk_day import Served
    from carbon_points.storage.engine import Database


def day(db: Database, operator: str = "worker", on: dt.date = AS_OF) -> list[Served]:
    book = current(db, as_of())
    with db.reading() as session:
        return served(session, book, operator, on)


def test_each_person_is_a_line_with_actions_and_points(small: Database) -> None:
    ride = log(small, as_of("worker"), ride_form())
    drop = log(small, as_of("worker"), drop_form())
    log(small, as_of("worker"), drop_form(number=2))

    last, first = day(small)

    assert (last.participant_id, last.actions) == (person(2), 1)
    assert (first.participant_id, first.actions) == (person(1), 2)
    # The two share one remainder: together they may give a point more than apart.
    apart = ride.points_expected + drop.points_expected
    assert first.points - apart in {0, 1}


def test_a_decision_changes_nothing_that_was_promised(small: Database) -> None:
    log(small, as_of("worker"), ride_form())
    before = day(small)[0].points

    approve(small, as_of(), "all")

    assert day(small)[0].points == before


def test_what_was_taken_back_is_not_in_the_list(small: Database) -> None:
    action_id = log(small, as_of("worker"), ride_form()).action_id
    assert action_id is not None

    withdraw(small, as_of("worker"), [action_id], "重量录错")

    assert day(small) == []


def test_a_day_has_neither_imports_nor_others_nor_other_days(
    small: Database, tmp_path: Path
) -> None:
    take_one(small, rides_file(tmp_path, [Ride("A1")]))
    log(small, as_of("worker"), ride_form("A9"))

    assert [line.actions for line in day(small)] == [1]
    assert day(small, "auditor") == []
    assert day(small, on=AS_OF - dt.timedelta(days=1)) == []
