"""The tables of the audit's papers: samples, their lists, and findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.audit.reasons import reason_text
from carbon_points.common.days import from_day_number
from carbon_points.common.days import local_moment
from carbon_points.common.ids import id_text
from carbon_points.common.units import decimal_text
from carbon_points.dossier import words
from carbon_points.dossier.privacy import scrubbed
from carbon_points.dossier.tables import Sheet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from fractions import Fraction

    from carbon_points.audit.finding_rows import FindingRow
    from carbon_points.dossier.gathering import Material
    from carbon_points.dossier.samples import KeptSample
    from carbon_points.dossier.tables import Cell
    from carbon_points.storage.checks import Check


def audit_sheets(material: Material, today: dt.date) -> list[Sheet]:
    """The sheets of the audit's workbook."""
    kept = material.samples
    return [
        _results(kept),
        _lists(kept),
        _findings(material.findings, today),
        _checks(material.verified.checks),
    ]


def _checks(found: Sequence[Check]) -> Sheet:
    """What `audit verify` looked at when the dossier was made."""
    rows = [
        (
            each.name,
            each.counted,
            "通过" if each.problem is None else each.problem.zh,
        )
        for each in found
    ]
    good = sum(each.ok for each in found)
    remark = f"全库核验，含逐条复算：{len(rows)} 项中 {good} 项通过。"
    return Sheet("全库核验", remark, ("检查", "核对条数", "结论"), rows)


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
