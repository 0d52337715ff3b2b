"""Statistics as an A4 paper: key figures, charts, the whole table, the pedigree."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from carbon_points.common.units import decimal_text
from carbon_points.scenarios import board as boards
from carbon_points.scenarios import drawing
from carbon_points.scenarios.sheets import Grid
from carbon_points.scenarios.sheets import INNER
from carbon_points.scenarios.sheets import Sheets
from carbon_points.statistics.naming import DRAFT
from carbon_points.statistics.naming import HEADINGS
from carbon_points.statistics.naming import label
from carbon_points.statistics.suppression import WITHHELD
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.scenarios.criteria import Criterion
    from carbon_points.statistics.charts import ChartSpec
    from carbon_points.statistics.pedigree import Pedigree
    from carbon_points.statistics.tables import StatRow
    from carbon_points.statistics.tables import StatTable

_FIGURES = ("参与者", "行为（笔）", "减排量（kgCO₂e）", "积分（分）")


def statistics_pdf(
    table: StatTable,
    specs: Sequence[ChartSpec],
    pedigree: Pedigree,
    path: Path,
    criteria: Sequence[Criterion] = (),
) -> None:
    """Write an A4 paper with key figures, charts, the table and its pedigree.

    Args:
        table: what is printed.
        specs: its charts.
        pedigree: of the table.
        path: where to.
        criteria: how far the table's scenario is from its acceptance.
    """
    board = boards.board_of(table, specs, pedigree)
    sheets = Sheets(board.title, board.mark, pedigree.footer)
    head = sheets.block(boards.HEAD, 4)
    boards.draw_head(sheets.pencil, board, head)
    keys = sheets.block(boards.KEYS, 24)
    boards.draw_figures(sheets.pencil, board.figures, keys)
    for spec in specs:
        box = sheets.chart(drawing.height(spec, INNER), 24)
        drawing.draw(sheets.pencil, spec, box)
    if criteria:
        _write_criteria(sheets, criteria)
    sheets.heading("统计表")
    sheets.grid(_grid(table))
    _write_pedigree(sheets, pedigree)
    write_whole(path, sheets.pdf(board.title, f"{board.subtitle} · {board.footer}"))


def _write_criteria(sheets: Sheets, criteria: Sequence[Criterion]) -> None:
    met = sum(criterion.met for criterion in criteria)
    sheets.heading(f"验收进度 {met} / {len(criteria)}", keep_with=17 * len(criteria))
    rows = [
        [
            criterion.name,
            f"{criterion.target_text}{'（假定）' if criterion.assumed else ''}",
            criterion.actual_text,
            "达标" if criterion.met else "未达标",
        ]
        for criterion in criteria
    ]
    sheets.grid(Grid(["验收标准", "目标", "现状", "结论"], rows, [], 1))


def _grid(table: StatTable) -> Grid:
    names = [HEADINGS[name] for name in table.by] or ["范围"]
    rows = []
    for row in table.rows:
        key = [label(*pair) for pair in zip(table.by, row.key, strict=True)] or ["全区"]
        rows.append(_cells(key, row))
    totals = [_cells(["合计", *[""] * (len(names) - 1)], table.totals)]
    if table.draft_totals is not None:
        totals.append(_cells(["合计", *[""] * (len(names) - 1)], table.draft_totals))
    return Grid([*names, *_FIGURES], rows, totals, len(names))


def _cells(key: list[str], row: StatRow) -> list[str]:
    if row.draft:
        key = [*key[:-1], f"{key[-1]}（{DRAFT}）"]
    mass = row.reduction_mg
    kilograms = "" if mass is None else decimal_text(Fraction(mass, 1_000_000), 3)
    figures = [
        WITHHELD if row.participants is None else f"{row.participants:,}",
        "—" if row.actions is None else f"{row.actions:,}",
        kilograms or "—",
        "—" if row.points is None else f"{row.points:,}",
    ]
    return [*key, *figures]


def _write_pedigree(sheets: Sheets, pedigree: Pedigree) -> None:
    sheets.heading("数据来源与说明")
    sheets.fact("统计口径", pedigree.question)
    until = pedigree.counted_at or "尚无记录"
    sheets.fact("数据截至", f"{until}（链位置 {pedigree.position}）")
    for used in pedigree.used:
        status = f"，{used.status}" if used.status else ""
        sheets.fact(
            "方法学", f"{used.name}（{used.methodology} {used.version}{status}）"
        )
    for text in pedigree.assumed:
        sheets.fact("假定", text)
    for text in pedigree.remarks:
        sheets.fact("说明", text)
