"""The formula of a period of air conditioners; pure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from carbon_points.methodology import conclude
from carbon_points.methodology import energy_formula
from carbon_points.methodology import energy_kwh
from carbon_points.methodology import meter_flags
from carbon_points.methodology import prior_periods
from carbon_points.methodology import served
from carbon_points.methodology import Step
from carbon_points.methodology import vintages
from carbon_points.methodology import years

if TYPE_CHECKING:
    from carbon_points.methodology import Calculation
    from carbon_points.methodology import Case
    from carbon_points.methodology import Factor
    from carbon_points.methodology import Period
    from carbon_points.methodology import Segment
    from carbon_points.methodology import Served


@dataclass(frozen=True, slots=True)
class Unit:
    """Units of one kind that are creditable."""

    size: str
    """Capacity class S, M or L."""

    cc_w: int
    units: int
    apf: Fraction
    baseline: Factor
    """APF of the grade that would have been bought, or was given in exchange."""

    segments: tuple[Segment, ...]
    """Meter readings; none if the use is deemed."""

    @property
    def kilowatts(self) -> Fraction:
        """Rated cooling of one unit."""
        return Fraction(self.cc_w, 1000)

    @property
    def metered_kwh(self) -> Fraction:
        """E = sum of the segments."""
        return energy_kwh(self.segments)


def calculate(unit: Unit, period: Period, case: Case) -> Calculation:
    """Reduction of one period: ER = sum over days of the day's saving x EF of the day.

    Args:
        unit: capacity in W, APF in Wh/Wh, energies in kWh.
        period: its metered and credited days.
        case: gives ``grid.avg.CN-SD`` in kg CO2 per kWh for each credited day and
            ``ac.hours_eq`` in h/a on the first.

    Returns:
        ER in whole mg CO2 (1 kg = 1 000 000 mg), rounded once, half to even.

    Raises:
        FactorNotFoundError: a credited day has no grid factor.

    Source:
        method.md, section 11.
    """
    spans = years(period.first, period.last_end)
    rows = served(case.register, "grid.avg.CN-SD", spans)
    saving = _metered if unit.segments else _deemed
    kilograms, saving_steps = saving(unit, period, case, rows)
    exact = kilograms * 1_000_000
    used = tuple(row.factor for row in rows)
    steps = (
        Step("class", "", "", unit.size),
        Step(
            "apf_baseline",
            "APF_b",
            "Wh/Wh",
            unit.baseline.exact,
            factors=(unit.baseline,),
        ),
        Step("apf_project", "APF_p", "Wh/Wh", unit.apf),
        Step("metered_days", "n", "d", period.metered_days),
        Step("credited_days", "S", "d", period.credited_days),
        Step("vintages", "EF_v", "kg/kWh", vintages(rows), "", used),
        *saving_steps,
        Step("reduction_kg_exact", "ER", "kg", kilograms, "sum of saving_v x EF_v"),
        Step("reduction_mg_exact", "ER", "mg", exact, "ER kg x 1 000 000"),
    )
    return conclude(exact, steps, _flags(unit, period, case), unit.units)


def _deemed(
    unit: Unit, _period: Period, case: Case, rows: tuple[Served, ...]
) -> tuple[Fraction, tuple[Step, ...]]:
    hours = case.register.at("ac.hours_eq", case.day)
    less = 1 / unit.baseline.exact - 1 / unit.apf
    annual = unit.units * unit.kilowatts * hours.exact * less
    shares = sum((row.share for row in rows), Fraction(0))
    weighted = sum((row.share * row.factor.exact for row in rows), Fraction(0))
    formula = "units x cc_w / 1000 x hours x (1 / APF_b - 1 / APF_p)"
    by_day = "annual x sum of days / (365, or 366 in a leap year)"
    return annual * weighted, (
        Step("annual_saved_kwh", "annual", "kWh/a", annual, formula, (hours,)),
        Step("year_share", "", "a", shares, "sum of days / 365 or 366", aside=True),
        Step("saved_kwh", "saving", "kWh", annual * shares, by_day),
    )


def _metered(
    unit: Unit, period: Period, _case: Case, rows: tuple[Served, ...]
) -> tuple[Fraction, tuple[Step, ...]]:
    ratio = unit.apf / unit.baseline.exact - 1
    a_day = unit.metered_kwh * ratio / period.metered_days
    weighted = sum((row.days * row.factor.exact for row in rows), Fraction(0))
    saved = a_day * period.credited_days
    metered = energy_formula(unit.segments)
    return a_day * weighted, (
        Step("metered_kwh", "E", "kWh", unit.metered_kwh, metered),
        Step("saved_kwh", "saving", "kWh", saved, "E x (APF_p / APF_b - 1) x S / n"),
    )


def _flags(unit: Unit, period: Period, case: Case) -> set[str]:
    flags = period.flags(prior_periods(case.context))
    if not unit.segments:
        return flags | {"DEEMED"}
    usual = case.limit("flag_kwh_unit_day") * unit.units * period.metered_days
    if unit.metered_kwh > usual:
        flags.add("USE_HIGH")
    return flags | meter_flags(unit.segments)
