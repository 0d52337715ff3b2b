"""The front of a certificate: A4 landscape, to be hung on a wall."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.certificates import ornament
from carbon_points.certificates import table
from carbon_points.certificates import words
from carbon_points.certificates.embedding import common_characters
from carbon_points.certificates.fonts import Weight
from carbon_points.certificates.paper import A4_LANDSCAPE
from carbon_points.certificates.paper import Drawing
from carbon_points.certificates.paper import MM
from carbon_points.certificates.paper import MULTIPLY
from carbon_points.certificates.paper import number
from carbon_points.certificates.paper import rgb
from carbon_points.certificates.paper import Style
from carbon_points.certificates.qr import qr_rows
from carbon_points.certificates.qr import QUIET_MODULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbon_points.certificates.content import CertificateContent
    from carbon_points.certificates.content import Kind
    from carbon_points.certificates.embedding import Characters

WIDTH, HEIGHT = A4_LANDSCAPE
MIDDLE: Final = WIDTH / 2
LEFT, RIGHT = 62.0, WIDTH - 62.0
GREEN: Final = "#0B6B46"
TEXT2: Final = "#46544D"
TEXT3: Final = "#5A6861"

QR_SIDE: Final = 28 * MM
QR_LEFT, QR_LOW = 66.0, 62.0
SEAL_CENTRE: Final = complex(RIGHT - 62, 105)
SEAL_RADIUS: Final = 20 * MM
NAME_WIDTH: Final = 560.0

FRAME, GROUND, MARK = "Frame", "Ground", "Mark"
TABLE_TOP, TABLE_LOW = 275.0, 163.0
NOTES_LEFT: Final = 162.0
_NOTES_WIDTH: Final = 420.0
_NOTES_TOP, _NOTES_STEP = QR_LOW + QR_SIDE - 8, 16.5
_TOP_LINE: Final = 533.0
_FIGURE_MIDDLES: Final = (MIDDLE - 150, MIDDLE + 150)
HAIR: Final = "#9DC7B2"
_TITLE: Final = Style(36, GREEN, Weight.BOLD, 7)
_BACK_TITLE: Final = Style(24, GREEN, Weight.BOLD, 5)
_SUBTITLE: Final = Style(10.5, TEXT3, spacing=0.6)
_SMALL: Final = Style(10, TEXT2)
_NOTE: Final = Style(9, TEXT2)
_BODY: Final = Style(13)
_FIGURE: Final = Style(34, GREEN, Weight.BOLD)
_SEALED: Final = Style(11.5)
_UNIT: Final = Style(14, GREEN, Weight.BOLD)
_LABEL: Final = Style(10, TEXT3, spacing=1)
_MARK: Final = Style(64, "#F6DDDA", Weight.BOLD, 10)
DEMO_STYLE: Final = Style(11, "#A8231B", Weight.BOLD)


def characters() -> Characters:
    """The faces of a new certificate, with what all certificates have in common."""
    return _common().fork()


@lru_cache(maxsize=1)
def _common() -> Characters:
    return common_characters(
        {Weight.REGULAR: words.COMMON_PLAIN, Weight.BOLD: words.COMMON_HEAVY}
    )


@lru_cache(maxsize=2)
def ground(kind: Kind) -> bytes:
    """What all certificates of a kind have in common, as packed operators."""
    drawing = Drawing(characters())
    drawing.put(FRAME)
    drawing.add("q", f"{rgb('#D5EBDF')} RG 0.35 w", *_ellipse(), "Q")
    draw_title(drawing, words.TITLES[kind], words.SUBTITLES[kind])
    drawing.text(MIDDLE, 431, words.ATTEST, Style(14, spacing=3), "centre")
    for middle, label in zip(_FIGURE_MIDDLES, words.FIGURE_LABELS, strict=True):
        drawing.text(middle, 325, label, _LABEL, "centre")
    x = number(MIDDLE)
    drawing.add("q", f"{rgb(HAIR)} RG 0.6 w", f"{x} 291 m {x} 333 l S", "Q")
    table.draw_head(drawing, TABLE_TOP)
    for row, note in enumerate(words.NOTES):
        drawing.text(NOTES_LEFT, _NOTES_TOP - row * _NOTES_STEP, note, _NOTE)
    _draw_seal_place(drawing)
    return drawing.packed()


def draw_front(
    content: CertificateContent, text: str, stamp: int, characters: Characters
) -> Drawing:
    """What is this certificate's own; `text` is that of the QR code."""
    drawing = Drawing(characters)
    drawing.put(GROUND + content.kind)
    _draw_corners(drawing, content, stamp)
    draw_holder(
        drawing, content.holder, words.ID_LABELS[content.kind], content.masked_id
    )
    days = (content.period_from, content.period_to, content.issued_on)
    drawing.text(MIDDLE, 348, words.statement(*days), _BODY, "centre")
    amount, unit = words.mass(content.total_mg).split(" ")
    _draw_figure(drawing, _FIGURE_MIDDLES[0], amount, f"{unit}CO₂e")
    _draw_figure(drawing, _FIGURE_MIDDLES[1], f"{content.total_points:,}", "分")
    table.draw_rows(drawing, content.lines, TABLE_TOP, TABLE_LOW)
    _draw_notes(drawing, content)
    _draw_issuer(drawing, content)
    if content.demo:
        drawing.put(MARK)
    draw_qr(drawing, text)
    return drawing


