"""What an auditor writes that everybody will read."""

from __future__ import annotations

import re
from typing import Final

from carbon_points.common.problems import RefusedError
from carbon_points.participants.rules import masked_id

_PERSONAL: Final = re.compile(
    r"(?<![0-9A-Z])(?:[1-9][0-9]{16}[0-9Xx]|[1-9][0-9]{14}|1[3-9][0-9]{9})(?![0-9A-Z])"
)
"""Numbers shaped like a resident ID, old or new, or like a mobile telephone."""


def refuse_personal(*texts: str) -> None:
    """Say that a text to be published seems to hold somebody's number.

    Raises:
        RefusedError: POOL_PERSONAL.
    """
    for words in texts:
        if found := _PERSONAL.search(words):
            raise RefusedError("POOL_PERSONAL", value=masked_id(found.group()))
