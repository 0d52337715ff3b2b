"""The faces of the bureau's papers: Noto Sans SC, and small faces for what it lacks."""

from __future__ import annotations

import itertools
from functools import cache
from importlib.resources import files
from typing import Final
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

if TYPE_CHECKING:
    from collections.abc import Iterator

REGULAR: Final = "NotoSansSC"
MEDIUM: Final = "NotoSansSC-Medium"
BOLD: Final = "NotoSansSC-Bold"
_FACES: Final = {
    REGULAR: ("NotoSansSC-Regular", "CarbonSymbols-Regular"),
    MEDIUM: ("NotoSansSC-Medium-8105", "CarbonSymbols-Medium"),
    BOLD: ("NotoSansSC-Bold-8105", "CarbonSymbols-Bold"),
}
_RARE: Final = "HanaMinA-rest"


def register() -> None:
    """Make the faces known to ReportLab; later calls cost nothing."""
    for face in _FACES:
        _chain(face)


def runs(text: str, face: str) -> Iterator[tuple[str, str]]:
    """The text in pieces, each with the registered font that has its characters."""
    for font, piece in itertools.groupby(text, lambda ch: _font_of(ch, face)):
        yield font, "".join(piece)


def width(text: str, face: str, size: float) -> float:
    """How wide a text is, in points."""
    return sum(
        pdfmetrics.stringWidth(piece, font, size) for font, piece in runs(text, face)
    )


def shortened(text: str, face: str, size: float, room: float) -> str:
    """The text, or as much of its beginning as fits with a dot leader."""
    if width(text, face, size) <= room:
        return text
    while text and width(f"{text}…", face, size) > room:
        text = text[:-1]
    return f"{text}…"


@cache
def _font_of(character: str, face: str) -> str:
    for font, glyphs in _chain(face):
        if ord(character) in glyphs:
            return font
    return _rare(character) or face


def _rare(character: str) -> str:
    font, glyphs = _loaded(_RARE, _RARE)
    return font if ord(character) in glyphs else ""


@cache
def _chain(face: str) -> tuple[tuple[str, frozenset[int]], ...]:
    main, symbols = _FACES[face]
    return _loaded(face, main), _loaded(symbols, symbols)


@cache
def _loaded(font: str, file: str) -> tuple[str, frozenset[int]]:
    path = files("resources") / "fonts" / f"{file}.ttf"
    made = TTFont(font, str(path))
    pdfmetrics.registerFont(made)
    return font, frozenset(made.face.charToGlyph)
