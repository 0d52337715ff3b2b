"""Counters that turn over or are replaced: nothing lost, nothing counted twice."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import text

from carbon_points.common.problems import RefusedError
from tests.crediting.meters import after
from tests.crediting.meters import new_pv
from tests.crediting.meters import PV
from tests.crediting.meters import read
from tests.crediting.meters import seen
from tests.crediting.meters import segments
from tests.crediting.meters import sound
from tests.crediting.meters import START
from tests.crediting.meters import swap
from tests.deeds import Meter as Line
from tests.deeds import meters_file
from tests.deeds import take_one

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database


def test_a_counter_that_passed_zero_goes_on(small: Database) -> None:
    number = new_pv(small)
    read(small, number, START, "99900")

    shown = seen(small, number, after(31), "500")
    done = read(small, number, after(31), "500", shown.turns_at)

    assert shown.turns_at == "100000"
    assert shown.problem is not None
    assert segments(small, done.action_id) == [
        {
            "meter_id": PV.device_no,
            "start": "99900",
            "end": "500",
            "rollover": True,
            "max": "100000",
        }
    ]
    assert done.flags[:1] == ("METER_ROLLOVER",)
    assert sound(small)


def test_a_value_that_is_no_turn_is_not_taken_for_one(small: Database) -> None:
    number = new_pv(small)
    read(small, number, START, "50000")

    assert not seen(small, number, after(31), "49000").turns_at


def test_a_replaced_meter_runs_on_in_the_same_period(small: Database) -> None:
    number = new_pv(small)
    read(small, number, START, "1000")
    swap(small, number, after(10), "1200", "7.5", "新表9")

    done = read(small, number, after(31), "407.5")

    assert segments(small, done.action_id) == [
        {"meter_id": PV.device_no, "start": "1000", "end": "1200"},
        {"meter_id": "新表9", "start": "7.5", "end": "407.5"},
    ]
    assert "METER_REPLACED" in done.flags
    assert seen(small, number, after(59), "900").course.meter_id == "新表9"
    assert sound(small)


def test_a_file_reads_on_with_the_new_meter(small: Database, tmp_path: Path) -> None:
    number = new_pv(small)
    read(small, number, START, "1000")
    swap(small, number, after(10), "1200", "0")

    report = take_one(small, meters_file(tmp_path, [Line(after(31), "400")]))

    assert (report.actions, report.reduction_mg > 0) == (1, True)
    assert sound(small)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ((after(10), "999", "0", ""), "READING_DECREASES"),
        ((after(-1), "1200", "0", ""), "READING_ORDER"),
        ((after(10), "1200", "x", ""), "READING_NOT_NUMBER"),
        ((after(10), "1200", "0", PV.device_no), "METER_SAME"),
        ((dt.date(2099, 1, 1), "1200", "0", ""), "DATE_FUTURE"),
    ],
)
def test_a_change_of_meters_that_cannot_be_is_refused(
    small: Database, change: tuple[dt.date, str, str, str], code: str
) -> None:
    number = new_pv(small)
    read(small, number, START, "1000")

    with pytest.raises(RefusedError, match=code):
        swap(small, number, *change)


_KWH = st.integers(0, 40)


_ONE_DATABASE = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


_numbers = iter(range(10_000))


def fresh(db: Database, start: int = 0) -> int:
    """An installation that no other example uses."""
    number = new_pv(db, device_no=f"例{next(_numbers)}")
    read(db, number, START, str(start))
    return number


@_ONE_DATABASE
@given(first=_KWH, second=_KWH, cut=st.integers(1, 30))
def test_a_split_period_is_the_whole(
    small: Database, first: int, second: int, cut: int
) -> None:
    day, end = after(cut), after(31)
    whole, split = fresh(small), fresh(small)

    at_once = read(small, whole, end, str(first + second))
    parts = [
        read(small, split, day, str(first)),
        read(small, split, end, str(first + second)),
    ]

    # One grid factor is in force; each part is rounded to a milligram of its own.
    assert abs(sum(part.reduction_mg for part in parts) - at_once.reduction_mg) <= 1


@_ONE_DATABASE
@given(
    before=_KWH, later=_KWH, new_start=st.integers(0, 99_000), cut=st.integers(0, 31)
)
def test_meters_that_follow_each_other_add_up_to_one(
    small: Database, before: int, later: int, new_start: int, cut: int
) -> None:
    one, two = fresh(small, 500), fresh(small, 500)

    single = read(small, one, after(31), str(500 + before + later))
    swap(small, two, after(cut), str(500 + before), str(new_start))
    double = read(small, two, after(31), str(new_start + later))

    assert single.reduction_mg == double.reduction_mg


@_ONE_DATABASE
@given(ran=st.integers(1, 80), past=st.integers(0, 80))
def test_a_turn_counts_as_if_the_counter_had_one_more_digit(
    small: Database, ran: int, past: int
) -> None:
    end = max(0, min(past, ran - 1))
    start = 10_000 - (ran - end)
    turning, long = fresh(small, start), fresh(small, start)

    turned = read(small, turning, after(31), str(end), "10000")
    straight = read(small, long, after(31), str(start + ran))

    assert turned.reduction_mg == straight.reduction_mg


def test_no_reading_is_left_that_nothing_explains(small: Database) -> None:
    number = fresh(small, 10)
    swap(small, number, after(3), "20", "0")
    read(small, number, after(31), "30")

    with small.reading() as session:
        counted = session.scalar(text("SELECT COUNT(*) FROM reading WHERE counts = 1"))

    assert counted == 4
    assert sound(small)
