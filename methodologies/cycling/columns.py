"""The same as `assess` for many rides at once.

A million rides share a handful of formulas: on the days of one regime each vehicle
with each kind of evidence has one exact fraction in mg per metre.
"""

from __future__ import annotations

import math
from typing import Final
from typing import TYPE_CHECKING

import numpy as np

from carbon_points.methodology import ABSENT
from carbon_points.methodology import check_common_columns
from carbon_points.methodology import COMMON_CODES
from carbon_points.methodology import FactorNotFoundError
from carbon_points.methodology import NO_WORD
from carbon_points.methodology import number
from carbon_points.methodology import Rates
from carbon_points.methodology import regimes
from carbon_points.methodology import SAFE
from carbon_points.methodology import UNKNOWN_WORD
from carbon_points.methodology import Verdicts
from methodologies.cycling.assess import SCOPE
from methodologies.cycling.fields import EVIDENCE
from methodologies.cycling.fields import VEHICLES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from fractions import Fraction

    from numpy.typing import NDArray

    from carbon_points.methodology import Assessed
    from carbon_points.methodology import Register

    Ints = NDArray[np.int64]
    Columns = Mapping[str, NDArray[np.int64]]

CODES: Final = (
    *COMMON_CODES,
    "TIME_ORDER",
    "EVIDENCE_INSUFFICIENT",
    "DISTANCE_TOO_SHORT",
    "DISTANCE_TOO_LONG",
    "DURATION_TOO_SHORT",
    "DURATION_TOO_LONG",
    "SPEED_TOO_HIGH",
    "SPEED_TOO_LOW",
    "TRIP_OVERLAP",
    "CAP_DAILY_TRIPS",
    "FACTOR_NOT_FOUND",
)
FLAGS: Final = (
    "ANNUAL_DISTANCE_HIGH",
    "CAP_DAILY_DISTANCE",
    "EVIDENCE_WEAK",
    "NEG_CLAMPED",
    "NIGHT_RIDE",
    "SPEED_HIGH",
    "SPEED_LOW",
)
LIMITS: Final = (
    "distance_m_min",
    "distance_m_max",
    "duration_s_min",
    "duration_s_max",
    "speed_kmh_max",
    "speed_kmh_min",
    "daily_trips_max",
    "daily_distance_m_cap",
    "flag_speed_high_kmh",
    "flag_speed_low_kmh",
    "flag_night_hour_min",
    "flag_night_hour_max",
    "flag_annual_distance_m",
)
FACTORS: Final = (
    "cycling.baseline",
    "cycling.ebike_kwh_per_km",
    "cycling.k.operator_order",
    "cycling.k.gps_track",
    "cycling.k.screenshot",
    "grid.avg.CN-SD",
)
EARLIER: Final = ("overlapping", "trips_today", "credited_m_today", "credited_m_year")
_UTC_OFFSET_S: Final = 8 * 3600
_DAY_S: Final = 86_400


class Regime:
    """The limits and rates of the days on which they are the same."""

    def __init__(self, register: Register, day: dt.date) -> None:
        self._register = register
        self._day = day
        self.rates = Rates(
            [
                _mg_per_m(register, day, vehicle, evidence)
                for vehicle in VEHICLES
                for evidence in EVIDENCE
            ]
        )

    def limit(self, name: str) -> int | Fraction:
        """One of LIMITS."""
        return number(self._register.limit(name, self._day))

    def least(self, name: str) -> int:
        """The smallest whole number that reaches a limit."""
        return math.ceil(self.limit(name))

    def most(self, name: str) -> int:
        """The largest whole number within a limit."""
        return math.floor(self.limit(name))


def assess_columns(inputs: Columns, context: Columns, register: Register) -> Assessed:
    """The reduction of each ride, or why it cannot be credited.

    Rides of tier 2 are left to `assess`. Rides that are claimed elsewhere or lack an
    order number must not be given.
    """
    start = inputs["start"]
    verdicts = Verdicts(len(start), CODES, FLAGS)
    _check_shape(verdicts, inputs)
    days = (start + _UTC_OFFSET_S) // _DAY_S
    check_common_columns(verdicts, SCOPE, days, context, register)
    verdicts.refuse("TIME_ORDER", inputs["end"] <= start)
    verdicts.refuse("EVIDENCE_INSUFFICIENT", _insufficient(inputs))
    known: dict[tuple[str | None, ...], Regime] = {}

    def regime_of(day: dt.date) -> Regime:
        key = _in_force(register, day)
        if key not in known:
            known[key] = Regime(register, day)
        return known[key]

    for regime, rows in regimes(days, verdicts.open, regime_of):
        chosen = {name: column[rows] for name, column in inputs.items()}
        earlier = {name: context[name][rows] for name in EARLIER}
        verdicts.put(rows, _assess_regime(regime, chosen, earlier))
    return verdicts.assessed()


