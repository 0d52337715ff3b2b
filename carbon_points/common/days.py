"""Local days and months of the district, as integers that sort and store well.

A day is counted from 1970-01-01 in the district's zone, Asia/Shanghai, which has had
no daylight saving since 1991, so local time is UTC + 8 h for everything the programme
can hold.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

ZONE: Final = dt.timezone(dt.timedelta(hours=8), "Asia/Shanghai")
OFFSET_S: Final = 8 * 3600
DAY_S: Final = 86_400
_EPOCH: Final = dt.date(1970, 1, 1).toordinal()


def day_number(day: dt.date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def from_day_number(number: int) -> dt.date:
    """The date of a day number."""
    return dt.date.fromordinal(number + _EPOCH)


def epoch_seconds(moment: dt.datetime) -> int:
    """Whole seconds since 1970-01-01 UTC; a moment without offset is local time."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=ZONE)
    return int(aware.timestamp())


def local_moment(seconds: int) -> dt.datetime:
    """The local time of a stored moment."""
    return dt.datetime.fromtimestamp(seconds, ZONE)


def local_day(seconds: int) -> int:
    """The local day number of a stored moment."""
    return (seconds + OFFSET_S) // DAY_S


def month_number(day: dt.date) -> int:
    """``year * 12 + month - 1``: consecutive months differ by 1."""
    return day.year * 12 + day.month - 1


def month_text(number: int) -> str:
    """``2026-01``."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def parse_month(text: str) -> int:
    """The month number of ``2026-01``."""
    return month_number(dt.date.fromisoformat(f"{text}-01"))
