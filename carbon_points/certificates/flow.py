"""Running text in two columns a page, for the explanations behind a certificate."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates.fonts import Weight
from carbon_points.certificates.paper import Drawing
from carbon_points.certificates.paper import Style

if TYPE_CHECKING:
    from carbon_points.certificates.embedding import Characters

COLUMNS: Final = (66.0, 436.0)
COLUMN_WIDTH: Final = 340.0
TOP, BOTTOM = 456.0, 56.0

_HEADING: Final = Style(11.5, "#0B6B46", Weight.BOLD)
_TEXT: Final = Style(9.5)
_LEADING: Final = 15.0
_INDENT: Final = 12.0

# Latin words and numbers stay whole; a closing mark stays with what it closes, an
# opening one with what it opens.
_PIECES: Final = re.compile(
    r"[（《“]*(?:[A-Za-z0-9.,:/%~+*()_#-]+|.)[，。；：、？！）》”…]*", re.DOTALL
)


class Flow:
    """Headings and paragraphs, set one after the other over as many pages as needed."""

    def __init__(self, characters: Characters, ground: str) -> None:
        self.pages: list[Drawing] = []
        self._characters = characters
        self._ground = ground
        self._column = len(COLUMNS)
        self._base = 0.0

    def heading(self, text: str) -> None:
        """A heading; it never ends a column."""
        self._make_room(3 * _LEADING)
        if self._base < TOP:
            self._base -= 6
        self._line(0, text, _HEADING)

    def paragraph(self, text: str, mark: str = "·") -> None:
        """A paragraph, indented beside its mark."""
        for number, line in enumerate(wrapped(text, COLUMN_WIDTH - _INDENT, _TEXT)):
            self._make_room(_LEADING)
            if number == 0:
                self.pages[-1].text(self._x, self._base, mark, _TEXT)
            self._line(_INDENT, line, _TEXT)

    @property
    def _x(self) -> float:
        return COLUMNS[self._column]

    def _line(self, indent: float, text: str, style: Style) -> None:
        self.pages[-1].text(self._x + indent, self._base, text, style)
        self._base -= _LEADING

    def _make_room(self, height: float) -> None:
        if self._column < len(COLUMNS) and self._base - height + _LEADING >= BOTTOM:
            return
        self._column += 1
        if self._column >= len(COLUMNS):
            self._column = 0
            self.pages.append(Drawing(self._characters))
            self.pages[-1].put(self._ground)
        self._base = TOP


@lru_cache(maxsize=512)
def wrapped(text: str, width: float, style: Style) -> tuple[str, ...]:
    """`text` in lines no wider than `width`, unless one piece alone is."""
    lines = [""]
    room = width
    for piece in _PIECES.findall(text):
        wide = style.width(piece)
        if wide > room and lines[-1]:
            lines.append("")
            room = width
        lines[-1] += piece
        room -= wide
    return tuple(lines)
