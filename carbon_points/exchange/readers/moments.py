"""Days and moments as desks write them; what is not certain is refused, not moved."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.days import day_number
from carbon_points.common.days import DAY_S
from carbon_points.common.days import OFFSET_S

if TYPE_CHECKING:
    from carbon_points.exchange.readers.values import Cell

FIRST_YEAR: Final = 1980
"""Earlier days are spreadsheets' zeros, not days of the programme."""

_SERIAL_ZERO: Final = day_number(dt.date(1899, 12, 30))
_FIRST_SERIAL: Final = day_number(dt.date(FIRST_YEAR, 1, 1)) - _SERIAL_ZERO
_LAST_SERIAL: Final = day_number(dt.date(2099, 12, 31)) - _SERIAL_ZERO
_LAST_OFFSET_S: Final = 14 * 3600
_MS: Final = Decimal("0.001")

_DATE: Final = (
    r"(?:(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})"
    r"|(?P<yc>\d{4})\s?年\s?(?P<mc>\d{1,2})\s?月\s?(?P<dc>\d{1,2})\s?日?"
    r"|(?P<yk>(?:19|20)\d{2})(?P<mk>\d{2})(?P<dk>\d{2}))"
)
_CLOCK: Final = (
    r"(?P<half>上午|下午|AM|PM)?\s?(?P<h>\d{1,2})"
    r"(?:[:](?P<min>\d{1,2})(?:[:](?P<s>\d{1,2})(?:\.\d{1,9})?)?"
    r"|[时点](?:\s?(?P<minc>\d{1,2})\s?分(?:\s?(?P<sc>\d{1,2})\s?秒)?)?)"
    r"\s?(?P<half2>AM|PM)?"
    r"\s?(?P<off>Z|[+-]\d{2}(?::?\d{2})?)?"
)
_DAY: Final = re.compile(_DATE, re.ASCII)
_MOMENT: Final = re.compile(rf"{_DATE}(?:T|\s|(?<=日)){_CLOCK}", re.ASCII)
_COMPACT: Final = re.compile(r"((?:19|20)\d{6})(\d{2})(\d{2})(\d{2})", re.ASCII)
_SERIAL: Final = re.compile(r"\d{5}(?:\.\d{1,12})?", re.ASCII)
_WEEKDAY: Final = re.compile(r"[(]?(?:星期|周)[一二三四五六日天][)]?")
_UNSEEN: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def day(cell: Cell) -> dt.date | None:
    """The day in a cell, as written; None if it is not certain which one."""
    if isinstance(cell, dt.datetime):
        return _bounded(cell.date())
    if isinstance(cell, dt.date):
        return _bounded(cell)
    if isinstance(cell, str):
        return _day_in(cell)
    return None if isinstance(cell, bool) else _day_of_number(cell)


def moment(cell: Cell) -> int | None:
    """Seconds since 1970-01-01 UTC of the moment in a cell, None if not certain.

    A moment without an offset is local time; parts of a second are dropped.
    """
    if isinstance(cell, dt.datetime):
        return _moment_of(cell)
    if isinstance(cell, dt.date):
        # A spreadsheet shows midnight without a time of day.
        return _at(_bounded(cell), 0)
    if isinstance(cell, str):
        return _moment_in(cell)
    if isinstance(cell, float):
        return _moment_of_serial(Decimal(repr(cell)))
    return None


def _bounded(found: dt.date) -> dt.date | None:
    return found if found.year >= FIRST_YEAR else None


def _at(found: dt.date | None, second: int) -> int | None:
    if found is None:
        return None
    return day_number(found) * DAY_S + second - OFFSET_S


def _date(year: str, month: str, day_of_month: str) -> dt.date | None:
    try:
        return _bounded(dt.date(int(year), int(month), int(day_of_month)))
    except ValueError:
        return None


def _plain(text: str) -> str:
    if not text.isascii():
        text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
        text = _WEEKDAY.sub(" ", text)
    return " ".join(text.upper().split())


