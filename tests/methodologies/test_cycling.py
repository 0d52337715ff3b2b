"""Cycling: the order of its checks and the shape of its formula."""

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

START = dt.datetime.fromisoformat("2026-04-15T07:40:00+08:00")
vehicles = st.sampled_from(["shared_bike", "shared_ebike"])


def ride(metres: Any = 3000, seconds: int = 900, **more: Any) -> dict[str, Any]:
    end = START + dt.timedelta(seconds=seconds)
    return {
        "vehicle": "shared_bike",
        "start": START.isoformat(),
        "end": end.isoformat(),
        "distance_m": metres,
        "evidence": "operator_order",
        "evidence_ref": "A-1",
        **more,
    }


def at_12_kmh(metres: int, **more: Any) -> dict[str, Any]:
    return ride(metres, metres * 3 // 10, **more)


def reduction(inputs: dict[str, Any], **context: Any) -> Calculation:
    result = assess("cycling", inputs, **context)
    assert isinstance(result, Calculation), result
    return result


def refusal(inputs: dict[str, Any], **context: Any) -> str:
    result = assess("cycling", inputs, **context)
    assert isinstance(result, Rejection), result
    return result.code


@given(st.integers(500, 25_000), st.integers(1, 5000), vehicles)
def test_a_longer_ride_never_saves_less(metres: int, more: int, vehicle: str) -> None:
    short = reduction(at_12_kmh(metres, vehicle=vehicle))
    long = reduction(at_12_kmh(metres + more, vehicle=vehicle))

    assert short.reduction <= long.reduction
    assert short.credited <= long.credited


@given(st.integers(500, 10_000), st.integers(500, 10_000))
def test_a_ride_in_two_parts_saves_the_same_within_rounding(
    first: int, second: int
) -> None:
    whole = _exact(reduction(at_12_kmh(first + second)))

    parts = _exact(reduction(at_12_kmh(first)))
    parts += _exact(reduction(at_12_kmh(second)))

    assert parts == whole


@given(st.integers(500, 20_000), st.integers(0, 25_000))
def test_the_day_is_never_credited_beyond_its_cap(metres: int, earlier: int) -> None:
    result = reduction(at_12_kmh(metres), credited_m_today=earlier)

    assert result.credited <= max(0, 20_000 - earlier)
    assert ("CAP_DAILY_DISTANCE" in result.flags) == (metres + earlier > 20_000)


@given(st.sampled_from(["operator_order", "screenshot"]), st.integers(500, 6000))
def test_a_weaker_proof_scales_the_credit(evidence: str, metres: int) -> None:
    k = {"operator_order": Fraction(1), "screenshot": Fraction(1, 2)}

    result = reduction(at_12_kmh(metres, evidence=evidence))

    assert _exact(result) == metres * 40 * k[evidence]


@given(st.lists(st.integers(0, 20), min_size=7, max_size=7).filter(sum))
def test_a_mode_mix_lies_between_its_modes(weights: list[int]) -> None:
    modes = ("car", "taxi", "bus", "metro", "motorcycle", "ebike", "none")
    unit = 10**6 // sum(weights)
    shares = [weight * unit for weight in weights]
    shares[weights.index(max(weights))] += 10**6 - sum(shares)
    texts = {m: _decimal(share) for m, share in zip(modes, shares, strict=True)}

    result = reduction(ride(tier=2, mode_shares=texts))

    assert 0 <= result.reduction <= 3000 * 150


def _decimal(millionths: int) -> str:
    whole, part = divmod(millionths, 10**6)
    return f"{whole}.{part:06d}"


def _exact(result: Calculation) -> Fraction:
    value = result.steps[-1].value
    assert isinstance(value, Fraction)
    return value


# Each fault with all later ones still present: the earlier one decides.
FAULTS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("INPUT_MISSING", {"vehicle": None}, {}),
    ("INPUT_TYPE", {"distance_m": "100"}, {}),
    ("DATE_FUTURE", {}, {"as_of": "2026-04-14"}),
    ("DATE_TOO_OLD", {}, {"as_of": "2027-04-16"}),
    ("PARTICIPANT_KIND", {}, {"kind": "sme"}),
    ("DOUBLE_CLAIM", {"claimed_elsewhere": True}, {}),
    ("DUPLICATE", {}, {"prior_refs": ["A-1"]}),
    ("TIME_ORDER", {"end": START.isoformat()}, {}),
    ("EVIDENCE_INSUFFICIENT", {"evidence": "gps_track"}, {}),
    ("DISTANCE_TOO_SHORT", {"distance_m": 10}, {}),
    ("DURATION_TOO_SHORT", {"end": "2026-04-15T07:40:30+08:00"}, {}),
    ("SPEED_TOO_HIGH", {"distance_m": 29_000}, {}),
    (
        "TRIP_OVERLAP",
        {},
        {
            "prior_trips": [
                {
                    "start": "2026-04-15T07:00:00+08:00",
                    "end": "2026-04-15T09:00:00+08:00",
                }
            ]
        },
    ),
    ("CAP_DAILY_TRIPS", {}, {"trips_today": 10}),
    ("SHARE_SUM", {"tier": 2, "mode_shares": {"car": "0.9"}}, {}),
]


@pytest.mark.parametrize("first", range(len(FAULTS)))
def test_the_first_failing_check_decides(first: int) -> None:
    inputs: dict[str, Any] = ride()
    context: dict[str, Any] = {}
    for _, change, around in reversed(FAULTS[first:]):
        inputs |= change
        context |= around

    assert refusal(inputs, **context) == FAULTS[first][0]


def test_speed_is_compared_exactly() -> None:
    assert reduction(ride(25_000, 3600)).flags == ("CAP_DAILY_DISTANCE", "SPEED_HIGH")
    assert refusal(ride(25_001, 3600)) == "SPEED_TOO_HIGH"
    assert refusal(ride(7000, 1007)) == "SPEED_TOO_HIGH"
    assert reduction(ride(7000, 1008)).reduction == 280_000


def test_a_ride_belongs_to_the_local_day_of_its_start() -> None:
    late = ride() | {
        "start": "2026-04-15T16:10:00+00:00",
        "end": "2026-04-15T16:25:00+00:00",
    }

    result = reduction(late)

    assert result.steps[0].value == dt.date(2026, 4, 16)
    assert result.flags == ("NIGHT_RIDE",)


def test_a_refusal_tells_value_and_limit() -> None:
    result = assess("cycling", ride(31_200, 3600))

    assert isinstance(result, Rejection)
    assert (result.code, result.input) == ("DISTANCE_TOO_LONG", "distance_m")
    assert result.details == {"value": "31200", "limit": "30000"}
