"""The slip of a visit: what was logged, and where the account stands now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates import desk_words
from carbon_points.certificates import words
from carbon_points.certificates.desk_paper import PaperSize
from carbon_points.certificates.embedding import common_characters
from carbon_points.certificates.fonts import Weight
from carbon_points.certificates.paper import Paper
from carbon_points.certificates.paper import Style
from carbon_points.certificates.strip import Cell
from carbon_points.certificates.strip import collide
from carbon_points.certificates.strip import Format
from carbon_points.certificates.strip import Strip

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from collections.abc import Sequence

    from carbon_points.certificates.content import Kind
    from carbon_points.certificates.embedding import Characters


PAGE: Final = Format(210, 297, 16)
"""A page of running text."""

FORMATS: Final = {
    PaperSize.ROLL: Format(80, 0, 4),
    PaperSize.A5: Format(148, 210, 13),
    PaperSize.A4: Format(210, 297, 20),
}
_SIZES: Final = {PaperSize.ROLL: 8.6, PaperSize.A5: 10.2, PaperSize.A4: 12.0}
_LARGE: Final = 1.36


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over every paper of the desk."""

    district: str
    desk: str
    operator: str
    at: dt.datetime
    demo: bool
    kind: Kind
    holder: str
    masked_id: str


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One action."""

    day: dt.date
    category: str
    amount: str
    """What was done, e.g. ``4.2 千克``; empty where it is not known."""

    reduction_mg: int
    points: int
    """Booked ones, or those expected while it waits."""

    state: int
    record: str
    """The id of the record as it is written."""

    live: bool
    """Whether it enters the sums."""


@dataclass(frozen=True, slots=True)
class Slip:
    """Everything that a slip says."""

    head: Head
    lines: tuple[SlipLine, ...]
    balance: int
    waiting: int
    """Points that the waiting actions would give."""

    expiry: dt.date | None
    expiring: int
    reprints: int


@dataclass(frozen=True, slots=True)
class Look:
    """The type of a paper: one size decides them all."""

    size: float
    ink: str
    accent: str
    soft: str

    def style(
        self, share: float = 1, colour: str = "", weight: Weight = Weight.REGULAR
    ) -> Style:
        """A size in shares of the text's."""
        return Style(round(self.size * share, 2), colour or self.ink, weight)

    def bold(self, share: float = 1, colour: str = "") -> Style:
        """The same, heavy."""
        return self.style(share, colour, Weight.BOLD)


def look(size: PaperSize, *, large: bool = False) -> Look:
    """A roll is printed in black alone; large print is a third larger."""
    points = _SIZES[size] * (_LARGE if large else 1)
    if size is PaperSize.ROLL:
        return Look(points, "#000000", "#000000", "#000000")
    return Look(points, "#16211B", "#0B6B46", "#46544D")


def fitted_look(
    whole: Look, shares: Sequence[float], make: Callable[[Look], Strip]
) -> Look:
    """The largest type in which everything stands on one page, else the first."""
    looks = [Look(whole.size * s, whole.ink, whole.accent, whole.soft) for s in shares]
    return next((style for style in looks if len(make(style).pages()) == 1), looks[0])


def characters() -> Characters:
    """The faces of a new paper, with what most papers of the desk have in common."""
    return _common().fork()


@lru_cache(maxsize=1)
def _common() -> Characters:
    return common_characters(
        {Weight.REGULAR: desk_words.COMMON_PLAIN, Weight.BOLD: desk_words.COMMON_HEAVY}
    )


def slip_pdf(slip: Slip, size: PaperSize, *, large: bool = False) -> tuple[bytes, int]:
    """The slip as a file, and how many pages it has."""
    style = look(size, large=large)
    faces = characters()
    strip = Strip(FORMATS[size], faces)
    set_head(strip, slip.head, style, desk_words.SLIP)
    if slip.reprints:
        strip.text(desk_words.reprint(slip.reprints), style.bold(), "right")
    _set_lines(strip, slip, style, narrow=size is PaperSize.ROLL and large)
    _set_account(strip, slip, style)
    with strip.keep():
        for note in desk_words.slip_notes(slip.head.district):
            strip.text(note, style.style(0.88, style.soft))
    strip.foot(desk_words.FOOT, style.style(0.8, style.soft))
    return finished(strip, faces, desk_words.SLIP, slip.head)


def finished(
    strip: Strip, faces: Characters, title: str, head: Head
) -> tuple[bytes, int]:
    """The pages as a file, and their number."""
    paper = Paper(faces, f"{title} {head.holder}", head.at.date())
    pages = strip.pages()
    for drawing, size in pages:
        paper.page(drawing, size)
    return paper.finish(), len(pages)


