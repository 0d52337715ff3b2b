"""Charts and criteria in English: the core names them in Chinese only."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.methodology.registry import discover
from carbon_points.methodology.texts import texts_of
from carbon_points.statistics.naming import label
from carbon_points.statistics.tile_map import IN_ORDER
from carbon_points.statistics.tile_map import SCHEMATIC
from ui.shared import language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.scenarios.criteria import Criterion
    from carbon_points.statistics.charts import ChartSpec
    from carbon_points.statistics.charts import Series

_WORDS: Final = {
    "实测": "measured",
    "有凭证": "documented",
    "自述": "declared",
    "目标": "target",
    "居民": "resident",
    "中小微企业": "SME",
    "合计": "all",
    SCHEMATIC: "schematic",
    IN_ORDER: "by code, not by place",
    "参与者": "participants",
    "已登记": "registered",
    "有行为记录": "with a record",
    "有核定行为": "with an approval",
    "核定减排量": "approved",
    "累计核定减排量": "approved so far",
}
_UNITS: Final = {
    "个月": "months",
    **dict.fromkeys(("个", "人（户）", "家", "份", "场"), ""),
}
_CHART_UNITS: Final = {"人（户）": "people"}
_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_MONTH: Final = re.compile(r"(\d{1,2})月")


def spoken_chart(spec: ChartSpec) -> ChartSpec:
    """The same chart with its names in the language in force."""
    if language.in_force() == language.ZH:
        return spec
    names = {**_WORDS, **_methodologies()}
    return replace(
        spec,
        note=names.get(spec.note, spec.note),
        unit=_CHART_UNITS.get(spec.unit, spec.unit),
        categories=tuple(names.get(one) or _category(one) for one in spec.categories),
        series=tuple(_named(one, names) for one in spec.series),
        target=_named(spec.target, names) if spec.target is not None else None,
    )


def spoken_criterion(criterion: Criterion) -> Criterion:
    """The same criterion with its unit in the language in force."""
    if language.in_force() == language.ZH:
        return criterion
    return replace(criterion, unit=_UNITS.get(criterion.unit, criterion.unit))


def spoken_code(dimension: str, code: str) -> str:
    """A value of a dimension of statistics in the language in force."""
    named = label(dimension, code)
    if language.in_force() == language.ZH:
        return named
    return {**_WORDS, **_methodologies()}.get(named, named)


@cache
def _methodologies() -> dict[str, str]:
    """English names by the Chinese ones."""
    found = discover().values()
    return {texts_of(one, "zh").name: texts_of(one, "en").name for one in found}


def _named(one: Series, names: Mapping[str, str]) -> Series:
    return replace(one, name=names.get(one.name, one.name))


def _category(text: str) -> str:
    found = _MONTH.fullmatch(text)
    return _MONTHS[int(found[1]) - 1] if found else text
