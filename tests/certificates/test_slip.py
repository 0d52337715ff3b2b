"""Nothing on a slip is cut or runs into something else, whatever it has to say."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from carbon_points.certificates.paper import Style
from carbon_points.certificates.papers import PaperSize
from carbon_points.certificates.slip import FORMATS
from carbon_points.certificates.slip import Head
from carbon_points.certificates.slip import Slip
from carbon_points.certificates.slip import slip_pdf
from carbon_points.certificates.slip import SlipLine
from carbon_points.certificates.strip import Cell
from carbon_points.certificates.strip import collide
from tests.certificates.reading import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

_MM = 72 / 25.4
NAMES = st.text("王欧阳张明䶮龘芳公司有限责任济南章丘新能源", min_size=1, max_size=40)
AMOUNTS = st.sampled_from(("", "3.1 千米", "2025-11-15 至 2026-03-16"))
LINES = st.builds(
    SlipLine,
    st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31)),
    st.sampled_from(("骑行", "旧衣", "屋顶光伏", "节能空调")),
    AMOUNTS,
    st.integers(0, 10**12),
    st.integers(-(10**7), 10**7),
    st.integers(0, 7),
    st.sampled_from(("12-1", "16383-281474976710655")),
    live=st.booleans(),
)


def head(name: str, desk: str = "明水街道服务台") -> Head:
    at = dt.datetime(2026, 11, 30, 14, 13, tzinfo=dt.UTC)
    kept = ("济南市章丘区", desk, "王芳", at)
    return Head(
        *kept, demo=True, kind="sme", holder=name, masked_id="913701********0019"
    )


def boxes(pdf: bytes) -> Iterator[tuple[float, float, float, float]]:
    """The box of every character, in millimetres."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            for at in range(text.count_chars()):
                left, low, right, high = text.get_charbox(at)
                if right > left:
                    yield left / _MM, low / _MM, right / _MM, high / _MM


@settings(max_examples=25, deadline=None)
@given(
    NAMES,
    st.lists(LINES, max_size=6),
    st.integers(-(10**7), 10**8),
    st.sampled_from(list(PaperSize)),
    st.booleans(),
)
def test_everything_stands_inside_the_margins(
    name: str,
    lines: list[SlipLine],
    balance: int,
    size: PaperSize,
    large: bool,  # noqa: FBT001  (drawn)
) -> None:
    day = dt.date(2027, 1, 1)
    slip = Slip(head(name), tuple(lines), balance, 10**7, day, 10**7, 3)

    pdf, _ = slip_pdf(slip, size, large=large)

    paper = FORMATS[size]
    low = paper.margin_mm - 0.5
    high = paper.width_mm - paper.margin_mm + 0.5
    assert all(low <= left and right <= high for left, _, right, _ in boxes(pdf))
    assert all(bottom >= low - 1 for _, bottom, _, _ in boxes(pdf))


def test_a_line_too_full_for_one_is_told_in_two() -> None:
    day = dt.date(2026, 11, 20)
    full = SlipLine(
        day, "屋顶光伏发电", "", 123_456_789_012, 1_234_567, 3, "1", live=True
    )
    slip = Slip(head("张晓明"), (full,), 0, 0, None, 0, 0)

    [page] = texts(slip_pdf(slip, PaperSize.ROLL)[0])

    assert "11-20屋顶光伏发电已通过123.457t+1,234,567" in page


def test_a_long_visit_goes_on_over_pages_that_are_numbered() -> None:
    day = dt.date(2026, 11, 20)
    ride = SlipLine(day, "骑行", "3 千米", 120_000, 120, 1, "12-1", live=True)
    slip = Slip(head("张晓明"), (ride,) * 30, 0, 3600, None, 0, 0)

    pdf, count = slip_pdf(slip, PaperSize.A5)

    pages = texts(pdf)
    assert len(pages) == count == 3
    assert [page[-5:] for page in pages] == ["第1/3页", "第2/3页", "第3/3页"]
    assert "合计有效30笔3.600kgCO₂e+3,600分" in pages[-1]


@pytest.mark.parametrize(("days", "said"), [(90, True), (91, False)])
def test_points_that_expire_are_announced_ninety_days_ahead(
    days: int, *, said: bool
) -> None:
    last = dt.date(2026, 11, 30) + dt.timedelta(days)
    slip = Slip(head("张晓明"), (), 500, 0, last, 120, 0)

    [page] = texts(slip_pdf(slip, PaperSize.ROLL)[0])

    assert f"下次到期{last}120分" in page
    assert ("请在到期前使用" in page) == said


def test_a_slip_of_the_account_alone_lists_nothing() -> None:
    slip = Slip(head("张晓明"), (), 500, 20, None, 0, 0)

    [page] = texts(slip_pdf(slip, PaperSize.ROLL)[0])

    assert "合计" not in page
    assert "可用积分500分待审核积分（预计）20分" in page


def test_texts_of_a_line_collide_or_do_not() -> None:
    style = Style(10)
    wide = style.width("减排量")

    assert collide([Cell("减排量", 0, style), Cell("积分", wide - 1, style)])
    assert not collide([Cell("减排量", 0, style), Cell("积分", wide + 5, style)])
    assert collide([Cell("减排量", 0, style), Cell("积分", wide + 5, style, "right")])
