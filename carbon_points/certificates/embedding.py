"""Faces inside a PDF: which characters each one holds, and how a text calls them."""

from __future__ import annotations

import hashlib
import struct
import zlib
from dataclasses import dataclass
from dataclasses import field
from functools import lru_cache
from itertools import groupby
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.certificates import fonts
from carbon_points.certificates.fonts import Weight

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

_BLOCK: Final = 100
"""A ToUnicode table may name no more characters at once."""


class Glyph(NamedTuple):
    """How a character is called: the face's number in the file, and a code in it."""

    font: int
    is_thin: bool
    code: str
    """Four hexadecimal digits; empty for what is not shown."""


class Run(NamedTuple):
    """A stretch of text in one face."""

    font: int
    is_thin: bool
    codes: str


@dataclass(slots=True)
class FaceUse:
    """A face, and the characters of it that a file needs, in the order of codes."""

    name: str
    characters: list[str] = field(default_factory=list)


class Characters:
    """The characters that a file uses, each with its face and code."""

    def __init__(self) -> None:
        self.uses: list[FaceUse] = []
        self._glyphs: dict[Weight, dict[str, Glyph]] = {w: {} for w in Weight}
        self._growing: dict[str, int] = {}

    def fork(self) -> Characters:
        """A copy whose further characters go into further faces.

        So the faces that exist now stay the same in every file that starts from here,
        and are embedded as ready bytes.
        """
        other = Characters()
        other.uses = list(self.uses)
        other._glyphs = {w: dict(known) for w, known in self._glyphs.items()}
        return other

    def runs(self, text: str, weight: Weight) -> Iterator[Run]:
        """`text` cut where the face changes."""
        known = self._glyphs[weight]
        glyphs = [known.get(c) or self._add(c, weight) for c in text]
        for (font, is_thin), run in groupby(glyphs, lambda glyph: glyph[:2]):
            yield Run(font, is_thin, "".join(glyph.code for glyph in run))

    def _add(self, character: str, weight: Weight) -> Glyph:
        name = fonts.face_of(character, weight)
        if name is None and fonts.is_invisible(character):
            glyph = Glyph(0, is_thin=False, code="")
        elif name is None:
            known = self._glyphs[weight]
            glyph = known.get(fonts.MISSING) or self._add(fonts.MISSING, weight)
        else:
            font, code = self._code(name, character)
            glyph = Glyph(font, fonts.looks_thin(name, weight), f"{code:04x}")
        self._glyphs[weight][character] = glyph
        return glyph

    def _code(self, name: str, character: str) -> tuple[int, int]:
        if name not in self._growing:
            self._growing[name] = len(self.uses)
            self.uses.append(FaceUse(name))
        font = self._growing[name]
        characters = self.uses[font].characters
        if character not in characters:
            characters.append(character)
        return font, characters.index(character) + 1


def common_characters(texts: Mapping[Weight, str]) -> Characters:
    """Faces that hold all characters of these texts, to `fork` from."""
    characters = Characters()
    for weight, text in texts.items():
        list(characters.runs("".join(sorted(set(text))), weight))
    return characters


@dataclass(frozen=True, slots=True)
class EmbeddedFace:
    """A face with some of its characters, as the parts of a PDF; streams are packed."""

    name: str
    file: bytes
    file_bytes: int
    glyph_ids: bytes
    to_unicode: bytes
    widths: str
    descriptor: str


@lru_cache(maxsize=16)
def embedded(face_name: str, characters: str) -> EmbeddedFace:
    """The parts of a PDF that let codes 1, 2, 3 … draw these characters."""
    tag = hashlib.sha256(f"{face_name} {characters}".encode()).digest()[:6]
    face = fonts.face(face_name)
    file = fonts.subset(face_name, characters)
    gids = [0, *fonts.glyph_ids(face_name, characters)]
    box = " ".join(str(round(edge)) for edge in face.bbox)
    return EmbeddedFace(
        name="".join(chr(65 + byte % 26) for byte in tag) + f"+{face_name}",
        file=zlib.compress(file),
        file_bytes=len(file),
        glyph_ids=zlib.compress(struct.pack(f">{len(gids)}H", *gids)),
        to_unicode=zlib.compress(_to_unicode(characters).encode("ascii")),
        widths=" ".join(str(round(face.charWidths[ord(c)])) for c in characters),
        descriptor=(
            f"/Flags 4 /FontBBox [{box}] /ItalicAngle 0 /StemV {face.stemV}"
            f" /Ascent {round(face.ascent)} /Descent {round(face.descent)}"
            f" /CapHeight {round(face.capHeight)}"
        ),
    )


def _to_unicode(characters: str) -> str:
    """What copying and searching read: UTF-16BE, also above U+FFFF."""
    rows = [
        f"<{code:04x}> <{character.encode('utf-16-be').hex()}>"
        for code, character in enumerate(characters, start=1)
    ]
    blocks = [rows[start : start + _BLOCK] for start in range(0, len(rows), _BLOCK)]
    mapped = "\n".join(
        "\n".join((f"{len(block)} beginbfchar", *block, "endbfchar"))
        for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{mapped}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )
