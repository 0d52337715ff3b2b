"""Workbooks of the audit: a rehearsal's differences, a sample's working papers."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.actions.rules import State
from carbon_points.audit.sample_paper import RULE_ZH
from carbon_points.common.days import from_day_number
from carbon_points.common.days import local_moment
from carbon_points.common.ids import id_text
from carbon_points.common.units import decimal_text
from carbon_points.common.units import exact_text
from carbon_points.storage.files import new_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction
    from pathlib import Path

    from carbon_points.audit.finding_rows import FindingRow
    from carbon_points.audit.rehearsing import Effect
    from carbon_points.audit.sample_paper import PaperRow
    from carbon_points.audit.sample_paper import SamplePaper
    from carbon_points.audit.sample_results import SampleResult
    from carbon_points.audit.sampling import Plan

_DIFFERENCES: Final = (
    *("行为编号", "参与者", "统计日期", "状态"),
    *("变更前 mg", "变更后 mg", "差 mg"),
)
_LIST: Final = (
    *("序号", "行为编号", "层", "统计日期", "减排量 mg", "证据等级", "凭证数"),
    *("核查结论", "理由代码", "多计 mg", "核查说明", "核查人", "日期", "SHA-256"),
)
_FOUND: Final = (
    *("问题编号", "行为编号", "理由代码", "多计 mg", "说明", "提出人", "状态"),
    *("整改说明", "冲正决定", "更正后的行为", "整改人", "关闭说明", "关闭人"),
)
STEPS_ZH: Final = MappingProxyType(
    {
        "": "",
        "right": "无误",
        "wrong": "有误",
        "open": "待整改",
        "corrected": "已整改，待关闭",
        "closed": "已关闭",
        "dismissed": "改判无误",
    }
)
"""What was found, and how far a finding is."""


def write_differences(done: Effect, papers: Sequence[str], path: Path) -> None:
    """All differences of a rehearsal, and the certificates that would differ."""
    with new_workbook(path) as book:
        sheet = book.add_worksheet("差异")
        sheet.write_row(0, 0, _DIFFERENCES)
        for line, each in enumerate(done.differences, start=1):
            words = (
                id_text(each.action_id),
                id_text(each.participant_id),
                from_day_number(each.day).isoformat(),
                State(each.state).name.lower(),
            )
            _write(sheet, line, words)
            numbers = (each.before_mg, each.after_mg, each.difference_mg)
            sheet.write_row(line, len(words), numbers)
        total = book.add_worksheet("合计")
        total.write_row(0, 0, ("核对条数", done.counted))
        total.write_row(1, 0, ("差异条数", len(done.differences)))
        total.write_row(2, 0, ("变更前 mg", done.before_mg))
        total.write_row(3, 0, ("变更后 mg", done.after_mg))
        total.write_row(4, 0, ("积分变化", done.points))
        for line, serial in enumerate(papers, start=6):
            _write(total, line, ("会不同的证书", serial))


def write_sample(paper: SamplePaper, path: Path) -> None:
    """The working paper of a sample: plan, list with room for findings, result."""
    with new_workbook(path) as book:
        sheet = book.add_worksheet("抽样名单")
        sheet.write_row(0, 0, _LIST)
        for each in paper.rows:
            _write_row(sheet, each)
        _write_plan(book.add_worksheet("抽样方案"), paper.plan)
        if paper.result is not None:
            _write_result(book.add_worksheet("结果"), paper.result)
            _write_findings(book.add_worksheet("问题"), paper.findings)


def _write_row(sheet: Any, each: PaperRow) -> None:
    line, said = each.number, each.said
    sheet.write_number(line, 0, line)
    words = (id_text(each.action_id), each.stratum, each.day.isoformat())
    _write(sheet, line, words, 1)
    sheet.write_number(line, 4, each.reduction_mg)
    _write(sheet, line, (each.grade,), 5)
    sheet.write_number(line, 6, each.files)
    if said.step:
        _write(sheet, line, (STEPS_ZH[said.step], said.reason), 7)
        sheet.write_number(line, 9, said.overstated_mg)
        at = local_moment(said.at).date().isoformat()
        _write(sheet, line, (said.note, said.operator, at), 10)
    _write(sheet, line, (each.key.hex(),), 13)


def _write_plan(sheet: Any, drawn: Plan) -> None:
    design = drawn.design
    facts = (
        ("应用场景", design.scenario),
        ("时段", f"{design.first} – {design.last}"),
        ("置信度", exact_text(design.confidence)),
        ("误差" if design.rule == "margin" else "可容忍差错", exact_text(design.bound)),
        ("种子", design.seed),
        ("总体条数", str(drawn.population)),
        ("抽取条数", str(len(drawn.drawn))),
        ("总体编号的 SHA-256", drawn.ids_digest.hex()),
        ("方法", RULE_ZH),
    )
    for line, fact in enumerate(facts):
        _write(sheet, line, fact)
    first = len(facts) + 1
    _write(sheet, first, ("层", "总体", "抽取"))
    for line, each in enumerate(drawn.strata, start=first + 1):
        _write(sheet, line, (each.name,))
        sheet.write_row(line, 1, (each.population, each.drawn))


def _write_result(sheet: Any, done: SampleResult) -> None:
    outcome = done.outcome
    facts = (
        ("已核查", f"{outcome.checked} / {done.size}"),
        ("有误", str(outcome.wrong)),
        ("差错率 %", _percent(outcome.share)),
        ("置信度", exact_text(done.confidence)),
        ("区间下限 %", _percent(outcome.lower)),
        ("区间上限 %", _percent(outcome.upper)),
        ("单侧上限 %（验收用）", _percent(outcome.upper_one_sided)),
        ("推算总体有误条数", decimal_text(outcome.projected_wrong, 1)),
        ("样本中多计 mg", str(done.overstated_mg)),
        ("推算总体多计 mg", str(outcome.projected_mg)),
        ("未关闭的问题", str(len(done.open_findings))),
        ("结论", "名单已全部核查" if done.finished else "名单尚未核完，以上为阶段数"),
    )
    for line, fact in enumerate(facts):
        _write(sheet, line, fact)


def _write_findings(sheet: Any, found: Sequence[FindingRow]) -> None:
    _write(sheet, 0, _FOUND)
    for line, each in enumerate(found, start=1):
        done, ended = each.step("corrected"), each.steps[-1] if each.steps else None
        settled = None if ended is None or ended.step == "corrected" else ended
        _write(sheet, line, (id_text(each.finding_id), id_text(each.action_id)))
        _write(sheet, line, (each.reason,), 2)
        sheet.write_number(line, 3, each.overstated_mg)
        _write(sheet, line, (each.note, each.operator, STEPS_ZH[each.state]), 4)
        if done is not None:
            links = (_id(done.decision_id), _id(done.replaced_by))
            _write(sheet, line, (done.note, *links, done.operator), 7)
        if settled is not None:
            _write(sheet, line, (settled.note, settled.operator), 11)


def _id(number: int | None) -> str:
    return "" if number is None else id_text(number)


def _percent(value: Fraction) -> str:
    return decimal_text(100 * value, 2)


def _write(sheet: Any, line: int, words: Sequence[str], first: int = 0) -> None:
    """Text that stays text, whatever it begins with."""
    for place, word in enumerate(words, start=first):
        sheet.write_string(line, place, word)
