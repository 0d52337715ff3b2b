"""The settings page: every change is in force at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from ui.admin.settings_view import SettingsView
from ui.shared import language
from ui.shared.page import Opened
from ui.shared.page import Operator
from ui.shared.page import Role
from ui.shared.settings import Theme
from ui.shared.tokens import look
from ui.shared.tokens import TextSize
from ui.shared.widgets import Choice

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.shared.settings import Settings
    from ui.shared.window import MainWindow


@pytest.fixture
def window(program: MainWindow) -> MainWindow:
    """The program at its settings, somebody without a database before it."""
    program.show_opened(Opened(None, (Operator("w", "王芳", (Role.WORKER,)),)))
    program.show()
    program.navigate("settings")
    return program


def page(window: MainWindow) -> SettingsView:
    shown = window.page
    assert isinstance(shown, SettingsView)
    return shown


def choose(window: MainWindow, text: str) -> None:
    choices = page(window).findChildren(Choice)
    next(choice for choice in choices if choice.text() == text).click()


def test_a_choice_is_in_force_at_once_and_stays_chosen(
    qtbot: QtBot, window: MainWindow, settings: Settings
) -> None:
    choose(window, "深色")
    qtbot.waitUntil(lambda: look.dark)
    choose(window, "大字模式")
    qtbot.waitUntil(lambda: look.size == TextSize.LARGE)

    display = page(window).sections[0]
    chosen = [c.text() for c in display.findChildren(Choice) if c.isChecked()]
    assert chosen == ["大字模式", "深色", "中文"]
    assert (settings.theme, settings.text_size) == (Theme.DARK, TextSize.LARGE)


def test_the_language_changes_without_a_restart(
    qtbot: QtBot, window: MainWindow
) -> None:
    choose(window, "English")
    qtbot.waitUntil(lambda: window.windowTitle().startswith("Settings"))
    english = page(window).search.placeholderText()
    choose(window, "中文")
    qtbot.waitUntil(lambda: window.windowTitle().startswith("设置"))

    assert english == "Find a setting"
    assert language.in_force() == language.ZH


def test_the_defaults_come_back(
    qtbot: QtBot, window: MainWindow, settings: Settings
) -> None:
    choose(window, "深色")
    qtbot.waitUntil(lambda: look.dark)

    reset = page(window).sections[0].reset
    assert reset is not None
    reset.click()
    qtbot.waitUntil(lambda: not look.dark)

    assert settings.theme is Theme.LIGHT


def test_a_setting_is_found_by_its_words(window: MainWindow) -> None:
    view = page(window)

    view.search.setText("许可证")
    shown = [one.name for one in view.sections if one.isVisibleTo(view)]
    view.search.setText("火星")

    assert shown == ["about"]
    assert view._nothing.isVisibleTo(view)


def test_what_was_searched_for_comes_back(window: MainWindow) -> None:
    view = page(window)
    view.search.setText("语言")
    state = view.snapshot()
    view.search.clear()

    view.restore(state)

    assert view.search.text() == "语言"


def test_licences_can_be_read(window: MainWindow) -> None:
    text = page(window).findChildren(QPlainTextEdit)[-1].toPlainText()

    assert "Open Font License" in text
    assert "LGPL" in text
