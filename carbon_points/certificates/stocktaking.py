"""The sheet for what draft methodologies accounted: plain, and no certificate."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates import explanation
from carbon_points.certificates import layout
from carbon_points.certificates import ornament
from carbon_points.certificates import table
from carbon_points.certificates import words
from carbon_points.certificates.flow import Flow
from carbon_points.certificates.paper import A4_LANDSCAPE
from carbon_points.certificates.paper import Drawing
from carbon_points.certificates.paper import Paper
from carbon_points.certificates.paper import Style

if TYPE_CHECKING:
    from carbon_points.certificates.content import StocktakingSheet
    from carbon_points.certificates.embedding import Characters

_GROUND: Final = "Sheet"
_MARK: Final = "Survey"
_TABLE_TOP, _TABLE_LOW = 320.0, 150.0
_BODY: Final = Style(13)
_NOTE: Final = Style(10, "#46544D")


def stocktaking_pdf(sheet: StocktakingSheet) -> bytes:
    """The sheet as a file: without serial, QR code and signature."""
    characters = layout.characters()
    paper = Paper(characters, f"{words.STOCKTAKING} {sheet.holder}", sheet.made_on)
    paper.share(_GROUND, _ground())
    paper.share(_MARK, layout.mark(words.STOCKTAKING_MARK))
    if sheet.demo:
        paper.share(layout.MARK, layout.mark(words.DEMO))
    text = Flow(characters, _GROUND)
    text.heading(words.HEADINGS["methodologies"])
    for line in sheet.lines:
        text.paragraph(words.methodology_line(line))
    explanation.explain_layers(text)
    explanation.list_assumed(text, sheet.assumed)
    for page in (_front(sheet, characters), *text.pages):
        page.put(_MARK)
        if sheet.demo:
            page.put(layout.MARK)
        paper.page(page)
    return paper.finish()


@lru_cache(maxsize=1)
def _ground() -> bytes:
    drawing = Drawing(layout.characters())
    drawing.add("q", ornament.border(34, A4_LANDSCAPE, layout.GREEN, 0.8), "Q")
    layout.draw_title(
        drawing, words.STOCKTAKING, words.STOCKTAKING_SUBTITLE, is_back=True
    )
    return drawing.packed()


def _front(sheet: StocktakingSheet, characters: Characters) -> Drawing:
    drawing = Drawing(characters)
    drawing.put(_GROUND)
    days = words.survey_statement(sheet.period_from, sheet.period_to)
    drawing.text(layout.MIDDLE, 346, days, _BODY, "centre")
    layout.draw_holder(
        drawing, sheet.holder, words.ID_LABELS[sheet.kind], sheet.masked_id
    )
    table.draw_head(drawing, _TABLE_TOP)
    table.draw_rows(drawing, sheet.lines, _TABLE_TOP, _TABLE_LOW)
    for row, note in enumerate(words.STOCKTAKING_NOTES):
        drawing.text(table.LEFT, 112 - row * 18, note, _NOTE)
    drawing.text(table.RIGHT, 76, words.made_on(sheet.made_on), _NOTE, "right")
    if sheet.demo:
        drawing.text(layout.LEFT, 534, words.DEMO, layout.DEMO_STYLE)
    return drawing
