"""The public register as an A4 paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.scenarios import fonts
from carbon_points.scenarios.pencil import Look
from carbon_points.scenarios.public_register import RIGHT
from carbon_points.scenarios.public_sections import sections
from carbon_points.scenarios.public_sections import shown
from carbon_points.scenarios.sheets import Grid
from carbon_points.scenarios.sheets import Sheets

if TYPE_CHECKING:
    from carbon_points.scenarios.public_register import PublicRegister
    from carbon_points.scenarios.public_sections import Cell
    from carbon_points.scenarios.public_sections import Section

_TITLE = Look(20, "text", fonts.BOLD)
_RIGHT = Look(11, "primary_text", fonts.MEDIUM)


def register_pdf(register: PublicRegister) -> bytes:
    """The paper; the same register gives the same bytes."""
    about = register.pedigree
    sheets = Sheets(about.title, about.mark, f"{about.footer} · {RIGHT}")
    head = sheets.block(34, 2)
    sheets.pencil.text(head.x, head.y + 10, about.title, _TITLE)
    head = sheets.block(18, 14)
    words = f"{RIGHT} · {about.mark} · {about.question}"
    sheets.pencil.text(head.x, head.y + 4, words, _RIGHT)
    for section in sections(register):
        _write(sheets, section)
    sheets.heading("数据来源与说明")
    until = about.counted_at or "尚无记录"
    sheets.fact("数据截至", f"{until}（链位置 {about.position}）")
    for used in about.used:
        sheets.fact("方法学", used.text)
    for text in about.assumed:
        sheets.fact("假定", text)
    for text in about.remarks:
        sheets.fact("说明", text)
    return sheets.pdf(about.title, f"{about.question} · {about.footer} · {RIGHT}")


def _write(sheets: Sheets, section: Section) -> None:
    sheets.heading(section.title)
    if not section.rows:
        sheets.paragraph(section.empty)
    elif not section.fits:
        for row in section.rows:
            _write_facts(sheets, section, row)
    else:
        rows = [[shown(cell) for cell in row] for row in section.rows]
        totals = [[shown(cell) for cell in section.totals]] if section.totals else []
        sheets.grid(Grid(section.headings, rows, totals, section.names))


def _write_facts(sheets: Sheets, section: Section, row: tuple[Cell, ...]) -> None:
    """One row as lines of its own, with room for its words."""
    for heading, cell in zip(section.headings, row, strict=True):
        sheets.fact(heading, shown(cell), indent=100)
    sheets.block(10)
