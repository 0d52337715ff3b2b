"""One file of the list: its leaves, its prints and who may see what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from carbon_points.common.problems import RefusedError
from tests.deeds import identity
from tests.deeds import person
from tests.ui.service_desk.hand import nameless
from tests.ui.service_desk.roll import acts
from tests.ui.service_desk.roll import ALT
from tests.ui.service_desk.roll import shown
from tests.ui.service_desk.roll import words
from ui.service_desk.roll_detail import LEAVES
from ui.shared.page import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand


def test_the_leaves_turn_with_alt_and_a_digit(
    seat: Callable[..., Hand], busy: Database
) -> None:
    hand = seat(busy)
    page = shown(hand, person(1))
    page.table.setFocus()
    for number, name in enumerate(LEAVES):
        hand.press(Qt.Key(Qt.Key.Key_1 + number), ALT)
        assert page.file.leaf == name
        assert not nameless(page)


def test_the_ledger_runs_with_its_balance(
    seat: Callable[..., Hand], busy: Database
) -> None:
    page = shown(seat(busy), person(1))
    page.file.turn("ledger")
    table = page.file.ledger.entry_table
    visitor = page.presenter.visitor
    assert visitor is not None

    model = table.model()
    assert model is not None
    assert model.rowCount() == len(visitor.account.entries)
    newest = model.index(0, 3).data()
    assert newest == f"{visitor.account.points:,}"


def test_f1_on_a_movement_opens_the_actions_and_then_the_calculation(
    seat: Callable[..., Hand], busy: Database
) -> None:
    hand = seat(busy)
    page = shown(hand, person(1))
    page.file.turn("ledger")
    page.file.ledger.entry_table.setFocus()
    hand.press(Qt.Key.Key_F1)
    assert hand.focus is page.file.ledger.action_table
    assert "行为得来" in page.file.ledger._note.text()
    hand.press(Qt.Key.Key_F1)

    assert page.why.isVisible()
    assert "ER" in page.why._name.text()
    hand.press(Qt.Key.Key_Escape)
    assert not page.why.isVisible()


def test_an_action_says_its_state_and_who_decided(
    seat: Callable[..., Hand], busy: Database
) -> None:
    page = shown(seat(busy), person(1))
    page.file.turn("ledger")
    page.file.ledger.turn("actions")

    note = page.file.ledger._note.text()
    assert "已通过" in note
    assert "审核人 auditor" in note


def test_installations_and_certificates_are_listed(
    seat: Callable[..., Hand], busy: Database
) -> None:
    page = shown(seat(busy), person(1))

    owned = words(page.file.installations)
    assert "0000000000001" in owned
    assert "最近抄表" in owned
    held = words(page.file.certificates)
    assert "签发" in held


def test_who_has_nothing_is_told_so(hand: Hand) -> None:
    page = shown(hand, person(2))

    assert "没有登记设施" in words(page.file.installations)
    assert "还没有证书" in words(page.file.certificates)


def test_movements_that_cannot_be_read_leave_the_file_readable(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(hand)

    def fail(*_: object) -> None:
        raise RefusedError("DB_DAMAGED", path="x")

    with monkeypatch.context() as patch:
        patch.setattr("ui.service_desk.roll_work.visitor", fail)
        page.pick(person(2))
        hand.wait()
        page.file.turn("ledger")
        assert "流水暂时读不出来，档案仍可查看。" in page.file.ledger._bar.text
        assert "西苑社区" in words(page.file.file)
    page.file.ledger.retry_wanted.emit()
    hand.wait()

    assert not page.file.ledger._bar.isVisibleTo(page.file.ledger)


def test_a_whole_number_is_shown_for_a_reason_and_masked_again(
    hand: Hand, small: Database
) -> None:
    page = shown(hand, person(2))
    leaf = page.file.file
    leaf.unmask.setFocus()
    hand.press(Qt.Key.Key_Space)
    hand.press(Qt.Key.Key_Return)
    assert not leaf.number.text()
    hand.enter("核对证件")

    assert leaf.number.text() == identity(2)
    assert acts(small)[-1] == "reveal-id"
    for _ in range(29):
        leaf._tick()
    assert not leaf.number.isHidden()
    leaf._tick()

    assert leaf.number.isHidden()


def test_the_next_person_does_not_inherit_the_number(hand: Hand) -> None:
    page = shown(hand, person(2))
    page.file.file.show_number(identity(2))
    page.pick(person(3))
    hand.wait()

    assert page.file.file.number.isHidden()


def test_an_auditor_marks_and_unmasks_but_changes_nothing(
    seat: Callable[..., Hand], small: Database
) -> None:
    page = shown(seat(small, Role.AUDITOR), person(1))

    assert page.file.file.unmask.isVisibleTo(page)
    assert page.file.twins.mark.isVisibleTo(page)
    assert not page.file.file.edit.isVisibleTo(page)
    page.file.turn("consents")
    assert not page.file.consents.withdraw.isVisibleTo(page)


def test_an_admin_sees_everything_masked_and_changes_nothing(
    seat: Callable[..., Hand], small: Database
) -> None:
    page = shown(seat(small, Role.ADMIN), person(1))

    for part in (page.file.file.unmask, page.file.file.edit, page.file.twins.mark):
        assert not part.isVisibleTo(page)
    assert identity(1) not in words(page)


def test_a_consent_is_printed_from_its_leaf(hand: Hand) -> None:
    page = shown(hand, person(2))
    page.file.turn("consents")
    page.file.consents.print.setFocus()
    hand.press(Qt.Key.Key_Space)
    assert page.papers.panel is not None
    hand.press(Qt.Key.Key_Escape)

    assert not page.papers.is_open
    assert hand.focus is page.file.consents.print
