"""The program's window as tests bring it up."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.shared.window import MainWindow

WHOLE: Final = (1366, 768)
"""A small screen."""

UNDER_A_BAR: Final = (1366, 690)
"""What the bars of the system leave of it."""


def to_front(
    qtbot: QtBot, window: MainWindow, size: tuple[int, int] = WHOLE
) -> MainWindow:
    """Show a window in one of these sizes, before all others."""
    window.resize(*size)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window
