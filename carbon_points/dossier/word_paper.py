"""Sets a paper as a Word document that people may go on editing."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.shared import Pt
from docx.shared import RGBColor

from carbon_points.dossier.columns import fitted
from carbon_points.dossier.paper import Chart
from carbon_points.dossier.paper import Facts
from carbon_points.dossier.paper import Figures
from carbon_points.dossier.paper import Paragraph
from carbon_points.dossier.paper import Table
from carbon_points.scenarios import board as boards
from carbon_points.scenarios.pictures import png
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docx.document import Document

    from carbon_points.dossier.paper import Block
    from carbon_points.dossier.paper import Paper
    from carbon_points.dossier.paper import Signatures

_TEXT_FACE: Final = "宋体"
_HEAD_FACE: Final = "黑体"
_LATIN: Final = "Times New Roman"
_GREEN: Final = RGBColor(0x0B, 0x6B, 0x46)
_GREY: Final = RGBColor(0x5A, 0x68, 0x61)
_WARN: Final = RGBColor(0x7F, 0x4C, 0x00)
_SOFT: Final = "DCF1E6"
_TOTAL: Final = "F3F6F4"
_LINE: Final = "B9C7C0"
_WIDE: Final = Cm(16.3)
_SIZES: Final = (9.0, 8.5, 8.0, 7.5, 7.0)
_HALF_WIDTH: Final = 0.62
"""Of a digit, as a share of the size of the letters."""

_CELL_EDGES: Final = Cm(0.5)
_CONTROL: Final = {code: None for code in range(32) if code not in {9, 10, 13}}
_WARNING: Final = frozenset({"未达标", "尚未登记", "不一致"})


class _Look(NamedTuple):
    """How the words of a cell are set."""

    size: float = 9.0
    right: bool = False
    bold: bool = False
    fill: str = ""
    colour: RGBColor | None = None


def write_word(paper: Paper, path: Path) -> None:
    """Write a paper as .docx, whole or not at all."""
    document = docx.Document()
    _styles(document)
    _page(document, paper)
    _title(document, paper)
    for section in paper.sections:
        heading = document.add_heading(_clean(section.heading), level=1)
        heading.paragraph_format.page_break_before = section.new_page
        for block in section.blocks:
            _set(document, block)
    _about(document, paper)
    made = io.BytesIO()
    document.save(made)
    write_whole(path, made.getvalue())


def _styles(document: Document) -> None:
    """Faces by both names: without the East Asian one Word takes another face."""
    for name, face, size in (
        ("Normal", _TEXT_FACE, 10.5),
        ("Heading 1", _HEAD_FACE, 14),
        ("Title", _HEAD_FACE, 22),
    ):
        style: Any = document.styles[name]
        style.font.name = _LATIN if face == _TEXT_FACE else face
        style.font.size = Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), face)
    title: Any = document.styles["Title"]
    for rule in title.element.pPr.findall(qn("w:pBdr")):
        title.element.pPr.remove(rule)  # the template draws a blue line below
    heading: Any = document.styles["Heading 1"]
    heading.font.color.rgb = _GREEN
    heading.font.bold = True
    heading.paragraph_format.space_before = Pt(18)
    heading.paragraph_format.space_after = Pt(6)
    heading.paragraph_format.keep_with_next = True
    normal: Any = document.styles["Normal"]
    normal.paragraph_format.space_after = Pt(4)
    normal.paragraph_format.line_spacing = 1.3


def _page(document: Document, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    head = section.header.paragraphs[0]
    head.text = ""
    _small(head, f"{paper.title} · {paper.subtitle}　")
    _small(head, paper.mark, _WARN)
    foot = section.footer.paragraphs[0]
    _small(foot, f"{paper.footer}　第 ")
    _field(foot, "PAGE")
    _small(foot, " / ")
    _field(foot, "NUMPAGES")
    _small(foot, " 页")


def _small(paragraph: Any, words: str, colour: RGBColor = _GREY) -> None:
    run = paragraph.add_run(_clean(words))
    run.font.size = Pt(8)
    run.font.color.rgb = colour


def _field(paragraph: Any, name: str) -> None:
    """A number that Word fills in."""
    run = paragraph.add_run()
    run.font.size = Pt(8)
    run.font.color.rgb = _GREY
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = text
        run._r.append(part)  # noqa: SLF001  (the library has no fields)


def _title(document: Document, paper: Paper) -> None:
    title = document.add_paragraph(style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run(_clean(paper.title)).font.color.rgb = RGBColor(0x16, 0x21, 0x1B)
    below = document.add_paragraph()
    below.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = below.add_run(_clean(paper.subtitle))
    run.font.size = Pt(16)
    run.font.color.rgb = _GREEN
    mark = document.add_paragraph()
    mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _small(mark, f"{paper.author}　{paper.footer}")


def _set(document: Document, block: Block) -> None:
    if isinstance(block, Paragraph):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(_clean(block.words))
        if block.quiet:
            run.font.size = Pt(9)
            run.font.color.rgb = _GREY
        else:
            paragraph.paragraph_format.first_line_indent = Pt(21)
    elif isinstance(block, Facts):
        _facts(document, block)
    elif isinstance(block, Figures):
        _figures(document, block)
    elif isinstance(block, Chart):
        picture = io.BytesIO(png(boards.board_of_chart(block.spec, block.spec.note)))
        document.add_picture(picture, width=_WIDE)
    elif isinstance(block, Table):
        _table(document, block)
    else:
        _signatures(document, block)


def _facts(document: Document, block: Facts) -> None:
    table = _new_table(document, len(block.rows), 2)
    _widths(table, (Cm(3.4), _WIDE - Cm(3.4)))
    for row, (name, said) in zip(table.rows, block.rows, strict=True):
        _cell(row.cells[0], name, _Look(colour=_GREY, fill=_TOTAL))
        colour = _WARN if said in _WARNING else None
        _cell(row.cells[1], said, _Look(colour=colour))
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _figures(document: Document, block: Figures) -> None:
    table = _new_table(document, 1, len(block.rows))
    _widths(table, (_WIDE // len(block.rows),) * len(block.rows))
    for cell, (label, number, unit) in zip(
        table.rows[0].cells, block.rows, strict=True
    ):
        _cell(cell, label, _Look(colour=_GREY, fill=_TOTAL))
        paragraph = cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(4)
        large = paragraph.add_run(_clean(number))
        large.font.size, large.bold = Pt(16), True
        _small(paragraph, f" {unit}")
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _table(document: Document, block: Table) -> None:
    table = _new_table(document, 1, len(block.headings))
    size = _size(block)
    widths = fitted(_wanted(block, size), _WIDE)
    _widths(table, [int(width) for width in widths])
    for at, (cell, words) in enumerate(
        zip(table.rows[0].cells, block.headings, strict=True)
    ):
        look = _Look(size, right=at >= block.names, bold=True, fill=_SOFT)
        _cell(cell, words, look._replace(colour=_GREEN))
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    _repeat(table.rows[0])
    for cells in block.rows:
        _row(table, cells, block.names, _Look(size))
    for cells in block.totals:
        _row(table, cells, block.names, _Look(size, bold=True, fill=_TOTAL))
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _row(table: Any, cells: Sequence[str], names: int, look: _Look) -> None:
    row = table.add_row()
    _undivided(row)
    for at, (cell, words) in enumerate(zip(row.cells, cells, strict=True)):
        colour = _WARN if words in _WARNING else None
        _cell(cell, words, look._replace(right=at >= names, colour=colour))


def _size(block: Table) -> float:
    """The largest letters with which no column has to give way."""
    sizes = (size for size in _SIZES if sum(_wanted(block, size)) <= _WIDE)
    return next(sizes, _SIZES[-1])


def _wanted(block: Table, size: float) -> list[float]:
    """Widths by what stands in the columns; a Chinese character counts two."""
    columns = zip(block.headings, *block.rows, *block.totals, strict=True)
    return [
        max(sum(2 if ord(c) > 0xFF else 1 for c in cell) for cell in column)
        * Pt(size * _HALF_WIDTH)
        + _CELL_EDGES
        for column in columns
    ]


def _signatures(document: Document, block: Signatures) -> None:
    table = _new_table(document, len(block.who), 3)
    _widths(table, (Cm(4.4), Cm(7.5), Cm(4.4)))
    for row, who in zip(table.rows, block.who, strict=True):
        row.height = Cm(2.1)
        _cell(row.cells[0], who, _Look(bold=True, fill=_SOFT, colour=_GREEN))
        _cell(row.cells[1], "签字（盖章）：", _Look())
        _cell(row.cells[2], "　　　　年　　月　　日", _Look())


def _new_table(document: Document, rows: int, columns: int) -> Any:
    table = document.add_table(rows, columns)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("color", _LINE)):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    # Word is strict about the order of a table's properties.
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))  # noqa: SLF001  (no borders there)
    layout.addprevious(borders)
    return table


def _widths(table: Any, widths: Sequence[int]) -> None:
    """Both the grid and each cell: programs differ in what they believe."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _cell(cell: Any, words: str, look: _Look) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    paragraph.paragraph_format.line_spacing = 1.1
    if look.right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(_clean(words))
    run.font.size = Pt(look.size)
    run.bold = look.bold
    if look.colour is not None:
        run.font.color.rgb = look.colour
    if look.fill:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", look.fill)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001  (nor shading)


def _repeat(row: Any) -> None:
    """The head stands on every page."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001  (nor repeated heads)
    properties.append(OxmlElement("w:tblHeader"))


def _undivided(row: Any) -> None:
    """A row stands on one page."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001  (nor whole rows)
    properties.append(OxmlElement("w:cantSplit"))


def _about(document: Document, paper: Paper) -> None:
    """What the file says of itself; the library writes its own name and 2013."""
    core = document.core_properties
    moment = dt.datetime.fromtimestamp(paper.made_at, dt.UTC).replace(tzinfo=None)
    core.title = f"{paper.title} {paper.subtitle}"
    core.author = core.last_modified_by = paper.author
    core.comments = paper.footer
    core.created = core.modified = moment
    core.language = "zh-CN"


def _clean(words: str) -> str:
    """Without control characters, which a document may not hold."""
    return words.translate(_CONTROL)
