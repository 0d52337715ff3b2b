"""Cycles are looked for in the window's thread, in no other.

Python's collector runs in whichever thread makes the next object. In a lane's thread it
would delete widgets and other Qt objects there, which Qt does not allow: the program
would be gone without a word.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtCore import QTimer

_EVERY_MS: Final = 250


class WindowCollector(QObject):
    """From `start` to `stop` nothing is collected but by a timer of this thread."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.collect_due)
        self._was_on = False

    def start(self) -> None:
        """Take the collecting over."""
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Give it back; no lane may run any more."""
        self._timer.stop()
        if self._was_on:
            gc.enable()

    def collect_due(self) -> None:
        """Collect the oldest generation that is full, as Python itself would."""
        counts, limits = gc.get_count(), gc.get_threshold()
        full = [age for age in range(len(limits)) if counts[age] > limits[age]]
        if full:
            gc.collect(full[-1])
