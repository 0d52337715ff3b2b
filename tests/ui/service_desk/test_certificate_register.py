"""The register of what was issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from carbon_points.common.problems import UserError
from tests.ui.service_desk.certificates import issued
from tests.ui.service_desk.certificates import page_of
from ui.service_desk import certificate_work
from ui.shared.widgets import Button

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand


def test_the_register_lists_filters_and_opens(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    made = issued(hand)
    page = page_of(hand)
    page.show_side("register")
    hand.wait()
    model = page.register.model
    assert model.cell(0, 0) == made.content.serial
    assert model.rowCount() == 1
    page.register.validities["revoked"].click()
    hand.wait()
    assert model.rowCount() == 0
    page.register.clear_filter()
    hand.wait()
    hand.enter(made.content.serial[-6:])
    hand.wait()
    hand.press(Qt.Key.Key_Return)
    hand.wait()

    assert page.side == "issue"
    assert page.presenter.made is not None
    assert page.presenter.made.content.serial == made.content.serial
    assert page.preview.isVisible()


def test_an_empty_register_leads_to_the_first_certificate(hand: Hand) -> None:
    hand.window.navigate("verify")
    hand.wait()
    page = page_of(hand)
    page.show_side("register")
    hand.wait()
    assert page.register._first.isVisible()
    page.register.validities["revoked"].click()
    hand.wait()
    assert page.register._clear.isVisible()
    assert not page.register._first.isVisible()
    page.register.clear_filter()
    hand.wait()
    page.register._first.click()

    assert page.side == "issue"


def test_the_tab_counts_what_is_issued(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    issued(hand)
    hand.wait()

    assert page_of(hand)._tabs["register"].accessibleName() == "登记簿 1"


def test_a_register_that_cannot_be_read_says_so_and_can_be_tried_again(
    seat: Callable[[Database], Hand],
    certified: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hand = seat(certified)
    hand.window.navigate("verify")
    hand.wait()
    page = page_of(hand)

    def broken(*_: object) -> object:
        raise UserError("DB_LOCKED")

    with monkeypatch.context() as patch:
        patch.setattr(certificate_work, "listed", broken)
        page.show_side("register")
        hand.wait()
        said = page.register.bar.text
    [again] = [b for b in page.register.bar.findChildren(Button) if b.text()]
    again.click()
    hand.wait()

    assert "另一个程序" in said
    assert not page.register.bar.isVisible()
