"""Readings and ledgers of installations: each period counted once, none lost."""

from __future__ import annotations

import datetime as dt
from typing import Any
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.actions.service import withdraw
from carbon_points.audit.service import approve
from carbon_points.audit.service import reverse_actions
from carbon_points.audit.service import withdraw_import
from carbon_points.crediting.explain import explain
from carbon_points.integrity.service import verify
from carbon_points.rulebook.service import current
from tests.deeds import conditioners_file
from tests.deeds import identity
from tests.deeds import Meter
from tests.deeds import meters_file
from tests.deeds import person
from tests.deeds import pumps_file
from tests.deeds import take_one
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.exchange.report import FileReport
    from carbon_points.storage.engine import Database

JANUARY = Meter(dt.date(2026, 1, 1), "1000")
FEBRUARY = Meter(dt.date(2026, 2, 1), "1600")
MARCH = Meter(dt.date(2026, 3, 1), "2300")
APRIL = Meter(dt.date(2026, 4, 1), "3200")


def figures(report: FileReport) -> tuple[int, int, int, int]:
    return report.accepted, report.duplicates, report.rejected, report.actions


def codes(report: FileReport) -> list[str]:
    return [problem.code for problem in report.problems]


def periods(db: Database) -> list[tuple[str, str, str, str]]:
    """Start, end and meter values of the live periods."""
    book = current(db, as_of())
    with db.reading() as session:
        ids = session.scalars(
            text("SELECT id FROM action WHERE state <= 3 ORDER BY id")
        )
        found = [explain(session, book, number).inputs for number in ids]
    return [
        (i["period_start"], i["period_end"], segment["start"], segment["end"])
        for i in found
        for segment in i["segments"]
    ]


def action_ids(db: Database) -> list[int]:
    with db.reading() as session:
        return list(session.scalars(text("SELECT id FROM action ORDER BY id")))


def sound(db: Database) -> bool:
    return verify(db, as_of(), recalculate=True).ok


def test_the_first_reading_sets_the_start_and_is_no_action(
    small: Database, tmp_path: Path
) -> None:
    report = take_one(small, meters_file(tmp_path, [JANUARY]))

    assert figures(report) == (1, 0, 0, 0)
    assert action_ids(small) == []
    with small.reading() as session:
        row = session.execute(
            text("SELECT participant_id, device_key FROM installation")
        )
        assert tuple(row.one()) == (person(1), JANUARY.account)


def test_each_reading_ends_the_period_that_the_one_before_began(
    small: Database, tmp_path: Path
) -> None:
    take_one(small, meters_file(tmp_path, [JANUARY, FEBRUARY]))
    report = take_one(small, meters_file(tmp_path, [MARCH]))

    assert figures(report) == (1, 0, 0, 1)
    assert periods(small) == [
        ("2026-01-01", "2026-02-01", "1000", "1600"),
        ("2026-02-01", "2026-03-01", "1600", "2300"),
    ]
    assert sound(small)


def test_a_reading_read_before_is_a_duplicate(small: Database, tmp_path: Path) -> None:
    take_one(small, meters_file(tmp_path, [JANUARY, FEBRUARY]))

    report = take_one(small, meters_file(tmp_path, [JANUARY, FEBRUARY, MARCH, MARCH]))

    assert figures(report) == (1, 3, 0, 1)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (Meter(FEBRUARY.day, "999.9"), "READING_DECREASES"),
        (Meter(FEBRUARY.day, "8440.1"), "OVER_CAPACITY"),
        (Meter(JANUARY.day, "1001"), "READING_ORDER"),
        (Meter(dt.date(2025, 12, 1), "900"), "READING_ORDER"),
        (Meter(FEBRUARY.day, "1600", person=2), "DUPLICATE_DEVICE"),
        (Meter(FEBRUARY.day, "1600", person=9), "UNKNOWN_OWNER"),
    ],
)
def test_after_a_refused_reading_the_next_one_covers_both_months(
    small: Database, tmp_path: Path, bad: Meter, code: str
) -> None:
    report = take_one(small, meters_file(tmp_path, [JANUARY, bad, MARCH]))

    assert figures(report) == (2, 0, 1, 1)
    assert codes(report) == [code]
    assert periods(small) == [("2026-01-01", "2026-03-01", "1000", "2300")]


def test_a_reading_at_the_very_limit_of_the_capacity_is_possible(
    small: Database, tmp_path: Path
) -> None:
    # 31 days of 24 hours at 10 kW: possible, though the methodology doubts it.
    most = Meter(FEBRUARY.day, str(1000 + 31 * 24 * 10))

    report = take_one(small, meters_file(tmp_path, [JANUARY, most]))

    assert codes(report) == ["YIELD_TOO_HIGH"]


def test_after_a_period_that_earns_nothing_the_next_one_covers_both_months(
    small: Database, tmp_path: Path
) -> None:
    sunny = Meter(FEBRUARY.day, "4200")
    april = Meter(APRIL.day, "5000")

    report = take_one(small, meters_file(tmp_path, [JANUARY, sunny, april]))

    assert (report.actions, report.not_creditable) == (1, 1)
    assert periods(small) == [("2026-01-01", "2026-04-01", "1000", "5000")]
    assert sound(small)