def _day_in(text: str) -> dt.date | None:
    plain = _plain(text)
    found = _DAY.fullmatch(plain)
    if found:
        return _date_of(found)
    if _SERIAL.fullmatch(plain):
        return _day_of_number(float(plain))
    timed = _MOMENT.fullmatch(plain)
    # The day as written: turning it into another zone could move it.
    return _date_of(timed) if timed and _second_of(timed) is not None else None


def _date_of(found: re.Match[str]) -> dt.date | None:
    for suffix in ("", "c", "k"):
        if found["y" + suffix]:
            return _date(found["y" + suffix], found["m" + suffix], found["d" + suffix])
    return None


def _day_of_number(value: Cell) -> dt.date | None:
    if not isinstance(value, int | float):
        return None
    if _FIRST_SERIAL <= value < _LAST_SERIAL + 1:
        return dt.date.fromordinal(
            int(value) + _SERIAL_ZERO + dt.date(1970, 1, 1).toordinal()
        )
    if 19_000_000 < value < 21_000_000 and int(value) == value:
        return _day_in(str(int(value)))
    return None


def _moment_in(text: str) -> int | None:
    plain = _plain(text)
    found = _MOMENT.fullmatch(plain)
    if found:
        second = _second_of(found)
        local = None if second is None else _at(_date_of(found), second)
        return None if local is None else _moved(local, found["off"])
    packed = _COMPACT.fullmatch(plain)
    if packed:
        written, hour, minute, second_text = packed.groups()
        return _moment_in(f"{written} {hour}:{minute}:{second_text}")
    return _moment_of_serial(Decimal(plain)) if _SERIAL.fullmatch(plain) else None


def _second_of(found: re.Match[str]) -> int | None:
    """The second of the day, None for a time that does not exist or is unclear."""
    hour = _hour_of(int(found["h"]), found["half"] or found["half2"])
    minute = int(found["min"] or found["minc"] or 0)
    second = int(found["s"] or found["sc"] or 0)
    if (found["half"] and found["half2"]) or hour is None or minute > 59 or second > 59:
        return None
    return hour * 3600 + minute * 60 + second


def _hour_of(hour: int, half: str | None) -> int | None:
    if half is None:
        return hour if hour < 24 else None
    if half in ("下午", "PM"):
        return hour if 12 <= hour < 24 else hour + 12 if 1 <= hour < 12 else None
    return hour if hour < 12 else None


def _moved(local: int, offset: str | None) -> int | None:
    if not offset:
        return local
    if offset == "Z":
        return local + OFFSET_S
    digits = offset[1:].replace(":", "").ljust(4, "0")
    seconds = int(digits[:2]) * 3600 + int(digits[2:]) * 60
    if seconds > _LAST_OFFSET_S or int(digits[2:]) > 59:
        return None
    return local + OFFSET_S - (seconds if offset[0] == "+" else -seconds)


def _moment_of(cell: dt.datetime) -> int | None:
    # A spreadsheet keeps moments as floats: 07:59:59.9999 was typed as 08:00:00.
    seconds = cell.hour * 3600 + cell.minute * 60 + cell.second
    seconds += (cell.microsecond + 500) // 1_000_000
    local = _at(_bounded(cell.date()), seconds)
    if local is None or cell.tzinfo is None:
        return local
    return int(cell.timestamp())


def _moment_of_serial(value: Decimal) -> int | None:
    if not value.is_finite() or not _FIRST_SERIAL <= value < _LAST_SERIAL + 1:
        return None
    seconds = value % 1 * DAY_S
    nearest = round(seconds)
    # Four decimals of a day are eight seconds wide: only a full serial is certain.
    if nearest == 0 or abs(seconds - nearest) > _MS:
        return None
    return (int(value) + _SERIAL_ZERO) * DAY_S + nearest - OFFSET_S
