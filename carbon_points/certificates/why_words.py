"""The plain words of the page that explains one number."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.actions.rules import State
from carbon_points.certificates import words
from carbon_points.common.units import decimal_text
from carbon_points.common.units import exact_text
from carbon_points.methodology.contract import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

TITLE: Final = "为什么是这个数"
DONE: Final = "您做了什么"
COMPARED: Final = "跟什么比"
STEPS: Final = "怎么算出来的（用到的参数，来自哪里，从哪天起用）"
RESULT: Final = "结果"
LIMITS: Final = "这个数不代表什么"
DOUBT: Final = "有疑问怎么办"

_LIMITS: Final = (
    "不代表经过核证：减排量由区级核算登记，不能用于交易或抵销，支配权归生态环境主管部门。",
    "不代表钱：积分不具货币属性，不可转让，按公布的期限到期。",
    "不是当场量出来的：它是您的行为与通常做法相比的估算，用的是公布的方法和平均数据。",
)
_STATUS: Final = {
    Status.TRIAL: "所用方法学正在试行，省里发布后可能调整；已记入的不再改变。",
    Status.DRAFT: "所用方法学为研究稿，只作摸底核算，不发积分。",
}


def limits(status: Status) -> tuple[str, ...]:
    """What the number does not mean."""
    more = _STATUS.get(status)
    return (*_LIMITS, more) if more else _LIMITS


def reduction(reduction_mg: int) -> str:
    """The exact sum behind the rounded one."""
    grams = decimal_text(Fraction(reduction_mg, 1000), 3)
    return f"减排量 {grams} 克二氧化碳当量（只在最后取整一次）。"


def booked(points: int, mg_per_point: int, day: dt.date) -> str:
    """How grams became points."""
    grams = exact_text(Fraction(mg_per_point, 1000))
    return (
        f"{words.day(day)}审核通过，按每 {grams} 克计 1 分，记入 {points:,} 分；"
        "不足 1 分的余数结转到下一笔。"
    )


def waiting(points: int) -> str:
    """What an approval would give."""
    return f"正在等待审核；现在通过的话预计 {points:,} 分，以审核结果为准。"


_STATES: Final = {
    State.STOCKTAKEN: "只作摸底核算，不发积分。",
    State.FROZEN: "已被冻结，等审核员处理；积分暂不记入。",
    State.REJECTED: "审核员驳回了这笔记录，没有记入积分。",
    State.REVERSED: "这笔记录已冲正，记入的积分已扣回。",
    State.NOT_CREDITABLE: "按方法学的规定不予计入，记录在案。",
    State.WITHDRAWN: "这笔记录已撤销，没有记入积分。",
}


def state(code: int) -> str:
    """What became of a record that is neither waiting nor approved."""
    return _STATES.get(State(code), "")


def factor(row: Mapping[str, Any]) -> tuple[str, str]:
    """A number of the register: ``电网排放因子 0.6191 kgCO2/kWh``, and its source."""
    unit = "" if row["unit"] in {"", "1"} else f" {row['unit']}"
    since = f"{row['valid_from']} 起"
    name = f"{row['name']} {row['value']}{unit}".replace("CO2", "CO₂")
    if row["assumed"]:
        return name, f"假定值，待主管部门确认（{since}）"
    source = f"{row['source_title']} {row['clause']}".strip()
    return name, f"来自 {source}（{since}）"


def entered(value: str, unit: str) -> str:
    """What was filled in, as people read it."""
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return f"{value} {unit}".strip()
    return f"{moment:%Y-%m-%d %H:%M}" if "T" in value else value


_UNITS: Final = {
    "a": "年",
    "d": "天",
    "g": "克",
    "g/km": "克/千米",
    "kg": "千克",
    "kg/kg": "千克/千克",
    "kg/kWh": "千克/千瓦时",
    "km/h": "千米/时",
    "kWh": "千瓦时",
    "kWh/a": "千瓦时/年",
    "m": "米",
    "s": "秒",
}
"""How people say the units of the steps; others stay as they are."""


def step(value: str, unit: str) -> str:
    """The value of a line of the calculation."""
    said = _UNITS.get(unit, unit)
    shown = f"{value} {said}" if said not in {"", "1"} else value
    return shown.replace(" d x ", " 天 × ").replace("CO2", "CO₂")


def record(number: str, methodology: str, digest: bytes) -> str:
    """Which record, which methodology and which set of factors."""
    return f"编号 {number}　{methodology}　参数集 {digest.hex()[:12]}"
