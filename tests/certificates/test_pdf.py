"""The finished files, read back by other people's programs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
import pytest

from carbon_points.certificates import words
from carbon_points.certificates.layout import QR_SIDE
from carbon_points.certificates.layout import set_name
from carbon_points.certificates.paper import MM
from carbon_points.certificates.pdf import certificate_pdf
from carbon_points.certificates.pdf import merged_pdf
from carbon_points.certificates.qr import qr_text
from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from tests.certificates.reading import attachments
from tests.certificates.reading import qr_texts
from tests.certificates.reading import texts
from tests.certificates.samples import ALL_FIVE
from tests.certificates.samples import ASSUMED
from tests.certificates.samples import certificate
from tests.certificates.samples import CLOTHING
from tests.certificates.samples import KEY
from tests.certificates.samples import key_on
from tests.certificates.samples import line
from tests.certificates.samples import numbered
from tests.certificates.samples import SERIAL

if TYPE_CHECKING:
    from carbon_points.certificates.content import CertificateContent

COMPANY = "济南市章丘区明水街道绿源新能源科技有限公司（个人独资）"
LONG_COMPANY = (
    "山东省济南市章丘区双山街道三涧溪村股份经济合作社联合屋顶光伏"
    "运营有限责任公司第一分公司"
)
PAPERS = {
    "plain": certificate(),
    "rare": certificate("䶮𬱖𠅤𬎆"),
    "ethnic": certificate("买买提艾力·阿不都热合曼"),
    "sme": certificate(COMPANY, kind="sme", lines=ALL_FIVE[2:]),
    "long": certificate(LONG_COMPANY, kind="sme"),
    "five": certificate("欧阳春晓", ALL_FIVE, replaces=numbered(17)),
    "demo": certificate("李桂兰", demo=True),
}


@pytest.mark.parametrize("content", PAPERS.values(), ids=PAPERS)
def test_a_paper_says_what_its_content_says(content: CertificateContent) -> None:
    front, back = texts(certificate_pdf(content, KEY))

    for said in (content.holder, content.serial, content.masked_id, content.district):
        assert said in front
    for row in content.lines:
        assert words.mass(row.reduction_mg).replace(" ", "") in front
        assert f"{row.points:,}" in front
        assert f"{row.methodology}{row.version}" in back
    assert words.mass(content.total_mg).split(" ")[0] in front
    assert "2026年1月1日至2026年11月19日" in front
    assert "每1g减排量计1分" in front
    assert "每100g减排量计1分" in back


@pytest.mark.parametrize("content", PAPERS.values(), ids=PAPERS)
def test_the_fixed_words_are_on_every_paper(content: CertificateContent) -> None:
    front, back = texts(certificate_pdf(content, KEY))

    for said in (
        "未经核证",
        "积分不具货币属性，不可转让",
        "试行",
        "盖章处",
        "2026年11月20日",
    ):
        assert said in front
    for factor in ASSUMED:
        assert f"假定：{factor.name_zh}" in back
    assert "异议" in back
    assert KEY.key_id.hex().upper()[:4] in back


@pytest.mark.parametrize("content", PAPERS.values(), ids=PAPERS)
def test_a_scan_of_100_dpi_reads_the_code(content: CertificateContent) -> None:
    assert qr_texts(certificate_pdf(content, KEY)) == [qr_text(content, KEY), ""]


def test_the_code_is_at_least_25_mm_wide() -> None:
    assert QR_SIDE >= 25 * MM


@pytest.mark.parametrize(
    ("kind", "title"),
    [("resident", "碳普惠积分证书"), ("sme", "碳普惠减排量核算确认书")],
)
def test_the_title_depends_on_the_holder(kind: str, title: str) -> None:
    front, _ = texts(certificate_pdf(certificate(kind=kind), KEY))

    assert title in front


def test_a_demonstration_says_so_on_both_sides() -> None:
    for page in texts(certificate_pdf(PAPERS["demo"], KEY)):
        assert "演示样张" in page
    for page in texts(certificate_pdf(PAPERS["plain"], KEY)):
        assert "演示" not in page


def test_the_back_says_what_is_replaced_and_where_the_sums_were_read() -> None:
    _, back = texts(certificate_pdf(PAPERS["five"], KEY))

    assert f"替换{numbered(17)}" in back
    assert "12-48210" in back


def test_a_paper_without_assumed_factors_says_so() -> None:
    _, back = texts(certificate_pdf(certificate(assumed=()), KEY))

    assert words.NONE_ASSUMED in back


def test_a_character_that_no_face_has_is_shown_as_missing() -> None:
    front, _ = texts(certificate_pdf(certificate("张\ue000晓\ufe00明\ue001"), KEY))

    assert "张〓晓明〓" in front


def test_a_long_methodology_name_is_set_smaller() -> None:
    long = "城市公共交通工具出行替代私人小汽车出行减排量核算方法学（试点适用）"

    front, _ = texts(certificate_pdf(certificate(lines=(line("m", long, 1, 1),)), KEY))

    assert long in front


def test_a_content_without_chain_says_nothing_of_it() -> None:
    _, back = texts(certificate_pdf(certificate(chain=""), KEY))

    assert "台账链" not in back


def test_a_published_methodology_is_not_called_a_trial() -> None:
    front, _ = texts(certificate_pdf(certificate(lines=(CLOTHING,)), KEY))

    assert "试行" not in front


def test_an_open_period_counts_to_the_day_of_issue() -> None:
    content = certificate(period_to=certificate().issued_on.replace(month=12, day=31))

    front, _ = texts(certificate_pdf(content, KEY))

    assert "截至签发日" in front


def test_the_same_certificate_has_the_same_bytes() -> None:
    assert certificate_pdf(PAPERS["rare"], KEY) == certificate_pdf(PAPERS["rare"], KEY)


def test_a_reprint_is_marked_and_keeps_its_content() -> None:
    reprint = certificate_pdf(PAPERS["plain"], KEY, stamp=2)

    assert "重印第2次" in texts(reprint)[0]
    assert attachments(reprint) == attachments(certificate_pdf(PAPERS["plain"], KEY))


def test_the_signed_content_is_attached() -> None:
    found = attachments(certificate_pdf(PAPERS["five"], KEY))

    assert set(found) == {"certificate.json", "certificate.sig"}
    assert found["certificate.json"] == PAPERS["five"].canonical()


def test_many_methodologies_are_summed_up_in_the_last_row() -> None:
    rows = tuple(
        line(f"method{i}", f"方法学{i}", i * 1_000_000, i) for i in range(1, 11)
    )

    front, *backs = texts(certificate_pdf(certificate(lines=rows), KEY))

    assert "方法学6" in front
    assert "方法学7" not in front
    assert "其余4项" in front
    assert all(f"method{i}" in "".join(backs) for i in range(1, 11))


def test_explanations_that_do_not_fit_go_on_to_the_next_page() -> None:
    many = tuple(replace(ASSUMED[0], factor=f"factor.{i}") for i in range(50))

    pages = texts(certificate_pdf(certificate(assumed=many), KEY))

    assert len(pages) == 3
    assert all(f"（factor.{i}）" in "".join(pages) for i in range(50))


@pytest.mark.parametrize("name", [content.holder for content in PAPERS.values()])
def test_a_name_is_set_as_large_as_it_fits(name: str) -> None:
    set_lines = set_name(name)

    assert "".join(found.text for found in set_lines) == name
    assert all(found.style.width(found.text) <= 560.01 for found in set_lines)
    assert (set_lines[0].style.size == 30) == (len(name) < 16)


def test_a_print_run_holds_each_front_with_its_own_code_and_one_explanation() -> None:
    run = [replace(c, serial=numbered(i)) for i, c in enumerate(PAPERS.values(), 1)]

    data = merged_pdf(run, key_on)

    pages = texts(data)
    assert len(pages) == len(run) + 1
    for content, page in zip(run, pages, strict=False):
        assert content.holder in page
        assert content.serial in page
    assert qr_texts(data)[:-1] == [qr_text(content, KEY) for content in run]
    assert "证书说明" in pages[-1]
    assert all(row.methodology in pages[-1] for row in ALL_FIVE)


def test_a_print_run_grows_by_little_for_each_paper() -> None:
    run = [replace(PAPERS["plain"], serial=numbered(i)) for i in range(1, 41)]

    more = len(merged_pdf(run, key_on)) - len(merged_pdf(run[:20], key_on))

    assert more / 20 < 2_048


def test_a_cancelled_print_run_stops() -> None:
    seen: list[int] = []

    def report(done: int, total: int) -> None:
        seen.append(done)
        if done == total // 3:
            progress.cancel()

    progress = Progress(report)

    with pytest.raises(Cancelled):
        merged_pdf([PAPERS["plain"]] * 6, key_on, progress)

    assert seen == [0, 1, 2]


def test_every_face_is_embedded_and_the_file_is_titled() -> None:
    data = certificate_pdf(PAPERS["plain"], KEY)

    with pypdfium2.PdfDocument(data) as document:
        assert document.get_metadata_dict()["Title"] == f"碳普惠积分证书 {SERIAL}"
    assert data.count(b"/FontFile2") == data.count(b"/CIDFontType2") > 0
    assert b"Helvetica" not in data
