"""The life of an action: its states, and which step may follow which."""

from __future__ import annotations

import hashlib
from enum import IntEnum
from types import MappingProxyType
from typing import Final


class State(IntEnum):
    """Where an action stands (``domain.md`` section 3); 0 to 3 are live."""

    STOCKTAKEN = 0
    """Approved while its methodology is a draft: counted, no points, not accrued."""

    WAITING = 1
    """Checked, waiting for a decision."""

    FROZEN = 2
    APPROVED = 3
    REJECTED = 4
    REVERSED = 5
    NOT_CREDITABLE = 6
    """Refused by the methodology with its code when it was logged."""

    WITHDRAWN = 7


LAST_LIVE: Final = State.APPROVED


class Shown(IntEnum):
    """The states that statistics tell apart."""

    WAITING = 1
    APPROVED = 2
    APPROVED_DRAFT = 3


SHOWN_BY_STATE = MappingProxyType(
    {
        State.STOCKTAKEN: Shown.APPROVED_DRAFT,
        State.WAITING: Shown.WAITING,
        State.FROZEN: Shown.WAITING,
        State.APPROVED: Shown.APPROVED,
    }
)

STEPS = MappingProxyType(
    {
        "approval": (frozenset({State.WAITING}), State.APPROVED),
        "stocktaking": (frozenset({State.WAITING}), State.STOCKTAKEN),
        "rejection": (frozenset({State.WAITING, State.FROZEN}), State.REJECTED),
        "withdrawal": (frozenset({State.WAITING, State.FROZEN}), State.WITHDRAWN),
        "reversal": (frozenset({State.APPROVED, State.STOCKTAKEN}), State.REVERSED),
        "freeze": (frozenset({State.WAITING}), State.FROZEN),
        "release": (frozenset({State.FROZEN}), State.WAITING),
    }
)
"""Kind of decision: the states it may start from, and the one it leads to."""

_KEY_MASK: Final = (1 << 63) - 1


def key_digest(methodology: str, evidence_ref: str) -> int:
    """The natural key as a number: the first 63 bits of its SHA-256."""
    text = f"{methodology}\n{evidence_ref}".encode()
    return int.from_bytes(hashlib.sha256(text).digest()[:8]) & _KEY_MASK
