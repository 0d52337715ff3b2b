"""Papers and pictures: searchable words, exact pedigree, nothing cut off."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import openpyxl  # type: ignore[import-untyped]
import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image
from sqlalchemy import text

from carbon_points.common.problems import UserError
from carbon_points.scenarios import fonts
from carbon_points.scenarios import pictures
from carbon_points.scenarios.board import board_of_chart
from carbon_points.scenarios.board import WIDTH
from carbon_points.scenarios.demo_papers import write_papers
from carbon_points.scenarios.output import write_chart
from carbon_points.scenarios.output import write_statistics
from carbon_points.scenarios.pencil import Look
from carbon_points.scenarios.sheets import wrapped
from carbon_points.statistics.charts import ChartKind
from carbon_points.statistics.charts import ChartSpec
from carbon_points.statistics.charts import Series
from carbon_points.statistics.queries import table
from carbon_points.statistics.tables import StatQuery
from tests.statistics.records import Deed
from tests.statistics.records import district
from tests.statistics.records import FIRST_DAY
from tests.statistics.records import METHODOLOGIES
from tests.statistics.test_workbook import adopt

if TYPE_CHECKING:
    from pathlib import Path

    from tests.statistics.records import Records

BY = ("subdistrict", "month", "methodology")
FOOT = "数据截至 2026-06-30 · 链位置 7 · 未经核证"
STACKED = ChartSpec(
    ChartKind.STACKED,
    "逐月核定减排量",
    ("1月", "2月"),
    tuple(Series(f"方法学{n}", (n * 1000, 5000 - n * 1000)) for n in range(1, 6)),
    "kgCO₂e",
    1000,
    1,
    Series("目标", (12_000,)),
)
LINE = ChartSpec(
    ChartKind.LINE,
    "累计与目标",
    ("1月", "2月", "3月"),
    (Series("累计", (1, 3, 9)), Series("去年", (2, 3, 4))),
    "t",
    target=Series("目标", (3, 6, 9)),
)
RANKING = ChartSpec(
    ChartKind.RANKING,
    "各街道（镇）核定减排量",
    ("明水街道", "一个名字长得写不下的街道办事处所辖的社区居民委员会联合服务点" * 2),
    (Series("核定减排量", (70, 20)),),
    "t",
)

TILES = ChartSpec(
    ChartKind.TILES,
    "各街道（镇）核定减排量",
    ("明水街道", "双山街道", "垛庄镇", "曹范街道"),
    (Series("核定减排量", (70_000, 20_000, 0, 0)),),
    "kgCO₂e",
    1000,
    1,
    note="方位示意",
    cells=((0, 0), (1, 0), (0, 1), (1, 1)),
    withheld=frozenset({3}),
)
FUNNEL = ChartSpec(
    ChartKind.FUNNEL,
    "从登记到核定",
    ("已登记", "有行为记录", "有核定行为"),
    (Series("参与者", (400, 90, 3)),),
    "人（户）",
)
SHARES = ChartSpec(
    ChartKind.SHARES,
    "核定减排量的证据等级构成",
    ("合计", "自行车骑行", "节能空调"),
    (Series("实测", (70, 70, 0)), Series("有凭证", (30, 30, 0))),
    "t",
)
ALL = (STACKED, LINE, RANKING, TILES, FUNNEL, SHARES)


def fill(records: Records) -> None:
    for number in range(60):
        records.approve(
            Deed(
                number,
                FIRST_DAY + 4 * number,
                METHODOLOGIES[number % 5],
                mg=10**9 * (number + 1),
                subdistrict=11 + number % 3,
                community=None,
                grade=number % 2,
            )
        )


def pdf_text(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


@pytest.mark.parametrize("spec", ALL, ids=lambda spec: spec.kind)
def test_every_word_of_a_chart_can_be_searched_in_its_pdf(
    spec: ChartSpec, tmp_path: Path
) -> None:
    pictures.figure(spec, tmp_path / "chart.pdf", FOOT)

    [printed] = pdf_text(tmp_path / "chart.pdf")
    assert spec.title in printed
    assert f"单位：{spec.unit}" in printed
    assert FOOT in printed
    assert spec.categories[0] in printed
    last = spec.totals[-1] if spec.kind is ChartKind.STACKED else spec.highest
    assert spec.text(last) in printed
    assert not spec.withheld or "不足 5 人" in printed
    assert spec.target is None or f"目标 {spec.text(spec.targets[-1])}" in printed


@pytest.mark.parametrize("spec", ALL, ids=lambda spec: spec.kind)
def test_an_svg_keeps_its_words_whole(spec: ChartSpec, tmp_path: Path) -> None:
    pictures.figure(spec, tmp_path / "chart.svg", FOOT)

    root = ET.parse(tmp_path / "chart.svg").getroot()  # noqa: S314  (our own file)
    space = "{http://www.w3.org/2000/svg}"
    words = [element.text for element in root.iter(f"{space}text")]
    assert {spec.title, f"单位：{spec.unit}", FOOT} <= set(words)
    assert root.findtext(f"{space}title") == spec.title
    assert FOOT in (root.findtext(f"{space}desc") or "")


def test_nothing_is_drawn_outside_the_picture() -> None:
    for spec in ALL:
        board = board_of_chart(spec, FOOT)
        made = pictures._drawing(board, split=True)

        left, bottom, right, top = made.getBounds()

        assert left >= 0
        assert bottom >= 0
        assert right <= made.width
        assert top <= made.height


def test_a_png_carries_its_pedigree_and_has_ink(tmp_path: Path) -> None:
    pictures.figure(STACKED, tmp_path / "chart.png", FOOT)

    with Image.open(tmp_path / "chart.png") as image:
        assert image.info["Description"] == FOOT
        assert image.width == 2 * WIDTH
        grey = image.convert("L")
        dark = sum(grey.histogram()[:200]) / (image.width * image.height)
    assert 0.02 < dark < 0.5


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf", ".xlsx"])
def test_a_chart_is_written_under_the_head_and_with_the_pedigree_of_its_table(
    tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"chart{suffix}"
    with district() as records:
        adopt(records)
        fill(records)
        found = table(records.session, StatQuery(("subdistrict",), "life"))

        write_chart(records.session, TILES, found, path)

    if suffix == ".png":
        with Image.open(path) as image:
            title, about = image.info["Title"], image.info["Description"]
    elif suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        title, about = book.properties.title, book.properties.description
        sheet = book.worksheets[0]
        assert [cell.value for cell in sheet["B"]][4:] == [
            70_000,
            20_000,
            0,
            "不足 5 人",
        ]
        assert sheet["C5"].number_format == "#,##0.000000,,"
    else:
        title = about = (
            "".join(pdf_text(path)) if suffix == ".pdf" else path.read_text()
        )
    assert "低碳生活" in title
    assert TILES.title in title
    assert "未经核证" in about
    assert "cycling 1.0" in about


def test_the_paper_holds_every_row_the_sums_and_the_pedigree(tmp_path: Path) -> None:
    path = tmp_path / "stat.pdf"
    with district() as records:
        fill(records)
        found = table(records.session, StatQuery(BY))

        write_statistics(records.session, found, path)

    pages = pdf_text(path)
    printed = "\n".join(pages)
    assert len(pages) > 2
    assert all(f"第 {n} / {len(pages)} 页" in page for n, page in enumerate(pages, 1))
    assert all("未经核证" in page for page in pages)
    assert "章丘区碳普惠统计" in printed
    assert "1,830,000.000" in printed
    assert printed.count("kgCO₂e") >= 2
    for name in (
        "明水街道",
        "双山街道",
        "垛庄镇",
        "空气源热泵",
        "假定",
        "数据来源与说明",
    ):
        assert name in printed


def test_a_scenarios_paper_shows_how_far_its_acceptance_is(tmp_path: Path) -> None:
    with district() as records:
        fill(records)
        adopt(records)
        records.session.execute(text("UPDATE chain_record SET position = 120"))
        whole = table(records.session, StatQuery(("month",), "life"))
        part = table(records.session, StatQuery(("month",), "life", subdistrict_id=11))

        write_statistics(records.session, whole, tmp_path / "whole.pdf")
        write_statistics(records.session, part, tmp_path / "part.pdf")

    printed = "".join(pdf_text(tmp_path / "whole.pdf"))
    assert "验收进度 2 / 9" in printed
    assert "尚未登记" in printed
    assert "≥ 10.000 tCO₂e（假定）" in printed
    assert "章丘区碳普惠统计 · 低碳生活" in printed
    assert "验收进度" not in "".join(pdf_text(tmp_path / "part.pdf"))


def test_the_same_paper_is_the_same_bytes(tmp_path: Path) -> None:
    with district() as records:
        fill(records)
        found = table(records.session, StatQuery(BY))
        for suffix in (".pdf", ".svg", ".png"):
            first, second = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
            write_statistics(records.session, found, first)
            write_statistics(records.session, found, second)

            assert first.read_bytes() == second.read_bytes()


def test_a_withheld_table_is_printed_without_figures(tmp_path: Path) -> None:
    with district() as records:
        records.approve(Deed(1, mg=777))
        found = table(records.session, StatQuery(("kind",)), suppress=True)

        write_statistics(records.session, found, tmp_path / "stat.pdf")
        write_statistics(records.session, found, tmp_path / "stat.svg")

    [printed] = pdf_text(tmp_path / "stat.pdf")
    assert "不足 5 人" in printed
    assert "777" not in printed
    assert "0.001" not in printed


def test_an_empty_district_gives_papers_too(tmp_path: Path) -> None:
    with district() as records:
        made = write_papers(records.session, tmp_path)

    assert all(path.stat().st_size for path in made)


def test_the_demo_leaves_papers_and_pictures_of_both_scenarios(tmp_path: Path) -> None:
    with district() as records:
        fill(records)

        made = write_papers(records.session, tmp_path / "statistics")

    names = {path.name for path in made}
    assert {"district.xlsx", "life.pdf", "energy.png", "life-monthly.svg"} <= names
    assert names == {path.name for path in (tmp_path / "statistics").iterdir()}


def test_an_unknown_suffix_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    with district() as records:
        found = table(records.session, StatQuery())
        with pytest.raises(UserError, match="OUT_FORMAT"):
            write_statistics(records.session, found, tmp_path / "stat.docx")
    with pytest.raises(UserError, match="OUT_FORMAT"):
        pictures.figure(STACKED, tmp_path / "stat.gif")

    assert not list(tmp_path.iterdir())


def test_a_long_name_is_shortened_to_its_room() -> None:
    look = Look(9)
    short = fonts.shortened(RANKING.categories[1], look.face, look.size, 100)

    assert short.endswith("…")
    assert fonts.width(short, look.face, look.size) <= 100


def test_lines_are_wrapped_between_words_and_before_no_closing_mark() -> None:
    look = Look(9)
    words = "减排量以整毫克核算，carbon-points 链位置 1284。" * 4

    lines = list(wrapped(words, look, 120))

    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert all(fonts.width(line, look.face, look.size) <= 120 for line in lines)
    assert not any(line.startswith(("，", "。")) for line in lines)
    assert any("carbon-points" in line for line in lines)


def test_a_character_that_the_face_lacks_is_set_in_one_that_has_it() -> None:
    pieces = list(fonts.runs("kgCO₂e镕", fonts.BOLD))

    assert [piece for _, piece in pieces] == ["kgCO", "₂", "e镕"]
    assert len({font for font, _ in pieces}) == 2
