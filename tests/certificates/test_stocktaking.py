"""The sheet of a survey looks like no certificate and cannot be taken for one."""

from __future__ import annotations

from dataclasses import replace

from carbon_points.certificates.content import StocktakingSheet
from carbon_points.certificates.stocktaking import stocktaking_pdf
from carbon_points.certificates.verify import Reason
from carbon_points.certificates.verify import verify_pdf
from tests.certificates.reading import attachments
from tests.certificates.reading import qr_texts
from tests.certificates.reading import texts
from tests.certificates.samples import AIR_CONDITIONER
from tests.certificates.samples import ASSUMED
from tests.certificates.samples import certificate
from tests.certificates.samples import HEAT_PUMP
from tests.certificates.samples import keys

DRAFTS = tuple(
    replace(row, status="draft", points=0) for row in (HEAT_PUMP, AIR_CONDITIONER)
)


def sheet(*, demo: bool = False) -> StocktakingSheet:
    """What was found at one household."""
    content = certificate()
    return StocktakingSheet(
        demo=demo,
        kind="resident",
        district=content.district,
        holder=content.holder,
        masked_id=content.masked_id,
        made_on=content.issued_on,
        period_from=content.period_from,
        period_to=content.period_to,
        lines=DRAFTS,
        assumed=ASSUMED,
    )


def test_a_sheet_shows_drafts_and_says_that_they_count_for_nothing() -> None:
    front, back = texts(stocktaking_pdf(sheet()))

    for said in ("摸底核算表", "张晓明", "研究稿", "812.346kg", "未经核证", "不发证书"):
        assert said in front
    assert "摸底　摸底".replace("　", "") in front
    assert "假定：" in back


def test_a_sheet_has_neither_code_nor_signature() -> None:
    data = stocktaking_pdf(sheet())

    assert qr_texts(data) == ["", ""]
    assert not attachments(data)
    assert verify_pdf(data, keys()).reason is Reason.NOT_A_CERTIFICATE


def test_a_sheet_of_the_demo_district_says_so() -> None:
    assert all("演示样张" in page for page in texts(stocktaking_pdf(sheet(demo=True))))
    assert "演示" not in "".join(texts(stocktaking_pdf(sheet())))


def test_the_same_sheet_has_the_same_bytes() -> None:
    assert stocktaking_pdf(sheet()) == stocktaking_pdf(sheet())
