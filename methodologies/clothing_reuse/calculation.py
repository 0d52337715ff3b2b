"""The formula of a drop-off; pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from carbon_points.methodology import conclude
from carbon_points.methodology import Step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.methodology import Calculation
    from carbon_points.methodology import Case
    from carbon_points.methodology import Factor


@dataclass(frozen=True, slots=True)
class DropOff:
    """One drop-off that is creditable."""

    mass_g: Fraction
    item: Factor | None
    """Mass per garment, only if pieces were counted."""

    item_count: int
    shares: Mapping[str, Fraction] | None
    """Weighed fates of the batch, only in tier 2."""


def calculate(drop_off: DropOff, case: Case) -> Calculation:
    """Reduction of one drop-off: ER = m_c x n x k x 1000.

    Args:
        drop_off: mass in grams.
        case: gives the factors in force on the day of the drop-off, among them
            ``clothing.ef.*`` in kg CO2e per kg, the caps, and what of them is used.

    Returns:
        ER in whole mg CO2e (1 kg/kg = 1000 mg/g); everything before is exact, the one
        rounding is half to even.

    Raises:
        FactorNotFoundError: a needed factor has no row that day.

    Source:
        method.md, section 11.
    """
    credited, flags, cap_steps = _capped(drop_off.mass_g, case)
    net, net_steps = _net(drop_off, case)
    word = "count" if drop_off.item else "weighed"
    k = case.register.at(f"clothing.k.{word}", case.day)
    exact = credited * net * k.exact * 1000
    steps = (
        _mass_step(drop_off),
        *cap_steps,
        *net_steps,
        Step("evidence_k", "k", "1", k.exact, factors=(k,)),
        Step("reduction_mg_exact", "ER", "mg", exact, "m_c x n x k x 1000"),
    )
    flags |= _flags(drop_off, case)
    return conclude(exact, steps, flags, math.ceil(credited))


def _mass_step(drop_off: DropOff) -> Step:
    if drop_off.item is None:
        return Step("mass_g", "m", "g", drop_off.mass_g)
    formula = f"{drop_off.item_count} x mass per item"
    return Step("mass_g", "m", "g", drop_off.mass_g, formula, (drop_off.item,))


def _capped(mass: Fraction, case: Case) -> tuple[Fraction, set[str], tuple[Step, ...]]:
    day_cap = case.limit_of_kind("daily_mass_g_cap")
    year_cap = case.limit_of_kind("annual_mass_g_cap")
    today, in_year = case.tally("credited_g_today"), case.tally("credited_g_year")
    after_day = min(mass, Fraction(max(0, day_cap - today)))
    credited = min(after_day, Fraction(max(0, year_cap - in_year)))
    flags = {"CAP_DAILY_MASS"} if after_day < mass else set()
    if credited < after_day:
        flags.add("CAP_ANNUAL_MASS")
    formula = "min(m, max(0, C_d - m_d), max(0, C_a - m_a))"
    steps = (
        Step("daily_cap_g", "C_d", "g", day_cap, aside=True),
        Step("credited_g_today", "m_d", "g", today, aside=True),
        Step("annual_cap_g", "C_a", "g", year_cap, aside=True),
        Step("credited_g_year", "m_a", "g", in_year, aside=True),
        Step("credited_mass_g", "m_c", "g", credited, formula),
    )
    return credited, flags, steps


def _net(drop_off: DropOff, case: Case) -> tuple[Fraction, tuple[Step, ...]]:
    at, day = case.register.at, case.day
    reuse, recycle = at("clothing.ef.reuse", day), at("clothing.ef.recycle", day)
    displacement = at("clothing.displacement", day)
    loss, handling = at("clothing.loss", day), at("clothing.handling", day)
    used: tuple[Factor, ...] = (reuse, displacement, recycle)
    if drop_off.shares is None:
        default = at("clothing.share.reuse", day), at("clothing.share.recycle", day)
        s_reuse, s_recycle = default[0].exact, default[1].exact
        used = (*default, *used)
    else:
        s_reuse, s_recycle = drop_off.shares["reuse"], drop_off.shares["recycle"]
    avoided = s_reuse * reuse.exact * displacement.exact + s_recycle * recycle.exact
    net = (1 - loss.exact) * avoided - handling.exact
    unit = "kg/kg"
    avoided_formula = "s_reuse x ef_reuse x displacement + s_recycle x ef_recycle"
    net_formula, spent = "(1 - loss) x a - handling", (loss, handling)
    return net, (
        Step("share_reuse", "s_reuse", "1", s_reuse, aside=True),
        Step("share_recycle", "s_recycle", "1", s_recycle, aside=True),
        Step("avoided_kg_per_kg", "a", unit, avoided, avoided_formula, used),
        Step("net_kg_per_kg", "n", unit, net, net_formula, spent),
    )


def _flags(drop_off: DropOff, case: Case) -> set[str]:
    mass, counted = drop_off.mass_g, drop_off.item is not None
    visits = case.tally("visits_30d")
    found = {
        "MASS_HIGH": mass > case.limit_of_kind("flag_mass_g"),
        "MASS_ROUND": not counted and mass % case.limit("flag_round_g") == 0,
        "FREQUENT_VISITS": visits >= case.limit("flag_visits_30d"),
        "EVIDENCE_WEAK": counted,
    }
    return {flag for flag, applies in found.items() if applies}