@lru_cache(maxsize=1)
def frame() -> bytes:
    """Borders and corner flowers of every page, as packed operators."""
    drawing = Drawing(characters())
    drawing.add("q", *_frame(), "Q")
    return drawing.packed()


@lru_cache(maxsize=2)
def mark(text: str) -> bytes:
    """A watermark across the page, as packed operators; it tints what lies below."""
    drawing = Drawing(characters())
    turn = "0.9336 0.3584 -0.3584 0.9336"
    drawing.add("q", MULTIPLY, f"{turn} {number(MIDDLE)} {number(HEIGHT / 2)} cm")
    drawing.text(0, -24, text, _MARK, "centre")
    drawing.add("Q")
    return drawing.packed()


def draw_title(
    drawing: Drawing, title: str, subtitle: str, *, is_back: bool = False
) -> None:
    """The headline, and its English between two leaves."""
    style, base = (_BACK_TITLE, 506) if is_back else (_TITLE, 489)
    drawing.text(MIDDLE, base, title, style, "centre")
    drawing.text(MIDDLE, base - 21, subtitle, _SUBTITLE, "centre")
    half = _SUBTITLE.width(subtitle) / 2
    for side in (-1, 1):
        tip = complex(MIDDLE + side * (half + 22), base - 17.5)
        drawing.add("q", f"{rgb(GREEN)} rg", ornament.leaf(tip, 15 * side), "Q")
        ends = tip.real + side * 14, tip.real + side * 92
        drawing.rule(ends[0], tip.imag, ends[1], HAIR, 0.7)


def draw_holder(drawing: Drawing, name: str, id_label: str, masked_id: str) -> None:
    """Whose paper it is."""
    lines = set_name(name)
    for line in lines:
        drawing.text(MIDDLE, line.base, line.text, line.style, "centre")
    shown = f"{id_label}　{masked_id}"
    drawing.text(MIDDLE, 374, shown, Style(10.5, TEXT2, spacing=0.3), "centre")


class Line(NamedTuple):
    """A line of a name, its base line and how it is set."""

    text: str
    base: float
    style: Style


def set_name(name: str) -> list[Line]:
    """A name in one line, the larger the shorter it is, or in two lines."""
    spacing = 0.5 if len(name) <= 3 else 0.3 if len(name) <= 4 else 0.06
    for size in range(30, 17, -1):
        style = Style(size, weight=Weight.BOLD, spacing=size * spacing)
        if style.width(name) <= NAME_WIDTH:
            return [Line(name, 396, style)]
    half = (len(name) + 1) // 2
    style = table.fitted(name[:half], Style(17, weight=Weight.BOLD), NAME_WIDTH)
    return [Line(name[:half], 411, style), Line(name[half:], 391, style)]


