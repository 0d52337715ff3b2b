"""Certificates as signed PDF files: one by one, or thousands in one print run."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates import explanation
from carbon_points.certificates import layout
from carbon_points.certificates import words
from carbon_points.certificates.paper import Paper
from carbon_points.certificates.qr import qr_text
from carbon_points.certificates.seal import CONTENT_NAME
from carbon_points.certificates.seal import seal_file
from carbon_points.certificates.seal import SEAL_NAME
from carbon_points.certificates.seal import with_last_line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence

    from carbon_points.certificates.content import CertificateContent
    from carbon_points.certificates.signing import DeskKey
    from carbon_points.common.progress import Progress

_JSON: Final = "application/json"


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
    title = f"{words.TITLES[content.kind]} {content.serial}"
    paper = Paper(characters, title, content.issued_on)
    _share_grounds(paper, [content])
    text = qr_text(content, key)
    paper.page(layout.draw_front(content, text, stamp, characters))
    for page in explanation.pages_of(content, key.key_id, characters):
        paper.page(page)
    canonical = content.canonical()
    paper.attach(CONTENT_NAME, canonical, _JSON)
    paper.attach(SEAL_NAME, seal_file(canonical, key), _JSON)
    return with_last_line(paper.finish(), key)


def merged_pdf(
    contents: Sequence[CertificateContent],
    key_on: Callable[[dt.date], DeskKey],
    progress: Progress | None = None,
) -> bytes:
    """A print run: the front of each certificate, then the explanations once.

    It is for the printer: each page is verified by its own QR code, the file as a
    whole is no certificate.

    Args:
        contents: in the order of the pages.
        key_on: the desk's key for papers of a day.
        progress: told after each page.

    Raises:
        Cancelled: if the user asked for it.
    """
    characters = layout.characters()
    title = f"{words.PRINT_RUN} {contents[0].serial} – {contents[-1].serial}"
    paper = Paper(characters, title, contents[0].issued_on)
    _share_grounds(paper, contents)
    for done, content in enumerate(contents):
        if progress is not None:
            progress.step(done, len(contents))
        text = qr_text(content, key_on(content.issued_on))
        paper.page(layout.draw_front(content, text, 0, characters))
    newest = key_on(max(content.issued_on for content in contents))
    for page in explanation.shared_pages(contents, newest.key_id, characters):
        paper.page(page)
    return paper.finish()


def _share_grounds(paper: Paper, contents: Iterable[CertificateContent]) -> None:
    paper.share(layout.FRAME, layout.frame())
    for kind in sorted({content.kind for content in contents}):
        paper.share(layout.GROUND + kind, layout.ground(kind))
    paper.share(explanation.GROUND, explanation.ground())
    if any(content.demo for content in contents):
        paper.share(layout.MARK, layout.mark(words.DEMO))
