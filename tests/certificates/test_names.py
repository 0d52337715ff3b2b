"""Whatever name somebody bears, there is a paper for it, and it can be verified."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from carbon_points.certificates.content import printable
from carbon_points.certificates.papers import PaperSize
from carbon_points.certificates.pdf import certificate_pdf
from carbon_points.certificates.qr import qr_text
from carbon_points.certificates.slip import Slip
from carbon_points.certificates.slip import slip_pdf
from carbon_points.certificates.verify import verify_pdf
from carbon_points.certificates.verify import verify_text
from tests.certificates.samples import certificate
from tests.certificates.samples import KEY
from tests.certificates.samples import keys
from tests.certificates.test_slip import head
from tests.hostile.names import NAMES

SHORT = {what: name for what, name in NAMES.items() if len(name) <= 100}


@pytest.mark.parametrize("what", SHORT)
def test_a_certificate_and_its_code_are_made_and_verified(what: str) -> None:
    content = certificate(printable(SHORT[what]))

    assert verify_pdf(certificate_pdf(content, KEY), keys()).valid
    assert verify_text(qr_text(content, KEY), keys()).valid


@pytest.mark.parametrize("what", SHORT)
def test_a_slip_is_made(what: str) -> None:
    pdf, pages = slip_pdf(Slip(head(SHORT[what]), (), 0, 0, None, 0, 0), PaperSize.ROLL)

    assert pdf.startswith(b"%PDF")
    assert pages == 1


@given(st.text(max_size=100))
@settings(deadline=None)
def test_what_is_printed_can_be_signed_and_is_never_nothing(name: str) -> None:
    assert certificate(printable(name)).holder


def test_an_ordinary_name_is_printed_as_it_is() -> None:
    for name in ("张三", "阿·布都", "Anna Li", "𠮷野家"):
        assert printable(name) == name
