"""Certificates at the desk: issued, seen and saved."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from tests.deeds import person
from tests.ui.service_desk.certificates import issued
from tests.ui.service_desk.certificates import page_of
from tests.ui.service_desk.hand import nameless
from ui.service_desk import certificate_work
from ui.shared import language
from ui.shared.dates import today
from ui.shared.page import Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand
    from ui.service_desk.certificate_work import Made


def test_a_certificate_is_issued_and_shown(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)

    made = issued(hand)

    page = page_of(hand)
    assert made.file.is_file()
    assert made.content.total_points == 4_172
    assert made.content.period_from == today().replace(month=1, day=1)
    assert page.preview.isVisible()
    assert page.preview.where.startswith("第 1 / ")
    assert page.panel.save.hasFocus() or page.panel.print.hasFocus()


def test_issuing_again_keeps_the_serial(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    first = issued(hand)
    hand.commit()

    second = page_of(hand).presenter.made
    assert second is not None
    assert second.again
    assert second.content.serial == first.content.serial


def test_nothing_to_certify_is_said_and_the_choice_stays(hand: Hand) -> None:
    hand.window.navigate("verify")
    hand.enter("0002")
    hand.commit()

    panel = page_of(hand).panel
    assert "没有已核定的行为" in page_of(hand).bar.text
    assert panel.picker.is_chosen
    assert panel.issue.isEnabled()


def test_the_period_is_last_year_at_a_press(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    hand.window.navigate("verify", participant_id=person(1))
    hand.wait()
    page_of(hand).panel.choose_year(today().year - 1)

    year = today().year - 1
    assert page_of(hand).panel.period == (dt.date(year, 1, 1), dt.date(year, 12, 31))


def test_a_holder_is_found_on_the_page_itself(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    hand.window.navigate("verify")
    hand.wait()
    hand.enter("0001")

    holder = page_of(hand).presenter.holder
    assert holder is not None
    assert holder.participant_id == person(1)
    assert page_of(hand).panel.issue.hasFocus()


def test_a_copy_is_the_same_to_the_byte(
    seat: Callable[[Database], Hand], certified: Database, tmp_path: Path
) -> None:
    hand = seat(certified)
    made = issued(hand)
    target = tmp_path / "copy.pdf"
    page_of(hand).presenter.save_copy(target)
    hand.wait()

    assert target.read_bytes() == made.file.read_bytes()


def test_a_viewer_verifies_and_does_not_issue(
    seat: Callable[..., Hand], small: Database
) -> None:
    hand = seat(small, Role.VIEWER)
    hand.window.navigate("verify")
    hand.wait()

    assert page_of(hand).side == "verify"
    assert not page_of(hand).presenter.may_issue


def test_the_page_stands_after_a_change_of_language(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    made = issued(hand)
    hand.window._settings.language = language.EN
    hand.wait()
    hand.wait()

    assert page_of(hand).presenter.made == made
    assert page_of(hand).preview.isVisible()


def test_every_control_of_the_page_has_a_name(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    issued(hand)
    sides = []
    for side in ("issue", "register", "verify"):
        page_of(hand).show_side(side)
        hand.wait()
        sides.append(nameless(page_of(hand)))

    assert sides == [[], [], []]


def test_the_page_fits_a_small_screen(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    hand.window.resize(1366, 690)
    issued(hand)

    assert hand.window.size() == QSize(1366, 690)


def test_while_a_certificate_is_made_the_page_says_so(
    seat: Callable[[Database], Hand],
    certified: Database,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate = threading.Event()
    make = certificate_work.issue_one

    def slowly(*args: Any) -> Made:
        gate.wait(10)
        return make(*args)

    monkeypatch.setattr(certificate_work, "issue_one", slowly)
    hand = seat(certified)
    hand.window.navigate("verify", participant_id=person(1))
    hand.wait()
    page = page_of(hand)
    page.commit()
    qtbot.waitUntil(page._loading.isVisible)
    gate.set()
    hand.wait()

    assert page.preview.isVisible()
    assert not page._loading.isVisible()
