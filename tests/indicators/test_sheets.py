"""The register as a workbook."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import text

from carbon_points.common.problems import NotAllowedError
from carbon_points.indicators.plan import INDICATOR_COLUMNS
from carbon_points.indicators.plan import PROJECT_COLUMNS
from carbon_points.indicators.service import report
from carbon_points.indicators.service import Reported
from carbon_points.indicators.sheets import export
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database

EVIL = "=HYPERLINK(1)"


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_first_columns_are_the_plans_own(empty: Database, tmp_path: Path) -> None:
    report(empty, as_of("auditor"), Reported("28a", 2023, "42900.5", EVIL))
    path = export(empty, as_of("viewer"), tmp_path / "指标.xlsx")

    found = sheets(path)

    head, *rows = found["主要指标"]
    assert tuple(head[: len(INDICATOR_COLUMNS)]) == INDICATOR_COLUMNS
    assert len(rows) == 37
    [row] = [dict(zip(head, each, strict=True)) for each in rows if each[2] == "a"][:1]
    assert row["2023年实际"] == row["最新值"] == "42900.5"
    assert row["2022年"] == "43141.133"
    assert row["来源"] == EVIL
    head, *rows = found["重点项目"]
    assert tuple(head[: len(PROJECT_COLUMNS)]) == PROJECT_COLUMNS
    assert len(rows) == 26


def test_every_correction_stands_in_the_history(
    empty: Database, tmp_path: Path
) -> None:
    report(empty, as_of("auditor"), Reported("28a", 2023, "42900.5", "台账"))
    report(empty, as_of("auditor"), Reported("28a", 2023, "1", "台账", note="笔误"))

    found = sheets(export(empty, as_of("auditor"), tmp_path / "a.xlsx"))["登记历史"]

    head, last, first = found
    assert dict(zip(head, last, strict=True))["更正的编号"] == first[0]
    assert dict(zip(head, last, strict=True))["说明"] == "笔误"


def test_an_export_is_noted_and_not_for_everybody(
    empty: Database, tmp_path: Path
) -> None:
    export(empty, as_of("viewer"), tmp_path / "a.xlsx")

    with empty.reading() as session:
        acts = session.scalars(text("SELECT act FROM operation_log")).all()
    assert "indicators_exported" in acts
    with pytest.raises(NotAllowedError):
        export(empty, as_of("worker"), tmp_path / "b.xlsx")
    assert not (tmp_path / "b.xlsx").exists()
