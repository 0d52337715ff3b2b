"""A table as a pandas frame, for turning rows into columns.

pandas takes a quarter of a second to load, so it is imported when a frame is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.statistics.naming import label

if TYPE_CHECKING:
    import pandas as pd

    from carbon_points.statistics.tables import StatTable

ADDITIVE = ("actions", "reduction_mg", "points")
"""Figures that add up; numbers of different participants do not."""


def frame(table: StatTable) -> pd.DataFrame:
    """The rows of a table: a column of labels for each dimension, then the figures.

    Drafts are left out, as they are from the totals; figures stay int64.
    """
    import pandas as pd

    rows = [
        (
            *(label(*pair) for pair in zip(table.by, row.key, strict=True)),
            row.actions,
            row.reduction_mg,
            row.points,
        )
        for row in table.rows
        if not row.draft and not row.withheld
    ]
    made = pd.DataFrame(rows, columns=[*table.by, *ADDITIVE])
    return made.astype(dict.fromkeys(ADDITIVE, "int64"))


def cross_table(table: StatTable, down: str, across: str) -> pd.DataFrame:
    """Milligrams by two dimensions, in the table's order, with sums at the edge."""
    made = frame(table)
    order = {name: list(dict.fromkeys(made[name])) for name in (down, across)}
    sums = made.groupby([down, across], sort=False)["reduction_mg"].sum()
    crossed = sums.unstack(fill_value=0).astype("int64")
    crossed = crossed.reindex(index=order[down], columns=sorted(order[across]))
    crossed["合计"] = crossed.sum(axis=1)
    crossed.loc["合计"] = crossed.sum(axis=0)
    return crossed
