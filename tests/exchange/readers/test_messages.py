"""Problems and errors in sentences, and the workbook that hands refused rows back."""

from __future__ import annotations

import datetime as dt
import importlib
import re
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

import pytest
import yaml

import carbon_points.exchange.readers
from carbon_points.common.problems import Problem
from carbon_points.common.problems import UserError
from carbon_points.exchange.readers import error_message
from carbon_points.exchange.readers import message
from carbon_points.exchange.readers import parse
from carbon_points.exchange.readers import read_table
from carbon_points.exchange.readers import recognise
from carbon_points.exchange.readers import rejects
from carbon_points.exchange.readers import write_rejects
from tests.exchange.readers.support import AS_OF
from tests.exchange.readers.support import csv_file
from tests.exchange.readers.support import HOSTILE
from tests.exchange.readers.support import KEY
from tests.exchange.readers.support import outcome
from tests.exchange.readers.support import parsed
from tests.exchange.readers.support import RIC
from tests.exchange.readers.support import RIDE
from tests.exchange.readers.support import RIDE_HEADER
from tests.exchange.readers.support import SAMPLE
from tests.exchange.readers.support import xlsx_file

if TYPE_CHECKING:
    from typing import Any

TEXTS: Final = yaml.safe_load(
    (Path(carbon_points.exchange.readers.__file__).parents[1] / "texts.yaml").read_text(
        "utf-8"
    )
)
SOURCES: Final = [
    path.read_text("utf-8")
    for path in Path(carbon_points.exchange.readers.__file__).parent.glob("*.py")
]
CONTRACT: Final = {
    kind.upper() for entry in KEY["files"].values() for _, kind in entry["bad"]
} - {"DUPLICATE_ORDER", "DUPLICATE_ORDER_OTHER_FILE", "DUPLICATE_ROW"}


def raised() -> set[str]:
    """Every code that the readers' sources name."""
    text = "\n".join(SOURCES)
    quoted = set(re.findall(r'"([A-Z]+(?:_[A-Z]+)+)"', text))
    return quoted | CONTRACT


def test_every_code_has_a_sentence() -> None:
    codes = set(TEXTS["problems"]) | set(TEXTS["errors"])

    assert raised() <= codes


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("code", TEXTS["problems"])
def test_a_problem_s_sentence_names_row_field_value_and_remedy(
    code: str, language: str
) -> None:
    text = TEXTS["problems"][code][language]
    details = {"length": "10", "as_of": "2026-06-30", "unit": "kg"}

    said = message(Problem(14, "某列", code, "某值", details), language)

    assert "14" in said
    assert "某列" in said
    assert ("{value}" not in text) or "某值" in said or "*" in said
    assert said.endswith("。" if language == "zh" else ".")
    assert "{" not in said


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("code", TEXTS["errors"])
def test_an_error_s_sentence_is_complete(code: str, language: str) -> None:
    names = re.findall(r"\{(\w+)\}", str(TEXTS["errors"][code]))

    said = error_message(UserError(code, **dict.fromkeys(names, "某物")), language)

    assert "{" not in said
    assert code not in said
    assert said.endswith("。" if language == "zh" else ".")


def test_identity_numbers_are_masked_in_every_sentence() -> None:
    for code in TEXTS["problems"]:
        for language in ("zh", "en"):
            shown = message(Problem(2, "证件号", code, RIC, {"length": "18"}), language)
            assert RIC not in shown
    assert "370114********9988" in message(Problem(2, "证件号", "ID_CHECKSUM", RIC))
    assert "16984970182" not in message(
        Problem(2, "手机", "UNKNOWN_USER", "16984970182")
    )
    assert "1698" not in message(Problem(2, "手机", "PHONE_LENGTH", "1698497018"))


def test_a_value_with_braces_is_shown_as_it_is() -> None:
    assert "{row}" in message(Problem(2, "里程", "DISTANCE_NOT_NUMBER", "{row}"))


def test_a_whole_row_s_problem_names_no_field() -> None:
    assert message(Problem(5, "", "COLUMNS_MISSING")).startswith("第 5 行：")


def test_a_field_s_own_name_becomes_its_label() -> None:
    assert "“证件号码”" in message(Problem(5, "owner_id", "UNKNOWN_OWNER", RIC))


def test_an_unknown_code_is_shown_rather_than_nothing() -> None:
    assert "NEW_CODE" in message(Problem(5, "x", "NEW_CODE"))
    assert "NEW_CODE" in error_message(UserError("NEW_CODE"))


def openpyxl() -> Any:
    """A second opinion on workbooks; not typed, so not imported by name."""
    return importlib.import_module("openpyxl")


def cells(path: Path) -> list[list[Any]]:
    book = openpyxl().load_workbook(path)
    return [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]


