"""What comes in and what became of it, as columns in the order of registration."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from enum import IntEnum
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from carbon_points.methodology.contract import Methodology
    from carbon_points.methodology.contract import Tally

    Numbers = NDArray[np.int64] | Sequence[int]


class Outcome(IntEnum):
    """What became of one candidate."""

    ACCEPTED = 0
    NOT_CREDITABLE = 1


@dataclass(frozen=True, slots=True)
class Owners:
    """Whose actions the rows are, one entry a row."""

    participant_id: Numbers
    kind: Numbers
    """0 resident, 1 SME."""

    subdistrict_id: Numbers
    community_id: Numbers
    """0 where none is recorded."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Events of one methodology, read and belonging to somebody, not yet judged."""

    methodology: Methodology
    owners: Owners
    columns: Mapping[str, NDArray[np.int64] | Sequence[Any]]
    """By field, as `methodology.inputs.pack_columns` takes them."""

    evidence_ref: Sequence[str]
    source_row: Numbers

    def __len__(self) -> int:
        return len(self.evidence_ref)

    def take(self, rows: NDArray[np.int64]) -> Candidates:
        """Some of them, in the given order; all of them are the same object."""
        if len(rows) == len(self):
            return self
        owners = self.owners
        return Candidates(
            self.methodology,
            Owners(
                _taken(owners.participant_id, rows),
                _taken(owners.kind, rows),
                _taken(owners.subdistrict_id, rows),
                _taken(owners.community_id, rows),
            ),
            {name: _taken(column, rows) for name, column in self.columns.items()},
            _taken(self.evidence_ref, rows),
            _taken(self.source_row, rows),
        )


def _taken(column: Any, rows: NDArray[np.int64]) -> Any:
    if hasattr(column, "dtype"):
        return column[rows]
    return list(map(column.__getitem__, rows.tolist()))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of one row, with everything that is stored of it."""

    outcome: Outcome
    day: int
    grade: int
    inputs: bytes
    context: bytes
    key_digest: int
    reduction_mg: int = 0
    credited: int = 0
    flags: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """Verdicts on candidates as columns, in the same order."""

    outcome: NDArray[np.int64]
    day: NDArray[np.int64]
    grade: NDArray[np.int64]
    inputs: Sequence[bytes]
    context: Sequence[bytes]
    key_digest: NDArray[np.int64]
    reduction_mg: NDArray[np.int64]
    credited: NDArray[np.int64]
    flags: Sequence[str]
    code: Sequence[str]
    details: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    """By row: what the sentence of a refusal names (limit, value)."""

    def __len__(self) -> int:
        return len(self.outcome)


UNREADABLE: Final = (
    msgspec.MsgspecError,
    AttributeError,
    IndexError,
    KeyError,
    OverflowError,
    TypeError,
    ValueError,
)
"""What reading a record may raise that somebody altered past the program."""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[Any]).decode


def pack_context(tallies: Sequence[Tally], context: Mapping[str, Any]) -> bytes:
    """The deciding context: the tallies in their order, then a map of the rest."""
    values: list[Any] = [context.get(tally.name, 0) for tally in tallies]
    names = {tally.name for tally in tallies}
    rest = {
        key: value
        for key, value in context.items()
        if key not in names and key not in _KEPT_ELSEWHERE and value
    }
    if rest:
        values.append(rest)
    return _encode(values)


_KEPT_ELSEWHERE = frozenset({"as_of", "participant_kind"})
"""Columns of their own in the action row."""


def unpack_context(tallies: Sequence[Tally], blob: bytes) -> dict[str, Any]:
    """The context as `pack_context` took it, without what is kept elsewhere."""
    values = _decode(blob)
    context: dict[str, Any] = {
        tally.name: value for tally, value in zip(tallies, values, strict=False)
    }
    if len(values) > len(tallies):
        context.update(values[-1])
    return context
