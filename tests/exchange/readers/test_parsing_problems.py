"""What is wrong in a row has its code; what is no row is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carbon_points.exchange.readers.rides import operator_of
from tests.exchange.readers.one_row import read
from tests.exchange.readers.one_row import WEIGHED
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
