"""A reading is typed, judged, recorded and taken back."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import text

from carbon_points.crediting.installations import NewInstallation
from carbon_points.crediting.installations import register_installation
from carbon_points.crediting.metering import NewReading
from carbon_points.crediting.readings import record_reading
from tests.deeds import person
from tests.districts import as_of
from tests.ui.service_desk.hand import CTRL
from tests.ui.service_desk.meters import BEFORE
from tests.ui.service_desk.meters import fit_out
from tests.ui.service_desk.meters import METERS
from tests.ui.service_desk.meters import press
from tests.ui.service_desk.meters import readings
from tests.ui.service_desk.meters import said
from tests.ui.service_desk.meters import shown
from ui.shared.dates import today

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand


def test_a_route_is_read_with_the_keyboard_alone(hand: Hand, small: Database) -> None:
    route = fit_out(small)
    page = shown(hand)
    hand.keys = 0

    for number in range(METERS):
        hand.type(str(1700 + number))
        hand.commit()

    assert [readings(small, each)[-1].value for each in route] == [
        1700 + number for number in range(METERS)
    ]
    # Four digits and one key to save each: the caret is in the next field already.
    assert hand.keys == METERS * 5
    assert page.presenter.current == route[-1]


def test_whoever_types_faster_than_it_is_written_types_the_next_value(
    hand: Hand, small: Database
) -> None:
    route = fit_out(small, 2)
    page = shown(hand)
    hand.type("1700")
    QTest.keyClick(hand.focus, Qt.Key.Key_Return, CTRL)

    hand.type_ahead("1701")
    hand.wait()
    hand.wait()
    hand.commit()

    assert [readings(small, each)[-1].value for each in route] == [1700, 1701]
    assert page.presenter.current == route[1]


def test_enter_goes_from_the_date_to_the_value_to_the_save_button(
    hand: Hand, small: Database
) -> None:
    route = fit_out(small)
    page = shown(hand)
    page.reading.take_focus("day")

    hand.press(Qt.Key.Key_Return)
    hand.type("1700")
    hand.press(Qt.Key.Key_Return)
    hand.press(Qt.Key.Key_Return)  # past the two figures that may stay empty
    page.reading.save.setFocus()
    hand.press(Qt.Key.Key_Return)

    assert readings(small, route[0])[-1].value == 1700


def test_tab_goes_from_date_to_value_to_photo_to_save(
    hand: Hand, small: Database
) -> None:
    fit_out(small, 1)
    page = shown(hand)
    page.reading.take_focus("day")
    stops = []
    for _ in range(6):
        stops.append(hand.focus)
        hand.press(Qt.Key.Key_Tab)

    assert stops[0] is page.reading.day.line
    assert stops[1] is page.reading.value.line
    assert page.reading.files.isAncestorOf(stops[2])
    assert page.reading.save in stops


def test_the_reading_is_judged_while_it_is_typed(hand: Hand, small: Database) -> None:
    fit_out(small)
    page = shown(hand)

    hand.type("1500")

    assert "本期电量 500 kWh" in page.reading.outcome.text
    assert "日均 12.5 kWh" in page.reading.outcome.text
    assert "合理区间 1600 到 3080" in page.reading.value.line.accessibleName()


def test_what_is_not_plausible_is_asked_back_once(hand: Hand, small: Database) -> None:
    route = fit_out(small)
    page = shown(hand)

    hand.type("3200")
    hand.commit()
    asked, recorded = said(page), len(readings(small, route[0]))
    hand.commit()

    assert asked.startswith("日均 55 kWh 高于常见值 52。")
    assert recorded == 1
    assert readings(small, route[0])[-1].value == 3200


def test_a_value_below_the_band_is_asked_back_too(hand: Hand, small: Database) -> None:
    fit_out(small)
    page = shown(hand)

    hand.type("1100")
    hand.commit()

    assert said(page).startswith("日均 2.5 kWh 低于常见值 15")


def test_a_reading_that_goes_back_asks_for_a_change_of_meters(
    hand: Hand, small: Database
) -> None:
    [number] = fit_out(small, 1)
    page = shown(hand)
    hand.type("999")
    asked = said(page)

    press(page, "换表")
    hand.wait()
    hand.enter("1200")
    hand.enter("新表")
    hand.type("5")
    hand.commit()

    assert asked.startswith("读数 999 小于上次 1000")
    assert [each.meter_id for each in readings(small, number)] == [
        "光伏001",
        "光伏001",
        "新表",
    ]
    assert page.reading.meter.text() == "新表"


def test_a_counter_that_passed_zero_is_recorded_as_such(
    hand: Hand, small: Database
) -> None:
    [number] = fit_out(small, 1, "99900")
    page = shown(hand)
    hand.type("700")

    press(page, "走满归零（满码 100000）")
    hand.wait()
    page.reading.take_focus()
    hand.commit()

    assert readings(small, number)[-1].value == 700
    assert readings(small, number)[-1].reduction_mg > 0


def test_an_impossible_reading_is_not_recorded(hand: Hand, small: Database) -> None:
    [number] = fit_out(small, 1)
    page = shown(hand)

    hand.type("99999")
    hand.commit()

    assert len(readings(small, number)) == 1
    assert "超过装机容量" in page.reading.outcome.text


def test_a_long_gap_is_remarked(hand: Hand, small: Database) -> None:
    [number] = fit_out(small, 1)
    page = shown(hand)
    later = today() - BEFORE - dt.timedelta(days=80)
    caller = dataclasses.replace(as_of("worker"), as_of=today())
    wanted = NewInstallation(
        "rooftop_pv",
        person(2),
        "久未抄",
        {"capacity_kw": "10", "commissioning_date": "2025-06-01"},
        is_exclusive=True,
    )
    done = register_installation(small, caller, wanted)
    again = dataclasses.replace(caller, operation_id="long ago")
    record_reading(small, again, NewReading(done.installation_id, later, "0"))

    page.arrive(installation_id=done.installation_id)
    page.presenter.load()
    hand.wait()
    page.reading.take_focus()
    hand.type("3000")

    assert done.installation_id != number
    assert said(page).startswith("距上次抄表 120 天，超过 62 天")


def test_after_too_long_a_gap_a_new_start_is_offered(
    hand: Hand, small: Database
) -> None:
    caller = dataclasses.replace(as_of("worker"), as_of=today())
    wanted = NewInstallation(
        "rooftop_pv",
        person(1),
        "久未抄",
        {"capacity_kw": "10", "commissioning_date": "2024-06-01"},
        is_exclusive=True,
    )
    number = register_installation(small, caller, wanted).installation_id
    again = dataclasses.replace(caller, operation_id="long ago")
    long_ago = today() - dt.timedelta(days=400)
    record_reading(small, again, NewReading(number, long_ago, "0"))
    page = shown(hand)
    hand.type("3000")

    press(page, "从这次读数重新起算")
    hand.wait()
    page.reading.take_focus()
    hand.commit()

    [_, latest] = readings(small, number)
    assert (latest.day, latest.action_id) == (today(), None)


def test_the_last_reading_is_taken_back(hand: Hand, small: Database) -> None:
    [number] = fit_out(small, 1)
    shown(hand)
    hand.type("1700")
    hand.commit()
    before = len(readings(small, number))

    hand.press(Qt.Key.Key_Z, CTRL)

    assert before == 2
    assert len(readings(small, number)) == 1


def test_a_photo_goes_with_the_reading(
    hand: Hand, small: Database, tmp_path: Path
) -> None:
    [number] = fit_out(small, 1)
    photo = tmp_path / "表.jpg"
    photo.write_bytes(b"\xff\xd8")
    page = shown(hand)
    page.reading.files.take([photo])

    hand.type("1700")
    hand.commit()

    assert readings(small, number)[-1].action_id is not None
    assert not page.reading.paths


def test_an_unfinished_reading_is_there_again(
    seat: Callable[..., Hand], small: Database, qtbot: QtBot
) -> None:
    route = fit_out(small)
    first = seat(small)
    page = shown(first)
    first.press(Qt.Key.Key_Down)
    first.type("17")
    qtbot.waitUntil(lambda: not page.draft._keeper._timer.isActive())
    first.wait()

    again = shown(seat(small))

    qtbot.waitUntil(lambda: again.reading.value.draft == "17")
    assert again.presenter.current == route[1]


def test_a_recorded_reading_leaves_no_draft(hand: Hand, small: Database) -> None:
    fit_out(small, 1)
    page = shown(hand)
    hand.type("1700")
    hand.commit()
    page.draft.flush()
    hand.wait()

    with small.reading() as session:
        left = session.scalar(text("SELECT COUNT(*) FROM form_draft"))
    assert not left
