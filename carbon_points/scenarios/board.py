"""One picture of a table: its key figures, its charts and where they come from."""

from __future__ import annotations

import math
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.common.units import mass_text
from carbon_points.scenarios import drawing
from carbon_points.scenarios import fonts
from carbon_points.scenarios.pencil import Box
from carbon_points.scenarios.pencil import Look
from carbon_points.scenarios.pencil import Stroke
from carbon_points.statistics.suppression import WITHHELD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.scenarios.pencil import Pencil
    from carbon_points.statistics.charts import ChartSpec
    from carbon_points.statistics.pedigree import Pedigree
    from carbon_points.statistics.tables import StatTable

WIDTH: Final = 760.0
_MARGIN: Final = 32.0
_INNER: Final = WIDTH - 2 * _MARGIN
_GAP: Final = 26.0
HEAD: Final = 62.0
KEYS: Final = 66.0
_FOOT: Final = 44.0

_TITLE: Final = Look(19, "text", fonts.BOLD)
_SUBTITLE: Final = Look(9.5, "text3")
_FOOTER: Final = Look(8, "text3")
_LABEL: Final = Look(9, "text3")
_FIGURE: Final = Look(19, "text", fonts.BOLD)
_UNIT: Final = Look(9.5, "text2")


class KeyFigure(NamedTuple):
    """One large number."""

    label: str
    number: str
    unit: str


class Board(NamedTuple):
    """What one picture shows, from the head to the foot."""

    title: str
    subtitle: str
    mark: str
    figures: tuple[KeyFigure, ...]
    charts: tuple[ChartSpec, ...]
    footer: str
    sources: str = ""
    """The methodologies behind the numbers."""


def board_of(
    table: StatTable | None, charts: Sequence[ChartSpec], pedigree: Pedigree
) -> Board:
    """The board of a table with its charts; without the table only of these."""
    return Board(
        pedigree.title,
        pedigree.question,
        pedigree.mark,
        key_figures(table) if table is not None else (),
        tuple(charts),
        pedigree.footer,
        _sources(pedigree),
    )


def board_with_pedigree(spec: ChartSpec, pedigree: Pedigree) -> Board:
    """The board of a single chart under the head of its statistics."""
    return board_of(None, (spec,), pedigree)


def _sources(pedigree: Pedigree) -> str:
    return "；".join(used.text for used in pedigree.used)


def board_of_chart(spec: ChartSpec, footer: str) -> Board:
    """The board of a single chart, which then has the title."""
    return Board("", "", "", (), (spec,), footer)


def key_figures(table: StatTable) -> tuple[KeyFigure, ...]:
    """Participants, actions, milligrams and points of a whole table."""
    total = table.totals
    return (
        _key_figure("参与者", total.participants, "人（户）"),
        _key_figure("行为", total.actions, "笔"),
        _key_mass("减排量", total.reduction_mg),
        _key_figure("积分", total.points, "分"),
    )


def _key_figure(label: str, number: int | None, unit: str) -> KeyFigure:
    if number is None:
        return KeyFigure(label, WITHHELD, "")
    return KeyFigure(label, f"{number:,}", unit)


def _key_mass(label: str, reduction_mg: int | None) -> KeyFigure:
    if reduction_mg is None:
        return KeyFigure(label, WITHHELD, "")
    number, unit = mass_text(reduction_mg)
    return KeyFigure(label, number, f"{unit}CO₂e")


def height(board: Board) -> int:
    """How high the picture is at `WIDTH`."""
    heights = [drawing.height(chart, _INNER) + _GAP for chart in board.charts]
    head = HEAD if board.title else 0
    keys = KEYS + _GAP if board.figures else 0
    return math.ceil(_MARGIN + head + keys + sum(heights) + _FOOT)


def draw(pencil: Pencil, board: Board) -> None:
    """Draw the picture with its lower left corner at the origin."""
    top = float(height(board))
    pencil.card(Box(0, 0, WIDTH, top), "surface", radius=0)
    top -= _MARGIN
    if board.title:
        draw_head(pencil, board, Box(_MARGIN, top - HEAD, _INNER, HEAD))
        top -= HEAD
    if board.figures:
        draw_figures(pencil, board.figures, Box(_MARGIN, top - KEYS, _INNER, KEYS))
        top -= KEYS + _GAP
    for chart in board.charts:
        high = drawing.height(chart, _INNER)
        drawing.draw(pencil, chart, Box(_MARGIN, top - high, _INNER, high))
        top -= high + _GAP
    edge = Stroke("line", 0.7)
    pencil.path([(_MARGIN, _FOOT - 8), (WIDTH - _MARGIN, _FOOT - 8)], edge)
    pencil.text(_MARGIN, _FOOT - 22, board.footer, _FOOTER)
    if board.sources:
        words = f"方法学：{board.sources}"
        words = fonts.shortened(words, _FOOTER.face, _FOOTER.size, _INNER)
        pencil.text(_MARGIN, _FOOT - 34, words, _FOOTER)


def draw_figures(pencil: Pencil, figures: Sequence[KeyFigure], box: Box) -> None:
    """Cards beside each other, one for each figure."""
    gap = 10.0
    wide = (box.width - gap * (len(figures) - 1)) / len(figures)
    for at, figure in enumerate(figures):
        card = Box(box.x + at * (wide + gap), box.y, wide, box.height)
        pencil.card(card, "window", "line", 7)
        pencil.text(card.x + 14, card.top - 22, figure.label, _LABEL)
        look = _fitting(figure, wide - 28)
        pencil.text(card.x + 14, card.y + 15, figure.number, look)
        after = card.x + 19 + fonts.width(figure.number, look.face, look.size)
        pencil.text(after, card.y + 15, figure.unit, _UNIT)


def _fitting(figure: KeyFigure, room: float) -> Look:
    """The size at which a number and its unit fit into a card."""
    left = room - fonts.width(figure.unit, _UNIT.face, _UNIT.size) - 5
    look = _FIGURE
    while look.size > 9 and fonts.width(figure.number, look.face, look.size) > left:
        look = look._replace(size=look.size - 1)
    return look


def draw_head(pencil: Pencil, board: Board, box: Box) -> None:
    """The title, what was asked, and that nothing of it is certified."""
    pencil.card(Box(box.x, box.top - 24, 4, 24), "primary", radius=2)
    pencil.text(box.x + 14, box.top - 20, board.title, _TITLE)
    _badge(pencil, board.mark, box.right, box.top - 22)
    room = box.width - 14
    words = fonts.shortened(board.subtitle, _SUBTITLE.face, _SUBTITLE.size, room)
    pencil.text(box.x + 14, box.top - 41, words, _SUBTITLE)


def _badge(pencil: Pencil, words: str, right: float, foot: float) -> None:
    look = Look(9.5, "warn", fonts.MEDIUM)
    wide = fonts.width(words, look.face, look.size) + 20
    pencil.card(Box(right - wide, foot, wide, 20), "warn_soft", radius=10)
    pencil.text(right - wide / 2, foot + 6.4, words, look, 0.5)
