"""Certificates as signed PDF files: one by one, or thousands in one print run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.certificates import layout
from carbon_points.certificates import words
from carbon_points.certificates.paper import Paper
from carbon_points.certificates.qr import qr_text
from carbon_points.certificates.seal import CONTENT_NAME
from carbon_points.certificates.seal import seal_file
from carbon_points.certificates.seal import SEAL_NAME
from carbon_points.certificates.seal import with_last_line

if TYPE_CHECKING:
    from carbon_points.certificates.content import CertificateContent
    from carbon_points.certificates.signing import DeskKey


def certificate_pdf(
    content: CertificateContent, key: DeskKey, *, stamp: int = 0
) -> bytes:
    """One certificate: front, explanations, signed content, signed file.

    Args:
        content: what it says.
        key: of the desk that the serial names.
        stamp: how often it was printed before; shown if not 0.
    """
    characters = layout.characters()
    paper = Paper(
        characters, f"{words.TITLES[content.kind]} {content.serial}", content.issued_on
    )
    paper.share(layout.GROUND, layout.ground(content.kind))
    if content.demo:
        paper.share(layout.MARK, layout.mark(words.DEMO))
    paper.page(layout.draw_front(content, qr_text(content, key), stamp, characters))
    canonical = content.canonical()
    paper.attach(CONTENT_NAME, canonical, "application/json")
    paper.attach(SEAL_NAME, seal_file(canonical, key), "application/json")
    return with_last_line(paper.finish(), key)
