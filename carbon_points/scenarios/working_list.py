"""The list of a sample with boxes to tick and room to write."""

from __future__ import annotations

from fractions import Fraction
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.audit.sample_paper import stratum_text
from carbon_points.audit.sheets import STEPS_ZH
from carbon_points.common.ids import id_text
from carbon_points.common.units import decimal_text
from carbon_points.scenarios import fonts
from carbon_points.scenarios.pencil import Box
from carbon_points.scenarios.pencil import Look
from carbon_points.scenarios.pencil import Stroke
from carbon_points.statistics.naming import label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carbon_points.audit.sample_paper import PaperRow
    from carbon_points.audit.sample_paper import Said
    from carbon_points.scenarios.pencil import Pencil
    from carbon_points.scenarios.sheets import Sheets

_HIGH: Final = 22.0
"""Enough to write by hand."""

_COLUMNS: Final = (
    ("序", 20, True),
    ("行为编号", 50, False),
    ("层", 103, False),
    ("日期", 50, False),
    ("减排量 kg", 46, True),
    ("证据", 34, False),
    ("凭证", 24, True),
    ("序值", 44, False),
    ("结论", 72, False),
    ("理由　多计 kg", 56, False),
)
"""Heading, width in points, right-aligned."""

_CELL: Final = Look(7.8, "text")
_HEAD: Final = Look(7.8, "primary_text", fonts.MEDIUM)
_TICK: Final = ((1.4, 4.2), (3.4, 1.8), (7.2, 7.4))
_INK: Final = Stroke("text", 1.4)
_BOX: Final = 8.0


def write_list(sheets: Sheets, rows: Iterable[PaperRow]) -> None:
    """Every drawn action on a line; the headings are repeated on every page."""
    page = _head(sheets)
    for each in rows:
        box = sheets.block(_HIGH)
        if sheets.pencil is not page:
            page = _turned(sheets, box)
            box = sheets.block(_HIGH)
        _row(page, box, each)
    sheets.block(10)


def _head(sheets: Sheets) -> Pencil:
    return _turned(sheets, sheets.block(_HIGH))


def _turned(sheets: Sheets, box: Box) -> Pencil:
    """Write the headings into a line; answers the page that they are on."""
    pencil = sheets.pencil
    pencil.card(box, "primary_soft", radius=3)
    for (words, _, right), (start, end) in zip(_COLUMNS, _edges(), strict=True):
        _cell(pencil, box, (start, end, right), words, _HEAD)
    return pencil


def _row(pencil: Pencil, box: Box, each: PaperRow) -> None:
    cells = (
        str(each.number),
        id_text(each.action_id),
        stratum_text(each.stratum),
        each.day.isoformat(),
        _kilograms(each.reduction_mg),
        label("grade", each.grade),
        str(each.files),
        each.key.hex()[:8],
    )
    edges = _edges()
    for (_, _, right), (start, end), words in zip(_COLUMNS, edges, cells, strict=False):
        _cell(pencil, box, (start, end, right), words, _CELL)
    _boxes(pencil, box, edges[-2][0], each.said)
    _written(pencil, box, edges[-1], each.said)
    pencil.path([(box.x, box.y), (box.right, box.y)], Stroke("line", 0.5))


def _edges() -> list[tuple[float, float]]:
    edges, at = [], 0.0
    for _, width, _ in _COLUMNS:
        edges.append((at, at + width))
        at += width
    return edges


def _cell(
    pencil: Pencil,
    box: Box,
    where: tuple[float, float, bool],
    words: str,
    look: Look,
) -> None:
    start, end, right = where
    shown = fonts.shortened(words, look.face, look.size, end - start - 5)
    x = box.x + (end - 3 if right else start + 3)
    pencil.text(x, box.y + 7.5, shown, look, 1 if right else 0)


def _boxes(pencil: Pencil, box: Box, start: float, said: Said) -> None:
    """Two boxes; the one that applies is ticked."""
    ticked = (said.step == "right", said.step not in {"", "right"})
    words = (STEPS_ZH["right"], STEPS_ZH["wrong"])
    for at, (word, tick) in enumerate(zip(words, ticked, strict=True)):
        x = box.x + start + 4 + 35 * at
        edge = Box(x, box.y + 6.5, _BOX, _BOX)
        pencil.card(edge, "surface", "text2", radius=0)
        if tick:
            pencil.path([(x + dx, edge.y + dy) for dx, dy in _TICK], _INK)
        pencil.text(x + _BOX + 3, box.y + 7.5, word, _CELL)


def _written(pencil: Pencil, box: Box, ends: tuple[float, float], said: Said) -> None:
    """What was found, or a line to write on."""
    start, end = ends
    if said.step in {"", "right"}:
        line = [(box.x + start + 3, box.y + 5), (box.x + end - 3, box.y + 5)]
        pencil.path(line, Stroke("text3", 0.4))
        return
    words = f"{said.reason.partition(':')[0]}　{_kilograms(said.overstated_mg)}"
    _cell(pencil, box, (start, end, False), words, _CELL)


def _kilograms(milligrams: int) -> str:
    return decimal_text(Fraction(milligrams, 1_000_000), 3)
