"""Meters read at the desk: credited, judged before, taken back."""

from __future__ import annotations

import dataclasses
import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from carbon_points.actions.service import withdraw
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.crediting.fleet import installation
from carbon_points.crediting.fleet import installations
from carbon_points.crediting.installations import register_installation
from carbon_points.crediting.installations import take_back
from carbon_points.crediting.metering import NewReading
from carbon_points.crediting.readings import preview_reading
from carbon_points.crediting.readings import record_reading
from carbon_points.evidence.queries import files_of
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
from tests.deeds import pumps_file
from tests.deeds import take_one
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database


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
