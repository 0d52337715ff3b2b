"""The table of methodologies on a certificate and on a stock-taking sheet."""

from __future__ import annotations

from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.certificates import words
from carbon_points.certificates.fonts import Weight
from carbon_points.certificates.paper import number
from carbon_points.certificates.paper import rgb
from carbon_points.certificates.paper import Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.certificates.content import MethodologyLine
    from carbon_points.certificates.paper import Drawing

LEFT, RIGHT = 92.0, 750.0
MOST_ROWS: Final = 7
ROW: Final = 18.0
"""The height of a row where there is room."""

_ENDS: Final = (0.0, 366.0, 466.0, 536.0, 610.0, 680.0, RIGHT - 6)
"""Where each column ends, but the first, which begins at the left."""

_NAME: Final = LEFT + 6
_NAME_WIDTH: Final = 216.0
_HEAD: Final = Style(9.5, "#0A5F3E", Weight.BOLD)
_CELL: Final = Style(10.5)
_TOTAL: Final = Style(10.5, weight=Weight.BOLD)
_BADGE: Final = Style(8.5, "#7F4C00", Weight.BOLD)
_SOFT: Final = "#DCF1E6"
_LINE: Final = "#9DC7B2"


class Row(NamedTuple):
    """One row as it is printed."""

    name: str
    badge: str
    cells: tuple[str, ...]


def draw_head(drawing: Drawing, top: float) -> None:
    """The headings, on a soft band whose upper edge is `top`."""
    band = " ".join(map(number, (LEFT, top - ROW, RIGHT - LEFT, ROW)))
    drawing.add("q", f"{rgb(_SOFT)} rg {band} re f", "Q")
    base = top - ROW + 5.5
    drawing.text(_NAME, base, words.COLUMNS[0], _HEAD)
    for end, heading in zip(_ENDS[1:], words.COLUMNS[1:], strict=True):
        drawing.text(end, base, heading, _HEAD, "right")


def draw_rows(
    drawing: Drawing, lines: Sequence[MethodologyLine], top: float, bottom: float
) -> None:
    """The rows under a head whose upper edge is `top`, and their sum."""
    rows = [*map(_row, lines)]
    if len(rows) > MOST_ROWS:
        kept = MOST_ROWS - 1
        rows = [*rows[:kept], _sum(f"其余 {len(lines) - kept} 项", lines[kept:])]
    height = min(ROW, (top - ROW - bottom) / (len(rows) + 1))
    _draw_plate(drawing, top - ROW, height * (len(rows) + 1))
    base = top - ROW - height + (height - 7) / 2
    for row in rows:
        _draw_row(drawing, row, base, _CELL)
        drawing.rule(LEFT, base - (height - 7) / 2, RIGHT, _LINE, 0.3)
        base -= height
    _draw_row(drawing, _sum(words.TOTAL, lines), base, _TOTAL)
    drawing.rule(LEFT, base - (height - 7) / 2, RIGHT, _HEAD.colour, 0.9)


def _draw_plate(drawing: Drawing, top: float, height: float) -> None:
    """White ground, so that the ornament ends where figures are read."""
    plate = " ".join(map(number, (LEFT, top - height, RIGHT - LEFT, height)))
    drawing.add("q", f"1 1 1 rg {plate} re f", "Q")


def _draw_row(drawing: Drawing, row: Row, base: float, style: Style) -> None:
    name = fitted(row.name, style, _NAME_WIDTH)
    drawing.text(_NAME, base, row.name, name)
    if row.badge:
        drawing.text(_NAME + name.width(row.name) + 6, base, row.badge, _BADGE)
    for end, cell in zip(_ENDS[1:], row.cells, strict=True):
        drawing.text(end, base, cell, style, "right")


def fitted(text: str, style: Style, width: float) -> Style:
    """`style`, or a smaller one in which `text` is not wider than `width`."""
    wide = style.width(text)
    if wide <= width:
        return style
    share = width / wide
    return Style(style.size * share, style.colour, style.weight, style.spacing * share)


def _row(line: MethodologyLine) -> Row:
    badge = words.BADGES.get(line.status, "")
    return Row(f"{line.name_zh}　{line.version}", badge, _cells([line]))


def _sum(name: str, lines: Sequence[MethodologyLine]) -> Row:
    return Row(name, "", _cells(lines))


def _cells(lines: Sequence[MethodologyLine]) -> tuple[str, ...]:
    return (
        f"{sum(line.actions for line in lines):,}",
        words.mass(sum(line.reduction_mg for line in lines)),
        f"{sum(line.points for line in lines):,}",
        _layer(sum(line.measured_mg for line in lines)),
        _layer(sum(line.documented_mg for line in lines)),
        _layer(sum(line.declared_mg for line in lines)),
    )


def _layer(reduction_mg: int) -> str:
    return words.mass(reduction_mg) if reduction_mg else "—"
