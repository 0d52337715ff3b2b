"""Each kind of file: what a row becomes, and the one reason why it is refused."""

from __future__ import annotations

import datetime as dt
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import pytest

from carbon_points.common.days import day_number
from carbon_points.exchange.readers.rides import operator_of
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
    from pathlib import Path

RESIDENT: Final = {
    "姓名": "曾娜敏",
    "身份证号": RIC,
    "手机号": "16984970182",
    "所属街道（镇）": "圣井街道",
    "所属社区": "东升社区（虚拟）",
    "骑行平台账号": "U020171374",
    "登记日期": "2026-03-01",
    "是否签署授权书": "是",
}
COMPANY: Final = {
    "企业名称": "章丘恒通服装店",
    "统一社会信用代码": USCC,
    "所属街道（镇）": "刁镇街道",
    "企业规模": "微型",
    "联系人": "徐萱建",
    "联系电话": "0531-83210000",
    "登记日期": "2025.12.12",
}
RIDDEN: Final = dict(zip(RIDE_HEADER, RIDE, strict=True)) | {"车型": "电助力"}
WEIGHED: Final = {
    "姓名": "曾娜敏",
    "证件号码": RIC,
    "联系电话": "16984970182",
    "投放日期": "2026-03-05",
    "投放点": "向阳投放点",
    "重量（公斤）": "3.5",
}
READ: Final = {
    "发电户号": "0000000001001",
    "户主/单位名称": "曾娜敏",
    "身份证号/统一社会信用代码": RIC,
    "装机容量（kW）": "8.0",
    "抄表日期": "2026-01-28",
    "发电表止码（kWh）": "12,221.40",
    "并网日期": "2024-07-24",
    "备注": "首次抄表",
}
PUMP: Final = {
    "设备编号": "HP00000000001",
    "户主/单位名称": "曾娜敏",
    "身份证号/统一社会信用代码": RIC,
    "供暖面积（㎡）": "160",
    "额定制热量（kW）": "9.6",
    "采暖季起": "2025-11-15",
    "采暖季止": "2026年3月15日",
    "电表起码（kWh）": "6434.1",
    "电表止码（kWh）": "9349",
    "供热量（kWh）": "8400.1",
    "原取暖方式": "散煤",
    "制冷剂": "r-32",
    "充注量（kg）": "2.4",
    "投运日期": "2024-03-17",
}
COOLER: Final = {
    "产品条码": "AC000000000001",
    "户主/单位名称": "章丘恒通服装店",
    "身份证号/统一社会信用代码": USCC,
    "能效等级": "一级",
    "APF": "5.24",
    "额定制冷量（W）": "3500",
    "安装日期": "2025-01-13",
    "年用电量（kWh）": "330.8",
    "购置方式": "以旧换新",
    "核算年度": "2025",
}
KINDS: Final = {
    "residents": RESIDENT,
    "smes": COMPANY,
    "rides": RIDDEN,
    "clothing": WEIGHED,
    "pv_readings": READ,
    "heat_pump": PUMP,
    "air_conditioner": COOLER,
}


def read(folder: Path, kind: str, **changes: object) -> dict[str, Any]:
    """The values of one row, or its code under ``problem``."""
    row: dict[str, object] = {**KINDS[kind], **changes}
    result = parsed(xlsx_file(folder, list(row), list(row.values())), kind)
    assert result.rows == 1
    if result.problems:
        return {"problem": result.problems[0].code}
    return {name: column[0] for name, column in result.columns.items()}


def test_a_resident_has_the_columns_of_the_register(tmp_path: Path) -> None:
    assert read(tmp_path, "residents") == {
        "name": "曾娜敏",
        "ric": RIC,
        "phone": "16984970182",
        "account": "U020171374",
        "subdistrict": "圣井街道",
        "community": "东升社区（虚拟）",
        "registered_on": dt.date(2026, 3, 1),
    }


def test_a_company_has_the_columns_of_the_register(tmp_path: Path) -> None:
    assert read(tmp_path, "smes", 统一社会信用代码=USCC.lower()) == {
        "name": "章丘恒通服装店",
        "uscc": USCC,
        "subdistrict": "刁镇街道",
        "community": "",
        "size": "微型",
        "contact": "徐萱建",
        "phone": "053183210000",
        "registered_on": dt.date(2025, 12, 12),
    }


def test_a_ride_has_seconds_and_metres(tmp_path: Path) -> None:
    ride = read(tmp_path, "rides")

    assert ride == {
        "order_no": "A1",
        "phone": "16984970182",
        "account": "",
        "start": 1772409600,
        "end": 1772410200,
        "distance_m": 1800,
        "vehicle": "shared_ebike",
    }


