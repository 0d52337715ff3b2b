"""The checks of a ride in their order, then its calculation."""

from __future__ import annotations

import datetime as dt
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
from carbon_points.methodology import read_moment
from carbon_points.methodology import Rejection
from carbon_points.methodology import Scope
from methodologies.cycling.calculation import calculate
from methodologies.cycling.calculation import Ride
from methodologies.cycling.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping

    from carbon_points.methodology import Calculation
    from carbon_points.methodology import Case
    from carbon_points.methodology import Register


def _needed(inputs: Mapping[str, Any]) -> Collection[str]:
    return ("mode_shares",) if inputs.get("tier") == 2 else ()


SCOPE: Final = Scope(
    fields=FIELDS,
    valid_from=dt.date(2024, 1, 1),
    participants=("resident",),
    dated_by="start",
    needed=_needed,
)


@answering
def assess(
    inputs: Mapping[str, Any], context: Mapping[str, Any], register: Register
) -> Calculation | Rejection:
    """The reduction of one ride, or why it cannot be credited."""
    case = read_case(SCOPE, inputs, context, register)
    if isinstance(case, Rejection):
        return case
    ride = _ride(case)
    refusal = (
        check_common(SCOPE, case, inputs)
        or _check_times(ride, case)
        or _check_evidence(ride)
        or _check_distance(ride, case)
        or _check_earlier(ride, case)
    )
    return refusal or calculate(ride, case)


def _ride(case: Case) -> Ride:
    values = case.values
    shares = values["mode_shares"] if values["tier"] == 2 else None
    # Both moments are whole seconds, so this is exact.
    seconds = (values["end"] - values["start"]) // dt.timedelta(seconds=1)
    return Ride(
        values["vehicle"],
        values["evidence"],
        values["distance_m"],
        seconds,
        values["start"].hour,
        shares,
    )


def _check_times(ride: Ride, case: Case) -> Rejection | None:
    if ride.seconds > 0:
        return None
    start, end = case.values["start"], case.values["end"]
    return Rejection(
        "TIME_ORDER", "end", {"value": _clock(end), "limit": _clock(start)}
    )


def _clock(moment: dt.datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def _check_evidence(ride: Ride) -> Rejection | None:
    own = ride.vehicle == "own_bike"
    useless = "operator_order" if own else "gps_track"
    if ride.evidence in {"self_declared", useless}:
        return Rejection("EVIDENCE_INSUFFICIENT", "evidence")
    return None


def _check_distance(ride: Ride, case: Case) -> Rejection | None:
    metres, seconds, limit = ride.distance_m, ride.seconds, case.limit
    speed = ride.speed_kmh
    return (
        below("DISTANCE_TOO_SHORT", "distance_m", metres, limit("distance_m_min"))
        or above("DISTANCE_TOO_LONG", "distance_m", metres, limit("distance_m_max"))
        or below("DURATION_TOO_SHORT", "end", seconds, limit("duration_s_min"))
        or above("DURATION_TOO_LONG", "end", seconds, limit("duration_s_max"))
        or above("SPEED_TOO_HIGH", "distance_m", speed, limit("speed_kmh_max"))
        or below("SPEED_TOO_LOW", "distance_m", speed, limit("speed_kmh_min"))
    )


def _check_earlier(ride: Ride, case: Case) -> Rejection | None:
    start, end = case.values["start"], case.values["end"]
    for other in case.context.get("prior_trips") or ():
        other_start, other_end = read_moment(other["start"]), read_moment(other["end"])
        if start < other_end and other_start < end:
            other_span = f"{_clock(other_start)} - {_clock(other_end)}"
            return Rejection("TRIP_OVERLAP", "start", {"limit": other_span})
    trips, limit = case.tally("trips_today"), case.limit("daily_trips_max")
    if trips >= limit:
        return Rejection("CAP_DAILY_TRIPS", "start", {"limit": str(limit)})
    if ride.shares is None:
        return None
    total = sum(ride.shares.values(), Fraction(0))
    if total == 1:
        return None
    return Rejection("SHARE_SUM", "mode_shares", {"value": exact_text(total)})
