"""The tables of the public register, for paper, workbook and page alike."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.units import decimal_text
from carbon_points.statistics.naming import label
from carbon_points.statistics.suppression import WITHHELD

if TYPE_CHECKING:
    from carbon_points.scenarios.public_register import Figures
    from carbon_points.scenarios.public_register import PublicRegister


@dataclass(frozen=True, slots=True)
class Amount:
    """Milligrams, shown as kilograms; None where they are withheld."""

    mg: int | None


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people or actions; None where it is withheld."""

    number: int | None


Cell = str | Amount | Count

_LONGEST: Final = 28
"""Letters of a cell for which a paper has room."""


@dataclass(frozen=True, slots=True)
class Section:
    """One table with its heading."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str
    """What stands there while there is no row."""

    names: int
    """So many first columns name a row; the others are figures."""

    totals: tuple[Cell, ...] = ()
    wordy: bool = False
    """Whether its rows are too long for the width of a paper."""

    @property
    def fits(self) -> bool:
        """Whether its rows stand side by side on a paper."""
        cells = (cell for row in self.rows for cell in row)
        longest = max((len(c) for c in cells if isinstance(c, str)), default=0)
        return not self.wordy and longest <= _LONGEST


def shown(cell: Cell) -> str:
    """A cell as people read it."""
    if isinstance(cell, Amount):
        if cell.mg is None:
            return WITHHELD
        return decimal_text(Fraction(cell.mg, 1_000_000), 3)
    if isinstance(cell, Count):
        return WITHHELD if cell.number is None else f"{cell.number:,}"
    return cell


def sections(register: PublicRegister) -> tuple[Section, ...]:
    """Notices that run, batches, disposals, uses."""
    return (
        _notices(register),
        _batches(register),
        _disposals(register),
        _uses(register),
    )


def _notices(register: PublicRegister) -> Section:
    rows = tuple(
        (
            f"{each.starts} 至 {each.ends}",
            f"{each.first} 至 {each.last}",
            "、".join(label("methodology", name) for name in each.methodologies),
            each.text,
            f"{each.objections} 条，已答复 {each.answered} 条",
        )
        for each in register.notices
    )
    headings = ("公示期", "核算期", "方法学", "公示内容", "异议")
    empty = "目前没有公示。"
    return Section("公示（尚未登记）", headings, rows, empty, len(headings), wordy=True)


def _batches(register: PublicRegister) -> Section:
    rows = tuple(
        (
            each.number,
            each.name,
            str(each.vintage),
            f"{each.first} 至 {each.last}",
            each.registered_on.isoformat(),
            *_figures(each.figures),
        )
        for each in register.batches
    )
    headings = (
        *("登记批次", "方法学", "年份", "核算期", "登记日"),
        *("参与者", "行为", "登记 kg", "冲正 kg", "划拨 kg", "已用 kg", "余额 kg"),
    )
    totals = ("合计", "", "", "", "", *_figures(register.totals))
    empty = "还没有登记批次。"
    return Section("登记批次及去向", headings, rows, empty, 5, totals)


def _figures(figures: Figures) -> tuple[Cell, ...]:
    return (
        Count(figures.participants),
        Count(figures.actions),
        Amount(figures.registered_mg),
        Amount(figures.reversed_mg),
        Amount(figures.disposed_mg),
        Amount(figures.used_mg),
        Amount(figures.balance_mg),
    )


def _disposals(register: PublicRegister) -> Section:
    rows = tuple(
        (
            each.number,
            each.disposed_on.isoformat(),
            each.enterprise,
            each.uscc,
            each.purpose,
            each.document,
            "、".join(each.batches),
            Amount(each.reduction_mg),
            Amount(each.used_mg),
        )
        for each in register.disposals
    )
    headings = (
        *("划拨编号", "划拨日", "受让企业", "统一社会信用代码", "用途", "文号"),
        *("来自批次", "数量 kg", "已用 kg"),
    )
    return Section("划拨", headings, rows, "还没有划拨。", 7, wordy=True)


def _uses(register: PublicRegister) -> Section:
    rows = tuple(
        (
            each.number,
            each.used_on.isoformat(),
            each.disposal,
            each.enterprise,
            each.purpose,
            Amount(each.reduction_mg),
        )
        for each in register.uses
    )
    headings = ("注销编号", "注销日", "划拨编号", "企业", "用途", "数量 kg")
    return Section("使用注销", headings, rows, "还没有使用注销。", 5)
