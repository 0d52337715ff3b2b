"""Charts of statistics: each function turns a table into a `ChartSpec`.

Reductions add up over any dimension, so one table gives several charts. Drafts and
withheld groups are in none; the table beside the chart names them.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.actions.cuts import shipped_membership
from carbon_points.common.days import month_text
from carbon_points.common.days import parse_month
from carbon_points.common.problems import UserError
from carbon_points.statistics.charts import ChartKind
from carbon_points.statistics.charts import ChartSpec
from carbon_points.statistics.charts import Series
from carbon_points.statistics.naming import HEADINGS
from carbon_points.statistics.naming import label
from carbon_points.statistics.suppression import SMALLEST
from carbon_points.statistics.tables import GRADES
from carbon_points.statistics.tables import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from carbon_points.statistics.tables import Reached
    from carbon_points.statistics.tables import StatTable

_MASSES: Final = ((1_000_000_000, "tCO₂e"), (1_000_000, "kgCO₂e"), (1_000, "gCO₂e"))
_MOST_PLACES: Final = 3
_PARTS: Final = ("methodology", "grade", "kind", "subdistrict", "community")
_SUBJECTS: Final = MappingProxyType(
    {
        "approved": "核定减排量",
        "waiting": "待审核减排量",
        "all": "核定与待审核减排量",
    }
)


def charts(table: StatTable, note: str = "") -> tuple[ChartSpec, ...]:
    """The charts that a table's dimensions allow, the most telling first."""
    made = []
    if "month" in table.by:
        made.append(monthly(table, note))
    made += [
        ranking(table, dimension, note)
        for dimension in ("subdistrict", "community", "methodology", "grade", "kind")
        if dimension in table.by
    ]
    return tuple(chart for chart in made if not chart.is_empty)


def monthly(table: StatTable, note: str = "", part: str = "") -> ChartSpec:
    """Reductions by month, stacked by methodology, grade or whatever the table has.

    Args:
        table: by month, and by `part` if it is named.
        note: under the chart.
        part: a dimension; empty for the most telling one of the table.

    Raises:
        UserError: CHART_NEEDS, if the table is not by month or not by `part`.
    """
    stacked = part or next((name for name in _PARTS if name in table.by), "")
    amounts = _amounts(table, ("month", stacked) if stacked else ("month",))
    months = _months(key[0] for key in amounts)
    parts = sorted({key[1:] for key in amounts}, key=_rank)
    series = [
        (
            _Part(label(stacked, key[0]), key[0])
            if key
            else _Part(_SUBJECTS[table.query.state]),
            [amounts[month, *key] for month in months],
        )
        for key in parts
    ]
    heading = f"，按{HEADINGS[stacked]}" if stacked else ""
    title = f"逐月{_SUBJECTS[table.query.state]}{heading}"
    by = ("month", stacked)
    frame = _Frame(ChartKind.STACKED, title, month_labels(months), note, by, months)
    return _mass_chart(frame, [(name, row) for name, row in series if any(row)])


def ranking(
    table: StatTable, dimension: str = "subdistrict", note: str = ""
) -> ChartSpec:
    """The groups of one dimension, the largest reduction first.

    Raises:
        UserError: CHART_NEEDS, if the table is not by `dimension`.
    """
    amounts = _amounts(table, (dimension,))
    ordered = sorted(amounts.items(), key=lambda item: -item[1])
    names = tuple(label(dimension, value) for (value,), _ in ordered)
    subject = _SUBJECTS[table.query.state]
    title = f"各{HEADINGS[dimension]}{subject}"
    keys = [value for (value,), _ in ordered]
    frame = _Frame(ChartKind.RANKING, title, names, note, (dimension, ""), keys)
    return _mass_chart(frame, [(_Part(subject), [mg for _, mg in ordered])])


def shares(
    table: StatTable, part: str = "grade", by: str = "methodology", note: str = ""
) -> ChartSpec:
    """How the reduction of each group of `by` is divided among those of `part`.

    Raises:
        UserError: CHART_NEEDS, if the table is not by both.
    """
    amounts = _amounts(table, (by, part))
    groups = sorted({key[:1] for key in amounts}, key=_rank)
    parts = sorted({key[1:] for key in amounts}, key=_rank)
    series = [
        (
            _Part(label(part, one), one),
            [sum(amounts[*group, one] for group in groups)]
            + [amounts[*group, one] for group in groups],
        )
        for (one,) in parts
    ]
    names: tuple[str, ...] = ("合计", *(label(by, group) for (group,) in groups))
    subject = _SUBJECTS[table.query.state]
    title = f"{subject}的{HEADINGS[part]}构成"
    keys = ["", *(group for (group,) in groups)]
    if not groups:
        names, keys = (), []
    frame = _Frame(ChartKind.SHARES, title, names, note, (by, part), keys)
    return _mass_chart(frame, series)


