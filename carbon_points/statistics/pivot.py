"""Statistics as a cross table: one dimension down, another across, others held fast."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError
from carbon_points.statistics.charts import ChartKind
from carbon_points.statistics.charts import ChartSpec
from carbon_points.statistics.charts import Series
from carbon_points.statistics.figures import mass_scale
from carbon_points.statistics.figures import month_labels
from carbon_points.statistics.naming import HEADINGS
from carbon_points.statistics.naming import label
from carbon_points.statistics.queries import table
from carbon_points.statistics.suppression import suppressed
from carbon_points.statistics.tables import DIMENSIONS
from carbon_points.statistics.tables import StatRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.statistics.tables import StatQuery
    from carbon_points.statistics.tables import StatTable

MEASURES: Final = MappingProxyType(
    {
        "reduction_mg": "核定减排量",
        "actions": "核定行为",
        "participants": "参与者",
        "points": "发放积分",
    }
)
_UNITS: Final = MappingProxyType(
    {"actions": "笔", "participants": "人（户）", "points": "分"}
)


@dataclass(frozen=True, slots=True)
class PivotQuery:
    """What stands down and across, what is counted, and what is held fast.

    Raises:
        UserError: CUT_UNKNOWN, PIVOT_TWICE.
    """

    whole: StatQuery
    """Scenario, period and place; its own dimensions are not looked at."""

    down: str
    across: str = ""
    """Empty for a single column."""

    measure: str = "reduction_mg"
    fixed: tuple[tuple[str, str], ...] = ()
    """Dimensions with the one value of each that counts."""

    def __post_init__(self) -> None:
        used = [self.down, *filter(None, [self.across]), *(n for n, _ in self.fixed)]
        for name in used:
            if name not in DIMENSIONS:
                raise UserError("CUT_UNKNOWN", value=name)
        if len(set(used)) < len(used):
            raise UserError("PIVOT_TWICE")


@dataclass(frozen=True, slots=True)
class Pivot:
    """The cross table; a group that may not be shown has no figures."""

    query: PivotQuery
    downs: tuple[str, ...]
    """The codes of the lines, in their order."""

    acrosses: tuple[str, ...]
    """The codes of the columns; empty without a second dimension."""

    cells: Mapping[tuple[str, str], StatRow]
    """By line and column; what is missing is nothing."""

    down_totals: Mapping[str, StatRow]
    across_totals: Mapping[str, StatRow]
    total: StatRow

    def value(self, row: StatRow | None) -> int | None:
        """A group's figure; 0 where there is none, None where it may not be shown."""
        if row is None:
            return 0
        figures = {
            "reduction_mg": row.reduction_mg,
            "actions": row.actions,
            "participants": row.participants,
            "points": row.points,
        }
        return figures[self.query.measure]


def pivot(session: Session, query: PivotQuery, *, suppress: bool = False) -> Pivot:
    """The cross table of a query.

    With `suppress` small groups are withheld as for a viewer, and so is every total
    that would give one of them away.

    Raises:
        UserError: SCENARIO_UNKNOWN.
    """
    # Most numbers of people would have to be counted anew: only where they are shown.
    people = suppress or query.measure == "participants"
    cut = partial(_cut, session, query, people=people)
    cells = cut(query.down, *filter(None, [query.across]))
    downs = cut(query.down)
    acrosses = cut(query.across) if query.across else None
    whole = cut()
    total = whole.rows[0] if whole.rows else StatRow((), 0, 0, 0, 0)
    if suppress:
        total = suppressed(replace(whole, rows=(total,), totals=total)).totals
        cells, downs = suppressed(cells), suppressed(downs)
        acrosses = None if acrosses is None else suppressed(acrosses)
    made = Pivot(
        query,
        tuple(row.key[0] for row in downs.rows),
        () if acrosses is None else tuple(row.key[0] for row in acrosses.rows),
        {(row.key[0], row.key[-1] if query.across else ""): row for row in cells.rows},
        {row.key[0]: row for row in downs.rows},
        {} if acrosses is None else {row.key[0]: row for row in acrosses.rows},
        total,
    )
    return _guarded(made) if suppress and query.across else made


def _cut(
    session: Session, query: PivotQuery, *dimensions: str, people: bool
) -> StatTable:
    """The groups of some dimensions in which everything that is fixed holds."""
    names = tuple(name for name, _ in query.fixed)
    held = tuple(value for _, value in query.fixed)
    asked = replace(query.whole, by=(*dimensions, *names))
    found = table(session, asked, people=people)
    rows = tuple(
        replace(row, key=row.key[: len(dimensions)])
        for row in found.rows
        if not row.draft and row.key[len(dimensions) :] == held
    )
    return replace(found, query=replace(asked, by=dimensions), rows=rows)


def _guarded(made: Pivot) -> Pivot:
    """Withhold the totals of lines and columns that hold a withheld group.

    A single withheld total would follow from the others and their sum, which then
    goes, too.
    """
    hidden = [key for key, row in made.cells.items() if row.withheld]
    downs = _less(made.down_totals, {down for down, _ in hidden})
    acrosses = _less(made.across_totals, {across for _, across in hidden})
    alone = 1 in (_withheld(downs), _withheld(acrosses))
    total = made.total.without_figures() if alone else made.total
    return replace(made, down_totals=downs, across_totals=acrosses, total=total)


def _less(totals: Mapping[str, StatRow], hidden: set[str]) -> dict[str, StatRow]:
    return {
        key: row.without_figures() if key in hidden else row
        for key, row in totals.items()
    }


def _withheld(totals: Mapping[str, StatRow]) -> int:
    return sum(row.withheld for row in totals.values())


def pivot_chart(made: Pivot) -> ChartSpec:
    """The cross table drawn: lines as categories, columns as series.

    A category with a group that may not be shown is withheld as a whole.
    """
    query = made.query
    columns = made.acrosses or ("",)
    rows = {
        key: [made.value(made.cells.get((down, key))) for down in made.downs]
        for key in columns
    }
    hidden = frozenset(
        at
        for at in range(len(made.downs))
        if any(values[at] is None for values in rows.values())
    )
    one_name = MEASURES[query.measure]
    series = tuple(
        Series(
            label(query.across, key) if query.across else one_name,
            tuple(0 if at in hidden else value or 0 for at, value in enumerate(values)),
            key=key,
        )
        for key, values in rows.items()
    )
    unit, scale, places = _unit(query.measure, series)
    is_time = query.down == "month"
    names = (
        month_labels(made.downs)
        if is_time
        else tuple(label(query.down, key) for key in made.downs)
    )
    stacked = is_time or bool(query.across)
    return ChartSpec(
        ChartKind.STACKED if stacked else ChartKind.RANKING,
        _title(query),
        names,
        series,
        unit,
        scale,
        places,
        by=(query.down, query.across),
        keys=made.downs,
        withheld=hidden,
    )


def _unit(measure: str, series: Sequence[Series]) -> tuple[str, int, int]:
    if measure != "reduction_mg":
        return _UNITS[measure], 1, 0
    columns = zip(*(one.values for one in series), strict=True)
    return mass_scale([sum(column) for column in columns])


def _title(query: PivotQuery) -> str:
    names = " × ".join(HEADINGS[name] for name in (query.down, query.across) if name)
    held = "、".join(label(*pair) for pair in query.fixed)
    return f"{MEASURES[query.measure]}：{names}" + (f"（{held}）" if held else "")
