"""Counts different participants of every standard cut, with columns of integers."""

from __future__ import annotations

import itertools
from collections import Counter
from collections import defaultdict
from typing import Any
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.actions.cuts import STANDARD_CUTS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from carbon_points.actions.cuts import Grouping

    Column = NDArray[np.int64]
    Columns = Sequence[Column]

PRESENCE_COLUMNS: Final = (
    "participant_id",
    "state",
    "subdistrict_id",
    "community_id",
    "month",
    "version_id",
    "grade",
    "participant_kind",
)
_DIMENSIONS: Final = {
    "subdistrict": 2,
    "community": 3,
    "month": 4,
    "grade": 6,
    "kind": 7,
}
_STATE: Final = 1
_VERSION: Final = 5
_NAMED_CUTS: Final = tuple((cut, ",".join(cut)) for cut in STANDARD_CUTS)
_FEW: Final = 64
_BLOCK: Final = 1_000
_WIDEST_TABLE: Final = 1 << 24

CellKey = tuple[int, str, str]
"""State, cut, values: the primary key of `PeopleCount`."""


class Factor(NamedTuple):
    """A column as numbers from 0 on, in the order of its values."""

    values: Column
    codes: Column


def as_columns(cursor: Any, width: int) -> list[Column]:
    """The integer rows of a driver's cursor, read a block of rows at a time."""
    import numpy as np  # noqa: PLC0415  (100 ms)

    blocks = [np.empty((0, width), np.int64)]
    while rows := cursor.fetchmany(_BLOCK):
        flat = itertools.chain.from_iterable(rows)
        block = np.fromiter(flat, np.int64, len(rows) * width)
        blocks.append(block.reshape(-1, width))
    return [np.concatenate([b[:, column] for b in blocks]) for column in range(width)]


def equal(some: Columns, others: Columns) -> bool:
    """Whether two tables have the same rows in the same order."""
    import numpy as np  # noqa: PLC0415

    return all(map(np.array_equal, some, others))


def factor(column: Column) -> Factor:
    """Number the different values of a column."""
    import numpy as np  # noqa: PLC0415

    if not len(column):
        return Factor(column, column)
    lowest = int(column.min())
    width = int(column.max()) - lowest + 1
    if width > _WIDEST_TABLE:
        values, codes = np.unique(column, return_inverse=True)
        return Factor(values, codes)
    # A table of what occurs takes a tenth of the time that sorting takes.
    shifted = column - lowest
    occurs = np.zeros(width, np.bool_)
    occurs[shifted] = True
    numbers = np.cumsum(occurs) - 1
    return Factor(np.flatnonzero(occurs) + lowest, numbers[shifted])


def pack(factors: Sequence[Factor]) -> Column:
    """One number for each row, sorted as the rows are by their columns."""
    packed = factors[0].codes
    for more in factors[1:]:
        packed = packed * len(more.values) + more.codes
    return packed


def unpack(packed: Column, factors: Sequence[Factor]) -> list[Column]:
    """The columns that `pack` made one number of."""
    import numpy as np  # noqa: PLC0415

    columns = []
    for found in reversed(factors):
        packed, codes = np.divmod(packed, max(len(found.values), 1))
        columns.append(found.values[codes])
    return columns[::-1]


def distinct(columns: Columns) -> tuple[list[Column], Column]:
    """The different rows in the order of their columns, and which each row is."""
    import numpy as np  # noqa: PLC0415

    values, codes = factor(pack([factor(column) for column in columns]))
    a_row = np.empty(len(values), np.int64)
    a_row[codes] = np.arange(len(codes))
    return [column[a_row] for column in columns], codes


def people(presence: Columns, grouping: Grouping) -> dict[CellKey, int]:
    """Different participants of every cell of every standard cut.

    Args:
        presence: in the columns of `PRESENCE_COLUMNS`.
        grouping: how versions are put together.
    """
    if len(presence[0]) <= _FEW:
        rows = zip(*[column.tolist() for column in presence], strict=True)
        return _few_people(rows, grouping)
    return _many_people(presence, grouping)


def difference(
    before: Mapping[CellKey, int], after: Mapping[CellKey, int]
) -> dict[CellKey, int]:
    """What must be added to `before` to come to `after`, without zeros."""
    change: defaultdict[CellKey, int] = defaultdict(int, after)
    for key, number in before.items():
        change[key] -= number
    return {key: number for key, number in change.items() if number}


def _few_people(
    rows: Iterable[tuple[int, ...]], grouping: Grouping
) -> dict[CellKey, int]:
    """One by one: below a hundred rows numpy's calls take longer than this."""
    seen = set()
    for row in rows:
        words = {name: str(row[column]) for name, column in _DIMENSIONS.items()}
        for name in ("methodology", "scenario"):
            [words[name]] = grouping.words([row[_VERSION]], name)
        for cut, name in _NAMED_CUTS:
            key = "|".join([words[part] for part in cut])
            seen.add((row[0], row[_STATE], name, key))
    return dict(Counter((state, name, key) for _, state, name, key in seen))


def _many_people(presence: Columns, grouping: Grouping) -> dict[CellKey, int]:
    import numpy as np  # noqa: PLC0415

    persons, person = factor(presence[0])
    cells, cell = distinct(presence[1:])
    named = _named(cells, grouping)
    counted: dict[CellKey, int] = {}
    for cut, name in _NAMED_CUTS:
        parts = [named[part] for part in ("state", *cut)]
        keys, key = factor(pack([part for part, _ in parts]))
        pairs = key[cell] * len(persons) + person
        pairs.sort()  # np.unique hashes first, which takes eight times as long
        different = pairs[np.flatnonzero(np.diff(pairs, prepend=-1))]
        numbers = np.bincount(different // len(persons))
        for packed, number in zip(keys.tolist(), numbers.tolist(), strict=True):
            state, *words = _words(packed, parts)
            counted[int(state), name, "|".join(words)] = number
    return counted


_Named = tuple[Factor, list[str]]


def _named(cells: Columns, grouping: Grouping) -> dict[str, _Named]:
    """Each dimension of the different cells, with the text of each of its numbers."""
    import numpy as np  # noqa: PLC0415

    named: dict[str, _Named] = {}
    for name, column in {"state": _STATE, **_DIMENSIONS}.items():
        found = factor(cells[column - 1])
        named[name] = found, [str(value) for value in found.values.tolist()]
    versions = factor(cells[_VERSION - 1])
    for name in ("methodology", "scenario"):
        words = grouping.words(versions.values.tolist(), name)
        texts = sorted(set(words))
        numbers = np.array([texts.index(word) for word in words], np.int64)
        named[name] = Factor(np.arange(len(texts)), numbers[versions.codes]), texts
    return named


def _words(packed: int, parts: Sequence[_Named]) -> list[str]:
    words = []
    for found, texts in reversed(parts):
        packed, code = divmod(packed, len(found.values))
        words.append(texts[code])
    return words[::-1]
