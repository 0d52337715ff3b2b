"""A paper set from top to bottom: a roll as long as needed, or pages of one height."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.certificates.flow import wrapped
from carbon_points.certificates.paper import Drawing
from carbon_points.certificates.paper import MM
from carbon_points.certificates.paper import number
from carbon_points.certificates.paper import rgb

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from carbon_points.certificates.embedding import Characters
    from carbon_points.certificates.paper import Align
    from carbon_points.certificates.paper import Style

LEADING: Final = 1.5
"""The height of a line in type sizes."""

_BASE: Final = 0.36
"""How far below the middle of a line its base line lies, in type sizes."""


class Cell(NamedTuple):
    """A text somewhere on a line; `x` is its left end, its middle or its right end."""

    text: str
    x: float
    style: Style
    align: Align = "left"


def collide(cells: Sequence[Cell]) -> bool:
    """Whether texts of one line, from left to right, run into each other."""
    shares = {"left": 0.0, "centre": 0.5, "right": 1.0}
    end = 0.0
    for cell in cells:
        wide = cell.style.width(cell.text)
        start = cell.x - wide * shares[cell.align]
        if start < end:
            return True
        end = start + wide + cell.style.size / 4
    return False


class _Text(NamedTuple):
    cell: Cell
    drop: float
    """From the top of the block down to the base line."""


class _Rule(NamedTuple):
    drop: float
    x: float
    x_end: float
    colour: str
    line: float
    dashes: str


class _Band(NamedTuple):
    drop: float
    height: float
    x: float
    x_end: float
    colour: str


@dataclass(slots=True)
class _Block:
    """What stays together on a page."""

    height: float = 0
    marks: list[_Text | _Rule | _Band] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of paper, in millimetres."""

    width_mm: int
    height_mm: int
    """0 is a roll."""

    margin_mm: int

    @property
    def width(self) -> float:
        """In points."""
        return self.width_mm * MM

    @property
    def left(self) -> float:
        """Where lines begin."""
        return self.margin_mm * MM

    @property
    def right(self) -> float:
        """Where lines end."""
        return (self.width_mm - self.margin_mm) * MM


