"""A PDF file, written directly: pages, shared drawings, embedded faces, attachments.

Papers are printed by the ten thousand, each a page of about a kilobyte over the same
drawing and words. So what all have in common (the faces' common characters, finished
drawings) is made once in a process and put into every file as ready bytes.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from typing import Literal
from typing import TYPE_CHECKING

from carbon_points.certificates import fonts
from carbon_points.certificates.embedding import embedded
from carbon_points.certificates.fonts import Weight

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from carbon_points.certificates.embedding import Characters
    from carbon_points.certificates.embedding import FaceUse

A4_LANDSCAPE: Final = (841.89, 595.28)
MM: Final = 72 / 25.4

MULTIPLY: Final = "/Multiply gs"
"""What is drawn after it tints what lies below instead of covering it."""

Align = Literal["left", "centre", "right"]

_CATALOG, _PAGES, _RESOURCES, _INFO = 1, 2, 3, 4
_THIN_STROKE: Final = 0.03
"""What makes a regular glyph as heavy as its bold neighbours, in type sizes."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set."""

    size: float
    colour: str = "#16211B"
    weight: Weight = Weight.REGULAR
    spacing: float = 0

    def width(self, text: str) -> float:
        """The width of `text` in points."""
        return fonts.width(text, self.weight, self.size, self.spacing)


class Drawing:
    """The operators of a page, or of a drawing that pages share."""

    def __init__(self, characters: Characters) -> None:
        self._characters = characters
        self._code: list[str] = []
        self._fill = ""

    def text(
        self, x: float, y: float, text: str, style: Style, align: Align = "left"
    ) -> None:
        """One line of text; `x` is its left end, its middle or its right end."""
        if align != "left":
            x -= style.width(text) / (2 if align == "centre" else 1)
        self.fill(style.colour)
        runs = self._characters.runs(text, style.weight)
        shown = " ".join(_shown(*run, style) for run in runs)
        spacing = f"{number(style.spacing)} Tc " if style.spacing else ""
        self._code.append(f"BT {spacing}{number(x)} {number(y)} Td {shown}")
        self._code.append("0 Tc ET" if style.spacing else "ET")

    def fill(self, colour: str) -> None:
        """Fill what follows with a colour such as ``#0B6B46``."""
        if colour != self._fill:
            self._code.append(f"{rgb(colour)} rg")
            self._fill = colour

    def rule(self, x: float, y: float, x_end: float, colour: str, line: float) -> None:
        """A horizontal line."""
        self.add(
            f"{rgb(colour)} RG {number(line)} w",
            f"{number(x)} {number(y)} m {number(x_end)} {number(y)} l S",
        )

    def put(self, name: str) -> None:
        """A drawing that was shared with the file under this name."""
        self._code.append(f"/{name} Do")

    def add(self, *operators: str) -> None:
        """Operators that leave the fill colour and the text state as they were."""
        self._code.extend(operators)

    def packed(self) -> bytes:
        """The operators as a compressed stream."""
        return zlib.compress("\n".join(self._code).encode("ascii"))