def draw_qr(drawing: Drawing, text: str) -> None:
    """The code as an inline image of one bit a module, on a white ground."""
    rows = qr_rows(text)
    count = len(rows)
    quiet = QR_SIDE / count * QUIET_MODULES
    white = (QR_LEFT - quiet, QR_LOW - quiet, QR_SIDE + 2 * quiet, QR_SIDE + 2 * quiet)
    side = number(QR_SIDE)
    drawing.add(
        "q",
        f"1 1 1 rg {' '.join(map(number, white))} re f",
        f"0 0 0 rg {side} 0 0 {side} {number(QR_LEFT)} {number(QR_LOW)} cm",
        f"BI /W {count} /H {count} /IM true /D [1 0] /BPC 1 /F /AHx ID",
        "".join(map(_packed_row, rows)) + ">",
        "EI Q",
    )


_TO_BITS: Final = bytes.maketrans(b"\0\1", b"01")


def _packed_row(row: bytearray) -> str:
    padded = row.translate(_TO_BITS) + b"0" * (-len(row) % 8)
    return f"{int(padded, 2):0{len(padded) // 4}x}"


def _draw_corners(drawing: Drawing, content: CertificateContent, stamp: int) -> None:
    drawing.text(LEFT, _TOP_LINE, f"{content.district}碳普惠", _SMALL)
    drawing.text(RIGHT, _TOP_LINE, f"编号　{content.serial}", _SMALL, "right")
    if content.demo:
        drawing.text(LEFT, _TOP_LINE - 16, words.DEMO, DEMO_STYLE)
    if stamp:
        drawing.text(RIGHT, _TOP_LINE - 16, words.reprint(stamp), _NOTE, "right")


def _draw_figure(drawing: Drawing, x: float, amount: str, unit: str) -> None:
    wide, gap = _FIGURE.width(amount), 7
    left = x - (wide + gap + _UNIT.width(unit)) / 2
    drawing.text(left, 292, amount, _FIGURE)
    drawing.text(left + wide + gap, 292, unit, _UNIT)


def _draw_notes(drawing: Drawing, content: CertificateContent) -> None:
    rates = "；".join(map(words.rate, content.rates))
    balance = words.balance(content.balance_points, content.issued_on)
    for row, note in enumerate((rates, balance), start=len(words.NOTES)):
        style = table.fitted(note, _NOTE, _NOTES_WIDTH)
        drawing.text(NOTES_LEFT, _NOTES_TOP - row * _NOTES_STEP, note, style)


def _draw_issuer(drawing: Drawing, content: CertificateContent) -> None:
    x, y = SEAL_CENTRE.real, SEAL_CENTRE.imag
    district = table.fitted(content.district, _SEALED, 2 * SEAL_RADIUS - 16)
    drawing.text(x, y + 13, content.district, district, "centre")
    drawing.text(x, y - 21, words.day(content.issued_on), _SEALED, "centre")


def _draw_seal_place(drawing: Drawing) -> None:
    ring = ornament.circle(SEAL_CENTRE, SEAL_RADIUS)
    drawing.add("q", f"{rgb(HAIR)} RG 0.7 w [3 3] 0 d", ring, "Q")
    place = Style(9, TEXT3, spacing=2)
    x, y = SEAL_CENTRE.real, SEAL_CENTRE.imag
    drawing.text(x, y + 33, words.SEAL_PLACE, place, "centre")
    drawing.text(x, y - 3, words.BUREAU, _SEALED, "centre")


def _ellipse() -> Iterator[str]:
    centre, radii = complex(MIDDLE, 318), complex(328, 128)
    return ornament.guilloche(centre, radii, lobes=9, strands=40, depth=0.1)


def _frame() -> Iterator[str]:
    corners = [complex(x, y) for x in (31, WIDTH - 31) for y in (31, HEIGHT - 31)]
    yield f"{rgb('#5FA384')} RG 0.4 w"
    for start, end in ((0, 1), (2, 3), (0, 2), (1, 3)):
        yield from ornament.braid(corners[start], corners[end], width=7, wave=16)
    yield ornament.border(24, A4_LANDSCAPE, GREEN, 2)
    yield ornament.border(38, A4_LANDSCAPE, GREEN, 0.6)
    yield from map(_corner, corners)


def _corner(centre: complex) -> str:
    box = f"{number(centre.real - 14)} {number(centre.imag - 14)} 28 28 re"
    flower = "\n".join(ornament.rosette(centre, 11.5, petals=8))
    return f"1 1 1 rg {rgb(GREEN)} RG 0.8 w {box} B 0.4 w\n{flower}"
