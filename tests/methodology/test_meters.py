"""Meter readings."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.methodology.meters import check_meters
from carbon_points.methodology.meters import energy_formula
from carbon_points.methodology.meters import energy_kwh
from carbon_points.methodology.meters import meter_flags
from carbon_points.methodology.meters import Segment

readings = st.integers(0, 10**9).map(lambda each: Fraction(each, 1000))


def segment(start: str, end: str, **more: object) -> Segment:
    return Segment("M1", Fraction(start), Fraction(end), **more)  # type: ignore[arg-type]


@given(st.lists(readings, min_size=2, max_size=2, unique=True), st.integers(1, 400))
def test_a_turn_is_the_way_to_the_top_and_on_from_zero(
    values: list[Fraction], ct: int
) -> None:
    end, start = sorted(values)
    top = Fraction(10**6)

    turned = Segment("M1", start, end, ct, rollover=True, max=top)

    parts = [Segment("M1", start, top, ct), Segment("M1", Fraction(0), end, ct)]
    assert turned.energy_kwh == energy_kwh(parts)


@given(st.lists(readings, min_size=3, max_size=6).map(sorted))
def test_reading_in_between_changes_nothing(values: list[Fraction]) -> None:
    whole = Segment("M1", values[0], values[-1])

    parts = [Segment("M1", one, other) for one, other in pairwise(values)]

    assert energy_kwh(parts) == energy_kwh([whole])


@pytest.mark.parametrize(
    ("each", "code"),
    [
        (segment("1", "1"), ""),
        (segment("2", "1"), "METER_ROLLBACK"),
        (segment("2", "1", rollover=True), "METER_ROLLBACK"),
        (segment("2", "1", max=Fraction(9)), "METER_ROLLBACK"),
        (segment("2", "1", rollover=True, max=Fraction(9)), ""),
    ],
)
def test_a_reading_goes_back_only_over_a_stated_turn(each: Segment, code: str) -> None:
    refusal = check_meters([each], None)

    assert (refusal.code if refusal else "") == code


def test_the_first_reading_continues_the_last_one_of_the_same_meter() -> None:
    one = [segment("10250.5", "10300")]

    assert check_meters(one, {"meter_id": "M1", "value": "10250.50"}) is None
    assert check_meters(one, {"meter_id": "M0", "value": "1"}) is None
    refusal = check_meters(one, {"meter_id": "M1", "value": "10250.4"})
    assert refusal is not None
    assert refusal.code == "METER_DISCONTINUITY"
    assert refusal.details == {"value": "10250.5", "limit": "10250.4"}


def test_flags_and_formula_tell_replacement_and_turn() -> None:
    turned = segment("2", "1", rollover=True, max=Fraction(9))
    plain = segment("1", "2", rollover=True, max=Fraction(9))

    assert meter_flags([plain]) == set()
    assert meter_flags([turned, plain]) == {"METER_REPLACED", "METER_ROLLOVER"}
    assert "turn" in energy_formula([turned])
    assert "turn" not in energy_formula([plain])