def set_head(strip: Strip, head: Head, style: Look, title: str) -> None:
    """District, title, desk, time, operator; name and masked number."""
    soft = style.style(0.92, style.soft)
    strip.text(f"{head.district}碳普惠", style.bold(1.06), "centre")
    strip.text(title, style.bold(1.75, style.accent), "centre")
    if head.demo:
        red = style.ink if style.accent == style.ink else "#A8231B"
        strip.text(words.DEMO, style.bold(1, red), "centre")
    strip.pair(head.desk, f"{head.at:%Y-%m-%d %H:%M}", soft, soft)
    strip.text(desk_words.by(head.operator), soft)
    strip.rule(style.ink)
    strip.text(head.holder, style.bold(1.5))
    strip.pair(words.ID_LABELS[head.kind], head.masked_id, soft, style.style(0.96))
    strip.rule(style.ink, dashed=True)


def _set_lines(strip: Strip, slip: Slip, style: Look, *, narrow: bool) -> None:
    """The actions and their sums; a slip of the account alone has neither."""
    if not slip.lines:
        return
    if not narrow:
        strip.cells(_row(strip, desk_words.COLUMNS, style.style(0.9, style.soft)))
    year = slip.head.at.year
    for line in slip.lines:
        with strip.keep():
            cells = _row(strip, _cells(line, year), style.style())
            if narrow or collide(cells):
                _set_tall(strip, line, style, year)
            else:
                _set_flat(strip, line, style, cells)
        strip.gap(style.size * 0.25)
    _set_sums(strip, slip, style)
    strip.rule(style.ink)


def _set_flat(strip: Strip, line: SlipLine, style: Look, cells: list[Cell]) -> None:
    """One line an action, and below it what was done and the record's id."""
    strip.cells(cells, 1.35)
    detail = desk_words.detail(line.amount, line.record)
    indent = _columns(strip)[1] - strip.paper.left
    strip.text(detail, style.style(0.86, style.soft), indent=indent, leading=1.3)


def _set_tall(strip: Strip, line: SlipLine, style: Look, year: int) -> None:
    """Two lines an action: in large print on a roll, or where one would be too full."""
    day, category, mass, points, state = _cells(line, year)
    strip.pair(f"{day}　{category}", state, style.bold(), style.style())
    strip.pair(mass, points, style.style(), style.bold())
    strip.text(desk_words.detail(line.amount, line.record), style.style(0.8))


def _cells(line: SlipLine, year: int) -> tuple[str, ...]:
    day = f"{line.day:%m-%d}" if line.day.year == year else f"{line.day:%y-%m-%d}"
    return (
        day,
        line.category,
        words.mass(line.reduction_mg),
        desk_words.gained(line.points),
        desk_words.state(line.state),
    )


_SHARES: Final = (0.0, 0.185, 0.585, 0.775, 1.0)
"""Where the columns begin (day, category) and end (the rest) on a line."""


def _columns(strip: Strip) -> list[float]:
    return [strip.paper.left + share * strip.width for share in _SHARES]


def _row(strip: Strip, texts: tuple[str, ...], style: Style) -> list[Cell]:
    left = zip(texts[:2], _columns(strip)[:2], strict=True)
    right = zip(texts[2:], _columns(strip)[2:], strict=True)
    return [
        *(Cell(text, x, style) for text, x in left),
        *(Cell(text, x, style, "right") for text, x in right),
    ]


def _set_sums(strip: Strip, slip: Slip, style: Look) -> None:
    counted = [line for line in slip.lines if line.live]
    mass = words.mass(sum(line.reduction_mg for line in counted))
    points = desk_words.gained(sum(line.points for line in counted))
    strip.rule(style.ink, dashed=True)
    total = desk_words.total(len(counted))
    strip.pair(total, f"{mass} CO₂e　{points} 分", style.bold(), style.bold())


def _set_account(strip: Strip, slip: Slip, style: Look) -> None:
    plain, strong = style.style(), style.bold()
    balance, large = desk_words.points(slip.balance), style.bold(1.5, style.accent)
    strip.pair(desk_words.BALANCE, balance, style.bold(1.1), large)
    strip.pair(desk_words.WAITING, desk_words.points(slip.waiting), plain, strong)
    if slip.expiry is not None:
        label, value = desk_words.expiry(slip.expiry, slip.expiring)
        strip.pair(label, value, plain, strong)
        days = (slip.expiry - slip.head.at.date()).days
        if days <= desk_words.WARN_DAYS:
            strip.text(desk_words.EXPIRES_SOON, strong)
    strip.rule(style.ink, dashed=True)
