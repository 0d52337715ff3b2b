"""Somebody new is registered at the desk and served at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from carbon_points.common.days import day_number
from tests.deeds import identity
from tests.deeds import person
from tests.participants.people import ric
from tests.ui.service_desk.hand import nameless
from tests.ui.service_desk.visitors import log_clothing
from tests.ui.service_desk.visitors import shown_person
from ui.shared.dates import today

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand


def test_somebody_new_is_registered_logged_and_found(
    hand: Hand, small: Database
) -> None:
    hand.press(Qt.Key.Key_F3)
    hand.enter(ric(50))
    hand.enter("单于小雨")
    hand.enter("13912345678")
    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_Return)
    hand.enter("西苑社区")
    hand.press(Qt.Key.Key_Space)
    hand.commit()
    log_clothing(hand)

    visitor = hand.desk.presenter.visitor
    assert visitor is not None
    assert visitor.summary.name == "单于小雨"
    assert visitor.summary.registered_on == day_number(today())
    assert len(hand.desk.presenter.visit) == 1
    assert small.demo is False


def test_an_unknown_name_becomes_a_registration(hand: Hand) -> None:
    hand.enter("赵不在")

    assert hand.desk.register.isVisible()
    assert hand.desk.register.snapshot()["form"]["name"] == "赵不在"  # type: ignore[index]


def test_a_known_number_opens_its_owner_instead(hand: Hand) -> None:
    hand.press(Qt.Key.Key_F3)
    hand.type(identity(3))
    hand.press(Qt.Key.Key_Return)

    assert shown_person(hand) == person(3)


def test_a_wrong_check_digit_is_told_at_once_and_nothing_is_lost(hand: Hand) -> None:
    wrong = ric(50)[:-1] + ("1" if ric(50)[-1] != "1" else "2")
    hand.press(Qt.Key.Key_F3)
    hand.enter(wrong)
    hand.type("王小雨")
    hand.commit()

    assert hand.desk.register.isVisible()
    form = hand.desk.register.snapshot()["form"]
    assert isinstance(form, dict)
    assert (form["identity"], form["name"]) == (wrong, "王小雨")


def test_without_consent_there_is_no_account(hand: Hand) -> None:
    hand.press(Qt.Key.Key_F3)
    hand.enter(ric(50))
    hand.enter("王小雨")
    hand.press(Qt.Key.Key_Return)
    hand.press(Qt.Key.Key_Down)
    hand.commit()

    assert hand.desk.register.isVisible()
    assert "授权" in hand.desk.register.said


def test_a_half_filled_registration_is_still_there(hand: Hand) -> None:
    hand.press(Qt.Key.Key_F3)
    hand.enter(ric(50))
    hand.type("王小雨")
    hand.press(Qt.Key.Key_Escape)
    hand.press(Qt.Key.Key_F3)

    form = hand.desk.register.snapshot()["form"]
    assert isinstance(form, dict)
    assert form["name"] == "王小雨"
    assert "还在" in hand.desk.register.said


def test_the_register_form_names_its_controls(hand: Hand) -> None:
    hand.press(Qt.Key.Key_F3)

    assert not nameless(hand.desk)
