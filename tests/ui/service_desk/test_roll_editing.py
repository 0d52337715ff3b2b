"""What may change of a person is changed with the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from tests.deeds import person
from tests.ui.service_desk.hand import CTRL
from tests.ui.service_desk.roll import acts
from tests.ui.service_desk.roll import reached
from tests.ui.service_desk.roll import shown
from tests.ui.service_desk.roll import stored
from tests.ui.service_desk.roll import words

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand
    from ui.service_desk.roll_view import RollView


def editing(hand: Hand) -> RollView:
    """The second person with the editor open."""
    page = shown(hand, person(2))
    page.file.file.edit.click()
    hand.wait()
    return page


def test_a_telephone_is_changed_with_the_keyboard(hand: Hand, small: Database) -> None:
    page = shown(hand, person(2))
    page.file.file.edit.setFocus()
    hand.press(Qt.Key.Key_Space)
    hand.press(Qt.Key.Key_A, CTRL)
    hand.type("13877776021")
    hand.commit()

    assert stored(small, 2).phone == "13877776021"
    assert "138****6021" in words(page.file)
    assert not page.file.file.is_editing
    assert acts(small)[-1] == "edit-participant"


def test_the_editor_says_what_cannot_change(hand: Hand) -> None:
    page = editing(hand)

    assert "写入防改链，不能修改" in words(page.file.file)
    hand.press(Qt.Key.Key_Escape)
    assert not page.file.file.is_editing


def test_a_wrong_telephone_is_told_at_the_field_and_nothing_is_saved(
    hand: Hand, small: Database
) -> None:
    page = editing(hand)
    hand.type("1390000")
    hand.commit()

    assert page.file.file.is_editing
    assert stored(small, 2).phone == "13900000002"


def test_the_editor_shows_no_more_of_a_telephone_than_the_file(hand: Hand) -> None:
    page = editing(hand)

    lines = page.file.file.findChildren(QLineEdit)
    seen = [line.text() + line.placeholderText() for line in lines]
    assert not any("13900000002" in text for text in seen)
    assert any("139****0002" in text for text in seen)


def test_nothing_changed_is_told_at_the_file(hand: Hand) -> None:
    page = editing(hand)
    hand.commit()

    assert "没有变化" in page.file.bar.text


def test_what_was_typed_and_not_saved_waits_for_its_person(
    hand: Hand, small: Database
) -> None:
    page = editing(hand)
    hand.press(Qt.Key.Key_A, CTRL)
    hand.type("13877776021")
    page.pick(person(3))
    hand.wait()
    assert not page.file.file.is_editing
    page.pick(person(2))
    hand.wait()

    assert page.file.file.typed["phone"] == "13877776021"
    assert "没保存的修改还在" in page.file.bar.text
    hand.press(Qt.Key.Key_Escape)
    page.file.file.edit.click()
    hand.wait()
    assert page.file.file.typed["phone"] == "13877776021"
    page.file.file._drop()
    page.file.file.edit.click()
    hand.wait()
    assert not page.file.file.typed
    assert stored(small, 2).phone == "13900000002"


def test_an_act_is_about_who_is_shown_and_never_about_who_is_to_come(
    hand: Hand, small: Database
) -> None:
    page = editing(hand)
    hand.press(Qt.Key.Key_A, CTRL)
    hand.type("13877776021")
    page.presenter.open(person(3))
    page.commit()
    hand.wait()

    assert stored(small, 2).phone == "13877776021"
    assert stored(small, 3).phone == "13900000003"


def test_a_consent_is_withdrawn_for_a_reason_and_given_again(
    hand: Hand, small: Database
) -> None:
    page = shown(hand, person(2))
    page.file.turn("consents")
    leaf = page.file.consents
    assert "同意有效" in leaf.state.text()
    leaf.withdraw.setFocus()
    hand.press(Qt.Key.Key_Space)
    hand.enter("搬走")
    assert "同意已撤回" in leaf.state.text()
    assert "撤回" in words(leaf)

    leaf.give.setFocus()
    hand.press(Qt.Key.Key_Space)
    hand.press(Qt.Key.Key_Space)
    hand.press(Qt.Key.Key_Tab)
    hand.press(Qt.Key.Key_Space)
    leaf._proxy["proxy_name"].put("李强")
    leaf._proxy["proxy_relation"].put("子女")
    leaf._proxy["proxy_phone"].put("139 1111 2222")
    leaf._send(by_proxy=True)
    hand.wait()

    assert "同意有效" in leaf.state.text()
    assert "代办：李强（子女，139****2222）" in words(leaf)
    assert "withdraw-consent" in acts(small)


def test_tab_goes_through_the_editor_from_field_to_save(hand: Hand) -> None:
    page = editing(hand)
    order = reached(hand, hand.focus, page.file)

    names = [part.accessibleName() for part in order]
    assert names[:2] == ["手机号 *", "无手机"]
    assert names[names.index("不改了") + 1] == "保存"
    assert names[-1] == "打印证书"
