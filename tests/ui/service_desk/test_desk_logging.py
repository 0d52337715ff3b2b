"""What somebody did is logged with keys alone, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from carbon_points.actions.rules import State
from carbon_points.evidence.queries import files_of
from tests.ui.service_desk.hand import CTRL
from tests.ui.service_desk.visitors import account_of
from tests.ui.service_desk.visitors import log_clothing
from tests.ui.service_desk.visitors import YESTERDAY
from ui.shared.dates import today
from ui.shared.widgets import Button

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand


def test_clothing_is_logged_in_twelve_keys(hand: Hand, small: Database) -> None:
    hand.enter("0001")
    log_clothing(hand)

    held = account_of(small, 1)
    assert hand.keys <= 12
    assert [action.methodology for action in held.actions] == ["clothing_reuse"]
    assert held.actions[0].day == today()


def test_a_ride_is_logged_with_keys_alone(hand: Hand, small: Database) -> None:
    hand.open("0001")
    hand.type("1")
    hand.enter(f"{YESTERDAY:%m-%d} 740")
    hand.enter(f"{YESTERDAY:%m-%d} 8:00")
    hand.enter("3.1")
    hand.press(Qt.Key.Key_Return)
    hand.enter("A-17")
    assert hand.focus is hand.desk.work.bar.save
    hand.press(Qt.Key.Key_Space)

    action = account_of(small, 1).actions[0]
    assert (action.methodology, action.reduction_mg) == ("cycling", 124_000)
    assert action.day == YESTERDAY


def test_what_was_previewed_is_what_is_booked(hand: Hand, small: Database) -> None:
    hand.open("0001")
    hand.type("2")
    hand.type("4.2")
    previewed = hand.desk.work.bar.text
    hand.commit()

    action = account_of(small, 1).actions[0]
    assert previewed == "4.172 kgCO₂e +4,172 分"
    assert action.reduction_mg == 4_172_490
    assert hand.desk.presenter.visit[0].points == 4_172


def test_a_photo_is_kept_with_what_it_proves(
    hand: Hand, small: Database, tmp_path: Path
) -> None:
    photo = tmp_path / "称重.jpg"
    photo.write_bytes(b"a photo")
    hand.open("0001")
    hand.type("2")
    hand.type("4.2")
    hand.desk.work.evidence.take([photo, photo])
    hand.commit()

    action = account_of(small, 1).actions[0]
    with small.reading() as session:
        kept = files_of(session, "action", action.action_id)
    assert [file.name for file in kept] == ["称重.jpg"]
    assert hand.desk.work.evidence.files == ()


def test_an_incomplete_form_says_what_it_lacks(hand: Hand, small: Database) -> None:
    hand.open("0001")
    hand.type("2")
    hand.commit()

    assert hand.desk.work.bar.text == "还差：质量"
    assert hand.focus.accessibleName() == "质量"
    assert not account_of(small, 1).actions


def test_a_ride_needs_the_number_of_its_order(hand: Hand) -> None:
    hand.open("0001")
    hand.type("1")

    assert "订单编号" in hand.desk.work.bar.text


def test_an_error_stands_at_its_field_and_the_text_stays(hand: Hand) -> None:
    hand.open("0001")
    hand.type("2")
    hand.type("31")
    hand.commit()

    edit = hand.focus
    assert isinstance(edit, QLineEdit)
    assert (edit.accessibleName(), edit.text()) == ("质量", "31")
    assert edit.property("state") == "bad"
    assert "质量 31 千克超过单次上限 30 千克。" in hand.desk.work.bar.text
    assert hand.desk.work.form.inputs["mass_g"] == 31_000


def test_what_was_logged_is_taken_back_with_one_key(
    hand: Hand, small: Database
) -> None:
    hand.open("0001")
    log_clothing(hand)
    hand.press(Qt.Key.Key_Z, CTRL)

    assert account_of(small, 1).actions[0].state == State.WITHDRAWN
    assert hand.desk.presenter.visit[0].state == State.WITHDRAWN


def test_each_entry_of_the_visit_can_be_taken_back(hand: Hand, small: Database) -> None:
    hand.open("0001")
    log_clothing(hand)
    log_clothing(hand, "3")
    buttons = hand.desk.work.visit.findChildren(Button)
    first = next(b for b in buttons if b.accessibleName() == "本次办理第 1 笔，撤销")
    first.setFocus()
    hand.press(Qt.Key.Key_Space)

    states = {a.reduction_mg: a.state for a in account_of(small, 1).actions}
    assert states[4_172_490] == State.WITHDRAWN
    assert sorted(states.values()) == [State.WAITING, State.WITHDRAWN]


def test_an_entry_of_yesterday_is_withdrawn_for_a_reason(
    hand: Hand, small: Database
) -> None:
    hand.open("0001")
    log_clothing(hand)
    hand.press(Qt.Key.Key_F12)
    hand.open("0001")
    history = hand.desk.work.history
    ask = next(b for b in history.findChildren(Button) if "撤销" in b.text())
    ask.setFocus()
    hand.press(Qt.Key.Key_Space)
    hand.enter("重量录错")

    assert account_of(small, 1).actions[0].state == State.WITHDRAWN


def test_a_draft_is_for_stock_taking_only(hand: Hand, small: Database) -> None:
    hand.open("0001")
    hand.type("7")
    assert "不发分" in hand.desk.work.hint
    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_Return)
    hand.press(Qt.Key.Key_Return)
    hand.type("2")

    assert "—" in hand.desk.work.bar.text
    hand.commit()
    assert hand.desk.presenter.visit[0].points == 0
    assert account_of(small, 1).actions[0].methodology == "waste_sorting"


def test_a_company_cannot_log_a_ride(hand: Hand) -> None:
    hand.open("zqtj")
    hand.type("1")

    assert hand.desk.work.tiles.checked == ""
    assert hand.desk.work.form.methodology is None


def test_in_a_district_without_adoptions_installations_are_drafts(
    seat: Callable[[Database], Hand], unadopted: Database
) -> None:
    hand = seat(unadopted)
    hand.open("0001")

    assert hand.desk.presenter.status("rooftop_pv") == "draft"
