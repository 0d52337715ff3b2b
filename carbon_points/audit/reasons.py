"""The reason codes of a rejection or reversal. Pure."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from carbon_points.common.identities import without_numbers
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError

REASONS: Final = MappingProxyType(
    {
        "R1": ("凭证不清", "evidence not clear"),
        "R2": ("单位有误", "wrong unit"),
        "R3": ("疑似重复", "suspected duplicate"),
        "R4": ("超出范围", "out of range"),
        "R5": ("身份不符", "not this person"),
        "R6": ("日期有误", "wrong date"),
        "R7": ("抄表异常", "meter reading not plausible"),
        "R8": ("不属本方法学", "not of this methodology"),
        "R9": ("其他", "other"),
    }
)
"""In Chinese and English; R9 has to be explained."""


def checked_reason(text: str) -> str:
    """A reason as it is stored: its code, and after a colon what was written besides.

    Raises:
        RefusedError: REASON_MISSING.
        UserError: REASON_CODE, for a code that is none, or R9 without a word.
    """
    code, _, said = (part.strip() for part in text.replace("：", ":").partition(":"))
    if not code:
        raise RefusedError("REASON_MISSING")
    code = code.upper()
    if code not in REASONS or (code == "R9" and not said):
        raise UserError("REASON_CODE", value=code)
    return f"{code}: {without_numbers(said)}" if said else code


def reason_text(stored: str, language: str = "zh") -> str:
    """A stored reason as people read it; one that is no code stays as it is."""
    code, _, said = (part.strip() for part in stored.partition(":"))
    if code not in REASONS:
        return stored
    zh, en = REASONS[code]
    words = en if language == "en" else zh
    return f"{code} {words}" + (f"：{said}" if said else "")
