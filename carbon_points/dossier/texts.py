"""What a dossier's own check says to people."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carbon_points.dossier.checking import DossierProblem

_SAID: Final = MappingProxyType(
    {
        "MISSING": ("缺少文件“{file}”", "“{file}” is missing"),
        "CHANGED": ("文件“{file}”与清单的哈希不符", "“{file}” was changed"),
        "EXTRA": (
            "“{file}”不在清单里，不属于档案",
            "“{file}” is not in the manifest and no part of the dossier",
        ),
        "TOTAL": (
            "“{file}”的合计对不上：{why}",
            "a total of “{file}” does not add up: {why}",
        ),
        "RECOMPUTED": (
            "“{file}”重算不符：{why}",
            "“{file}” does not compute again: {why}",
        ),
        "MANIFEST": ("清单“{file}”不可信：{why}", "“{file}” cannot be trusted: {why}"),
    }
)


def problem_sentence(problem: DossierProblem, language: str = "zh") -> str:
    """One problem in a sentence, with the claims that it leaves unsupported."""
    chinese = language != "en"
    said = _SAID[problem.code][0 if chinese else 1]
    sentence = said.format(file=problem.file, why=problem.why)
    if not problem.claims:
        return f"{sentence}。" if chinese else f"{sentence}."
    claims = "；".join(problem.claims)
    if chinese:
        return f"{sentence}。它支持的主张：{claims}。"
    return f"{sentence}. It supported: {claims}."
