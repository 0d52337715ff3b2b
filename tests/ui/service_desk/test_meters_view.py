"""The route of meters: found, shown and explained."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from carbon_points.crediting.metering import NewReading
from carbon_points.crediting.readings import record_reading
from tests.deeds import person
from tests.districts import as_of
from tests.ui.service_desk.hand import nameless
from tests.ui.service_desk.meters import fit_out
from tests.ui.service_desk.meters import shown
from ui.shared.dates import today
from ui.shared.page import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand


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
