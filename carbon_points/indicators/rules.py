"""What a value of the plan is, and whether it reaches its target: pure rules."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DONE: Final = "完成"
OPEN: Final = "未完成"
STATUSES: Final = (DONE, OPEN)
BASE_YEAR: Final = 2020
FIRST_YEAR: Final = 2020
LONGEST: Final = 500
_SCALES: Final = {"": 1, "万": 10_000, "亿": 100_000_000}
_NUMBER: Final = re.compile(r"(-?\d{1,15}(?:\.\d{1,9})?)(万|亿)?")
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_LEAST: Final = re.compile(r"(≥|>|≤|<)(\d+(?:\.\d+)?)")
_FALL: Final = re.compile(r"较2020年(下降|上升)(?:(\d+(?:\.\d+)?)%)?")


def tidy(text: str) -> str:
    """Words as they are kept: no blanks around them, no line breaks within."""
    return " ".join(text.split())


def number_text(text: str) -> str:
    """A typed number as it is kept: plain digits, no signs between the thousands."""
    plain = unicodedata.normalize("NFKC", tidy(text))
    return _THOUSANDS.sub("", plain)


def number(text: str) -> Fraction | None:
    """The number that a value is, exactly; None for words. ``139.36万`` is one."""
    found = _NUMBER.fullmatch(number_text(text))
    return Fraction(found[1]) * _SCALES[found[2] or ""] if found else None


def verdict(target: str, values: Mapping[int, str]) -> bool | None:
    """Whether the newest value reaches its target; None if that is not arithmetic.

    Args:
        target: as the plan words it, e.g. ``较2020年下降20.5%``, ``≥5``, ``零增长``.
        values: by year, as they are kept.
    """
    numbers = {year: number(text) for year, text in values.items()}
    if not numbers or (now := numbers[newest := max(numbers)]) is None:
        return None
    if (bound := _LEAST.fullmatch(target)) is not None:
        return _compared(now, bound[1], Fraction(bound[2]))
    if (exact := number(target)) is not None:
        return now >= exact
    if (change := _FALL.fullmatch(target)) is not None:
        return _changed(now, numbers.get(BASE_YEAR), change)
    if target == "零增长":
        before = [each for year, each in numbers.items() if year < newest and each]
        return now <= before[-1] if before else None
    return None


def _compared(now: Fraction, sign: str, bound: Fraction) -> bool:
    if sign in "≥>":
        return now >= bound if sign == "≥" else now > bound
    return now <= bound if sign == "≤" else now < bound


def _changed(
    now: Fraction, base: Fraction | None, change: re.Match[str]
) -> bool | None:
    """Compared with the base year; without a share any change that way will do."""
    if base is None or base == 0:
        return None
    share = (now - base) / base if change[1] == "上升" else (base - now) / base
    return share > 0 if change[2] is None else share >= Fraction(change[2]) / 100
