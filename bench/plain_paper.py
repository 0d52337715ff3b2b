"""The front of a certificate by ReportLab, as fast as that is known to be.

Fonts are registered once and the cut ones are used, the background is one form object,
the QR code an inline image of one bit a module, streams stay binary. It has the words
and figures of the front alone: no explanations, no attached content, no signature of
the file, no character that the cut fonts lack, plain borders instead of ornaments.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Final
from typing import TYPE_CHECKING

import reportlab.rl_config
import segno
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from bench.data import ROOT
from carbon_points.certificates import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carbon_points.certificates.content import CertificateContent

_SIZE: Final = (841.89, 595.28)
_MIDDLE: Final = _SIZE[0] / 2
_PLAIN, _BOLD = "plain", "bold"
_FACES: Final = {
    _PLAIN: "NotoSansSC-Medium-8105.ttf",
    _BOLD: "NotoSansSC-Bold-8105.ttf",
}
_QR_SIDE: Final = 79.4
_GREEN: Final = (0.04, 0.42, 0.27)
_MASK: Final = 2


def plain_pdf(papers: Iterable[tuple[CertificateContent, str]]) -> bytes:
    """One file of fronts, each with the text of its QR code."""
    _register()
    file = BytesIO()
    canvas = Canvas(file, _SIZE, pageCompression=1)
    canvas.setFont(_PLAIN, 10)  # else the first page names a standard font
    canvas.beginForm("ground")
    _draw_ground(canvas)
    canvas.endForm()
    for content, text in papers:
        canvas.doForm("ground")
        _draw_own(canvas, content)
        _draw_qr(canvas, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@cache
def _register() -> None:
    reportlab.rl_config.useA85 = 0
    for name, file in _FACES.items():
        path = ROOT / "resources" / "fonts" / file
        pdfmetrics.registerFont(TTFont(name, str(path)))


def _draw_ground(canvas: Canvas) -> None:
    width, height = _SIZE
    canvas.setStrokeColorRGB(*_GREEN)
    canvas.rect(24, 24, width - 48, height - 48)
    canvas.rect(38, 38, width - 76, height - 76)
    canvas.setFont(_BOLD, 36)
    canvas.drawCentredString(_MIDDLE, 489, words.TITLES["resident"])
    canvas.setFont(_PLAIN, 10)
    canvas.drawCentredString(_MIDDLE, 468, words.SUBTITLES["resident"])
    canvas.drawCentredString(_MIDDLE, 431, words.ATTEST)
    for place, label in enumerate(words.FIGURE_LABELS):
        canvas.drawCentredString(_MIDDLE - 150 + 300 * place, 325, label)
    for place, label in enumerate(words.COLUMNS):
        canvas.drawString(70 + 100 * place, 262, label)
    for row, note in enumerate(words.NOTES):
        canvas.drawString(162, 130 - 16 * row, note)
    canvas.drawString(620, 102, words.BUREAU)


def _draw_own(canvas: Canvas, content: CertificateContent) -> None:
    canvas.setFont(_PLAIN, 10)
    canvas.drawString(62, 533, f"{content.district}碳普惠")
    canvas.drawRightString(780, 533, f"编号　{content.serial}")
    canvas.drawCentredString(
        _MIDDLE, 374, f"{words.ID_LABELS[content.kind]}　{content.masked_id}"
    )
    days = (content.period_from, content.period_to, content.issued_on)
    canvas.drawCentredString(_MIDDLE, 348, words.statement(*days))
    _draw_table(canvas, content)
    rates = "；".join(map(words.rate, content.rates))
    canvas.drawString(162, 82, rates)
    balance = words.balance(content.balance_points, content.issued_on)
    canvas.drawString(162, 66, balance)
    canvas.drawString(620, 120, content.district)
    canvas.drawString(620, 84, words.day(content.issued_on))
    canvas.setFont(_BOLD, 30)
    canvas.drawCentredString(_MIDDLE, 396, content.holder)
    canvas.drawCentredString(_MIDDLE - 150, 292, words.mass(content.total_mg))
    canvas.drawCentredString(_MIDDLE + 150, 292, f"{content.total_points:,} 分")


def _draw_table(canvas: Canvas, content: CertificateContent) -> None:
    for row, line in enumerate(content.lines):
        cells = (
            line.name_zh,
            f"{line.actions:,}",
            words.mass(line.reduction_mg),
            f"{line.points:,}",
            words.mass(line.measured_mg),
            words.mass(line.documented_mg),
            words.mass(line.declared_mg),
        )
        for place, cell in enumerate(cells):
            canvas.drawString(70 + 100 * place, 244 - 18 * row, cell)


def _draw_qr(canvas: Canvas, text: str) -> None:
    code = segno.make_qr(text, error="m", boost_error=False, mask=_MASK)
    rows = ["".join("1" if dark else "0" for dark in row) for row in code.matrix]
    count = len(rows)
    padded = (row + "0" * (-count % 8) for row in rows)
    packed = "".join(f"{int(row, 2):0{len(row) // 4}x}" for row in padded)
    canvas.saveState()
    canvas.setFillColorRGB(0, 0, 0)
    canvas.transform(_QR_SIDE, 0, 0, _QR_SIDE, 66, 62)
    # Canvas has no method for an image mask given as bits.
    code_of_page: list[str] = vars(canvas)["_code"]
    code_of_page.append(
        f"BI /W {count} /H {count} /IM true /D [1 0] /BPC 1 /F /AHx ID\n{packed}>\nEI"
    )
    canvas.restoreState()
