"""How long work says how far it is, and how it is told to stop."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Cancelled(Exception):  # noqa: N818  (a wish, not an error)
    """The user asked for the work to stop; the transaction rolls back."""


class Progress:
    """Handed to long work, which calls `step` once per row, block or page."""

    def __init__(self, report: Callable[[int, int], None] | None = None) -> None:
        self._report = report
        self._stop = Event()

    def cancel(self) -> None:
        """Make the next `step` raise; may be called from any thread."""
        self._stop.set()

    def check(self) -> None:
        """Stop where nothing can be counted, inside one long statement.

        Raises:
            Cancelled: if `cancel` was called.
        """
        if self._stop.is_set():
            raise Cancelled

    def step(self, done: int, total: int) -> None:
        """Report that `done` of `total` units are finished.

        Raises:
            Cancelled: if `cancel` was called since the last step.
        """
        self.check()
        if self._report is not None:
            self._report(done, total)
