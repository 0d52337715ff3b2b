"""The ledger in a dossier: where the reductions lie, and that nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.dossier import words
from carbon_points.dossier.paper import Facts
from carbon_points.dossier.paper import Paragraph
from carbon_points.dossier.paper import Section
from carbon_points.dossier.paper import Table
from carbon_points.statistics.naming import methodology_names

if TYPE_CHECKING:
    from carbon_points.dossier.gathering import Material
    from carbon_points.dossier.paper import Block


def kilograms(reduction_mg: int) -> str:
    """Kilograms to the last milligram."""
    if not reduction_mg:
        return "0"
    whole, rest = divmod(abs(reduction_mg), 1_000_000)
    return f"{'-' if reduction_mg < 0 else ''}{whole:,}.{rest:06d}"


def ledger_section(material: Material) -> Section:
    """Where the reductions lie, and that nothing is lost."""
    approved = material.totals.reduction_mg or 0
    whole = sum(each.total for each in material.holdings)
    difference = whole - approved
    blocks: list[Block] = [
        Paragraph("单位：kgCO₂e；待登记、在池、已划拨、已注销按方法学和年份列示。"),
        _holdings(material, whole),
        Facts(
            (
                ("核定减排量", f"{approved:,} mg"),
                ("台账合计", f"{whole:,} mg"),
                ("差额", f"{difference:,} mg{'' if difference else '（相等）'}"),
            )
        ),
        _causes(material),
    ]
    if material.batches:
        blocks.append(_batches(material))
    if material.disposals:
        blocks.append(_disposals(material))
    said = "支配权属于生态环境主管部门。台账为复式记账，每笔分录借贷相等，只增不改。"
    return Section("台账说明", (*blocks, Paragraph(said, quiet=True)))


def _holdings(material: Material, whole: int) -> Table:
    names = methodology_names()
    rows = [
        (
            names.get(each.methodology, each.methodology),
            str(each.vintage),
            *(kilograms(each.held.get(kind, 0)) for kind in words.HELD),
            kilograms(each.total),
        )
        for each in material.holdings
    ]
    sums = [
        sum(each.held.get(kind, 0) for each in material.holdings) for kind in words.HELD
    ]
    last = ("合计", "", *map(kilograms, sums), kilograms(whole))
    headings = ("方法学", "年份", *words.HELD.values(), "合计")
    return Table(headings, rows, (last,), names=2)


def _causes(material: Material) -> Table:
    rows = [
        (
            words.CAUSES.get(each.kind, each.kind),
            f"{each.entries:,}",
            kilograms(each.reduction_mg),
        )
        for each in material.causes
    ]
    return Table(("分录来由", "分录（笔）", "减排量（kgCO₂e）"), rows)


def _batches(material: Material) -> Table:
    rows = [
        (
            each.number,
            each.registered_on.isoformat(),
            kilograms(each.registered_mg),
            kilograms(each.disposed_mg),
            kilograms(each.used_mg),
            kilograms(each.balance_mg),
        )
        for each in material.batches
    ]
    headings = ("批次", "登记日期", "登记", "已划拨", "其中已注销", "余额")
    return Table(headings, rows, names=2)


def _disposals(material: Material) -> Table:
    rows = [
        (
            each.number,
            each.enterprise,
            each.purpose,
            each.document,
            kilograms(each.reduction_mg),
            kilograms(each.used_mg),
        )
        for each in material.disposals
    ]
    headings = ("划拨", "企业", "用途", "文件", "减排量", "其中已注销")
    return Table(headings, rows, names=4)
