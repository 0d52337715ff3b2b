"""The formula of a period of a heat pump; pure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.methodology import conclude
from carbon_points.methodology import energy_formula
from carbon_points.methodology import energy_kwh
from carbon_points.methodology import meter_flags
from carbon_points.methodology import prior_periods
from carbon_points.methodology import served
from carbon_points.methodology import Step
from carbon_points.methodology import vintages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.methodology import Calculation
    from carbon_points.methodology import Case
    from carbon_points.methodology import Factor
    from carbon_points.methodology import Period
    from carbon_points.methodology import Segment
    from carbon_points.methodology import Served
    from carbon_points.methodology import Span

FUELS: Final = {"coal": ("raw_coal", "kg"), "gas": ("natgas", "Nm3")}


@dataclass(frozen=True, slots=True)
class HeatPump:
    """A heat pump that is creditable, and what it replaced."""

    space: bool
    """Space heating; otherwise a water heater."""

    baseline: str
    refrigerant: str
    charge_kg: Fraction | None
    segments: tuple[Segment, ...]
    """Meter readings; none if the use is deemed."""

    persons: int | None


@dataclass(frozen=True, slots=True)
class Use:
    """Heat and electricity of the credited days."""

    heat_kwh: Fraction
    credited_kwh: Fraction
    flags: set[str]
    steps: tuple[Step, ...]


def calculate(
    pump: HeatPump, period: Period, spans: Sequence[Span], case: Case
) -> Calculation:
    """Reduction of one period: ER = (BE - PE - LE) x k.

    Args:
        pump: what it is and what it replaced.
        period: its metered days.
        spans: its credited days, by season for space heating, else by year.
        case: gives ``grid.avg.CN-SD`` in kg CO2 per kWh for each credited day, and
            fuel and equipment factors on the first metered day.

    Returns:
        ER in whole mg CO2e (1 kg = 1 000 000 mg), rounded once, half to even.

    Raises:
        FactorNotFoundError: a needed factor has no row.

    Source:
        method.md, section 11.
    """
    days = sum(span.days for span in spans)
    use = (_metered if pump.segments else _deemed)(pump, period, days, case)
    rows = served(case.register, "grid.avg.CN-SD", spans)
    per_kwh = sum((row.days * row.factor.exact for row in rows), Fraction(0)) / days
    baseline, baseline_steps = _baseline(pump, use.heat_kwh, per_kwh, period, case)
    project = use.credited_kwh * per_kwh
    leakage, leakage_steps, leakage_flags = _leakage(pump, rows, period, case)
    word = "submeter" if pump.segments else "deemed"
    k = case.register.at(f"hp.k.{word}", period.first)
    exact = (baseline - project - leakage) * k.exact * 1_000_000
    used = tuple(row.factor for row in rows)
    project_formula = "sum of E_c x days_v / S x EF_v"
    steps = (
        Step("metered_days", "n", "d", period.metered_days),
        Step("credited_days", "S", "d", days),
        *use.steps,
        Step("vintages", "EF_v", "kg/kWh", vintages(rows), "", used),
        *baseline_steps,
        Step("project_kg", "PE", "kg", project, project_formula),
        *leakage_steps,
        Step("evidence_k", "k", "1", k.exact, factors=(k,)),
        Step("reduction_mg_exact", "ER", "mg", exact, "(BE - PE - LE) x k x 1 000 000"),
    )
    season = {"SEASON_CLIPPED"} if days < period.credited_days else set()
    flags = use.flags | leakage_flags | season | _flags(pump, period, case)
    return conclude(exact, steps, flags)


def _cop(pump: HeatPump, period: Period, case: Case) -> tuple[Fraction, Step, set[str]]:
    """The COP used: measured, else stated, else the default."""
    heat, stated = case.values["heat_kwh"], case.values["scop"]
    rows: tuple[Factor, ...] = ()
    formula, flags = "", set()
    if heat is not None:
        value, formula = heat / energy_kwh(pump.segments), "heat_kwh / E"
    elif stated is not None:
        value = stated
    else:
        name = "hp.scop.space" if pump.space else "hp.scop.water"
        rows = (case.register.at(name, period.first),)
        value, flags = rows[0].exact, {"COP_DEFAULT"}
    if pump.space and value > case.limit("flag_scop_space"):
        flags.add("COP_HIGH")
    return value, Step("cop", "COP", "1", value, formula, rows, aside=True), flags


def _metered(pump: HeatPump, period: Period, days: int, case: Case) -> Use:
    energy = energy_kwh(pump.segments)
    credited = energy * days / period.metered_days
    cop, cop_step, flags = _cop(pump, period, case)
    heat = credited * cop
    steps = [
        Step("metered_kwh", "E", "kWh", energy, energy_formula(pump.segments)),
        Step("credited_kwh", "E_c", "kWh", credited, "E x S / n"),
        cop_step,
    ]
    formula = "E_c x COP"
    if pump.space:
        cap = case.register.at("hp.heat_cap", period.first)
        most = case.values["area_m2"] * cap.exact * days
        by_area = "area_m2 x heat cap x S"
        steps.append(Step("heat_cap_kwh", "Q_max", "kWh", most, by_area, (cap,)))
        formula = "min(E_c x COP, Q_max)"
        if heat > most:
            heat = most
            flags.add("CAP_HEAT_DEMAND")
    steps.append(Step("heat_kwh", "Q", "kWh", heat, formula))
    return Use(heat, credited, flags, tuple(steps))


def _deemed(pump: HeatPump, period: Period, days: int, case: Case) -> Use:
    at, first = case.register.at, period.first
    litres, rise = at("hp.water.litre_person_day", first), at("hp.water.delta_t", first)
    water, hour = at("const.water_kj_per_kg_k", first), at("const.mj_per_kwh", first)
    kj_per_kwh = hour.exact * 1000
    per_person = litres.exact * rise.exact * water.exact / kj_per_kwh
    heat = (pump.persons or 0) * per_person * days
    cop, cop_step, flags = _cop(pump, period, case)
    credited = heat / cop
    formula = f"{pump.persons} persons x litres x dT x c / 3600 x S"
    used = (litres, rise, water, hour)
    steps = (
        Step("heat_kwh", "Q", "kWh", heat, formula, used),
        cop_step,
        Step("credited_kwh", "E_c", "kWh", credited, "Q / COP"),
    )
    return Use(heat, credited, flags, steps)


def _baseline(
    pump: HeatPump, heat: Fraction, per_kwh: Fraction, period: Period, case: Case
) -> tuple[Fraction, tuple[Step, ...]]:
    at, first = case.register.at, period.first
    name, unit = "baseline_kg", "kg"
    if pump.baseline not in FUELS:
        eta = at("hp.eta.electric" if pump.space else "hp.eta.electric_storage", first)
        burned = heat / eta.exact * per_kwh
        formula = "sum of Q x days_v / S / eta x EF_v"
        return burned, (Step(name, "BE", unit, burned, formula, (eta,)),)
    fuel, measure = FUELS[pump.baseline]
    eta, hour = at(f"hp.eta.{pump.baseline}", first), at("const.mj_per_kwh", first)
    ncv, co2 = at(f"fuel.{fuel}.ncv", first), at(f"fuel.{fuel}.co2", first)
    amount = heat * hour.exact / (ncv.exact * eta.exact)
    kilograms = amount * co2.exact
    by_heat = "Q x 3.6 / (NCV x eta)"
    return kilograms, (
        Step("baseline_fuel", "F", measure, amount, by_heat, (hour, ncv, eta)),
        Step(name, "BE", unit, kilograms, "F x fuel CO2 factor", (co2,)),
    )


def _leakage(
    pump: HeatPump, rows: Sequence[Served], period: Period, case: Case
) -> tuple[Fraction, tuple[Step, ...], set[str]]:
    at, first = case.register.at, period.first
    rate, gwp = at("hp.leak_rate", first), at(f"gwp.{pump.refrigerant}", first)
    charge, used, flags = pump.charge_kg, (rate, gwp), set()
    charge_rows: tuple[Factor, ...] = ()
    if charge is None:
        charge_rows = (at("hp.charge_default", first),)
        charge, flags = charge_rows[0].exact, {"CHARGE_DEFAULT"}
    share = sum((row.share for row in rows), Fraction(0))
    leaked = charge * rate.exact * gwp.exact * share
    whole = "season" if pump.space else "year"
    steps = (
        Step("charge_kg", "charge", "kg", charge, "", charge_rows, aside=True),
        Step(
            "leak_share", "s", "1", share, f"sum of 1/(days of the {whole})", aside=True
        ),
        Step("leakage_kg", "LE", "kg", leaked, "charge x leak rate x GWP x s", used),
    )
    return leaked, steps, flags


def _flags(pump: HeatPump, period: Period, case: Case) -> set[str]:
    flags = period.flags(prior_periods(case.context))
    return flags | (meter_flags(pump.segments) if pump.segments else {"DEEMED"})
