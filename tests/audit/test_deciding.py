"""The open batch: marked, previewed, undone, signed; by one or by two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.actions.rules import State
from carbon_points.audit.deciding import decide
from carbon_points.audit.deciding import mark
from carbon_points.audit.deciding import open_batch
from carbon_points.audit.deciding import preview
from carbon_points.audit.deciding import sign
from carbon_points.audit.deciding import undo
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.ledger.queries import balance
from carbon_points.statistics.checks import compare
from tests.audit.actions import end_set_up
from tests.audit.actions import HOUR
from tests.audit.actions import ids
from tests.audit.actions import sound
from tests.audit.actions import START
from tests.audit.actions import states
from tests.deeds import Meter
from tests.deeds import meters_file
from tests.deeds import person
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take_one
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database


def points(db: Database, who: int = 1) -> int:
    with db.reading() as session:
        return balance(session, person(who))


def links(db: Database) -> int:
    with db.reading() as session:
        query = text("SELECT MAX(position) FROM chain_record")
        return session.scalars(query).one() or 0


@pytest.fixture
def waiting(small: Database, tmp_path: Path) -> Database:
    """Two plain rides, a fast one (a doubt), and no set-up mode."""
    rides = [
        Ride("A0", start=START, metres=3001),
        Ride("A1", start=START + HOUR, metres=3002),
        Ride("F", start=START + 9 * HOUR, metres=6500, seconds=1200),
    ]
    take_one(small, rides_file(tmp_path, rides))
    end_set_up(small)
    return small


def test_marks_book_nothing_until_they_are_signed(waiting: Database) -> None:
    before = links(waiting)

    marked = mark(waiting, as_of("auditor"), "approve", ids(waiting)[:2])

    assert (marked.decided, marked.points, marked.refused) == (2, 240, ())
    assert (states(waiting), points(waiting)) == ([State.WAITING] * 3, 0)
    assert links(waiting) == before
    done = sign(waiting, as_of("auditor"))
    assert (done.decided, done.points, points(waiting)) == (2, 240, 240)
    assert done.reduction_mg == 240_120
    assert links(waiting) == before + 1
    assert len(done.batch_ids) == 1
    assert sound(waiting)


def test_a_signed_batch_is_empty_afterwards(waiting: Database) -> None:
    mark(waiting, as_of("auditor"), "approve", ids(waiting)[:2])
    sign(waiting, as_of("auditor"))
    before = links(waiting)

    again = sign(waiting, as_of("auditor"))

    assert (again.decided, again.points, links(waiting)) == (0, 0, before)


def test_the_last_decision_is_undone_until_the_batch_is_signed(
    waiting: Database,
) -> None:
    first, second, third = ids(waiting)
    mark(waiting, as_of("auditor"), "approve", [first, second])
    mark(waiting, as_of("auditor"), "reject", [third], "R1")

    undone = undo(waiting, as_of("auditor"))

    wishes, effect = open_batch(waiting, as_of("auditor"))
    assert undone == (third,)
    assert [wish.action_id for wish in wishes] == [first, second]
    assert effect.by_verb == {"approve": 2}
    assert undo(waiting, as_of("auditor")) == (first, second)
    assert undo(waiting, as_of("auditor")) == ()


def test_each_auditor_has_an_open_batch_of_their_own(waiting: Database) -> None:
    first, second, _ = ids(waiting)
    mark(waiting, as_of("auditor"), "approve", [first])
    mark(waiting, as_of("auditor2"), "reject", [first, second], "R3")

    sign(waiting, as_of("auditor2"))

    wishes, _ = open_batch(waiting, as_of("auditor"))
    assert wishes == ()
    assert states(waiting)[:2] == [State.REJECTED, State.REJECTED]
    assert sound(waiting)


def test_a_doubt_waits_for_another_auditor(waiting: Database) -> None:
    doubt = ids(waiting)[2]

    first = decide(waiting, as_of("auditor"), "approve", [doubt])
    again = decide(waiting, as_of("auditor"), "approve", [doubt])
    assert states(waiting)[2] == State.WAITING
    second = decide(waiting, as_of("auditor2"), "approve", [doubt])

    assert (first.decided, first.second, first.points) == (0, (doubt,), 0)
    assert again.refused == ((doubt, "SAME_PERSON"),)
    assert (second.decided, states(waiting)[2]) == (1, State.APPROVED)
    with waiting.reading() as session:
        row = session.execute(
            text("SELECT operator, second_operator FROM decision_batch")
        ).one()
    assert tuple(row) == ("auditor", "auditor2")
    assert sound(waiting)


def test_two_who_sit_together_sign_a_doubt_at_once(waiting: Database) -> None:
    both = as_of("auditor", second="auditor2")

    done = decide(waiting, both, "approve", ids(waiting))

    assert (done.decided, done.second) == (3, ())
    with waiting.reading() as session:
        rows = session.execute(
            text("SELECT operator, second_operator FROM decision_batch ORDER BY 2")
        ).all()
    assert [tuple(row) for row in rows] == [("auditor", ""), ("auditor", "auditor2")]
    assert points(waiting) == done.points
    assert sound(waiting)


def test_a_large_amount_needs_two_as_well(small: Database, tmp_path: Path) -> None:
    import datetime as dt  # noqa: PLC0415

    readings = [Meter(dt.date(2026, m, 1), str(m * 3500), kw="30") for m in (1, 2)]
    take_one(small, meters_file(tmp_path, readings))
    end_set_up(small)

    done = decide(small, as_of("auditor"), "approve", ids(small))

    assert (done.decided, len(done.second)) == (0, 1)


def test_nobody_approves_what_they_logged(small: Database, tmp_path: Path) -> None:
    from carbon_points.exchange.service import import_files  # noqa: PLC0415
    from carbon_points.exchange.service import Options  # noqa: PLC0415

    import_files(
        small, as_of("auditor"), [rides_file(tmp_path, [Ride("A")])], Options()
    )
    end_set_up(small)

    own = decide(small, as_of("auditor"), "approve", ids(small))
    other = decide(small, as_of("auditor2"), "approve", ids(small))

    assert own.refused == ((ids(small)[0], "OWN_ENTRY"),)
    assert other.decided == 1


def test_a_rejection_is_final_and_frees_the_key(
    waiting: Database, tmp_path: Path
) -> None:
    first, *_ = ids(waiting)
    decide(waiting, as_of("auditor"), "reject", [first], "R2：单位是米")

    with waiting.reading() as session:
        reason = session.scalar(text("SELECT reason FROM decision"))
    after = decide(waiting, as_of("auditor"), "approve", [first])
    corrected = Ride("A0", start=START, metres=2500)
    report = take_one(waiting, rides_file(tmp_path, [corrected]))

    assert reason == "R2: 单位是米"
    assert after.refused == ((first, "WRONG_STATE"),)
    assert report.accepted == 1
    assert sound(waiting)


def test_a_frozen_action_waits_until_it_is_released(waiting: Database) -> None:
    first, second, _ = ids(waiting)
    decide(waiting, as_of("auditor"), "freeze", [first, second], "R5")
    kept = decide(waiting, as_of("auditor"), "approve", [first])
    decide(waiting, as_of("auditor"), "release", [first])
    decide(waiting, as_of("auditor"), "reject", [second], "R5")
    decide(waiting, as_of("auditor"), "approve", [first])

    assert kept.refused == ((first, "WRONG_STATE"),)
    assert states(waiting)[:2] == [State.APPROVED, State.REJECTED]
    assert sound(waiting)


def test_a_reversal_is_linked_to_what_it_corrects(waiting: Database) -> None:
    first, second, _ = ids(waiting)
    decide(waiting, as_of("auditor"), "approve", [first, second])
    expected = preview(waiting, as_of("auditor"), "reverse", [first, second], "R3")

    done = decide(waiting, as_of("auditor"), "reverse", [first, second], "R3")

    assert (done.points, done.reduction_mg) == (-240, -240_120)
    assert done.points == expected.points
    assert points(waiting) == 0
    with waiting.reading() as session:
        causes = session.scalars(text("SELECT cause FROM ledger_entry")).all()
    assert [cause for cause in causes if cause.startswith("reversal:")] == [
        "reversal:12-1",
        "reversal:12-2",
    ]
    assert sound(waiting)


def test_a_rejected_reading_starts_no_period(small: Database, tmp_path: Path) -> None:
    import datetime as dt  # noqa: PLC0415

    readings = [Meter(dt.date(2026, m, 1), str(m * 300)) for m in (1, 2, 3)]
    take_one(small, meters_file(tmp_path, readings))

    decide(small, as_of("auditor"), "reject", ids(small)[1:], "R7")

    with small.reading() as session:
        counts = session.scalars(text("SELECT counts FROM reading ORDER BY id")).all()
    assert counts == [1, 1, 0]
    assert sound(small)


def test_a_preview_writes_nothing_and_says_what_signing_does(
    waiting: Database,
) -> None:
    before = links(waiting)

    said = preview(waiting, as_of("auditor"), "approve", [*ids(waiting), 5])

    assert (said.decided, said.points) == (3, 240)
    assert said.second == (ids(waiting)[2],)
    assert said.refused == ((5, "ACTION_UNKNOWN"),)
    assert (links(waiting), states(waiting)) == (before, [State.WAITING] * 3)
    assert open_batch(waiting, as_of("auditor"))[0] == ()


def test_the_same_operation_books_once(waiting: Database) -> None:
    mark(waiting, as_of("auditor"), "approve", ids(waiting)[:1])
    sign(waiting, as_of("auditor", key="click"))
    mark(waiting, as_of("auditor"), "approve", ids(waiting)[1:2])

    with pytest.raises(UserError, match="ALREADY_DONE"):
        sign(waiting, as_of("auditor", key="click"))

    assert points(waiting) == 120


def test_a_frozen_participant_is_not_approved(waiting: Database) -> None:
    with waiting.writing() as session:
        session.execute(
            text("UPDATE participant SET state = 'frozen' WHERE id = :id"),
            {"id": person(1)},
        )

    done = decide(waiting, as_of("auditor"), "approve", ids(waiting)[:1])

    assert done.refused == ((ids(waiting)[0], "PARTICIPANT_FROZEN"),)


@pytest.mark.parametrize(
    ("verb", "reason", "code"),
    [
        ("reject", "", "REASON_MISSING"),
        ("reverse", " ", "REASON_MISSING"),
        ("freeze", "", "REASON_MISSING"),
        ("reject", "因为", "REASON_CODE"),
        ("reject", "R9", "REASON_CODE"),
        ("praise", "R1", "VERB_UNKNOWN"),
    ],
)
def test_a_decision_without_its_reason_is_refused(
    waiting: Database, verb: str, reason: str, code: str
) -> None:
    with pytest.raises(UserError, match=code):
        decide(waiting, as_of("auditor"), verb, ids(waiting), reason)

    assert states(waiting) == [State.WAITING] * 3


@pytest.mark.parametrize("operator", ["worker", "admin", "viewer"])
def test_only_an_auditor_decides(waiting: Database, operator: str) -> None:
    for act in (mark, decide, preview):
        with pytest.raises(NotAllowedError, match="ROLE"):
            act(waiting, as_of(operator), "approve", ids(waiting))
    with pytest.raises(NotAllowedError, match="ROLE"):
        sign(waiting, as_of(operator))


def test_statistics_follow_every_decision(waiting: Database) -> None:
    first, second, third = ids(waiting)
    decide(waiting, as_of("auditor"), "freeze", [third], "R4")
    decide(waiting, as_of("auditor"), "approve", [first, second])
    decide(waiting, as_of("auditor"), "reverse", [second], "R3")
    decide(waiting, as_of("auditor"), "reject", [third], "R4")

    with waiting.reading() as session:
        assert compare(session).problems == ()


def test_whoever_gives_a_name_in_set_up_mode_signs_alone(
    small: Database, tmp_path: Path
) -> None:
    take_one(small, rides_file(tmp_path, [Ride("F", metres=6500, seconds=1200)]))

    named = decide(small, as_of("auditor"), "approve", ids(small))
    nameless = decide(small, as_of(""), "approve", ids(small))

    assert (named.decided, list(named.second)) == (0, ids(small))
    assert nameless.decided == 1
