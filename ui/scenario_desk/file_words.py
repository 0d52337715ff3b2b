"""The words of a scenario's file: stages, reasons, sources, and their badges."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.units import decimal_text
from carbon_points.scenarios.definitions import definitions
from carbon_points.scenarios.definitions import document_kinds
from carbon_points.statistics.suppression import WITHHELD
from ui.scenario_desk.scenario_english import spoken_criterion
from ui.shared import language
from ui.shared.badges import Badge
from ui.shared.language import tr_later
from ui.shared.language import translated
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from carbon_points.scenarios.criteria import Criterion
    from carbon_points.scenarios.definitions import Document as Kind
    from carbon_points.scenarios.documents import Document
    from carbon_points.scenarios.notices import Notice
    from carbon_points.scenarios.requirements import Requirement
    from carbon_points.scenarios.targets import Target

_CONTEXT: Final = "scenario_file"

_STAGES: Final = MappingProxyType(
    {
        "applied": tr_later("scenario_file", "申报"),
        "review": tr_later("scenario_file", "审核"),
        "trial": tr_later("scenario_file", "试运行"),
        "published": tr_later("scenario_file", "公布"),
        "running": tr_later("scenario_file", "运行"),
        "acceptance": tr_later("scenario_file", "验收"),
        "extended": tr_later("scenario_file", "延期"),
        "ended": tr_later("scenario_file", "结束"),
    }
)
_WHY: Final = MappingProxyType(
    {
        "NO_PAPER": tr_later("scenario_file", "还没有这份文件"),
        "NO_FILE": tr_later("scenario_file", "缺附件，只有登记"),
        "NOT_ADOPTED": tr_later("scenario_file", "有方法学未发布或未采用"),
        "NO_NOTICE": tr_later("scenario_file", "还没有公示"),
        "NOTICE_AHEAD": tr_later("scenario_file", "公示还没开始"),
        "NOTICE_RUNNING": tr_later("scenario_file", "公示期未满"),
        "OBJECTION_OPEN": tr_later("scenario_file", "有异议没有答复"),
        "NOT_VERIFIED": tr_later("scenario_file", "还没有核验"),
        "VERIFY_FAILED": tr_later("scenario_file", "最近一次核验未通过"),
        "VERIFY_OLD": tr_later("scenario_file", "最近一次核验超过 31 天"),
    }
)
_SOURCES: Final = MappingProxyType(
    {
        "resident": tr_later("scenario_file", "居民"),
        "enterprise": tr_later("scenario_file", "企业"),
        "unit": tr_later("scenario_file", "单位"),
        "other": tr_later("scenario_file", "其他"),
    }
)
_OUTCOMES: Final = MappingProxyType(
    {
        "accepted": tr_later("scenario_file", "采纳"),
        "declined": tr_later("scenario_file", "不采纳"),
        "withdrawn": tr_later("scenario_file", "异议人撤回"),
    }
)
_STANDINGS: Final = MappingProxyType(
    {
        "ahead": (tr_later("scenario_file", "未开始"), Tone.MUTE, "clock"),
        "running": (tr_later("scenario_file", "公示中"), Tone.INFO, "clock"),
        "objected": (tr_later("scenario_file", "待答复"), Tone.WARN, ""),
        "over": (tr_later("scenario_file", "已期满"), Tone.OK, ""),
        "withdrawn": (tr_later("scenario_file", "已作废"), Tone.MUTE, "circle-x"),
    }
)
_GRAMS_OF: Final = 10**9
"""Milligrams of a tonne, the unit in which people set that target."""


def stage_word(stage: str) -> str:
    """A stage in the language in force."""
    return translated(_CONTEXT, _STAGES[stage])


def why_words(requirement: Requirement) -> str:
    """Why a document does not count."""
    return translated(_CONTEXT, _WHY[requirement.why])


def sources() -> list[tuple[str, str]]:
    """Who may object, as (code, words)."""
    return [(code, translated(_CONTEXT, text)) for code, text in _SOURCES.items()]


def source_word(source: str) -> str:
    """Who objected."""
    return translated(_CONTEXT, _SOURCES[source])


def outcomes() -> list[tuple[str, str]]:
    """What may come of an objection, as (code, words)."""
    return [(code, translated(_CONTEXT, text)) for code, text in _OUTCOMES.items()]


def outcome_word(outcome: str) -> str:
    """What came of it."""
    return translated(_CONTEXT, _OUTCOMES[outcome])


def standing_badge(notice: Notice, standing: str) -> Badge:
    """How a notice stands."""
    text, tone, shape = _STANDINGS["withdrawn" if notice.withdrawn else standing]
    return Badge(translated(_CONTEXT, text), tone, shape)


def held_badge(*, held: bool) -> Badge:
    """Whether a needed document is there."""
    if held:
        return Badge(translated(_CONTEXT, tr_later("scenario_file", "齐")), Tone.OK)
    lacks = tr_later("scenario_file", "缺")
    return Badge(translated(_CONTEXT, lacks), Tone.WARN)


def void_badge(*, replaced: bool) -> Badge:
    """A paper that no longer counts."""
    old = tr_later("scenario_file", "已替换")
    gone = tr_later("scenario_file", "已作废")
    return Badge(translated(_CONTEXT, old if replaced else gone), Tone.MUTE, "circle-x")


def kept_badge() -> Badge:
    """A paper that nobody asks for."""
    return Badge(
        translated(_CONTEXT, tr_later("scenario_file", "存档")), Tone.MUTE, "folder"
    )


def basis_badge(target: Target) -> Badge:
    """By what a target stands."""
    if target.step == "proposed":
        waits = tr_later("scenario_file", "待确认")
        return Badge(translated(_CONTEXT, waits), Tone.WARN, "clock")
    if target.confidence == "assumed":
        assumed = tr_later("scenario_file", "假定")
        return Badge(translated(_CONTEXT, assumed), Tone.MUTE, "pencil")
    paper = tr_later("scenario_file", "有文件")
    return Badge(translated(_CONTEXT, paper), Tone.OK, "file-text")


def actual_text(criterion: Criterion, *, suppress: bool) -> str:
    """How far a criterion is; a small group is withheld from who may not see it."""
    if criterion.actual is None:
        return "—"
    if suppress and criterion.is_small_group:
        return WITHHELD
    return spoken_criterion(criterion).actual_text.strip()


def kind_name(kind: Kind) -> str:
    """A kind of document."""
    return _spoken(kind.name_zh, kind.name_en)


def kind_claim(kind: Kind) -> str:
    """What a document of this kind usually proves."""
    return _spoken(kind.claim_zh, kind.claim_en)


def claim_text(document: Document) -> str:
    """What a document is to prove; the usual sentence in the language in force."""
    kind = document_kinds()[document.kind]
    return kind_claim(kind) if document.claim == kind.claim_zh else document.claim


def criterion_name(criterion: str) -> str:
    """A criterion in the language in force."""
    rule = next(each for each in definitions().criteria if each.id == criterion)
    return _spoken(rule.name_zh, rule.name_en)


def target_scale(criterion: str) -> int:
    """How many units of the records make one that people type."""
    return _GRAMS_OF if criterion == "reduction_mg" else 1


def target_unit(criterion: str) -> str:
    """The unit in which a target is typed."""
    if criterion == "reduction_mg":
        return "tCO₂e"
    rule = next(each for each in definitions().criteria if each.id == criterion)
    return rule.unit if language.in_force() == language.ZH or rule.unit == "%" else ""


def target_text(target: Target) -> str:
    """A target as people read it."""
    rule = next(e for e in definitions().criteria if e.id == target.criterion)
    value = Fraction(target.target, target_scale(target.criterion))
    number = decimal_text(value, 0 if value.denominator == 1 else 3)
    sign = "≤" if rule.at_most else "≥"
    return f"{sign} {number} {target_unit(target.criterion)}".strip()


def _spoken(chinese: str, english: str) -> str:
    """One of two wordings by the language in force; a label begins large."""
    if language.in_force() == language.ZH:
        return chinese
    return english[:1].upper() + english[1:]
