"""Days and moments as desks write them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.common.days import epoch_seconds
from carbon_points.common.days import ZONE
from carbon_points.exchange.readers import moments

if TYPE_CHECKING:
    from carbon_points.exchange.readers.values import Cell

FULL = {ord(c): ord(c) + 0xFEE0 for c in "0123456789-/.:"}
days = st.dates(dt.date(1980, 1, 1), dt.date(2099, 12, 31))
clock = st.datetimes(dt.datetime(1980, 1, 2), dt.datetime(2099, 12, 31))  # noqa: DTZ001

DAY_FORMS = (
    """
{0:%Y-%m-%d}|{0:%Y/%m/%d}|{0.year}-{0.month}-{0.day}|{0.year}/{0.month}/{0.day}
{0.year}.{0.month}.{0.day}|{0.year}年{0.month}月{0.day}日|{0:%Y年%m月%d日}|{0:%Y%m%d}
{0.year}年{0.month}月{0.day}|{0.year} 年 {0.month} 月 {0.day} 日|{0:%Y-%m-%d} 00:00:00
\u200b {0:%Y-%m-%d}\u3000
""".strip("\n")
    .replace("\n", "|")
    .split("|")
)
MOMENT_FORMS = (
    """
{0:%Y-%m-%d %H:%M:%S}|{0:%Y/%m/%d %H:%M:%S}|{0:%Y-%m-%dT%H:%M:%S}
{0:%Y-%m-%dT%H:%M:%S}+08:00|{0:%Y-%m-%dT%H:%M:%S}+0800|{0:%Y-%m-%dT%H:%M:%S} +08
{0.year}年{0.month}月{0.day}日 {0.hour}时{0.minute}分{0.second}秒
{0.year}年{0.month}月{0.day}日{0.hour}时{0.minute}分{0.second}秒
{0.year}/{0.month}/{0.day} {0.hour}:{0:%M:%S}|{0:%Y.%m.%d %H:%M:%S.000}
{0:%Y%m%d%H%M%S}|{0:%Y%m%d %H:%M:%S}|{0:%Y-%m-%d} 星期四 {0:%H:%M:%S}
""".strip("\n")
    .replace("\n", "|")
    .split("|")
)


@given(days, st.sampled_from(DAY_FORMS), st.sampled_from([FULL, {}]))
def test_a_day_is_the_same_in_every_form(
    day: dt.date, form: str, width: dict[int, int]
) -> None:
    assert moments.day(form.format(day).translate(width)) == day


@given(days)
def test_a_spreadsheet_s_day_is_the_day_it_shows(day: dt.date) -> None:
    serial = (day - dt.date(1899, 12, 30)).days

    assert moments.day(serial) == day
    assert moments.day(float(serial)) == day
    assert moments.day(str(serial)) == day
    assert moments.day(day) == day
    assert moments.day(dt.datetime.combine(day, dt.time(23, 59))) == day


@given(clock, st.sampled_from(MOMENT_FORMS))
def test_a_moment_is_the_same_in_every_form(moment: dt.datetime, form: str) -> None:
    whole = moment.replace(microsecond=0)

    assert moments.moment(form.format(whole)) == epoch_seconds(whole)


@given(clock, st.integers(-840, 840))
def test_an_offset_is_taken_into_account(moment: dt.datetime, minutes: int) -> None:
    zone = dt.timezone(dt.timedelta(minutes=minutes))
    aware = moment.replace(microsecond=0, tzinfo=zone)

    assert moments.moment(aware.isoformat()) == int(aware.timestamp())
    assert moments.day(aware.isoformat()) == aware.date()


def test_utc_may_be_written_as_a_letter() -> None:
    expected = epoch_seconds(dt.datetime(2026, 3, 5, 8, tzinfo=ZONE))

    assert moments.moment("2026-03-05T00:00:00Z") == expected


@given(clock)
def test_a_spreadsheet_s_moment_is_whole_seconds(moment: dt.datetime) -> None:
    whole = moment.replace(microsecond=0)
    serial = (whole - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)  # noqa: DTZ001

    if serial % 1:
        assert moments.moment(serial) == epoch_seconds(whole)
    assert moments.moment(whole - dt.timedelta(microseconds=4)) == epoch_seconds(whole)
    assert moments.moment(whole) == epoch_seconds(whole)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-03-05 上午8:00", 8),
        ("2026-03-05 下午2:00", 14),
        ("2026-03-05 下午 14:00", 14),
        ("2026-03-05 下午12:00", 12),
        ("2026-03-05 8:00 AM", 8),
        ("2026-03-05 11:00 pm", 23),
        ("2026年3月5日 8时", 8),
        ("2026年3月5日 8点00分", 8),
    ],
)
def test_half_days_are_read_and_not_moved(text: str, hour: int) -> None:
    expected = epoch_seconds(dt.datetime(2026, 3, 5, hour, tzinfo=ZONE))

    assert moments.moment(text) == expected


NO_MOMENTS = (
    """
2026-02-30 08:00:00|0000-00-00 00:00:00|1900-01-00 08:00|2026-13-01 08:00
03/04/2026 08:00|26-3-5 08:00|46086.3333|1772668800000|-1|
2026-03-05 24:00:00|2026-03-05 08:00:60|2026-03-05 08:60|2026-03-05|昨天上午
2026-03-05 上午12:30|2026-03-05 上午8:00 PM|2026-03-05 25:00|46086
2026-03-05T08:00:00+15:00|2026-03-05T08:00:00+08:75
2026-3/5 08:00|1900-01-01 08:00|٢٠٢٦-03-05 08:00|2026-03-05 8|2026-03-05 08:00 CST
""".strip()
    .replace("\n", "|")
    .split("|")
)
NO_DAYS = (
    """
2026年2月30日|2026-13-01|03/04/2026|26-3-5|1900-01-00|-1||1772668800000|20260230|昨天
2026-03-05 24:00:00|12-31|2026-03|2026|1899-12-31|9999999
""".strip()
    .replace("\n", "|")
    .split("|")
)


@pytest.mark.parametrize(
    "cell",
    [
        *NO_MOMENTS,
        -1.0,
        46086.0,
        46086.3333,
        None,
        True,
        0,
        5,
        float("nan"),
        dt.time(8),
    ],
)
def test_a_moment_that_is_not_certain_is_refused(cell: Cell) -> None:
    assert moments.moment(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        *NO_DAYS,
        -1,
        0,
        1,
        None,
        True,
        1772668800000,
        20261301,
        2026,
        float("inf"),
        dt.time(1),
    ],
)
def test_a_day_that_is_not_certain_is_refused(cell: Cell) -> None:
    assert moments.day(cell) is None


def test_the_end_of_time_does_not_overflow() -> None:
    assert moments.day("9999-12-31") == dt.date(9999, 12, 31)
    assert moments.moment("9999-12-31 23:59:59") is not None


def test_a_cell_that_shows_only_a_day_is_its_midnight() -> None:
    expected = epoch_seconds(dt.datetime(2026, 3, 5, tzinfo=ZONE))

    assert moments.moment(dt.date(2026, 3, 5)) == expected


@given(st.text() | st.floats() | st.integers() | st.dates() | st.datetimes())
def test_any_cell_gives_a_day_in_range_or_nothing(cell: Cell) -> None:
    found = moments.day(cell)

    assert found is None or 1980 <= found.year <= 9999
    assert moments.moment(cell) is None or isinstance(moments.moment(cell), int)
