"""What a table is and what its columns mean, by headings and by a look at the cells."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from carbon_points.common.problems import UserError
from carbon_points.exchange.readers import error_message
from carbon_points.exchange.readers import load_mapping
from carbon_points.exchange.readers import Mapping
from carbon_points.exchange.readers import mapping_document
from carbon_points.exchange.readers import parse_mapping
from carbon_points.exchange.readers import read_table
from carbon_points.exchange.readers import recognise
from tests.exchange.readers.support import csv_file
from tests.exchange.readers.support import outcome
from tests.exchange.readers.support import parsed
from tests.exchange.readers.support import RIC
from tests.exchange.readers.support import RIC_2
from tests.exchange.readers.support import RIDE
from tests.exchange.readers.support import RIDE_HEADER
from tests.exchange.readers.support import USCC
from tests.exchange.readers.support import xlsx_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PERSON = (
    "曾娜敏",
    RIC,
    "16984970182",
    "圣井街道",
    "东升社区（虚拟）",
    "U020171374",
    "是",
)
PERSON_2 = ("欧阳远英", RIC_2, "16984978101", "官庄街道", "和美村", "U020177381", "是")
WEIGHED = ("曾娜敏", RIC, "2026-03-05", "向阳投放点", "3.5")


def columns(path: Path, kind: str = "auto") -> dict[str, int]:
    return dict(recognise(read_table(path), kind).columns)


def refusal(
    path: Path, kind: str = "auto", mapping: Mapping | None = None
) -> UserError:
    with pytest.raises(UserError) as caught:
        recognise(read_table(path, mapping=mapping), kind, mapping)
    assert "{" not in error_message(caught.value)
    assert error_message(caught.value, "en").isascii() or path.name
    return caught.value


@pytest.mark.parametrize(
    "header",
    [
        ("姓名", "卡号", "号码", "片区", "住哪", "App", "签了吗"),
        ("A", "B", "C", "D", "E", "F", "G"),
        ("人", "1号", "2号", "在", "家", "平台", "好"),
    ],
)
def test_a_register_under_unknown_headings_is_known_by_its_cells(
    tmp_path: Path, header: Sequence[str]
) -> None:
    found = columns(csv_file(tmp_path, header, PERSON, PERSON_2))

    del found["phone"]
    assert {name: column for name, column in found.items() if name != "account"} == {
        "name": 0,
        "ric": 1,
        "subdistrict": 3,
        "community": 4,
        "consent": 6,
    }


@pytest.mark.parametrize(
    ("heading", "cell", "field"),
    [
        ("rider mobile", "16984970182", "phone"),
        ("用户", "16984970182", "phone"),
        ("用户ID", "16984970182", "phone"),
        ("用户", "U020171374", "account"),
        ("会员", "U020171374", "account"),
        ("谁", "16984970182", "phone"),
    ],
)
def test_the_rider_s_column_is_told_by_its_cells(
    tmp_path: Path, heading: str, cell: str, field: str
) -> None:
    header = (RIDE_HEADER[0], heading, *RIDE_HEADER[2:])
    rows = [(f"A{i}", cell, *RIDE[2:]) for i in range(6)]

    assert columns(csv_file(tmp_path, header, *rows))[field] == 1


@pytest.mark.parametrize("swapped", [False, True])
def test_start_and_end_under_unknown_headings_are_told_by_their_order(
    tmp_path: Path, *, swapped: bool
) -> None:
    header = ("订单号", "手机号", "time A", "time B", "里程(公里)")
    times = RIDE[2:4][:: -1 if swapped else 1]
    rows = [(f"A{i}", RIDE[1], *times, RIDE[4]) for i in range(3)]

    found = columns(csv_file(tmp_path, header, *rows))

    assert (found["start"], found["end"]) == ((3, 2) if swapped else (2, 3))


@pytest.mark.parametrize(
    ("heading", "cell", "metres"),
    [
        ("里程(米)", "1800", 1800),
        ("里程(公里)", "1.8", 1800),
        ("距离km", "1.8005", 1800),
        ("距离km", "1.8015", 1802),
        ("distance_m", "1800", 1800),
        ("里程", "1800", 1800),
        ("里程", "1.8", 1800),
        ("里程", "1.8km", 1800),
    ],
)
def test_the_unit_of_a_distance_comes_from_heading_cell_or_speed(
    tmp_path: Path, heading: str, cell: str, metres: int
) -> None:
    path = csv_file(tmp_path, (*RIDE_HEADER[:4], heading), (*RIDE[:4], cell))

    assert list(parsed(path).columns["distance_m"]) == [metres]


@pytest.mark.parametrize(
    ("heading", "cell", "grams"),
    [
        ("重量（公斤）", "3.5", 3500),
        ("重量（斤）", "3.5", 1750),
        ("净重斤", "3.5", 1750),
        ("Weight (g)", "3500", 3500),
        ("重量（市斤）", "７", 3500),
        ("重量", "3.5公斤", 3500),
        ("重量（公斤）", "3.5 KG", 3500),
    ],
)
def test_the_unit_of_a_weight_comes_from_heading_or_cell(
    tmp_path: Path, heading: str, cell: str, grams: int
) -> None:
    header = ("姓名", "证件号码", "投放日期", "投放点", heading)

    result = parsed(csv_file(tmp_path, header, (*WEIGHED[:4], cell)))

    assert list(result.columns["mass_g"]) == [grams]


def test_the_unit_of_a_weight_may_stand_in_the_title(tmp_path: Path) -> None:
    header = ("姓名", "证件号码", "投放日期", "投放点", "重量")
    path = xlsx_file(tmp_path, ("旧衣登记（单位：斤）",), header, WEIGHED)

    assert list(parsed(path).columns["mass_g"]) == [1750]


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("重量", "UNIT_MISSING"),
        ("重量（公斤/斤）", "UNIT_MISSING"),
        ("重量（磅）", "UNIT_UNKNOWN"),
        ("weight_lbs", "UNIT_UNKNOWN"),
    ],
)
def test_a_unit_is_asked_for_and_never_guessed(
    tmp_path: Path, heading: str, code: str
) -> None:
    header = ("姓名", "证件号码", "投放日期", "投放点", heading)

    error = refusal(csv_file(tmp_path, header, WEIGHED))

    assert error.code == code
    assert heading in error_message(error)


def test_a_cell_whose_unit_contradicts_the_heading_is_refused(tmp_path: Path) -> None:
    header = ("姓名", "证件号码", "投放日期", "投放点", "重量（斤）")

    result = parsed(csv_file(tmp_path, header, (*WEIGHED[:4], "3.5kg")))

    assert outcome(result) == {2: "UNIT_CONTRADICTS"}


def test_two_columns_that_claim_one_field_are_both_named(tmp_path: Path) -> None:
    header = ("姓名", "身份证号", "手机号", "联系电话", "街道", "是否授权")

    error = refusal(csv_file(tmp_path, header, ("张", RIC, "1", "2", "街", "是")))

    assert error.code == "HEADING_TWICE"
    assert "手机号" in error_message(error)
    assert "联系电话" in error_message(error)


def test_a_landline_beside_the_mobile_number_is_left_behind(tmp_path: Path) -> None:
    header = (
        "姓名",
        "身份证号",
        "手机号",
        "固定电话",
        "紧急联系人电话",
        "街道",
        "是否授权",
    )
    row = ("张", RIC, "16984970182", "0531-83210000", "13800000000", "圣井街道", "是")

    assert columns(csv_file(tmp_path, header, row))["phone"] == 2


def test_a_missing_column_is_named_with_the_headings_found(tmp_path: Path) -> None:
    path = csv_file(tmp_path, RIDE_HEADER[:4], RIDE[:4])

    error = refusal(path)

    assert error.code == "HEADING_MISSING"
    message = error_message(error)
    assert "骑行里程" in message
    assert "用户手机号" in message
    assert "--mapping" in message


@pytest.mark.parametrize(
    "header",
    [("GC", "GG"), ("Date", "HVAC Total (kWh)", "Cooling (kWh)"), ("a", "b", "c", "d")],
)
def test_a_table_of_something_else_is_not_understood(
    tmp_path: Path, header: Sequence[str]
) -> None:
    path = csv_file(tmp_path, header, ["2026-03-05", "1", "2", "3"][: len(header)])

    assert refusal(path).code == "FILE_KIND_UNKNOWN"


def test_a_file_of_another_kind_says_which(tmp_path: Path) -> None:
    error = refusal(csv_file(tmp_path, RIDE_HEADER, RIDE), "clothing")

    assert error.code == "FILE_KIND_OTHER"
    assert "骑行订单" in error_message(error)
    assert "旧衣称重" in error_message(error)


def test_a_kind_that_does_not_exist_is_said(tmp_path: Path) -> None:
    assert refusal(csv_file(tmp_path, RIDE_HEADER, RIDE), "x").code == "KIND_UNKNOWN"


def test_groups_above_the_headings_give_them_their_meaning(tmp_path: Path) -> None:
    path = xlsx_file(
        tmp_path,
        ("骑行订单",),
        ("订单号", "用户手机", "开锁", None, "关锁", None, "里程（公里）"),
        (None, None, "时间", "地点", "时间", "地点", None),
        (*RIDE[:3], "甲", RIDE[3], "乙", 1.8),
        merges=[(0, 0, 0, 6), (1, 2, 1, 3), (1, 4, 1, 5)],
    )

    result = parsed(path)

    assert outcome(result) == {4: ""}
    assert list(result.columns["distance_m"]) == [1800]


def test_a_header_may_stand_under_titles_and_notes(tmp_path: Path) -> None:
    notes = [("某某区骑行订单",), ("导出时间：2026-04-01",), ()]

    result = parsed(csv_file(tmp_path, *notes, RIDE_HEADER, RIDE))

    assert outcome(result) == {5: ""}


def test_a_mapping_names_columns_that_nobody_would_guess(tmp_path: Path) -> None:
    path = csv_file(tmp_path, ("p", "q", "r", "s", "t"), RIDE, RIDE)
    named = {"p": "order_no", "q": "phone", "r": "start", "s": "end", "t": "distance"}
    mapping = Mapping("rides", named, {"distance": "km"})

    result = parsed(path, "auto", mapping)

    assert outcome(result) == {2: "", 3: ""}
    assert list(result.columns["distance_m"]) == [1800, 1800]


def test_a_mapping_decides_between_two_columns(tmp_path: Path) -> None:
    header = ("姓名", "身份证号", "手机号", "手机号", "街道", "是否授权")
    row = ("张三", RIC, "16984970182", "16900000000", "圣井街道", "是")
    path = csv_file(tmp_path, header, row)
    mapping = Mapping("residents", {"手机号#2": "phone", "手机号": ""})

    assert parsed(path, "auto", mapping).columns["phone"] == ["16900000000"]


def test_a_mapping_may_be_written_corrected_and_read_again(tmp_path: Path) -> None:
    table = read_table(csv_file(tmp_path, RIDE_HEADER, RIDE))
    recognised = recognise(table)
    file = tmp_path / "mapping.json"
    file.write_text(json.dumps(mapping_document(recognised)), "utf-8")

    again = recognise(table, "rides", load_mapping(file))

    assert again == recognised
    assert again.units == {"distance": "km"}


@pytest.mark.parametrize(
    "document",
    [
        [],
        {"format": "carbon-points/mapping/2"},
        {"format": "carbon-points/mapping/1", "kind": "x"},
        {"format": "carbon-points/mapping/1", "kind": "rides", "columns": {}},
        {"format": "carbon-points/mapping/1", "kind": "rides", "columns": {"a": 1}},
        {"format": "carbon-points/mapping/1", "kind": "rides", "columns": {"a": "ric"}},
        {
            "format": "carbon-points/mapping/1",
            "kind": "rides",
            "columns": {"a": "distance"},
            "unit": {"distance": "kg"},
        },
    ],
)
def test_a_mapping_that_is_none_is_refused(document: object) -> None:
    with pytest.raises(UserError) as caught:
        parse_mapping(document, "m.json")

    assert caught.value.code == "MAPPING_INVALID"


def test_a_mapping_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text("{", "utf-8")

    for name, code in [
        ("none.json", "FILE_NOT_FOUND"),
        ("broken.json", "MAPPING_INVALID"),
    ]:
        with pytest.raises(UserError) as caught:
            load_mapping(tmp_path / name)
        assert caught.value.code == code
    with pytest.raises(UserError) as caught:
        load_mapping(tmp_path)
    assert caught.value.code == "FILE_UNREADABLE"


def test_a_mapping_for_another_file_or_kind_is_refused(tmp_path: Path) -> None:
    path = csv_file(tmp_path, RIDE_HEADER, RIDE)

    other = Mapping("rides", {"不在": "order_no"})
    twice = Mapping("rides", {"订单编号": "order_no", "用户手机号": "order_no"})

    assert refusal(path, "auto", other).code == "MAPPING_HEADING_MISSING"
    assert refusal(path, "auto", twice).code == "MAPPING_INVALID"
    assert refusal(path, "clothing", other).code == "FILE_KIND_OTHER"


def test_companies_under_english_headings_are_told_from_residents(
    tmp_path: Path,
) -> None:
    header = ("Name", "ID", "Phone", "Subdistrict")
    row = ("章丘恒通服装店", USCC, "0531-83210000", "刁镇街道")

    table = read_table(csv_file(tmp_path, header, row, row))

    assert recognise(table).kind == "smes"


def test_a_stored_date_may_stand_there_twice(tmp_path: Path) -> None:
    header = ("姓名", "身份证号", "街道", "登记日期", "录入时间", "是否授权")
    row = ("张三", RIC, "圣井街道", "2026-03-01", "2026-03-02", "是")

    assert columns(csv_file(tmp_path, header, row))["registered_on"] == 3


def test_a_ledger_with_one_odd_heading_is_asked_about_and_is_no_clothing_sheet(
    tmp_path: Path,
) -> None:
    header = (
        "出厂编号", "户主", "身份证号或信用代码", "供热面积(m2)", "采暖起始日",
        "采暖结束日期", "电表期初读数", "神秘列", "供热量(kWh)", "原有取暖方式",
        "制冷剂类型", "制冷剂充注量（kg）", "投入运行日期",
    )  # fmt: skip
    row = (
        "HP-1", "曾娜敏", RIC, "80", "2025-11-15", "2026-03-15", "10", "900", "2500",
        "散煤", "R32", "1.2", "2024-10-01",
    )  # fmt: skip
    path = csv_file(tmp_path, header, row)

    error = refusal(path)

    assert error.code == "HEADING_MISSING"
    assert error.details["kind"] == "heat_pump"
    assert error.details["fields"] == "end_kwh"


def test_a_bike_operator_s_account_is_no_number_of_a_bike(tmp_path: Path) -> None:
    header = ("姓名", "身份证", "手机", "街道", "共享单车账号", "授权书")
    row = (*PERSON[:4], PERSON[5], "是")

    found = columns(csv_file(tmp_path, header, row))

    assert found["account"] == 4
