"""The keys of the whole window; what is never bound belongs to input methods."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

PAGE_KEYS: Final = {
    "F1": "explain",
    "F2": "find_participant",
    "F3": "new_participant",
    "F12": "end_visit",
    "Ctrl+Return": "commit",
    "Ctrl+Enter": "commit",
    "Ctrl+P": "print_page",
    "Ctrl+Z": "undo",
    "Ctrl+Y": "redo",
    "Esc": "escape",
}
"""Key and the method of the shown page that answers it."""

SIZE_KEYS: Final = {"Ctrl+=": 1, "Ctrl++": 1, "Ctrl+-": -1, "Ctrl+0": 0}
"""Larger, smaller and normal text."""

HOME_METHODS: Final = frozenset({"find_participant", "new_participant"})
"""Where the shown page has no such method, the service desk is shown and answers."""

NEVER_BOUND: Final = (
    "Ctrl+Space",
    "Shift+Space",
    "Ctrl+.",
    "Ctrl+F",
    "Ctrl+Shift+F",
)
"""Switches of input methods."""


def bind(window: QWidget, key: str, act: Callable[[], object]) -> None:
    """Let `key` call `act` anywhere in the window."""
    shortcut = QShortcut(QKeySequence(key), window)
    shortcut.activated.connect(act)
