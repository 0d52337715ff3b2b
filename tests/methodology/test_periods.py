"""Days of a metered period, seasons, and what factor rows serve them."""

from __future__ import annotations

import calendar
import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.methodology.periods import check_length
from carbon_points.methodology.periods import crediting_end
from carbon_points.methodology.periods import Period
from carbon_points.methodology.periods import seasons
from carbon_points.methodology.periods import served
from carbon_points.methodology.periods import years
from tests.methodologies.shared import FACTORS

DAY = dt.timedelta(1)
starts = st.dates(dt.date(2024, 4, 12), dt.date(2032, 1, 1))
lengths = st.integers(1, 366)


def season_days(day: dt.date) -> int | None:
    """Days of the season from 15 November to 15 March that holds a day."""
    if (3, 15) < (day.month, day.day) < (11, 15):
        return None
    closing = day.year + 1 if day.month >= 11 else day.year
    return 122 if calendar.isleap(closing) else 121


@given(starts, lengths)
def test_years_cover_each_day_once(start: dt.date, length: int) -> None:
    spans = years(start, start + length * DAY)

    listed = [span.start + i * DAY for span in spans for i in range(span.days)]
    assert listed == [start + i * DAY for i in range(length)]
    assert all(span.start.year == (span.end - DAY).year for span in spans)
    assert all(span.whole == 365 + calendar.isleap(span.start.year) for span in spans)


@given(starts, lengths)
def test_a_season_holds_its_days_and_no_other(start: dt.date, length: int) -> None:
    spans = seasons(start, start + length * DAY, "11-15", "03-15")

    listed = {
        span.start + i * DAY: span.whole for span in spans for i in range(span.days)
    }
    expected = {
        day: whole
        for day in (start + i * DAY for i in range(length))
        if (whole := season_days(day))
    }
    assert listed == expected


def test_a_season_may_lie_within_one_year() -> None:
    spans = seasons(dt.date(2026, 1, 1), dt.date(2026, 12, 31), "05-01", "09-30")

    assert [(span.days, span.whole) for span in spans] == [(153, 153)]


@given(starts, lengths)
def test_served_days_and_shares_add_up(start: dt.date, length: int) -> None:
    spans = years(start, start + length * DAY)
    register = FACTORS.register("rooftop_pv")

    rows = served(register, "grid.avg.CN-SD", spans)

    by_day = [start + i * DAY for i in range(length)]
    shares = sum(Fraction(1, 365 + calendar.isleap(day.year)) for day in by_day)
    assert sum(row.days for row in rows) == length
    assert sum(row.share for row in rows) == shares
    weighted = sum(row.days * row.factor.exact for row in rows)
    assert weighted == sum(register.at("grid.avg.CN-SD", day).exact for day in by_day)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2024-06-18", "2034-06-18"),
        ("2024-02-29", "2034-03-01"),
        ("9995-01-01", "9999-01-01"),
    ],
)
def test_a_crediting_period_ends_on_the_same_day(start: str, end: str) -> None:
    first = dt.date.fromisoformat(start)

    assert crediting_end(first, 10) == dt.date.fromisoformat(end)


def test_a_leap_day_keeps_its_day_where_there_is_one() -> None:
    assert crediting_end(dt.date(2024, 2, 29), 4) == dt.date(2028, 2, 29)


@pytest.mark.parametrize(
    ("days", "code"),
    [(0, "PERIOD_INVALID"), (1, ""), (366, ""), (367, "PERIOD_INVALID")],
)
def test_a_period_is_one_day_to_366(days: int, code: str) -> None:
    start = dt.date(2026, 1, 1)

    refusal = check_length(start, start + days * DAY, 366)

    assert (refusal.code if refusal else "") == code


def test_flags_of_a_period_name_what_was_cut() -> None:
    day = dt.date
    period = Period(day(2026, 1, 1), day(2026, 3, 1), day(2026, 1, 5), day(2026, 2, 1))

    assert period.metered_days == 55
    assert period.credited_days == 27
    assert period.flags([]) == {"COMMISSION_CLIPPED", "CREDITING_CLIPPED"}
    gap = [(day(2025, 10, 1), day(2025, 11, 1)), (day(2025, 11, 1), day(2025, 12, 31))]
    assert "PERIOD_GAP" in period.flags(gap)
    assert "PERIOD_GAP" not in period.flags(
        [*gap, (day(2025, 12, 31), day(2026, 1, 1))]
    )
