"""On the real desk page composing triggers nothing and the wheel changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from PySide6.QtWidgets import QComboBox
from PySide6.QtWidgets import QLineEdit

from carbon_points.crediting.account import account
from tests.deeds import person
from tests.ui.service_desk.hand import CTRL
from tests.ui.shared.test_guards import turn_wheel
from ui.shared.guards import EventGuards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand


@pytest.fixture
def guards(application: QApplication) -> Iterator[EventGuards]:
    """The guards of the program, taken away again."""
    made = EventGuards(application)
    yield made
    application.aboutToQuit.disconnect(made.stop)
    made.stop()


@pytest.mark.usefixtures("guards")
def test_a_name_that_is_composed_triggers_no_key_of_the_desk(
    hand: Hand, small: Database
) -> None:
    hand.open("0001")
    hand.type("2")
    hand.type("4.2")
    hand.press(Qt.Key.Key_F2)
    QApplication.sendEvent(hand.focus, QInputMethodEvent("zhang", []))

    for key in (Qt.Key.Key_F3, Qt.Key.Key_F12, Qt.Key.Key_Return):
        hand.press(key)
    for letter in (Qt.Key.Key_Return, Qt.Key.Key_Z, Qt.Key.Key_P):
        hand.press(letter, CTRL)

    assert hand.desk.presenter.participant_id == person(1)
    assert hand.desk.work.form.inputs["mass_g"] == 4_200
    with small.reading() as session:
        assert not account(session, person(1)).actions


@pytest.mark.usefixtures("guards")
@pytest.mark.parametrize("digit", ["1", "2", "3", "4", "7"])
def test_the_wheel_changes_no_value_of_any_form(hand: Hand, digit: str) -> None:
    hand.open("0001")
    hand.type(digit)
    before = hand.desk.work.form.inputs

    for kind in (QLineEdit, QComboBox):
        for widget in hand.desk.work.form.findChildren(kind):
            widget.setFocus()
            turn_wheel(widget)

    assert hand.desk.work.form.inputs == before


def test_in_a_field_undo_is_the_field_s_own(hand: Hand) -> None:
    hand.open("0001")
    hand.type("2")
    hand.type("4.2")
    hand.commit()
    hand.type("2")
    hand.type("7")
    field = hand.focus
    assert isinstance(field, QLineEdit)

    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    hand.wait()
    assert field.text() == ""
    QTest.keyClick(field, Qt.Key.Key_Y, CTRL)
    hand.wait()

    assert field.text() == "7"
    assert len(hand.desk.presenter.live) == 1
