"""Resident ID numbers that somebody typed where none belongs, e.g. in a remark."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SHAPE: Final = re.compile(r"(?<!\d)(\d{6})[ \-]?(\d{8})[ \-]?(\d{3}[\dXxＸｘ])(?!\d)")
_BORN: Final = re.compile(r"\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_STARS: Final = "********"
_WEIGHTS: Final = tuple(2**place % 11 for place in range(17, 0, -1))
_CHECK: Final = "10X98765432"


def check_character(number: str) -> str:
    """The last character of a resident ID, by its first 17 (GB 11643, ISO 7064)."""
    total = sum(int(c) * w for c, w in zip(number, _WEIGHTS, strict=False))
    return _CHECK[total % 11]


def without_numbers(text: str) -> str:
    """A text in which each sound ID number has its middle hidden, as on paper.

    Numbers that only look like one, e.g. of an order, stay: their last character does
    not fit. Full-width digits and the usual gaps between the parts hide nothing.
    """
    return _SHAPE.sub(_hidden, text)


def _hidden(found: re.Match[str]) -> str:
    number = unicodedata.normalize("NFKC", "".join(found.groups())).upper()
    checks = check_character(number) == number[17]
    if not (checks and _BORN.fullmatch(number[6:14])):
        return found[0]
    return f"{number[:6]}{_STARS}{number[14:]}"