def test_a_ride_in_a_workbook_may_have_real_moments(tmp_path: Path) -> None:
    start = dt.datetime(2026, 3, 2, 8)  # noqa: DTZ001
    cells = {
        "开锁时间": start,
        "关锁时间": start.replace(minute=10),
        "骑行里程(公里)": 1.8,
    }

    assert read(tmp_path, "rides", **cells) == read(tmp_path, "rides")


def test_a_drop_off_has_a_day_and_grams(tmp_path: Path) -> None:
    assert read(tmp_path, "clothing") == {
        "person": RIC,
        "name": "曾娜敏",
        "phone": "16984970182",
        "date": day_number(dt.date(2026, 3, 5)),
        "point": "向阳投放点",
        "mass_g": 3500,
    }
    assert read(tmp_path, "clothing", 证件号码=USCC)["person"] == USCC


def test_a_reading_is_exact(tmp_path: Path) -> None:
    assert read(tmp_path, "pv_readings") == {
        "account_no": "0000000001001",
        "owner_id": RIC,
        "capacity_kw": "8",
        "commissioning_date": "2024-07-24",
        "date": day_number(dt.date(2026, 1, 28)),
        "reading_kwh": "12221.4",
        "note": "首次抄表",
        "name": "曾娜敏",
    }


def test_a_known_meter_needs_no_capacity(tmp_path: Path) -> None:
    row = {"装机容量（kW）": "", "并网日期": None}

    reading = read(tmp_path, "pv_readings", **row)

    assert (reading["capacity_kw"], reading["commissioning_date"]) == ("", "")


def test_a_heat_pump_has_its_season(tmp_path: Path) -> None:
    assert read(tmp_path, "heat_pump") == {
        "device_no": "HP00000000001",
        "owner_id": RIC,
        "name": "曾娜敏",
        "area_m2": "160",
        "rated_kw": "9.6",
        "season_from": dt.date(2025, 11, 15),
        "season_to": dt.date(2026, 3, 15),
        "start_kwh": "6434.1",
        "end_kwh": "9349",
        "heat_kwh": "8400.1",
        "baseline": "coal",
        "refrigerant": "R32",
        "charge_kg": "2.4",
        "commissioning_date": "2024-03-17",
    }


def test_an_air_conditioner_has_its_year(tmp_path: Path) -> None:
    assert read(tmp_path, "air_conditioner") == {
        "device_no": "AC000000000001",
        "owner_id": USCC,
        "name": "章丘恒通服装店",
        "grade": 1,
        "apf": "5.24",
        "cc_w": 3500,
        "commissioning_date": "2025-01-13",
        "annual_kwh": "330.8",
        "baseline": "trade_in",
        "year": 2025,
    }


