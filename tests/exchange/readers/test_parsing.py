"""Each kind of file has its columns, in the units and forms that a desk writes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from carbon_points.common.days import day_number
from tests.exchange.readers.one_row import PUMP
from tests.exchange.readers.one_row import read
from tests.exchange.readers.support import parsed
from tests.exchange.readers.support import RIC
from tests.exchange.readers.support import USCC
from tests.exchange.readers.support import xlsx_file

if TYPE_CHECKING:
    from pathlib import Path


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
