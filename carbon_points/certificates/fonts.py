"""The faces a paper is set in, and which of them draws which character.

A name may hold any of 90,000 Han characters. Noto Sans SC has what almost everybody
needs; what it lacks comes, character by character, from the two Hanazono faces, of
which the large one is unpacked once into the user's cache folder.
"""

from __future__ import annotations

import hashlib
import lzma
from enum import StrEnum
from functools import cache
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from threading import Lock
from typing import Final
from typing import TYPE_CHECKING

import platformdirs

from carbon_points.common.collecting import undisturbed
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from reportlab.pdfbase.ttfonts import TTFontFace

MISSING: Final = "〓"
"""Stands where no face has the character."""


class Weight(StrEnum):
    """How heavy a text is."""

    REGULAR = "regular"
    BOLD = "bold"


CHAINS: Final = {
    Weight.REGULAR: (
        "NotoSansSC-Regular",
        "CarbonSymbols-Regular",
        "HanaMinA-rest",
        "HanaMinB-rest",
    ),
    Weight.BOLD: (
        "NotoSansSC-Bold-8105",
        "CarbonSymbols-Bold",
        "NotoSansSC-Regular",
        "HanaMinA-rest",
        "HanaMinB-rest",
    ),
}
"""Where a character is looked for, in this order."""

_BOLD_FACES: Final = frozenset(CHAINS[Weight.BOLD][:2])
_PACKED: Final = ".ttf.xz"
_VARIATION_SELECTORS: Final = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}

# ReportLab's font reader keeps a position while it cuts a subset.
_reading = Lock()


@lru_cache(maxsize=100_000)
def face_of(character: str, weight: Weight) -> str | None:
    """The face that draws `character`, or None if no face has it."""
    code = ord(character)
    return next((f for f in CHAINS[weight] if code in face(f).charToGlyph), None)


@lru_cache(maxsize=100_000)
def advance(character: str, weight: Weight) -> int:
    """The width of `character` in thousandths of the type size."""
    if is_invisible(character):
        return 0
    name = face_of(character, weight)
    if name is None:
        return advance(MISSING, weight)
    width_: float = face(name).charWidths[ord(character)]
    return round(width_)


def width(text: str, weight: Weight, size: float, spacing: float = 0) -> float:
    """The width of a line in points; `spacing` is added between characters."""
    inner = spacing * max(len(text) - 1, 0)
    return sum(advance(c, weight) for c in text) * size / 1000 + inner


def is_invisible(character: str) -> bool:
    """Whether it only selects a variant of a glyph, which no face here has."""
    return ord(character) in _VARIATION_SELECTORS


def missing_characters(text: str) -> str:
    """The characters of `text` that would be printed as 〓, in their order."""
    return "".join(
        c for c in text if face_of(c, Weight.REGULAR) is None and not is_invisible(c)
    )


def looks_thin(face_name: str, weight: Weight) -> bool:
    """Whether a bold text borrows this face, which has no bold cut."""
    return weight is Weight.BOLD and face_name not in _BOLD_FACES


def subset(face_name: str, characters: str) -> bytes:
    """A TrueType file of these characters; their glyphs are numbered as `glyph_ids`."""
    with _reading:
        return face(face_name).makeSubset([ord(c) for c in characters])


def glyph_ids(face_name: str, characters: str) -> list[int]:
    """The glyph of each character in the file that `subset` makes.

    ReportLab numbers them in the order of first use, glyph 0 being the missing one;
    two characters may share a glyph.
    """
    numbers = {0: 0}
    glyphs = face(face_name).charToGlyph
    return [numbers.setdefault(glyphs[ord(c)], len(numbers)) for c in characters]


@cache
def face(name: str) -> TTFontFace:
    """A face of ``resources/fonts``, read once in the life of the process."""
    from reportlab.pdfbase.ttfonts import TTFError  # noqa: PLC0415  (slow to import)

    folder = files("resources").joinpath("fonts")
    plain = folder.joinpath(f"{name}.ttf")
    if plain.is_file():
        return _read(plain.read_bytes())
    packed = folder.joinpath(name + _PACKED)
    try:
        return _read(_unpacked_once(packed, name).read_bytes())
    except (OSError, TTFError):
        return _read(lzma.decompress(packed.read_bytes()))


def _read(data: bytes) -> TTFontFace:
    from reportlab.pdfbase.ttfonts import TTFontFace  # noqa: PLC0415

    # A search for cycles among 60,000 widths would hold up the window for 100 ms.
    with undisturbed():
        return TTFontFace(BytesIO(data))


def _unpacked_once(packed: Traversable, name: str) -> Path:
    """The unpacked face in the cache folder; it appears there whole or not at all."""
    data = packed.read_bytes()
    folder = platformdirs.user_cache_path("carbon-points") / "fonts"
    target = folder / f"{name}-{hashlib.sha256(data).hexdigest()[:16]}.ttf"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(target, lzma.decompress(data))
    return target
