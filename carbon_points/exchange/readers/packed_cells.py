"""Numbers and moments of a whole column at once, from the bytes of its cells."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

import numpy as np

from carbon_points.common.days import DAY_S
from carbon_points.common.days import OFFSET_S
from carbon_points.exchange.readers.moments import FIRST_YEAR

if TYPE_CHECKING:
    import numpy.typing as npt

    Bools = npt.NDArray[np.bool_]
    Codes = npt.NDArray[np.uint8]
    Ints = npt.NDArray[np.int64]

MOST_DIGITS: Final = 12
_ZERO, _NINE, _DOT, _COLON = map(ord, "09.:")
_SEPARATORS: Final = tuple(map(ord, "-/."))
_BEFORE_CLOCK: Final = (ord(" "), ord("T"))
_MONTH_DAYS: Final = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


def decimals(cells: Codes, lengths: Ints, factor: int) -> tuple[Ints, Bools]:
    """Plain decimals times `factor`, half to even, and which cells are such."""
    dots = cells == _DOT
    digits = (cells >= _ZERO) & (cells <= _NINE)
    sound: Bools = (dots | digits | (cells == 0)).all(axis=1)
    sound &= (lengths <= min(cells.shape[1], MOST_DIGITS)) & digits.any(axis=1)
    sound &= dots.sum(axis=1) <= 1
    value = np.zeros(len(cells), np.int64)
    scale = np.ones(len(cells), np.int64)
    seen = np.zeros(len(cells), np.bool_)
    for i in range(cells.shape[1]):
        digit = digits[:, i]
        value = np.where(digit, value * 10 + (cells[:, i] - np.uint8(_ZERO)), value)
        scale = np.where(digit & seen, scale * 10, scale)
        seen |= dots[:, i]
    whole, rest = np.divmod(value * factor, scale)
    up = (2 * rest > scale) | ((2 * rest == scale) & (whole % 2 == 1))
    return whole + up, sound


def moments(cells: Codes, lengths: Ints) -> tuple[Ints, Bools]:
    """Seconds since 1970-01-01 UTC, and which cells have one of the usual forms.

    ``2026-03-05 08:00:00``, the same without seconds, with ``/`` or ``.`` between the
    parts of the date, with a ``T``, with an offset like ``+08:00`` at the end, and with
    single digits as in ``2026/3/5 8:00``.
    """
    seconds = np.zeros(len(cells), np.int64)
    sound = np.zeros(len(cells), np.bool_)
    for length in (19, 16, 25):
        rows = np.flatnonzero(lengths == length)
        if len(rows) and length <= cells.shape[1]:
            seconds[rows], sound[rows] = _fixed(cells[rows, :length])
    rows = np.flatnonzero(~sound & (lengths <= min(cells.shape[1], 19)))
    if len(rows):
        seconds[rows], sound[rows] = _loose(cells[rows])
    return seconds, sound


def _fixed(cells: Codes) -> tuple[Ints, Bools]:
    """Moments of which each part has all its digits."""
    length = cells.shape[1]
    sound: Bools = np.isin(cells[:, 4], _SEPARATORS) & (cells[:, 7] == cells[:, 4])
    sound &= np.isin(cells[:, 10], _BEFORE_CLOCK) & (cells[:, 13] == _COLON)
    second = np.zeros(len(cells), np.int64)
    if length > 16:
        sound &= cells[:, 16] == _COLON
        second = _number(cells, 17, 2)
    date = (_number(cells, 0, 4), _number(cells, 5, 2), _number(cells, 8, 2))
    clock = (_number(cells, 11, 2), _number(cells, 14, 2), second)
    local, possible = _assembled(date, clock)
    sound &= possible
    if length <= 19:
        return local - OFFSET_S, sound
    east, offset_sound = _offset(cells[:, 19:25])
    return local - east, sound & offset_sound


def _loose(cells: Codes) -> tuple[Ints, Bools]:
    """Moments of which a part may have one digit, without an offset."""
    padded = np.zeros((len(cells), cells.shape[1] + 16), np.uint8)
    padded[:, : cells.shape[1]] = cells
    reader = _Cursor(padded)
    between = reader.now()
    sound = np.isin(between, _SEPARATORS)
    month = reader.number()
    sound &= reader.now() == between
    day = reader.number()
    sound &= np.isin(reader.now(), _BEFORE_CLOCK)
    hour = reader.number()
    sound &= reader.now() == _COLON
    minute = reader.number()
    ends = reader.now() == 0
    second = np.where(ends, 0, reader.number())
    sound &= ends | (reader.now() == 0)
    date = (_number(padded, 0, 4), month, day)
    local, possible = _assembled(date, (hour, minute, second))
    return local - OFFSET_S, sound & possible & (ends | reader.after_colon)


class _Cursor:
    """Reads numbers of one or two digits, in each row at its own place."""

    def __init__(self, cells: Codes) -> None:
        self._cells = cells
        self._rows = np.arange(len(cells))
        self._at = np.full(len(cells), 4)
        self.after_colon: Bools = np.zeros(len(cells), np.bool_)

    def now(self) -> Codes:
        """The byte in front of the next number."""
        found: Codes = self._cells[self._rows, self._at]
        return found

    def number(self) -> Ints:
        """The number behind that byte, negative if there is none."""
        self.after_colon = self.now() == _COLON
        first = self._digit(1)
        second = self._digit(2)
        two = (second >= 0) & (first >= 0)
        self._at = self._at + np.where(two, 3, 2)
        return np.where(two, first * 10 + second, first)

    def _digit(self, ahead: int) -> Ints:
        digit = self._cells[self._rows, self._at + ahead].astype(np.int64) - _ZERO
        return np.where((digit >= 0) & (digit <= 9), digit, -1)


def _assembled(
    date: tuple[Ints, Ints, Ints], clock: tuple[Ints, Ints, Ints]
) -> tuple[Ints, Bools]:
    """Local seconds of parts, and which of them exist; a negative part does not."""
    (year, month, day), (hour, minute, second) = date, clock
    sound = (year >= FIRST_YEAR) & (hour >= 0) & (hour < 24)
    sound &= (minute >= 0) & (minute < 60) & (second >= 0) & (second < 60)
    sound &= (month >= 1) & (month <= 12) & (day >= 1)
    month = np.where(sound, month, 1)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0)) & (month == 2)
    sound &= day <= _MONTH_DAYS[month] + leap
    local = _days(year, month, day) * DAY_S + hour * 3600 + minute * 60 + second
    return local, sound


def _number(cells: Codes, start: int, length: int) -> Ints:
    """The number in some columns, negative where one of them is no digit."""
    value = np.zeros(len(cells), np.int64)
    wrong = np.zeros(len(cells), np.bool_)
    for i in range(start, start + length):
        digit = cells[:, i].astype(np.int64) - _ZERO
        wrong |= (digit < 0) | (digit > 9)
        value = value * 10 + digit
    return np.where(wrong, -1, value)


def _days(year: Ints, month: Ints, day: Ints) -> Ints:
    """Days since 1970-01-01 in the Gregorian calendar, years counted from March."""
    late = month <= 2
    y = year - late
    era, of_era = np.divmod(y, 400)
    of_year = (153 * (month + np.where(late, 9, -3)) + 2) // 5 + day - 1
    of_era = of_era * 365 + of_era // 4 - of_era // 100 + of_year
    days: Ints = era * 146_097 + of_era - 719_468
    return days


def _offset(cells: Codes) -> tuple[Ints, Bools]:
    hour, minute = _number(cells, 1, 2), _number(cells, 4, 2)
    sign = np.where(cells[:, 0] == ord("-"), -1, 1)
    sound: Bools = np.isin(cells[:, 0], (ord("+"), ord("-"))) & (
        cells[:, 3] == ord(":")
    )
    sound &= (
        (hour >= 0) & (minute >= 0) & (minute < 60) & (hour * 60 + minute <= 14 * 60)
    )
    return sign * (hour * 3600 + minute * 60), sound
