"""The formula of recyclables; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.methodology import conclude
from carbon_points.methodology import Step

if TYPE_CHECKING:
    from carbon_points.methodology import Calculation
    from carbon_points.methodology import Case


def calculate(case: Case) -> Calculation:
    """Reduction of one weighing: ER = m_c x f x 1000.

    Args:
        case: material and ``mass_g``; gives ``waste.ef.<material>`` in kg CO2e per kg
            in force on the day, the annual cap, and what of it is used.

    Returns:
        ER in whole mg CO2e (1 kg/kg = 1000 mg/g), rounded once, half to even.

    Raises:
        FactorNotFoundError: the factor has no row that day.

    Source:
        method.md, calculation.
    """
    mass = case.values["mass_g"]
    cap = int(case.limit_of_kind("annual_mass_g_cap"))
    earlier = case.tally("credited_g_year")
    credited = min(mass, max(0, cap - earlier))
    factor = case.register.at(f"waste.ef.{case.values['material']}", case.day)
    exact = credited * factor.exact * 1000
    capped = "min(m, max(0, C_a - m_a))"
    steps = (
        Step("mass_g", "m", "g", mass, aside=True),
        Step("annual_cap_g", "C_a", "g", cap, aside=True),
        Step("credited_g_year", "m_a", "g", earlier, aside=True),
        Step("credited_mass_g", "m_c", "g", credited, capped),
        Step("factor_kg_per_kg", "f", "kg/kg", factor.exact, factors=(factor,)),
        Step("reduction_mg_exact", "ER", "mg", exact, "m_c x f x 1000"),
    )
    flags = {"CAP_ANNUAL_MASS"} if credited < mass else set()
    return conclude(exact, steps, flags, credited)
