"""Runs in turn, what they took, and the lines of the table that says so.

Two ways are compared in one run, A B A B …, so that a busy minute falls on both. Times
are whole nanoseconds; a line shows the median with the fastest and the slowest run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from typing import Final
from typing import TYPE_CHECKING
from typing import TypeVar

from bench.data import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence

T = TypeVar("T")

MS: Final = 1_000_000
NS: Final = "ns"
KIB: Final = "KiB"
EACH: Final = ""
_STEPS: Final = ((10**9, "s"), (10**6, "ms"), (10**3, "µs"))
_VERDICTS: Final = {True: "met", False: "MISSED", None: "–"}
HEAD: Final = ("job", "carbon-points", "other way", "ratio", "goal", "")


@dataclass(frozen=True, slots=True)
class Size:
    """How much the rows take on."""

    actions: int
    people: int
    few_rides: int
    """Of the import as a whole command."""

    papers: int
    """Certificates in one print run."""

    acts: int
    """Times that a short act is measured."""

    repeats: int
    """Times that a long job is measured."""

    starts: int
    """Times that a process is started."""

    tenfold: bool = False
    """Imports and statistics also of ten times `actions`, else of a tenth of them."""


FULL: Final = Size(1_000_000, 200_000, 2000, 10_000, 200, 3, 7)
BIG: Final = Size(1_000_000, 200_000, 2000, 10_000, 200, 3, 7, tenfold=True)
QUICK: Final = Size(20_000, 5000, 2000, 200, 40, 2, 3)
TINY: Final = Size(600, 200, 150, 3, 4, 1, 1)


@dataclass(frozen=True, slots=True)
class Measured:
    """The sorted results of repeated runs."""

    values: tuple[int, ...]
    unit: str = NS

    @classmethod
    def of(cls, values: Iterable[int], unit: str = NS) -> Measured:
        """Sorted."""
        return cls(tuple(sorted(values)), unit)

    @property
    def median(self) -> int:
        """The one in the middle, of two the larger."""
        return self.values[len(self.values) // 2]

    def reached_by(self, percent: int) -> int:
        """What so many of a hundred runs did not exceed."""
        place = -(-len(self.values) * percent // 100)
        return self.values[max(place, 1) - 1]

    def text(self) -> str:
        """The median, and from where to where the runs went."""
        if not self.values:
            return "not counted"
        low, high = (shown(self.values[end], self.unit) for end in (0, -1))
        middle = shown(self.median, self.unit)
        return middle if low == high else f"{middle} ({low} – {high})"


@dataclass(frozen=True, slots=True)
class Goal:
    """At most so many times what the other way took, and so much more."""

    times: Fraction = Fraction(0)
    plus: int = 0

    def limit(self, other: Measured | None) -> Fraction:
        """The largest median that is good enough."""
        return self.times * (other.median if other else 0) + self.plus

    def text(self, unit: str) -> str:
        """As the table has it."""
        times = f"{plain(self.times)} ×" if self.times else ""
        plus = shown(self.plus, unit) if self.plus or not self.times else ""
        return "≤ " + " + ".join(part for part in (times, plus) if part)


@dataclass(frozen=True, slots=True)
class Line:
    """One job, how long it took here and the other way, and whether that is enough."""

    job: str
    ours: Measured
    goal: Goal
    other: Measured | None = None
    other_name: str = ""

    @property
    def ratio(self) -> Fraction | None:
        """Of the medians."""
        if self.other is None or not self.other.median:
            return None
        return Fraction(self.ours.median, self.other.median)

    @property
    def met(self) -> bool | None:
        """Whether the goal was reached; None if nothing could be measured."""
        if not self.ours.values:
            return None
        return self.ours.median <= self.goal.limit(self.other)

    def cells(self) -> tuple[str, ...]:
        """The columns of `HEAD`."""
        other = f"{self.other_name}: {self.other.text()}" if self.other else "–"
        return (
            self.job,
            self.ours.text(),
            other,
            "–" if self.ratio is None else decimal(self.ratio),
            self.goal.text(self.ours.unit),
            _VERDICTS[self.met],
        )


def at_most(times: str) -> Goal:
    """A goal that is a ratio, such as ``"1.5"``."""
    return Goal(Fraction(times))


def interleaved(repeats: int, *ways: Callable[[], Any]) -> list[list[Any]]:
    """What each way answers, run in turn."""
    answers: list[list[Any]] = [[] for _ in ways]
    for _ in range(repeats):
        for answered, way in zip(answers, ways, strict=True):
            answered.append(way())
    return answers


def timed(work: Callable[[], T]) -> tuple[int, T]:
    """How long it took, and what came of it."""
    begun = time.perf_counter_ns()
    answer = work()
    return time.perf_counter_ns() - begun, answer


def timed_command(command: Sequence[str]) -> tuple[int, str]:
    """How long a process took from start to end, and what it printed."""
    return timed(lambda: _printed(command))


def alone(
    module: str, function: str, *arguments: object, before: Sequence[str] = ()
) -> dict[str, Any]:
    """What a function answers in a process of its own, with its ``peak_kib``.

    Args:
        module: of `bench`.
        function: answers a dictionary that JSON can hold.
        arguments: texts and numbers.
        before: a program that the process is run under.
    """
    command = [*before, sys.executable, "-m", "bench.alone", module, function]
    found: dict[str, Any] = json.loads(_printed([*command, *map(str, arguments)]))
    return found


def environment() -> dict[str, str]:
    """Of the processes that are measured: this program, and no display."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}


def column(answers: Iterable[dict[str, Any]], name: str, unit: str = NS) -> Measured:
    """One number of each answer."""
    return Measured.of((answer[name] for answer in answers), unit)


def decimal(value: Fraction) -> str:
    """Three digits that count: 0.00123, 1.74, 12.5, 138."""
    places = 0
    while places < 6 and value and value * 10**places < 100:
        places += 1
    whole, rest = divmod(round(value * 10**places), 10**places)
    return f"{whole:,}.{rest:0{places}d}" if places else f"{whole:,}"


def plain(value: Fraction) -> str:
    """`decimal` without zeros at the end."""
    text = decimal(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(value: int, unit: str) -> str:
    """A result with its unit."""
    if unit == KIB:
        return f"{value * 1024 // 10**6:,} MB"
    if unit == EACH:
        return f"{value:,}"
    for size, name in _STEPS:
        if value >= size:
            return f"{plain(Fraction(value, size))} {name}"
    return f"{value} ns"


def _printed(command: Sequence[str]) -> str:
    done = subprocess.run(  # noqa: S603  (our own programs)
        command, check=True, stdout=subprocess.PIPE, env=environment(), encoding="utf-8"
    )
    return done.stdout
