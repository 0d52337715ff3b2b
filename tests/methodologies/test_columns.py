"""The column paths give what the row path gives, on edges and at random."""

from __future__ import annotations

import datetime as dt
import importlib
from dataclasses import replace
from functools import cache
from typing import Any
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.common.days import day_number
from carbon_points.common.days import epoch_seconds
from carbon_points.common.days import from_day_number
from carbon_points.common.days import local_moment
from carbon_points.methodology.columns import ABSENT
from carbon_points.methodology.columns import KINDS
from carbon_points.methodology.contract import Calculation
from carbon_points.methodology.contract import FieldType
from tests.methodologies.shared import FACTORS
from tests.methodologies.shared import METHODOLOGIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.methodology.columns import Assessed
    from carbon_points.methodology.register import FactorSet

Row = dict[str, Any]

AS_OF = day_number(dt.date(2026, 1, 31))
OFFERED = tuple(
    key for key, each in METHODOLOGIES.items() if each.current.assess_columns
)
CHANGED = FACTORS.with_values(
    {
        "cycling.baseline": "26.55",
        "clothing.ef.reuse": "0.1",
        "clothing.share.reuse": "0",
    }
)
NEGATIVE = FACTORS.with_values(
    {
        "cycling.baseline": "1.5",
        "clothing.ef.recycle": "0.001",
        "clothing.ef.reuse": "0",
    }
)
TINY = FACTORS.with_values(
    {
        "cycling.baseline": "0." + "0" * 17 + "7",
        "cycling.k.operator_order": "0." + "3" * 12,
        "clothing.k.weighed": "0." + "1" * 15,
        "clothing.item_mass": "258.5",
    }
)
LATE = replace(
    FACTORS,
    factors=tuple(
        replace(row, valid_from=dt.date(2025, 12, 31))
        if row.id.startswith(("cycling.", "clothing."))
        else row
        for row in FACTORS.factors
    ),
)
REGISTERS = {
    "shipped": FACTORS,
    "changed": CHANGED,
    "negative": NEGATIVE,
    "tiny": TINY,
    "late": LATE,
    "no_item": replace(
        FACTORS,
        factors=tuple(
            row
            for row in FACTORS.factors
            if row.id not in {"clothing.item_mass", "clothing.k.weighed"}
        ),
    ),
}


@cache
def _function(methodology_id: str) -> Any:
    path = METHODOLOGIES[methodology_id].current.assess_columns
    module, _, name = path.partition(":")
    return getattr(importlib.import_module(module), name)


def by_columns(methodology_id: str, rows: list[Row], factors: FactorSet) -> Assessed:
    """The column path on rows of stored numbers."""
    fields = METHODOLOGIES[methodology_id].current.fields
    numbers = [f.name for f in fields if f.type in _GOLDEN]
    inputs = {name: np.array([row[name] for row in rows]) for name in numbers}
    context: dict[str, Any] = {
        name: np.array([row[name] for row in rows])
        for name in rows[0]
        if name not in numbers
    }
    context["as_of"] = AS_OF
    register = factors.register(methodology_id)
    assessed: Assessed = _function(methodology_id)(inputs, context, register)
    return assessed


def by_row(
    methodology_id: str, row: Row, factors: FactorSet
) -> tuple[str, int, tuple[str, ...], int]:
    """The row path on the same."""
    version = METHODOLOGIES[methodology_id].current
    inputs: Row = {"evidence_ref": "R"}
    for field in version.fields:
        if field.type in _GOLDEN and row[field.name] != ABSENT:
            inputs[field.name] = _GOLDEN[field.type](field, row[field.name])
    tallies = [tally.name for tally in METHODOLOGIES[methodology_id].tallies]
    context = {
        "as_of": from_day_number(AS_OF).isoformat(),
        "participant_kind": KINDS[row["participant_kind"]],
        "prior_refs": ["R"] if row["duplicate"] else [],
        **{name: row[name] for name in tallies},
    }
    if row.get("overlapping"):
        own = {"start": inputs.get("start"), "end": inputs.get("end")}
        context["prior_trips"] = [own] if all(own.values()) else []
    result = version.assess(inputs, context, factors.register(methodology_id))
    if isinstance(result, Calculation):
        return "", result.reduction, result.flags, result.credited
    return result.code, 0, (), 0


def _word(field: Any, place: int) -> str | None:
    if place == -1:
        return None
    return "unheard" if place < 0 else str(field.choices[place])


