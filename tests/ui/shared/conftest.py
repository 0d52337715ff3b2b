"""A window with pages of its own, before and after books are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.shared.window_pages import OPENED
from tests.ui.shared.window_pages import PAGES
from tests.ui.shared.window_pages import rail_of
from ui.shared.window import MainWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ui.shared.background import TaskRunner
    from ui.shared.settings import Settings


@pytest.fixture
def window(
    qtbot: QtBot, application: QApplication, settings: Settings, tasks: TaskRunner
) -> MainWindow:
    """The window on screen, nothing opened yet."""
    del application
    made = MainWindow(settings, tasks, PAGES, rail_of)
    qtbot.addWidget(made)
    made.resize(1366, 690)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def desk(window: MainWindow) -> MainWindow:
    """The window with the demo open and a desk worker before it."""
    window.show_opened(OPENED)
    return window
