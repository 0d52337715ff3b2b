"""A certificate is printed, counted and handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tests.deeds import person
from tests.ui.service_desk.certificates import issued
from tests.ui.service_desk.certificates import line_of
from tests.ui.service_desk.certificates import page_of
from tests.ui.service_desk.hand import CTRL

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand
    from tests.ui.service_desk.tray import Tray


def test_printing_issues_first_and_counts_what_came_out(
    seat: Callable[[Database], Hand], certified: Database, tray: Tray
) -> None:
    hand = seat(certified)
    hand.window.navigate("verify", participant_id=person(1))
    hand.wait()
    hand.press(Qt.Key.Key_P, CTRL)
    hand.wait()

    assert [name for name, _, _ in tray.out] == ["激光打印机"]
    assert (line_of(hand).state, line_of(hand).prints) == ("printed", 1)


def test_a_reprint_has_the_same_bytes_and_is_counted(
    seat: Callable[[Database], Hand], certified: Database, tray: Tray
) -> None:
    hand = seat(certified)
    made = issued(hand)
    for _ in range(3):
        hand.press(Qt.Key.Key_P, CTRL)
        hand.wait()

    assert {pdf for _, _, pdf in tray.out} == {made.file.read_bytes()}
    assert line_of(hand).reprints == 2


def test_a_silent_printer_takes_no_second_serial(
    seat: Callable[[Database], Hand], certified: Database, tray: Tray
) -> None:
    tray.answers = [None]
    hand = seat(certified)
    issued(hand)
    hand.press(Qt.Key.Key_P, CTRL)
    page = page_of(hand)

    assert "15 秒没有回音" in page.bar.text
    assert page.panel.came_out.hasFocus()
    assert line_of(hand).prints == 0
    page.panel.repeat.click()
    hand.wait()
    hand.wait()
    assert (line_of(hand).prints, len(tray.out)) == (1, 2)
    assert not page.bar.isVisible()


def test_without_a_printer_it_is_said_where_the_certificate_is(
    seat: Callable[[Database], Hand], certified: Database, tray: Tray
) -> None:
    tray.names = []
    hand = seat(certified)
    made = issued(hand)
    hand.press(Qt.Key.Key_P, CTRL)

    said = page_of(hand).bar.text.replace("\n", "")
    assert "没有找到打印机。证书已生成并保存到" in said
    assert str(made.file) in said
    assert not tray.out


def test_a_broken_printer_is_said_and_nothing_is_counted(
    seat: Callable[[Database], Hand], certified: Database, tray: Tray
) -> None:
    tray.answers = [OSError(5, "no paper")]
    hand = seat(certified)
    issued(hand)
    hand.press(Qt.Key.Key_P, CTRL)

    assert page_of(hand).bar.isVisible()
    assert line_of(hand).prints == 0


def test_a_printed_paper_is_handed_over(
    seat: Callable[[Database], Hand], certified: Database, tray: Tray
) -> None:
    hand = seat(certified)
    issued(hand)
    panel = page_of(hand).panel
    assert not panel.hand_over.isVisible()
    hand.press(Qt.Key.Key_P, CTRL)
    hand.wait()
    panel.hand_over.click()
    hand.wait()
    hand.wait()

    assert tray.out
    assert line_of(hand).state == "handed_over"
    assert not panel.hand_over.isVisible()
