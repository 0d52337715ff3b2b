"""Who it is: a number that is typed or read from a card, and who has it already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.deeds import identity
from tests.deeds import person
from tests.participants.people import ric
from tests.ui.service_desk.registering import newest
from tests.ui.service_desk.registering import panel
from tests.ui.service_desk.registering import says

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand


def test_the_number_tells_birth_sex_and_place(hand: Hand) -> None:
    shown = panel(hand)
    hand.type(ric(50))

    read = says(shown, "identity")
    assert "1950-01-01 出生" in read
    assert "山东省济南市章丘区" in read


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        (ric(50)[:15], "还差 3 位"),
        (ric(50)[:-1] + ("1" if ric(50)[-1] != "1" else "2"), "校验位对不上"),
        (ric(50)[:10] + "1340" + ric(50)[14:], "不是有效日期"),
    ],
)
def test_what_is_wrong_with_a_number_stands_at_it(
    hand: Hand, typed: str, part: str
) -> None:
    shown = panel(hand)
    hand.type(typed)

    assert part in says(shown, "identity")


def test_a_known_number_is_told_at_the_field_and_enter_opens_it(hand: Hand) -> None:
    shown = panel(hand)
    hand.type(identity(3))

    assert "此证件已登记：王芳" in says(shown, "identity")
    hand.press(Qt.Key.Key_Return)
    assert hand.desk.presenter.participant_id == person(3)


def test_the_same_name_and_telephone_is_a_question_and_no_obstacle(
    hand: Hand, small: Database
) -> None:
    shown = panel(hand)
    hand.enter(ric(50))
    hand.enter("王芳")
    hand.type("13900000001")

    assert "可能是同一人：王芳（明水街道，370114" in shown.said
    assert "由审核员合并" in shown.said
    shown.form.consent.put(True)
    hand.commit()
    assert newest(small).name == "王芳"
    assert newest(small).phone == "13900000001"


def test_another_telephone_takes_the_question_back(hand: Hand) -> None:
    shown = panel(hand)
    hand.enter(ric(50))
    hand.enter("王芳")
    hand.type("13900000001")
    assert shown.said
    hand.press(Qt.Key.Key_Backspace)

    assert not shown.said


@pytest.mark.parametrize(
    "sent",
    [ric(50), f"王小雨,女,汉,19500101,明水街道,{ric(50)}", f"王小雨 女 {ric(50)}"],
)
def test_a_card_that_is_read_fills_the_form(hand: Hand, sent: str) -> None:
    shown = panel(hand)
    hand.desk.scan(sent)
    hand.wait()

    assert shown.form.value("identity") == ric(50)
    assert shown.form.value("name") == ("" if sent == ric(50) else "王小雨")
    assert shown.isVisible()


def test_a_second_card_changes_the_number_and_leaves_the_rest(hand: Hand) -> None:
    shown = panel(hand)
    hand.enter(ric(50))
    hand.enter("王小雨")
    hand.type("13912345678")
    hand.desk.scan(ric(51))
    hand.wait()

    assert shown.form.value("identity") == ric(51)
    assert shown.form.value("name") == "王小雨"
    assert shown.form.value("phone") == "13912345678"


def test_a_card_after_a_known_one_begins_anew(hand: Hand) -> None:
    shown = panel(hand)
    hand.type(identity(3))
    assert shown.said
    hand.desk.scan(f"王小雨 {ric(51)}")
    hand.wait()

    assert shown.form.value("identity") == ric(51)
    assert shown.form.value("name") == "王小雨"
    assert not shown.said