def test_a_withdrawn_reading_begins_no_period_and_can_be_corrected(
    small: Database, tmp_path: Path
) -> None:
    take_one(small, meters_file(tmp_path, [JANUARY, FEBRUARY]))
    [first] = action_ids(small)

    withdraw(small, as_of("worker"), [first], "抄错了")
    again = take_one(small, meters_file(tmp_path, [FEBRUARY]))
    corrected = take_one(small, meters_file(tmp_path, [Meter(FEBRUARY.day, "1500")]))
    take_one(small, meters_file(tmp_path, [MARCH]))

    assert figures(again) == (0, 1, 0, 0)
    assert figures(corrected) == (1, 0, 0, 1)
    assert periods(small) == [
        ("2026-01-01", "2026-02-01", "1000", "1500"),
        ("2026-02-01", "2026-03-01", "1500", "2300"),
    ]
    assert sound(small)


def test_after_a_reversal_the_next_reading_covers_both_months(
    small: Database, tmp_path: Path
) -> None:
    take_one(small, meters_file(tmp_path, [JANUARY, FEBRUARY]))
    approve(small, as_of(), "all")

    reverse_actions(small, as_of("auditor"), action_ids(small), "表计更换未登记")
    take_one(small, meters_file(tmp_path, [MARCH]))

    assert periods(small) == [("2026-01-01", "2026-03-01", "1000", "2300")]
    assert sound(small)


def test_a_withdrawn_file_of_readings_can_be_imported_again(
    small: Database, tmp_path: Path
) -> None:
    take_one(small, meters_file(tmp_path, [JANUARY]))
    file = meters_file(tmp_path, [FEBRUARY, MARCH])
    first = take_one(small, file)

    withdraw_import(small, as_of("worker"), first.batch_id or 0, "选错了文件")
    again = take_one(small, file)

    assert figures(again) == figures(first) == (2, 0, 0, 2)
    assert sound(small)


def test_an_installation_taken_back_with_its_file_is_free_for_another_owner(
    small: Database, tmp_path: Path
) -> None:
    first = take_one(small, meters_file(tmp_path, [JANUARY, FEBRUARY]))
    withdraw_import(small, as_of("worker"), first.batch_id or 0, "户主填错")

    other = [Meter(m.day, m.kwh, person=2) for m in (JANUARY, FEBRUARY)]
    report = take_one(small, meters_file(tmp_path, other))

    assert figures(report) == (2, 0, 0, 1)
    assert sound(small)


def test_a_capacity_is_used_up_over_all_of_an_owners_systems(
    small: Database, tmp_path: Path
) -> None:
    big = [Meter(m.day, m.kwh, kw="90") for m in (JANUARY, FEBRUARY)]
    second = [Meter(m.day, m.kwh, "0000000000002") for m in (JANUARY, FEBRUARY)]

    report = take_one(small, meters_file(tmp_path, [*big, *second]))

    assert codes(report)[-1:] == ["CAPACITY_LIMIT"]


LEDGERS: list[tuple[Any, str, str, dict[str, str]]] = [
    (pumps_file, "heat_pump", "设备编号", {"供热量（kWh）": "9100"}),
    (conditioners_file, "air_conditioner", "产品条码", {"APF": "5.3"}),
]


@pytest.mark.parametrize(("write", "kind", "number", "change"), LEDGERS)
def test_a_device_is_credited_once_a_period(
    small: Database,
    tmp_path: Path,
    write: Any,
    kind: str,
    number: str,
    change: dict[str, str],
) -> None:
    owner = "身份证号/统一社会信用代码"
    rows = [{}, {}, change, {number: "X2"}, {owner: identity(2)}]

    report = take_one(small, write(tmp_path, rows))
    again = take_one(small, write(tmp_path, rows))

    assert report.kind == kind
    assert figures(report) == (2, 1, 2, 2)
    assert codes(report) == ["DUPLICATE_DEVICE"] * 2
    assert figures(again) == (0, 3, 2, 0)
    assert sound(small)


@pytest.mark.parametrize(("write", "kind", "number", "change"), LEDGERS)
def test_a_device_logged_for_the_wrong_owner_can_be_put_right(
    small: Database,
    tmp_path: Path,
    write: Any,
    kind: str,
    number: str,
    change: dict[str, str],
) -> None:
    del kind, number, change
    take_one(small, write(tmp_path, [{}]))

    withdraw(small, as_of("worker"), action_ids(small), "户主填错")
    right = write(tmp_path, [{"身份证号/统一社会信用代码": identity(2)}])

    assert figures(take_one(small, right)) == (1, 0, 0, 1)
    assert sound(small)


@pytest.mark.parametrize("together", [False, True])
def test_a_device_that_earned_nothing_is_free_for_its_true_owner(
    small: Database, tmp_path: Path, *, together: bool
) -> None:
    wrong = {"原取暖方式": "集中供热"}
    right = {"身份证号/统一社会信用代码": identity(2)}
    files = [[wrong, right]] if together else [[wrong], [right]]

    reports = [take_one(small, pumps_file(tmp_path, rows)) for rows in files]

    assert [code for report in reports for code in codes(report)] == [
        "BASELINE_NOT_ELIGIBLE"
    ]
    assert reports[-1].accepted == 1
    assert sound(small)


def test_the_next_season_begins_where_the_last_ended(
    small: Database, tmp_path: Path
) -> None:
    first = {
        "采暖季起": "2025-11-15",
        "采暖季止": "2026-01-15",
        "电表止码（kWh）": "2000",
    }
    first["供热量（kWh）"] = "3000"
    second = {"采暖季起": "2026-01-16", "电表起码（kWh）": "2500"}
    second["供热量（kWh）"] = "4500"

    report = take_one(small, pumps_file(tmp_path, [first, second]))

    assert codes(report) == ["METER_DISCONTINUITY"]
