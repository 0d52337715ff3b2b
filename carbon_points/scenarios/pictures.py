"""Saves a board as SVG, PDF or PNG; each file tells where its numbers come from."""

from __future__ import annotations

import io
import re
from html import escape
from typing import Any
from typing import cast
from typing import Final
from typing import TYPE_CHECKING

from reportlab.graphics import renderPDF
from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Drawing
from reportlab.pdfgen.canvas import Canvas

from carbon_points.common.problems import UserError
from carbon_points.scenarios import board as boards
from carbon_points.scenarios import fonts
from carbon_points.scenarios.pencil import Pencil
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.scenarios.board import Board
    from carbon_points.statistics.charts import ChartSpec

_FAMILIES: Final = (
    "'Noto Sans SC', 'Source Han Sans SC', 'Noto Sans CJK SC', "
    "'Microsoft YaHei', 'PingFang SC', sans-serif"
)
_WEIGHTS: Final = {fonts.REGULAR: 400, fonts.MEDIUM: 500, fonts.BOLD: 700}
_DOCTYPE: Final = re.compile(r"<!DOCTYPE[^>]*>\s*")
_PIXELS_PER_POINT: Final = 2


def figure(spec: ChartSpec, path: Path, footer: str = "") -> None:
    """Save one chart.

    Args:
        spec: the chart.
        path: ends in .svg, .pdf or .png.
        footer: where the numbers come from; else the chart's own note.

    Raises:
        UserError: OUT_FORMAT.
    """
    save(boards.board_of_chart(spec, footer or spec.note), path)


def save(board: Board, path: Path) -> None:
    """Save a board in the format of the file's suffix, whole or not at all.

    Raises:
        UserError: OUT_FORMAT.
    """
    makers = {".svg": svg, ".pdf": pdf, ".png": png}
    make = makers.get(path.suffix.lower())
    if make is None:
        raise UserError("OUT_FORMAT", value=str(path))
    write_whole(path, make(board))


def svg(board: Board) -> bytes:
    """The board as an SVG whose words stay words."""
    drawing = _drawing(board, split=False)
    text = renderSVG.drawToString(drawing)
    for face, weight in _WEIGHTS.items():
        text = text.replace(f"font-family: {face};", f"font-weight: {weight};")
    text = _DOCTYPE.sub("", text)
    text = text.replace("<svg ", f'<svg font-family="{_FAMILIES}" ', 1)
    text = text.replace("<title>...<", f"<title>{escape(_title(board))}<")
    return text.replace("<desc>...<", f"<desc>{escape(_about(board))}<").encode()


def pdf(board: Board) -> bytes:
    """The board as one PDF page of its own size."""
    drawing = _drawing(board, split=True)
    made = io.BytesIO()
    # The stubs take the name of the first font for a number.
    face = cast("float", fonts.REGULAR)
    size = drawing.width, drawing.height
    canvas = Canvas(made, size, invariant=1, initialFontName=face)
    canvas.setTitle(_title(board))
    canvas.setSubject(_about(board))
    canvas.setCreator("carbon-points")
    renderPDF.draw(drawing, canvas, 0, 0)
    canvas.showPage()
    canvas.save()
    return made.getvalue()


def png(board: Board) -> bytes:
    """The board as an image of twice its size in points."""
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415  (0.1 s)
    from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415

    with pypdfium2.PdfDocument(pdf(board)) as document:
        image = document[0].render(scale=_PIXELS_PER_POINT).to_pil()
    about = PngInfo()
    about.add_itxt("Title", _title(board))
    about.add_itxt("Description", _about(board))
    made = io.BytesIO()
    image.save(made, "png", pnginfo=about, dpi=(144, 144))
    return made.getvalue()


def _drawing(board: Board, *, split: bool) -> Drawing:
    pencil = Pencil(split=split)
    boards.draw(pencil, board)
    drawing: Any = Drawing(boards.WIDTH, boards.height(board))
    drawing.add(pencil.group)
    return cast("Drawing", drawing)


def _title(board: Board) -> str:
    single = board.charts[0].title if len(board.charts) == 1 else ""
    return " · ".join(filter(None, (board.title, single)))


def _about(board: Board) -> str:
    return " · ".join(
        part for part in (board.subtitle, board.footer, board.sources) if part
    )
