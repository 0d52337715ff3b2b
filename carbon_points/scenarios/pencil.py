"""Draws words and patterns into a ReportLab drawing, in the colours of the program."""

from __future__ import annotations

from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from reportlab.graphics.shapes import Circle
from reportlab.graphics.shapes import Group
from reportlab.graphics.shapes import Line
from reportlab.graphics.shapes import Path as Outline
from reportlab.graphics.shapes import Polygon
from reportlab.graphics.shapes import PolyLine
from reportlab.graphics.shapes import Rect
from reportlab.graphics.shapes import String
from reportlab.lib.colors import Color
from reportlab.lib.colors import HexColor

from carbon_points.scenarios import fonts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

INKS: Final = {
    "surface": "#FFFFFF",
    "window": "#F3F6F4",
    "line": "#D3DCD7",
    "outline": "#76847D",
    "text": "#16211B",
    "text2": "#46544D",
    "text3": "#5A6861",
    "primary": "#0B6B46",
    "primary_soft": "#DCF1E6",
    "primary_text": "#0A5F3E",
    "warn": "#7F4C00",
    "warn_soft": "#FCEFD6",
    "c1": "#0B7A50",
    "c2": "#2F74C0",
    "c3": "#B86A00",
    "c4": "#7A55B5",
    "c5": "#B4487A",
}
"""The light set of the windows."""

SERIES: Final = ("c1", "c2", "c3", "c4", "c5")
_ANCHORS: Final = {0: "start", 0.5: "middle", 1: "end"}
_STEP: Final = 4.2
_LIGHT: Final = 0.45


