"""Readings at the desk: the same rules as in a file, roll-over and new meters."""

from __future__ import annotations

import dataclasses
import datetime as dt
from fractions import Fraction
from typing import Any
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import text

from carbon_points.actions.service import withdraw
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.crediting.explain import explain
from carbon_points.crediting.fleet import installation
from carbon_points.crediting.fleet import installations
from carbon_points.crediting.installations import add_papers
from carbon_points.crediting.installations import NewInstallation
from carbon_points.crediting.installations import register_installation
from carbon_points.crediting.installations import take_back
from carbon_points.crediting.metering import NewReading
from carbon_points.crediting.readings import change_meter
from carbon_points.crediting.readings import MeterChange
from carbon_points.crediting.readings import preview_reading
from carbon_points.crediting.readings import record_reading
from carbon_points.evidence.queries import files_of
from carbon_points.integrity.service import verify
from carbon_points.rulebook.service import current
from tests.deeds import Meter as Line
from tests.deeds import meters_file
from tests.deeds import person
from tests.deeds import pumps_file
from tests.deeds import take_one
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.crediting.installations import Done
    from carbon_points.crediting.readings import ReadingPreview
    from carbon_points.storage.engine import Database

START = dt.date(2026, 1, 1)
PV = NewInstallation(
    "rooftop_pv",
    person(1),
    "0000000000001",
    {"capacity_kw": "10", "commissioning_date": "2025-06-01"},
    is_exclusive=True,
)


def new_pv(db: Database, **changes: Any) -> int:
    wanted = dataclasses.replace(PV, **changes)
    return register_installation(db, as_of("worker"), wanted).installation_id


def read(db: Database, number: int, day: dt.date, value: str, turns: str = "") -> Done:
    return record_reading(db, as_of("worker"), NewReading(number, day, value, turns))


def seen(db: Database, number: int, day: dt.date, value: str) -> ReadingPreview:
    return preview_reading(db, as_of("worker"), NewReading(number, day, value))


def swap(
    db: Database, number: int, day: dt.date, end: str, start: str, new: str = ""
) -> None:
    change_meter(db, as_of("worker"), MeterChange(number, day, end, start, new))


def after(days: int) -> dt.date:
    return START + dt.timedelta(days=days)


def segments(db: Database, action_id: int | None) -> list[dict[str, Any]]:
    book = current(db, as_of())
    with db.reading() as session:
        inputs = explain(session, book, action_id or 0).inputs
    found: list[dict[str, Any]] = inputs["segments"]
    return found


def sound(db: Database) -> bool:
    return verify(db, as_of(), recalculate=True).ok


# The installation


