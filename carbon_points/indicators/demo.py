"""A few reported values of the demo district, so that the register shows its work."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.indicators.rules import DONE
from carbon_points.indicators.rules import OPEN
from carbon_points.indicators.service import report
from carbon_points.indicators.service import Reported

if TYPE_CHECKING:
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

_DEMO: Final = "演示数据"
_REPORTED: Final = (
    Reported("3", 2023, "0.74", f"{_DEMO}：能源统计月报"),
    Reported("3", 2024, "0.72", f"{_DEMO}：能源统计月报"),
    Reported("9", 2024, "清单初稿已编制，待评审", f"{_DEMO}：项目进展表", OPEN),
    Reported("11", 2023, "6.58", f"{_DEMO}：能源统计月报", OPEN),
    Reported("21", 2023, "4.6", f"{_DEMO}：绿色建筑台账"),
    Reported("21", 2024, "5.3", f"{_DEMO}：绿色建筑台账"),
    Reported("28a", 2023, "42990.5", f"{_DEMO}：农资台账"),
    Reported("28a", 2023, "42900.5", f"{_DEMO}：农资台账", note="原数录入有误"),
    Reported("P1", 2024, "初稿已编制，待评审", f"{_DEMO}：项目进展表", OPEN),
    Reported("P3", 2023, "已并网", f"{_DEMO}：并网验收单", DONE),
)
_PROVEN: Final = frozenset({"9", "28a", "P3"})
"""Subjects whose values come with a file."""


def fill_plan(db: Database, caller: Caller) -> None:
    """Report them one by one, as departments would."""
    with TemporaryDirectory() as folder:
        for number, said in enumerate(_REPORTED):
            by = replace(caller, operation_id=f"{caller.operation_id}/plan-{number}")
            paper = None
            if said.subject in _PROVEN:
                paper = Path(folder) / f"佐证_{said.subject}_{said.year}.txt"
                paper.write_text(f"{said.source}\n{said.value}\n", "utf-8")
            report(db, by, replace(said, evidence=paper))
