"""The district plan's own tables, read from ``resources/plan`` as they are printed."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError
from carbon_points.common.strict_yaml import load

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCE: Final = "章政办字〔2024〕1号"
PLAN_YEARS: Final = (2020, 2021, 2022)
"""The years whose figures the plan prints."""

TARGET_YEAR: Final = 2025
COMPUTED: Final = "6"
"""Two application scenarios: what this program counts itself."""

BUREAU: Final = "生态环境分局"
INDICATOR_COLUMNS: Final = (
    *("指标类别", "序号", "分项", "指标名称", "单位", "2020年", "2021年", "2022年"),
    *("2025年", "指标属性", "完成情况", "责任部门"),
)
PROJECT_COLUMNS: Final = (
    *("类别", "序号", "项目名称", "项目内容", "完成日期", "责任部门"),
)
_PROJECT: Final = "P"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the plan's table of main indicators."""

    category: str
    number: int
    part: str
    """``a`` or ``b`` where the plan splits an indicator, else empty."""

    name: str
    unit: str
    """``/`` where the plan asks for words and no number."""

    figures: Mapping[int, str]
    """What the plan prints of each year; a missing year has no entry."""

    target: str
    kind: str
    """``约束指标``, ``参考指标`` or ``特色指标``."""

    status: str
    """``完成`` or ``未完成`` as the plan prints it."""

    departments: str

    @property
    def subject(self) -> str:
        """By which values name it: ``3``, ``28a``."""
        return f"{self.number}{self.part}"

    @property
    def is_computed(self) -> bool:
        """Whether this program counts it, so that nobody types it."""
        return self.subject == COMPUTED

    @property
    def is_measured(self) -> bool:
        """Whether the plan asks for a number."""
        return self.unit != "/"

    @property
    def is_of_the_bureau(self) -> bool:
        """Whether the ecology bureau is among those who answer for it."""
        return BUREAU in self.departments


@dataclass(frozen=True, slots=True)
class Project:
    """One row of the plan's table of key projects."""

    category: str
    number: int
    name: str
    content: str
    due: str
    """As the plan words it: ``2024年底``."""

    departments: str

    @property
    def subject(self) -> str:
        """By which values name it: ``P7``."""
        return f"{_PROJECT}{self.number}"

    @property
    def is_of_the_bureau(self) -> bool:
        """Whether the ecology bureau is among those who answer for it."""
        return BUREAU in self.departments


@cache
def indicators() -> tuple[Indicator, ...]:
    """The 35 main indicators in the plan's order; 28 and 33 have two parts."""
    return tuple(_indicator(cells) for cells in _rows("indicators", INDICATOR_COLUMNS))


@cache
def projects() -> tuple[Project, ...]:
    """The 26 key projects in the plan's order."""
    rows = _rows("projects", PROJECT_COLUMNS)
    return tuple(
        Project(category, int(number), *rest) for category, number, *rest in rows
    )


def subject(text: str) -> Indicator | Project:
    """The row that a subject names; upper and lower case are the same.

    Raises:
        UserError: INDICATOR_UNKNOWN.
    """
    found = _subjects().get(text.strip().casefold())
    if found is not None:
        return found
    raise UserError("INDICATOR_UNKNOWN", value=text)


@cache
def _subjects() -> dict[str, Indicator | Project]:
    rows: tuple[Indicator | Project, ...] = (*indicators(), *projects())
    return {each.subject.casefold(): each for each in rows}


def subjects() -> frozenset[str]:
    """Everything that a value can be of."""
    return frozenset(each.subject for each in _subjects().values())


def in_english(text: str) -> str:
    """Words of the plan in English; what nobody translated stays as it is."""
    return _english().get(text, text)


@cache
def _english() -> Mapping[str, str]:
    words: Mapping[str, str] = load(
        (files("resources") / "plan" / "english.yaml").read_text("utf-8")
    )
    return words


def _indicator(cells: list[str]) -> Indicator:
    category, number, part, name, unit, *figures, target, kind, status, by = cells
    printed = dict(zip(PLAN_YEARS, figures, strict=True))
    return Indicator(
        category,
        int(number),
        part,
        name,
        unit,
        {year: figure for year, figure in printed.items() if figure},
        target,
        kind,
        status,
        by,
    )


def _rows(name: str, columns: tuple[str, ...]) -> list[list[str]]:
    text = (files("resources") / "plan" / f"{name}.csv").read_text("utf-8")
    header, *rows = csv.reader(text.splitlines())
    if tuple(header) != columns:
        raise ValueError(name)
    return rows
