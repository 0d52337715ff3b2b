"""A person's own rights at the window: a copy of the data, and to be forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from carbon_points.crediting.desk import log
from carbon_points.security import passwords
from carbon_points.security.people import set_password
from tests.deeds import drop_form
from tests.deeds import person
from tests.districts import as_of
from tests.ui.service_desk.hand import nameless
from tests.ui.service_desk.roll import acts
from tests.ui.service_desk.roll import shown
from tests.ui.service_desk.roll import stored
from tests.ui.service_desk.roll import words
from ui.shared.page import Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand
    from ui.service_desk.roll_rights_leaf import RightsLeaf

PIN = "246810"


def rights(hand: Hand, number: int = 1) -> RightsLeaf:
    """Somebody's rights, with the leaf open."""
    page = shown(hand, person(number))
    page.file.turn("consents")
    hand.wait()
    return page.file.rights


def foreseen(hand: Hand) -> RightsLeaf:
    """The rights of the first person, with what an erasure would do."""
    leaf = rights(hand)
    leaf.foresee.click()
    hand.wait()
    return leaf


@pytest.fixture
def guarded(busy: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A district in which the auditors sign in."""
    light = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: light)
    set_password(busy, as_of(), "admin", PIN)
    set_password(busy, as_of("admin"), "auditor", PIN)
    set_password(busy, as_of("admin", second="auditor"), "auditor2", PIN)
    return busy


def test_a_worker_hands_out_a_copy(
    seat: Callable[..., Hand],
    busy: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hand = seat(busy)
    leaf = rights(hand)
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path / "out")
    )

    leaf.copy.click()
    hand.type("本人持证到场")
    hand.press(Qt.Key.Key_Return)

    assert len(list((tmp_path / "out").iterdir())) == 2
    assert "当面交给本人" in leaf.bar.text
    assert acts(busy).count("data-copy") == 1


def test_without_a_folder_nothing_is_made(
    seat: Callable[..., Hand], busy: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = seat(busy)
    leaf = rights(hand)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: "")

    leaf.copy.click()
    hand.enter("本人持证到场")

    assert "data-copy" not in acts(busy)


def test_a_worker_erases_nobody(seat: Callable[..., Hand], busy: Database) -> None:
    leaf = rights(seat(busy))

    assert not leaf.foresee.isVisible()
    assert leaf.copy.isVisible()


def test_two_auditors_erase_somebody(
    seat: Callable[..., Hand], guarded: Database
) -> None:
    hand = seat(guarded, Role.AUDITOR)
    leaf = foreseen(hand)
    assert "不再指向任何人" in words(leaf.sheet)
    assert not leaf.sheet.wanted.isEnabled()

    hand.type("本人书面申请")
    leaf.sheet.password.setFocus()
    hand.enter(PIN)

    assert stored(guarded, 1).state == "erased"
    assert "已注销并匿名化" in leaf.bar.text
    assert not leaf.copy.isVisible()
    assert not nameless(hand.window)


def test_a_wrong_password_erases_nobody(
    seat: Callable[..., Hand], guarded: Database
) -> None:
    hand = seat(guarded, Role.AUDITOR)
    leaf = foreseen(hand)
    hand.type("本人书面申请")
    leaf.sheet.password.setFocus()
    hand.enter("000000")

    assert stored(guarded, 1).state == "open"
    assert leaf.bar.isVisible()
    assert leaf.sheet.reason.text() == "本人书面申请"
    assert not leaf.sheet.password.text()


def test_what_waits_is_said_and_the_form_stays_away(
    seat: Callable[..., Hand], busy: Database
) -> None:
    log(busy, as_of("worker"), drop_form(1, grams=3210))
    hand = seat(busy, Role.AUDITOR)

    leaf = foreseen(hand)

    assert "待审核" in leaf.sheet.refusal.text()
    assert not leaf.sheet.reason.isVisible()


def test_escape_closes_the_sheet_and_keeps_the_person(
    seat: Callable[..., Hand], busy: Database
) -> None:
    hand = seat(busy, Role.AUDITOR)
    leaf = foreseen(hand)

    hand.press(Qt.Key.Key_Escape)

    assert not leaf.sheet.isVisible()
    assert stored(busy, 1).state == "open"


def test_the_admin_erases_and_copies_nothing(
    seat: Callable[..., Hand], guarded: Database
) -> None:
    leaf = rights(seat(guarded, Role.ADMIN))

    assert leaf.foresee.isVisible()
    assert not leaf.copy.isVisible()


def test_a_worker_closes_an_account(seat: Callable[..., Hand], busy: Database) -> None:
    hand = seat(busy)
    leaf = rights(hand)

    leaf.close_account.click()
    hand.enter("本人迁出")

    assert stored(busy, 1).state == "closed"
    assert acts(busy).count("close-account") == 1
    assert not leaf.close_account.isVisible()
    assert leaf.copy.isVisible()