def _check_shape(verdicts: Verdicts, inputs: Columns) -> None:
    numbers = [inputs[name] for name in ("start", "end", "distance_m")]
    words, tier = (inputs["vehicle"], inputs["evidence"]), inputs["tier"]
    verdicts.leave(tier == 2)
    for column in numbers:
        verdicts.refuse("INPUT_MISSING", column == ABSENT)
    for word in words:
        verdicts.refuse("INPUT_MISSING", word == NO_WORD)
    verdicts.leave(inputs["distance_m"] >= SAFE)
    verdicts.leave(inputs["end"] - inputs["start"] >= SAFE)
    for word in words:
        verdicts.refuse("INPUT_RANGE", word == UNKNOWN_WORD)
    verdicts.refuse("INPUT_RANGE", inputs["distance_m"] <= 0)
    verdicts.refuse("INPUT_RANGE", (tier != 1) & (tier != ABSENT))


def _insufficient(inputs: Columns) -> NDArray[np.bool_]:
    useless = np.zeros((len(VEHICLES), len(EVIDENCE)), np.bool_)
    useless[:, EVIDENCE.index("self_declared")] = True
    for place, vehicle in enumerate(VEHICLES):
        word = "operator_order" if vehicle == "own_bike" else "gps_track"
        useless[place, EVIDENCE.index(word)] = True
    found: NDArray[np.bool_] = useless[inputs["vehicle"], inputs["evidence"]]
    return found


def _in_force(register: Register, day: dt.date) -> tuple[str | None, ...]:
    """What decides the regime of a day."""
    values: list[str | None] = [register.limit(name, day) for name in LIMITS]
    for name in FACTORS:
        try:
            values.append(register.at(name, day).value)
        except FactorNotFoundError:
            values.append(None)
    return tuple(values)


def _mg_per_m(
    register: Register, day: dt.date, vehicle: str, evidence: str
) -> Fraction | None:
    if evidence == "self_declared":
        return None
    try:
        net = register.at("cycling.baseline", day).exact
        if vehicle == "shared_ebike":
            grid = register.at("grid.avg.CN-SD", day).exact
            net -= register.at("cycling.ebike_kwh_per_km", day).exact * grid * 1000
        return net * register.at(f"cycling.k.{evidence}", day).exact
    except FactorNotFoundError:
        return None


def _assess_regime(regime: Regime, inputs: Columns, context: Columns) -> Verdicts:
    metres, seconds = inputs["distance_m"], inputs["end"] - inputs["start"]
    part = Verdicts(len(metres), CODES, FLAGS)
    _check_distance(part, regime, metres, seconds)
    part.refuse("TRIP_OVERLAP", context["overlapping"].astype(np.bool_))
    trips = context["trips_today"]
    part.refuse("CAP_DAILY_TRIPS", trips >= regime.least("daily_trips_max"))
    room = regime.most("daily_distance_m_cap") - context["credited_m_today"]
    credited = np.minimum(metres, room.clip(min=0))
    part.credit(
        regime.rates, inputs["vehicle"] * len(EVIDENCE) + inputs["evidence"], credited
    )
    _set_flags(part, regime, inputs, context["credited_m_year"] + credited)
    part.flag("CAP_DAILY_DISTANCE", credited < metres)
    return part


def _check_distance(
    part: Verdicts, regime: Regime, metres: Ints, seconds: Ints
) -> None:
    part.refuse("DISTANCE_TOO_SHORT", metres < regime.least("distance_m_min"))
    part.refuse("DISTANCE_TOO_LONG", metres > regime.most("distance_m_max"))
    part.refuse("DURATION_TOO_SHORT", seconds < regime.least("duration_s_min"))
    part.refuse("DURATION_TOO_LONG", seconds > regime.most("duration_s_max"))
    high, low = regime.limit("speed_kmh_max"), regime.limit("speed_kmh_min")
    part.refuse("SPEED_TOO_HIGH", _against(metres, seconds, high) > 0)
    part.refuse("SPEED_TOO_LOW", _against(metres, seconds, low) < 0)


def _against(metres: Ints, seconds: Ints, speed_kmh: int | Fraction) -> Ints:
    """Positive where 3.6 x d / seconds is more than a speed, negative where less."""
    top, below = speed_kmh.as_integer_ratio()
    found: Ints = 18 * below * metres - 5 * top * seconds
    return found


def _set_flags(
    part: Verdicts, regime: Regime, inputs: Columns, metres_in_year: Ints
) -> None:
    metres, seconds = inputs["distance_m"], inputs["end"] - inputs["start"]
    high, low = regime.limit("flag_speed_high_kmh"), regime.limit("flag_speed_low_kmh")
    hour = (inputs["start"] + _UTC_OFFSET_S) % _DAY_S // 3600
    first, last = (
        regime.least("flag_night_hour_min"),
        regime.most("flag_night_hour_max"),
    )
    part.flag("SPEED_HIGH", _against(metres, seconds, high) > 0)
    part.flag("SPEED_LOW", _against(metres, seconds, low) < 0)
    part.flag("NIGHT_RIDE", (first <= hour) & (hour <= last))
    part.flag("EVIDENCE_WEAK", inputs["evidence"] == EVIDENCE.index("screenshot"))
    annual = regime.most("flag_annual_distance_m")
    part.flag("ANNUAL_DISTANCE_HIGH", metres_in_year > annual)
