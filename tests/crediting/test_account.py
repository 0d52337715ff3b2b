"""A participant's account: what is there, what waits, what expires next."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from carbon_points.audit.service import approve
from carbon_points.crediting.account import account
from carbon_points.crediting.account import next_expiry
from carbon_points.crediting.account import waiting_points
from carbon_points.crediting.desk import log
from carbon_points.rulebook.service import current
from tests.deeds import drop_form
from tests.deeds import person
from tests.deeds import ride_form
from tests.districts import AS_OF
from tests.districts import as_of

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

moves = st.lists(
    st.tuples(
        st.dates(dt.date(2024, 1, 1), dt.date(2028, 12, 31)), st.integers(-50, 99)
    )
).map(sorted)


@given(moves)
def test_the_oldest_points_are_used_first(movements: list[tuple[dt.date, int]]) -> None:
    # One coin a point, oldest first; whatever is taken away takes the oldest coins.
    coins = [day.year for day, points in movements for _ in range(max(points, 0))]
    spent = -sum(points for _, points in movements if points < 0)
    left = coins[spent:]

    day, points = next_expiry(movements)

    if left:
        assert day == dt.date(left[0] + 3, 12, 31)
        assert points == left.count(left[0])
    else:
        assert (day, points) == (None, 0)


def test_an_account_without_anything_is_empty(small: Database) -> None:
    with small.reading() as session:
        found = account(session, person(6))

    assert (found.points, found.waiting, found.reduction_mg) == (0, 0, 0)
    assert (found.actions, found.entries, found.next_expiry) == ((), (), None)


def test_what_waits_is_worth_what_an_approval_would_give(small: Database) -> None:
    log(small, as_of("worker"), ride_form())
    log(small, as_of("worker"), drop_form())
    book = current(small, as_of())
    with small.reading() as session:
        expected = waiting_points(session, book, person(1), AS_OF)
        before = account(session, person(1))

    run = approve(small, as_of(), "all")

    assert run.points == expected > 0
    assert (before.waiting, before.points) == (2, 0)
    with small.reading() as session:
        assert waiting_points(session, book, person(1), AS_OF) == 0
        assert account(session, person(1)).points == expected


def test_drafts_wait_for_no_points(unadopted: Database) -> None:
    from tests.crediting.test_desk import pv_form  # noqa: PLC0415

    log(unadopted, as_of("worker"), pv_form())

    with unadopted.reading() as session:
        book = current(unadopted, as_of())
        assert waiting_points(session, book, person(1), AS_OF) == 0


def test_a_period_limits_the_history_and_not_the_balance(small: Database) -> None:
    log(small, as_of("worker"), ride_form())
    approve(small, as_of(), "all")

    with small.reading() as session:
        later = account(session, person(1), (dt.date(2026, 3, 3), dt.date(2026, 4, 1)))
        that_day = account(session, person(1), (dt.date(2026, 3, 2), None))

    assert (later.points, later.actions, later.entries) == (133, (), ())
    assert [a.day for a in that_day.actions] == [dt.date(2026, 3, 2)]
    assert [e.day for e in that_day.entries] == [AS_OF]
