"""Locks the window when nobody has touched it for as long as the settings say."""

from __future__ import annotations

import time
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ui.shared.settings import LOCK_KEY

if TYPE_CHECKING:
    from ui.shared.settings import Settings
    from ui.shared.window import MainWindow

_MINUTE_S: Final = 60
_MINUTE_MS: Final = 60_000


class IdleLock(QTimer):
    """Begins anew with every touch, and where the time was set."""

    def __init__(self, settings: Settings, window: MainWindow) -> None:
        super().__init__(window, singleShot=True)
        self._settings = settings
        self._window = window
        self._touched_s = _seconds()
        self.timeout.connect(window.lock)
        settings.changed.connect(self._setting_changed)

    def begin(self) -> None:
        """Somebody sits down."""
        if self._window.can_lock:
            self.start(self._settings.lock_minutes * _MINUTE_MS)
            self._touched_s = _seconds()

    def touch(self) -> None:
        """Somebody is there; after a sleep of the computer perhaps somebody else."""
        slept = _seconds() - self._touched_s > self._settings.lock_minutes * _MINUTE_S
        if slept and self.isActive() and self._window.can_lock:
            self.stop()
            self._window.lock()
        else:
            self.begin()

    def _setting_changed(self, key: str) -> None:
        if key == LOCK_KEY:
            self.begin()


def _seconds() -> float:
    """Time that runs on while the computer sleeps; a timer of Qt stands still then."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)  # Linux; elsewhere the usual one does
    return time.monotonic() if clock is None else time.clock_gettime(clock)
