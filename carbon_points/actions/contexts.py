"""The deciding contexts of many rows, packed when they are asked for."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

import msgspec

from carbon_points.actions.intake import pack_context
from carbon_points.actions.rows_path import trip_context
from carbon_points.common.blobs import Blobs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from carbon_points.actions.columns_path import ColumnsResult
    from carbon_points.actions.intake import Candidates
    from carbon_points.methodology.contract import Tally

_encode = msgspec.msgpack.Encoder().encode


class PackedContexts(Blobs):
    """Tallies of every row, and what else decided about a few."""

    def __init__(
        self,
        tallies: Sequence[Tally],
        columns: Sequence[NDArray[np.int64]],
        rows: int,
        extra: Mapping[int, Mapping[str, Any]],
    ) -> None:
        super().__init__(rows)
        self._tallies = tallies
        self._columns = columns
        self._extra = extra

    @classmethod
    def of(cls, chosen: Candidates, result: ColumnsResult) -> PackedContexts:
        """The contexts by which the path for many rows judged."""
        tallies = chosen.methodology.tallies
        extra = {row: trip_context([trip]) for row, trip in result.trips.items()}
        for row in result.duplicates:
            extra.setdefault(row, {})["prior_refs"] = [chosen.evidence_ref[row]]
        columns = [result.context[tally.name] for tally in tallies]
        return cls(tallies, columns, len(chosen), extra)

    def _made(self, index: slice) -> list[bytes]:
        rows = range(self._rows)[index]
        parts = [column[index].tolist() for column in self._columns]
        packed = list(map(_encode, zip(*parts, strict=True)))
        packed = packed or [_encode([])] * len(rows)
        for row in self._extra:
            if row in rows:
                packed[row - rows.start] = self._with_extra(row)
        return packed

    def _with_extra(self, row: int) -> bytes:
        pairs = zip(self._tallies, self._columns, strict=True)
        numbers = {tally.name: int(column[row]) for tally, column in pairs}
        return pack_context(self._tallies, {**numbers, **self._extra[row]})
