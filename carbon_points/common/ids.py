"""Record ids: 64 bits, the desk's number above, a local sequence below."""

from __future__ import annotations

from typing import Final

SEQUENCE_BITS: Final = 48
FIRST_STANDALONE_DESK: Final = 16_384
LAST_DESK: Final = 32_767
"""The sign bit stays 0 (``formats.md`` section 1)."""


def first_id(desk: int) -> int:
    """The id before the first one of a desk; the first record gets this plus 1."""
    return desk << SEQUENCE_BITS


def id_text(record_id: int) -> str:
    """``desk-number``, e.g. ``12-10482``."""
    return f"{record_id >> SEQUENCE_BITS}-{record_id & ((1 << SEQUENCE_BITS) - 1)}"


def parse_id(text: str) -> int:
    """The record id that a text names.

    Raises:
        ValueError: if the text is not ``desk-number``.
    """
    desk, dash, number = text.strip().partition("-")
    if not (dash and desk.isascii() and desk.isdigit() and number.isdigit()):
        raise ValueError(text)
    if int(desk) > LAST_DESK or int(number) >> SEQUENCE_BITS:
        raise ValueError(text)
    return first_id(int(desk)) + int(number)
