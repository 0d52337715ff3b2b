"""Installations: splitting, scaling, and the order of their checks."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.methodology.contract import Calculation
from carbon_points.methodology.contract import Rejection
from tests.methodologies.shared import assess
from tests.methodologies.shared import FACTORS
from tests.methodologies.shared import METHODOLOGIES

DAY = dt.timedelta(1)
AS_OF = "2027-06-30"
long_ago = st.dates(dt.date(2025, 1, 1), dt.date(2025, 12, 1))


def plant(start: dt.date, end: dt.date, kwh: object, **more: Any) -> dict[str, Any]:
    return {
        "period_start": start.isoformat(),
        "period_end": end.isoformat(),
        "capacity_kw": "8.4",
        "commissioning_date": "2024-06-18",
        "segments": [{"meter_id": "M1", "start": "0", "end": str(kwh)}],
        "evidence_ref": "PV-1",
        **more,
    }


def pump(start: dt.date, end: dt.date, kwh: object, **more: Any) -> dict[str, Any]:
    return {
        "variant": "space",
        "baseline": "coal",
        "metering": "submeter",
        "period_start": start.isoformat(),
        "period_end": end.isoformat(),
        "commissioning_date": "2024-06-18",
        "refrigerant": "R32",
        "charge_kg": "1.6",
        "area_m2": "500",
        "segments": [{"meter_id": "M1", "start": "0", "end": str(kwh)}],
        "evidence_ref": "HP-1",
        **more,
    }


def unit(start: dt.date, end: dt.date, **more: Any) -> dict[str, Any]:
    return {
        "mode": "deemed",
        "baseline": "new",
        "period_start": start.isoformat(),
        "period_end": end.isoformat(),
        "commissioning_date": "2024-06-18",
        "cc_w": 3500,
        "apf": "5.27",
        "grade": 1,
        "units": 1,
        "evidence_ref": "AC-1",
        **more,
    }


def exact(methodology_id: str, inputs: dict[str, Any], **more: Any) -> Fraction:
    more.setdefault("as_of", AS_OF)
    result = assess(methodology_id, inputs, **more)
    assert isinstance(result, Calculation), result
    value = next(s.value for s in result.steps if s.name == "reduction_mg_exact")
    assert isinstance(value, Fraction)
    assert result.reduction == max(0, round(value))
    return value


@given(long_ago, st.integers(1, 180), st.integers(1, 180), st.integers(1, 30))
def test_a_plant_read_twice_saves_the_same(
    start: dt.date, first: int, second: int, kwh_a_day: int
) -> None:
    middle, end = start + first * DAY, start + (first + second) * DAY
    at, energy = {"as_of": end.isoformat()}, kwh_a_day * (first + second)

    whole = exact("rooftop_pv", plant(start, end, energy), **at)
    parts = exact("rooftop_pv", plant(start, middle, kwh_a_day * first), **at)
    parts += exact("rooftop_pv", plant(middle, end, kwh_a_day * second), **at)

    assert parts == whole


@given(long_ago, st.integers(1, 180), st.integers(1, 180))
def test_deemed_units_split_by_days_save_the_same(
    start: dt.date, first: int, second: int
) -> None:
    middle, end = start + first * DAY, start + (first + second) * DAY
    at = {"as_of": end.isoformat()}

    whole = exact("air_conditioner", unit(start, end), **at)
    parts = exact("air_conditioner", unit(start, middle), **at)
    parts += exact("air_conditioner", unit(middle, end), **at)

    assert parts == whole


@given(st.integers(1, 60), st.integers(1, 60), st.integers(10, 100))
def test_a_heating_season_read_twice_saves_the_same(
    first: int, second: int, kwh_a_day: int
) -> None:
    start = dt.date(2026, 11, 15)
    middle, end = start + first * DAY, start + (first + second) * DAY

    whole = exact("heat_pump", pump(start, end, kwh_a_day * (first + second)))
    parts = exact("heat_pump", pump(start, middle, kwh_a_day * first))
    parts += exact("heat_pump", pump(middle, end, kwh_a_day * second))

    assert parts == whole


@given(st.integers(1, 5), st.integers(1800, 14_000))
def test_units_scale_the_saving(units: int, size: int) -> None:
    start, end = dt.date(2026, 7, 1), dt.date(2027, 1, 1)
    one = unit(start, end, cc_w=size, apf="6.00")

    assert exact("air_conditioner", one | {"units": units}) == units * exact(
        "air_conditioner", one
    )


@given(st.integers(1, 2000), st.integers(2, 5))
def test_energy_scales_the_reduction_of_a_plant(kwh: int, times: int) -> None:
    start, end = dt.date(2026, 7, 1), dt.date(2027, 7, 1)
    at = {"as_of": "2027-07-01"}

    one = exact("rooftop_pv", plant(start, end, kwh), **at)

    assert exact("rooftop_pv", plant(start, end, kwh * times), **at) == times * one


@given(st.sampled_from(["coal", "gas", "electric"]), st.integers(180, 449))
def test_a_better_pump_never_saves_less(baseline: str, hundredths: int) -> None:
    start, end = dt.date(2026, 11, 15), dt.date(2027, 3, 16)

    def with_cop(each: int) -> Fraction:
        scop = f"{each // 100}.{each % 100:02d}"
        return exact("heat_pump", pump(start, end, 4000, baseline=baseline, scop=scop))

    assert with_cop(hundredths) <= with_cop(hundredths + 1)


def test_break_even_is_where_the_specification_says() -> None:
    start, end = dt.date(2026, 11, 15), dt.date(2027, 3, 16)

    def reduction(baseline: str, scop: str, charge: str) -> Fraction:
        more = {"baseline": baseline, "scop": scop, "charge_kg": charge}
        return exact("heat_pump", pump(start, end, 4000, **more, refrigerant="R290"))

    assert (
        reduction("gas", "2.75", "0.000001") < 0 < reduction("gas", "2.77", "0.000001")
    )
    assert reduction("coal", "1.8", "0.000001") > 0


def test_a_total_is_the_same_however_self_use_is_split() -> None:
    start, end = dt.date(2026, 7, 1), dt.date(2027, 1, 1)

    results = {
        exact("rooftop_pv", plant(start, end, 3000, export_kwh=export))
        for export in ("0", "1", "2999.999999", "3000")
    }

    assert len(results) == 1


PV = plant(dt.date(2026, 7, 1), dt.date(2026, 8, 1), 500)
HP = pump(dt.date(2026, 11, 15), dt.date(2027, 3, 16), 4000)
AC = unit(dt.date(2026, 7, 1), dt.date(2027, 1, 1)) | {
    "mode": "metered",
    "segments": [{"meter_id": "M1", "start": "0", "end": "500"}],
}
BACK = [{"meter_id": "M1", "start": "5", "end": "1"}]
OVERLAP = {"prior_periods": [{"start": "2026-06-01", "end": "2027-02-01"}]}
DISCONTINUOUS = {"last_reading": {"meter_id": "M1", "value": "4"}}
Fault = tuple[str, dict[str, Any], dict[str, Any]]
LATE: list[Fault] = [
    ("PERIOD_OVERLAP", {}, OVERLAP),
    ("METER_DISCONTINUITY", {}, DISCONTINUOUS),
    ("METER_ROLLBACK", {"segments": BACK}, {}),
]
EARLY: list[Fault] = [
    ("INPUT_MISSING", {"evidence_ref": None}, {}),
    ("INPUT_TYPE", {"period_start": "1.7.2026"}, {}),
    ("DATE_FUTURE", {}, {"as_of": "2026-07-02"}),
    ("DATE_TOO_OLD", {}, {"as_of": "2029-07-02"}),
    ("DOUBLE_CLAIM", {"claimed_elsewhere": True}, {}),
    ("DUPLICATE", {}, {"prior_refs": ["PV-1", "HP-1", "AC-1"]}),
    ("PERIOD_INVALID", {"period_start": "2025-01-01"}, {}),
]
COMMISSIONED: list[Fault] = [
    ("PERIOD_BEFORE_COMMISSIONING", {"commissioning_date": "2027-12-01"}, {}),
]
ORDERS: dict[str, tuple[dict[str, Any], list[Fault]]] = {
    "rooftop_pv": (
        PV,
        [
            *EARLY,
            ("CAPACITY_LIMIT", {"capacity_kw": "51"}, {}),
            *COMMISSIONED,
            *LATE,
            ("ENERGY_BALANCE", {"export_kwh": "999999"}, {}),
            (
                "YIELD_TOO_HIGH",
                {"segments": [{"meter_id": "M1", "start": "4", "end": "9999"}]},
                {},
            ),
        ],
    ),
    "heat_pump": (
        HP,
        [
            *EARLY,
            ("BASELINE_NOT_ELIGIBLE", {"baseline": "district"}, {}),
            ("CAPACITY_LIMIT", {"area_m2": "501"}, {}),
            *COMMISSIONED,
            *LATE,
            ("COP_OUT_OF_RANGE", {"scop": "9"}, {}),
        ],
    ),
    "air_conditioner": (
        AC,
        [
            *EARLY,
            ("CAPACITY_LIMIT", {"cc_w": 1000}, {}),
            ("GRADE_NOT_ELIGIBLE", {"grade": 3}, {}),
            ("APF_OUT_OF_RANGE", {"apf": "2.9"}, {}),
            ("GRADE_MISMATCH", {"apf": "4.99"}, {}),
            ("UNITS_LIMIT", {}, {"units_credited": 5}),
            *COMMISSIONED,
            *LATE,
            (
                "ENERGY_TOO_HIGH",
                {"segments": [{"meter_id": "M1", "start": "4", "end": "99999"}]},
                {},
            ),
        ],
    ),
}


@pytest.mark.parametrize(
    ("methodology_id", "first"),
    [
        (key, place)
        for key, (_, faults) in ORDERS.items()
        for place in range(len(faults))
    ],
)
def test_the_first_failing_check_decides(methodology_id: str, first: int) -> None:
    sound, faults = ORDERS[methodology_id]
    inputs, context = dict(sound), {"as_of": AS_OF}
    for _, change, around in reversed(faults[first:]):
        inputs |= change
        context |= around

    result = assess(methodology_id, inputs, **context)

    assert isinstance(result, Rejection), result
    assert result.code == faults[first][0]


@pytest.mark.parametrize("methodology_id", ORDERS)
def test_the_sound_one_is_accepted(methodology_id: str) -> None:
    assert exact(methodology_id, ORDERS[methodology_id][0]) > 0


def test_a_reduction_too_large_to_record_is_refused() -> None:
    inputs = pump(dt.date(2026, 11, 15), dt.date(2027, 3, 16), 9 * 10**12)

    water = inputs | {"variant": "water", "baseline": "electric", "scop": "5.0"}
    result = assess("heat_pump", water, as_of=AS_OF)

    assert isinstance(result, Rejection)
    assert result.code == "INPUT_RANGE"


def test_a_year_assessed_alone_is_quick_whatever_the_meter_shows() -> None:
    register = FACTORS.register("rooftop_pv")
    inputs = plant(dt.date(2026, 7, 1), dt.date(2027, 7, 1), "0.000001")

    result = METHODOLOGIES["rooftop_pv"].current.assess(
        inputs, {"as_of": "2027-07-01", "participant_kind": "resident"}, register
    )

    assert isinstance(result, Calculation)
    assert result.flags == ("SELF_USE_UNKNOWN", "YIELD_LOW")
