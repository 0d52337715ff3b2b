"""Days and moments are read as people write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.shared import dates
from ui.shared.dates import day_words
from ui.shared.dates import parse_day
from ui.shared.dates import parse_moment

NOW = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-19", dt.date(2026, 11, 19)),
        ("20261119", dt.date(2026, 11, 19)),
        ("２０２６／１１／１９", dt.date(2026, 11, 19)),
        ("2026年11月9日", dt.date(2026, 11, 9)),
        ("11.19", dt.date(2026, 11, 19)),
        ("12-31", dt.date(2025, 12, 31)),
        ("2-29", None),
        ("2026-13-01", None),
        ("昨天", None),
        ("", None),
    ],
)
def test_a_day_is_read_in_every_writing(text: str, day: dt.date | None) -> None:
    assert parse_day(text, NOW) == day


@given(st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)))
def test_every_day_is_read_as_it_is_written(day: dt.date) -> None:
    assert parse_day(f"{day:%Y/%m/%d}", NOW) == parse_day(day.isoformat(), NOW) == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-19 07:40", "2026-11-19T07:40:00+08:00"),
        ("7：40", "2026-11-20T07:40:00+08:00"),
        ("11-19 23:59:58", "2026-11-19T23:59:58+08:00"),
        ("2026-11-19T07:40", "2026-11-19T07:40:00+08:00"),
    ],
)
def test_a_moment_is_of_the_district(text: str, moment: str) -> None:
    found = parse_moment(text, NOW)

    assert found is not None
    assert found.isoformat() == moment


@pytest.mark.parametrize("text", ["", "24:00", "7:60", "2026-11-19", "x 7:40"])
def test_what_is_no_moment_is_none(text: str) -> None:
    assert parse_moment(text, NOW) is None


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "今天 · 周五"),
        (1, "昨天 · 周四"),
        (2, "前天 · 周三"),
        (-1, "在今天之后 · 周六"),
        (9, "9 天前 · 周三"),
    ],
)
def test_a_day_says_where_it_lies(days: int, words: str) -> None:
    assert day_words(NOW - dt.timedelta(days=days), NOW) == words


def test_today_is_a_day() -> None:
    assert isinstance(dates.today(), dt.date)
