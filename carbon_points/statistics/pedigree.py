"""Where a paper's numbers come from, so that they can be made again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.common.days import from_day_number
from carbon_points.common.days import local_day
from carbon_points.common.days import local_moment
from carbon_points.methodology.register import shipped
from carbon_points.methodology.registry import discover
from carbon_points.places.models import Place
from carbon_points.rulebook.rules import status_on
from carbon_points.rulebook.service import adoptions
from carbon_points.statistics.naming import HEADINGS
from carbon_points.statistics.naming import methodology_names
from carbon_points.statistics.naming import NOT_CERTIFIED
from carbon_points.statistics.naming import scenario_names
from carbon_points.statistics.naming import STATES
from carbon_points.statistics.naming import STATUSES
from carbon_points.statistics.suppression import SMALLEST
from carbon_points.storage.models import Setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.statistics.tables import StatQuery
    from carbon_points.statistics.tables import StatTable

_DEMO: Final = select(Setting.value).where(Setting.name == "demo")


@dataclass(frozen=True, slots=True)
class Used:
    """A methodology version behind a table."""

    methodology: str
    name: str
    version: str
    status: str
    """As the district has it on the day of the table."""

    @property
    def text(self) -> str:
        """E.g. 自行车骑行（cycling 1.0，试行）."""
        known = "，".join(
            filter(None, (f"{self.methodology} {self.version}", self.status))
        )
        return f"{self.name}（{known}）"


@dataclass(frozen=True, slots=True)
class Pedigree:
    """What a paper says about itself."""

    title: str
    district: str
    demo: bool
    """Whether everything is invented."""

    question: str
    position: int
    counted_at: str
    """Local date and time of that chain record, empty if nothing is recorded."""

    used: tuple[Used, ...]
    assumed: tuple[str, ...]
    """Factors that the district has not confirmed, with value and validity."""

    remarks: tuple[str, ...]

    @property
    def mark(self) -> str:
        """What every page and figure is marked with."""
        return f"演示数据，{NOT_CERTIFIED}" if self.demo else NOT_CERTIFIED

    @property
    def footer(self) -> str:
        """One line for the foot of every page and figure."""
        until = f"数据截至 {self.counted_at} · " if self.counted_at else ""
        return f"{until}链位置 {self.position} · 可复算 · {self.mark}"


def pedigree(session: Session, table: StatTable) -> Pedigree:
    """The pedigree of a table as it will be printed."""
    at = table.counted_at
    used = _used(session, table)
    district = session.scalar(select(Place.name).where(Place.kind == "district")) or ""
    scenario = scenario_names().get(table.query.scenario or "")
    return Pedigree(
        f"{district}碳普惠统计" + (f" · {scenario}" if scenario else ""),
        district,
        session.scalar(_DEMO) == "1",
        question(table.query),
        table.position,
        local_moment(at).strftime("%Y-%m-%d %H:%M") if at is not None else "",
        used,
        _assumed({found.methodology for found in used}),
        _remarks(table),
    )


def question(query: StatQuery) -> str:
    """The query in one sentence."""
    parts = [f"{STATES[query.state]}的行为"]
    if query.scenario:
        parts.append(f"场景：{scenario_names().get(query.scenario, query.scenario)}")
    if query.start or query.end:
        start, end = query.start or "开始", query.end or "最近"
        parts.append(f"统计日：{start} 至 {end}")
    if query.by:
        parts.append("分组：" + "、".join(HEADINGS[name] for name in query.by))
    return "；".join(parts)


def _used(session: Session, table: StatTable) -> tuple[Used, ...]:
    decided = adoptions(session)
    at = table.counted_at
    catalogue = discover()
    found = []
    for name, version in table.versions:
        installed = catalogue.get(name)
        status = ""
        if installed is not None and at is not None:
            day = from_day_number(local_day(at))
            shipped_status = installed.current.shipped_status
            status = STATUSES[status_on(decided, shipped_status, name, day)]
        found.append(Used(name, methodology_names().get(name, name), version, status))
    return tuple(found)


def _assumed(methodologies: set[str]) -> tuple[str, ...]:
    rows = shipped(discover()).factors
    return tuple(
        f"{row.name_zh or row.id}：{row.value}{_unit(row.unit)}（{row.valid_from} 起）"
        for row in rows
        if row.confidence == "assumed" and row.id.split(".")[0] in methodologies
    )


def _unit(unit: str) -> str:
    return "" if unit == "1" else f" {unit}"


def _remarks(table: StatTable) -> tuple[str, ...]:
    remarks = [
        f"{NOT_CERTIFIED}：本表为区级核算登记，不是经核证的减排量，不得用于交易。",
        "参与者按不同的人（户）计，各行之和可以大于合计。",
        "减排量以整毫克核算，表中千克、吨仅为显示。",
    ]
    if table.draft_totals is not None:
        remarks.append("“摸底”行：核定时方法学为研究稿，不计分、不入池、不计入合计。")
    if table.has_withheld:
        remarks.append(
            f"不足 {SMALLEST} 人的组不显示数字；为防止相减推算，另有一组一并不显示。"
        )
    if table.query.state != "approved":
        remarks.append("待审核的行为尚未发放积分，数字可能变化。")
    return tuple(remarks)
