"""Locks the window when nobody has touched it for as long as the settings say."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ui.shared.settings import LOCK_KEY

if TYPE_CHECKING:
    from ui.shared.settings import Settings
    from ui.shared.window import MainWindow

_MINUTE_MS: Final = 60_000


class IdleLock(QTimer):
    """Begins anew with every touch, and where the time was set."""

    def __init__(self, settings: Settings, window: MainWindow) -> None:
        super().__init__(window, singleShot=True)
        self._settings = settings
        self._window = window
        self.timeout.connect(window.lock)
        settings.changed.connect(self._setting_changed)

    def touch(self) -> None:
        """Somebody is there."""
        if self._window.can_lock:
            self.start(self._settings.lock_minutes * _MINUTE_MS)

    def _setting_changed(self, key: str) -> None:
        if key == LOCK_KEY:
            self.touch()
