"""The formula of a boarding; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.methodology import conclude
from carbon_points.methodology import Step

if TYPE_CHECKING:
    from carbon_points.methodology import Calculation
    from carbon_points.methodology import Case


def calculate(case: Case) -> Calculation:
    """Reduction of one boarding: ER = trip_g x k x 1000.

    Args:
        case: mode, evidence and perhaps ``distance_m``; gives the factors in force on
            the day, ``pt.<mode>_per_pkm`` in g per km or ``pt.<mode>_per_trip`` in g.

    Returns:
        ER in whole mg CO2 (1 g = 1000 mg), rounded once, half to even.

    Raises:
        FactorNotFoundError: a needed factor has no row that day.

    Source:
        method.md, calculation.
    """
    at, day, values = case.register.at, case.day, case.values
    metres, evidence = values["distance_m"], values["evidence"]
    k = at("pt.k.screenshot" if evidence == "screenshot" else "pt.k.record", day)
    if metres is None:
        row = at(f"pt.{values['mode']}_per_trip", day)
        trip_g, formula = row.exact, "default per trip"
    else:
        row = at(f"pt.{values['mode']}_per_pkm", day)
        trip_g, formula = row.exact * metres / 1000, "distance_m / 1000 x g per km"
    exact = trip_g * k.exact * 1000
    steps = (
        Step("trip_g", "trip_g", "g", trip_g, formula, (row,)),
        Step("evidence_k", "k", "1", k.exact, factors=(k,)),
        Step("reduction_mg_exact", "ER", "mg", exact, "trip_g x k x 1000"),
    )
    flags = {"EVIDENCE_WEAK"} if evidence == "screenshot" else set()
    if metres is None:
        flags.add("DISTANCE_DEFAULT")
    return conclude(exact, steps, flags)
