"""Resident ID numbers that somebody typed where none belongs, e.g. in a remark."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SHAPE: Final = re.compile(r"(?<!\d)(\d{6})[ \-]?(\d{8})[ \-]?(\d{3}[\dXxＸｘ])(?!\d)")
_BORN: Final = re.compile(r"\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_STARS: Final = "********"
_CHECK: Final = "0123456789X"


def without_numbers(text: str) -> str:
    """A text in which each sound ID number has its middle hidden, as on paper.

    Numbers that only look like one, e.g. of an order, stay: their last character does
    not fit. Full-width digits and the usual gaps between the parts hide nothing.
    """
    return _SHAPE.sub(_hidden, text)


def _hidden(found: re.Match[str]) -> str:
    number = unicodedata.normalize("NFKC", "".join(found.groups())).upper()
    total = sum(int(c) * (2 ** (17 - i) % 11) for i, c in enumerate(number[:17]))
    checks = _CHECK[(12 - total % 11) % 11] == number[17]
    if not (checks and _BORN.fullmatch(number[6:14])):
        return found[0]
    return f"{number[:6]}{_STARS}{number[14:]}"