@pytest.mark.parametrize(
    ("kind", "heading", "cell", "code"),
    [
        ("residents", "身份证号", "", "ID_MISSING"),
        ("residents", "身份证号", RIC[:16], "ID_LENGTH"),
        ("residents", "身份证号", RIC[:17] + "0", "ID_CHECKSUM"),
        ("residents", "身份证号", "370114196702309988", "ID_IMPOSSIBLE_DATE"),
        ("residents", "身份证号", 3.70114196705269e17, "ID_AS_NUMBER"),
        ("residents", "姓名", None, "NAME_MISSING"),
        ("residents", "姓名", " 　", "NAME_MISSING"),
        ("residents", "手机号", "1698497018", "PHONE_LENGTH"),
        ("residents", "是否签署授权书", "否", "NO_CONSENT"),
        ("residents", "是否签署授权书", "未签署", "NO_CONSENT"),
        ("residents", "是否签署授权书", None, "NO_CONSENT"),
        ("residents", "是否签署授权书", "不同意", "NO_CONSENT"),
        ("residents", "登记日期", "2026-02-30", "DATE_IMPOSSIBLE"),
        ("residents", "登记日期", "2026-07-01", "DATE_FUTURE"),
        ("smes", "统一社会信用代码", "", "ID_MISSING"),
        ("smes", "统一社会信用代码", USCC[:15], "USCC_LENGTH"),
        ("smes", "统一社会信用代码", USCC[:9] + "O" + USCC[10:], "USCC_LETTER"),
        ("smes", "统一社会信用代码", USCC[:17] + "1", "USCC_CHECKSUM"),
        ("smes", "企业名称", None, "NAME_MISSING"),
        ("rides", "订单编号", None, "ORDER_MISSING"),
        ("rides", "订单编号", 1.23456789e17, "ID_AS_NUMBER"),
        ("rides", "用户手机号", "暂无", "USER_MISSING"),
        ("rides", "开锁时间", "2026-02-30 08:00:00", "TIME_UNPARSABLE"),
        ("rides", "关锁时间", None, "TIME_UNPARSABLE"),
        ("rides", "开锁时间", "2026-03-02 08:10:00", "END_BEFORE_START"),
        ("rides", "关锁时间", "2026-03-03 08:00:00", None),
        ("rides", "关锁时间", "2026-03-03 08:00:01", "TOO_LONG"),
        ("rides", "关锁时间", "2099-03-03 08:00:01", "FUTURE_TIME"),
        ("rides", "骑行里程(公里)", "0", "DISTANCE_ZERO"),
        ("rides", "骑行里程(公里)", "-1", "DISTANCE_NEGATIVE"),
        ("rides", "骑行里程(公里)", "NaN", "DISTANCE_NOT_NUMBER"),
        ("rides", "骑行里程(公里)", None, "DISTANCE_NOT_NUMBER"),
        ("rides", "骑行里程(公里)", "100.001", "TOO_FAR"),
        ("rides", "骑行里程(公里)", "16.666", None),
        ("rides", "骑行里程(公里)", "16.667", "TOO_FAST"),
        ("rides", "骑行里程(公里)", "1800m", "UNIT_CONTRADICTS"),
        ("rides", "车型", "卡车", "VEHICLE_UNKNOWN"),
        ("rides", "车型", None, None),
        ("clothing", "证件号码", None, "PERSON_MISSING"),
        ("clothing", "证件号码", RIC[:17] + "0", "ID_CHECKSUM"),
        ("clothing", "投放日期", None, "DATE_MISSING"),
        ("clothing", "投放日期", "2026年2月30日", "DATE_IMPOSSIBLE"),
        ("clothing", "投放日期", "2026-06-30", None),
        ("clothing", "投放日期", "2026-07-01", "DATE_FUTURE"),
        ("clothing", "重量（公斤）", None, "WEIGHT_MISSING"),
        ("clothing", "重量（公斤）", "约两袋", "WEIGHT_NOT_NUMBER"),
        ("clothing", "重量（公斤）", "2袋", "WEIGHT_NOT_NUMBER"),
        ("clothing", "重量（公斤）", 0, "WEIGHT_ZERO"),
        ("clothing", "重量（公斤）", -1.5, "WEIGHT_NEGATIVE"),
        ("clothing", "重量（公斤）", 1000, None),
        ("clothing", "重量（公斤）", 1000.1, "WEIGHT_TOO_BIG"),
        ("pv_readings", "发电户号", None, "DEVICE_MISSING"),
        ("pv_readings", "身份证号/统一社会信用代码", None, "PERSON_MISSING"),
        ("pv_readings", "发电表止码（kWh）", None, "READING_MISSING"),
        ("pv_readings", "发电表止码（kWh）", "表坏", "READING_NOT_NUMBER"),
        ("pv_readings", "发电表止码（kWh）", -1, "READING_NOT_NUMBER"),
        ("pv_readings", "抄表日期", "2099-12-31", "DATE_FUTURE"),
        ("pv_readings", "装机容量（kW）", "十", "VALUE_NOT_NUMBER"),
        ("pv_readings", "装机容量（kW）", 0, "VALUE_NOT_POSITIVE"),
        ("pv_readings", "装机容量（kW）", "0.0000001", "VALUE_NOT_POSITIVE"),
        ("pv_readings", "装机容量（kW）", "9.87654321", None),
        ("pv_readings", "发电表止码（kWh）", "370114195001011028", "VALUE_TOO_LARGE"),
        ("heat_pump", "供暖面积（㎡）", "370114195001011028", "VALUE_TOO_LARGE"),
        ("heat_pump", "采暖季止", "2025-11-14", "SEASON_REVERSED"),
        ("heat_pump", "电表止码（kWh）", "6434", "READING_DECREASES"),
        ("heat_pump", "电表起码（kWh）", None, "READING_MISSING"),
        ("heat_pump", "供热量（kWh）", None, "HEAT_MISSING"),
        ("heat_pump", "供热量（kWh）", "多", "HEAT_NOT_NUMBER"),
        ("heat_pump", "供热量（kWh）", 0, "COP_IMPOSSIBLE"),
        ("heat_pump", "供热量（kWh）", "23319.2", None),
        ("heat_pump", "供热量（kWh）", "23319.3", "COP_IMPOSSIBLE"),
        ("heat_pump", "供暖面积（㎡）", None, "VALUE_MISSING"),
        ("heat_pump", "供暖面积（㎡）", "-5", "VALUE_NOT_POSITIVE"),
        ("heat_pump", "原取暖方式", "太阳能", "BASELINE_UNKNOWN"),
        ("heat_pump", "投运日期", None, "DATE_MISSING"),
        ("air_conditioner", "能效等级", "0级", "GRADE_UNKNOWN"),
        ("air_conditioner", "能效等级", "优", "GRADE_UNKNOWN"),
        ("air_conditioner", "APF", "55.5", "APF_IMPOSSIBLE"),
        ("air_conditioner", "APF", None, "APF_IMPOSSIBLE"),
        ("air_conditioner", "APF", 15, None),
        ("air_conditioner", "年用电量（kWh）", "inf", "KWH_NOT_NUMBER"),
        ("air_conditioner", "年用电量（kWh）", -5, "KWH_NEGATIVE"),
        ("air_conditioner", "年用电量（kWh）", None, None),
        ("air_conditioner", "购置方式", "捡的", "BASELINE_UNKNOWN"),
        ("air_conditioner", "核算年度", "去年", "YEAR_UNKNOWN"),
        ("air_conditioner", "核算年度", 2027, "DATE_FUTURE"),
        ("air_conditioner", "安装日期", "2099-06-01", "DATE_FUTURE"),
    ],
)
def test_a_wrong_cell_gives_its_code(
    tmp_path: Path, kind: str, heading: str, cell: object, code: str | None
) -> None:
    assert read(tmp_path, kind, **{heading: cell}).get("problem") == code


