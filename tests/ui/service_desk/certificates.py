"""The page of certificates in a window, and the paper that comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.service_desk.certificate_view import CertificateView

if TYPE_CHECKING:
    from carbon_points.certificates.register import RegisterLine
    from tests.ui.service_desk.hand import Hand
    from ui.service_desk.certificate_work import Made
    from ui.service_desk.verdicts import Verdict


def page_of(hand: Hand) -> CertificateView:
    page = hand.window.page
    assert isinstance(page, CertificateView)
    return page


def issued(hand: Hand) -> Made:
    """From the page of certificates to the finished paper, with keys alone."""
    hand.window.navigate("verify")
    hand.enter("0001")
    hand.commit()
    made = page_of(hand).presenter.made
    assert made is not None
    return made


def shown(hand: Hand) -> Verdict:
    return page_of(hand).presenter.verifications[0].verdict


def line_of(hand: Hand) -> RegisterLine:
    made = page_of(hand).presenter.made
    assert made is not None
    return made.line
