"""The life of an action: its states, and which step may follow which."""

from __future__ import annotations

import hashlib
from enum import IntEnum
from types import MappingProxyType
from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


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


UNDECIDED: Final = frozenset({State.WAITING, State.FROZEN})
"""States in which an action still may become points."""


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


def key_digests(methodology: str, evidence_refs: Sequence[str]) -> NDArray[np.int64]:
    """`key_digest` of many evidence numbers."""
    import numpy as np  # noqa: PLC0415  (only a file of many rows needs it)

    head, sha256 = f"{methodology}\n", hashlib.sha256
    digests = (sha256((head + ref).encode()).digest() for ref in evidence_refs)
    first = np.fromiter(digests, "S8", len(evidence_refs)).view(">u8")
    return (first & np.uint64(_KEY_MASK)).astype(np.int64)
