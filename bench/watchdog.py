"""Watches an event loop: how long it did not turn, and what it was doing meanwhile."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Qt
from PySide6.QtCore import QTimer

from bench.data import ROOT

if TYPE_CHECKING:
    from types import FrameType

_BEAT_MS: Final = 5
_LIMIT_NS: Final = 50_000_000
_SAMPLE_NS: Final = 20_000_000
"""A stretch that is so long already is looked into, in case it gets too long."""

_SHOWN: Final = 6


class Watchdog(QObject):
    """Beats in the event loop; a thread of its own looks when a beat is missing."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[int] = []
        """Nanoseconds between two beats beyond what was ordered."""

        self.work: list[int] = []
        """Nanoseconds of the processor that the thread used between two beats."""

        self.blocks: list[str] = []
        """Each gap over the limit with the calls that were seen in it."""

        self.act = ""
        """What is being played; told of a block."""

        self._main = threading.get_ident()
        self._last = time.perf_counter_ns()
        self._processor = time.thread_time_ns()
        self._seen: list[str] = []
        self._ended = threading.Event()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._thread = threading.Thread(target=self._look, daemon=True)

    def start(self) -> None:
        """Begin to watch the thread that calls this."""
        self._last = time.perf_counter_ns()
        self._processor = time.thread_time_ns()
        self._timer.start(_BEAT_MS)
        self._thread.start()

    def forget(self) -> None:
        """Begin anew: what was before does not count."""
        self.gaps.clear()
        self.work.clear()
        self.blocks.clear()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        self._ended.set()
        self._thread.join()

    def _beat(self) -> None:
        now, processor = time.perf_counter_ns(), time.thread_time_ns()
        gap = max(now - self._last - _BEAT_MS * 1_000_000, 0)
        self.gaps.append(gap)
        self.work.append(processor - self._processor)
        if gap > _LIMIT_NS:
            busy = self.work[-1] // 1_000_000
            seen = "\n".join(dict.fromkeys(self._seen)) or "      not seen"
            head = f"    {gap // 1_000_000} ms ({busy} ms of work) in {self.act}"
            self.blocks.append(f"{head}\n{seen}")
        self._last, self._processor, self._seen = now, processor, []

    def _look(self) -> None:
        while not self._ended.wait(_BEAT_MS / 1000):
            if time.perf_counter_ns() - self._last > _SAMPLE_NS:
                frame = sys._current_frames().get(self._main)  # noqa: SLF001  (what it is for)
                if frame is not None:
                    self._seen.append(_calls(frame))


def _calls(frame: FrameType) -> str:
    """Where a thread is, the innermost call first; the program's own calls alone."""
    here = f"{ROOT}/"
    found = [
        f"{each.filename.removeprefix(here)}:{each.lineno} {each.name}"
        for each in reversed(traceback.extract_stack(frame))
        if each.filename.startswith((f"{here}ui/", f"{here}carbon_points/"))
    ]
    return "      " + (" < ".join(found[:_SHOWN]) or "Qt itself: layout or painting")
