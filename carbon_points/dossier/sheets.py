"""The tables of a dossier: statistics, ledger, sources and the audit's papers."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from carbon_points.audit.reasons import reason_text
from carbon_points.common.days import from_day_number
from carbon_points.common.days import local_moment
from carbon_points.common.ids import id_text
from carbon_points.common.units import decimal_text
from carbon_points.dossier import words
from carbon_points.dossier.merging import small_merged
from carbon_points.dossier.merging import TOGETHER
from carbon_points.dossier.privacy import scrubbed
from carbon_points.dossier.tables import Sheet
from carbon_points.statistics.naming import HEADINGS
from carbon_points.statistics.naming import methodology_names

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from collections.abc import Sequence
    from fractions import Fraction

    from carbon_points.audit.finding_rows import FindingRow
    from carbon_points.dossier.gathering import Material
    from carbon_points.dossier.merging import Group
    from carbon_points.dossier.samples import KeptSample
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
_CORRECTING: Final = ("change", "correction")


def workbook_sheets(material: Material) -> list[Sheet]:
    """The sheets of the statistics workbook."""
    return [
        _criteria(material),
        *(_cut(material, name) for name in material.cuts),
        _ledger(material),
        _causes(material),
        _sources(material),
    ]


def audit_sheets(material: Material, today: dt.date) -> list[Sheet]:
    """The sheets of the audit's workbook."""
    kept = material.samples
    return [_results(kept), _lists(kept), _findings(material.findings, today)]


def corrections_mg(material: Material) -> int:
    """What the ledger holds beside the actions' own numbers."""
    booked = {each.kind: each.reduction_mg for each in material.causes}
    return sum(booked.get(kind, 0) for kind in _CORRECTING)


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
        "减排量台账各账户余额；合计等于核定减排量"
        + ("加更正。" if corrections_mg(material) else "。"),
        ("方法学", "年份", *kinds.values(), "合计 mg"),
        rows,
        {**totals, "合计 mg": whole},
        {**measures, "合计 mg": _ledger_measure(material)},
    )


def _ledger_measure(material: Material) -> str:
    corrected = corrections_mg(material)
    return "ledger.reduction_mg" if corrected else "scenario.reduction_mg"


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
        {"分录": "ledger.entries", "减排量 mg": _ledger_measure(material)},
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


def _results(kept: list[KeptSample]) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for sample in kept:
        found = sample.result
        outcome = found.outcome
        rows.append(
            (
                id_text(found.sample_id),
                found.seed,
                found.rule,
                _percent(found.confidence),
                outcome.population,
                found.size,
                outcome.checked,
                outcome.wrong,
                _percent(outcome.share),
                f"{_percent(outcome.lower)} – {_percent(outcome.upper)}",
                _percent(outcome.upper_one_sided),
                outcome.projected_mg,
                len(found.open_findings),
                "已完成" if found.finished else "未完成",
            )
        )
    headings = (
        *("抽样编号", "种子", "规则", "置信度", "总体", "抽取", "已核查", "有误"),
        *("差错率", "区间", "单侧上限", "推算多计 mg", "未关闭问题", "状态"),
    )
    remark = "" if kept else f"抽样核查：{words.NOT_RECORDED}。"
    size = sum(len(each.items) for each in kept)
    return Sheet(
        "抽样结果", remark, headings, rows, {"抽取": size}, {"抽取": "audit.drawn"}
    )


def _lists(kept: list[KeptSample]) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for sample in kept:
        last = {step.action_id: step for step in sample.steps}
        wrong = {s.action_id: s for s in sample.steps if s.step == "wrong"}
        strata = _strata(sample)
        for number, item in enumerate(sample.items, start=1):
            step, found = last.get(item.action_id), wrong.get(item.action_id)
            rows.append(
                (
                    id_text(sample.result.sample_id),
                    number,
                    1,
                    id_text(item.action_id),
                    strata[item.stratum],
                    from_day_number(item.day).isoformat(),
                    item.reduction_mg,
                    words.STEPS[step.step if step else ""],
                    reason_text(found.reason) if found else "",
                    found.overstated_mg if found else 0,
                )
            )
    headings = (
        *("抽样编号", "序号", "条数", "行为编号", "层", "统计日期", "减排量 mg"),
        *("结论", "理由", "多计 mg"),
    )
    return Sheet(
        "抽样名单",
        "按 SHA-256(种子 + 换行 + 编号) 的次序；任何程序用同一种子得到同一名单。",
        headings,
        rows,
        {
            "条数": sum(each.result.size for each in kept),
            "减排量 mg": _sum_mg(kept),
            "多计 mg": _overstated(kept),
        },
        {
            "条数": "audit.drawn",
            "减排量 mg": "audit.reduction_mg",
            "多计 mg": "audit.overstated_mg",
        },
    )


def _strata(sample: KeptSample) -> dict[str, str]:
    """Strata by number and methodology: one of a place may be a single household."""
    named = sorted({item.stratum for item in sample.items})
    return {
        name: f"{number} · {name.rpartition('/')[2]}"
        for number, name in enumerate(named, start=1)
    }


def _sum_mg(kept: list[KeptSample]) -> int:
    return sum(item.reduction_mg for sample in kept for item in sample.items)


def _overstated(kept: list[KeptSample]) -> int:
    steps = (step for sample in kept for step in sample.steps)
    return sum(step.overstated_mg for step in steps if step.step == "wrong")


def _findings(found: Sequence[FindingRow], today: dt.date) -> Sheet:
    rows: list[tuple[Cell, ...]] = [
        (
            id_text(each.finding_id),
            id_text(each.sample_id) if each.sample_id is not None else "",
            id_text(each.action_id),
            reason_text(each.reason),
            each.overstated_mg,
            scrubbed(each.note, today),
            words.STEPS[each.state],
            _steps(each, today),
        )
        for each in found
    ]
    headings = (
        *("问题编号", "抽样编号", "行为编号", "理由", "多计 mg", "说明", "状态"),
        "处理经过",
    )
    overstated = sum(each.overstated_mg for each in found)
    return Sheet(
        "问题与整改",
        f"未了结 {sum(each.unsettled for each in found)} 个。"
        if rows
        else "没有问题。",
        headings,
        rows,
        {"多计 mg": overstated},
        {"多计 mg": "audit.findings_mg"},
    )


def _steps(each: FindingRow, today: dt.date) -> str:
    return "；".join(
        f"{local_moment(step.at):%Y-%m-%d} {words.STEPS[step.step]}"
        f" {scrubbed(step.note, today)}".rstrip()
        for step in each.steps
    )


def _percent(value: Fraction) -> str:
    return f"{decimal_text(100 * value, 2)} %"


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
        "数据来源": "evidence",
        "抽样结果": "audit",
        "抽样名单": "audit",
        "问题与整改": "audit",
    }