@pytest.mark.parametrize(
    ("kind", "heading", "cell", "field", "value"),
    [
        ("air_conditioner", "能效等级", "１级", "grade", 1),
        ("air_conditioner", "能效等级", "2 级", "grade", 2),
        ("air_conditioner", "能效等级", 3, "grade", 3),
        ("air_conditioner", "能效等级", "贰级", "grade", 2),
        ("air_conditioner", "能效等级", "Grade 1", "grade", 1),
        ("air_conditioner", "核算年度", "2025年度", "year", 2025),
        ("air_conditioner", "核算年度", 2025, "year", 2025),
        ("air_conditioner", "额定制冷量（W）", "3,500 W", "cc_w", 3500),
        ("air_conditioner", "购置方式", "新购", "baseline", "new"),
        ("heat_pump", "原取暖方式", "集中供热", "baseline", "district"),
        ("heat_pump", "原取暖方式", "直热电", "baseline", "electric"),
        ("heat_pump", "原取暖方式", "燃气壁挂炉", "baseline", "gas"),
        ("heat_pump", "原取暖方式", "生物质", "baseline", "biomass"),
        ("heat_pump", "制冷剂", "R410A", "refrigerant", "R410A"),
        ("heat_pump", "制冷剂", "未知", "refrigerant", ""),
        ("heat_pump", "充注量（kg）", "—", "charge_kg", ""),
        ("clothing", "重量（公斤）", "1,0", "problem", "WEIGHT_NOT_NUMBER"),
        ("clothing", "重量（公斤）", "３.5 公斤", "mass_g", 3500),
        ("clothing", "重量（公斤）", 0.0125, "mass_g", 12),
        ("residents", "姓名", " 阿卜杜拉•买买提　", "name", "阿卜杜拉·买买提"),
        ("residents", "骑行平台账号", "无", "account", ""),
        ("residents", "手机号", "—", "phone", ""),
        ("residents", "登记日期", None, "registered_on", None),
        ("pv_readings", "装机容量（kW）", "8kWp", "capacity_kw", "8"),
        ("rides", "骑行里程(公里)", "1.8公里", "distance_m", 1800),
        ("rides", "车型", "人力", "vehicle", "shared_bike"),
    ],
)
def test_the_way_a_desk_writes_it_does_not_matter(
    tmp_path: Path, kind: str, heading: str, cell: object, field: str, value: object
) -> None:
    assert read(tmp_path, kind, **{heading: cell})[field] == value


def test_units_of_ledgers_are_converted(tmp_path: Path) -> None:
    row = dict(PUMP)
    row["供热量（MWh）"] = "8.4001"
    del row["供热量（kWh）"]

    result = parsed(xlsx_file(tmp_path, list(row), list(row.values())))

    assert result.columns["heat_kwh"] == ["8400.1"]


