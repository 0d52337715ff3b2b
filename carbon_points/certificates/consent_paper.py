"""The consent to be signed: by the resident, by an enterprise, or with a proxy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates import consent_words as words
from carbon_points.certificates import desk_words
from carbon_points.certificates.desk_paper import PaperSize
from carbon_points.certificates.slip import characters
from carbon_points.certificates.slip import finished
from carbon_points.certificates.slip import fitted_look
from carbon_points.certificates.slip import look
from carbon_points.certificates.slip import PAGE
from carbon_points.certificates.slip import set_head
from carbon_points.certificates.strip import Cell
from carbon_points.certificates.strip import Strip

if TYPE_CHECKING:
    import datetime as dt

    from carbon_points.certificates.embedding import Characters
    from carbon_points.certificates.slip import Head
    from carbon_points.certificates.slip import Look
    from carbon_points.participants.consent_texts import Clause
    from carbon_points.participants.consent_texts import ConsentText

_SHARES: Final = (0.98, 0.94, 0.9, 0.86, 0.82)
"""Tried in this order until the text and its signatures stand on one page."""

_LARGE_SHARES: Final = (1.0,)
"""Large print goes on to a second page."""


@dataclass(frozen=True, slots=True)
class ConsentPaper:
    """Everything that the paper says besides the text of its version."""

    head: Head
    issuer: str
    version: str
    given_on: dt.date
    proxy_name: str
    proxy_relation: str
    reprints: int


def consent_pdf(paper: ConsentPaper, *, large: bool = False) -> tuple[bytes, int]:
    """The paper as a file, and how many pages it has."""
    whole = look(PaperSize.A4, large=large)
    shares = _LARGE_SHARES if large else _SHARES
    style = fitted_look(whole, shares, lambda style: _set(paper, style, characters()))
    faces, text = characters(), _text(paper)
    return finished(_set(paper, style, faces), faces, text.title, paper.head)


def _set(paper: ConsentPaper, style: Look, faces: Characters) -> Strip:
    strip, text = Strip(PAGE, faces), _text(paper)
    set_head(strip, paper.head, style, text.title)
    if paper.reprints:
        strip.text(desk_words.reprint(paper.reprints), style.bold(), "right")
    strip.text(_filled(paper, text.opening), style.style())
    for number, clause in zip(words.NUMERALS, text.clauses, strict=False):
        _set_clause(strip, style, paper, (number, clause))
    strip.rule(style.ink, dashed=True)
    for line in text.closing:
        strip.text(line, style.bold(), indent=style.size * 1.7, mark=words.TICK)
    _set_signatures(strip, style, paper)
    line = words.version_line(paper.version, paper.given_on.isoformat())
    strip.foot(f"{line}　{desk_words.FOOT}", style.style(0.8, style.soft))
    return strip


def _text(paper: ConsentPaper) -> ConsentText:
    return words.wording(paper.version, paper.head.kind)


def _filled(paper: ConsentPaper, text: str) -> str:
    return text.format(district=paper.head.district, issuer=paper.issuer)


def _set_clause(
    strip: Strip, style: Look, paper: ConsentPaper, clause: tuple[str, Clause]
) -> None:
    number, told = clause
    with strip.keep():
        strip.gap(style.size * 0.35)
        strip.text(f"{number}、{told.title}", style.bold(1.02, style.accent))
        for sentence in told.sentences:
            indent = style.size * 1.2
            strip.text(_filled(paper, sentence), style.style(), "left", indent, "·")


def _set_signatures(strip: Strip, style: Look, paper: ConsentPaper) -> None:
    with strip.keep():
        strip.gap(style.size * 0.6)
        if paper.head.kind == "resident":
            strip.text(words.MINOR, style.style(0.9, style.soft))
        _set_signature(strip, style, words.SIGNED[paper.head.kind])
        if signer := words.SIGNER[paper.head.kind]:
            _set_signature(strip, style, signer)
        if paper.proxy_name:
            strip.gap(style.size)
            who = words.proxy(paper.proxy_name, paper.proxy_relation)
            strip.text(who, style.bold())
            strip.text(words.PROXY_NOTE, style.style(0.92))
            _set_signature(strip, style, words.PROXY_SIGNED)


def _set_signature(strip: Strip, style: Look, label: str) -> None:
    """A line to sign on, and one for the date."""
    strip.gap(style.size * 1.6)
    left, right = strip.paper.left, strip.paper.right
    middle = left + strip.width * 0.66
    plain = style.style()
    strip.cells([Cell(label, left, plain), Cell(words.DATE, middle, plain)])
    start = left + plain.width(label) + style.size * 0.6
    strip.blank(start, middle - style.size, style.ink)
    strip.blank(middle + plain.width(words.DATE) + style.size * 0.6, right, style.ink)
