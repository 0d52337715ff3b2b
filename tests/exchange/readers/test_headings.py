# ruff: noqa: E501  (one line a field reads best)
"""Headings are understood by what they mean, in Chinese, in English and mixed."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

import pytest

from carbon_points.exchange.readers import read_table
from carbon_points.exchange.readers import recognise

if TYPE_CHECKING:
    from pathlib import Path

# The spellings of the contract, and at least three others of each heading.
RESIDENTS: Final = {
    "name": "姓名|居民姓名|真实姓名|申请人姓名|Full name|resident_name|户主姓名",
    "ric": "身份证号|公民身份号码|证件号码(身份证)|*身份证号码（必填）|ID card no.|National ID|residentId",
    "phone": "手机号|联系电话|移动电话号码|本人手机|Mobile|phone_number|Cell phone",
    "subdistrict": "所属街道（镇）|乡镇街道|所在镇街|街道办事处|Subdistrict|Street / Town|township",
    "community": "所属社区|村居|居委会|所在小区|Community|village|Neighbourhood",
    "account": "骑行平台账号|单车平台帐号|平台用户ID|会员编号|User ID|rider account|bikeAccount",
    "registered_on": "登记日期|注册时间|填表日期|加入日期|Registration date|registered_on|Date registered",
    "consent": "是否签署授权书|授权书签署情况|是否同意|知情同意|Consent|consent_signed|Agreement signed",
}
SMES: Final = {
    "name": "企业名称|单位全称|公司名称|商户名称|Company|enterprise_name|Business name",
    "uscc": "统一社会信用代码|社会信用代码|信用代码(18位)|营业执照号|USCC|Unified social credit code|credit_code",
    "subdistrict": "所属街道（镇）|镇街|所在乡镇|街道|Subdistrict|town|street_office",
    "size": "企业规模|规模类型|企业划型|单位规模|Size|company_size|Enterprise size",
    "contact": "联系人|联络人|企业联系人姓名|对接人|Contact|contact_person|Contact name",
    "phone": "联系电话|手机|联系人手机号|电话号码|Phone|tel|contact_phone",
    "registered_on": "登记日期|注册日期|填报时间|报名日期|Registered on|registrationDate|Entry date",
}
RIDES: Final = {
    "order_no": "订单编号|订单号|order_no|骑行单号|行程编号|交易流水号|Order ID|rideId|trip number|transaction_id",
    "phone": "用户手机号|手机号码|骑行人手机|会员手机|rider mobile|user_phone|Mobile number|telephone",
    "start": "开锁时间|开始时间|开始时间(ISO)|借车时间|取车时刻|骑行起始时间|start_time|Started at|unlockTime|Pick-up time",
    "end": "关锁时间|结束时间|结束时间(ISO)|还车时间|归还时刻|骑行终止时间|end_time|Ended at|lockTime|Return time",
    "distance": "骑行里程(公里)|里程(公里)|距离km|行驶距离（千米）|Distance (km)|distance_km|tripDistanceKm|骑行公里数",
    "vehicle": "车型|车辆类型|单车种类|骑行类型|Vehicle type|bike_type|rideableType",
}
CLOTHING: Final = {
    "name": "姓名|投放人|交投人姓名|居民姓名|Name|donor_name|Participant name",
    "person": "证件号码|身份证号|身份证号/信用代码|投放人证件号|ID number|id_no|Donor ID",
    "phone": "联系电话|手机号|电话|联系方式|Phone|mobile|Contact number",
    "date": "投放日期|回收日期|称重时间|交投日期|Date|drop_off_date|Weighing date",
    "point": "投放点|回收站点|投放地点|收集点|Drop-off point|collection_site|Location",
    "mass": "重量（公斤）|净重(kg)|称重重量（千克）|旧衣重量/公斤|Weight (kg)|weight_kg|Net weight kg",
}
PV: Final = {
    "account_no": "发电户号|电表编号|电能表号|光伏户号|Meter no.|meter_id|Generation account",
    "name": "户主/单位名称|户名|业主姓名|用户名称|Owner|owner_name|Customer name",
    "owner_id": "身份证号/统一社会信用代码|证件号码|户主证件号|身份证/信用代码|Owner ID|id_number|RIC/USCC",
    "capacity_kw": "装机容量（kW）|装机规模(千瓦)|光伏容量kW|组件功率（kWp）|Capacity (kW)|installed_capacity_kw|kWp",
    "date": "抄表日期|读数日期|抄见日期|本次抄表时间|Reading date|date_of_reading|Meter read on",
    "reading_kwh": "发电表止码（kWh）|本月示数|累计发电量(度)|电表读数|Meter reading (kWh)|reading_kwh|Cumulative kWh",
    "commissioning_date": "并网日期|并网时间|投运日期|接入日期|Grid connection date|commissioned_on|Grid date",
    "note": "备注|说明|备注说明|附注|Note|remarks|Comment",
}
HEAT_PUMP: Final = {
    "device_no": "设备编号|机组编号|热泵序列号|出厂编号|Device no.|serial_number|Unit ID",
    "name": "户主/单位名称|户主姓名|业主|用户名称|Owner|owner_name|Householder",
    "owner_id": "身份证号/统一社会信用代码|证件号码|户主身份证号|业主证件号|Owner ID|id_no|Owner ID number",
    "area_m2": "供暖面积（㎡）|采暖面积(平方米)|建筑面积|取暖面积/m2|Heated area (m2)|floor_area|Area",
    "rated_kw": "额定制热量（kW）|名义制热量(千瓦)|额定功率kW|制热能力|Rated heating capacity (kW)|rated_output_kw|Nominal heat output",
    "season_from": "采暖季起|采暖开始日期|供暖季开始|供暖起始日期|Season from|heating_start|Start of heating season",
    "season_to": "采暖季止|采暖结束日期|供暖季结束|供暖截止日期|Season to|heating_end|End of heating season",
    "start_kwh": "电表起码（kWh）|起始示数|期初读数(度)|电表起度|Start reading (kWh)|opening_reading|Initial kWh",
    "end_kwh": "电表止码（kWh）|终止示数|期末读数(度)|电表止度|End reading (kWh)|closing_reading|Final kWh",
    "heat_kwh": "供热量（kWh）|输出热量|热表读数|供暖热量(kWh)|Heat delivered (kWh)|heat_output|Thermal energy",
    "baseline": "原取暖方式|改造前采暖方式|原热源|被替代能源|Previous heating|former_fuel|Heating before",
    "refrigerant": "制冷剂|冷媒|制冷剂型号|工质|Refrigerant|refrigerant_type|Coolant",
    "charge_kg": "充注量（kg）|制冷剂充注量(公斤)|冷媒重量kg|充灌量|Charge (kg)|refrigerant_charge_kg|Refrigerant amount",
    "commissioning_date": "投运日期|启用日期|安装日期|投入使用日期|Commissioned on|commissioning_date|In service since",
}
AIR_CONDITIONER: Final = {
    "device_no": "产品条码|条形码|机身编码|产品序列号|Barcode|product_code|Serial number",
    "name": "户主/单位名称|业主名称|用户姓名|户主|Owner|owner_name|Customer",
    "owner_id": "身份证号/统一社会信用代码|证件号码|户主证件号|身份证号|Owner ID|id_no|ID number",
    "grade": "能效等级|能效级别|能耗等级|能效标识等级|Energy grade|efficiency_class|Energy label",
    "apf": "APF|APF值|全年能源消耗效率|全年性能系数|apf_value|Annual performance factor|APF (rated)",
    "cc_w": "额定制冷量（W）|制冷量(瓦)|名义制冷量W|制冷能力|Cooling capacity (W)|rated_cooling_w|Rated cooling capacity",
    "commissioning_date": "安装日期|安装时间|启用日期|投用日期|Installation date|installed_on|Date installed",
    "annual_kwh": "年用电量（kWh）|全年耗电量|年度用电量(度)|用电量|Annual electricity (kWh)|yearly_kwh|Annual consumption",
    "baseline": "购置方式|购买方式|新购或换新|换新方式|Purchase type|acquisition|Purchase mode",
    "year": "核算年度|统计年度|年份|核算年份|Year|accounting_year|Reporting year",
}
KINDS: Final = {
    "residents": RESIDENTS,
    "smes": SMES,
    "rides": RIDES,
    "clothing": CLOTHING,
    "pv_readings": PV,
    "heat_pump": HEAT_PUMP,
    "air_conditioner": AIR_CONDITIONER,
}
SPELLINGS: Final = [
    (kind, field, spelling)
    for kind, fields in KINDS.items()
    for field, spellings in fields.items()
    for spelling in spellings.split("|")
]


def written(tmp_path: Path, *rows: list[str]) -> Path:
    path = tmp_path / "table.csv"
    path.write_text("\n".join(",".join(row) for row in rows), "utf-8")
    return path


@pytest.mark.parametrize(("kind", "field", "spelling"), SPELLINGS)
def test_one_other_spelling_is_understood(
    tmp_path: Path, kind: str, field: str, spelling: str
) -> None:
    usual = {name: spellings.split("|")[0] for name, spellings in KINDS[kind].items()}
    header = list({**usual, field: spelling}.values())

    found = recognise(read_table(written(tmp_path, header, ["x"] * len(header))))

    assert found.kind == kind
    assert found.columns == {name: i for i, name in enumerate(usual)}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("which", range(7))
def test_all_headings_in_other_spellings_are_understood(
    tmp_path: Path, kind: str, which: int
) -> None:
    choices = {name: spelled.split("|") for name, spelled in KINDS[kind].items()}
    header = [spelled[which % len(spelled)] for spelled in choices.values()]

    found = recognise(read_table(written(tmp_path, header, ["x"] * len(header))))

    assert found.kind == kind
    assert found.columns == {name: i for i, name in enumerate(choices)}
