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
from carbon_points.methodology import metered_period
from carbon_points.methodology import read_case
from carbon_points.methodology import Rejection
from carbon_points.methodology import Scope
from methodologies.air_conditioner.calculation import calculate
from methodologies.air_conditioner.calculation import Unit
from methodologies.air_conditioner.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping

    from carbon_points.methodology import Calculation
    from carbon_points.methodology import Case
    from carbon_points.methodology import Period
    from carbon_points.methodology import Register


def _metered(inputs: Mapping[str, Any]) -> Collection[str]:
    return ("segments",) if inputs.get("mode") == "metered" else ()


def _deemed(inputs: Mapping[str, Any]) -> Collection[str]:
    return ("segments",) if inputs.get("mode") == "deemed" else ()


SCOPE: Final = Scope(
    fields=FIELDS,
    valid_from=dt.date(2024, 1, 1),
    participants=("resident", "sme"),
    dated_by="period_end",
    needed=_metered,
    ignored=_deemed,
)


@answering
def assess(
    inputs: Mapping[str, Any], context: Mapping[str, Any], register: Register
) -> Calculation | Rejection:
    """The reduction of one period, or why it cannot be credited."""
    case = read_case(SCOPE, inputs, context, register)
    if isinstance(case, Rejection):
        return case
    refusal = check_common(SCOPE, case, inputs) or _check_capacity(case)
    if refusal:
        return refusal
    unit, period = _unit(case), metered_period(case, SCOPE.valid_from)
    refusal = (
        _check_unit(unit, case)
        or check_installation(case, period, unit.segments)
        or _check_energy(unit, period, case)
    )
    return refusal or calculate(unit, period, case)


def _unit(case: Case) -> Unit:
    values = case.values
    grade = 3 if values["baseline"] == "new" else 5
    if values["cc_w"] <= case.limit("class_s_cc_w_max"):
        size = "S"
    else:
        size = "M" if values["cc_w"] <= case.limit("class_m_cc_w_max") else "L"
    return Unit(
        size,
        values["cc_w"],
        values["units"],
        values["apf"],
        case.register.at(f"ac.apf.{size}.{grade}", case.day),
        values["segments"] or (),
    )


def _check_capacity(case: Case) -> Rejection | None:
    size, limit = case.values["cc_w"], case.limit
    return (
        check_length(case.day, case.end, int(limit("period_days_max")))
        or below("CAPACITY_LIMIT", "cc_w", size, limit("cc_w_min"))
        or above("CAPACITY_LIMIT", "cc_w", size, limit("cc_w_max"))
    )


def _check_unit(unit: Unit, case: Case) -> Rejection | None:
    grade, limit = case.values["grade"], case.limit
    return (
        above("GRADE_NOT_ELIGIBLE", "grade", grade, limit("grade_max"))
        or below("APF_OUT_OF_RANGE", "apf", unit.apf, limit("apf_min"))
        or above("APF_OUT_OF_RANGE", "apf", unit.apf, limit("apf_max"))
        or _check_label(unit, case)
    )


def _check_label(unit: Unit, case: Case) -> Rejection | None:
    claimed = f"ac.apf.{unit.size}.{case.values['grade']}"
    threshold = case.register.at(claimed, case.day).exact
    units = case.values["units"] + case.tally("units_credited")
    most = case.limit_of_kind("units_max")
    return below("GRADE_MISMATCH", "apf", unit.apf, threshold) or above(
        "UNITS_LIMIT", "units", units, most
    )


def _check_energy(unit: Unit, period: Period, case: Case) -> Rejection | None:
    if not unit.segments:
        return None
    cop = case.limit("min_running_cop")
    most = unit.units * unit.kilowatts / cop * 24 * period.metered_days
    return above("ENERGY_TOO_HIGH", "segments", unit.metered_kwh, most)
