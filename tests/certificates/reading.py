"""Reading finished papers with other people's programs."""

from __future__ import annotations

import re

import pypdfium2  # type: ignore[import-untyped]
import zxingcpp


def texts(data: bytes) -> list[str]:
    """The text of each page, without the spaces and line ends that layout adds."""
    with pypdfium2.PdfDocument(data) as document:
        return [
            re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in document
        ]


def qr_texts(data: bytes, dpi: int = 100) -> list[str]:
    """The QR code of each page, as a scanner of that resolution reads it."""
    with pypdfium2.PdfDocument(data) as document:
        pictures = [page.render(scale=dpi / 72).to_pil() for page in document]
    found = [zxingcpp.read_barcodes(picture) for picture in pictures]
    return [codes[0].text if codes else "" for codes in found]


def attachments(data: bytes) -> dict[str, bytes]:
    """The attached files by name."""
    with pypdfium2.PdfDocument(data) as document:
        count = document.count_attachments()
        every = [document.get_attachment(index) for index in range(count)]
        return {found.get_name(): bytes(found.get_data()) for found in every}
