"""A place's report says what the statistics say, this year and the last."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import docx
import pytest

from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.dossier.yearly import report_year
from carbon_points.integrity.closing import close_month
from carbon_points.places.queries import subdistrict_by_name
from carbon_points.statistics.queries import table
from carbon_points.statistics.tables import StatQuery
from tests.districts import as_of
from tests.dossier.test_service import everything_written
from tests.dossier.test_service import words_of_docx
from tests.dossier.test_service import words_of_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.statistics.tables import StatRow
    from carbon_points.storage.engine import Database

PLACE = "双山街道"


def totals_of(db: Database, year: int) -> StatRow:
    with db.reading() as session:
        query = StatQuery(
            start=dt.date(year, 1, 1),
            end=dt.date(year, 12, 31),
            subdistrict_id=subdistrict_by_name(session, PLACE),
        )
        return table(session, query).totals


def lines_of(path: Path) -> dict[str, list[str]]:
    """The lines of the tables by their first cell."""
    document = docx.Document(str(path))
    rows = [[c.text for c in row.cells] for t in document.tables for row in t.rows]
    return {row[0]: row[1:] for row in rows}


def test_the_figures_are_those_of_the_statistics(
    approved: Database, tmp_path: Path
) -> None:
    made = report_year(approved, as_of("auditor"), PLACE, 2026, tmp_path)
    totals = totals_of(approved, 2026)

    lines = lines_of(made.files[0])

    assert lines["参与者（人、户）"][0] == f"{totals.participants:,}"
    assert lines["行为（笔）"][0] == f"{totals.actions:,}"
    assert lines["积分（分）"][0] == f"{totals.points:,}"
    assert lines["线下活动"][:2] == ["尚未登记", "尚未登记"]
    assert made.position > 0


def test_sections_that_come_later_are_left_out_and_said_so(
    approved: Database, tmp_path: Path
) -> None:
    made = report_year(approved, as_of("auditor"), PLACE, 2026, tmp_path)

    word = words_of_docx(made.files[0])

    for heading in ("一、组织与计划", "二、主要数据", "四、", "七、证据清单"):
        assert heading in word
    assert "以后补充" in word
    assert "三、任务完成情况" in word
    assert set(made.missing) >= {"plan", "activities", "survey", "closing"}
    assert "未结账" in word
    assert "未结账" in words_of_pdf(made.files[1])
    assert (
        "未经核证"
        in docx.Document(str(made.files[0])).sections[0].footer.paragraphs[0].text
    )
    assert b"370114" not in everything_written(tmp_path)


def test_a_year_that_is_closed_is_no_draft(small: Database, tmp_path: Path) -> None:
    close_month(small, as_of("auditor"), "2025-12")

    made = report_year(small, as_of("auditor"), "明水街道", 2025, tmp_path)

    assert "closing" not in made.missing
    assert "未结账" not in words_of_docx(made.files[0])


def test_an_earlier_report_is_never_overwritten(
    small: Database, tmp_path: Path
) -> None:
    first = report_year(small, as_of("auditor"), "明水街道", 2026, tmp_path)
    first.files[0].write_bytes(b"somebody wrote in it")

    second = report_year(small, as_of("auditor"), "明水街道", 2026, tmp_path)

    assert first.files[0].read_bytes() == b"somebody wrote in it"
    assert second.files[0].name == "明水街道2026年度报告（2）.docx"


def test_what_cannot_be_reported_is_refused(small: Database, tmp_path: Path) -> None:
    for place, year, code in (
        ("无此街道", 2026, "PLACE_UNKNOWN"),
        ("明水街道", 2027, "YEAR_FUTURE"),
        ("明水街道", 1999, "YEAR_FUTURE"),
    ):
        with pytest.raises(UserError, match=code):
            report_year(small, as_of("auditor"), place, year, tmp_path)
    with pytest.raises(NotAllowedError):
        report_year(small, as_of("viewer"), "明水街道", 2026, tmp_path)
    assert not list(tmp_path.glob("*.docx"))
