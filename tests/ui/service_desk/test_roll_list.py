"""The list is narrowed, read again and handed out masked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from carbon_points.common.problems import RefusedError
from carbon_points.participants.models import Participant
from carbon_points.participants.twins import mark_twin
from carbon_points.places.queries import subdistrict_by_name
from carbon_points.security.models import Operator
from tests.deeds import identity
from tests.deeds import person
from tests.deeds import RESIDENTS
from tests.deeds import SMES
from tests.districts import as_of
from tests.ui.service_desk.hand import CTRL
from tests.ui.service_desk.roll import acts
from tests.ui.service_desk.roll import shown
from tests.ui.service_desk.roll import words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand


def test_the_list_is_exported_masked(
    hand: Hand, small: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(hand)
    target = tmp_path / "名单.xlsx"
    monkeypatch.setattr(
        "ui.service_desk.roll_export_strip.QFileDialog.getSaveFileName",
        lambda *_: (str(target), ""),
    )
    page.filter.export.click()
    hand.wait()

    sheet = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    assert len(sheet) == 2 + RESIDENTS + SMES
    assert acts(small)[-1] == "export-participants"


@pytest.mark.parametrize(
    ("state", "count"), [("open", RESIDENTS + SMES - 1), ("closed", 1), ("frozen", 0)]
)
def test_a_state_narrows_the_list(
    seat: Callable[..., Hand], small: Database, state: str, count: int
) -> None:
    with small.writing() as session:
        session.get_one(Participant, person(2)).state = "closed"
    hand = seat(small)
    page = shown(hand)
    page.filter.state.choose(state)
    hand.wait()

    assert page.model.rowCount() == count


def test_a_street_narrows_the_list(hand: Hand) -> None:
    page = shown(hand)
    page.filter.place.choose("刁镇街道")
    hand.wait()

    assert page.model.rowCount() == SMES


def test_an_empty_roll_says_how_to_begin(
    seat: Callable[..., Hand], empty: Database
) -> None:
    page = shown(seat(empty))

    assert "还没有参与者" in words(page.list)
    assert "在左边选一位" in words(page.file)


def test_slash_puts_the_caret_into_the_filter(hand: Hand) -> None:
    page = shown(hand)
    page.table.setFocus()
    hand.press(Qt.Key.Key_Slash)

    assert hand.focus is page.edit


def test_a_long_list_shows_its_first_rows_before_the_rest(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(hand)
    seen: list[tuple[int, bool]] = []
    page.presenter.listed.connect(lambda s: seen.append((s.count(), s.is_whole)))
    monkeypatch.setattr("ui.service_desk.roll_presenter.FIRST_ROWS", 3)
    page.load()
    hand.wait()
    hand.wait()

    assert seen == [(3, False), (RESIDENTS + SMES, True)]


@pytest.mark.parametrize(
    ("segment", "street", "count"),
    [
        ("", "", RESIDENTS),
        ("resident", "", RESIDENTS),
        ("sme", "", 0),
        ("frozen", "", 0),
        ("", "明水街道", RESIDENTS),
        ("", "刁镇街道", 0),
        ("marked", "", 2),
    ],
)
def test_a_text_and_a_filter_narrow_together(
    hand: Hand, small: Database, segment: str, street: str, count: int
) -> None:
    mark_twin(small, as_of("worker"), person(1), person(3), "同一人")
    page = shown(hand)
    page.filter.kinds[segment].click()
    page.filter.place.choose(street)
    page.edit.setText("wf")
    page.load()
    hand.wait()

    assert page.model.rowCount() == count


def test_the_whole_number_of_somebody_elsewhere_is_found(
    seat: Callable[..., Hand], small: Database
) -> None:
    with small.writing() as session:
        worker = session.scalars(
            select(Operator).where(Operator.name == "worker")
        ).one()
        worker.subdistrict_id = subdistrict_by_name(session, "刁镇街道")
    page = shown(hand := seat(small))
    assert page.model.rowCount() == SMES
    page.edit.setText(identity(1))
    page.load()
    hand.wait()

    assert page.model.rowCount() == 1


def test_who_stands_far_down_stays_while_the_list_is_read_again(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.service_desk.roll_presenter.FIRST_ROWS", 3)
    page = shown(hand, person(1))
    page.load()
    hand.wait()
    hand.wait()

    assert page.list.current == person(1)
    assert page.presenter.shown == person(1)


def test_who_does_not_fit_any_more_gives_way_to_the_first(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.service_desk.roll_presenter.FIRST_ROWS", 1)
    page = shown(hand, person(1))
    page.filter.kinds["sme"].click()
    hand.wait()
    hand.wait()

    assert page.list.current == person(RESIDENTS + SMES)
    assert page.presenter.shown == person(RESIDENTS + SMES)


def test_a_changed_row_is_read_again_in_its_place(hand: Hand) -> None:
    page = shown(hand, person(2))
    page.file.file.edit.click()
    hand.wait()
    hand.press(Qt.Key.Key_A, CTRL)
    hand.type("13877776021")
    hand.commit()

    assert page.list.current == person(2)
    assert "138****6021" in page.model.name(page.table.current, 3)


def test_a_list_that_cannot_be_read_says_so_and_is_tried_again(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RefusedError("DB_LOCKED")

    with monkeypatch.context() as patch:
        patch.setattr("ui.service_desk.roll_work.roll_ids", fail)
        page = shown(hand)
        assert "名单暂时读不出来" in words(page.list)
    page.list._again.click()
    hand.wait()

    assert page.model.rowCount() == RESIDENTS + SMES
