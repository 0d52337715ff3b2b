"""Rows of a large file, understood some at a time and put together again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from carbon_points.common.problems import Problem
    from carbon_points.exchange.readers.draft import Parsed

CELLS: Final = 400_000
"""So many at a time; as objects they take some thirty megabytes."""


HOPELESS: Final = 100_000
"""Bad rows, and not one good one, after which a file is not the one that was meant."""


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


def hopeful(parts: Iterable[Parsed], file: str) -> Iterator[Parsed]:
    """Parts of a file one after another, as long as there is some hope in them.

    Raises:
        UserError: FILE_HOPELESS, if none of many rows is good: the others are not read.
    """
    first: Problem | None = None
    good = bad = 0
    for part in parts:
        first = first or next(iter(part.problems), None)
        good, bad = good + len(part.numbers), bad + len(part.problems)
        if first and not good and bad >= HOPELESS:
            where = {"row": str(first.row), "column": first.column}
            raise UserError("FILE_HOPELESS", file=file, rows=f"{bad:,}", **where)
        yield part


def joined(parts: Sequence[Parsed]) -> Parsed:
    """Parts of a file, in their order, as the whole."""
    import numpy as np  # noqa: PLC0415

    return replace(
        parts[0],
        numbers=np.concatenate([part.numbers for part in parts]),
        columns={name: _in_one(parts, name) for name in parts[0].columns},
        problems=[problem for part in parts for problem in part.problems],
        rows=sum(part.rows for part in parts),
        notices=[notice for part in parts for notice in part.notices],
    )


def _in_one(parts: Sequence[Parsed], name: str) -> Any:
    import numpy as np  # noqa: PLC0415

    columns: list[Any] = [part.columns[name] for part in parts]
    if isinstance(columns[0], list):
        return [value for column in columns for value in column]
    return np.concatenate(columns)
