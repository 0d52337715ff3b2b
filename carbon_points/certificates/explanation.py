"""The pages behind a certificate: how to verify it, and what its figures rest on."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from carbon_points.certificates import flow
from carbon_points.certificates import layout
from carbon_points.certificates import words
from carbon_points.certificates.flow import Flow
from carbon_points.certificates.paper import A4_LANDSCAPE
from carbon_points.certificates.paper import Drawing
from carbon_points.certificates.paper import number
from carbon_points.certificates.paper import rgb

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from carbon_points.certificates.content import AssumedFactor
    from carbon_points.certificates.content import CertificateContent
    from carbon_points.certificates.content import MethodologyLine
    from carbon_points.certificates.embedding import Characters

GROUND = "Back"


@lru_cache(maxsize=1)
def ground() -> bytes:
    """The border and the title, as packed operators."""
    drawing = Drawing(layout.characters())
    drawing.put(layout.FRAME)
    layout.draw_title(drawing, words.BACK_TITLE, words.BACK_SUBTITLE, is_back=True)
    middle = number(A4_LANDSCAPE[0] / 2)
    low, high = number(flow.BOTTOM), number(flow.TOP + 8)
    drawing.add(f"{rgb(layout.HAIR)} RG 0.5 w", f"{middle} {low} m {middle} {high} l S")
    return drawing.packed()


def pages_of(
    content: CertificateContent, key_id: bytes, characters: Characters
) -> list[Drawing]:
    """The explanations of one certificate."""
    text = Flow(characters, GROUND)
    _verifying(text, key_id)
    text.heading(words.HEADINGS["methodologies"])
    for line in content.lines:
        text.paragraph(words.methodology_line(line))
    _common(text, content, content.assumed)
    text.heading(words.HEADINGS["corrections"])
    if content.replaces:
        text.paragraph(words.replacement(content.replaces))
    text.paragraph(words.CORRECTIONS)
    if content.chain:
        text.paragraph(words.chain_position(content.chain))
    return _marked(text.pages, demo=content.demo)


def shared_pages(
    contents: Sequence[CertificateContent], key_id: bytes, characters: Characters
) -> list[Drawing]:
    """The explanations of a whole print run, to be copied behind each paper."""
    text = Flow(characters, GROUND)
    _verifying(text, key_id)
    text.heading(words.HEADINGS["methodologies"])
    for line in _versions(contents):
        text.paragraph(words.methodology_version(line))
    assumed = {factor: None for content in contents for factor in content.assumed}
    _common(text, contents[0], assumed)
    text.heading(words.HEADINGS["corrections"])
    text.paragraph(words.CORRECTIONS)
    return _marked(text.pages, demo=any(content.demo for content in contents))


def explain_layers(text: Flow) -> None:
    """What the three layers of evidence are."""
    text.heading(words.HEADINGS["layers"])
    for sentence in words.LAYER_TEXTS:
        text.paragraph(sentence)


def list_assumed(text: Flow, assumed: Iterable[AssumedFactor]) -> None:
    """Every factor that the bureau has yet to confirm."""
    text.heading(words.HEADINGS["assumed"])
    factors = [words.assumed(factor) for factor in assumed]
    text.paragraph(words.ASSUMED_NOTE if factors else words.NONE_ASSUMED)
    for sentence in factors:
        text.paragraph(sentence)


def _verifying(text: Flow, key_id: bytes) -> None:
    text.heading(words.HEADINGS["verify"])
    for step, sentence in enumerate(words.HOW_TO_VERIFY, start=1):
        text.paragraph(sentence, f"{step}")
    text.paragraph(words.fingerprint(key_id))


def _common(
    text: Flow, content: CertificateContent, assumed: Iterable[AssumedFactor]
) -> None:
    explain_layers(text)
    text.heading(words.HEADINGS["rates"])
    for rate in content.rates:
        text.paragraph(words.rate(rate))
    text.paragraph(words.RATE_NOTE)
    text.heading(words.HEADINGS["nature"])
    text.paragraph(words.NATURE)
    list_assumed(text, assumed)
    text.heading(words.HEADINGS["objection"])
    text.paragraph(words.objection(content.district))


def _versions(contents: Iterable[CertificateContent]) -> list[MethodologyLine]:
    found = {
        (line.methodology, line.version, line.status): line
        for content in contents
        for line in content.lines
    }
    return [found[which] for which in sorted(found)]


def _marked(pages: list[Drawing], *, demo: bool) -> list[Drawing]:
    for page in pages if demo else ():
        page.put(layout.MARK)
    return pages
