"""Approving and reversing: who may, what is booked, and what stays waiting."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.actions.rules import State
from carbon_points.audit.service import approve
from carbon_points.audit.service import reverse_actions
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.crediting.account import account
from carbon_points.crediting.desk import log
from carbon_points.crediting.service import load_remainders
from carbon_points.ledger.queries import balance
from carbon_points.ledger.queries import statement
from tests.audit.actions import HOUR
from tests.audit.actions import ids
from tests.audit.actions import sound
from tests.audit.actions import START
from tests.audit.actions import states
from tests.deeds import drop_form
from tests.deeds import Meter
from tests.deeds import meters_file
from tests.deeds import person
from tests.deeds import Ride
from tests.deeds import ride_form
from tests.deeds import rides_file
from tests.deeds import take
from tests.deeds import take_one
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database


def wealth(db: Database, who: int = 1) -> tuple[int, int]:
    """Points of a person, and what is carried below one point."""
    with db.reading() as session:
        rest = load_remainders(session, [person(who)])
        return balance(session, person(who)), sum(rest.values())


@pytest.fixture
def three(small: Database, tmp_path: Path) -> Database:
    """Three rides of 120,040 mg each that wait."""
    rides = [Ride(f"A{i}", start=START + i * HOUR, metres=3001) for i in range(3)]
    take_one(small, rides_file(tmp_path, rides))
    return small


def test_points_are_booked_once_a_person_and_approval(three: Database) -> None:
    run = approve(three, as_of("auditor"), "careful")

    assert (run.approved, run.points, run.left) == (3, 360, 0)
    with three.reading() as session:
        [line] = statement(session, person(1))
    assert line.points == 360
    assert line.cause.startswith("approval:12-1/participant:12-")
    assert wealth(three) == (360, 120)


def test_an_approval_without_anything_to_approve_writes_nothing(
    three: Database,
) -> None:
    approve(three, as_of("auditor"), "careful")
    with three.reading() as session:
        before = session.scalar(text("SELECT MAX(position) FROM chain_record"))

    run = approve(three, as_of("auditor"), "careful")

    assert (run.approved, run.points) == (0, 0)
    with three.reading() as session:
        assert session.scalar(text("SELECT MAX(position) FROM chain_record")) == before


def test_the_day_until_which_is_approved_is_the_last_one(
    small: Database, tmp_path: Path
) -> None:
    days = [Ride(f"A{i}", start=START + i * 24 * HOUR) for i in range(3)]
    take_one(small, rides_file(tmp_path, days))

    run = approve(small, as_of("auditor"), "careful", until=dt.date(2026, 3, 3))

    assert run.approved == 2
    assert states(small) == [State.APPROVED, State.APPROVED, State.WAITING]


def test_only_the_methodologies_asked_for_are_approved(three: Database) -> None:
    run = approve(three, as_of("auditor"), "careful", ["clothing_reuse"])

    assert (run.approved, run.left) == (0, 0)
    assert states(three) == [State.WAITING] * 3


@pytest.mark.parametrize("operator", ["worker", "admin", "viewer"])
def test_only_an_auditor_approves_and_reverses(three: Database, operator: str) -> None:
    with pytest.raises(NotAllowedError, match="ROLE"):
        approve(three, as_of(operator), "careful")
    with pytest.raises(NotAllowedError, match="ROLE"):
        reverse_actions(three, as_of(operator), ids(three), "x")

    assert states(three) == [State.WAITING] * 3


def test_nobody_approves_what_they_imported(small: Database, tmp_path: Path) -> None:
    from carbon_points.exchange.service import import_files  # noqa: PLC0415
    from carbon_points.exchange.service import Options  # noqa: PLC0415

    file = rides_file(tmp_path, [Ride("A")])
    import_files(small, as_of("auditor"), [file], Options())

    own = approve(small, as_of("auditor"), "careful")
    other = approve(small, as_of("auditor2"), "careful")

    assert (own.approved, own.left) == (0, 1)
    assert other.approved == 1


def test_the_policy_for_everything_needs_two_auditors(three: Database) -> None:
    with pytest.raises(NotAllowedError, match="SECOND_SAME"):
        approve(three, as_of("auditor", second="auditor"), "all")
    with pytest.raises(NotAllowedError, match="ROLE"):
        approve(three, as_of("auditor", second="worker"), "all")

    approve(three, as_of("auditor", second="auditor2"), "all")

    with three.reading() as session:
        row = session.execute(
            text("SELECT kind, operator, second_operator, policy FROM decision_batch")
        ).one()
    assert tuple(row) == ("approval", "auditor", "auditor2", "all")


def test_the_careful_policy_leaves_doubts_amounts_and_entries_without_evidence(
    small: Database, tmp_path: Path
) -> None:
    fast = Ride("F", start=START + 9 * HOUR, metres=6500, seconds=1200)
    readings = [Meter(dt.date(2026, m, 1), str(m * 3500), kw="30") for m in (1, 2)]
    take(small, rides_file(tmp_path, [fast]), meters_file(tmp_path, readings))
    log(small, as_of("worker"), ride_form())
    slip = tmp_path / "slip.jpg"
    slip.write_bytes(b"x")
    proven = log(small, as_of("worker"), drop_form(), [slip])

    run = approve(small, as_of("auditor"), "careful")

    # Left: the fast ride, two tonnes of PV, the ride without a slip.
    assert (run.approved, run.flagged, run.left) == (1, 1, 3)
    with small.reading() as session:
        taken = session.scalars(text("SELECT id FROM action WHERE state = 3")).all()
    assert taken == [proven.action_id]
    assert sound(small)


def test_a_frozen_participant_waits(three: Database) -> None:
    with three.writing() as session:
        session.execute(
            text("UPDATE participant SET state = 'frozen' WHERE id = :id"),
            {"id": person(1)},
        )

    assert approve(three, as_of(), "all").approved == 0


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_reversal_leaves_the_state_without_the_action(
    three: Database, place: int
) -> None:
    approve(three, as_of("auditor"), "careful")

    done = reverse_actions(three, as_of("auditor"), [ids(three)[place]], "重复骑行")

    assert done.actions == 1
    assert wealth(three) == (240, 80)
    assert states(three).count(State.REVERSED) == 1
    assert sound(three)


def test_a_reversal_is_done_once_and_for_a_reason(three: Database) -> None:
    [first, *_] = ids(three)
    with pytest.raises(RefusedError, match="WRONG_STATE"):
        reverse_actions(three, as_of("auditor"), [first], "未核定")
    approve(three, as_of("auditor"), "careful")

    with pytest.raises(RefusedError, match="REASON_MISSING"):
        reverse_actions(three, as_of("auditor"), [first], "  ")
    reverse_actions(three, as_of("auditor"), [first], "重复骑行")
    with pytest.raises(RefusedError, match="WRONG_STATE"):
        reverse_actions(three, as_of("auditor"), [first], "重复骑行")

    assert wealth(three) == (240, 80)


def test_one_wrong_action_keeps_the_others_from_being_reversed(
    three: Database,
) -> None:
    approve(three, as_of("auditor"), "careful")
    [first, second, _] = ids(three)

    with pytest.raises(RefusedError, match="WRONG_STATE"):
        reverse_actions(three, as_of("auditor"), [first, second, second], "x")

    assert states(three) == [State.APPROVED] * 3
    assert wealth(three) == (360, 120)


def test_the_account_tells_what_became_of_each_action(three: Database) -> None:
    approve(three, as_of("auditor"), "careful")
    reverse_actions(three, as_of("auditor2"), ids(three)[:1], "重复骑行")

    with three.reading() as session:
        found = account(session, person(1))

    assert (found.points, found.waiting, found.reduction_mg) == (240, 0, 240_080)
    deciders = [action.decided_by for action in found.actions]
    assert deciders == ["auditor", "auditor", "auditor2+auditor"]
    assert [(e.points, e.balance) for e in found.entries] == [(360, 360), (-120, 240)]
    assert found.next_expiry == dt.date(2029, 12, 31)
    assert found.next_expiry_points == 240


def test_drafts_are_approved_for_stock_taking_only(
    unadopted: Database, tmp_path: Path
) -> None:
    readings = [Meter(dt.date(2026, m, 1), str(m * 300)) for m in (1, 2)]
    take(
        unadopted,
        meters_file(tmp_path, readings),
        rides_file(tmp_path, [Ride("A")]),
    )

    run = approve(unadopted, as_of(), "all")

    assert (run.points, wealth(unadopted)) == (120, (120, 0))
    assert sorted(states(unadopted)) == [State.STOCKTAKEN, State.APPROVED]
    with unadopted.reading() as session:
        accrued = session.scalars(
            text("SELECT methodology FROM ledger_account WHERE kind = 'accrued'")
        ).all()
    assert accrued == ["cycling"]
    assert sound(unadopted)


def test_a_stock_taken_draft_can_be_reversed_too(
    unadopted: Database, tmp_path: Path
) -> None:
    readings = [Meter(dt.date(2026, m, 1), str(m * 300)) for m in (1, 2)]
    take_one(unadopted, meters_file(tmp_path, readings))
    approve(unadopted, as_of(), "all")

    done = reverse_actions(unadopted, as_of("auditor"), ids(unadopted), "抄错")

    assert (done.points, states(unadopted)) == (0, [State.REVERSED])
    assert sound(unadopted)