def test_a_registered_installation_stands_in_the_list(small: Database) -> None:
    number = new_pv(small)

    [line] = installations(small, as_of("worker"))

    assert (line.installation_id, line.size, line.last_on) == (number, "10", None)
    assert line.figures["exclusive_on"] == as_of().as_of.isoformat()
    assert line.due_on() == dt.date(2025, 6, 1)
    assert sound(small)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"is_exclusive": False}, "EXCLUSIVITY_MISSING"),
        ({"device_no": "  "}, "DEVICE_NO_MISSING"),
        ({"participant_id": person(99)}, "PARTICIPANT_UNKNOWN"),
        ({"values": {"capacity_kw": "10"}}, "INPUT_MISSING"),
        ({"values": {**PV.values, "capacity_kw": "0"}}, "INPUT_RANGE"),
        ({"values": {**PV.values, "capacity_kw": "51"}}, "CAPACITY_LIMIT"),
        (
            {"values": {**PV.values, "commissioning_date": "2099-01-01"}},
            "PERIOD_BEFORE_COMMISSIONING",
        ),
        ({"methodology": "cycling"}, "INSTALLATION_UNKNOWN"),
    ],
)
def test_what_the_methodology_does_not_allow_is_not_registered(
    small: Database, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(RefusedError, match=code):
        new_pv(small, **changes)

    assert installations(small, as_of("worker")) == []


def test_a_device_is_registered_once_in_the_district(small: Database) -> None:
    new_pv(small)

    with pytest.raises(RefusedError, match="DUPLICATE_DEVICE"):
        new_pv(small, participant_id=person(2))


def test_one_home_registers_one_system_whoever_asks(small: Database) -> None:
    number = new_pv(small, account_number="370114")

    with pytest.raises(RefusedError, match="ACCOUNT_TAKEN"):
        new_pv(
            small,
            device_no="另一块",
            account_number="370114",
            participant_id=person(2),
        )
    take_back(small, as_of("worker"), number)

    assert new_pv(small, device_no="另一块", account_number="370114")


def test_an_installation_is_registered_on_the_day_it_is_commissioned(
    small: Database,
) -> None:
    today = as_of().as_of.isoformat()

    assert new_pv(small, values={**PV.values, "commissioning_date": today})


def test_the_same_key_registers_and_reads_once(small: Database) -> None:
    caller = as_of("worker", key="click")
    first = register_installation(small, caller, PV)
    again = register_installation(small, caller, PV)
    read(small, first.installation_id, START, "1000")
    wanted = NewReading(first.installation_id, after(31), "1600")
    reading = as_of("worker", key="save")
    booked = record_reading(small, reading, wanted)
    twice = record_reading(small, reading, wanted)

    assert first == again
    assert (booked.action_id, booked.reduction_mg) == (
        twice.action_id,
        twice.reduction_mg,
    )


def test_papers_that_come_later_are_kept_with_the_installation(
    small: Database, tmp_path: Path
) -> None:
    number = new_pv(small)
    paper = tmp_path / "并网协议.pdf"
    paper.write_bytes(b"%PDF-1.4")

    kept = add_papers(small, as_of("worker"), number, [paper])

    assert kept == installation(small, as_of("worker"), number).papers == 1
    assert sound(small)


def test_only_a_worker_registers_and_reads(small: Database) -> None:
    number = new_pv(small)

    with pytest.raises(NotAllowedError):
        register_installation(small, as_of("auditor"), PV)
    with pytest.raises(NotAllowedError):
        record_reading(small, as_of("viewer"), NewReading(number, START, "1"))


def test_a_photo_of_the_meter_is_kept_with_what_it_proves(
    small: Database, tmp_path: Path
) -> None:
    number = new_pv(small)
    photo = tmp_path / "表.jpg"
    photo.write_bytes(b"\xff\xd8 meter")
    read(small, number, START, "1000")

    wanted = NewReading(number, after(31), "1600")
    done = record_reading(small, as_of("worker"), wanted, [photo])

    with small.reading() as session:
        [kept] = files_of(session, "action", done.action_id or 0)
    assert kept.name == "表.jpg"
    assert sound(small)


# Readings


def test_the_desk_reads_on_where_a_file_stopped_and_the_file_where_the_desk_did(
    small: Database, tmp_path: Path
) -> None:
    take_one(small, meters_file(tmp_path, [Line(START, "1000")]))
    [line] = installations(small, as_of("worker"))

    first = read(small, line.installation_id, after(31), "1600")
    twice = take_one(small, meters_file(tmp_path, [Line(after(31), "1600")]))
    third = take_one(small, meters_file(tmp_path, [Line(after(59), "2300")]))

    assert first.action_id is not None
    assert (twice.duplicates, twice.actions) == (1, 0)
    assert third.actions == 1
    assert sound(small)


def test_the_preview_says_what_is_then_recorded(small: Database) -> None:
    number = new_pv(small)
    read(small, number, START, "1000")

    shown = seen(small, number, after(31), "1600")
    done = read(small, number, after(31), "1600")

    assert shown.judged is not None
    assert shown.judged.reduction_mg == done.reduction_mg
    assert shown.judged.points_expected == done.points_expected
    assert (shown.course.days, shown.course.energy) == (31, Fraction(600))
    assert shown.course.per_day == Fraction(600, 31)


def test_the_plausible_band_is_where_the_methodology_begins_to_doubt(
    small: Database,
) -> None:
    number = new_pv(small)
    read(small, number, START, "1000")

    band = seen(small, number, after(31), "").band

    # 31 days at 10 kW: 1.5, 5.2 and 6.0 kWh per kW and day.
    assert band is not None
    assert (band.low, band.high, band.limit) == (465, 1612, 1860)


@pytest.mark.parametrize(
    ("day", "value", "code"),
    [
        (after(31), "999", "READING_DECREASES"),
        (START, "1600", "READING_ORDER"),
        (START, "1000", "READING_KNOWN"),
        (after(31), "1000.5.5", "READING_NOT_NUMBER"),
        (after(31), "2861", "YIELD_TOO_HIGH"),
        (after(31), "99999", "OVER_CAPACITY"),
        (dt.date(2099, 1, 1), "1600", "DATE_FUTURE"),
    ],
)
def test_an_impossible_reading_is_refused_with_what_was_read_before(
    small: Database, day: dt.date, value: str, code: str
) -> None:
    number = new_pv(small)
    read(small, number, START, "1000")

    shown = seen(small, number, day, value)
    with pytest.raises(RefusedError, match=code):
        read(small, number, day, value)

    assert shown.problem is not None
    assert shown.problem.code == code
    assert (shown.course.previous_on, shown.course.previous) == (START, Fraction(1000))


def test_a_deemed_installation_is_credited_without_a_reading(small: Database) -> None:
    values = {
        "mode": "deemed",
        "baseline": "new",
        "commissioning_date": "2025-10-01",
        "cc_w": 3500,
        "apf": "5.27",
        "grade": 1,
        "units": 1,
    }
    number = new_pv(
        small, methodology="air_conditioner", device_no="AC1", values=values
    )

    done = read(small, number, after(90), "")
    later = read(small, number, after(120), "")

    assert done.reduction_mg > later.reduction_mg > 0
    assert not installation(small, as_of("worker"), number).is_metered
    assert sound(small)


def test_an_imported_heat_pump_is_read_on_with_its_own_figures(
    small: Database, tmp_path: Path
) -> None:
    take_one(small, pumps_file(tmp_path, [{}]))
    [line] = installations(small, as_of("worker"))
    detail = installation(small, as_of("worker"), line.installation_id)

    assert detail.standing["refrigerant"] == "R32"
    assert detail.standing["area_m2"] == "120"
    assert detail.is_metered


def test_after_too_long_a_gap_the_next_period_begins_anew(small: Database) -> None:
    number = new_pv(small)
    read(small, number, START - dt.timedelta(days=210), "1000")
    swap(small, number, START - dt.timedelta(days=200), "1100", "0", "新表")
    late = NewReading(number, after(170), "9000")
    shown = preview_reading(small, as_of("worker"), late)
    with pytest.raises(RefusedError, match="PERIOD_INVALID"):
        record_reading(small, as_of("worker"), late)

    begun = record_reading(
        small, as_of("worker"), dataclasses.replace(late, starts_anew=True)
    )
    done = read(small, number, after(179), "9200")

    assert shown.may_start_anew
    assert begun.action_id is None
    assert segments(small, done.action_id) == [
        {"meter_id": "新表", "start": "9000", "end": "9200"}
    ]
    assert sound(small)


# Taking back


def test_a_reading_taken_back_ends_no_period(small: Database) -> None:
    number = new_pv(small)
    read(small, number, START, "1000")
    done = read(small, number, after(31), "1600")

    withdraw(small, as_of("worker"), [done.action_id or 0], "抄错了")
    again = read(small, number, after(31), "1500")

    [before, now] = installation(small, as_of("worker"), number).readings
    assert [before.value, now.value] == [1000, 1500]
    assert again.reduction_mg < done.reduction_mg
    assert sound(small)


def test_first_reading_change_and_installation_are_taken_back_in_turn(
    small: Database,
) -> None:
    number = new_pv(small)
    read(small, number, START, "1000")
    swap(small, number, after(10), "1100", "5")

    undone = [take_back(small, as_of("worker"), number) for _ in range(3)]

    assert undone == ["change", "reading", "installation"]
    assert installations(small, as_of("worker")) == []
    assert sound(small)


def test_a_period_is_not_taken_back_as_a_reading(small: Database) -> None:
    number = new_pv(small)
    read(small, number, START, "1000")
    read(small, number, after(31), "1600")

    with pytest.raises(RefusedError, match="WRONG_STATE"):
        take_back(small, as_of("worker"), number)


def test_an_installation_stays_when_its_only_period_is_taken_back(
    small: Database,
) -> None:
    number = new_pv(small)
    read(small, number, START, "1000")
    done = read(small, number, after(31), "1600")
    withdraw(small, as_of("worker"), [done.action_id or 0], "抄错了")
    take_back(small, as_of("worker"), number)

    [line] = installations(small, as_of("worker"))

    assert (line.installation_id, line.last_on) == (number, None)


# Counters that turn over, meters that are replaced, periods that are split


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