def rejected(source: Path, target: Path) -> list[list[Any]]:
    table = read_table(source)
    write_rejects(target, table, parse(table, recognise(table), AS_OF).problems)
    return cells(target)


def test_refused_rows_come_back_as_they_were_with_the_reason(tmp_path: Path) -> None:
    bad = (RIDE[0], RIDE[1], "2026-02-30 08:00:00", RIDE[3], RIDE[4])
    source = csv_file(tmp_path, RIDE_HEADER, RIDE, bad)

    head, row = rejected(source, tmp_path / "问题行.xlsx")

    assert head == [*RIDE_HEADER, "行号", "问题代码", "问题", "建议"]
    assert row[:7] == [*bad, 3, "TIME_UNPARSABLE"]
    assert "2026-02-30" in row[7]
    assert row[8].startswith("请")


def test_the_mended_workbook_can_be_imported_as_it_is(tmp_path: Path) -> None:
    name = next(
        n for n, e in KEY["files"].items() if e["kind"] == "clothing" and e["bad"]
    )
    target = tmp_path / "问题行.xlsx"
    rows = rejected(SAMPLE / name, target)

    again = parsed(target)

    assert again.kind == "clothing"
    assert [p.code for p in again.problems] == [row[-3] for row in rows[1:]]


def test_cells_of_every_type_come_back(tmp_path: Path) -> None:
    header = ("姓名", "证件号码", "投放日期", "投放点", "重量（公斤）")
    moment = dt.datetime(2026, 3, 5, 8)  # noqa: DTZ001
    source = xlsx_file(
        tmp_path,
        header,
        ("甲", 3.70114197901199e17, dt.date(2026, 3, 5), True, 3.5),
        ("乙", None, moment, "点", "=1+1"),
    )

    _, first, second = rejected(source, tmp_path / "r.xlsx")

    assert first[:5] == [
        "甲",
        "3.70114197901199e+17",
        dt.datetime(2026, 3, 5),  # noqa: DTZ001
        "True",
        3.5,
    ]
    assert second[:5] == ["乙", None, moment, "点", "=1+1"]


def test_nothing_in_the_workbook_is_a_formula_or_a_link(tmp_path: Path) -> None:
    table = read_table(HOSTILE / "formula_names.csv")
    problems = [Problem(int(n), "姓名", "NAME_MISSING") for n in table.numbers]
    target = tmp_path / "r.xlsx"

    write_rejects(target, table, problems)

    book = openpyxl().load_workbook(target)
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in found} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in found)
    assert "=cmd|' /C calc'!A0" in {cell.value for cell in found}


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rejects, "ROWS_A_SHEET", 2)
    bad = (RIDE[0], "", *RIDE[2:])
    source = csv_file(tmp_path, RIDE_HEADER, *[bad] * 4)

    rows = rejected(source, tmp_path / "r.xlsx")

    assert [row[5] for row in rows] == ["行号", 2, 3, "行号", 4, 5]


def test_a_problem_of_a_later_check_finds_its_row(tmp_path: Path) -> None:
    table = read_table(csv_file(tmp_path, RIDE_HEADER, RIDE, RIDE))
    problems = [
        Problem(3, "phone", "UNKNOWN_USER", RIDE[1]),
        Problem(99, "", "COLUMNS_MISSING"),
        Problem(2, "", "TRIP_OVERLAP", details={"methodology": "cycling"}),
    ]

    write_rejects(tmp_path / "r.xlsx", table, problems, "en")

    head, first, second, third = cells(tmp_path / "r.xlsx")
    assert head[5:] == ["Row", "Code", "Problem", "What to do"]
    assert (first[0], first[6]) == ("A1", "TRIP_OVERLAP")
    assert (second[0], second[6]) == ("A1", "UNKNOWN_USER")
    assert (third[0], third[5]) == (None, 99)


def test_a_failed_write_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = read_table(csv_file(tmp_path, RIDE_HEADER, RIDE))
    monkeypatch.setattr(rejects, "says", None)

    with pytest.raises(TypeError):
        write_rejects(tmp_path / "r.xlsx", table, [Problem(2, "", "ID_MISSING")])

    assert {path.suffix for path in tmp_path.iterdir()} == {".csv"}


def test_headings_under_groups_come_back_with_their_group(tmp_path: Path) -> None:
    source = xlsx_file(
        tmp_path,
        ("订单号", "用户手机", "开锁", None, "关锁", None, "里程（公里）"),
        (None, None, "时间", "地点", "时间", "地点", None),
        ("A1", None, RIDE[2], "甲", RIDE[3], "乙", 1.8),
        merges=[(0, 2, 0, 3), (0, 4, 0, 5)],
    )
    target = tmp_path / "r.xlsx"

    head, *_ = rejected(source, target)

    assert head[2:6] == ["开锁时间", "开锁地点", "关锁时间", "关锁地点"]
    assert outcome(parsed(target)) == {2: "USER_MISSING"}
