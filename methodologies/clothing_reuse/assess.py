"""The checks of a drop-off in their order, then its calculation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.methodology import above
from carbon_points.methodology import answering
from carbon_points.methodology import below
from carbon_points.methodology import check_common
from carbon_points.methodology import exact_text
from carbon_points.methodology import read_case
from carbon_points.methodology import Rejection
from carbon_points.methodology import Scope
from methodologies.clothing_reuse.calculation import calculate
from methodologies.clothing_reuse.calculation import DropOff
from methodologies.clothing_reuse.fields import FATES
from methodologies.clothing_reuse.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Collection

    from carbon_points.methodology import Calculation
    from carbon_points.methodology import Case
    from carbon_points.methodology import Register


def _needed(inputs: Mapping[str, Any]) -> Collection[str]:
    amount = "item_count" if inputs.get("weighing") == "count" else "mass_g"
    return (amount, "batch_shares") if inputs.get("tier") == 2 else (amount,)


SCOPE: Final = Scope(
    fields=FIELDS,
    valid_from=dt.date(2024, 1, 1),
    participants=("resident", "sme"),
    dated_by="date",
    needed=_needed,
)


@answering
def assess(
    inputs: Mapping[str, Any], context: Mapping[str, Any], register: Register
) -> Calculation | Rejection:
    """The reduction of one drop-off, or why it cannot be credited."""
    case = read_case(SCOPE, inputs, context, register) if _complete(inputs) else None
    if case is None:
        return Rejection("INPUT_MISSING", "batch_shares")
    if isinstance(case, Rejection):
        return case
    refusal = check_common(SCOPE, case, inputs) or _check_point(case)
    if refusal:
        return refusal
    drop_off = _drop_off(case)
    return _check_mass(drop_off, case) or calculate(drop_off, case)


def _complete(inputs: Mapping[str, Any]) -> bool:
    shares = inputs.get("batch_shares")
    if inputs.get("tier") != 2 or not isinstance(shares, Mapping):
        return True
    return all(shares.get(fate) is not None for fate in FATES)


def _check_point(case: Case) -> Rejection | None:
    if case.context.get("recycler_registered") is False:
        return Rejection("RECYCLER_NOT_REGISTERED")
    if case.values["destination"] in {"incineration", "landfill"}:
        return Rejection("FATE_NOT_CREDITABLE", "destination")
    if case.kind == "sme" and case.values["weighing"] == "count":
        return Rejection("EVIDENCE_INSUFFICIENT", "weighing")
    return None


def _drop_off(case: Case) -> DropOff:
    values = case.values
    counted = values["weighing"] == "count"
    item = case.register.at("clothing.item_mass", case.day) if counted else None
    return DropOff(
        values["item_count"] * item.exact if item else Fraction(values["mass_g"]),
        item,
        values["item_count"] if counted else 0,
        values["batch_shares"] if values["tier"] == 2 else None,
    )


def _check_mass(drop_off: DropOff, case: Case) -> Rejection | None:
    mass = drop_off.mass_g
    field = "item_count" if drop_off.item else "mass_g"
    refusal = below("MASS_TOO_SMALL", field, mass, case.limit("mass_g_min")) or above(
        "MASS_TOO_LARGE", field, mass, case.limit_of_kind("mass_g_max")
    )
    if refusal or drop_off.shares is None:
        return refusal
    total = sum(drop_off.shares.values(), Fraction(0))
    if total == 1:
        return None
    return Rejection("SHARE_SUM", "batch_shares", {"value": exact_text(total)})
