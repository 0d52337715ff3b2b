"""What checks, samples and findings say, in a dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.audit.reasons import reason_text
from carbon_points.common.ids import id_text
from carbon_points.common.units import decimal_text
from carbon_points.dossier import words
from carbon_points.dossier.paper import Facts
from carbon_points.dossier.paper import Section
from carbon_points.dossier.paper import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.audit.finding_rows import FindingRow
    from carbon_points.dossier.gathering import Material
    from carbon_points.dossier.paper import Block
    from carbon_points.dossier.samples import KeptSample
    from carbon_points.integrity.service import Verified


def audit_section(material: Material) -> Section:
    """What the checks and samples found."""
    samples = [_sample(each) for each in material.samples]
    none = Facts((("抽样核查", words.NOT_RECORDED),))
    left = sum(each.unsettled for each in material.findings)
    said = f"共 {len(material.findings)} 个，未了结 {left} 个"
    blocks: list[Block] = [
        _checks(material.verified),
        *(samples or (none,)),
        Facts((("审核问题", said),)),
    ]
    if material.findings:
        blocks.append(_findings(material.findings))
    return Section("审核", blocks)


def _checks(verified: Verified) -> Facts:
    checks = verified.checks
    bad = [each for each in checks if not each.ok]
    counted = f"{len(checks) - len(bad)} / {len(checks)} 项通过"
    named = "；".join(each.problem.zh for each in bad if each.problem is not None)
    return Facts((("全库核验", counted + (f"。{named}" if named else "，含逐条复算")),))


def _sample(sample: KeptSample) -> Facts:
    found = sample.result
    outcome = found.outcome
    share, lower, upper, bound = (
        f"{decimal_text(100 * each, 2)} %"
        for each in (
            outcome.share,
            outcome.lower,
            outcome.upper,
            outcome.upper_one_sided,
        )
    )
    confidence = decimal_text(100 * found.confidence, 0)
    return Facts(
        (
            ("抽样", f"总体 {outcome.population:,} 条，抽取 {found.size:,} 条"),
            ("种子", found.seed),
            ("已核查", f"{outcome.checked:,} 条，有误 {outcome.wrong:,} 条"),
            ("差错率", f"{share}（{confidence}% 区间 {lower} – {upper}）"),
            ("单侧上限", bound),
            ("未了结问题", f"{len(found.open_findings)} 个"),
        )
    )


def _findings(findings: Sequence[FindingRow]) -> Table:
    rows = [
        (
            id_text(each.finding_id),
            id_text(each.action_id),
            reason_text(each.reason),
            words.STEPS[each.state],
            f"{each.overstated_mg:,}",
        )
        for each in findings
    ]
    headings = ("问题编号", "行为编号", "理由", "状态", "多计 mg")
    return Table(headings, rows, names=4)
