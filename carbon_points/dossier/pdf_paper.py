"""Sets a paper as A4 pages."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from carbon_points.dossier.columns import fitted
from carbon_points.dossier.paper import Chart
from carbon_points.dossier.paper import Facts
from carbon_points.dossier.paper import Figures
from carbon_points.dossier.paper import Paragraph
from carbon_points.dossier.paper import Table
from carbon_points.scenarios import board as boards
from carbon_points.scenarios import drawing
from carbon_points.scenarios import fonts
from carbon_points.scenarios.pencil import Box
from carbon_points.scenarios.pencil import Look
from carbon_points.scenarios.pencil import Stroke
from carbon_points.scenarios.sheets import BODY
from carbon_points.scenarios.sheets import INNER
from carbon_points.scenarios.sheets import Sheets
from carbon_points.scenarios.sheets import SMALL
from carbon_points.scenarios.sheets import wrapped
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.dossier.paper import Block
    from carbon_points.dossier.paper import Paper
    from carbon_points.dossier.paper import Signatures

_CELL: Final = Look(8.5, "text")
_TOTAL: Final = Look(8.5, "text", fonts.BOLD)
_HEAD: Final = Look(8.5, "primary_text", fonts.MEDIUM)
_BAD: Final = Look(8.5, "warn", fonts.MEDIUM)
_LINE: Final = 12.5
_PAD: Final = 5.0
_SIGN_HEIGHT: Final = 74.0
_WARNING: Final = frozenset({"未达标", "尚未登记", "不一致"})


def write_pdf(paper: Paper, path: Path) -> None:
    """Write a paper as PDF; the same paper gives the same bytes."""
    sheets = Sheets(f"{paper.title} · {paper.subtitle}", paper.mark, paper.footer)
    head = boards.Board(paper.title, paper.subtitle, paper.mark, (), (), "")
    boards.draw_head(sheets.pencil, head, sheets.block(boards.HEAD, 6))
    for section in paper.sections:
        if section.new_page:
            sheets.turn()
        sheets.heading(section.heading, _first_height(section.blocks))
        for block in section.blocks:
            _set(sheets, block)
        if section.blocks and isinstance(section.blocks[-1], Paragraph):
            sheets.block(8)
    about = f"{paper.subtitle} · {paper.footer}"
    write_whole(path, sheets.pdf(f"{paper.title} {paper.subtitle}", about))


def _first_height(blocks: Sequence[Block]) -> float:
    """What must stand below a heading on its page."""
    first = blocks[0] if blocks else None
    if isinstance(first, Chart):
        return drawing.height(first.spec, INNER) * 0.7 + 24
    return boards.KEYS + 20 if isinstance(first, Figures) else 60


def _set(sheets: Sheets, block: Block) -> None:
    if isinstance(block, Paragraph):
        sheets.paragraph(block.words, SMALL if block.quiet else BODY)
    elif isinstance(block, Facts):
        _facts(sheets, block)
    elif isinstance(block, Figures):
        figures = [boards.KeyFigure(*row) for row in block.rows]
        boards.draw_figures(sheets.pencil, figures, sheets.block(boards.KEYS, 14))
    elif isinstance(block, Chart):
        box = sheets.chart(drawing.height(block.spec, INNER), 20)
        drawing.draw(sheets.pencil, block.spec, box)
    elif isinstance(block, Table):
        _table(sheets, block)
    else:
        _signatures(sheets, block)


def _facts(sheets: Sheets, block: Facts) -> None:
    names = (fonts.width(name, fonts.REGULAR, SMALL.size + 1) for name, _ in block.rows)
    indent = max(74.0, *(width + 14 for width in names))
    for name, said in block.rows:
        sheets.fact(name, said, indent)
    sheets.block(6)


def _table(sheets: Sheets, table: Table) -> None:
    """A table whose cells may be of several lines; its head is on every page."""
    edges = _edges(table)
    lines = [(row, _CELL) for row in table.rows]
    lines += [(row, _TOTAL) for row in table.totals]
    head = sheets.block(_height(table.headings, edges, _HEAD))
    _row(sheets, (table.headings, _HEAD), edges, head, table.names)
    page = sheets.pencil
    for cells, look in lines:
        box = sheets.block(_height(cells, edges, look))
        if sheets.pencil is not page:
            page = sheets.pencil
            # The row has opened a page: the head takes its place, it goes below.
            high = _height(table.headings, edges, _HEAD)
            head = Box(box.x, box.top - high, box.width, high)
            _row(sheets, (table.headings, _HEAD), edges, head, table.names)
            sheets.block(high)
            box = Box(box.x, box.y - high, box.width, box.height)
        _row(sheets, (cells, look), edges, box, table.names)
    sheets.block(12)


def _row(
    sheets: Sheets,
    line: tuple[Sequence[str], Look],
    edges: Sequence[float],
    box: Box,
    names: int,
) -> None:
    cells, look = line
    pencil = sheets.pencil
    if look is _HEAD:
        pencil.card(box, "primary_soft", radius=3)
    elif look is _TOTAL:
        pencil.card(box, "window", radius=0)
    for column, words in enumerate(cells):
        left, right = edges[column], edges[column + 1]
        shown = _BAD if look is _CELL and words in _WARNING else look
        top = box.top - _LINE
        for said in wrapped(words, shown, right - left - 2 * _PAD):
            if column < names:
                pencil.text(box.x + left + _PAD, top, said, shown)
            else:
                pencil.text(box.x + right - _PAD, top, said, shown, 1)
            top -= _LINE
    pencil.path([(box.x, box.y), (box.right, box.y)], Stroke("line", 0.5))


def _height(cells: Sequence[str], edges: Sequence[float], look: Look) -> float:
    lines = max(
        len(list(wrapped(words, look, edges[at + 1] - edges[at] - 2 * _PAD)))
        for at, words in enumerate(cells)
    )
    return lines * _LINE + 5


def _edges(table: Table) -> list[float]:
    """Where columns begin and end."""
    edges = [0.0]
    for width in fitted(_widths(table), INNER):
        edges.append(edges[-1] + width)
    return edges


def _widths(table: Table) -> list[float]:
    columns = zip(table.headings, *table.rows, *table.totals, strict=True)
    return [
        max(fonts.width(cell, fonts.BOLD, _CELL.size) for cell in set(column))
        + 2 * _PAD
        + 1
        for column in columns
    ]


def _signatures(sheets: Sheets, block: Signatures) -> None:
    """A box for each who signs: name, signature and seal, date."""
    for who in block.who:
        box = sheets.block(_SIGN_HEIGHT, 10)
        pencil = sheets.pencil
        pencil.card(box, "surface", "line", 6)
        pencil.text(box.x + 14, box.top - 20, who, _HEAD)
        low = box.y + 16
        for words, at, end in (
            ("签字（盖章）：", 14.0, 300.0),
            ("日期：", 330.0, INNER - 14),
        ):
            pencil.text(box.x + at, low, words, BODY)
            start = box.x + at + fonts.width(words, BODY.face, BODY.size) + 4
            pencil.path([(start, low - 3), (box.x + end, low - 3)], Stroke("line", 0.8))
