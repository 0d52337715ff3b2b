"""The checks of a boarding in their order, then its calculation."""

from __future__ import annotations

import datetime as dt
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.methodology import above
from carbon_points.methodology import answering
from carbon_points.methodology import below
from carbon_points.methodology import check_common
from carbon_points.methodology import read_case
from carbon_points.methodology import Rejection
from carbon_points.methodology import Scope
from methodologies.public_transport.calculation import calculate
from methodologies.public_transport.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.methodology import Calculation
    from carbon_points.methodology import Case
    from carbon_points.methodology import Register

SCOPE: Final = Scope(
    fields=FIELDS,
    valid_from=dt.date(2024, 1, 1),
    participants=("resident",),
    dated_by="date",
)


@answering
def assess(
    inputs: Mapping[str, Any], context: Mapping[str, Any], register: Register
) -> Calculation | Rejection:
    """The reduction of one boarding, or why it cannot be credited."""
    case = read_case(SCOPE, inputs, context, register)
    if isinstance(case, Rejection):
        return case
    refusal = check_common(SCOPE, case, inputs) or _check_trip(case)
    return refusal or calculate(case)


def _check_trip(case: Case) -> Rejection | None:
    if case.values["evidence"] == "self_declared":
        return Rejection("EVIDENCE_INSUFFICIENT", "evidence")
    metres = case.values["distance_m"]
    if metres is not None:
        low, high = case.limit("distance_m_min"), case.limit("distance_m_max")
        refusal = below("DISTANCE_TOO_SHORT", "distance_m", metres, low)
        refusal = refusal or above("DISTANCE_TOO_LONG", "distance_m", metres, high)
        if refusal:
            return refusal
    limit = case.limit("daily_trips_max")
    if case.tally("trips_today") >= limit:
        return Rejection("CAP_DAILY_TRIPS", "date", {"limit": str(limit)})
    return None
