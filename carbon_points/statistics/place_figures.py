"""Charts of the places of a district: all of them, those without anything as well."""

from __future__ import annotations

from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.statistics.charts import ChartKind
from carbon_points.statistics.charts import ChartSpec
from carbon_points.statistics.charts import Series
from carbon_points.statistics.figures import mass_scale

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from carbon_points.statistics.tables import StatTable
    from carbon_points.statistics.tile_map import Cell

MASS: Final = "mass"
PEOPLE: Final = "people"


class _Place(NamedTuple):
    name: str
    value: int
    withheld: bool
    cell: tuple[int, int] = (0, 0)


def tiles(
    table: StatTable, cells: Mapping[str, Cell], measure: str = MASS, note: str = ""
) -> ChartSpec:
    """The tile map of a table by subdistrict.

    Args:
        table: by subdistrict alone.
        cells: where each place stands, by its name.
        measure: `MASS` or `PEOPLE`.
        note: under the chart.
    """
    places = [
        each._replace(cell=cells[each.name]) for each in _places(table, cells, measure)
    ]
    return _spec(ChartKind.TILES, places, measure, note)


def ranking(
    table: StatTable, names: Sequence[str], measure: str = MASS, note: str = ""
) -> ChartSpec:
    """All places, the largest number first, the withheld ones last."""
    places = _places(table, names, measure)
    places.sort(key=lambda each: (each.withheld, -each.value))
    return _spec(ChartKind.RANKING, places, measure, note)


def _places(
    table: StatTable, names: Sequence[str] | Mapping[str, Cell], measure: str
) -> list[_Place]:
    found = {row.key[0]: row for row in table.rows if not row.draft}
    places = []
    for name in names:
        row = found.get(name)
        value = row and (row.participants if measure == PEOPLE else row.reduction_mg)
        places.append(_Place(name, value or 0, row is not None and row.withheld))
    return places


def _spec(
    kind: ChartKind, places: Sequence[_Place], measure: str, note: str
) -> ChartSpec:
    values = tuple(each.value for each in places)
    subject, unit, scale, digits = "参与者", "人（户）", 1, 0
    if measure == MASS:
        subject = "核定减排量"
        unit, scale, digits = mass_scale(values)
    return ChartSpec(
        kind,
        f"各街道（镇）{subject}",
        tuple(each.name for each in places),
        (Series(subject, values),),
        unit,
        scale,
        digits,
        note=note,
        by=("subdistrict", ""),
        keys=tuple(each.name for each in places),
        cells=tuple(each.cell for each in places) if kind is ChartKind.TILES else (),
        withheld=frozenset(at for at, each in enumerate(places) if each.withheld),
    )
