"""The page fits a small screen, and the caret goes as the eye does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.deeds import person
from tests.deeds import RESIDENTS
from tests.ui.service_desk.roll import reached
from tests.ui.service_desk.roll import shown
from ui.service_desk.roll_detail import LEAVES
from ui.shared.tokens import TextSize

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand
    from ui.shared.settings import Settings


def test_where_it_is_narrow_the_file_is_a_drawer(
    seat: Callable[..., Hand], small: Database
) -> None:
    hand = seat(small)
    hand.window.resize(1100, 690)
    page = shown(hand)
    assert not page.file.isVisible()
    page.table.setFocus()
    hand.press(Qt.Key.Key_Return)
    assert page.file.isVisible()
    hand.press(Qt.Key.Key_Escape)

    assert not page.file.isVisible()
    assert hand.focus is page.table


@pytest.mark.parametrize("size", [TextSize.NORMAL, TextSize.LARGE])
def test_the_page_fits_a_small_screen(
    seat: Callable[..., Hand], small: Database, settings: Settings, size: TextSize
) -> None:
    hand = seat(small)
    settings.text_size = size
    hand.wait()
    page = shown(hand)

    need = page.minimumSizeHint()
    assert need.width() <= 1366 - 76
    assert need.height() <= 690 - 52


def test_who_and_where_is_kept_over_a_rebuild(hand: Hand) -> None:
    page = shown(hand, person(3))
    page.filter.kinds["resident"].click()
    page.file.turn("consents")
    hand.wait()
    state = page.snapshot()
    page.filter.clear()
    page.file.turn("file")
    hand.wait()
    page.restore(state)
    hand.wait()

    assert page.model.rowCount() == RESIDENTS
    assert page.file.leaf == "consents"
    assert page.presenter.person == person(3)


@pytest.mark.parametrize("leaf", LEAVES)
def test_tab_goes_through_a_leaf_as_the_eye_does(
    seat: Callable[..., Hand], busy: Database, leaf: str
) -> None:
    hand = seat(busy)
    page = shown(hand, person(1))
    page.file.turn(leaf)
    first = page.file._leaves["file"]
    order = reached(hand, first, page.file)

    tops = [part.mapTo(page.file, part.rect().topLeft()).y() for part in order]
    assert page.file._certificate is order[-1]
    if leaf != "file":  # this one scrolls under the keys
        assert tops == sorted(tops)
    else:
        file, twins = page.file.file, page.file.twins
        seen = [*twins.compares, file.unmask, file.edit, twins.mark]
        places = [order.index(part) for part in seen]
        assert places == sorted(places)


def test_tab_goes_through_the_head_of_the_page(hand: Hand) -> None:
    page = shown(hand)
    order = reached(hand, page.filter.kinds[""], page.filter)

    lefts = [part.mapTo(page, part.rect().topLeft()).x() for part in order]
    assert lefts == sorted(lefts)
    assert order[-1] is page.filter.export
