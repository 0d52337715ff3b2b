"""The formula of a ride; pure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from carbon_points.methodology import conclude
from carbon_points.methodology import Step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.methodology import Calculation
    from carbon_points.methodology import Case


@dataclass(frozen=True, slots=True)
class Ride:
    """One ride that is creditable."""

    vehicle: str
    evidence: str
    distance_m: int
    seconds: int
    hour: int
    """Local hour of the start."""

    shares: Mapping[str, Fraction] | None
    """Surveyed mode mix, only in tier 2."""

    @property
    def speed_kmh(self) -> Fraction:
        """Speed: v = 3.6 d / t."""
        return Fraction(18 * self.distance_m, 5 * self.seconds)


def calculate(ride: Ride, case: Case) -> Calculation:
    """Reduction of one ride: ER = d_c x (B - P) x k.

    Args:
        ride: distance in metres, duration in seconds.
        case: gives the factors in force on the ride's local date, among them
            ``cycling.baseline`` in g CO2 per km and ``cycling.k.*`` without unit,
            the daily cap, and what of it is used.

    Returns:
        ER in whole mg CO2e (1 g/km = 1 mg/m); everything before is exact, the one
        rounding is half to even.

    Raises:
        FactorNotFoundError: a needed factor has no row that day.

    Source:
        method.md, section 11.
    """
    cap = int(case.limit("daily_distance_m_cap"))
    earlier = case.tally("credited_m_today")
    credited = min(ride.distance_m, max(0, cap - earlier))
    baseline, baseline_step = _baseline(ride, case)
    project, project_step = _project(ride, case)
    net = baseline - project
    k = case.register.at(f"cycling.k.{ride.evidence}", case.day)
    exact = credited * net * k.exact
    steps = (
        Step("action_date", "", "", case.day),
        Step("distance_m", "d", "m", ride.distance_m, aside=True),
        Step("duration_s", "t", "s", ride.seconds, aside=True),
        Step("speed_kmh", "v", "km/h", ride.speed_kmh, "3.6 x d / t"),
        baseline_step,
        project_step,
        Step("net_g_per_km", "net", "g/km", net, "B - P"),
        Step("daily_cap_m", "C", "m", cap, aside=True),
        Step("credited_m_today", "d_0", "m", earlier, aside=True),
        Step("credited_distance_m", "d_c", "m", credited, "min(d, max(0, C - d_0))"),
        Step("evidence_k", "k", "1", k.exact, factors=(k,)),
        Step("reduction_mg_exact", "ER", "mg", exact, "d_c x net x k"),
    )
    return conclude(exact, steps, _flags(ride, case, credited), credited)


def _baseline(ride: Ride, case: Case) -> tuple[Fraction, Step]:
    if ride.shares is None:
        row = case.register.at("cycling.baseline", case.day)
        return row.exact, Step(
            "baseline_g_per_km", "B", "g/km", row.exact, factors=(row,)
        )
    rows = {mode: case.register.at(f"mode.ef.{mode}", case.day) for mode in ride.shares}
    parts = (share * rows[mode].exact for mode, share in ride.shares.items())
    mixed = sum(parts, Fraction(0))
    formula = "sum of share x factor of each mode"
    return mixed, Step(
        "baseline_g_per_km", "B", "g/km", mixed, formula, tuple(rows.values())
    )


def _project(ride: Ride, case: Case) -> tuple[Fraction, Step]:
    if ride.vehicle != "shared_ebike":
        return Fraction(0), Step("project_g_per_km", "P", "g/km", 0)
    electricity = case.register.at("cycling.ebike_kwh_per_km", case.day)
    grid = case.register.at("grid.avg.CN-SD", case.day)
    charged = electricity.exact * grid.exact * 1000
    formula = "kWh per km x grid factor x 1000 g/kg"
    return charged, Step(
        "project_g_per_km", "P", "g/km", charged, formula, (electricity, grid)
    )


def _flags(ride: Ride, case: Case, credited: int) -> set[str]:
    speed, limit = ride.speed_kmh, case.limit
    night = limit("flag_night_hour_min"), limit("flag_night_hour_max")
    in_year = case.tally("credited_m_year") + credited
    found = {
        "SPEED_HIGH": speed > limit("flag_speed_high_kmh"),
        "SPEED_LOW": speed < limit("flag_speed_low_kmh"),
        "NIGHT_RIDE": night[0] <= ride.hour <= night[1],
        "ANNUAL_DISTANCE_HIGH": in_year > limit("flag_annual_distance_m"),
        "EVIDENCE_WEAK": ride.evidence == "screenshot",
        "CAP_DAILY_DISTANCE": credited < ride.distance_m,
    }
    return {flag for flag, applies in found.items() if applies}
