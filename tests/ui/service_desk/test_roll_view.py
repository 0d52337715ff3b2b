"""The list of participants, worked by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from carbon_points.audit.service import approve
from carbon_points.crediting.desk import log
from tests.deeds import drop_form
from tests.deeds import person
from tests.deeds import RESIDENTS
from tests.deeds import SMES
from tests.districts import as_of
from tests.ui.service_desk.hand import nameless
from ui.service_desk.desk_view import DeskView
from ui.service_desk.roll_view import RollView
from ui.shared.page import Role
from ui.shared.widgets import Button

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand


def shown(hand: Hand) -> RollView:
    if not isinstance(hand.window.page, RollView):
        hand.window.navigate("participants")
    hand.wait()
    page = hand.window.page
    assert isinstance(page, RollView)
    return page


def narrow(hand: Hand, text: str, qtbot: QtBot) -> RollView:
    page = shown(hand)
    page.edit.setFocus()
    hand.type(text)
    qtbot.waitUntil(lambda: not page.filter.typing.isActive())
    hand.wait()
    return page


def test_everybody_is_listed_and_the_first_file_is_open(hand: Hand) -> None:
    page = shown(hand)

    assert page.model.rowCount() == RESIDENTS + SMES
    assert page.file.accessibleName() == "章丘铁匠食品有限公司的档案"


def test_typing_narrows_the_list(hand: Hand, qtbot: QtBot) -> None:
    page = narrow(hand, "0003", qtbot)

    assert page.model.rowCount() == 1
    visitor = page.presenter.visitor
    assert visitor is not None
    assert visitor.summary.participant_id == person(3)


def test_a_kind_narrows_the_list(hand: Hand) -> None:
    page = shown(hand)
    page.filter.kinds["sme"].click()
    hand.wait()

    assert page.model.rowCount() == SMES


def test_nobody_offers_to_clear_the_filter(hand: Hand, qtbot: QtBot) -> None:
    page = narrow(hand, "zzzz", qtbot)
    assert page.model.rowCount() == 0
    clear = next(b for b in page.findChildren(Button) if b.text() == "清除筛选")
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    hand.wait()

    assert page.model.rowCount() == RESIDENTS + SMES


def test_enter_serves_the_person_at_the_desk(hand: Hand, qtbot: QtBot) -> None:
    narrow(hand, "0002", qtbot)
    hand.press(Qt.Key.Key_Return)
    hand.press(Qt.Key.Key_Return)

    desk = hand.window.page
    assert isinstance(desk, DeskView)
    assert desk.presenter.participant_id == person(2)


def test_the_file_shows_points_and_movements(
    seat: Callable[..., Hand], small: Database
) -> None:
    log(small, as_of("worker"), drop_form())
    approve(small, as_of(), "all")
    hand = seat(small, Role.AUDITOR)
    page = shown(hand)
    page.pick(person(1))
    hand.wait()

    assert page.file.accessibleName() == "王芳的档案"
    visitor = page.presenter.visitor
    assert visitor is not None
    row = page.model.name(page.table.current, 5)
    assert row == f"积分 {visitor.account.points:,}"


def test_every_leaf_of_the_file_names_its_controls(hand: Hand) -> None:
    page = shown(hand)
    found = []
    for leaf in page.file._leaves.values():
        leaf.click()
        found += nameless(page)

    assert not found


def test_an_auditor_cannot_serve_but_sees_all(
    seat: Callable[..., Hand], small: Database
) -> None:
    hand = seat(small, Role.AUDITOR)
    page = shown(hand)

    assert not page.file._serve.isVisible()
    assert page.model.rowCount() == RESIDENTS + SMES


def test_numbers_are_masked_in_the_list(hand: Hand) -> None:
    page = shown(hand)

    assert "********" in page.model.name(0, 2)
    assert "****" in page.model.name(0, 3)


def test_a_page_that_fails_says_so(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown(hand)

    def fail(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr("ui.service_desk.roll_work.roll_ids", fail)
    page.load()
    hand.wait()

    assert hand.window.message