def cumulative(
    table: StatTable, target_mg: int, months_to_target: int = 12, note: str = ""
) -> ChartSpec:
    """The sum up to each month beside an even way to the target.

    Args:
        table: by month.
        target_mg: to be reached `months_to_target` months after the start.
        months_to_target: how long the way is.
        note: under the chart.

    Raises:
        UserError: CHART_NEEDS, if the table is not by month.
    """
    amounts = _amounts(table, ("month",))
    months = _months(key[0] for key in amounts)
    sums = list(itertools.accumulate(amounts[month,] for month in months))
    aims = [
        min(target_mg, target_mg * (at + 1) // months_to_target)
        for at in range(len(months))
    ]
    subject = _SUBJECTS[table.query.state]
    title, until = f"累计{subject}与目标", ("until", "")
    frame = _Frame(ChartKind.LINE, title, month_labels(months), note, until, months)
    return _mass_chart(frame, [(_Part(f"累计{subject}"), sums)], aims)


def funnel(reached: Reached, note: str = "", *, suppress: bool = False) -> ChartSpec:
    """How many people registered, did something, and had it approved.

    With `suppress` a step of fewer than `SMALLEST` people is not told, as for a viewer.
    """
    numbers = (reached.registered, reached.logged, reached.approved)
    return ChartSpec(
        ChartKind.FUNNEL,
        "从登记到核定",
        ("已登记", "有行为记录", "有核定行为"),
        (Series("参与者", numbers),),
        "人（户）",
        note=note,
        by=("step", ""),
        keys=("registered", "logged", "approved"),
        withheld=frozenset(
            at
            for at, number in enumerate(numbers)
            if suppress and 0 < number < SMALLEST
        ),
    )


class _Part(NamedTuple):
    """What a series is called, and the code of what it stands for."""

    name: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class _Frame:
    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    note: str
    by: tuple[str, str]
    keys: Sequence[str]


def _mass_chart(
    frame: _Frame,
    rows: Sequence[tuple[_Part, Sequence[int]]],
    aims: Sequence[int] = (),
) -> ChartSpec:
    """A chart in the unit in which its largest number is easy to read."""
    totals = [sum(column) for column in zip(*(row for _, row in rows), strict=True)]
    unit, scale, places = mass_scale([*totals, *aims])
    return ChartSpec(
        frame.kind,
        frame.title,
        frame.categories,
        tuple(Series(part.name, tuple(row), key=part.key) for part, row in rows),
        unit,
        scale,
        places,
        Series("目标", tuple(aims)) if aims else None,
        frame.note,
        by=frame.by,
        keys=tuple(frame.keys),
    )


def mass_scale(printed: Sequence[int]) -> tuple[str, int, int]:
    """Unit, milligrams in it, and decimals in which some masses are easy to read."""
    highest = max((*printed, 0))
    scale, unit = next((found for found in _MASSES if highest >= found[0]), _MASSES[-1])
    return unit, scale, _places(printed, scale)


def _places(printed: Iterable[int], scale: int) -> int:
    """Decimals with which the smallest printed number has two digits that count."""
    smallest = min((value for value in printed if value), default=scale)
    places = 0
    while places < _MOST_PLACES and smallest * 10**places < 10 * scale:
        places += 1
    return places


def _rank(part: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """The order of a chart's series: as scenarios and code words are declared."""
    declared = (*shipped_membership(), *GRADES, *KINDS)
    known = part and part[0] in declared
    return (declared.index(part[0]) if known else len(declared)), part


def _amounts(
    table: StatTable, dimensions: tuple[str, ...]
) -> Mapping[tuple[str, ...], int]:
    """Milligrams by some of the table's dimensions."""
    for name in dimensions:
        if name not in table.by:
            raise UserError("CHART_NEEDS", dimension=name)
    places = [table.by.index(name) for name in dimensions]
    amounts: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for row in table.rows:
        if row.reduction_mg is not None and not row.draft:
            amounts[tuple(row.key[at] for at in places)] += row.reduction_mg
    return amounts


def _months(present: Iterable[str]) -> list[str]:
    """Every month from the first to the last one, the empty ones among them."""
    numbers = sorted({parse_month(month) for month in present})
    if not numbers:
        return []
    return [month_text(number) for number in range(numbers[0], numbers[-1] + 1)]


def month_labels(months: Sequence[str]) -> tuple[str, ...]:
    """``1月`` within one year, else the first month of each year with its year."""
    several_years = len({month[:4] for month in months}) > 1
    labels = []
    for at, month in enumerate(months):
        year, number = month[:4], int(month[5:])
        first = several_years and (at == 0 or number == 1)
        labels.append(f"{year}.{number}" if first else f"{number}月")
    return tuple(labels)
