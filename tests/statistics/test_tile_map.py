"""Every place of the district has its tile, and a shade that its number gives it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.places.queries import district
from carbon_points.places.queries import subdistricts
from carbon_points.statistics import place_figures
from carbon_points.statistics.charts import ChartKind
from carbon_points.statistics.charts import LEVELS
from carbon_points.statistics.tables import StatQuery
from carbon_points.statistics.tables import StatRow
from carbon_points.statistics.tables import StatTable
from carbon_points.statistics.tile_map import Cell
from carbon_points.statistics.tile_map import cells_of
from carbon_points.statistics.tile_map import IN_ORDER
from carbon_points.statistics.tile_map import layout_word
from carbon_points.statistics.tile_map import SCHEMATIC
from carbon_points.statistics.tile_map import TileMap

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

DAY = dt.date(2026, 6, 30)
PLACES = {"甲": Cell(0, 0), "乙": Cell(1, 0), "丙": Cell(0, 1)}


def by_place(*rows: StatRow) -> StatTable:
    return StatTable(
        StatQuery(("subdistrict",)), rows, StatRow((), 9, 9, 9, 9), None, 7
    )


def row(name: str, mg: int | None, people: int | None = 9) -> StatRow:
    return StatRow((name,), people, 1, mg, 1)


def test_the_grid_has_every_place_of_the_district_once(small: Database) -> None:
    with small.reading() as session:
        here = district(session)
        codes = [each.code for each in subdistricts(session)]

    cells = cells_of(here.code, codes, DAY)

    assert len(codes) == 18
    assert list(cells) == codes
    assert len(set(cells.values())) == 18
    assert layout_word(here.code, codes, DAY) == SCHEMATIC
    assert cells["17"].row < cells["01"].row < cells["18"].row


@pytest.mark.parametrize(
    ("code", "codes", "day"),
    [
        ("370199", ["01", "02", "03", "04", "05"], DAY),
        ("370114", ["01", "02", "03", "04", "99"], DAY),
        ("370114", ["01", "02", "03", "04", "05"], dt.date(2020, 1, 1)),
    ],
)
def test_an_unknown_district_is_laid_out_in_the_order_of_its_codes(
    code: str, codes: list[str], day: dt.date
) -> None:
    cells = cells_of(code, codes, day)

    assert [cells[each] for each in codes] == [
        *[Cell(at, 0) for at in range(4)],
        Cell(0, 1),
    ]
    assert layout_word(code, codes, day) == IN_ORDER


def test_a_grid_with_a_place_twice_is_refused() -> None:
    twice = {
        "district": "1",
        "valid_from": DAY,
        "source_zh": "",
        "rows": [["01", "01"]],
    }

    with pytest.raises(msgspec.ValidationError, match="twice"):
        msgspec.convert(twice, TileMap)


def test_a_place_without_anything_and_a_withheld_one_have_their_tiles() -> None:
    found = by_place(row("甲", 3_000_000), row("丙", None, None))

    chart = place_figures.tiles(found, PLACES)

    assert chart.kind is ChartKind.TILES
    assert chart.categories == ("甲", "乙", "丙")
    assert chart.cells == ((0, 0), (1, 0), (0, 1))
    assert chart.levels()[1:] == (0, 0)
    assert [line[1] for line in chart.table()[1:]] == ["3.0", "0.0", "不足 5 人"]
    assert [chart.tile_text(at) for at in range(3)] == ["3.0", "0", "不足 5 人"]


def test_places_are_ranked_by_mass_or_by_people() -> None:
    found = by_place(row("甲", 3_000, 7), row("乙", 5_000, 6), row("丙", None, None))

    by_mass = place_figures.ranking(found, list(PLACES))
    by_people = place_figures.ranking(found, list(PLACES), place_figures.PEOPLE)

    assert by_mass.categories == ("乙", "甲", "丙")
    assert by_people.categories == ("甲", "乙", "丙")
    assert by_people.series[0].values == (7, 6, 0)
    assert by_people.unit == "人（户）"


@given(st.lists(st.integers(0, 10**13), min_size=1, max_size=18))
def test_a_larger_number_never_has_a_lighter_tile(amounts: list[int]) -> None:
    names = [str(at) for at in range(len(amounts))]
    rows = [row(name, mg) for name, mg in zip(names, amounts, strict=True)]
    cells = {name: Cell(at, 0) for at, name in enumerate(names)}

    chart = place_figures.tiles(by_place(*rows), cells)

    levels = chart.levels()
    assert sorted(zip(amounts, levels, strict=True)) == sorted(
        zip(sorted(amounts), sorted(levels), strict=True)
    )
    assert all(
        (level == 0) is (mg == 0) for level, mg in zip(levels, amounts, strict=True)
    )
    assert max(levels) <= LEVELS
    assert len(chart.level_bounds()) < LEVELS