class Box(NamedTuple):
    """A rectangle with its foot at `y`, as ReportLab counts."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.y + self.height


class Look(NamedTuple):
    """How a text is set."""

    size: float = 9
    ink: str = "text2"
    face: str = fonts.REGULAR


def ink(name: str) -> Color:
    """The colour of a token."""
    return HexColor(INKS[name])


def lighter(name: str, share: float) -> Color:
    """A colour mixed with white; 1 is white."""
    colour = ink(name)
    red, green, blue = (
        part + (1 - part) * share for part in (colour.red, colour.green, colour.blue)
    )
    return Color(red, green, blue)


class Stroke(NamedTuple):
    """How a line is drawn."""

    ink: str
    thick: float = 0.7
    dash: tuple[float, ...] = ()


class Pencil:
    """Adds shapes to a group.

    Args:
        split: set each piece of a text in the face that has it, as PDF needs; an SVG
            keeps a text in one piece, so that it can be searched, and leaves missing
            characters to the viewer.
    """

    def __init__(self, *, split: bool = True) -> None:
        self.group = Group()
        self._split = split
        fonts.register()

    def text(
        self, x: float, y: float, words: str, look: Look, where: float = 0
    ) -> None:
        """Words on a base line.

        Args:
            x: where they stand.
            y: the base line.
            words: one line.
            look: size, ink and face.
            where: share of their width that lies left of `x`: 0, 0.5 or 1.
        """
        y = round(2 * y) / 2  # the SVG renderer cuts finer base lines off
        if not self._split:
            self._set(x, y, (look.face, words), look)
            # Anchored, so that it stays in its place in the face of any viewer.
            vars(self.group.contents[-1])["_svgAttrs"] = {
                "text-anchor": _ANCHORS[where]
            }
            return
        at = x - where * fonts.width(words, look.face, look.size)
        for piece in fonts.runs(words, look.face):
            self._set(at, y, piece, look)
            at += fonts.width(piece[1], look.face, look.size)

    def _set(self, x: float, y: float, piece: tuple[str, str], look: Look) -> None:
        font, words = piece
        shape = String(x, y, words, fontName=font, fontSize=look.size)
        shape.fillColor = ink(look.ink)
        self.group.add(shape)

    def path(self, points: Sequence[tuple[float, float]], stroke: Stroke) -> None:
        """A line through points."""
        shape = PolyLine([part for point in points for part in point])
        shape.strokeColor = ink(stroke.ink)
        shape.strokeWidth = stroke.thick
        if stroke.dash:
            shape.strokeDashArray = list(stroke.dash)
        shape.strokeLineJoin = 1
        self.group.add(shape)

    def area(
        self, points: Sequence[tuple[float, float]], name: str, share: float
    ) -> None:
        """A tinted area without an edge."""
        flat = [part for point in points for part in point]
        self.group.add(Polygon(flat, fillColor=lighter(name, share), strokeColor=None))

    def modules(self, box: Box, rows: Sequence[Sequence[int]]) -> None:
        """The dark squares of a code to scan, as one shape."""
        side = box.width / len(rows)
        shape = Outline(fillColor=ink("text"), strokeColor=None)
        for number, row in enumerate(rows, start=1):
            low = box.top - number * side
            for start, end in dark_runs(row):
                left, right = box.x + start * side, box.x + end * side
                shape.moveTo(left, low)
                shape.lineTo(right, low)
                shape.lineTo(right, low + side)
                shape.lineTo(left, low + side)
                shape.closePath()
        self.group.add(shape)

    def dot(self, x: float, y: float, name: str, radius: float) -> None:
        """A filled disc with a white edge."""
        self.group.add(
            Circle(
                x,
                y,
                radius,
                fillColor=ink(name),
                strokeColor=ink("surface"),
                strokeWidth=1.4,
            )
        )

    def card(self, box: Box, fill: str, edge: str = "", radius: float = 6) -> None:
        """A box with round corners."""
        shape = _rect(box, ink(fill))
        shape.rx = shape.ry = radius
        if edge:
            shape.strokeColor = ink(edge)
            shape.strokeWidth = 0.7
        self.group.add(shape)

    def tint(
        self, box: Box, name: str, share: float, edge: str, radius: float = 2
    ) -> None:
        """A box in a colour mixed with white; a share of 1 is white."""
        shape = _rect(box, lighter(name, share))
        shape.rx = shape.ry = radius
        shape.strokeColor = ink(edge)
        shape.strokeWidth = 0.6
        self.group.add(shape)

    def bar(self, box: Box, number: int, tone: str = "") -> None:
        """A part of a bar: its colour, and hatching or dots to tell it apart."""
        name = tone or SERIES[number % len(SERIES)]
        self.group.add(_rect(box, ink(name)))
        if number % 3 == 1:
            self._hatch(box, name)
        elif number % 3 == 2:
            self._dots(box, name)

    def _hatch(self, box: Box, name: str) -> None:
        shade = lighter(name, _LIGHT)
        shift = _STEP - box.height
        while shift < box.width:
            left, right = max(shift, 0.0), min(shift + box.height, box.width)
            if right > left:
                self.group.add(
                    Line(
                        box.x + left,
                        box.y + left - shift,
                        box.x + right,
                        box.y + right - shift,
                        strokeColor=shade,
                        strokeWidth=0.9,
                    )
                )
            shift += _STEP

    def _dots(self, box: Box, name: str) -> None:
        shade = lighter(name, 0.6)
        radius = 0.75
        row, y = 0, box.y + _STEP / 2
        while y + radius <= box.top:
            x = box.x + _STEP / 2 + (row % 2) * _STEP / 2
            while x + radius <= box.right:
                self.group.add(Circle(x, y, radius, fillColor=shade, strokeColor=None))
                x += _STEP
            row, y = row + 1, y + _STEP


def dark_runs(row: Sequence[int]) -> Iterator[tuple[int, int]]:
    """From where to where the modules of a code are dark."""
    start = None
    for place, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield start, place
            start = None


def _rect(box: Box, fill: Color) -> Rect:
    shape = Rect(box.x, box.y, box.width, box.height)
    shape.fillColor = fill
    shape.strokeColor = None
    return shape
