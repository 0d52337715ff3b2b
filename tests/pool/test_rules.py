"""Working days and sharing out."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.pool.rules import is_working_day
from carbon_points.pool.rules import last_day
from carbon_points.pool.rules import shared_out
from carbon_points.pool.rules import working_days

days = st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31))


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (dt.date(2026, 11, 2), dt.date(2026, 11, 10)),  # Monday to Tuesday
        (dt.date(2026, 11, 6), dt.date(2026, 11, 16)),  # Friday, two weekends
        (dt.date(2026, 11, 7), dt.date(2026, 11, 17)),  # Saturday counts for nothing
    ],
)
def test_seven_working_days_leave_the_weekends_out(
    first: dt.date, last: dt.date
) -> None:
    assert last_day(first) == last


@given(days, st.integers(1, 40))
def test_the_last_day_is_the_first_with_so_many_working_days(
    first: dt.date, number: int
) -> None:
    last = last_day(first, number)

    assert is_working_day(last)
    assert working_days(first, last) == number
    assert working_days(first, last - dt.timedelta(1)) == number - 1


def test_a_weekend_has_no_working_day() -> None:
    assert working_days(dt.date(2026, 11, 7), dt.date(2026, 11, 8)) == 0


@given(
    st.integers(0, 200),
    st.dictionaries(st.integers(1, 9), st.integers(0, 60), max_size=6),
)
def test_what_is_shared_out_is_all_that_was_wanted_or_all_there_is(
    wanted: int, available: dict[int, int]
) -> None:
    parts = shared_out(wanted, available)

    assert sum(mg for _, mg in parts) == min(wanted, sum(available.values()))
    assert all(0 < mg <= available[each] for each, mg in parts)
    whole = [each for each, mg in parts if mg == available[each]]
    assert len(whole) >= len(parts) - 1
