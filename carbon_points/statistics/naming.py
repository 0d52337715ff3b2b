"""How statistics are spoken of: headings, code words, methodologies and scenarios."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.strict_yaml import load
from carbon_points.methodology.registry import discover
from carbon_points.methodology.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADINGS: Final = MappingProxyType(
    {
        "subdistrict": "街道（镇）",
        "community": "社区（村）",
        "methodology": "方法学",
        "month": "月份",
        "kind": "参与者类别",
        "grade": "证据等级",
    }
)
STATES: Final = MappingProxyType(
    {"approved": "已核定", "waiting": "待审核", "all": "已核定与待审核"}
)
STATUSES: Final = MappingProxyType(
    {"published": "正式", "trial": "试行", "draft": "研究稿", "withdrawn": "停用"}
)
_WORDS: Final = MappingProxyType(
    {
        "resident": "居民",
        "sme": "中小微企业",
        "measured": "实测",
        "documented": "有凭证",
        "declared": "自述",
    }
)
DRAFT: Final = "摸底"
NOT_CERTIFIED: Final = "未经核证"


@cache
def methodology_names() -> Mapping[str, str]:
    """The Chinese name of each installed methodology."""
    return {key: texts_of(found, "zh").name for key, found in discover().items()}


@cache
def scenario_names() -> Mapping[str, str]:
    """The Chinese name of each scenario."""
    text = files("resources").joinpath("scenarios.yaml").read_text("utf-8")
    return {row["id"]: row["name_zh"] for row in load(text)["scenarios"]}


def label(dimension: str, value: str) -> str:
    """A value of a row's key as people read it."""
    if dimension == "methodology":
        return methodology_names().get(value, value)
    if dimension in {"kind", "grade"}:
        return _WORDS.get(value, value)
    return value or "（未填）"