_GOLDEN: Mapping[FieldType, Any] = {
    FieldType.INTEGER: lambda _field, value: value,
    FieldType.DATE: lambda _field, value: from_day_number(value).isoformat(),
    FieldType.MOMENT: lambda _field, value: local_moment(value).isoformat(),
    FieldType.CHOICE: _word,
}


def agree(methodology_id: str, rows: list[Row], factors: FactorSet) -> int:
    """Assert that both paths agree; how many rows were left to the row path."""
    assessed = by_columns(methodology_id, rows, factors)
    left = 0
    for place, row in enumerate(rows):
        code = int(assessed.code[place])
        if code == -1:
            left += 1
            continue
        bits = int(assessed.flags[place])
        names = assessed.flag_names
        found = (
            assessed.codes[code - 1] if code else "",
            int(assessed.reduction_mg[place]),
            tuple(sorted(name for i, name in enumerate(names) if bits >> i & 1)),
            int(assessed.credited[place]),
        )
        assert found == by_row(methodology_id, row, factors), row
    return left


MIDNIGHT = epoch_seconds(dt.datetime(2025, 12, 31, tzinfo=dt.UTC)) - 8 * 3600
BEFORE_GRID = epoch_seconds(dt.datetime(2024, 4, 11, tzinfo=dt.UTC))
DAYS_S = st.integers((AS_OF - 365) * 86_400, AS_OF * 86_400)
SPEEDS = st.sampled_from([(3, 1200), (5, 1500), (18, 700), (25, 900), (12, 900)])
ODD_RIDES: dict[str, st.SearchStrategy[Any]] = {
    "vehicle": st.integers(-2, 2),
    "start": st.sampled_from([0, BEFORE_GRID, (AS_OF + 1) * 86_400, 2**33, ABSENT]),
    "seconds": st.sampled_from([-60, 0, 119, 120, 14_400, 14_401, 2**31, 2**62]),
    "distance_m": st.sampled_from([ABSENT, 0, -5, 499, 500, 30_001, 2**31, 2**62]),
    "evidence": st.integers(-2, 3),
    "tier": st.sampled_from([0, 2, 3, -1]),
    "participant_kind": st.just(1),
    "duplicate": st.just(True),
    "overlapping": st.just(True),
    "trips_today": st.integers(9, 11),
}


@st.composite
def rides(draw: st.DrawFn) -> Row:
    """A ride on or beside a limit, in half of the cases with one odd value."""
    speed, seconds = draw(SPEEDS)
    metres = speed * seconds * 10 // 36 + draw(st.integers(-1, 1))
    row = {
        "vehicle": draw(st.integers(0, 1)),
        "start": draw(st.one_of(DAYS_S, st.integers(MIDNIGHT - 90, MIDNIGHT + 90))),
        "seconds": seconds,
        "distance_m": draw(st.one_of(st.just(metres), st.integers(500, 5000))),
        "evidence": draw(st.sampled_from([0, 0, 2])),
        "tier": draw(st.sampled_from([ABSENT, 1])),
        "participant_kind": 0,
        "duplicate": False,
        "overlapping": False,
        "trips_today": draw(st.integers(0, 9)),
        "credited_m_today": draw(st.sampled_from([0, 17_000, 19_000, 20_000, 21_000])),
        "credited_m_year": draw(st.integers(2_995_000, 3_001_000)),
    }
    if odd := draw(st.sampled_from([None, *ODD_RIDES])):
        row[odd] = draw(ODD_RIDES[odd])
    length = row.pop("seconds")
    return row | {"end": _ended(row["start"], length)}


def _ended(start: int, seconds: int) -> int:
    """The end of a ride that starts and lasts so, absent if that is no moment."""
    return start + seconds if start != ABSENT and seconds < 2**40 else ABSENT


GRAMS = (499, 500, 5000, 15_000, 15_001, 30_000, 30_001, 200_001, 500_000, 500_001)
ODD_DROP_OFFS: dict[str, st.SearchStrategy[Any]] = {
    "date": st.sampled_from([0, ABSENT, AS_OF - 366, AS_OF + 1]),
    "weighing": st.integers(-2, 2),
    "destination": st.integers(-2, 4),
    "mass_g": st.sampled_from([ABSENT, 0, -1, 2**31, 2**62]),
    "item_count": st.sampled_from([ABSENT, 0, -1, 1, 2, 116, 117, 2**31]),
    "tier": st.sampled_from([0, 2, 3, -1]),
    "duplicate": st.just(True),
}


