"""Small groups put together: nobody is singled out, every sum still adds up."""

from __future__ import annotations

from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.statistics.naming import label
from carbon_points.statistics.suppression import SMALLEST
from carbon_points.statistics.suppression import suppressed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carbon_points.statistics.tables import StatTable

TOGETHER: Final = f"其余（不足 {SMALLEST} 人的组合并）"


class Group(NamedTuple):
    """A named group; people add up over no table, so a merged one has none."""

    key: tuple[str, ...]
    participants: int | None
    actions: int
    reduction_mg: int
    points: int


def groups(table: StatTable) -> list[Group]:
    """The groups of a table without its drafts; those withheld are one group."""
    plain = [row for row in table.rows if not row.draft]
    shown = [row for row in suppressed(table).rows if not row.draft]
    named: list[Group] = []
    rest: list[Group] = []
    for row, safe in zip(plain, shown, strict=True):
        key = tuple(label(*pair) for pair in zip(table.by, row.key, strict=True))
        group = Group(
            key,
            row.participants,
            row.actions or 0,
            row.reduction_mg or 0,
            row.points or 0,
        )
        (rest if safe.withheld else named).append(group)
    return [*named, *_merged(rest, len(table.by))]


def small_merged(found: Iterable[Group]) -> list[Group]:
    """Groups with those of fewer than `SMALLEST` people, and one more, put together."""
    ordered = list(found)
    small = [each for each in ordered if (each.participants or 0) < SMALLEST]
    large = [each for each in ordered if (each.participants or 0) >= SMALLEST]
    if small and large:
        small.append(min(large, key=lambda each: (each.participants or 0, each.key)))
        large.remove(small[-1])
    return [*large, *_merged(small, len(ordered[0].key) if ordered else 0)]


def _merged(rest: list[Group], columns: int) -> list[Group]:
    if not rest:
        return []
    return [
        Group(
            (TOGETHER, *("" for _ in range(columns - 1))),
            None,
            sum(each.actions for each in rest),
            sum(each.reduction_mg for each in rest),
            sum(each.points for each in rest),
        )
    ]
