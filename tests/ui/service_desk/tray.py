"""A printer of the tests, which answers as it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.shared.printing import Printers

if TYPE_CHECKING:
    from carbon_points.common.progress import Progress


class Tray:
    """A printer of the test: what came out, and whether it answers."""

    def __init__(self, *names: str) -> None:
        self.names = list(names)
        self.out: list[tuple[str, int, bytes]] = []
        self.answers: list[int | OSError | None] = []

    def send(
        self, pdf: bytes, _progress: Progress, *, printer_name: str, copies: int
    ) -> int | None:
        """Take the paper; say what was set as the next answer, by default one page."""
        self.out.append((printer_name, copies, pdf))
        answer = self.answers.pop(0) if self.answers else 1
        if isinstance(answer, OSError):
            raise answer
        return answer

    @property
    def printers(self) -> Printers:
        """What the panel is given."""
        return Printers(lambda: self.names, self.send)