class Strip:
    """Lines, pairs, rules and columns, one below the other."""

    def __init__(self, paper: Format, characters: Characters) -> None:
        self.paper = paper
        self._characters = characters
        self._blocks: list[_Block] = []
        self._kept: _Block | None = None
        self._foot: tuple[str, Style] | None = None

    @property
    def width(self) -> float:
        """The length of a line."""
        return self.paper.right - self.paper.left

    @contextmanager
    def keep(self) -> Iterator[None]:
        """What is set inside stays on one page."""
        self._kept = _Block()
        try:
            yield
        finally:
            self._blocks.append(self._kept)
            self._kept = None

    def foot(self, text: str, style: Style) -> None:
        """A line at the bottom of every page; ``{page}`` and ``{pages}`` are known."""
        self._foot = text, style

    def text(
        self,
        text: str,
        style: Style,
        align: Align = "left",
        indent: float = 0,
        mark: str = "",
        leading: float = LEADING,
    ) -> None:
        """A paragraph, broken into lines; a mark stands before the indented first."""
        left = self.paper.left + indent
        at = {
            "left": left,
            "centre": (left + self.paper.right) / 2,
            "right": self.paper.right,
        }
        for row, line in enumerate(wrapped(text, self.width - indent, style)):
            # A line that was broken at a space does not begin with it.
            cells = [Cell(line.strip(" "), at[align], style, align)]
            if mark and row == 0:
                cells.insert(0, Cell(mark, self.paper.left, style))
            self.cells(cells, leading)

    def pair(self, label: str, value: str, style: Style, strong: Style) -> None:
        """A label at the left and its value at the right, below each other if long."""
        both = style.width(label) + strong.width(value) + style.size
        if both <= self.width:
            right = Cell(value, self.paper.right, strong, "right")
            self.cells([Cell(label, self.paper.left, style), right])
            return
        self.text(label, style)
        self.text(value, strong, "right")

    def cells(self, cells: Sequence[Cell], leading: float = LEADING) -> None:
        """One line of several texts; no line for none."""
        if not cells:
            return
        size = max(cell.style.size for cell in cells)
        height = size * leading
        base = height / 2 + size * _BASE
        self._add(height, [_Text(cell, base) for cell in cells])

    def rule(
        self, colour: str = "#000000", line: float = 0.6, *, dashed: bool = False
    ) -> None:
        """A line across, with a little room around it."""
        left, right = self.paper.left, self.paper.right
        dashes = "[2.4 1.8] 0 d" if dashed else ""
        self._add(8, [_Rule(4, left, right, colour, line, dashes)])

    def blank(self, x: float, x_end: float, colour: str, line: float = 0.6) -> None:
        """A line to write on, under the line of text before."""
        self._add(0, [_Rule(-2, x, x_end, colour, line, "")])

    def band(self, height: float, colour: str) -> None:
        """A ground of this height under what follows."""
        left, right = self.paper.left, self.paper.right
        self._add(0, [_Band(0, height, left - 4, right + 4, colour)])

    def gap(self, height: float) -> None:
        """Nothing."""
        self._add(height, [])

    def _add(self, height: float, marks: Sequence[_Text | _Rule | _Band]) -> None:
        block = self._kept
        if block is None:
            block = _Block()
            self._blocks.append(block)
        moved = [mark._replace(drop=mark.drop + block.height) for mark in marks]
        block.marks += moved
        block.height += height

    def pages(self) -> list[tuple[Drawing, tuple[float, float]]]:
        """Every page with its size in points."""
        edge = self.paper.margin_mm * MM
        if not self.paper.height_mm:
            size = self.paper.width, sum(b.height for b in self._blocks) + 2 * edge
            return [(self._drawn(self._blocks, size[1] - edge), size)]
        size = self.paper.width, self.paper.height_mm * MM
        foot = self._foot[1].size * LEADING if self._foot else 0
        sheets = self._split(size[1] - 2 * edge - foot)
        drawn = [self._drawn(blocks, size[1] - edge) for blocks in sheets]
        for place, drawing in enumerate(drawn, start=1):
            self._draw_foot(drawing, edge, (place, len(drawn)))
        return [(drawing, size) for drawing in drawn]

    def _split(self, room: float) -> list[list[_Block]]:
        sheets: list[list[_Block]] = [[]]
        left = room
        for block in self._blocks:
            if block.height > left and sheets[-1]:
                sheets.append([])
                left = room
            sheets[-1].append(block)
            left -= block.height
        return sheets

    def _drawn(self, blocks: Sequence[_Block], top: float) -> Drawing:
        drawing = Drawing(self._characters)
        for block in blocks:
            for mark in block.marks:
                _draw(drawing, mark, top)
            top -= block.height
        return drawing

    def _draw_foot(self, drawing: Drawing, low: float, place: tuple[int, int]) -> None:
        if self._foot is None:
            return
        text, style = self._foot
        shown = text.format(page=place[0], pages=place[1])
        drawing.text(self.paper.width / 2, low, shown, style, "centre")


def _draw(drawing: Drawing, mark: _Text | _Rule | _Band, top: float) -> None:
    y = top - mark.drop
    if isinstance(mark, _Text):
        text, x, style, align = mark.cell
        drawing.text(x, y, text, style, align)
    elif isinstance(mark, _Rule):
        drawing.add(f"q {mark.dashes}")
        drawing.rule(mark.x, y, mark.x_end, mark.colour, mark.line)
        drawing.add("Q")
    else:
        box = (mark.x, y - mark.height, mark.x_end - mark.x, mark.height)
        shown = " ".join(map(number, box))
        drawing.add("q", f"{rgb(mark.colour)} rg {shown} re f", "Q")
