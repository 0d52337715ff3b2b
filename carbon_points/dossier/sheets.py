"""The tables of a dossier's workbook: statistics, ledger, pool and sources."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from carbon_points.dossier import words
from carbon_points.dossier.merging import small_merged
from carbon_points.dossier.merging import TOGETHER
from carbon_points.dossier.tables import Sheet
from carbon_points.statistics.naming import HEADINGS
from carbon_points.statistics.naming import methodology_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.dossier.gathering import Material
    from carbon_points.dossier.merging import Group
    from carbon_points.dossier.tables import Cell

PEOPLE: Final = "参与者（人、户）"
ACTIONS: Final = "行为（笔）"
MASS: Final = "减排量（毫克CO₂e）"
POINTS: Final = "积分（分）"
_FIGURES: Final = (PEOPLE, ACTIONS, MASS, POINTS)
_MEASURES: Final = {
    ACTIONS: "scenario.actions",
    MASS: "scenario.reduction_mg",
    POINTS: "scenario.points",
}


def workbook_sheets(material: Material) -> list[Sheet]:
    """The sheets of the statistics workbook."""
    return [
        _criteria(material),
        *(_cut(material, name) for name in material.cuts),
        _ledger(material),
        _causes(material),
        _batches(material),
        _disposals(material),
        _sources(material),
    ]


def _criteria(material: Material) -> Sheet:
    rows = [
        (
            each.id,
            each.name,
            each.target_text,
            each.actual_text,
            "达标" if each.met else "未达标",
            "假定" if each.assumed else "确定",
            each.source,
        )
        for each in material.criteria
    ]
    remark = f"达标 {material.met} / {len(rows)}；目标的依据为他地规则或本程序设定。"
    headings = ("编号", "验收标准", "目标", "现状", "结论", "性质", "目标来源")
    return Sheet("验收标准", remark, headings, rows)


def _cut(material: Material, name: str) -> Sheet:
    by, groups = material.cuts[name]
    headings = (*(HEADINGS[each] for each in by), *_FIGURES)
    return Sheet(
        name,
        "已核定，研究稿不计；参与者按不同的人（户）计，各行之和可以大于合计。",
        headings,
        [(*each.key, *_figures(each)) for each in groups],
        _stated(material) | {PEOPLE: material.totals.participants or 0},
        _MEASURES,
    )


def _figures(group: Group) -> tuple[Cell, ...]:
    return group.participants, group.actions, group.reduction_mg, group.points


def _stated(material: Material) -> dict[str, int]:
    """The totals as the statistics state them."""
    totals = material.totals
    return {
        ACTIONS: totals.actions or 0,
        MASS: totals.reduction_mg or 0,
        POINTS: totals.points or 0,
    }


def _ledger(material: Material) -> Sheet:
    kinds = {kind: f"{name} mg" for kind, name in words.HELD.items()}
    rows: list[tuple[Cell, ...]] = [
        (
            methodology_names().get(each.methodology, each.methodology),
            str(each.vintage),
            *(each.held.get(kind, 0) for kind in kinds),
            each.total,
        )
        for each in material.holdings
    ]
    whole = sum(each.total for each in material.holdings)
    totals = {
        heading: sum(each.held.get(kind, 0) for each in material.holdings)
        for kind, heading in kinds.items()
    }
    measures = {heading: f"ledger.{kind}" for kind, heading in kinds.items()}
    return Sheet(
        "台账",
        "减排量台账各账户余额；合计等于核定减排量。",
        ("方法学", "年份", *kinds.values(), "合计 mg"),
        rows,
        {**totals, "合计 mg": whole},
        {**measures, "合计 mg": _MEASURES[MASS]},
    )


def _causes(material: Material) -> Sheet:
    rows = [
        (words.CAUSES.get(each.kind, each.kind), each.entries, each.reduction_mg)
        for each in material.causes
    ]
    whole = sum(each.total for each in material.holdings)
    return Sheet(
        "分录来由",
        "台账分录按来由汇总；公示、登记、划拨与注销只移动，不增减。",
        ("来由", "分录", "减排量 mg"),
        rows,
        {"分录": sum(each.entries for each in material.causes), "减排量 mg": whole},
        {"分录": "ledger.entries", "减排量 mg": _MEASURES[MASS]},
    )


def _batches(material: Material) -> Sheet:
    rows: list[tuple[Cell, ...]] = [
        (
            each.number,
            methodology_names().get(each.methodology, each.methodology),
            str(each.vintage),
            each.registered_on.isoformat(),
            each.registered_mg,
            each.disposed_mg,
            each.used_mg,
            each.balance_mg,
        )
        for each in material.batches
    ]
    found = material.batches
    return Sheet(
        "减排量批次",
        "公示期满登记入池的批次；余额为在池减排量。" if rows else "尚未登记批次。",
        (
            *("批次", "方法学", "年份", "登记日期", "登记 mg", "已划拨 mg"),
            *("其中已注销 mg", "余额 mg"),
        ),
        rows,
        {
            "登记 mg": sum(each.registered_mg for each in found),
            "已划拨 mg": sum(each.disposed_mg for each in found),
            "其中已注销 mg": sum(each.used_mg for each in found),
            "余额 mg": sum(each.balance_mg for each in found),
        },
        {
            "登记 mg": "pool.registered",
            "已划拨 mg": "pool.disposed",
            "其中已注销 mg": "ledger.retired",
            "余额 mg": "ledger.pool",
        },
    )


def _disposals(material: Material) -> Sheet:
    rows: list[tuple[Cell, ...]] = [
        (
            each.number,
            each.enterprise,
            each.purpose,
            each.document,
            each.decided_on.isoformat() if each.decided_on else "",
            line.number,
            line.reduction_mg,
            line.used_mg,
        )
        for each in material.disposals
        for line in each.lines
    ]
    found = material.disposals
    return Sheet(
        "划拨",
        "经两人确认的划拨；支配权属于生态环境主管部门。" if rows else "尚未划拨。",
        (
            *("划拨", "企业", "用途", "文件", "确认日期", "批次"),
            *("划拨 mg", "其中已注销 mg"),
        ),
        rows,
        {
            "划拨 mg": sum(each.reduction_mg for each in found),
            "其中已注销 mg": sum(each.used_mg for each in found),
        },
        {"划拨 mg": "pool.disposed", "其中已注销 mg": "ledger.retired"},
    )


def _sources(material: Material) -> Sheet:
    known = {each.batch: each for each in material.sources}
    rows: list[tuple[Cell, ...]] = []
    for group in small_merged(each.group for each in material.sources):
        number = group.key[0]
        source = None if number == TOGETHER else known[number]
        rows.append(
            (
                number or "—",
                words.IMPORTS.get(source.kind, source.kind) if source else "",
                source.sha256 if source else "",
                str(source.position or "") if source else "",
                *_figures(group),
            )
        )
    return Sheet(
        "数据来源",
        "每一份导入文件的哈希和核定结果；原件含身份信息，留存在登记系统。",
        ("导入批次", "种类", "文件 SHA-256", "链位置", *_FIGURES),
        rows,
        _stated(material),
        _MEASURES,
    )


def claims_of_sheets() -> Mapping[str, str]:
    """Which claim the totals of a sheet support."""
    return {
        "按月份": "running_months",
        "按街道（镇）": "places",
        "按方法学": "reduction_mg",
        "按证据等级": "evidence",
        "按参与者类别": "participants",
        "街道×月份×方法学": "reduction_mg",
        "台账": "ledger",
        "分录来由": "ledger",
        "减排量批次": "ledger",
        "划拨": "ledger",
        "数据来源": "evidence",
        "抽样结果": "audit",
        "抽样名单": "audit",
        "问题与整改": "audit",
    }
