"""The papers of a dossier in words: each section once, for PDF and for Word."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.units import mass_text
from carbon_points.dossier import words
from carbon_points.dossier.evidence_files import document_claim
from carbon_points.dossier.ledger_section import kilograms
from carbon_points.dossier.paper import Chart
from carbon_points.dossier.paper import Facts
from carbon_points.dossier.paper import Figures
from carbon_points.dossier.paper import Paper
from carbon_points.dossier.paper import Paragraph
from carbon_points.dossier.paper import Section
from carbon_points.dossier.paper import Signatures
from carbon_points.dossier.paper import Table
from carbon_points.scenarios.definitions import definitions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.dossier.evidence_files import Copied
    from carbon_points.dossier.gathering import Material
    from carbon_points.dossier.paper import Block
    from carbon_points.dossier.self_test import Tested

_BASIS: Final = {
    "running_months": "02 · 按月份",
    "places": "02 · 按街道（镇）",
    "participants": "02 · 按参与者类别",
    "smes": "02 · 按参与者类别",
    "reduction_mg": "02 · 按方法学、台账",
    "evidence": "02 · 按证据等级；03",
    "audit": "05 审核材料",
    "activities": "08 活动与宣传",
    "documents": "八、必备文件",
}
_NUMERALS: Final = "一二三四五六七八九十"


def paper(material: Material, title: str, sections: Sequence[Section]) -> Paper:
    """Some sections as one paper."""
    about = material.pedigree
    return Paper(
        f"{about.district}“{material.scenario.name_zh}”应用场景",
        title,
        about.mark,
        about.footer,
        sections,
        about.district,
        material.counted_at,
    )


def numbered(sections: Sequence[Section]) -> list[Section]:
    """Sections with Chinese numerals before their headings."""
    return [
        section._replace(heading=f"{_numeral(place)}、{section.heading}")
        for place, section in enumerate(sections, start=1)
    ]


def _numeral(number: int) -> str:
    ten, one = divmod(number, 10)
    digit = _NUMERALS[one - 1] if one else ""
    return ("十" if ten else "") + digit


def conclusion(material: Material) -> Section:
    """How far the scenario is, in four numbers and a sentence."""
    totals = material.totals
    number, unit = mass_text(totals.reduction_mg or 0)
    met, count = material.met, len(material.criteria)
    short = [each.name for each in material.criteria if not each.met]
    said = f"{count} 项验收标准中 {met} 项达标。"
    if short:
        said += "尚未达标：" + "；".join(short) + "。"
    else:
        said += "全部达标，可以申请验收。"
    return Section(
        "自评结论",
        (
            Figures(
                (
                    ("达标", f"{met} / {count}", "项"),
                    ("参与者", f"{totals.participants or 0:,}", "人（户）"),
                    ("核定减排量", number, f"{unit}CO₂e"),
                    ("积分", f"{totals.points or 0:,}", "分"),
                )
            ),
            Paragraph(said),
            Paragraph(
                "目标均为假定，待主管部门确认；数字为区级核算登记，未经核证。",
                quiet=True,
            ),
        ),
    )


def overview(material: Material) -> Section:
    """What the scenario is, who runs it and how far its life has come."""
    about, file = material.pedigree, material.file
    used = "；".join(each.text for each in about.used) or words.NOT_RECORDED
    facts = [
        ("应用场景", f"{material.scenario.name_zh}：{material.scenario.summary_zh}"),
        ("承办单位", file.detail.host or words.NOT_RECORDED),
        ("实施范围", f"{len(file.places)} 个街道（镇）"),
        ("方法学", used),
        ("阶段", words.STAGES.get(file.stage, words.NOT_RECORDED)),
    ]
    if file.countdown.valid_to is not None:
        facts.append(("有效期至", file.countdown.valid_to.isoformat()))
    facts += [
        ("数据截至", about.counted_at or "尚无记录"),
        ("链位置", str(about.position)),
    ]
    blocks: list[Block] = [Facts(facts)]
    if file.stages:
        rows = [
            (words.STAGES[each.stage], each.day.isoformat(), each.document or "—")
            for each in file.stages
        ]
        blocks.append(Table(("阶段", "日期", "文件"), rows, names=3))
    return Section("场景概况", blocks)


def criteria(material: Material) -> Section:
    """Each criterion with target, actual value, source and where it can be seen."""
    rows = [
        (
            each.name,
            f"{each.target_text}{'（假定）' if each.assumed else ''}",
            each.actual_text,
            "达标" if each.met else "未达标",
            f"{each.source}（{each.document}）" if each.document else each.source,
            _BASIS.get(each.id, ""),
        )
        for each in material.criteria
    ]
    headings = ("验收标准", "目标", "现状", "结论", "目标来源", "依据")
    return Section(
        "验收标准逐条自评",
        (
            Table(headings, rows, names=6),
            Paragraph(
                "“假定”：目标参照其他地区的规则或由本程序设定，不是已公布的验收要求。",
                quiet=True,
            ),
        ),
    )


def statistics(material: Material) -> Section:
    """Charts, and the sums by month and methodology."""
    blocks: list[Block] = [Chart(spec) for spec in material.charts]
    blocks += [_cut(material, name) for name in ("按月份", "按方法学")]
    return Section("统计", blocks)


def _cut(material: Material, name: str) -> Table:
    _, groups = material.cuts[name]
    totals = material.totals
    rows = [
        (
            each.key[0],
            "—" if each.participants is None else f"{each.participants:,}",
            f"{each.actions:,}",
            kilograms(each.reduction_mg),
            f"{each.points:,}",
        )
        for each in groups
    ]
    last = (
        "合计",
        f"{totals.participants or 0:,}",
        f"{totals.actions or 0:,}",
        kilograms(totals.reduction_mg or 0),
        f"{totals.points or 0:,}",
    )
    headings = (name[1:], "参与者", "行为（笔）", "减排量（kgCO₂e）", "积分（分）")
    return Table(headings, rows, (last,))


def evidence(material: Material, copied: Sequence[Copied]) -> Section:
    """Where the numbers come from, and which files are attached."""
    kinds: dict[str, list[int]] = {}
    for each in material.sources:
        figures = kinds.setdefault(each.kind, [0, 0, 0])
        figures[0] += bool(each.batch)
        figures[1] += each.group.actions
        figures[2] += each.group.reduction_mg
    rows = [
        (words.IMPORTS.get(kind, kind), f"{n:,}", f"{actions:,}", kilograms(mg))
        for kind, (n, actions, mg) in sorted(kinds.items())
    ]
    totals = material.totals
    last = (
        "合计",
        f"{sum(n for n, _, _ in kinds.values()):,}",
        f"{totals.actions or 0:,}",
        kilograms(totals.reduction_mg or 0),
    )
    attached = sum(bool(each.path) for each in copied)
    kept = len(copied) - attached
    said = f"随附证据文件 {attached} 份"
    said += (
        f"，另有 {kept} 份含身份信息或无法检查，原件留存在登记系统。" if kept else "。"
    )
    return Section(
        "证据",
        (
            Table(
                ("来源", "文件（份）", "行为（笔）", "减排量（kgCO₂e）"), rows, (last,)
            ),
            Paragraph(
                f"{said if copied else '没有单独上传的证据文件。'}“03 证据索引”逐项列出"
                "主张、文件与记录的对应，和每份文件的 SHA-256；导入文件的原件含身份"
                "信息，留存在登记系统，凭哈希核对。"
            ),
        ),
    )


def documents(material: Material, copied: Sequence[Copied]) -> Section:
    """The documents that an acceptance needs, held or not, and their files."""
    needed = [
        (
            str(place),
            each.name_zh,
            words.NOT_RECORDED if each.name_zh in material.missing else "已具备",
        )
        for place, each in enumerate(definitions().documents, start=1)
    ]
    attached: dict[str, list[str]] = {}
    for each in copied:
        for claim in each.wanted.claims:
            attached.setdefault(claim, []).append(each.path or each.note)
    papers = [
        (
            each.title,
            each.number or "—",
            each.issued_on.isoformat(),
            "；".join(attached.get(document_claim(each), [])),
        )
        for each in material.file.documents
        if each.counts
    ]
    blocks: list[Block] = [Table(("序号", "文件", "状态"), needed, names=3)]
    if papers:
        headings = ("登记的文件", "文号", "日期", "档案中的文件")
        blocks.append(Table(headings, papers, names=4))
    return Section("必备文件", blocks)


def activities(material: Material) -> Section:
    """Activities and publicity as far as they are recorded."""
    file = material.file
    rows = [
        (
            each.subject,
            each.published_in,
            f"{each.first} – {each.last}",
            words.STANDINGS[each.standing(file.as_of)],
            f"{len(each.objections)} 条，未答复 {each.open_objections} 条",
        )
        for each in file.notices
        if not each.withdrawn
    ]
    blocks: list[Block] = [Facts(words.ACTIVITY_FACTS)]
    if rows:
        headings = ("场景公示", "刊登处", "期间", "状态", "异议")
        blocks.append(Table(headings, rows, names=5))
    else:
        blocks.append(Facts((("场景公示", words.NOT_RECORDED),)))
    blocks.append(Paragraph("尚未登记的事项不作声明；登记后重新生成档案即可列出。"))
    return Section("活动与宣传", blocks)


def calculation(material: Material) -> Section:
    """That somebody else can compute the numbers again."""
    found = material.proof
    return Section(
        "计算证明",
        (
            Facts(
                (
                    (
                        "选取",
                        f"{len(found.shown)} 条，总体 {found.plan.population:,} 条",
                    ),
                    ("规则", "置信度 95%，可容忍差错 10%，按街道×方法学分层"),
                    ("种子", found.plan.design.seed),
                    ("重算", f"{found.agreeing} / {len(found.shown)} 条与登记值一致"),
                )
            ),
            Paragraph(
                "“04 计算证明”含选取名单、每条行为的完整计算过程、所用因子及来源、"
                "整套因子集和可直接重算的数据文件；他人无须数据库即可复算。"
            ),
        ),
    )


def privacy() -> Section:
    """What of people is in the dossier, and what is not."""
    return Section("个人信息保护", [Paragraph(each) for each in words.PRIVACY_WORDS])


def self_test(found: Sequence[Tested]) -> Section:
    """Every total, added again."""
    good = sum(each.ok for each in found)
    rows = [
        (
            each.total.sheet or each.total.file,
            each.total.column,
            f"{each.rows:,}",
            f"{int(each.total.value):,}",
            "—" if each.added is None else f"{each.added:,}",
            "相等" if each.ok else each.why,
        )
        for each in found
    ]
    headings = ("表", "列", "行数", "表内合计", "重新加总", "结论")
    return Section(
        "自测：合计重新加总",
        (
            Paragraph(f"{len(found)} 个合计重新加总，{good} 个相等。"),
            Table(headings, rows, names=2),
        ),
        new_page=True,
    )


def files_listed(rows: Sequence[tuple[str, str, str]]) -> Section:
    """Every file with its digest and what it supports."""
    headings = ("文件", "SHA-256（前 16 位）", "支持的主张")
    return Section("自测：文件与主张", (Table(headings, rows, names=3),))


def sign_off() -> Section:
    """The page that people sign."""
    return Section(
        "签署页",
        (Paragraph(words.COMMITMENT), Signatures(words.SIGNERS)),
        new_page=True,
    )