def test_a_row_has_one_problem_the_most_important_one(tmp_path: Path) -> None:
    result = read(
        tmp_path, "rides", 开锁时间="x", 用户手机号="", **{"骑行里程(公里)": "x"}
    )

    assert result == {"problem": "USER_MISSING"}


def test_rows_cut_off_or_shifted_in_a_text_file_are_refused(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, RIDE_HEADER, RIDE[:3], (*RIDE, "", " "), (*RIDE, "x"), RIDE
    )

    assert outcome(parsed(path)) == {
        2: "COLUMNS_MISSING",
        3: "",
        4: "COLUMNS_EXTRA",
        5: "",
    }


def test_what_stands_beside_a_sheet_s_table_is_left_alone(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, RIDE_HEADER, (*RIDE, None, "请核对"), (*RIDE[:3],))

    assert outcome(parsed(path)) == {2: "", 3: "TIME_UNPARSABLE"}


@pytest.mark.parametrize(
    "row",
    [
        (),
        ("", "", "", "", " "),
        ("合计", "", "", "", "3.60"),
        ("", "合 计", "", "", "3.60"),
        ("本页小计：", "", "", "", "3.60"),
        ("Total", "", "", "", "3.60"),
        ("制表人：示例  审核人：示例",),
        ("制表人：", "示例", "", "审核人：", "示例"),
        ("注：本表数据均为虚拟", "", "", "", ""),
        RIDE_HEADER,
        ("17",),
    ],
)
def test_what_is_no_ride_is_no_row(tmp_path: Path, row: tuple[str, ...]) -> None:
    for path in (
        csv_file(tmp_path, RIDE_HEADER, RIDE, row),
        xlsx_file(tmp_path, RIDE_HEADER, RIDE, row),
    ):
        expected = {2: ""} if row != ("17",) else {2: "", 3: outcome(parsed(path))[3]}
        assert outcome(parsed(path)) == expected


def test_a_number_typed_in_advance_is_no_row(tmp_path: Path) -> None:
    header = ("序号", *WEIGHED)
    row = (1, *WEIGHED.values())

    assert outcome(parsed(xlsx_file(tmp_path, header, row, (2,), (3,)))) == {2: ""}


def test_somebody_called_total_is_a_row(tmp_path: Path) -> None:
    assert read(tmp_path, "residents", 姓名="合计")["name"] == "合计"


def test_a_joined_weight_is_weighed_once(tmp_path: Path) -> None:
    row = tuple(WEIGHED.values())
    path = xlsx_file(
        tmp_path, list(WEIGHED), row, (*row[:5], None), merges=[(1, 5, 2, 5)]
    )

    assert outcome(parsed(path)) == {2: "", 3: "WEIGHT_MISSING"}


def test_a_blank_person_below_another_is_nobody(tmp_path: Path) -> None:
    row = tuple(WEIGHED.values())
    path = xlsx_file(tmp_path, list(WEIGHED), row, (None, None, None, *row[3:]))

    assert outcome(parsed(path)) == {2: "", 3: "PERSON_MISSING"}


def test_a_joined_person_does_not_cover_a_row_of_its_own(tmp_path: Path) -> None:
    row = tuple(WEIGHED.values())
    joined = [(1, column, 2, column) for column in range(3)]
    path = xlsx_file(
        tmp_path, list(WEIGHED), row, (None, RIC_2, None, *row[3:]), merges=joined
    )

    assert parsed(path).columns["person"] == [RIC, RIC_2]


@pytest.mark.parametrize(
    ("name", "operator"),
    [
        ("示例单车甲_订单_202601.csv", "示例单车甲"),
        ("示例单车甲订单202601.csv", "示例单车甲"),
        ("哈啰_202601.xlsx", "哈啰"),
        ("rides 2026-01.csv", "rides"),
        ("甲_骑行订单.csv", "甲"),
    ],
)
def test_the_operator_is_the_name_of_the_file(
    tmp_path: Path, name: str, operator: str
) -> None:
    assert operator_of(tmp_path / name) == operator


@pytest.mark.parametrize(
    ("name", "code"),
    [("张" * 100, ""), ("张" * 101, "CELL_TOO_LONG"), ("张三" + " " * 200, "")],
)
def test_a_name_is_no_longer_than_a_form_takes_it(
    tmp_path: Path, name: str, code: str
) -> None:
    header = ("姓名", "身份证号", "所属街道", "是否授权")
    path = csv_file(tmp_path, header, (name, RIC, "圣井街道", "是"))

    assert outcome(parsed(path)) == {2: code}
