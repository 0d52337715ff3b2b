"""The service desk as a hand works it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from carbon_points.actions.rules import State
from carbon_points.audit.service import approve
from carbon_points.common.days import day_number
from carbon_points.crediting.account import account
from carbon_points.evidence.queries import files_of
from tests.deeds import identity
from tests.deeds import person
from tests.districts import as_of
from tests.participants.people import ric
from tests.ui.service_desk.hand import CTRL
from tests.ui.service_desk.hand import nameless
from ui.service_desk.records import RecordRow
from ui.shared.cards import Tile
from ui.shared.dates import today
from ui.shared.settings import Theme
from ui.shared.tokens import TextSize
from ui.shared.widgets import Button

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.crediting.account import Account
    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand
    from ui.shared.why import Why

YESTERDAY = today() - dt.timedelta(days=1)


def account_of(db: Database, number: int) -> Account:
    with db.reading() as session:
        return account(session, person(number))


def shown_person(hand: Hand) -> int:
    visitor = hand.desk.presenter.visitor
    return visitor.summary.participant_id if visitor else 0


def log_clothing(hand: Hand, kilograms: str = "4.2") -> None:
    hand.type("2")
    hand.type(kilograms)
    hand.commit()


def test_a_person_is_found_by_initials_and_opened_with_keys_alone(hand: Hand) -> None:
    hand.enter("wf")

    assert shown_person(hand) == person(1)
    assert hand.keys <= 5
    assert isinstance(hand.focus, Tile)


def test_a_person_is_found_by_the_end_of_the_telephone(hand: Hand) -> None:
    hand.enter("0003")

    assert shown_person(hand) == person(3)


def test_enter_before_the_answer_opens_whom_it_names(hand: Hand) -> None:
    hand.type_ahead("0002")
    hand.press(Qt.Key.Key_Return)

    assert shown_person(hand) == person(2)


def test_arrows_choose_among_the_candidates(hand: Hand) -> None:
    hand.type("wf")
    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_Up)
    hand.press(Qt.Key.Key_Return)

    assert shown_person(hand) == person(2)


def test_a_card_reader_opens_its_owner(hand: Hand) -> None:
    hand.window.scan(identity(4))
    hand.wait()

    assert shown_person(hand) == person(4)


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


def test_the_end_of_a_visit_clears_the_desk(hand: Hand) -> None:
    hand.open("0001")
    log_clothing(hand)
    hand.press(Qt.Key.Key_F12)

    assert not shown_person(hand)
    assert hand.focus is hand.desk.panel.edit
    assert [line.actions for line in hand.desk.presenter.day] == [1]


def test_points_stand_on_the_card_once_they_are_approved(
    hand: Hand, small: Database
) -> None:
    hand.open("0001")
    log_clothing(hand)
    approve(small, as_of(day=today()), "all")
    hand.desk.presenter.refresh()
    hand.wait()

    assert "4,172 分" in hand.desk.work.person.accessibleName()
    assert account_of(small, 1).points == 4_172


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


def test_every_installed_methodology_has_a_tile_and_a_form(hand: Hand) -> None:
    hand.open("0001")
    tiles = hand.desk.work.tiles
    visitor = hand.desk.presenter.visitor
    assert visitor is not None

    for id_, methodology in visitor.book.catalogue.items():
        tiles.choose(id_)
        hand.wait()
        asked = [f for f in methodology.current.fields if not f.hidden]
        assert hand.desk.work.form.methodology is methodology
        assert asked
        assert not nameless(hand.desk)
    assert set(tiles.ids) == set(visitor.book.catalogue)


def test_the_panel_says_why_and_can_be_copied(hand: Hand) -> None:
    hand.open("0001")
    hand.type("2")
    hand.type("4.2")
    hand.press(Qt.Key.Key_F1)
    hand.press(Qt.Key.Key_Space)

    copied = QGuiApplication.clipboard().text()
    assert "废旧衣物再利用" in copied
    assert "4172490 mg" in copied


def test_a_recent_number_can_be_opened(hand: Hand) -> None:
    hand.open("0001")
    log_clothing(hand)
    hand.press(Qt.Key.Key_F12)
    hand.open("0001")
    shown: list[Why] = []
    hand.desk.presenter.traced.connect(shown.append)
    rows = hand.desk.work.history.findChildren(RecordRow)
    why = next(b for b in rows[0].findChildren(Button) if b.text().strip() == "为什么")
    why.setFocus()
    hand.press(Qt.Key.Key_Space)

    assert shown[0].rows[-1].value == "4.172 kg"


def test_typed_text_survives_a_change_of_kind_and_person(hand: Hand) -> None:
    hand.open("0001")
    hand.type("2")
    hand.type("4.2")
    hand.desk.work.tiles.choose("cycling")
    hand.open("0002")
    hand.open("0001")
    hand.type("2")

    assert hand.desk.work.form.inputs["mass_g"] == 4_200


def test_a_change_of_the_look_keeps_everything(hand: Hand) -> None:
    hand.open("0001")
    log_clothing(hand)
    hand.type("2")
    hand.type("1.5")
    hand.window._settings.theme = Theme.DARK
    hand.wait()

    assert shown_person(hand) == person(1)
    assert len(hand.desk.presenter.visit) == 1
    assert hand.desk.work.form.inputs["mass_g"] == 1_500


@pytest.mark.parametrize("size", [QSize(1366, 690), QSize(1366, 768)])
@pytest.mark.parametrize("text", [TextSize.NORMAL, TextSize.LARGE])
def test_the_save_button_never_scrolls_away(
    hand: Hand, size: QSize, text: TextSize
) -> None:
    hand.window._settings.text_size = text
    hand.wait()
    hand.window.resize(size)
    hand.open("0001")
    hand.desk.work.tiles.choose("heat_pump")
    hand.wait()

    save = hand.desk.work.bar.save
    bottom = save.mapTo(hand.window, save.rect().bottomLeft()).y()
    assert save.isVisible()
    assert bottom < hand.window.height()
    assert hand.window.size() == size


def test_enter_brings_the_next_field_into_sight(hand: Hand) -> None:
    hand.window.resize(1366, 690)
    hand.open("0001")
    hand.type("4")
    seen = []
    for _ in range(8):
        hand.press(Qt.Key.Key_Return)
        seen.append(not hand.focus.visibleRegion().isEmpty())

    assert all(seen)


def test_a_narrow_window_keeps_the_reason_in_a_drawer(hand: Hand) -> None:
    hand.window.resize(1000, 700)
    hand.wait()
    hand.open("0001")
    hand.type("2")
    hand.type("4.2")
    assert not hand.desk.why.isVisible()
    hand.press(Qt.Key.Key_F1)
    assert hand.desk.why.isVisible()
    hand.press(Qt.Key.Key_Escape)

    assert not hand.desk.why.isVisible()


def test_every_control_of_the_desk_has_a_name(hand: Hand) -> None:
    hand.open("0001")
    log_clothing(hand)

    assert not nameless(hand.desk)


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


def test_in_a_district_without_adoptions_installations_are_drafts(
    seat: Callable[[Database], Hand], unadopted: Database
) -> None:
    hand = seat(unadopted)
    hand.open("0001")

    assert hand.desk.presenter.status("rooftop_pv") == "draft"
