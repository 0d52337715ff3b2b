"""Finding the row, or the two rows, in which the headings stand."""

from __future__ import annotations

from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError
from carbon_points.exchange.readers import moments
from carbon_points.exchange.readers import values
from carbon_points.exchange.readers.headings import could_be_heading
from carbon_points.exchange.readers.headings import WORDS
from carbon_points.exchange.readers.matching import Columns
from carbon_points.exchange.readers.matching import match
from carbon_points.exchange.readers.table import Header
from carbon_points.exchange.readers.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Sequence

    from carbon_points.exchange.readers.table import Merge
    from carbon_points.exchange.readers.values import Cell

LOOK_AT: Final = 15
"""Titles and notes may take this many rows above the data."""

MOST_COLUMNS: Final = 1_000

_FEWEST_KNOWN: Final = 2
_FEWEST_VALUES: Final = 2


class _Found(NamedTuple):
    strength: tuple[int, ...]
    first: int
    last: int
    names: tuple[str, ...]
    groups: tuple[str, ...]


def find_header(
    rows: Sequence[Sequence[Cell]],
    merges: Sequence[Merge] = (),
    wanted: Collection[str] = (),
) -> Header:
    """Where the headings stand among the first rows of a sheet.

    Args:
        rows: the first rows, at least `LOOK_AT` of them if there are so many.
        merges: joined cells; a group heading is joined over its columns.
        wanted: headings that a mapping names; they decide if they are there.

    Raises:
        UserError: FILE_TOO_LARGE, if something stands far to the right of any table.
    """
    texts = [_near([values.line(cell) for cell in row]) for row in rows[:LOOK_AT]]
    best: _Found | None = None
    for first in range(len(texts)):
        for found in _candidates(texts, first, merges, wanted):
            if best is None or found.strength > best.strength:
                best = found
    if best is None:
        return _likeliest(texts)
    return _header(texts, best, known=True)


def _near(row: list[str]) -> list[str]:
    """A row of titles or headings; each is compared with every other."""
    if len(row) > MOST_COLUMNS:
        last = max((at for at, text in enumerate(row) if text), default=0)
        if last >= MOST_COLUMNS:
            raise UserError("FILE_TOO_LARGE", size=f"1 × {last + 1}")
    return row[:MOST_COLUMNS]


def _candidates(
    texts: Sequence[Sequence[str]],
    first: int,
    merges: Sequence[Merge],
    wanted: Collection[str],
) -> list[_Found]:
    row = texts[first]
    if _is_data(row) or sum(map(could_be_heading, row)) < _FEWEST_KNOWN:
        return []
    found = [_judged(first, first, tuple(row), ("",) * len(row), wanted)]
    below = texts[first + 1] if first + 1 < len(texts) else []
    if below and _has_gaps(row, below) and not _is_data(below):
        names, groups = _under_groups(row, below, first, merges)
        both = _judged(first, first + 1, names, groups, wanted)
        found = [both] if _is_joined(first, merges) else [*found, both]
    return [f for f in found if f is not None]


def _is_joined(row: int, merges: Sequence[Merge]) -> bool:
    """Whether cells of a row are joined over columns, or with the row below."""
    return any(
        m.first_row == row and (m.last_column > m.first_column or m.last_row > row)
        for m in merges
    )


def _judged(
    first: int,
    last: int,
    names: tuple[str, ...],
    groups: tuple[str, ...],
    wanted: Collection[str],
) -> _Found | None:
    hits = len(set(names) & set(wanted))
    if hits:
        return _Found((1000, hits, -first), first, last, names, groups)
    kept = tuple(name if could_be_heading(name) else "" for name in names)
    matches = [match(Columns(kept, groups), k) for k in vocabulary().kinds.values()]
    best = max(matches, key=lambda m: m.strength)
    strong = sum(1 for score in best.scores.values() if score >= WORDS)
    if strong < _FEWEST_KNOWN:
        return None
    return _Found(best.strength, first, last, names, groups)


def _is_data(row: Sequence[str]) -> bool:
    """Whether some cells are values: headings are neither numbers nor dates nor IDs."""
    return sum(1 for text in row if _is_value(text)) >= _FEWEST_VALUES


def _is_value(text: str) -> bool:
    if not any(map(str.isdigit, text)):
        return False
    found = values.number(text)
    plain = found is not None and not found.unit
    return plain or moments.day(text) is not None or moments.moment(text) is not None


def _has_gaps(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the row below names columns that the row above leaves blank."""
    return any(
        text and not (above[i] if i < len(above) else "")
        for i, text in enumerate(below)
    )


def _under_groups(
    above: Sequence[str], below: Sequence[str], row: int, merges: Sequence[Merge]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Headings of two rows: a column not under a group has its name in the first."""
    width = max(len(above), len(below))
    over = {
        column: m.first_column
        for m in merges
        if m.first_row <= row <= m.last_row
        for column in range(m.first_column, m.last_column + 1)
    }
    names, groups, current = [], [], ""
    for i in range(width):
        upper = above[over.get(i, i)] if over.get(i, i) < len(above) else ""
        lower = below[i] if i < len(below) else ""
        current = upper or current
        names.append(lower or upper)
        groups.append(current if lower and lower != current else "")
        if not lower:
            current = ""
    return tuple(names), tuple(groups)


def _likeliest(texts: Sequence[Sequence[str]]) -> Header:
    """The first row with the most texts: where headings stand if none is known."""
    counts = [0 if _is_data(row) else sum(map(could_be_heading, row)) for row in texts]
    first = counts.index(max(counts)) if counts else 0
    row = tuple(texts[first]) if texts else ()
    found = _Found((0, 0, 0), first, first, row, ("",) * len(row))
    return _header(texts, found, known=False)


def _header(texts: Sequence[Sequence[str]], found: _Found, *, known: bool) -> Header:
    return Header(
        first=found.first,
        last=found.last,
        names=_numbered(found.names),
        groups=found.groups,
        titles=tuple(t for row in texts[: found.first] for t in row if t),
        known=known,
    )


def _numbered(names: Sequence[str]) -> tuple[str, ...]:
    """A repeated heading gets a number, so that a mapping can name each."""
    seen: dict[str, int] = {}
    numbered = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        repeated = name and seen[name] > 1
        numbered.append(f"{name}#{seen[name]}" if repeated else name)
    return tuple(numbered)
