"""The checks of a metered period in their order, then its calculation."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.methodology import above
from carbon_points.methodology import answering
from carbon_points.methodology import check_common
from carbon_points.methodology import check_installation
from carbon_points.methodology import check_length
from carbon_points.methodology import energy_kwh
from carbon_points.methodology import metered_period
from carbon_points.methodology import read_case
from carbon_points.methodology import Rejection
from carbon_points.methodology import Scope
from methodologies.rooftop_pv.calculation import calculate
from methodologies.rooftop_pv.calculation import Generation
from methodologies.rooftop_pv.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.methodology import Calculation
    from carbon_points.methodology import Case
    from carbon_points.methodology import Register

SCOPE: Final = Scope(
    fields=FIELDS,
    valid_from=dt.date(2024, 1, 1),
    participants=("resident", "sme"),
    dated_by="period_end",
)


@answering
def assess(
    inputs: Mapping[str, Any], context: Mapping[str, Any], register: Register
) -> Calculation | Rejection:
    """The reduction of one metered period, or why it cannot be credited."""
    case = read_case(SCOPE, inputs, context, register)
    if isinstance(case, Rejection):
        return case
    refusal = check_common(SCOPE, case, inputs) or _check_plant(case)
    if refusal:
        return refusal
    period = metered_period(case, SCOPE.valid_from)
    refusal = check_installation(case, period, case.values["segments"])
    if refusal:
        return refusal
    generation = _generation(case)
    days = period.metered_days
    return _check_energy(generation, case, days) or calculate(generation, period, case)


def _check_plant(case: Case) -> Rejection | None:
    days_max = int(case.limit("period_days_max"))
    capacity, limit = case.values["capacity_kw"], case.limit_of_kind("capacity_kw_max")
    return check_length(case.day, case.end, days_max) or above(
        "CAPACITY_LIMIT", "capacity_kw", capacity, limit
    )


def _generation(case: Case) -> Generation:
    values = case.values
    return Generation(
        energy_kwh(values["segments"]),
        values["capacity_kw"],
        values["export_kwh"],
        values["gec_kwh"] or Fraction(0),
    )


def _check_energy(generation: Generation, case: Case, days: int) -> Rejection | None:
    made = generation.generation_kwh
    exported = generation.export_kwh or Fraction(0)
    if days < case.limit("yield_week_days"):
        name = "yield_max_short"
    elif days < case.limit("yield_month_days"):
        name = "yield_max_week"
    else:
        name = "yield_max_month"
    return (
        above("ENERGY_BALANCE", "export_kwh", exported, made)
        or above("ENERGY_BALANCE", "gec_kwh", generation.gec_kwh, made)
        or above(
            "YIELD_TOO_HIGH", "segments", generation.per_kw_day(days), case.limit(name)
        )
    )
