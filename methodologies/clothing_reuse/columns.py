"""The same as `assess` for many drop-offs at once.

On the days of one regime a weighed and a counted gram have one exact fraction in mg
each; the caps and bounds differ by the kind of participant.
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
from carbon_points.methodology import KINDS
from carbon_points.methodology import NO_WORD
from carbon_points.methodology import number
from carbon_points.methodology import Rates
from carbon_points.methodology import regimes
from carbon_points.methodology import SAFE
from carbon_points.methodology import UNKNOWN_WORD
from carbon_points.methodology import Verdicts
from methodologies.clothing_reuse.assess import SCOPE
from methodologies.clothing_reuse.fields import DESTINATIONS
from methodologies.clothing_reuse.fields import WEIGHINGS

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
    "FATE_NOT_CREDITABLE",
    "EVIDENCE_INSUFFICIENT",
    "MASS_TOO_SMALL",
    "MASS_TOO_LARGE",
    "FACTOR_NOT_FOUND",
)
FLAGS: Final = (
    "CAP_ANNUAL_MASS",
    "CAP_DAILY_MASS",
    "EVIDENCE_WEAK",
    "FREQUENT_VISITS",
    "MASS_HIGH",
    "MASS_ROUND",
    "NEG_CLAMPED",
)
LIMITS: Final = ("mass_g_min", "flag_round_g", "flag_visits_30d")
LIMITS_OF_KIND: Final = (
    "mass_g_max",
    "daily_mass_g_cap",
    "annual_mass_g_cap",
    "flag_mass_g",
)
FACTORS: Final = (
    "clothing.ef.reuse",
    "clothing.ef.recycle",
    "clothing.displacement",
    "clothing.share.reuse",
    "clothing.share.recycle",
    "clothing.loss",
    "clothing.handling",
    "clothing.item_mass",
    "clothing.k.weighed",
    "clothing.k.count",
)
EARLIER: Final = (
    "participant_kind",
    "credited_g_today",
    "credited_g_year",
    "visits_30d",
)
_COUNT: Final = WEIGHINGS.index("count")
_EVIDENCE: Final = ("weighed", "count")


class Regime:
    """The limits and rates of the days on which they are the same."""

    def __init__(self, register: Register, day: dt.date) -> None:
        self._register = register
        self._day = day
        net = _net(register, day)
        self.rates = Rates([_mg_per_g(register, day, net, w) for w in _EVIDENCE])
        self.item_mass = self._item_mass()

    def _item_mass(self) -> int:
        """Whole grams of a counted piece, or 0 if the row path must decide."""
        try:
            exact = self._register.at("clothing.item_mass", self._day).exact
        except FactorNotFoundError:
            return 0
        return exact.numerator if exact.denominator == 1 else 0

    def limit(self, name: str) -> int | Fraction:
        """One of LIMITS."""
        return number(self._register.limit(name, self._day))

    def within(self, name: str, kinds: Ints) -> Ints:
        """Of LIMITS_OF_KIND, the largest whole number within it, for each row."""
        of_kind = [math.floor(self.limit(f"{name}_{kind}")) for kind in KINDS]
        chosen: Ints = np.array(of_kind, np.int64)[kinds]
        return chosen


def assess_columns(inputs: Columns, context: Columns, register: Register) -> Assessed:
    """The reduction of each drop-off, or why it cannot be credited.

    Drop-offs of tier 2 are left to `assess`. Those that are claimed elsewhere, lack a
    receipt number or went to an unregistered recycler must not be given.
    """
    verdicts = Verdicts(len(inputs["date"]), CODES, FLAGS)
    _check_shape(verdicts, inputs)
    check_common_columns(verdicts, SCOPE, inputs["date"], context, register)
    burned = [DESTINATIONS.index(word) for word in ("incineration", "landfill")]
    verdicts.refuse("FATE_NOT_CREDITABLE", np.isin(inputs["destination"], burned))
    counted = inputs["weighing"] == _COUNT
    sme = context["participant_kind"] == KINDS.index("sme")
    verdicts.refuse("EVIDENCE_INSUFFICIENT", sme & counted)
    known: dict[tuple[str | None, ...], Regime] = {}

    def regime_of(day: dt.date) -> Regime:
        key = _in_force(register, day)
        if key not in known:
            known[key] = Regime(register, day)
        return known[key]

    for regime, rows in regimes(inputs["date"], verdicts.open, regime_of):
        chosen = {name: column[rows] for name, column in inputs.items()}
        earlier = {name: context[name][rows] for name in EARLIER}
        verdicts.put(rows, _assess_regime(regime, chosen, earlier))
    return verdicts.assessed()


def _check_shape(verdicts: Verdicts, inputs: Columns) -> None:
    words = (inputs["weighing"], inputs["destination"])
    mass, count, tier = inputs["mass_g"], inputs["item_count"], inputs["tier"]
    counted = words[0] == _COUNT
    verdicts.leave(tier == 2)
    verdicts.refuse("INPUT_MISSING", inputs["date"] == ABSENT)
    for word in words:
        verdicts.refuse("INPUT_MISSING", word == NO_WORD)
    verdicts.refuse("INPUT_MISSING", np.where(counted, count, mass) == ABSENT)
    verdicts.leave(np.maximum(mass, count) >= SAFE)
    for word in words:
        verdicts.refuse("INPUT_RANGE", word == UNKNOWN_WORD)
    for amount in (mass, count):
        verdicts.refuse("INPUT_RANGE", (amount <= 0) & (amount != ABSENT))
    verdicts.refuse("INPUT_RANGE", (tier != 1) & (tier != ABSENT))


def _in_force(register: Register, day: dt.date) -> tuple[str | None, ...]:
    """What decides the regime of a day."""
    of_kind = [f"{name}_{kind}" for name in LIMITS_OF_KIND for kind in KINDS]
    limits = [register.limit(name, day) for name in (*LIMITS, *of_kind)]
    values: list[str | None] = [*limits]
    for name in FACTORS:
        try:
            values.append(register.at(name, day).value)
        except FactorNotFoundError:
            values.append(None)
    return tuple(values)


def _net(register: Register, day: dt.date) -> Fraction | None:
    try:
        exact = {name: register.at(name, day).exact for name in FACTORS[:7]}
    except FactorNotFoundError:
        return None
    reuse = exact["clothing.share.reuse"] * exact["clothing.ef.reuse"]
    recycle = exact["clothing.share.recycle"] * exact["clothing.ef.recycle"]
    avoided = reuse * exact["clothing.displacement"] + recycle
    return (1 - exact["clothing.loss"]) * avoided - exact["clothing.handling"]


def _mg_per_g(
    register: Register, day: dt.date, net: Fraction | None, evidence: str
) -> Fraction | None:
    if net is None:
        return None
    try:
        return net * register.at(f"clothing.k.{evidence}", day).exact * 1000
    except FactorNotFoundError:
        return None


def _assess_regime(regime: Regime, inputs: Columns, context: Columns) -> Verdicts:
    counted, kinds = inputs["weighing"] == _COUNT, context["participant_kind"]
    part = Verdicts(len(kinds), CODES, FLAGS)
    mass = np.where(counted, inputs["item_count"] * regime.item_mass, inputs["mass_g"])
    if not regime.item_mass:
        part.leave(counted)
    part.refuse("MASS_TOO_SMALL", mass < math.ceil(regime.limit("mass_g_min")))
    part.refuse("MASS_TOO_LARGE", mass > regime.within("mass_g_max", kinds))
    room = regime.within("daily_mass_g_cap", kinds) - context["credited_g_today"]
    after_day = np.minimum(mass, room.clip(min=0))
    room = regime.within("annual_mass_g_cap", kinds) - context["credited_g_year"]
    credited = np.minimum(after_day, room.clip(min=0))
    part.credit(regime.rates, counted.astype(np.int64), credited)
    part.flag("CAP_DAILY_MASS", after_day < mass)
    part.flag("CAP_ANNUAL_MASS", credited < after_day)
    part.flag("EVIDENCE_WEAK", counted)
    part.flag("MASS_HIGH", mass > regime.within("flag_mass_g", kinds))
    part.flag("MASS_ROUND", ~counted & _multiple(mass, regime.limit("flag_round_g")))
    often = math.ceil(regime.limit("flag_visits_30d"))
    part.flag("FREQUENT_VISITS", context["visits_30d"] >= often)
    return part


def _multiple(mass: Ints, step: int | Fraction) -> NDArray[np.bool_]:
    top, below = step.as_integer_ratio()
    found: NDArray[np.bool_] = mass * below % top == 0
    return found
