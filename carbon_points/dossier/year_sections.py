"""The yearly report of a subdistrict in words."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from carbon_points.common.units import decimal_text
from carbon_points.common.units import mass_text
from carbon_points.dossier import words
from carbon_points.dossier.paper import Facts
from carbon_points.dossier.paper import Figures
from carbon_points.dossier.paper import Paper
from carbon_points.dossier.paper import Paragraph
from carbon_points.dossier.paper import Section
from carbon_points.dossier.paper import Table
from carbon_points.dossier.year import LATER
from carbon_points.dossier.year import MISSING
from carbon_points.statistics.naming import label
from carbon_points.statistics.suppression import WITHHELD

if TYPE_CHECKING:
    from carbon_points.dossier.paper import Block
    from carbon_points.dossier.year import Share
    from carbon_points.dossier.year import Year

_UNCLOSED = "未结账"


def year_paper(found: Year) -> Paper:
    """The report, as far as the records reach."""
    about = found.pedigree
    return Paper(
        f"{about.district}{found.place.name}碳普惠工作年度报告",
        f"{found.year} 年度" + ("" if found.closed else f"（{_UNCLOSED}，草稿）"),
        about.mark,
        about.footer,
        (
            _organisation(found),
            _figures(found),
            _shares(found),
            _proofs(found),
            _left_out(found),
        ),
        about.district,
        found.counted_at,
    )


def _organisation(found: Year) -> Section:
    facts = (
        ("街道（镇）", found.place.name),
        ("社区（村）", f"{found.communities} 个（有登记参与者的）"),
        ("服务台", "、".join(found.desks) or words.NOT_RECORDED),
        ("登记参与者", f"居民 {found.residents:,} 人，中小微企业 {found.smes:,} 家"),
        (MISSING["organisation"], words.NOT_RECORDED),
        (MISSING["plan"], words.NOT_RECORDED),
    )
    return Section("一、组织与计划", (Facts(facts),))


def _figures(found: Year) -> Section:
    this, last = found.this, found.last
    number, unit = _mass(this.totals.reduction_mg)
    headline = Figures(
        (
            ("参与者", _count(this.totals.participants), "人（户）"),
            ("行为", _count(this.totals.actions), "笔"),
            ("核定减排量", number, unit),
            ("积分", _count(this.totals.points), "分"),
        )
    )
    rows = [
        _row("参与者（人、户）", this.totals.participants, last.totals.participants),
        _row("行为（笔）", this.totals.actions, last.totals.actions),
        _row(
            "减排量（克CO₂e）",
            _grams(this.totals.reduction_mg),
            _grams(last.totals.reduction_mg),
        ),
        *(
            _row(
                f"　其中{label('grade', grade)}（克CO₂e）",
                _grams(this.layers[grade]),
                _grams(last.layers[grade]),
            )
            for grade in this.layers
        ),
        _row("积分（分）", this.totals.points, last.totals.points),
    ]
    rows += [
        (MISSING[name], words.NOT_RECORDED, words.NOT_RECORDED, "—")
        for name in ("awards", "redemption", "activities", "survey")
    ]
    headings = ("指标", f"{this.year} 年", f"{last.year} 年", "增减")
    blocks: list[Block] = [headline, Table(headings, rows)]
    if not found.closed:
        said = f"{_UNCLOSED}：{found.year} 年 12 月尚未关账，数字可能变化。"
        blocks.append(Paragraph(said, quiet=True))
    return Section("二、主要数据", blocks)


def _row(name: str, this: int | None, last: int | None) -> tuple[str, str, str, str]:
    known = this is not None and last is not None
    change = (this or 0) - (last or 0)
    said = f"{change:+,}" if change else "0"
    return name, _count(this), _count(last), said if known else "—"


def _count(number: int | None) -> str:
    return WITHHELD if number is None else f"{number:,}"


def _grams(reduction_mg: int | None) -> int | None:
    """Whole grams, half to even; the record has milligrams."""
    return None if reduction_mg is None else round(Fraction(reduction_mg, 1000))


def _mass(reduction_mg: int | None) -> tuple[str, str]:
    if reduction_mg is None:
        return WITHHELD, ""
    number, unit = mass_text(reduction_mg)
    return number, f"{unit}CO₂e"


def _shares(found: Year) -> Section:
    rows = [row for share in found.shares for row in _share_rows(share)]
    headings = ("场景", "验收标准", "本街道（镇）", "全区", "占比")
    return Section(
        "四、对应用场景验收的贡献",
        (
            Table(headings, rows, names=2),
            Paragraph("按验收标准的口径，从场景起始累计；研究稿不计。", quiet=True),
        ),
    )


def _share_rows(share: Share) -> list[tuple[str, ...]]:
    name, own, whole = share.scenario.name_zh, share.own, share.whole
    counted = "计入" if share.months else "未计入"
    mass = (" ".join(_mass(row.reduction_mg)).strip() for row in (own, whole))
    return [
        (name, "有核定行为的街道（镇）", counted, "—", "—"),
        (name, "有核定行为的月份", f"{share.months} 个月", "—", "—"),
        (
            name,
            "有核定行为的参与者",
            _count(own.participants),
            _count(whole.participants),
            _percent(own.participants, whole.participants),
        ),
        (
            name,
            "核定减排量",
            *mass,
            _percent(own.reduction_mg, whole.reduction_mg),
        ),
    ]


def _percent(part: int | None, whole: int | None) -> str:
    if part is None or not whole:
        return "—"
    return f"{decimal_text(Fraction(100 * part, whole), 2)} %"


def _proofs(found: Year) -> Section:
    rows = [
        (str(number), each.claim, each.file, "—", each.on.isoformat(), each.sha256[:16])
        for number, each in enumerate(found.proofs, start=1)
    ]
    headings = ("序号", "主张", "文件", "页", "登记日期", "SHA-256（前 16 位）")
    if not rows:
        return Section("七、证据清单", (Facts((("证据", words.NOT_RECORDED),)),))
    return Section(
        "七、证据清单",
        (
            Table(headings, rows, names=6),
            Paragraph("原件留存在登记系统，凭 SHA-256 核对；清单不含姓名和证件号码。"),
        ),
    )


def _left_out(found: Year) -> Section:
    """What this report leaves out, plainly."""
    missing = [MISSING[name] for name in found.missing if name in MISSING]
    facts = (
        ("尚未登记", "、".join(missing)),
        ("以后补充", "、".join(LATER)),
        ("关账", "已关账到 12 月" if found.closed else f"{_UNCLOSED}"),
    )
    return Section("本报告未包含的内容", (Facts(facts),))
