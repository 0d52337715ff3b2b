"""Ride orders of bike operators: the same rules cell by cell and column by column."""

from __future__ import annotations

import re
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.days import day_number
from carbon_points.common.days import DAY_S
from carbon_points.common.days import OFFSET_S
from carbon_points.exchange.readers import moments
from carbon_points.exchange.readers import readers
from carbon_points.exchange.readers import values
from carbon_points.exchange.readers.readers import Codes
from carbon_points.exchange.readers.registers import account
from carbon_points.exchange.readers.values import Refusal
from carbon_points.exchange.readers.vocabulary import vocabulary

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.exchange.readers.draft import Draft
    from carbon_points.exchange.readers.draft import Parsed
    from carbon_points.exchange.readers.values import Cell

LONGEST_S: Final = DAY_S
FARTHEST_M: Final = 100_000
FASTEST_KMH: Final = 100

_CODES: Final = Codes("DISTANCE_NOT_NUMBER", "DISTANCE_NOT_NUMBER")
_ORDERS: Final = re.compile(r"[_\-\s]*(?:骑行)?订单.*", re.DOTALL)
_TRAILING: Final = re.compile(r"[\d_\-\s.]+$")


def operator_of(path: Path) -> str:
    """The operator that a file of orders is named after."""
    before = _ORDERS.sub("", path.stem, count=1)
    return before if before and before != path.stem else _TRAILING.sub("", path.stem)


def is_too_fast(distance_m: Any, seconds: Any) -> Any:
    """Faster than 100 km/h, exactly; for integers and for columns of them."""
    # metres * 3600 > seconds * km/h * 1000
    return distance_m * 36 > seconds * (FASTEST_KMH * 10)


def rides(draft: Draft) -> Parsed:
    """Rides cell by cell; columns of numbers become arrays."""
    order = draft.read("order_no", _order, "")
    phone, user = _users(draft)
    start = draft.read("start", _moment, 0)
    end = draft.read("end", _moment, 0)
    _check_times(draft, start, end)
    distance = draft.read("distance", _metres(draft), 0)
    _check_distances(draft, distance, start, end)
    vehicle = draft.read(
        "vehicle",
        readers.word("vehicle", "VEHICLE_UNKNOWN", "shared_bike"),
        "shared_bike",
    )
    return draft.finish(
        {
            "order_no": order,
            "phone": phone,
            "account": user,
            "start": start,
            "end": end,
            "distance_m": distance,
            "vehicle": vehicle,
        },
        operator=operator_of(draft.table.path),
    )


def _order(cell: Cell) -> str | Refusal:
    return values.order_number(cell) or Refusal("ORDER_MISSING")


def _users(draft: Draft) -> tuple[list[str], list[str]]:
    phone = draft.read("phone", values.phone, "")
    user = draft.read("account", account, "")
    shown = "phone" if "phone" in draft.recognised.columns else "account"
    for i in draft.alive():
        if not phone[i] and not user[i]:
            draft.refuse(i, shown, "USER_MISSING")
    return phone, user


def _moment(cell: Cell) -> int | Refusal:
    found = moments.moment(cell)
    return Refusal("TIME_UNPARSABLE") if found is None else found


def first_future_second(as_of: dt.date) -> int:
    """The first second after the day of registration."""
    return (day_number(as_of) + 1) * DAY_S - OFFSET_S


def _check_times(draft: Draft, start: list[int], end: list[int]) -> None:
    limit = first_future_second(draft.as_of)
    for i in draft.alive():
        if max(start[i], end[i]) >= limit:
            late = "start" if start[i] >= limit else "end"
            draft.refuse(i, late, "FUTURE_TIME", as_of=draft.as_of.isoformat())
        elif end[i] <= start[i]:
            draft.refuse(i, "end", "END_BEFORE_START")
        elif end[i] - start[i] > LONGEST_S:
            draft.refuse(i, "end", "TOO_LONG")


def _metres(draft: Draft) -> Callable[[Cell], int | Refusal]:
    dimension = vocabulary().dimensions["distance"]
    exact = readers.measure(dimension, draft.recognised.units["distance"], _CODES)

    def read(cell: Cell) -> int | Refusal:
        found = exact(cell)
        if isinstance(found, Refusal):
            return found
        if found < 0:
            return Refusal("DISTANCE_NEGATIVE")
        return values.whole(found) or Refusal("DISTANCE_ZERO")

    return read


def _check_distances(
    draft: Draft, distance: list[int], start: list[int], end: list[int]
) -> None:
    for i in draft.alive():
        if distance[i] > FARTHEST_M:
            draft.refuse(i, "distance", "TOO_FAR")
        elif is_too_fast(distance[i], end[i] - start[i]):
            draft.refuse(i, "distance", "TOO_FAST")
