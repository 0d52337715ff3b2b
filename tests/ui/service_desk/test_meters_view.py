"""Installations and readings, worked by hand: a route of meters without the mouse."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from carbon_points.crediting.fleet import installation
from carbon_points.crediting.fleet import installations
from carbon_points.crediting.installations import NewInstallation
from carbon_points.crediting.installations import register_installation
from carbon_points.crediting.metering import NewReading
from carbon_points.crediting.readings import record_reading
from tests.deeds import person
from tests.districts import as_of
from tests.ui.service_desk.hand import CTRL
from tests.ui.service_desk.hand import nameless
from ui.service_desk.meters_view import MetersView
from ui.shared.dates import today
from ui.shared.page import Role
from ui.shared.widgets import Button

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from carbon_points.crediting.fleet import PastReading
    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand

METERS = 5
BEFORE = dt.timedelta(days=40)


def fit_out(db: Database, count: int = METERS, start: str = "1000") -> list[int]:
    """Some systems whose meters were read forty days ago; in the order of a route."""
    caller = dataclasses.replace(as_of("worker"), as_of=today())
    for number in range(1, count + 1):
        wanted = NewInstallation(
            "rooftop_pv",
            person(1),
            f"光伏{number:03d}",
            {"capacity_kw": "10", "commissioning_date": "2025-06-01"},
            is_exclusive=True,
        )
        key = dataclasses.replace(caller, operation_id=f"fit{number}")
        done = register_installation(db, key, wanted)
        reading = NewReading(done.installation_id, today() - BEFORE, start)
        key = dataclasses.replace(caller, operation_id=f"read{number}")
        record_reading(db, key, reading)
    return [line.installation_id for line in installations(db, as_of("worker"))]


def shown(hand: Hand) -> MetersView:
    hand.window.navigate("meters")
    hand.wait()
    page = hand.window.page
    assert isinstance(page, MetersView)
    return page


def readings(db: Database, number: int) -> tuple[PastReading, ...]:
    return installation(db, as_of("worker"), number).readings


def said(page: MetersView) -> str:
    return page.reading.notice.text


def press(page: MetersView, words: str) -> None:
    buttons = [b for b in page.findChildren(Button) if words in b.text()]
    next(b for b in buttons if b.isVisible()).click()


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


def test_arrows_go_along_the_route_and_keep_the_column(
    hand: Hand, small: Database
) -> None:
    route = fit_out(small)
    page = shown(hand)

    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_Down)
    in_values = page.reading.value.line.hasFocus()
    page.reading.take_focus("day")
    hand.press(Qt.Key.Key_Up)

    assert in_values
    assert page.presenter.current == route[1]
    assert page.reading.day.line.hasFocus()


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


def test_an_installation_is_registered_and_read_without_the_mouse(
    hand: Hand, small: Database
) -> None:
    page = shown(hand)

    hand.press(Qt.Key.Key_F3)
    hand.type("0002")
    hand.press(Qt.Key.Key_Return)
    page.new.kind.choose("rooftop_pv")
    page.new._form.focus_first_empty()  # type: ignore[union-attr]
    hand.enter("37010001")
    hand.enter("8.4")
    hand.enter("2025-06-01")
    page.new.exclusive.setFocus()
    hand.press(Qt.Key.Key_Space)
    hand.commit()
    hand.wait()
    hand.type("12.5")
    hand.commit()

    [line] = installations(small, as_of("worker"))
    assert (line.participant_id, line.device_no, line.size) == (
        person(2),
        "37010001",
        "8.4",
    )
    assert readings(small, line.installation_id)[0].value == 12.5


def test_what_is_missing_for_a_registration_is_named(hand: Hand) -> None:
    page = shown(hand)

    hand.press(Qt.Key.Key_F3)

    assert not page.new.save.isEnabled()
    assert "业主" in page.new.missing
    assert "排他性声明" in page.new.missing


def test_a_registration_that_is_refused_keeps_what_was_entered(
    hand: Hand, small: Database
) -> None:
    fit_out(small, 1)
    page = shown(hand)
    hand.press(Qt.Key.Key_F3)
    page.presenter.choose_owner(person(2))
    hand.wait()
    page.new.kind.choose("rooftop_pv")
    form = page.new._form
    assert form is not None
    form.fill(
        {
            "device_no": "光伏001",
            "capacity_kw": "8",
            "commissioning_date": "2025-06-01",
        }
    )
    page.new.exclusive.setChecked(True)
    page.commit()
    hand.wait()

    assert "已经登记过" in page.new.notice.text
    assert form.values["device_no"] == "光伏001"


def test_an_empty_district_says_how_to_begin(hand: Hand) -> None:
    page = shown(hand)

    assert page.list.model.rowCount() == 0
    assert "按 F3 登记第一处" in page.list._empty._text.text()


def test_typing_narrows_the_list(hand: Hand, small: Database) -> None:
    fit_out(small)
    page = shown(hand)

    page.list.edit.setText("光伏003")
    page.list.refresh()
    hand.wait()

    assert [line.device_no for line in page.list.shown] == ["光伏003"]


def test_an_auditor_sees_the_readings_and_takes_none(
    seat: Callable[..., Hand], small: Database
) -> None:
    fit_out(small, 2)
    hand = seat(small, Role.AUDITOR)
    page = shown(hand)

    assert page.list.model.rowCount() == 2
    assert not page.reading.save.isVisible()
    assert not page.list.add.isVisible()


def test_every_control_has_a_name(hand: Hand, small: Database) -> None:
    fit_out(small, 2)
    page = shown(hand)
    found = nameless(page)
    page.change_meter()
    found += nameless(page)
    hand.press(Qt.Key.Key_F3)
    found += nameless(page)

    assert not found


@pytest.mark.parametrize("height", [690, 900])
def test_the_chart_gives_way_where_there_is_little_height(
    hand: Hand, small: Database, height: int
) -> None:
    [number] = fit_out(small, 1)
    caller = dataclasses.replace(as_of("worker"), as_of=today())
    record_reading(small, caller, NewReading(number, today(), "1700"))
    hand.window.resize(1366, height)
    page = shown(hand)

    assert page.reading.chart.isVisible() == (height > 720)


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


def test_an_unfinished_registration_is_there_again(
    seat: Callable[..., Hand], small: Database, qtbot: QtBot
) -> None:
    first = seat(small)
    page = shown(first)
    first.press(Qt.Key.Key_F3)
    page.presenter.choose_owner(person(2))
    first.wait()
    page.new.kind.choose("rooftop_pv")
    page.new._form.fill({"capacity_kw": "8.4"})  # type: ignore[union-attr]
    page.draft.flush()
    first.wait()

    hand = seat(small)
    again = shown(hand)

    qtbot.waitUntil(lambda: again.new.owner.is_chosen)
    assert again.new._form.values["capacity_kw"] == "8.4"  # type: ignore[union-attr]


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


def test_papers_that_come_later_are_kept(
    hand: Hand, small: Database, tmp_path: Path
) -> None:
    [number] = fit_out(small, 1)
    paper = tmp_path / "并网协议.pdf"
    paper.write_bytes(b"%PDF-1.4")
    page = shown(hand)
    wanted = page.reading.papers.isVisible(), page.reading.papers.toolTip()
    page.reading.papers.chosen.emit([paper])
    hand.wait()

    assert wanted[0]
    assert "并网协议" in wanted[1]
    assert installation(small, as_of("worker"), number).papers == 1
    assert not page.reading.papers.isVisible()


def test_a_key_explains_the_reduction_and_escape_goes_back(
    hand: Hand, small: Database
) -> None:
    fit_out(small, 1)
    page = shown(hand)
    hand.type("1700")
    hand.press(Qt.Key.Key_F1)
    page._why.copy()
    explained = page._why.isVisible(), page._why._name.text()
    hand.press(Qt.Key.Key_Escape)

    assert explained[0]
    assert "屋顶光伏" in explained[1]
    assert "1700" in QApplication.clipboard().text()
    assert page.reading.value.draft == "1700"
    assert page.reading.value.line.hasFocus()


def test_a_scanned_number_goes_to_its_installation(hand: Hand, small: Database) -> None:
    route = fit_out(small)
    page = shown(hand)

    page.scan("光伏004")
    hand.wait()

    assert page.presenter.current == route[3]
    assert page.reading.value.line.hasFocus()


def test_another_page_sends_somebody_with_and_without_installations(
    hand: Hand, small: Database
) -> None:
    route = fit_out(small, 2)
    page = shown(hand)

    page.pick(person(1))
    hand.wait()
    theirs = page.presenter.current
    page.pick(person(2))
    hand.wait()

    assert theirs == route[0]
    assert page.new.owner.is_chosen


def test_a_list_that_cannot_be_read_says_so(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(hand)

    def fail(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr("carbon_points.crediting.fleet.installations", fail)
    page.presenter.load()
    hand.wait()

    assert hand.window.message


def test_what_has_no_meter_is_credited_until_a_day(hand: Hand, small: Database) -> None:
    caller = dataclasses.replace(as_of("worker"), as_of=today())
    first = (today() - dt.timedelta(days=50)).isoformat()
    values = {
        "mode": "deemed",
        "baseline": "new",
        "commissioning_date": first,
        "cc_w": 3500,
        "apf": "5.27",
        "grade": 1,
        "units": 1,
    }
    wanted = NewInstallation(
        "air_conditioner", person(1), "空调1", values, is_exclusive=True
    )
    register_installation(small, caller, wanted)
    page = shown(hand)
    asked = page.reading.value.line.isVisible(), page.reading._day_note.text()
    hand.commit()

    assert asked == (False, f"从 {first} 起，按铭牌核算")
    with small.reading() as session:
        assert session.scalar(text("SELECT COUNT(*) FROM action")) == 1
