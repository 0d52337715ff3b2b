"""One good row of each kind of file, to be changed and read."""

from __future__ import annotations

from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from tests.exchange.readers.support import parsed
from tests.exchange.readers.support import RIC
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
