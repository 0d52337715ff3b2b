"""Withholds small groups so that nobody can be singled out, not even by subtraction."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.statistics.tables import StatRow
    from carbon_points.statistics.tables import StatTable

SMALLEST: Final = 5
"""The smallest number of participants of a group that is shown."""

WITHHELD: Final = f"不足 {SMALLEST} 人"
"""What stands in the place of a figure that is not shown."""


def suppressed(table: StatTable) -> StatTable:
    """The table without figures of groups of fewer than `SMALLEST` participants.

    Where a group is withheld, a total less the other rows would give it away; so the
    withheld rows are at least two, and together hold at least `SMALLEST` people: the
    smallest group that is large enough alone goes with them. If there is none, the
    total goes.
    """
    rows = list(table.rows)
    totals = _withhold(rows, table.totals, draft=False)
    drafts = table.draft_totals
    if drafts is not None:
        drafts = _withhold(rows, drafts, draft=True)
    return replace(table, rows=tuple(rows), totals=totals, draft_totals=drafts)


def _withhold(rows: list[StatRow], total: StatRow, *, draft: bool) -> StatRow:
    """Withhold rows in place; the total as it may be shown."""
    places = [at for at, row in enumerate(rows) if row.draft is draft]
    small = [at for at in places if _people(rows[at]) < SMALLEST]
    if not small:
        return total
    large = [at for at in places if at not in small]
    with_them = _smallest(rows, large)
    for at in (*small, *with_them):
        rows[at] = rows[at].without_figures()
    return total if with_them else total.without_figures()


def _smallest(rows: Sequence[StatRow], places: list[int]) -> list[int]:
    return sorted(places, key=lambda at: (_people(rows[at]), rows[at].actions))[:1]


def _people(row: StatRow) -> int:
    return row.participants or 0
