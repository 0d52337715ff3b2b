"""Workbooks of the audit: a rehearsal's differences, a sample's working papers."""

from __future__ import annotations

import json
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.actions.rules import State
from carbon_points.audit.rules import GRADES
from carbon_points.common.days import from_day_number
from carbon_points.common.ids import id_text
from carbon_points.common.units import exact_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.audit.rehearsing import Effect
    from carbon_points.audit.sampling import Plan

_DIFFERENCES: Final = (
    *("行为编号", "参与者", "统计日期", "状态"),
    *("变更前 mg", "变更后 mg", "差 mg"),
)
_LIST: Final = (
    *("序号", "行为编号", "层", "统计日期", "减排量 mg", "证据等级", "凭证数"),
    *("核查结论", "理由代码", "多计 mg", "核查说明", "核查人", "日期"),
)
_RULE: Final = (
    "总体按编号排列；各层按比例（最大余数）分配，每层至少 1 条；"
    "按 SHA-256(种子 + 换行 + 编号) 从小到大取各层前若干条。"
    "任何程序用同一种子得到同一名单。"
)
_DRAWN: Final = text("""
SELECT a.id, a.day, a.reduction_mg, a.grade,
       (SELECT COUNT(*) FROM evidence_link e
        WHERE (e.subject_kind = 'action' AND e.subject_id = a.id)
           OR (e.subject_kind = 'batch' AND e.subject_id = a.batch_id))
FROM action a WHERE a.id IN (SELECT value FROM json_each(:ids))""")


def write_differences(done: Effect, papers: Sequence[str], path: Path) -> None:
    """All differences of a rehearsal, and the certificates that would differ."""
    with _workbook(path) as book:
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


def write_sample(session: Session, drawn: Plan, path: Path) -> None:
    """The working papers of a sample: its plan, and the list with room for findings."""
    ids = json.dumps(list(drawn.ids))
    rows = {row[0]: row for row in session.execute(_DRAWN, {"ids": ids})}
    with _workbook(path) as book:
        sheet = book.add_worksheet("抽样名单")
        sheet.write_row(0, 0, _LIST)
        for line, each in enumerate(drawn.drawn, start=1):
            _, day, mg, grade, files = rows[each.action_id]
            sheet.write_number(line, 0, line)
            words = (id_text(each.action_id), each.stratum)
            _write(sheet, line, (*words, from_day_number(day).isoformat()), 1)
            sheet.write_number(line, 4, mg)
            _write(sheet, line, (str(GRADES[grade]),), 5)
            sheet.write_number(line, 6, files)
        _write_plan(book.add_worksheet("抽样方案"), drawn)


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
        ("方法", _RULE),
    )
    for line, fact in enumerate(facts):
        _write(sheet, line, fact)
    first = len(facts) + 1
    _write(sheet, first, ("层", "总体", "抽取"))
    for line, each in enumerate(drawn.strata, start=first + 1):
        _write(sheet, line, (each.name,))
        sheet.write_row(line, 1, (each.population, each.drawn))


def _workbook(path: Path) -> Any:
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415  (no stubs)

    return xlsxwriter.Workbook(str(path), {"constant_memory": True})


def _write(sheet: Any, line: int, words: Sequence[str], first: int = 0) -> None:
    """Text that stays text, whatever it begins with."""
    for place, word in enumerate(words, start=first):
        sheet.write_string(line, place, word)
