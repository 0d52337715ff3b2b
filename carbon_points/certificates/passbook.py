"""The passbook (碳积分存折): 24 lines a page, going on where the last print stopped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.certificates import desk_words
from carbon_points.certificates import words
from carbon_points.certificates.paper import Drawing
from carbon_points.certificates.paper import MM
from carbon_points.certificates.paper import number
from carbon_points.certificates.paper import Paper
from carbon_points.certificates.paper import rgb
from carbon_points.certificates.slip import characters
from carbon_points.certificates.slip import Look
from carbon_points.certificates.table import fitted
from carbon_points.common.ids import id_text
from carbon_points.common.ids import parse_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from carbon_points.certificates.paper import Align
    from carbon_points.certificates.slip import Head

LINES: Final = 24
"""Lines of a page."""

_WIDTH, _HEIGHT = 148.0, 210.0
"""A page in millimetres; large print is the same page on A4."""

_LARGE: Final = 297 / 210
_LEFT, _RIGHT = 12.0, 136.0
_TOP, _PITCH = 45.0, 6.3
"""Upper edge of the first line, and the height of one."""

_HEAD_TOP: Final = 38.5
_INK: Final = Look(9.2, "#16211B", "#0B6B46", "#46544D")
_GRID: Final = "#9DC7B2"
_SOFT: Final = "#DCF1E6"


class _Column(NamedTuple):
    heading: str
    x: float
    align: Align


_COLUMNS: Final = (
    _Column("行", 16.5, "right"),
    _Column("日期", 19.5, "left"),
    _Column("摘要", 41.0, "left"),
    _Column("减排量 CO₂e", 97.0, "right"),
    _Column("积分", 115.0, "right"),
    _Column("余额", 134.5, "right"),
)
_SUMMARY_WIDTH: Final = 34.0
_AGAIN: Final = "/again"


@dataclass(frozen=True, slots=True)
class BookLine:
    """One movement of points as the passbook shows it."""

    place: int
    """From 1, over all pages."""

    day: dt.date
    summary: str
    reduction_mg: int
    points: int
    balance: int

    @property
    def page(self) -> int:
        """The page it stands on, from 1."""
        return (self.place - 1) // LINES + 1

    @property
    def row(self) -> int:
        """Its line on the page, from 0."""
        return (self.place - 1) % LINES


@dataclass(frozen=True, slots=True)
class Book:
    """What is printed now."""

    head: Head
    lines: tuple[BookLine, ...]
    reprints: int
    whole: bool = False
    """The first page is new paper, although lines on it were printed before."""


def subject_of(first: int, last: int, entry_id: int, *, again: bool = False) -> str:
    """The lines of a print and the newest entry on it: ``1-5@12-40``."""
    return f"{first}-{last}@{id_text(entry_id)}{_AGAIN if again else ''}"


def parse_subject(subject: str) -> tuple[int, int]:
    """The last line of a print and the entry on it."""
    lines, _, entry = subject.removesuffix(_AGAIN).partition("@")
    return int(lines.partition("-")[2]), parse_id(entry)


def passbook_pdf(book: Book, *, large: bool = False) -> bytes:
    """The pages as a file; one that lies in the book already gets its lines alone."""
    faces = characters()
    title = f"{desk_words.PASSBOOK} {book.head.holder}"
    paper = Paper(faces, title, book.head.at.date())
    scale = _LARGE if large else 1.0
    size = _WIDTH * MM * scale, _HEIGHT * MM * scale
    for page in sorted({line.page for line in book.lines}):
        lines = [line for line in book.lines if line.page == page]
        drawing = Drawing(faces)
        drawing.add(f"q {number(scale)} 0 0 {number(scale)} 0 0 cm")
        if lines[0].row == 0 or book.whole:
            _draw_ground(drawing, book, page)
        for line in lines:
            _draw_line(drawing, line)
        drawing.add("Q")
        paper.page(drawing, size)
    return paper.finish()


def _x(millimetres: float) -> float:
    return millimetres * MM


def _y(millimetres: float) -> float:
    """A height, counted from the upper edge."""
    return (_HEIGHT - millimetres) * MM


def _draw_ground(drawing: Drawing, book: Book, page: int) -> None:
    """Title, holder, headings and the lines of an empty page."""
    head, soft = book.head, _INK.style(0.95, _INK.soft)
    drawing.text(_x(_LEFT), _y(13), f"{head.district}碳普惠", _INK.bold())
    drawing.text(_x(_LEFT), _y(23), desk_words.PASSBOOK, _INK.bold(2.1, _INK.accent))
    where = desk_words.passbook_page(page)
    drawing.text(_x(_RIGHT), _y(13), where, soft, "right")
    if book.reprints:
        note = desk_words.reprint(book.reprints)
        drawing.text(_x(_RIGHT), _y(18), note, _INK.bold(), "right")
    if head.demo:
        demo = _INK.bold(1, "#A8231B")
        drawing.text(_x(_RIGHT), _y(23), words.DEMO, demo, "right")
    holder = fitted(head.holder, _INK.bold(1.45), _x(62))
    drawing.text(_x(_LEFT), _y(33), head.holder, holder)
    masked = f"{words.ID_LABELS[head.kind]}　{head.masked_id}"
    drawing.text(_x(_RIGHT), _y(33), masked, soft, "right")
    _draw_grid(drawing)
    foot = _INK.style(0.82, _INK.soft)
    drawing.text(_x(_LEFT), _y(201), desk_words.PASSBOOK_NOTE, foot)
    issued = f"{head.desk}　{head.at:%Y-%m-%d}"
    drawing.text(_x(_RIGHT), _y(201), issued, foot, "right")


def _draw_grid(drawing: Drawing) -> None:
    low = _TOP + LINES * _PITCH
    box = (_x(_LEFT), _y(_TOP), _x(_RIGHT - _LEFT), _x(_TOP - _HEAD_TOP))
    band = " ".join(map(number, box))
    drawing.add("q", f"{rgb(_SOFT)} rg {band} re f", "Q")
    head = _INK.bold(0.95, "#0A5F3E")
    for column in _COLUMNS:
        base = _y(_HEAD_TOP + 4.5)
        drawing.text(_x(column.x), base, column.heading, head, column.align)
    for row in range(LINES + 1):
        y = _y(_TOP + row * _PITCH)
        drawing.rule(_x(_LEFT), y, _x(_RIGHT), _GRID, 0.35)
    drawing.rule(_x(_LEFT), _y(_HEAD_TOP), _x(_RIGHT), _INK.accent, 1)
    drawing.rule(_x(_LEFT), _y(low), _x(_RIGHT), _INK.accent, 1)


def _draw_line(drawing: Drawing, line: BookLine) -> None:
    plain, strong = _INK.style(), _INK.bold()
    base = _y(_TOP + line.row * _PITCH + _PITCH / 2 + 1.15)
    mass = words.mass(line.reduction_mg) if line.reduction_mg else "—"
    texts: Sequence[str] = (
        str(line.row + 1),
        line.day.isoformat(),
        line.summary,
        mass,
        desk_words.gained(line.points),
        f"{line.balance:,}",
    )
    styles = [_INK.style(0.85, _INK.soft), plain, plain, plain, strong, strong]
    styles[2] = fitted(line.summary, plain, _x(_SUMMARY_WIDTH))
    for column, text, style in zip(_COLUMNS, texts, styles, strict=True):
        drawing.text(_x(column.x), base, text, style, column.align)
