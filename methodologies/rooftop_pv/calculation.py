"""The formula of a metered period of a PV plant; pure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from carbon_points.methodology import conclude
from carbon_points.methodology import energy_formula
from carbon_points.methodology import meter_flags
from carbon_points.methodology import prior_periods
from carbon_points.methodology import served
from carbon_points.methodology import Step
from carbon_points.methodology import vintages
from carbon_points.methodology import years

if TYPE_CHECKING:
    from carbon_points.methodology import Calculation
    from carbon_points.methodology import Case
    from carbon_points.methodology import Period


@dataclass(frozen=True, slots=True)
class Generation:
    """What a plant generated in a period that is creditable."""

    generation_kwh: Fraction
    capacity_kw: Fraction
    export_kwh: Fraction | None
    gec_kwh: Fraction
    """Energy whose green certificate was transferred or that was sold as green."""

    def per_kw_day(self, days: int) -> Fraction:
        """Yield in kWh per kW of capacity and day."""
        return self.generation_kwh / (self.capacity_kw * days)


def calculate(generation: Generation, period: Period, case: Case) -> Calculation:
    """Reduction of one period: ER = sum over vintages of net x days_v / n x EF_v.

    Args:
        generation: energies in kWh.
        period: its metered and credited days.
        case: gives ``grid.avg.CN-SD`` in kg CO2 per kWh for each credited day.

    Returns:
        ER in whole mg CO2 (1 kg = 1 000 000 mg), rounded once, half to even.

    Raises:
        FactorNotFoundError: a credited day has no grid factor.

    Source:
        method.md, section 11.
    """
    made, gec, days = (
        generation.generation_kwh,
        generation.gec_kwh,
        period.metered_days,
    )
    net, per_day = made - gec, generation.per_kw_day(days)
    spans = years(period.first, period.last_end)
    rows = served(case.register, "grid.avg.CN-SD", spans)
    weighted = sum((row.days * row.factor.exact for row in rows), Fraction(0))
    kilograms = net / days * weighted
    exact = kilograms * 1_000_000
    used = tuple(row.factor for row in rows)
    summed = "sum of net x days_v / n x EF_v"
    yield_formula = "E / (capacity_kw x n)"
    energy_formula(case.values["segments"])
    steps = (
        Step(
            "generation_kwh", "E", "kWh", made, energy_formula(case.values["segments"])
        ),
        Step("net_kwh", "net", "kWh", net, "E - gec_kwh"),
        *_self_use(generation),
        Step("metered_days", "n", "d", days),
        Step("credited_days", "S", "d", period.credited_days),
        Step("yield_kwh_per_kw_day", "y", "kWh/(kW d)", per_day, yield_formula),
        Step("vintages", "EF_v", "kg/kWh", vintages(rows), "", used),
        Step("reduction_kg_exact", "ER", "kg", kilograms, summed),
        Step("reduction_mg_exact", "ER", "mg", exact, "ER kg x 1 000 000"),
    )
    return conclude(exact, steps, _flags(generation, period, case))


def _self_use(generation: Generation) -> tuple[Step, ...]:
    if generation.export_kwh is None:
        return ()
    own = generation.generation_kwh - generation.export_kwh
    return (Step("self_use_kwh", "E_s", "kWh", own, "E - export_kwh"),)


def _flags(generation: Generation, period: Period, case: Case) -> set[str]:
    days, limit = period.metered_days, case.limit
    per_day = generation.per_kw_day(days)
    month, year = limit("yield_month_days"), limit("flag_yield_year_days")
    high_month = days >= month and per_day > limit("flag_yield_high_month")
    high_year = days >= year and per_day > limit("flag_yield_high_year")
    low = days >= month and per_day < limit("flag_yield_low_month")
    found = {
        "YIELD_HIGH": high_month or high_year,
        "YIELD_LOW": low,
        "SELF_USE_UNKNOWN": generation.export_kwh is None,
        "GEC_DEDUCTED": generation.gec_kwh > 0,
    }
    flags = {flag for flag, applies in found.items() if applies}
    flags |= meter_flags(case.values["segments"])
    return flags | period.flags(prior_periods(case.context))
