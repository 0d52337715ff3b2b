"""Drafts, callers and sound numbers for the tests of this room."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Final

from carbon_points.participants.drafts import Draft
from carbon_points.security.chain import Caller

TODAY: Final = dt.date(2026, 6, 30)
_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_operations = itertools.count(1)


def ric(number: int) -> str:
    """A sound resident ID of somebody who does not exist."""
    born = dt.date(1950, 1, 1) + dt.timedelta(days=number // 900)
    text = f"370114{born:%Y%m%d}{number % 900 + 100:03d}"
    total = sum(int(c) * (2 ** (17 - i) % 11) for i, c in enumerate(text))
    return text + "0123456789X"[(12 - total % 11) % 11]


def uscc(number: int) -> str:
    """A sound company code."""
    text = f"91370114MA{number:07d}"
    total = sum(_ALPHABET.index(c) * 3**i for i, c in enumerate(text))
    return text + _ALPHABET[-total % 31]


def resident(number: int, name: str = "王芳", **changes: object) -> Draft:
    """A sound draft of a resident."""
    values: dict[str, object] = {
        "kind": "resident",
        "name": name,
        "identity": ric(number),
        "subdistrict": "明水街道",
        "registered_on": 20_600,
        "phone": f"139{number:08d}",
        "community": "西苑社区",
        "platform_account": f"U{number:09d}",
    }
    return Draft(**(values | changes))  # type: ignore[arg-type]


def company(
    number: int, name: str = "章丘铁匠食品有限公司", **changes: object
) -> Draft:
    """A sound draft of an SME."""
    values: dict[str, object] = {
        "kind": "sme",
        "name": name,
        "identity": uscc(number),
        "subdistrict": "刁镇街道",
        "registered_on": 20_600,
        "phone": "053183200000",
        "contact": "李强",
    }
    return Draft(**(values | changes))  # type: ignore[arg-type]


def caller(operator: str = "worker", operation: str = "") -> Caller:
    """A caller with an operation of its own."""
    operation = operation or f"operation-{next(_operations)}"
    return Caller(operator, TODAY, 1_782_800_000, operation)
