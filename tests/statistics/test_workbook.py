"""The workbook holds exact numbers, texts that stay texts, and its pedigree."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

import openpyxl  # type: ignore[import-untyped]
from sqlalchemy import insert
from sqlalchemy import update

from carbon_points.places.models import Place
from carbon_points.rulebook.models import Adoption
from carbon_points.security.models import ChainRecord
from carbon_points.statistics.pedigree import pedigree
from carbon_points.statistics.queries import table
from carbon_points.statistics.tables import StatQuery
from carbon_points.statistics.workbook import FIGURES
from carbon_points.statistics.workbook import write_workbook
from carbon_points.storage.models import Setting
from tests.statistics.records import Deed
from tests.statistics.records import district

if TYPE_CHECKING:
    from pathlib import Path

    from tests.statistics.records import Records

NOON = 1_782_792_000
"""2026-06-30 12:00 in the district."""


def written(records: Records, path: Path, *, suppress: bool = False) -> list[Any]:
    by = ("subdistrict", "month", "methodology")
    found = table(records.session, StatQuery(by), suppress=suppress)
    write_workbook(found, pedigree(records.session, found), path)
    return list(openpyxl.load_workbook(path).worksheets)


def cells(sheet: Any) -> list[tuple[object, ...]]:
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_numbers_are_exact_integers_and_nothing_is_a_formula(tmp_path: Path) -> None:
    with district() as records:
        records.session.execute(
            update(Place).where(Place.id == 11).values(name="=HYPERLINK(1)")
        )
        records.approve(Deed(1, mg=453_793_907_904_123))
        records.approve(Deed(2, mg=3, subdistrict=12, methodology="rooftop_pv"))

        sheet, *_ = written(records, tmp_path / "stat.xlsx")

    rows = cells(sheet)
    assert rows[3][:3] == ("街道（镇）", "月份", "方法学")
    assert rows[3][3:8] == FIGURES
    assert rows[4][:3] == ("=HYPERLINK(1)", "2026-01", "自行车骑行")
    assert rows[4][3:8] == (
        1,
        1,
        453_793_907_904_123,
        453_793_907_904_123,
        453_793_907_904,
    )
    assert rows[6][3:8] == (
        2,
        2,
        453_793_907_904_126,
        453_793_907_904_126,
        453_793_907_904,
    )
    types = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert types <= {"s", "n"}
    assert sheet["F5"].number_format == "#,##0"
    assert sheet["G5"].number_format == "#,##0.000000,,"


def test_what_a_spreadsheet_would_round_is_text(tmp_path: Path) -> None:
    with district() as records:
        records.approve(Deed(1, mg=1_234_567_890_123_456))

        sheet, *_ = written(records, tmp_path / "stat.xlsx")

    assert sheet["F5"].value == "1,234,567,890,123,456"
    assert sheet["G5"].value == "1,234,567,890.123456"


def test_drafts_are_marked_and_summed_apart(tmp_path: Path) -> None:
    with district() as records:
        records.approve(Deed(1, mg=5_000))
        records.stocktake(Deed(1, methodology="heat_pump", mg=7_000))

        sheet, *_, about = written(records, tmp_path / "stat.xlsx")

    rows = cells(sheet)
    assert [row[0] for row in rows[4:]] == [
        "明水街道",
        "明水街道",
        "合计",
        "摸底合计",
    ]
    assert [row[8] for row in rows[4:]] == ["", "摸底", "", "摸底"]
    assert [row[5] for row in rows[6:]] == [5_000, 7_000]
    assert any("摸底" in str(text) for _, text in cells(about))


def test_small_groups_are_words_and_no_numbers(tmp_path: Path) -> None:
    with district() as records:
        records.approve(*[Deed(n) for n in range(1, 9)])
        records.approve(Deed(1, methodology="rooftop_pv"))

        sheet, *_, about = written(records, tmp_path / "stat.xlsx", suppress=True)

    assert [row[3] for row in cells(sheet)[4:]] == ["不足 5 人", "不足 5 人", 8]
    assert any("相减" in str(text) for _, text in cells(about))


def test_the_pedigree_says_where_the_numbers_come_from(tmp_path: Path) -> None:
    with district() as records:
        records.approve(Deed(1, methodology="rooftop_pv"))
        adopt(records)

        *_, about = written(records, tmp_path / "stat.xlsx")

    facts = cells(about)
    assert ("地区", "章丘区") in facts
    assert ("链位置", "2") in facts
    assert ("数据截至", "2026-06-30 12:00") in facts
    assert ("性质", "演示数据，未经核证") in facts
    assert ("方法学", "屋顶光伏（rooftop_pv 1.0，试行）") in facts


def adopt(records: Records) -> None:
    """A demo database that adopted PV, and a record with its moment."""
    records.session.add(Setting(name="demo", value="1"))
    records.session.execute(
        insert(Adoption).values(
            id=1,
            methodology="rooftop_pv",
            status="trial",
            valid_from=19_000,
            document="章环发〔2026〕1号",
            step="confirmed",
            operator="auditor2",
            chain_position=1,
        )
    )
    records.session.execute(
        insert(ChainRecord).values(
            position=2,
            desk=1,
            previous_hash=bytes(32),
            kind="approve",
            operation_id="a",
            operator="auditor",
            second_operator="",
            at=NOON,
            as_of=20_634,
            rows=1,
            digest=bytes(32),
            hash=bytes(32),
        )
    )


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    with district() as records:
        records.approve(Deed(1))
        written(records, tmp_path / "first.xlsx")
        written(records, tmp_path / "second.xlsx")

    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    assert first.read_bytes() == second.read_bytes()


def test_the_cross_table_adds_up_to_the_table(tmp_path: Path) -> None:
    with district() as records:
        records.approve(Deed(1, mg=1_000_000))
        records.approve(Deed(2, mg=2_500_000))
        records.approve(Deed(3, mg=4_000_000, subdistrict=12))

        sheets = written(records, tmp_path / "stat.xlsx")

    rows = cells(next(sheet for sheet in sheets if sheet.title == "交叉表"))
    assert rows[0][-1] == "合计"
    assert rows[-1][0] == "合计"
    assert [row[-1] for row in rows[1:]] == [3_500_000, 4_000_000, 7_500_000]
