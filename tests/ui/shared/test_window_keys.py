"""The keys of the window: those of the page, of the palette and of the text size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from tests.ui.shared.window_pages import press
from tests.ui.shared.window_pages import shown
from ui.shared.messages import Message
from ui.shared.page import Command
from ui.shared.palette import matching
from ui.shared.tokens import look
from ui.shared.tokens import TextSize
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.shared.settings import Settings
    from ui.shared.window import MainWindow


def test_keys_and_clicks_change_the_page_and_keep_its_state(
    desk: MainWindow,
) -> None:
    shown(desk).field.setText("写到一半")

    press(desk, Qt.Key.Key_2, control=True)
    second = shown(desk).name
    entry = next(
        e for e in desk.findChildren(QToolButton) if e.accessibleName() == "服务台"
    )
    entry.click()

    assert second == "verify"
    assert shown(desk).field.text() == "写到一半"


def test_keys_reach_the_shown_page(desk: MainWindow) -> None:
    press(desk, Qt.Key.Key_Return, control=True)
    press(desk, Qt.Key.Key_Z, control=True)
    press(desk, Qt.Key.Key_F1)

    assert shown(desk).calls == ["commit", "undo"]


def test_finding_a_participant_leads_to_the_service_desk(desk: MainWindow) -> None:
    desk.navigate("verify")

    press(desk, Qt.Key.Key_F2)

    assert shown(desk).name == "service"
    assert "find" in shown(desk).calls


def test_esc_closes_the_panel_first_and_then_the_message(desk: MainWindow) -> None:
    desk.show_message(Message(Tone.INFO, "一条消息。"))

    press(desk, Qt.Key.Key_Escape)
    still = desk.message
    press(desk, Qt.Key.Key_Escape)

    assert still == "一条消息。"
    assert desk.message == ""


def test_undo_takes_back_what_the_toast_names(desk: MainWindow) -> None:
    undone: list[int] = []
    desk.toast("已记入：骑行", lambda: undone.append(1))

    press(desk, Qt.Key.Key_Z, control=True)
    press(desk, Qt.Key.Key_Z, control=True)

    assert undone == [1]
    assert shown(desk).calls == ["undo"]
    assert desk.history.texts == ["已记入：骑行"]


def test_keys_change_the_size_of_the_text(
    qtbot: QtBot, desk: MainWindow, settings: Settings
) -> None:
    press(desk, Qt.Key.Key_Equal, control=True)
    press(desk, Qt.Key.Key_Equal, control=True)
    press(desk, Qt.Key.Key_Equal, control=True)
    largest = settings.text_size
    press(desk, Qt.Key.Key_Minus, control=True)
    smaller = settings.text_size
    press(desk, Qt.Key.Key_0, control=True)
    qtbot.waitUntil(lambda: look.size == TextSize.NORMAL)

    assert (largest, smaller) == (TextSize.HUGE, TextSize.LARGE)


def test_the_palette_finds_pages_and_commands_by_their_initials(
    desk: MainWindow,
) -> None:
    press(desk, Qt.Key.Key_K, control=True)
    palette = desk.around.palette_box

    QTest.keyClicks(palette.edit, "dy")
    press(palette.edit, Qt.Key.Key_Down)
    press(palette.edit, Qt.Key.Key_Return)
    press(desk, Qt.Key.Key_K, control=True)
    QTest.keyClicks(palette.edit, "zs")
    press(palette.edit, Qt.Key.Key_Return)

    assert shown(desk).name == "verify"
    desk.navigate("service")
    assert "print" in shown(desk).calls
    assert not palette.isVisible()


def test_esc_leaves_the_palette_and_gives_the_caret_back(desk: MainWindow) -> None:
    shown(desk).field.setFocus()
    press(desk, Qt.Key.Key_K, control=True)
    palette = desk.around.palette_box

    press(palette.edit, Qt.Key.Key_Escape)

    assert not palette.isVisible()
    assert shown(desk).field.hasFocus()


def test_commands_match_words_anywhere_and_initials_first() -> None:
    commands = [Command("证书核验", print, "zshy"), Command("打印证书", print, "dyzs")]

    assert [c.title for c in matching(commands, "证书")] == ["证书核验", "打印证书"]
    assert [c.title for c in matching(commands, "dy")] == ["打印证书"]
    assert matching(commands, "xyz") == []
    assert matching(commands, "") == commands
