"""Rows of a large file, understood some at a time and put together again."""

from __future__ import annotations

from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.exchange.readers.draft import Parsed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

CELLS: Final = 400_000
"""So many at a time; as objects they take some thirty megabytes."""


def pieces(positions: Iterable[int], widths: Iterable[int]) -> Iterator[list[int]]:
    """Rows in stretches that have no more than `CELLS`, if one row has not more."""
    piece, cells = list[int](), 0
    for position, width in zip(positions, widths, strict=True):
        if piece and cells + width > CELLS:
            yield piece
            piece, cells = [], 0
        piece.append(position)
        cells += width
    yield piece


def joined(parts: Sequence[Parsed]) -> Parsed:
    """Parts of a file, in their order, as the whole."""
    import numpy as np  # noqa: PLC0415

    return Parsed(
        kind=parts[0].kind,
        numbers=np.concatenate([part.numbers for part in parts]),
        columns={name: _in_one(parts, name) for name in parts[0].columns},
        problems=[problem for part in parts for problem in part.problems],
        rows=sum(part.rows for part in parts),
        notices=[notice for part in parts for notice in part.notices],
        extra=parts[0].extra,
    )


def _in_one(parts: Sequence[Parsed], name: str) -> Any:
    import numpy as np  # noqa: PLC0415

    columns: list[Any] = [part.columns[name] for part in parts]
    if isinstance(columns[0], list):
        return [value for column in columns for value in column]
    return np.concatenate(columns)
