"""The trace: everything that a person with a pencil needs."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from carbon_points.methodology.contract import Calculation
from carbon_points.methodology.trace import assumed_factors
from carbon_points.methodology.trace import trace
from carbon_points.methodology.trace import trace_lines
from tests.methodologies.shared import FACTORS
from tests.methodologies.shared import golden
from tests.methodologies.shared import IDS
from tests.methodologies.shared import METHODOLOGIES


def calculated(vector: dict[str, Any], methodology_id: str) -> Calculation:
    assess = METHODOLOGIES[methodology_id].current.assess
    register = FACTORS.register(methodology_id)
    result = assess(vector["input"], vector["context"], register)
    assert isinstance(result, Calculation)
    return result


def accepted(methodology_id: str) -> list[dict[str, Any]]:
    vectors = golden(methodology_id)
    plain = [vector for vector in vectors if "factor_overrides" not in vector]
    return [vector for vector in plain if vector["expect"]["status"] == "accepted"]


def lines_of(
    methodology_id: str, vector: dict[str, Any], language: str
) -> tuple[list[dict[str, Any]], list[str]]:
    methodology = METHODOLOGIES[methodology_id]
    result = calculated(vector, methodology_id)
    more = (methodology, methodology.current, result, language, vector["input"])
    return trace(*more), trace_lines(*more)


def factors_of(rows: list[dict[str, Any]]) -> dict[str, Fraction]:
    used = [each for row in rows for each in row["factors"]]
    return {each["id"]: Fraction(each["value"]) for each in used}


@pytest.mark.parametrize("methodology_id", IDS)
def test_every_line_names_value_unit_and_source(methodology_id: str) -> None:
    for vector in accepted(methodology_id):
        rows, _ = lines_of(methodology_id, vector, "zh")

        assert all(row["label"] and row["exact"] and row["shown"] for row in rows)
        for factor in (each for row in rows for each in row["factors"]):
            assert factor["source_title"]
            assert factor["valid_from"]
            assert factor["assumed"] == (factor["confidence"] == "assumed")
            Fraction(factor["value"])


@pytest.mark.parametrize("methodology_id", IDS)
def test_the_last_exact_value_rounds_to_the_reduction(methodology_id: str) -> None:
    for vector in accepted(methodology_id):
        rows, _ = lines_of(methodology_id, vector, "en")
        by_name = {row["name"]: row["exact"] for row in rows}

        exact = Fraction(by_name["reduction_mg_exact"])

        assert by_name["reduction_mg"] == str(max(0, round(exact)))
        assert int(by_name["reduction_mg"]) == vector["expect"]["reduction_mg"]


def test_a_ride_can_be_recomputed_from_its_trace_alone() -> None:
    rows, _ = lines_of("cycling", golden("cycling")[3], "zh")
    value = {row["name"]: Fraction(row["exact"]) for row in rows[-10:]}
    factors = {
        each["id"]: Fraction(each["value"]) for r in rows for each in r["factors"]
    }

    room = max(Fraction(0), value["daily_cap_m"] - value["credited_m_today"])
    metres = min(Fraction(rows[3]["exact"]), room)
    charged = factors["cycling.ebike_kwh_per_km"] * factors["grid.avg.CN-SD"] * 1000
    net = factors["cycling.baseline"] - charged

    exact = metres * net * factors["cycling.k.operator_order"]
    assert rows[3]["name"] == "distance_m"
    assert round(exact) == value["reduction_mg"] == 133540


def test_a_heating_season_can_be_recomputed_from_its_trace_alone() -> None:
    rows, _ = lines_of("heat_pump", golden("heat_pump")[0], "zh")
    exact = {row["name"]: row["exact"] for row in rows if row["name"] != "vintages"}
    factor = {
        each["id"]: Fraction(each["value"]) for r in rows for each in r["factors"]
    }

    energy = 5390 - 1200
    heat = energy * factor["hp.scop.space"]
    fuel = heat * factor["const.mj_per_kwh"]
    fuel /= factor["fuel.raw_coal.ncv"] * factor["hp.eta.coal"]
    grid = (46 * Fraction("0.6410") + 75 * Fraction("0.6191")) / 121
    leak = Fraction(exact["charge_kg"]) * factor["hp.leak_rate"] * factor["gwp.R32"]
    reduction = fuel * factor["fuel.raw_coal.co2"] - energy * grid
    reduction -= leak * Fraction(exact["leak_share"])

    assert round(reduction * 10**6) == int(exact["reduction_mg"]) == 1991204261
    shown = next(row["exact"] for row in rows if row["name"] == "vintages")
    assert shown == "2022: 46 d x 0.641; 2023: 75 d x 0.6191"


def test_assumed_factors_are_named_in_both_languages() -> None:
    vector = golden("clothing_reuse")[0]

    _, chinese = lines_of("clothing_reuse", vector, "zh")
    _, english = lines_of("clothing_reuse", vector, "en")

    assert "假定（待主管部门确认）：缺省去向 再穿用、缺省去向 再生利用、" in "\n".join(
        chinese
    )
    assert any(line.startswith("Assumed, to be confirmed") for line in english)
    assert any("[假定]" in line for line in chinese)
    names = [row.id for row in assumed_factors(calculated(vector, "clothing_reuse"))]
    assert "clothing.loss" in names
    assert "clothing.ef.reuse" not in names


def test_words_readings_and_shares_are_shown_as_people_write_them() -> None:
    _, pump = lines_of("heat_pump", golden("heat_pump")[9], "zh")
    _, ride = lines_of("cycling", golden("cycling")[8], "zh")

    text = "\n".join((*pump, *ride))
    assert "用途 variant = 采暖" in text
    assert "M1: 99120.0 → 510.0, max 100000; M2: 3.5 → 2700.9" in text
    assert "私家车 0.12, 出租或网约车 0.08" in text
    assert "提示 METER_ROLLOVER: 电表走满归零，请核对量程和照片" in text


def test_without_inputs_the_trace_starts_at_the_first_step() -> None:
    methodology = METHODOLOGIES["cycling"]
    result = calculated(golden("cycling")[0], "cycling")

    rows = trace(methodology, methodology.current, result, "en")

    assert rows[0]["name"] == "action_date"
    assert rows[-1]["kind"] == "result"


def test_an_endless_fraction_is_shown_exact_and_rounded() -> None:
    _, lines = lines_of("heat_pump", golden("heat_pump")[6], "en")

    assert any("5203/7 ≈ 743.285714 kWh" in line for line in lines)
