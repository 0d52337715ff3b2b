"""The desk as a whole: somebody is found, served and seen off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from carbon_points.audit.service import approve
from tests.deeds import identity
from tests.deeds import person
from tests.districts import as_of
from tests.ui.service_desk.hand import nameless
from tests.ui.service_desk.visitors import account_of
from tests.ui.service_desk.visitors import log_clothing
from tests.ui.service_desk.visitors import shown_person
from ui.service_desk.records import RecordRow
from ui.shared.cards import Tile
from ui.shared.dates import today
from ui.shared.settings import Theme
from ui.shared.tokens import TextSize
from ui.shared.widgets import Button

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand
    from ui.shared.why import Why


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