@st.composite
def drop_offs(draw: st.DrawFn) -> Row:
    """A drop-off on or beside a limit, in half of the cases with one odd value."""
    row = {
        "date": draw(st.integers(AS_OF - 365, AS_OF)),
        "weighing": draw(st.integers(0, 2)),
        "destination": draw(st.integers(0, 2)),
        "mass_g": draw(st.one_of(st.sampled_from(GRAMS), st.integers(500, 40_000))),
        "item_count": draw(st.one_of(st.just(ABSENT), st.integers(1, 150))),
        "tier": draw(st.sampled_from([ABSENT, 1])),
        "participant_kind": draw(st.integers(0, 1)),
        "duplicate": False,
        "credited_g_today": draw(st.sampled_from([0, 0, 29_000, 30_000, 499_000])),
        "credited_g_year": draw(st.sampled_from([0, 0, 99_000, 110_000, 4_999_000])),
        "visits_30d": draw(st.integers(6, 9)),
    }
    if row["weighing"] == 2:
        row["item_count"] = draw(st.integers(1, 130))
    if odd := draw(st.sampled_from([None, None, *ODD_DROP_OFFS])):
        row[odd] = draw(ODD_DROP_OFFS[odd])
    return row


TABLES = {"cycling": rides(), "clothing_reuse": drop_offs()}


def test_every_offered_column_path_is_compared_here() -> None:
    assert set(OFFERED) == set(TABLES)


@pytest.mark.parametrize("factors", REGISTERS)
@given(data=st.data())
def test_many_rides_give_what_each_ride_gives(
    data: st.DataObject, factors: str
) -> None:
    rows = data.draw(st.lists(TABLES["cycling"], min_size=1, max_size=25))

    agree("cycling", rows, REGISTERS[factors])


@pytest.mark.parametrize("factors", REGISTERS)
@given(data=st.data())
def test_many_drop_offs_give_what_each_gives(data: st.DataObject, factors: str) -> None:
    rows = data.draw(st.lists(TABLES["clothing_reuse"], min_size=1, max_size=25))

    agree("clothing_reuse", rows, REGISTERS[factors])


def test_usual_rows_are_not_left_to_the_row_path() -> None:
    ride = {
        "vehicle": 1,
        "start": MIDNIGHT,
        "end": MIDNIGHT + 900,
        "distance_m": 4100,
        "evidence": 0,
        "tier": ABSENT,
        "participant_kind": 0,
        "duplicate": False,
        "overlapping": False,
        "trips_today": 0,
        "credited_m_today": 0,
        "credited_m_year": 0,
    }
    rows = [ride | {"start": MIDNIGHT - i, "end": MIDNIGHT + 900 - i} for i in (0, 1)]

    assert agree("cycling", rows, FACTORS) == 0
    assessed = by_columns("cycling", rows, FACTORS)
    assert assessed.reduction_mg.tolist() == [133540, 132463]


def test_a_ride_before_the_first_grid_factor_is_refused_only_with_a_motor() -> None:
    start = epoch_seconds(dt.datetime(2024, 4, 11, 9, tzinfo=dt.UTC))
    ride = {
        "vehicle": 1,
        "start": start,
        "end": start + 900,
        "distance_m": 4100,
        "evidence": 0,
        "tier": 1,
        "participant_kind": 0,
        "duplicate": False,
        "overlapping": False,
        "trips_today": 0,
        "credited_m_today": 0,
        "credited_m_year": 0,
    }
    function = _function("cycling")
    rows = [ride, ride | {"vehicle": 0}]
    columns: Row = {name: np.array([row[name] for row in rows]) for name in ride}
    columns["as_of"] = day_number(dt.date(2024, 6, 1))

    assessed = function(
        {name: columns[name] for name in list(ride)[:6]},
        columns,
        FACTORS.register("cycling"),
    )

    assert assessed.codes[assessed.code[0] - 1] == "FACTOR_NOT_FOUND"
    assert assessed.reduction_mg.tolist() == [0, 164000]


@pytest.mark.parametrize("methodology_id", OFFERED)
def test_no_rows_give_no_results(methodology_id: str) -> None:
    fields = METHODOLOGIES[methodology_id].current.fields
    tallies = [tally.name for tally in METHODOLOGIES[methodology_id].tallies]
    empty = np.zeros(0, np.int64)
    inputs = {field.name: empty for field in fields if field.type in _GOLDEN}
    context: dict[str, Any] = dict.fromkeys(
        (*tallies, "participant_kind", "overlapping", "duplicate"), empty
    )
    context["duplicate"] = empty.astype(np.bool_)
    context["as_of"] = AS_OF

    assessed = _function(methodology_id)(
        inputs, context, FACTORS.register(methodology_id)
    )

    assert len(assessed.code) == 0
