"""How records, people and groups are listed, and what a slice is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from carbon_points.common.units import mass_text
from carbon_points.methodology.registry import discover
from carbon_points.methodology.texts import texts_of
from carbon_points.scenarios.definitions import scenario
from carbon_points.statistics.suppression import SMALLEST
from ui.scenario_desk.scenario_english import spoken_code
from ui.shared import language
from ui.shared.language import tr_later
from ui.shared.language import translated
from ui.shared.table_model import Column

if TYPE_CHECKING:
    from carbon_points.statistics.behind import BehindRow
    from carbon_points.statistics.behind import Slice
    from carbon_points.statistics.people_behind import PersonRow
    from carbon_points.statistics.tables import StatRow
    from ui.scenario_desk.scenario_records import Sums
    from ui.shared.table_model import Cell

_STEPS = {
    "registered": tr_later("records", "已登记的参与者"),
    "logged": tr_later("records", "有行为记录的参与者"),
    "approved": tr_later("records", "有核定行为的参与者"),
}


def _tr(text: str) -> str:
    return translated("records", text)


def few() -> str:
    """What stands in the place of a figure that is not shown."""
    return QCoreApplication.translate("charts", "不足 {n} 人").format(n=SMALLEST)


def number(value: int | None) -> str:
    """A count, or that it is not shown."""
    return few() if value is None else f"{value:,}"


def mass(reduction_mg: int | None) -> str:
    """``496 gCO₂e``, or that it is not shown."""
    if reduction_mg is None:
        return few()
    sign = "−" if reduction_mg < 0 else ""
    amount, unit = mass_text(abs(reduction_mg))
    return f"{sign}{amount} {unit}CO₂e"


def slice_words(wanted: Slice, step: str = "") -> str:
    """What the records are of: scenario, months, place, methodology and the rest."""
    parts = [_tr(_STEPS[step])] if step else []
    if wanted.state == "waiting":
        parts.append(_tr(tr_later("records", "待审核")))
    if wanted.scenario:
        found = scenario(wanted.scenario)
        english = language.in_force() == language.EN
        parts.append(found.name_en if english else found.name_zh)
    if wanted.first or wanted.last:
        parts.append(_months(wanted))
    parts += [
        spoken_code(name, value)
        for name in ("subdistrict", "community", "methodology", "grade", "kind")
        if (value := getattr(wanted, name))
    ]
    return " · ".join(parts)


def _months(wanted: Slice) -> str:
    if wanted.first == wanted.last:
        return wanted.first
    if not wanted.first:
        return _tr(tr_later("records", "截至 {month}")).format(month=wanted.last)
    return f"{wanted.first} – {wanted.last}"


def sums_words(sums: Sums) -> str:
    """What the rows add up to, in one line."""
    words = tr_later(
        "records", "{actions} 笔 · {people} 人（户）· {mass} · {points} 分"
    )
    if sums.participants is None:
        return few()
    if sums.actions is None:
        people = tr_later("records", "{people} 人（户）")
        return _tr(people).format(people=number(sums.participants))
    return _tr(words).format(
        actions=number(sums.actions),
        people=number(sums.participants),
        mass=mass(sums.reduction_mg),
        points=number(sums.points),
    )


def action_columns() -> list[Column]:
    """Of the list of actions."""
    return [
        Column(_tr(tr_later("records", "日期")), 100),
        Column(_tr(tr_later("records", "姓名")), 76, strong=True),
        Column(_tr(tr_later("records", "街道（镇）")), 100, stretch=True),
        Column(_tr(tr_later("records", "方法学")), 96),
        Column(_tr(tr_later("records", "证据")), 70, optional=1),
        Column(_tr(tr_later("records", "减排量")), 122, right=True),
        Column(_tr(tr_later("records", "积分")), 76, right=True),
    ]


def action_cells(found: BehindRow) -> list[Cell]:
    """One action; what is counted back has a minus."""
    methodology = discover().get(found.methodology)
    texts = methodology and texts_of(methodology, language.in_force())
    return [
        found.day.isoformat(),
        found.name,
        found.subdistrict,
        texts.short_name if texts else found.methodology,
        spoken_code("grade", found.grade),
        mass(found.reduction_mg),
        f"{found.points:,}",
    ]


def person_columns() -> list[Column]:
    """Of the list of people."""
    return [
        Column(_tr(tr_later("records", "姓名")), 80, strong=True),
        Column(_tr(tr_later("records", "类别")), 96),
        Column(_tr(tr_later("records", "街道（镇）")), 100, stretch=True),
        Column(_tr(tr_later("records", "笔数")), 60, right=True),
        Column(_tr(tr_later("records", "减排量")), 122, right=True),
        Column(_tr(tr_later("records", "最近")), 104, optional=1),
    ]


def person_cells(found: PersonRow) -> list[Cell]:
    """One participant."""
    return [
        found.name,
        spoken_code("kind", found.kind),
        found.subdistrict,
        f"{found.actions:,}",
        mass(found.reduction_mg) if found.actions else None,
        found.last_day.isoformat() if found.last_day else None,
    ]


def group_columns() -> list[Column]:
    """Of the list of groups."""
    return [
        Column(_tr(tr_later("records", "街道（镇）")), 110, strong=True, stretch=True),
        Column(_tr(tr_later("records", "月份")), 84),
        Column(_tr(tr_later("records", "人（户）")), 106, right=True),
        Column(_tr(tr_later("records", "笔数")), 84, right=True),
        Column(_tr(tr_later("records", "减排量")), 122, right=True),
    ]


def group_cells(found: StatRow) -> list[Cell]:
    """One group; a small one by name alone."""
    if found.withheld:
        return [*found.key, few(), None, None]
    figures = (number(found.participants), number(found.actions))
    return [*found.key, *figures, mass(found.reduction_mg)]
