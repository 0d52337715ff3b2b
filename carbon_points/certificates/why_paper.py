"""One page for the resident: why this number, in plain words, from the stored trace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates import desk_words
from carbon_points.certificates import why_words
from carbon_points.certificates.desk_paper import PaperSize
from carbon_points.certificates.slip import characters
from carbon_points.certificates.slip import finished
from carbon_points.certificates.slip import fitted_look
from carbon_points.certificates.slip import look
from carbon_points.certificates.slip import PAGE
from carbon_points.certificates.slip import set_head
from carbon_points.certificates.strip import Cell
from carbon_points.certificates.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.certificates.embedding import Characters
    from carbon_points.certificates.slip import Head
    from carbon_points.certificates.slip import Look

_SHARES: Final = (1.0, 0.92, 0.85, 0.78, 0.72, 0.66)
"""Tried in this order until everything stands on one page."""

_LARGE_SHARES: Final = (1.0, 0.92, 0.85)
"""Large print may go on to a second page instead of becoming small."""


@dataclass(frozen=True, slots=True)
class FactorLine:
    """A number of the register: what, how much, and where it comes from."""

    name: str
    source: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """One line of the calculation."""

    label: str
    value: str
    factors: tuple[FactorLine, ...] = ()


@dataclass(frozen=True, slots=True)
class WhyPaper:
    """Everything that the page says."""

    head: Head
    what: str
    """E.g. ``骑行 3 千米``."""

    day: str
    mass: str
    points: str
    state: str
    done: tuple[StepLine, ...]
    compared: tuple[str, ...]
    steps: tuple[StepLine, ...]
    result: tuple[str, ...]
    limits: tuple[str, ...]
    """What the number does not mean."""

    record: str
    reprints: int


def why_pdf(paper: WhyPaper, *, large: bool = False) -> tuple[bytes, int]:
    """The page as a file; more than one only where it would become too small."""
    whole = look(PaperSize.A4, large=large)
    shares = _LARGE_SHARES if large else _SHARES
    style = fitted_look(whole, shares, lambda style: _set(paper, style, characters()))
    faces = characters()
    return finished(_set(paper, style, faces), faces, why_words.TITLE, paper.head)


def _set(paper: WhyPaper, style: Look, faces: Characters) -> Strip:
    strip = Strip(PAGE, faces)
    set_head(strip, paper.head, style, why_words.TITLE)
    if paper.reprints:
        strip.text(desk_words.reprint(paper.reprints), style.bold(), "right")
    _set_result(strip, paper, style)
    _heading(strip, style, why_words.DONE)
    _set_done(strip, style, paper.done)
    _set_list(strip, style, why_words.COMPARED, paper.compared)
    if paper.steps:
        _heading(strip, style, why_words.STEPS)
    for line in paper.steps:
        _set_step(strip, style, line)
    _set_list(strip, style, why_words.RESULT, paper.result)
    _set_list(strip, style, why_words.LIMITS, paper.limits)
    objection = desk_words.objection(paper.head.district)
    _set_list(strip, style, why_words.DOUBT, [objection])
    strip.foot(f"{paper.record}　{desk_words.FOOT}", style.style(0.8, style.soft))
    return strip


def _set_result(strip: Strip, paper: WhyPaper, style: Look) -> None:
    """What it is about, and the two figures, large."""
    with strip.keep():
        strip.pair(paper.what, paper.day, style.bold(1.2), style.style())
        large = style.bold(1.9, style.accent)
        strip.pair(f"{paper.mass} CO₂e", paper.points, large, large)
        strip.text(paper.state, style.style(0.92, style.soft), "right")
        strip.rule(style.ink)


def _set_done(strip: Strip, style: Look, lines: Sequence[StepLine]) -> None:
    """What was filled in, two beside each other where they are short."""
    soft, plain = style.style(1, style.soft), style.style()
    half = (strip.width - 2 * style.size) / 2
    left: list[Cell] = []
    for line in lines:
        wide = soft.width(line.label) + plain.width(line.value) + style.size
        if wide > half:
            strip.cells(left)
            strip.pair(line.label, line.value, soft, plain)
            left = []
            continue
        start = strip.paper.right - half if left else strip.paper.left
        value = Cell(line.value, start + half, plain, "right")
        left += [Cell(line.label, start, soft), value]
        if start > strip.paper.left:
            strip.cells(left)
            left = []
    strip.cells(left)


def _heading(strip: Strip, style: Look, text: str) -> None:
    strip.gap(style.size * 0.3)
    strip.text(text, style.bold(1.05, style.accent))


def _set_list(strip: Strip, style: Look, title: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    with strip.keep():
        _heading(strip, style, title)
        for line in lines:
            strip.text(line, style.style(), "left", style.size * 1.2, "·")


def _set_step(strip: Strip, style: Look, line: StepLine) -> None:
    """A step and its value; below it the numbers it took from the register."""
    indent = style.size * 1.2
    with strip.keep():
        strip.pair(line.label, line.value, style.style(), style.bold())
        soft = style.style(0.86, style.soft)
        for factor in line.factors:
            strip.text(f"{factor.name}　{factor.source}", soft, indent=indent)
