"""The working paper of a sample, to be printed, filled in by hand and signed."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from carbon_points.audit.reasons import reason_text
from carbon_points.audit.sample_paper import RULE_ZH
from carbon_points.audit.sample_paper import stratum_text
from carbon_points.audit.sheets import STEPS_ZH
from carbon_points.common.days import local_moment
from carbon_points.common.ids import id_text
from carbon_points.common.units import decimal_text
from carbon_points.common.units import mass_text
from carbon_points.scenarios import fonts
from carbon_points.scenarios.pencil import Look
from carbon_points.scenarios.pencil import Stroke
from carbon_points.scenarios.sheets import Grid
from carbon_points.scenarios.sheets import Sheets
from carbon_points.scenarios.working_list import write_list
from carbon_points.statistics.naming import NOT_CERTIFIED
from carbon_points.statistics.naming import scenario_names
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    from fractions import Fraction
    from pathlib import Path

    from carbon_points.audit.finding_rows import FindingRow
    from carbon_points.audit.sample_paper import SamplePaper
    from carbon_points.audit.sample_results import SampleResult
    from carbon_points.scenarios.pencil import Box

TITLE: Final = "抽样核查工作底稿"
_TITLE: Final = Look(17, "text", fonts.BOLD)
_UNDER: Final = Look(9.5, "text3")
_LINE: Final = Look(9, "text2")
_SIGNED: Final = ("抽样人", "核查人", "复核人", "现场检查人员")
_ALWAYS: Final = ("2000-01-01", "2099-12-31")


def write_working_paper(paper: SamplePaper, path: Path) -> None:
    """Write the paper as an A4 PDF; the same paper gives the same bytes."""
    write_whole(path, working_paper_pdf(paper))


def working_paper_pdf(paper: SamplePaper) -> bytes:
    """The pages: plan, strata, list, result with its interval, findings, signatures."""
    number = "方案（未保存）" if paper.result is None else _number(paper.result)
    footer = f"总体编号 SHA-256 {paper.plan.ids_digest.hex()[:32]}… · {NOT_CERTIFIED}"
    sheets = Sheets(f"{TITLE} · {number}", NOT_CERTIFIED, footer)
    _write_head(sheets, paper, number)
    _write_plan(sheets, paper)
    _write_strata(sheets, paper)
    sheets.heading("三、名单与核查记录", keep_with=120)
    sheets.paragraph("逐条对照凭证核查，在结论栏打勾；有误的写理由代码和多计千克数。")
    write_list(sheets, paper.rows)
    _write_result(sheets, paper)
    _write_findings(sheets, paper)
    _write_signatures(sheets)
    return sheets.pdf(f"{TITLE} {number}", footer)


def _number(done: SampleResult) -> str:
    return f"抽样 {id_text(done.sample_id)}"


def _write_head(sheets: Sheets, paper: SamplePaper, number: str) -> None:
    box = sheets.block(44, 6)
    sheets.pencil.text(box.x, box.y + 24, TITLE, _TITLE)
    scenario = scenario_names()[paper.plan.design.scenario]
    parts = [f"应用场景 {scenario}", number]
    if paper.drawn_by:
        drawn = local_moment(paper.drawn_at).isoformat(sep=" ", timespec="minutes")
        parts.append(f"{paper.name(paper.drawn_by)} 于 {drawn[:16]} 抽取")
    sheets.pencil.text(box.x, box.y + 6, " · ".join(parts), _UNDER)


def _write_plan(sheets: Sheets, paper: SamplePaper) -> None:
    plan = paper.plan
    design = plan.design
    sheets.heading("一、抽样方案")
    sheets.fact("总体", f"已核定的行为 {plan.population:,} 条（{_period(paper)}）")
    sheets.fact("置信度", f"{_percent(design.confidence, 0)} %")
    bound = f"{_percent(design.bound, 1)} %"
    if design.rule == "margin":
        sheets.fact("误差", f"差错率的误差不超过 ±{bound}")
    else:
        said = f"抽到的全部无误时，可排除总体差错率达到 {bound}"
        sheets.fact("可容忍差错", said)
    size = f"按规则 {plan.wanted} 条，各层至少 1 条，合计 {len(plan.drawn)} 条"
    sheets.fact("抽取", size)
    sheets.fact("种子", f"“{design.seed}”（由现场检查人员说出）")
    sheets.fact("方法", RULE_ZH)
    if paper.rows:
        first = paper.rows[0]
        says = f"序值为 SHA-256 的前 8 位；第 1 条 {id_text(first.action_id)} 的全值："
        sheets.fact("自行验证", f"{says}{first.key.hex()}")


def _period(paper: SamplePaper) -> str:
    design = paper.plan.design
    days = (design.first.isoformat(), design.last.isoformat())
    return "全部时段" if days == _ALWAYS else f"{days[0]} 至 {days[1]}"


def _write_strata(sheets: Sheets, paper: SamplePaper) -> None:
    sheets.block(6)
    sheets.heading("二、分层")
    rows = [
        [stratum_text(each.name), f"{each.population:,}", str(each.drawn)]
        for each in paper.plan.strata
    ]
    total = ["合计", f"{paper.plan.population:,}", str(len(paper.plan.drawn))]
    sheets.grid(Grid(["层", "总体（条）", "抽取（条）"], rows, [total], 1))


def _write_result(sheets: Sheets, paper: SamplePaper) -> None:
    sheets.heading("四、结果", keep_with=130)
    done = paper.result
    if done is None or not done.outcome.checked:
        for name in ("已核查", "有误", "差错率", "区间", "推算总体多计", "结论"):
            _blank(sheets, name)
        return
    outcome = done.outcome
    state = "已全部核查" if done.finished else "尚未核完，以下为阶段数"
    sheets.fact("已核查", f"{outcome.checked} / {done.size} 条，{state}")
    sheets.fact("有误", f"{outcome.wrong} 条，多计 {_mass(done.overstated_mg)}")
    sheets.fact("差错率", f"{_percent(outcome.share)} %（按层加权）")
    sheets.fact(
        "区间",
        f"{_percent(outcome.lower)} % – {_percent(outcome.upper)} %（置信度 "
        f"{_percent(done.confidence, 0)} %，超几何分布，双侧）；"
        f"单侧上限 {_percent(outcome.upper_one_sided)} %（验收用）",
    )
    wrong = decimal_text(outcome.projected_wrong, 1)
    more = f"有误 {wrong} 条，多计 {_mass(outcome.projected_mg)}"
    sheets.fact("推算总体", f"若其余与抽到的相同：{more}")
    sheets.fact("问题", f"{done.findings} 个，未关闭 {len(done.open_findings)} 个")


def _write_findings(sheets: Sheets, paper: SamplePaper) -> None:
    if not paper.findings:
        return
    sheets.block(6)
    sheets.heading("五、问题与整改", keep_with=80)
    for each in paper.findings:
        sheets.fact(id_text(each.finding_id), _finding(paper, each))


def _finding(paper: SamplePaper, each: FindingRow) -> str:
    """A finding with its steps, as one sentence after another."""
    about = f"行为 {id_text(each.action_id)}：{reason_text(each.reason)}"
    parts = [
        f"{about}，多计 {_mass(each.overstated_mg)}（{paper.name(each.operator)}）",
        each.note,
    ]
    for step in each.steps:
        links = []
        if step.decision_id is not None:
            links.append(f"冲正决定 {id_text(step.decision_id)}")
        if step.replaced_by is not None:
            links.append(f"更正后的行为 {id_text(step.replaced_by)}")
        said = "，".join([step.note, *links])
        parts.append(f"{STEPS_ZH[step.step]}：{said}（{paper.name(step.operator)}）")
    if not each.steps:
        parts.append(STEPS_ZH["open"])
    return "；".join(filter(None, parts)) + "。"


def _write_signatures(sheets: Sheets) -> None:
    sheets.block(6)
    sheets.heading("签名", keep_with=110)
    for name in _SIGNED:
        box = sheets.block(26)
        sheets.pencil.text(box.x, box.y + 5, name, _LINE)
        _rule(sheets, box, (box.x + 74, box.x + 290))
        sheets.pencil.text(box.x + 310, box.y + 5, "日期", _LINE)
        _rule(sheets, box, (box.x + 340, box.right))


def _blank(sheets: Sheets, name: str) -> None:
    box = sheets.block(22)
    sheets.pencil.text(box.x, box.y + 5, name, _LINE)
    _rule(sheets, box, (box.x + 74, box.right))


def _rule(sheets: Sheets, box: Box, ends: tuple[float, float]) -> None:
    sheets.pencil.path([(end, box.y + 3) for end in ends], Stroke("text3", 0.5))


def _mass(milligrams: int) -> str:
    number, unit = mass_text(milligrams)
    return f"{number} {unit}CO₂e"


def _percent(value: Fraction, places: int = 2) -> str:
    return decimal_text(100 * value, places)
