"""Where the places of a district stand in its tile map; schematic, not a map."""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib.resources import files
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

import msgspec

from carbon_points.common.strict_yaml import load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

FORMAT: Final = "carbon-points/tile-map/1"
_ACROSS: Final = 4


class Cell(NamedTuple):
    """A place in the grid, counted from the upper left."""

    column: int
    row: int


class TileMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The grid of one district from a day on: codes of subdistricts, row by row."""

    district: str
    valid_from: dt.date
    source_zh: str
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        codes = [code for row in self.rows for code in row if code]
        if len(set(codes)) < len(codes):
            raise ValueError(self.district + ": a place stands twice")

    @property
    def cells(self) -> dict[str, Cell]:
        """Where each code stands."""
        return {
            code: Cell(across, down)
            for down, row in enumerate(self.rows)
            for across, code in enumerate(row)
            if code
        }


class TileMaps(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of ``resources/tile_map.yaml``."""

    format: str
    maps: tuple[TileMap, ...]

    def __post_init__(self) -> None:
        if self.format != FORMAT:
            raise ValueError("the format is not " + FORMAT)


@cache
def shipped() -> tuple[TileMap, ...]:
    """What is shipped.

    Raises:
        msgspec.ValidationError: if the file is not what it should be.
    """
    text = (files("resources") / "tile_map.yaml").read_text("utf-8")
    return msgspec.convert(load(text), TileMaps, strict=False).maps


SCHEMATIC: Final = "方位示意"
IN_ORDER: Final = "按编号排列，非方位"


def layout_word(district: str, codes: Sequence[str], day: dt.date) -> str:
    """What a reader must know of the places of the tiles: `SCHEMATIC` or `IN_ORDER`."""
    return IN_ORDER if _grid(district, codes, day) is None else SCHEMATIC


def cells_of(district: str, codes: Sequence[str], day: dt.date) -> Mapping[str, Cell]:
    """Where each code stands on a day.

    A district without a grid, or with a place that its grid does not know, is laid out
    row by row in the order of the codes: a wrong place would mislead.
    """
    grid = _grid(district, codes, day)
    if grid is not None:
        return {code: grid.cells[code] for code in codes}
    return {code: Cell(at % _ACROSS, at // _ACROSS) for at, code in enumerate(codes)}


def _grid(district: str, codes: Sequence[str], day: dt.date) -> TileMap | None:
    """The grid in force, if it knows every place."""
    grids = [
        each
        for each in shipped()
        if each.district == district and each.valid_from <= day
    ]
    latest = max(grids, key=lambda each: each.valid_from, default=None)
    if latest is None or not set(codes) <= latest.cells.keys():
        return None
    return latest
