"""The checks of a period in their order, then its calculation."""

from __future__ import annotations

import datetime as dt
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.methodology import above
from carbon_points.methodology import answering
from carbon_points.methodology import below
from carbon_points.methodology import check_common
from carbon_points.methodology import check_installation
from carbon_points.methodology import check_length
from carbon_points.methodology import energy_kwh
from carbon_points.methodology import metered_period
from carbon_points.methodology import read_case
from carbon_points.methodology import Rejection
from carbon_points.methodology import Scope
from carbon_points.methodology import seasons
from carbon_points.methodology import years
from methodologies.heat_pump.calculation import calculate
from methodologies.heat_pump.calculation import HeatPump
from methodologies.heat_pump.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping

    from carbon_points.methodology import Calculation
    from carbon_points.methodology import Case
    from carbon_points.methodology import Period
    from carbon_points.methodology import Register
    from carbon_points.methodology import Span


def _needed(inputs: Mapping[str, Any]) -> Collection[str]:
    deemed = inputs.get("metering") == "deemed"
    meter = "persons" if deemed else "segments"
    return (meter, "area_m2") if inputs.get("variant") == "space" else (meter,)


def _ignored(inputs: Mapping[str, Any]) -> Collection[str]:
    deemed = inputs.get("metering") == "deemed"
    return ("segments", "heat_kwh") if deemed else ("persons",)


SCOPE: Final = Scope(
    fields=FIELDS,
    valid_from=dt.date(2024, 1, 1),
    participants=("resident", "sme"),
    dated_by="period_end",
    needed=_needed,
    ignored=_ignored,
)


@answering
def assess(
    inputs: Mapping[str, Any], context: Mapping[str, Any], register: Register
) -> Calculation | Rejection:
    """The reduction of one period, or why it cannot be credited."""
    case = read_case(SCOPE, inputs, context, register)
    if isinstance(case, Rejection):
        return case
    refusal = (
        _check_range(case)
        or check_common(SCOPE, case, inputs)
        or check_length(case.day, case.end, int(case.limit("period_days_max")))
        or _check_eligible(case)
    )
    if refusal:
        return refusal
    period = metered_period(case, SCOPE.valid_from)
    spans = _spans(period, case)
    refusal = (
        check_installation(case, period, case.values["segments"] or ())
        or _check_season(spans)
        or _check_cop(case)
    )
    return refusal or calculate(_heat_pump(case), period, spans, case)


def _check_range(case: Case) -> Rejection | None:
    values, limit = case.values, case.limit
    if values["metering"] == "deemed" and values["variant"] != "water":
        return Rejection("INPUT_RANGE", "metering", {"value": "deemed"})
    charge, persons = values["charge_kg"], values["persons"]
    refusal = None
    if charge is not None:
        refusal = above("INPUT_RANGE", "charge_kg", charge, limit("charge_kg_max"))
    if persons is not None and not refusal:
        low, high = limit("persons_min"), limit("persons_max")
        refusal = below("INPUT_RANGE", "persons", persons, low)
        refusal = refusal or above("INPUT_RANGE", "persons", persons, high)
    return refusal


def _check_eligible(case: Case) -> Rejection | None:
    values = case.values
    water = values["variant"] == "water"
    excluded = {"biomass", "district", "coal"} if water else {"biomass", "district"}
    if values["baseline"] in excluded:
        return Rejection("BASELINE_NOT_ELIGIBLE", "baseline")
    if water:
        return None
    most = case.limit_of_kind("area_m2_max")
    return above("CAPACITY_LIMIT", "area_m2", values["area_m2"], most)


def _spans(period: Period, case: Case) -> list[Span]:
    if case.values["variant"] == "water":
        return years(period.first, period.last_end)
    opens = case.register.limit("season_start", case.day)
    closes = case.register.limit("season_end", case.day)
    return seasons(period.first, period.last_end, opens, closes)


def _check_season(spans: list[Span]) -> Rejection | None:
    return None if spans else Rejection("OUT_OF_SEASON", "period_start")


def _check_cop(case: Case) -> Rejection | None:
    values, limit = case.values, case.limit
    code, stated, heat = "COP_OUT_OF_RANGE", values["scop"], values["heat_kwh"]
    if stated is not None:
        low = limit(f"scop_{values['variant']}_min")
        high = limit(f"scop_{values['variant']}_max")
        refusal = below(code, "scop", stated, low) or above(code, "scop", stated, high)
        if refusal:
            return refusal
    if heat is None:
        return None
    electricity = energy_kwh(values["segments"])
    if not electricity:
        return Rejection(code, "heat_kwh")
    measured = heat / electricity
    return below(code, "heat_kwh", measured, limit("measured_cop_min")) or above(
        code, "heat_kwh", measured, limit("measured_cop_max")
    )


def _heat_pump(case: Case) -> HeatPump:
    values = case.values
    return HeatPump(
        values["variant"] == "space",
        values["baseline"],
        values["refrigerant"],
        values["charge_kg"],
        values["segments"] or (),
        values["persons"],
    )
