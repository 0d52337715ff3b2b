"""Somebody is registered: every field, with Enter alone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from carbon_points.participants.editing import consents_of
from carbon_points.places.queries import subdistrict_by_name
from carbon_points.security.models import Operator
from tests.deeds import person
from tests.participants.people import ric
from tests.participants.people import uscc
from tests.ui.service_desk.hand import nameless
from tests.ui.service_desk.registering import newest
from tests.ui.service_desk.registering import panel
from tests.ui.service_desk.registering import phone
from tests.ui.service_desk.registering import says
from ui.shared.identity import judged
from ui.shared.identity import Writing
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand


def test_the_whole_form_is_worked_with_enter_alone(hand: Hand, small: Database) -> None:
    shown = panel(hand)
    hand.enter(ric(50))
    hand.enter("单于小雨")
    hand.enter("13912345678")
    hand.press(Qt.Key.Key_Return)
    hand.enter("西苑社区")
    hand.press(Qt.Key.Key_Space)
    hand.press(Qt.Key.Key_Return)

    assert not shown.isVisible()
    made = newest(small)
    assert (made.name, made.phone) == ("单于小雨", "13912345678")


def test_half_a_telephone_is_no_mistake_until_the_form_is_handed_over(
    hand: Hand,
) -> None:
    today = dt.date(2026, 6, 30)
    half = judged("139", Writing.PHONE, today)
    wrong = judged("239", Writing.PHONE, today)
    assert half is not None
    assert wrong is not None
    assert (half.tone, wrong.tone) == (Tone.INFO, Tone.BAD)

    shown = panel(hand)
    hand.enter(ric(50))
    hand.enter("王小雨")
    hand.type("139")
    hand.commit()

    assert phone(shown).field.edit.property("state") == "bad"
    assert shown.isVisible()


def test_who_has_no_telephone_says_so_once(hand: Hand, small: Database) -> None:
    shown = panel(hand)
    hand.enter(ric(50))
    hand.enter("王小雨")
    hand.press(Qt.Key.Key_Return)
    assert hand.focus is phone(shown).none
    hand.press(Qt.Key.Key_Space)
    assert not phone(shown).field.edit.isEnabled()
    shown.form.consent.put(True)
    hand.commit()

    assert newest(small).name == "王小雨"
    assert newest(small).phone == ""


def test_a_missing_telephone_is_asked_for(hand: Hand) -> None:
    shown = panel(hand)
    hand.enter(ric(50))
    hand.type("王小雨")
    shown.form.consent.put(True)
    hand.commit()

    assert shown.isVisible()
    assert "无手机" in says(shown, "phone")
    assert hand.focus is phone(shown).field.edit


def test_a_rare_character_is_kept_and_told(hand: Hand) -> None:
    shown = panel(hand)
    hand.enter(ric(50))
    hand.type("何𬱖")

    assert "“𬱖”是生僻字" in says(shown, "name")
    assert shown.form.value("name") == "何𬱖"


def test_an_invented_character_is_warned_of(hand: Hand) -> None:
    shown = panel(hand)
    hand.enter(ric(50))
    hand.type("何\ue123")

    assert "自造字" in says(shown, "name")


def test_a_proxy_is_recorded_with_relation_and_telephone(
    hand: Hand, small: Database
) -> None:
    shown = panel(hand)
    hand.enter(ric(50))
    hand.enter("王小雨")
    hand.enter("13912345678")
    shown.form.by_proxy.setFocus()
    hand.press(Qt.Key.Key_Space)
    hand.enter("李强")
    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_Return)
    hand.enter("13911112222")
    hand.press(Qt.Key.Key_Space)
    hand.press(Qt.Key.Key_Return)

    with small.reading() as session:
        [consent] = consents_of(session, newest(small).id)
    assert (consent.proxy_name, consent.proxy_relation) == ("李强", "子女")
    assert consent.proxy_phone == "139****2222"
    assert consent.text_version == "1"


def test_a_proxy_that_was_unticked_is_not_recorded(hand: Hand) -> None:
    shown = panel(hand)
    shown.form.by_proxy.setChecked(True)
    shown.form.put("proxy_name", "李强")
    shown.form.by_proxy.setChecked(False)

    assert shown.form.answers["proxy_name"] == ""
    assert shown.form.state["proxy_name"] == "李强"


def test_a_company_has_its_own_form(hand: Hand, small: Database) -> None:
    shown = panel(hand)
    shown._kinds["sme"].click()
    form = shown.form
    for name, value in {
        "identity": uscc(50),
        "name": "章丘瓦匠建材有限公司",
        "contact": "赵六",
        "industry": "建材",
        "size_class": "小型",
        "phone": "0531-83200001",
        "subdistrict": "明水街道",
        "consent": True,
    }.items():
        form.put(name, value)
    hand.commit()

    made = newest(small)
    assert (made.kind, made.size_class, made.industry) == ("sme", "小型", "建材")
    assert made.phone == "053183200001"


def test_a_wrong_company_code_is_told_at_the_field(hand: Hand) -> None:
    shown = panel(hand)
    shown._kinds["sme"].click()
    shown.form.put("identity", uscc(50)[:-1] + ("A" if uscc(50)[-1] != "A" else "B"))

    assert "校验不符" in says(shown, "identity")


def test_the_consent_names_its_version_and_opens_its_text(hand: Hand) -> None:
    shown = panel(hand)
    consent = shown.form.consent
    assert consent._version.text() == "文本第 1 版"
    consent.turn()

    whole = " ".join(label.text() for label in consent.findChildren(type(shown._note)))
    assert "章丘区" in whole
    assert "骑行" in whole
    assert "{" not in whole


def test_the_next_one_lives_where_the_last_one_did(hand: Hand) -> None:
    shown = panel(hand)
    for name, value in {
        "identity": ric(50),
        "name": "王小雨",
        "phone": "13912345678",
        "subdistrict": "明水街道",
        "community": "西苑社区",
        "consent": True,
    }.items():
        shown.form.put(name, value)
    hand.commit()

    panel(hand)

    assert shown.form.value("subdistrict") == "明水街道"
    assert shown.form.value("community") == "西苑社区"
    assert not shown.form.is_begun


def test_a_worker_of_one_subdistrict_is_not_asked_for_it(
    seat: Callable[..., Hand], small: Database
) -> None:
    with small.writing() as session:
        worker = session.scalars(
            select(Operator).where(Operator.name == "worker")
        ).one()
        worker.subdistrict_id = subdistrict_by_name(session, "文祖街道")
    hand = seat(small)
    shown = panel(hand)
    hand.enter(ric(50))
    hand.enter("王小雨")
    hand.enter("13912345678")

    assert shown.form.value("subdistrict") == "文祖街道"
    community = shown.form.entry("community")
    assert community is not None
    assert hand.focus is community.stops[0]


def test_what_was_typed_is_restored_with_its_ticks(hand: Hand) -> None:
    shown = panel(hand)
    for name in ("by_proxy", "no_phone", "consent"):
        shown.form.put(name, True)
    shown.form.put("proxy_name", "李强")
    state = shown.snapshot()
    shown.clear()
    assert not shown.form.is_begun
    shown.restore(state)

    assert shown.snapshot() == state


def test_every_answer_is_told_to_who_keeps_drafts(hand: Hand) -> None:
    shown = panel(hand)
    told: list[int] = []
    shown.edited.connect(lambda: told.append(1))
    hand.type("1")
    shown.form.consent.put(True)
    shown.form.by_proxy.setChecked(True)

    assert len(told) >= 3


@pytest.mark.parametrize("kind", ["resident", "sme"])
def test_every_control_has_a_name_and_tab_goes_as_the_eye_does(
    hand: Hand, kind: str
) -> None:
    shown = panel(hand)
    shown._kinds[kind].click()
    shown.form.by_proxy.setChecked(True)
    shown._show_more(True)

    assert not nameless(hand.desk)
    chain = [w for w in shown.form.chain if w.isVisibleTo(shown)]
    chain[0].setFocus()
    for wanted in (*chain[1:], shown._more, shown._back, shown._save):
        hand.press(Qt.Key.Key_Tab)
        assert hand.focus is wanted


def test_after_a_registration_the_consent_is_offered_and_holds_nothing_up(
    hand: Hand,
) -> None:
    shown = panel(hand)
    for name, value in {
        "identity": ric(50),
        "name": "王小雨",
        "phone": "13912345678",
        "subdistrict": "明水街道",
        "consent": True,
    }.items():
        shown.form.put(name, value)
    hand.commit()

    offer = hand.desk.consent
    assert "同意书可打印" in offer.text
    assert not offer.isAncestorOf(hand.focus)
    hand.press(Qt.Key.Key_F4)
    assert hand.desk.papers.is_open
    assert not offer.isVisible()
    hand.press(Qt.Key.Key_Escape)
    hand.press(Qt.Key.Key_F12)
    assert not hand.desk.papers.is_open


def test_the_offer_goes_with_the_person(hand: Hand) -> None:
    hand.desk.consent.ask(person(3))
    hand.open("0001")

    assert not hand.desk.consent.isVisible()
