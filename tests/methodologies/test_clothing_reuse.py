"""Clothing and waste: caps, shares and the order of checks."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.methodology.contract import Calculation
from carbon_points.methodology.contract import Rejection
from tests.methodologies.shared import assess

NET = Fraction("0.99345")
kinds = st.sampled_from(["resident", "sme"])
DAY_CAP = {"resident": 30_000, "sme": 500_000}
YEAR_CAP = {"resident": 100_000, "sme": 5_000_000}


def drop_off(mass: Any = 4200, **more: Any) -> dict[str, Any]:
    return {
        "date": "2026-05-10",
        "weighing": "scale",
        "mass_g": mass,
        "destination": "mixed",
        "evidence_ref": "C-1",
        **more,
    }


def reduction(inputs: dict[str, Any], **context: Any) -> Calculation:
    result = assess("clothing_reuse", inputs, **context)
    assert isinstance(result, Calculation), result
    return result


@given(st.integers(500, 30_000), st.integers(0, 40_000), st.integers(0, 120_000), kinds)
def test_credit_stays_within_both_caps(
    mass: int, today: int, year: int, kind: str
) -> None:
    context = {"credited_g_today": today, "credited_g_year": year, "kind": kind}

    result = reduction(drop_off(mass), **context)

    rooms = (mass, max(0, DAY_CAP[kind] - today), max(0, YEAR_CAP[kind] - year))
    assert result.credited == min(rooms)
    assert result.reduction == round(min(rooms) * NET * 1000)
    capped = {flag for flag in result.flags if flag.startswith("CAP_")}
    assert bool(capped) == (min(rooms) < mass)


@given(st.integers(500, 29_999), st.integers(1, 10_000))
def test_a_heavier_bag_never_saves_less(mass: int, more: int) -> None:
    heavier = min(30_000, mass + more)

    assert reduction(drop_off(mass)).reduction <= reduction(drop_off(heavier)).reduction


@given(st.integers(500, 15_000), st.integers(500, 15_000))
def test_two_bags_save_what_one_does_within_rounding(one: int, other: int) -> None:
    whole = reduction(drop_off(one + other)).reduction

    first = reduction(drop_off(one))
    second = reduction(drop_off(other), credited_g_today=first.credited)

    assert abs(first.reduction + second.reduction - whole) <= 1


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_more_reuse_in_a_batch_never_saves_less(one: int, other: int) -> None:
    low, high = sorted((one, other))

    def batch(reuse: int) -> dict[str, Any]:
        rest = {"recycle": "0", "dispose": _share(1000 - reuse)}
        return drop_off(tier=2, batch_shares={"reuse": _share(reuse), **rest})

    assert reduction(batch(low)).reduction <= reduction(batch(high)).reduction


def _share(thousandths: int) -> str:
    return f"{thousandths // 1000}.{thousandths % 1000:03d}"


FAULTS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("INPUT_MISSING", {"destination": None}, {}),
    ("INPUT_RANGE", {"tier": 3}, {}),
    ("DATE_FUTURE", {}, {"as_of": "2026-05-09"}),
    ("DATE_TOO_OLD", {}, {"as_of": "2027-05-11"}),
    ("DOUBLE_CLAIM", {"claimed_elsewhere": True}, {}),
    ("DUPLICATE", {}, {"prior_refs": ["C-1"]}),
    ("RECYCLER_NOT_REGISTERED", {}, {"recycler_registered": False}),
    ("FATE_NOT_CREDITABLE", {"destination": "landfill"}, {}),
    ("EVIDENCE_INSUFFICIENT", {"weighing": "count"}, {"kind": "sme"}),
    ("MASS_TOO_SMALL", {"item_count": 1, "mass_g": 100}, {}),
    (
        "SHARE_SUM",
        {"tier": 2, "batch_shares": {"reuse": "0", "recycle": "0", "dispose": "0.5"}},
        {},
    ),
]


@pytest.mark.parametrize("first", range(len(FAULTS)))
def test_the_first_failing_check_decides(first: int) -> None:
    inputs: dict[str, Any] = drop_off(item_count=12)
    context: dict[str, Any] = {}
    for _, change, around in reversed(FAULTS[first:]):
        inputs |= change
        context |= around

    result = assess("clothing_reuse", inputs, **context)

    assert isinstance(result, Rejection)
    assert result.code == FAULTS[first][0]


def test_recyclables_are_capped_by_the_year() -> None:
    inputs = {
        "material": "paper",
        "date": "2026-04-01",
        "mass_g": 3400,
        "evidence_ref": "W-1",
    }

    result = assess("waste_sorting", inputs, credited_g_year=199_000)

    assert isinstance(result, Calculation)
    assert (result.credited, result.reduction) == (1000, 295_000)
    assert result.flags == ("CAP_ANNUAL_MASS",)


@given(st.integers(500, 80_000), st.sampled_from(["bus", "metro"]))
def test_a_trip_by_distance_is_exact(metres: int, mode: str) -> None:
    inputs = {
        "mode": mode,
        "date": "2026-04-01",
        "evidence": "card_record",
        "evidence_ref": "B-1",
        "distance_m": metres,
    }
    per_km = {"bus": Fraction("26.9"), "metro": Fraction("46.7")}

    result = assess("public_transport", inputs)

    assert isinstance(result, Calculation)
    assert result.reduction == round(metres * per_km[mode])