class Paper:
    """A PDF file in the making; the same calls give the same bytes."""

    def __init__(self, characters: Characters, title: str, made_on: dt.date) -> None:
        self._characters = characters
        self._objects: list[bytes] = [b""] * 4
        self._pages: list[int] = []
        self._shared: list[str] = []
        self._attached: list[tuple[str, int]] = []
        self._set(_INFO, _info(title, made_on))

    def share(self, name: str, packed: bytes) -> None:
        """Make a drawing known to all pages."""
        width, height = map(number, A4_LANDSCAPE)
        entries = (
            f"/Type /XObject /Subtype /Form /BBox [0 0 {width} {height}]"
            f" /Resources {_RESOURCES} 0 R"
        )
        self._shared.append(f"/{name} {self._packed(packed, entries)} 0 R")

    def page(self, drawing: Drawing, size: tuple[float, float] = A4_LANDSCAPE) -> None:
        """Add a page."""
        contents = self._packed(drawing.packed())
        width, height = map(number, size)
        entries = (
            f"/Type /Page /Parent {_PAGES} 0 R /MediaBox [0 0 {width} {height}]"
            f" /Resources {_RESOURCES} 0 R /Contents {contents} 0 R"
        )
        self._pages.append(self._add(f"<< {entries} >>"))

    def attach(self, name: str, data: bytes, kind: str) -> None:
        """Add a file that readers list as an attachment; `kind` is its media type."""
        subtype = kind.replace("/", "#2F")
        entries = (
            f"/Type /EmbeddedFile /Subtype /{subtype} /Params << /Size {len(data)} >>"
        )
        stream = self._packed(zlib.compress(data), entries)
        self._attached.append(
            (
                name,
                self._add(
                    f"<< /Type /Filespec /F ({name}) /UF ({name})"
                    f" /AFRelationship /Data /EF << /F {stream} 0 R >> >>"
                ),
            )
        )

    def finish(self) -> bytes:
        """The whole file."""
        faces = " ".join(
            f"/F{number} {self._face(use)} 0 R"
            for number, use in enumerate(self._characters.uses)
        )
        shared = " ".join(self._shared)
        self._set(
            _RESOURCES,
            (
                f"<< /Font << {faces} >> /XObject << {shared} >>"
                " /ExtGState << /Multiply << /BM /Multiply >> >> >>"
            ).encode(),
        )
        kids = " ".join(f"{page} 0 R" for page in self._pages)
        count = len(self._pages)
        self._set(_PAGES, f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode())
        self._set(_CATALOG, self._catalog().encode())
        return _file(self._objects)

    def _catalog(self) -> str:
        names = " ".join(f"({name}) {number} 0 R" for name, number in self._attached)
        listed = " ".join(f"{number} 0 R" for _, number in self._attached)
        attached = (
            f" /Names << /EmbeddedFiles << /Names [{names}] >> >> /AF [{listed}]"
            if names
            else ""
        )
        return (
            f"<< /Type /Catalog /Pages {_PAGES} 0 R /Lang (zh-CN)"
            f" /ViewerPreferences << /PrintScaling /None >>{attached} >>"
        )

    def _face(self, use: FaceUse) -> int:
        face = embedded(use.name, "".join(use.characters))
        file = self._packed(face.file, f"/Length1 {face.file_bytes}")
        gids, unicode = self._packed(face.glyph_ids), self._packed(face.to_unicode)
        descriptor = self._add(
            f"<< /Type /FontDescriptor /FontName /{face.name} {face.descriptor}"
            f" /FontFile2 {file} 0 R >>"
        )
        descendant = self._add(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{face.name}"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
            f" /FontDescriptor {descriptor} 0 R /DW 1000 /W [1 [{face.widths}]]"
            f" /CIDToGIDMap {gids} 0 R >>"
        )
        return self._add(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{face.name}"
            f" /Encoding /Identity-H /DescendantFonts [{descendant} 0 R]"
            f" /ToUnicode {unicode} 0 R >>"
        )

    def _packed(self, packed: bytes, entries: str = "") -> int:
        head = f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n"
        self._objects.append(head.encode() + packed + b"\nendstream")
        return len(self._objects)

    def _add(self, text: str) -> int:
        self._objects.append(text.encode("ascii"))
        return len(self._objects)

    def _set(self, number: int, content: bytes) -> None:
        self._objects[number - 1] = content


@lru_cache(maxsize=256)
def rgb(colour: str) -> str:
    """The three shares of a colour such as ``#0B6B46``, as operands."""
    shares = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return " ".join(f"{share:.3f}" for share in shares)


def number(value: float) -> str:
    """A coordinate, to a hundredth of a point."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _shown(font: int, is_thin: bool, codes: str, style: Style) -> str:  # noqa: FBT001  (a `Run`)
    call = f"/F{font} {number(style.size)} Tf <{codes}> Tj"
    if not is_thin:
        return call
    stroke = number(style.size * _THIN_STROKE)
    return f"{rgb(style.colour)} RG {stroke} w 2 Tr {call} 0 Tr"


def _info(title: str, made_on: dt.date) -> bytes:
    shown = ("\ufeff" + title).encode("utf-16-be").hex()
    day = f"(D:{made_on:%Y%m%d}000000+08'00')"
    return (
        f"<< /Title <{shown}> /Producer (carbon-points) /CreationDate {day} >>"
    ).encode()


def _file(objects: Iterable[bytes]) -> bytes:
    parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
    offset, offsets = len(parts[0]), []
    for number_, content in enumerate(objects, start=1):
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number_, content))
        offsets.append(offset)
        offset += len(parts[-1])
    rows = b"".join(b"%010d 00000 n \n" % start for start in offsets)
    size = len(offsets) + 1
    mark = hashlib.sha256(b"".join(parts)).hexdigest()[:32].encode()
    parts.append(
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n"
        b"<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%b> <%b>] >>\n"
        b"startxref\n%d\n%%%%EOF\n"
        % (size, rows, size, _CATALOG, _INFO, mark, mark, offset)
    )
    return b"".join(parts)
