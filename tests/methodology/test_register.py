"""The register: which row is in force, and sets that recompute."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.methodology.contract import Factor
from carbon_points.methodology.contract import FactorNotFoundError
from carbon_points.methodology.factors import Limit
from carbon_points.methodology.factors import MethodologyError
from carbon_points.methodology.factors import Source
from carbon_points.methodology.register import FactorSet
from tests.methodologies.shared import FACTORS

START = dt.date(2020, 1, 1)
days = st.integers(0, 3000).map(lambda number: START + dt.timedelta(number))
SOURCE = Source("公告", "部")


def factor(start: dt.date, end: dt.date | None, value: str = "1") -> Factor:
    return Factor("EF", value, "kg", start, end, "S", "assumed")


def successive(starts: set[dt.date]) -> tuple[Factor, ...]:
    ordered = sorted(starts)
    ends = [*ordered[1:], None]
    return tuple(
        factor(start, end, str(number))
        for number, (start, end) in enumerate(zip(ordered, ends, strict=True))
    )


def set_of(*factors: Factor, limits: tuple[Limit, ...] = ()) -> FactorSet:
    return FactorSet(factors, limits, {"S": SOURCE})


@given(st.sets(days, min_size=1, max_size=8), days)
def test_the_latest_started_row_is_in_force(starts: set[dt.date], day: dt.date) -> None:
    register = set_of(*successive(starts)).register("any")
    started = [start for start in starts if start <= day]

    if started:
        assert register.at("EF", day).valid_from == max(started)
    else:
        with pytest.raises(FactorNotFoundError):
            register.at("EF", day)


@given(st.sets(days, min_size=1, max_size=8), days, st.integers(1, 800))
def test_windows_give_each_day_its_row(
    starts: set[dt.date], start: dt.date, length: int
) -> None:
    starts.add(START)
    register = set_of(*successive(starts)).register("any")
    span = [start + dt.timedelta(number) for number in range(length)]

    windows = register.windows("EF", start, start + dt.timedelta(length))

    by_day = [window.factor for window in windows for _ in range(window.days)]
    assert by_day == [register.at("EF", day) for day in span]


def test_a_gap_between_windows_is_a_missing_factor() -> None:
    first = factor(START, dt.date(2021, 1, 1))
    register = set_of(first, factor(dt.date(2022, 1, 1), None)).register("any")

    with pytest.raises(FactorNotFoundError) as caught:
        register.windows("EF", dt.date(2020, 12, 1), dt.date(2022, 2, 1))

    assert caught.value.day == dt.date(2021, 1, 1)
    assert caught.value.factor_id == "EF"


def test_a_limit_is_looked_up_by_methodology_then_common() -> None:
    register = FACTORS.register("cycling")
    day = dt.date(2026, 1, 1)

    assert register.limit("speed_kmh_max", day) == "25"
    assert register.limit("backdate_days_max", day) == "365"
    with pytest.raises(FactorNotFoundError):
        register.limit("capacity_kw_max_sme", day)


def test_the_first_limit_holds_before_its_start_and_none_after_its_end() -> None:
    limit = Limit("x", "most", "7", START, dt.date(2021, 1, 1), "S", "assumed")
    register = set_of(limits=(limit,)).register("x")

    assert register.limit("most", dt.date(2019, 1, 1)) == "7"
    with pytest.raises(FactorNotFoundError):
        register.limit("most", dt.date(2021, 1, 1))


def test_a_set_survives_packing_and_keeps_its_digest() -> None:
    again = FactorSet.unpack(FACTORS.pack())

    assert again == FACTORS
    assert again.digest == FACTORS.digest
    assert len(FACTORS.digest) == 32


@pytest.mark.parametrize("packed", [b"", b"\x00", b"\x94\xa1x\x90\x90\x90", b"\xc1"])
def test_bytes_that_are_no_set_are_refused(packed: bytes) -> None:
    with pytest.raises(MethodologyError):
        FactorSet.unpack(packed)


def test_any_changed_value_changes_the_digest() -> None:
    changed = FACTORS.with_values({"cycling.baseline": "40.0"})

    assert changed.digest != FACTORS.digest


def test_replaced_values_hold_in_every_window() -> None:
    changed = FACTORS.with_values({"grid.avg.CN-SD": "0.5"})

    values = {row.exact for row in changed.rows("grid.avg.CN-SD")}
    assert values == {Fraction(1, 2)}
    assert len(changed.rows("grid.avg.CN-SD")) == len(FACTORS.rows("grid.avg.CN-SD"))


@pytest.mark.parametrize(
    ("factor_id", "value"), [("nope", "1"), ("mode.ef.car", "1e3")]
)
def test_an_unknown_factor_or_a_value_that_is_no_number_is_refused(
    factor_id: str, value: str
) -> None:
    with pytest.raises(MethodologyError):
        FACTORS.with_values({factor_id: value})


def test_a_new_row_ends_the_open_one() -> None:
    start = dt.date(2026, 12, 20)
    row = Factor("grid.avg.CN-SD", "0.6", "kg", start, None, "NEW", "published")

    changed = FACTORS.with_row(row, Source("2024年公告", "部"))

    register = changed.register("rooftop_pv")
    assert register.at("grid.avg.CN-SD", start).value == "0.6"
    assert changed.rows("grid.avg.CN-SD")[-1].owner == ""
    before = register.at("grid.avg.CN-SD", start - dt.timedelta(1))
    assert (before.value, before.valid_to) == ("0.6191", start)
    assert FACTORS.rows("grid.avg.CN-SD")[-1].valid_to is None


def test_a_new_row_inside_a_closed_window_or_without_source_is_refused() -> None:
    inside = factor(dt.date(2020, 6, 1), None)
    closed = set_of(factor(START, dt.date(2021, 1, 1)))

    with pytest.raises(MethodologyError):
        closed.with_row(inside)
    with pytest.raises(MethodologyError):
        FACTORS.with_row(factor(START, None))


def test_a_new_row_belongs_to_the_methodology_of_the_old_one() -> None:
    row = Factor("hp.eta.coal", "0.7", "1", dt.date(2027, 1, 1), None, "DEFAULT", "x")

    changed = FACTORS.with_row(row)

    assert row.id in {each.id for each in changed.factors_of("heat_pump")}
    assert changed.rows(row.id)[-1].owner == "heat_pump"


def test_the_limits_of_a_methodology_are_its_own_and_the_common_ones() -> None:
    names = {row.id for row in FACTORS.limits_of("waste_sorting")}

    assert {"mass_g_min", "backdate_days_max"} <= names
    assert "speed_kmh_max" not in names


def test_a_new_limit_ends_the_open_one() -> None:
    start = dt.date(2026, 12, 20)
    row = Limit("cycling", "speed_kmh_max", "22", start, None, "DEFAULT", "assumed")

    register = FACTORS.with_limit(row).register("cycling")

    assert register.limit("speed_kmh_max", start) == "22"
    assert register.limit("speed_kmh_max", start - dt.timedelta(1)) == "25"
