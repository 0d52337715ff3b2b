"""What waits is listed with the reasons, and what stands beside each record."""

from __future__ import annotations

import datetime as dt
from typing import Any
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.audit.deciding import decide
from carbon_points.audit.queue import queue
from carbon_points.audit.queue import QueueQuery
from carbon_points.audit.records import record
from carbon_points.audit.service import approve
from carbon_points.common.problems import UserError
from carbon_points.crediting.desk import log
from carbon_points.rulebook.service import current
from tests.audit.actions import end_set_up
from tests.audit.actions import HOUR
from tests.audit.actions import ids
from tests.audit.actions import START
from tests.deeds import Drop
from tests.deeds import drop_form
from tests.deeds import drops_file
from tests.deeds import FIRST_DAY
from tests.deeds import person
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take_one
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.audit.queue import Queue
    from carbon_points.storage.engine import Database


@pytest.fixture
def mixed(small: Database, tmp_path: Path) -> Database:
    """Three rides of two people, one of them fast, and a drop-off without a slip."""
    rides = [
        Ride("A", 1, START),
        Ride("B", 2, START + HOUR, metres=2500),
        Ride("F", 1, START + 9 * HOUR, metres=6500, seconds=1200),
    ]
    take_one(small, rides_file(tmp_path, rides))
    log(small, as_of("worker"), drop_form(3))
    end_set_up(small)
    return small


def asked(db: Database, language: str = "zh", **query: Any) -> Queue:
    book = current(db, as_of("auditor"))
    with db.reading() as session:
        return queue(session, book, QueueQuery(**query), language)


def test_everything_that_waits_is_listed_in_its_order(mixed: Database) -> None:
    found = asked(mixed)

    assert found.total == 4
    assert [row.action_id for row in found.rows] == ids(mixed)
    assert found.rows[0].name
    assert found.segments == {
        "waiting": 4,
        "second": 0,
        "frozen": 0,
        "doubtful": 1,
        "all": 4,
    }


def test_a_flag_is_said_in_words_and_tells_doubts_from_notes(mixed: Database) -> None:
    row = asked(mixed).rows[2]
    english = asked(mixed, "en").rows[2]

    [flag] = row.flags
    assert (flag.code, flag.doubt) == ("SPEED_HIGH", True)
    assert flag.says != english.flags[0].says
    assert row.needs_second
    assert not asked(mixed).rows[0].needs_second


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"flag": "SPEED_HIGH"}, 1),
        ({"state": "doubtful"}, 1),
        ({"state": "frozen"}, 0),
        ({"scenario": "energy"}, 0),
        ({"methodology": "clothing_reuse"}, 1),
        ({"participant_id": person(1)}, 2),
        ({"logged_by": "worker"}, 4),
        ({"without_evidence": True}, 1),
    ],
)
def test_filters_leave_what_was_asked_for(
    mixed: Database, query: dict[str, Any], number: int
) -> None:
    found = asked(mixed, **query)

    assert (found.total, len(found.rows)) == (number, number)


def test_a_limit_cuts_the_rows_and_not_the_total(mixed: Database) -> None:
    found = asked(mixed, limit=2)

    assert (found.total, len(found.rows)) == (4, 2)


def test_what_one_signed_and_what_is_frozen_have_segments_of_their_own(
    mixed: Database,
) -> None:
    numbers = ids(mixed)
    decide(mixed, as_of("auditor"), "approve", [numbers[2]])
    decide(mixed, as_of("auditor"), "freeze", [numbers[0]], "R5")

    [second] = asked(mixed, state="second").rows
    [frozen] = asked(mixed, state="frozen").rows

    assert (second.action_id, second.first_by) == (numbers[2], "auditor")
    assert frozen.action_id == numbers[0]


def test_a_record_shows_its_files_history_and_neighbours(mixed: Database) -> None:
    numbers = ids(mixed)
    decide(mixed, as_of("auditor"), "approve", [numbers[0]])
    with mixed.reading() as session:
        approved, fast = record(session, numbers[0]), record(session, numbers[2])

    assert [step.kind for step in approved.history] == ["logged", "approval"]
    assert approved.files
    assert [each.action_id for each in fast.of_person] == [numbers[0]]
    assert fast.of_person[0].state == "approved"
    assert (fast.mean_mg_90, fast.p99_mg) == (120_000, 120_000)
    assert approved.mean_mg_90 is None


def test_an_unknown_record_or_segment_is_said(mixed: Database) -> None:
    with mixed.reading() as session, pytest.raises(UserError, match="ACTION_UNKNOWN"):
        record(session, 5)
    with pytest.raises(UserError, match="STATE_UNKNOWN"):
        asked(mixed, state="lost")


def test_a_damaged_record_keeps_nothing_else_from_the_list(mixed: Database) -> None:
    with mixed.writing() as session:
        session.execute(text("DROP TRIGGER action_no_update"))
        session.execute(
            text("UPDATE action SET inputs = X'C1' WHERE id = :id"),
            {"id": ids(mixed)[0]},
        )

    assert asked(mixed).total == 4


def test_what_was_approved_that_day_is_compared_with(
    small: Database, tmp_path: Path
) -> None:
    take_one(small, drops_file(tmp_path, [Drop(1, point="明水街道便民点")]))
    approve(small, as_of(), "all")
    take_one(small, drops_file(tmp_path, [Drop(1, grams=3210, point="双山便民点")]))

    found = asked(small)

    [row] = found.rows
    assert "TWO_PLACES" in {flag.code for flag in row.flags}


def test_what_was_approved_on_another_day_is_not(
    small: Database, tmp_path: Path
) -> None:
    earlier = Drop(1, day=FIRST_DAY - dt.timedelta(days=1), point="明水街道便民点")
    take_one(small, drops_file(tmp_path, [earlier]))
    approve(small, as_of(), "all")
    take_one(small, drops_file(tmp_path, [Drop(1, grams=3210, point="双山便民点")]))

    found = asked(small)

    assert "TWO_PLACES" not in {flag.code for flag in found.rows[0].flags}
