"""The sample district: every row ends where its answer key says."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import numpy as np
import pytest

from carbon_points.exchange.readers import parse
from carbon_points.exchange.readers import read_table
from carbon_points.exchange.readers import recognise

if TYPE_CHECKING:
    from carbon_points.exchange.readers import Parsed

SAMPLE: Final = Path(__file__).parents[2] / "data" / "sample"
KEY: Final[dict[str, Any]] = json.loads((SAMPLE / "answer_key.json").read_text("utf-8"))
AS_OF: Final = dt.date.fromisoformat(KEY["as_of"])
NEED_THE_DATABASE: Final = frozenset(
    [
        *("unknown_user", "unknown_person", "unknown_owner", "unknown_street"),
        *("duplicate_id", "duplicate_uscc", "duplicate_device", "duplicate_row"),
        *("duplicate_order", "duplicate_order_other_file", "over_capacity"),
    ]
)


def read(name: str) -> Parsed:
    table = read_table(SAMPLE / name)
    return parse(table, recognise(table), AS_OF)


def refused_here(name: str) -> set[tuple[int, str]]:
    entry = KEY["files"][name]
    # A cumulative reading decreases against the one in the database.
    later = NEED_THE_DATABASE | (
        {"reading_decreases"} if entry["kind"] == "pv_readings" else set()
    )
    return {(row, kind.upper()) for row, kind in entry["bad"] if kind not in later}


@pytest.mark.parametrize("name", KEY["files"])
def test_exactly_the_bad_rows_are_refused_each_with_its_code(name: str) -> None:
    parsed = read(name)

    assert {(p.row, p.code) for p in parsed.problems} == refused_here(name)
    assert len(parsed.problems) == len(refused_here(name))
    assert parsed.rows == KEY["files"][name]["data_rows"]
    assert parsed.rows == len(parsed.numbers) + len(parsed.problems)
    assert parsed.kind == KEY["files"][name]["kind"]


@pytest.mark.parametrize("name", KEY["files"])
def test_every_column_has_one_value_for_each_good_row(name: str) -> None:
    parsed = read(name)

    assert {len(column) for column in parsed.columns.values()} == {len(parsed.numbers)}


def kept(name: str, parsed: Parsed) -> np.ndarray[Any, np.dtype[np.bool_]]:
    bad = [row for row, _ in KEY["files"][name]["bad"]]
    return ~np.isin(parsed.numbers, bad)


RIDES: Final = [n for n, entry in KEY["files"].items() if entry["kind"] == "rides"]


@pytest.mark.parametrize("name", RIDES)
def test_rides_add_up_to_the_metres_and_seconds_of_the_key(name: str) -> None:
    parsed, entry = read(name), KEY["files"][name]
    rows = kept(name, parsed)
    start, end = (np.asarray(parsed.columns[c]) for c in ("start", "end"))
    vehicles = np.asarray(parsed.columns["vehicle"])

    assert np.asarray(parsed.columns["distance_m"])[rows].sum() == entry["valid_metres"]
    assert (end - start)[rows].sum() == entry["valid_seconds"]
    assert (vehicles[rows] == "shared_ebike").sum() == entry["valid_electric_rows"]
    assert parsed.extra["operator"] == entry["operator"]


@pytest.mark.parametrize(
    "name", [n for n, entry in KEY["files"].items() if entry["kind"] == "clothing"]
)
def test_clothing_adds_up_to_the_grams_of_the_key(name: str) -> None:
    parsed, entry = read(name), KEY["files"][name]

    grams = np.asarray(parsed.columns["mass_g"])[kept(name, parsed)].sum()

    assert grams == entry["valid_grams"]


def test_the_heat_of_the_ledger_adds_up_to_the_key() -> None:
    name = next(n for n, e in KEY["files"].items() if e["kind"] == "heat_pump")

    parsed = read(name)

    heat = sum(round(float(kwh) * 1000) for kwh in parsed.columns["heat_kwh"])
    assert heat == KEY["files"][name]["valid_heat_wh"]
