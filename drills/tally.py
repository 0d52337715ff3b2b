"""What a drill found: one row of the table."""

from __future__ import annotations

import time
from dataclasses import dataclass
from dataclasses import field
from typing import Final

HEAD: Final = ("drill", "tried", "lost", "double", "let in", "seconds")


@dataclass
class Tally:
    """Counts of one drill; the clock runs from when it is made until `end`."""

    name: str
    tried: int = 0
    lost: int = 0
    """Acknowledged and not there, half written, damaged or no longer usable."""

    double: int = 0
    """Booked, numbered or written twice."""

    let_in: int = 0
    """Changed, forged or forbidden, and not noticed."""

    first_problem: str = ""
    seconds: int = 0
    _began: float = field(default_factory=time.monotonic, repr=False)

    def end(self) -> Tally:
        """Stop the clock."""
        self.seconds = round(time.monotonic() - self._began)
        return self

    def problem(self, kind: str, words: str) -> None:
        """Count one failure of a kind: ``lost``, ``double`` or ``let_in``."""
        setattr(self, kind, getattr(self, kind) + 1)
        self.first_problem = self.first_problem or words

    def problem_if(self, kind: str, words: str) -> None:
        """Count one failure of a kind if there are words for it."""
        if words:
            self.problem(kind, words)

    @property
    def ok(self) -> bool:
        """Whether every number is the target."""
        return self.tried > 0 and not (self.lost or self.double or self.let_in)

    def cells(self) -> tuple[str, ...]:
        """As the table prints it."""
        counts = (self.tried, self.lost, self.double, self.let_in, self.seconds)
        return (self.name, *(f"{count:,}" for count in counts))


def as_table(tallies: list[Tally]) -> str:
    """A Markdown table, with what went wrong first below it."""
    lines = [_line(HEAD), _line(("---", *("---:" for _ in HEAD[1:])))]
    lines += [_line(tally.cells()) for tally in tallies]
    wrong = [f"- {t.name}: {t.first_problem}" for t in tallies if t.first_problem]
    return "\n".join([*lines, *([""] if wrong else []), *wrong])


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
