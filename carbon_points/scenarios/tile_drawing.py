"""Tile maps, funnels and shares on paper, as the windows show them."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from carbon_points.scenarios import fonts
from carbon_points.scenarios.pencil import Box
from carbon_points.scenarios.pencil import Look
from carbon_points.statistics.charts import level_word
from carbon_points.statistics.charts import spread

if TYPE_CHECKING:
    from carbon_points.scenarios.pencil import Pencil
    from carbon_points.statistics.charts import ChartSpec

HEAD: Final = 30
_TILE: Final = 46.0
_STEP: Final = 34.0
_ROW: Final = 30.0
_GAP: Final = 4.0
_SHADES: Final = (1.0, 0.86, 0.70, 0.52, 0.24, 0.0)
"""How much white is mixed into the colour of each level."""

_WORDS: Final = {
    "none": "暂无",
    "lowest": "低",
    "low": "较低",
    "middle": "中等",
    "high": "较高",
    "highest": "高",
}
_NAME: Final = Look(9.5, "text", fonts.MEDIUM)
_NUMBER: Final = Look(12, "text", fonts.BOLD)
_SMALL: Final = Look(8.5, "text2")
_PLAIN: Final = Look(9, "text2")


def _width(words: str, look: Look) -> float:
    return fonts.width(words, look.face, look.size)


def tiles_height(spec: ChartSpec) -> float:
    """How high a tile map should be."""
    rows = 1 + max((row for _, row in spec.cells), default=0)
    return HEAD + 18 + rows * (_TILE + _GAP)


def draw_tiles(pencil: Pencil, spec: ChartSpec, box: Box) -> None:
    """Equal tiles in their places: name, number, and how much that is in a word."""
    across = 1 + max((column for column, _ in spec.cells), default=0)
    rows = 1 + max((row for _, row in spec.cells), default=0)
    wide = min(box.width / across, 170.0)
    high = (box.height - HEAD - 18) / rows
    left = box.x + (box.width - wide * across) / 2
    _draw_levels(pencil, spec, box)
    levels = spec.levels()
    for at, (column, row) in enumerate(spec.cells):
        foot = box.top - HEAD - 18 - (row + 1) * high
        tile = Box(left + column * wide, foot, wide - _GAP, high - _GAP)
        _draw_tile(pencil, spec, tile, (at, levels[at]))


def _draw_levels(pencil: Pencil, spec: ChartSpec, box: Box) -> None:
    bounds = (0, *spec.level_bounds())
    at, foot = box.x, box.top - HEAD - 8
    for level, bound in enumerate(bounds, start=1):
        share = _SHADES[spread(level, len(bounds))]
        pencil.tint(Box(at, foot, 12, 10), "c1", share, "outline")
        words = f"≥ {spec.tick_text(bound)}" if bound else "> 0"
        pencil.text(at + 16, foot + 1.5, words, _SMALL)
        at += 26 + _width(words, _SMALL)
    words = f"{spec.note}，不代表边界、面积和距离" if spec.note else ""
    pencil.text(box.right, foot + 1.5, words, _SMALL._replace(ink="text3"), 1)


def _draw_tile(
    pencil: Pencil, spec: ChartSpec, tile: Box, which: tuple[int, int]
) -> None:
    at, level = which
    shade = spread(level, len(spec.level_bounds()) + 1)
    edge = "outline" if shade < 2 else "c1"
    pencil.tint(tile, "c1", _SHADES[shade], edge, radius=6)
    ink = "surface" if shade == len(_SHADES) - 1 else "text"
    inside = tile.width - 16
    name = fonts.shortened(spec.categories[at], _NAME.face, _NAME.size, inside)
    pencil.text(tile.x + 8, tile.top - 15, name, _NAME._replace(ink=ink))
    number = spec.tile_text(at)
    if at in spec.withheld:
        pencil.text(tile.x + 8, tile.y + 8, number, _SMALL._replace(ink=ink))
        return
    pencil.text(tile.x + 8, tile.y + 8, number, _NUMBER._replace(ink=ink))
    word = _WORDS[level_word(shade)]
    pencil.text(tile.right - 8, tile.y + 8, word, _SMALL._replace(ink=ink), 1)


def funnel_height(spec: ChartSpec) -> float:
    """How high a funnel should be."""
    return HEAD + _STEP * (len(spec.categories) * 1.6 - 0.6)


def draw_funnel(pencil: Pencil, spec: ChartSpec, box: Box) -> None:
    """Bars one below the other, each centred, and what is left from step to step."""
    names = max((_width(name, _PLAIN) for name in spec.categories), default=0) + 14
    field = Box(box.x + names, 0, box.width - names, 0)
    middle = field.x + field.width / 2
    values = spec.series[0].values
    bars = []
    for at, value in enumerate(values):
        shown = 0 if at in spec.withheld else value
        wide = max(field.width * shown / max(spec.highest, 1), 3)
        foot = box.top - HEAD - _STEP * (1.6 * at + 1)
        bars.append(Box(middle - wide / 2, foot, wide, _STEP))
    for at in range(1, len(bars)):
        above, below = bars[at - 1], bars[at]
        corners = [
            (above.x, above.y),
            (above.right, above.y),
            (below.right, below.top),
            (below.x, below.top),
        ]
        pencil.area(corners, "c1", 0.86)
        text = "" if {at, at - 1} & spec.withheld else spec.step_text(at)
        if text:
            foot = (above.y + below.top) / 2 - 3
            look = Look(9, "primary_text", fonts.MEDIUM)
            pencil.text(middle, foot, f"↓ {text}", look, 0.5)
    for at, bar in enumerate(bars):
        _draw_step(pencil, spec, bar, (at, box.x))


def _draw_step(
    pencil: Pencil, spec: ChartSpec, bar: Box, which: tuple[int, float]
) -> None:
    at, left = which
    pencil.card(bar, "c1", radius=3)
    line = bar.y + bar.height / 2
    pencil.text(left, line - 3.2, spec.categories[at], _PLAIN)
    words = spec.said(at, spec.series[0].values)
    if _width(words, _NUMBER) + 12 <= bar.width:
        look = _NUMBER._replace(ink="surface")
        pencil.text(bar.x + bar.width / 2, line - 4.2, words, look, 0.5)
    else:
        pencil.text(bar.right + 8, line - 4.2, words, _NUMBER)


def shares_height(spec: ChartSpec) -> float:
    """How high a chart of shares should be."""
    return HEAD + 18 + _ROW * len(spec.categories)


def draw_shares(pencil: Pencil, spec: ChartSpec, box: Box) -> None:
    """Bars of full length, each divided among the series, with parts in per cent."""
    at = box.x
    for number, one in enumerate(spec.series):
        pencil.bar(Box(at, box.top - HEAD - 8, 10, 10), number, one.tone)
        pencil.text(at + 15, box.top - HEAD - 6.8, one.name, _PLAIN)
        at += 32 + _width(one.name, _PLAIN)
    names = max((_width(name, _PLAIN) for name in spec.categories), default=0) + 12
    ends = [spec.text(total) for total in spec.totals]
    behind = max((_width(end, _PLAIN) for end in ends), default=0) + 10
    for row, name in enumerate(spec.categories):
        foot = box.top - HEAD - 18 - _ROW * (row + 1) + 6
        line = foot + 6
        pencil.text(box.x, line, name, _PLAIN)
        pencil.text(box.right, line, ends[row], _PLAIN._replace(ink="text"), 1)
        bar = Box(box.x + names, foot, box.width - names - behind, _ROW - 11)
        _draw_shares_of(pencil, spec, bar, row)


def _draw_shares_of(pencil: Pencil, spec: ChartSpec, bar: Box, row: int) -> None:
    total, left = spec.totals[row], bar.x
    for number, one in enumerate(spec.series):
        wide = bar.width * one.values[row] / total if total else 0
        if wide <= 0:
            continue
        part = Box(left, bar.y, max(wide - 0.8, 0.8), bar.height)
        pencil.bar(part, number, one.tone)
        left += wide
        words = spec.share_text(row, number)
        plate = _width(words, _SMALL) + 10
        if plate + 6 <= part.width:
            middle = part.x + part.width / 2
            under = Box(middle - plate / 2, bar.y + 3, plate, bar.height - 6)
            pencil.card(under, "surface", radius=3)
            look = _SMALL._replace(ink="text")
            pencil.text(middle, bar.y + bar.height / 2 - 3, words, look, 0.5)
