"""A4 pages filled from the top: blocks, running text and tables."""

from __future__ import annotations

import io
import re
from typing import cast
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from carbon_points.scenarios import fonts
from carbon_points.scenarios.pencil import Box
from carbon_points.scenarios.pencil import Look
from carbon_points.scenarios.pencil import Pencil
from carbon_points.scenarios.pencil import Stroke

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from typing import Any

WIDE, HIGH = A4
MARGIN: Final = 48.0
INNER: Final = WIDE - 2 * MARGIN
TOP: Final = HIGH - 62
FOOT: Final = 60.0

HEADING: Final = Look(12.5, "text", fonts.MEDIUM)
BODY: Final = Look(9, "text2")
SMALL: Final = Look(8, "text3")
_CELL: Final = Look(8.5, "text")
_TOTAL: Final = Look(8.5, "text", fonts.BOLD)
_HEAD_CELL: Final = Look(8.5, "primary_text", fonts.MEDIUM)
_LINE: Final = 14.0
_ROW: Final = 17.0
_SMALLEST_CELL: Final = 5.5

# Latin words and numbers stay whole, no line begins with a closing mark, and none ends
# with an opening one.
_WORDS: Final = re.compile(
    r"[（《“]*(?:[\w.,:/%~+*()-]+|.)[，。；：、？！）》”…]*", re.ASCII
)


class Grid(NamedTuple):
    """A table: its first columns name a row and stand left, the others right."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    totals: Sequence[Sequence[str]]
    names: int


class Sheets:
    """Pages that are filled one after the other."""

    def __init__(self, heading: str, mark: str, footer: str) -> None:
        self._words = heading, mark, footer
        self._pages: list[Pencil] = []
        self._top = 0.0
        self._turn()

    @property
    def pencil(self) -> Pencil:
        """Of the page that is being filled."""
        return self._pages[-1]

    def turn(self) -> None:
        """Go on with a new page, unless this one is still empty."""
        if self._top < TOP:
            self._turn()

    def chart(self, height: float, gap: float, least: float = 0.7) -> Box:
        """Room for a chart, which may be flatter if it then still fits on the page."""
        left = self._top - FOOT - gap
        return self.block(left if least * height <= left < height else height, gap)

    def block(self, height: float, gap: float = 0) -> Box:
        """Room for something that must not be divided, on this page or the next."""
        if self._top - height < FOOT and self._top < TOP:
            self._turn()
        self._top -= height + gap
        return Box(MARGIN, self._top + gap, INNER, height)

    def heading(self, words: str, keep_with: float = 60) -> None:
        """A heading; it does not stand alone at the foot of a page."""
        if self._top - 26 - keep_with < FOOT:
            self._turn()
        box = self.block(18, 8)
        self.pencil.text(box.x, box.y + 4, words, HEADING)

    def paragraph(self, words: str, look: Look = BODY, indent: float = 0) -> None:
        """Running text."""
        for line in wrapped(words, look, INNER - indent):
            box = self.block(_LINE)
            self.pencil.text(box.x + indent, box.y + 4, line, look)
        self._top -= 3

    def fact(self, name: str, words: str, indent: float = 74) -> None:
        """A name at the left and what is said of it beside it."""
        for at, line in enumerate(wrapped(words, BODY, INNER - indent)):
            box = self.block(_LINE)
            if at == 0:
                self.pencil.text(box.x, box.y + 4, name, SMALL._replace(size=9))
            self.pencil.text(box.x + indent, box.y + 4, line, BODY)
        self._top -= 2

    def grid(self, grid: Grid) -> None:
        """A table; its headings are repeated on every page."""
        cell = _fitting(grid)
        edges = _edges(grid, cell.size)
        self._grid_row(grid, edges, grid.headings, _sized(_HEAD_CELL, cell))
        for at, row in enumerate([*grid.rows, *grid.totals]):
            if self._top - _ROW < FOOT:
                self._turn()
                self._grid_row(grid, edges, grid.headings, _sized(_HEAD_CELL, cell))
            total = at >= len(grid.rows)
            self._grid_row(grid, edges, row, _sized(_TOTAL, cell) if total else cell)
        self._top -= 16

    def pdf(self, title: str, about: str) -> bytes:
        """The pages as one PDF; the same pages give the same bytes."""
        made = io.BytesIO()
        # The stubs take the name of the first font for a number.
        face = cast("float", fonts.REGULAR)
        canvas = Canvas(made, A4, invariant=1, initialFontName=face)
        canvas.setTitle(title)
        canvas.setSubject(about)
        canvas.setCreator("carbon-points")
        for number, pencil in enumerate(self._pages, start=1):
            self._frame(pencil, number)
            page: Any = Drawing(WIDE, HIGH)
            page.add(pencil.group)
            renderPDF.draw(page, canvas, 0, 0)
            canvas.showPage()
        canvas.save()
        return made.getvalue()

    def _turn(self) -> None:
        self._pages.append(Pencil())
        self._top = TOP

    def _frame(self, pencil: Pencil, number: int) -> None:
        heading, mark, footer = self._words
        pencil.text(MARGIN, HIGH - 40, heading, SMALL)
        pencil.text(WIDE - MARGIN, HIGH - 40, mark, SMALL._replace(ink="warn"), 1)
        for y in (HIGH - 47, FOOT - 14):
            pencil.path([(MARGIN, y), (WIDE - MARGIN, y)], Stroke("line"))
        pencil.text(MARGIN, FOOT - 26, footer, SMALL)
        page = f"第 {number} / {len(self._pages)} 页"
        pencil.text(WIDE - MARGIN, FOOT - 26, page, SMALL, 1)

    def _grid_row(
        self, grid: Grid, edges: Sequence[float], cells: Sequence[str], look: Look
    ) -> None:
        box = self.block(_ROW)
        if look.ink == _HEAD_CELL.ink:
            self.pencil.card(box, "primary_soft", radius=3)
        elif look.face == _TOTAL.face:
            self.pencil.card(box, "window", radius=0)
        for column, words in enumerate(cells):
            left, right = edges[column], edges[column + 1]
            if column < grid.names:
                self.pencil.text(box.x + left + 5, box.y + 5.2, words, look)
            else:
                self.pencil.text(box.x + right - 5, box.y + 5.2, words, look, 1)
        line = [(box.x, box.y), (box.right, box.y)]
        self.pencil.path(line, Stroke("line", 0.5))


def wrapped(words: str, look: Look, room: float) -> Iterator[str]:
    """The lines of a text."""
    line = ""
    for word in _WORDS.findall(words):
        if line and fonts.width(line + word, look.face, look.size) > room:
            yield line.rstrip()
            line = word.lstrip()
        else:
            line += word
    yield line


def _sized(look: Look, cell: Look) -> Look:
    return look._replace(size=cell.size)


def _fitting(grid: Grid) -> Look:
    """The largest size at which all columns have room."""
    look = _CELL
    while look.size > _SMALLEST_CELL and sum(_widths(grid, look.size)) > INNER:
        look = look._replace(size=look.size - 0.5)
    return look


def _edges(grid: Grid, size: float) -> list[float]:
    """Where the columns begin and end; what is left over is shared out."""
    widths = _widths(grid, size)
    more = (INNER - sum(widths)) / len(widths)
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width + more)
    return edges


def _widths(grid: Grid, size: float) -> list[float]:
    columns = zip(grid.headings, *grid.rows, *grid.totals, strict=True)
    return [
        max(fonts.width(cell, fonts.BOLD, size) for cell in set(column)) + 10
        for column in columns
    ]
