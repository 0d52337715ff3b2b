"""The checks of recyclables in their order, then the calculation."""

from __future__ import annotations

import datetime as dt
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.methodology import above
from carbon_points.methodology import answering
from carbon_points.methodology import below
from carbon_points.methodology import check_common
from carbon_points.methodology import read_case
from carbon_points.methodology import Rejection
from carbon_points.methodology import Scope
from methodologies.waste_sorting.calculation import calculate
from methodologies.waste_sorting.fields import FIELDS
from methodologies.waste_sorting.fields import MATERIALS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.methodology import Calculation
    from carbon_points.methodology import Case
    from carbon_points.methodology import Register

SCOPE: Final = Scope(
    fields=FIELDS,
    valid_from=dt.date(2024, 1, 1),
    participants=("resident", "sme"),
    dated_by="date",
)


@answering
def assess(
    inputs: Mapping[str, Any], context: Mapping[str, Any], register: Register
) -> Calculation | Rejection:
    """The reduction of one weighing, or why it cannot be credited."""
    case = read_case(SCOPE, inputs, context, register)
    if isinstance(case, Rejection):
        return case
    refusal = check_common(SCOPE, case, inputs) or _check_material(case)
    return refusal or calculate(case)


def _check_material(case: Case) -> Rejection | None:
    material, mass = case.values["material"], case.values["mass_g"]
    if material not in MATERIALS:
        return Rejection("MATERIAL_UNKNOWN", "material", {"value": material})
    return below("MASS_TOO_SMALL", "mass_g", mass, case.limit("mass_g_min")) or above(
        "MASS_TOO_LARGE", "mass_g", mass, case.limit_of_kind("mass_g_max")
    )
