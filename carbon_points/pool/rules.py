"""Working days of a notice, and how amounts are shared out. Pure."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTICE_DAYS: Final = 7
"""Working days of a notice unless somebody says otherwise (assumed)."""

CHANNELS: Final = ("letter", "visit", "phone", "web")
"""How an objection came: a letter, a visit, by telephone, over the internet."""

_SATURDAY: Final = 5


class NoticeState(StrEnum):
    """Where a notice stands on a day."""

    RUNNING = "running"
    OBJECTED = "objected"
    """It is over, and an objection has no answer yet."""

    READY = "ready"
    REGISTERED = "registered"
    CANCELLED = "cancelled"


class DisposalState(StrEnum):
    """Where a disposal stands."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DROPPED = "dropped"


def is_working_day(day: dt.date) -> bool:
    """Whether a day counts: weekends do not, public holidays are not known."""
    return day.weekday() < _SATURDAY


def working_days(first: dt.date, last: dt.date) -> int:
    """How many working days lie between two days, both included."""
    number = (last - first).days + 1
    return sum(is_working_day(first + dt.timedelta(each)) for each in range(number))


def last_day(first: dt.date, days: int = NOTICE_DAYS) -> dt.date:
    """The day on which a notice of so many working days ends; the first one counts."""
    day = first
    while working_days(first, day) < days:
        day += dt.timedelta(1)
    return day


def shared_out(
    wanted_mg: int, available: Mapping[int, int]
) -> tuple[tuple[int, int], ...]:
    """An amount taken from what is there, the first ones first: (which, mg)."""
    found = []
    for each, mg in available.items():
        part = min(wanted_mg, mg)
        if part > 0:
            found.append((each, part))
            wanted_mg -= part
    return tuple(found)
