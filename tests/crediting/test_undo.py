"""Undo brings the very state of before, doing it again that of after."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import text

from carbon_points.actions.service import withdraw
from carbon_points.audit.service import approve
from carbon_points.common.problems import RefusedError
from carbon_points.crediting.account import account
from carbon_points.crediting.account import waiting_points
from carbon_points.crediting.desk import log
from carbon_points.crediting.desk import preview
from carbon_points.integrity.service import verify
from carbon_points.rulebook.service import current
from tests.deeds import drop_form
from tests.deeds import person
from tests.deeds import ride_form
from tests.districts import AS_OF
from tests.districts import as_of

if TYPE_CHECKING:
    from carbon_points.crediting.desk import Wanted
    from carbon_points.storage.engine import Database

_SUMS = ("stat_cell", "stat_people", "stat_presence")

entries = st.one_of(
    st.builds(
        ride_form,
        st.sampled_from(["A1", "A2", "A3"]),
        number=st.integers(1, 2),
        metres=st.integers(600, 20_000),
    ),
    st.builds(drop_form, st.integers(1, 2), st.integers(200, 29_000)),
)


def seen(db: Database, wanted: Wanted) -> dict[str, Any]:
    """All that an operator can see of a person, and what logging would give."""
    book = current(db, as_of())
    with db.reading() as session:
        held = account(session, wanted.participant_id)
        waiting = waiting_points(session, book, wanted.participant_id, AS_OF)
        sums = {
            name: sorted(
                tuple(row)
                for row in session.execute(text(f'SELECT * FROM "{name}"'))  # noqa: S608
            )
            for name in _SUMS
        }
    return {
        "points": held.points,
        "waiting": (held.waiting, waiting),
        "mg": held.reduction_mg,
        "live": [a for a in held.actions if a.state <= 3],
        "sums": sums,
        "next": answer(db, wanted),
    }


def answer(db: Database, wanted: Wanted) -> object:
    try:
        done = preview(db, as_of("worker"), wanted)
    except RefusedError as error:
        return error.code
    return done.reduction_mg, done.points_expected, done.flags


def without_ids(state: dict[str, Any]) -> dict[str, Any]:
    """The same, whatever numbers the records have."""
    live = [(a.methodology, a.day, a.reduction_mg, a.state) for a in state["live"]]
    return {**state, "live": live}


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(before=st.lists(entries, max_size=3), wanted=entries)
def test_undo_restores_the_very_state_and_redo_that_of_after(
    small: Database, before: list[Wanted], wanted: Wanted
) -> None:
    for each in before:
        answer_of = answer(small, each)
        if not isinstance(answer_of, str):
            log(small, as_of("worker"), each)
    start = seen(small, wanted)
    if isinstance(start["next"], str):
        return

    done = log(small, as_of("worker"), wanted)
    after = seen(small, wanted)
    assert done.action_id is not None
    withdraw(small, as_of("worker"), [done.action_id], "当场撤销")

    assert seen(small, wanted) == start

    log(small, as_of("worker"), wanted)

    assert without_ids(seen(small, wanted)) == without_ids(after)


def test_an_entry_that_was_decided_is_not_taken_back(small: Database) -> None:
    done = log(small, as_of("worker"), ride_form())
    assert done.action_id is not None
    approve(small, as_of(), "all")
    before = seen(small, ride_form("B1"))

    with pytest.raises(RefusedError, match="WRONG_STATE"):
        withdraw(small, as_of("worker"), [done.action_id], "当场撤销")

    assert seen(small, ride_form("B1")) == before
    assert verify(small, as_of(), recalculate=True).ok


def test_the_chain_holds_after_undo_and_redo(small: Database) -> None:
    done = log(small, as_of("worker"), ride_form())
    assert done.action_id is not None
    withdraw(small, as_of("worker"), [done.action_id], "当场撤销")
    log(small, as_of("worker"), ride_form())

    found = verify(small, as_of(), recalculate=True)

    assert found.ok
    with small.reading() as session:
        assert len(account(session, person(1)).actions) == 2
