"""A window with pages of its own, before and after books are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.shared.window_pages import OPENED
from tests.ui.shared.window_pages import PAGES
from tests.ui.shared.window_pages import rail_of
from tests.ui.windows import to_front
from tests.ui.windows import UNDER_A_BAR
from ui.shared.window import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.shared.background import TaskRunner
    from ui.shared.settings import Settings


@pytest.fixture
def window(qtbot: QtBot, settings: Settings, tasks: TaskRunner) -> MainWindow:
    """The window on screen, nothing opened yet."""
    made = MainWindow(settings, tasks, PAGES, rail_of)
    qtbot.addWidget(made)
    return to_front(qtbot, made, UNDER_A_BAR)


@pytest.fixture
def desk(window: MainWindow) -> MainWindow:
    """The window with the demo open and a desk worker before it."""
    window.show_opened(OPENED)
    return window
