"""Rides column by column, for files of many simple lines.

A row whose cells all have one of the usual shapes and break no rule is taken here;
every other row goes through `rides`, cell by cell, which also words its problem.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import numpy as np

from carbon_points.common.days import DAY_S
from carbon_points.common.days import OFFSET_S
from carbon_points.exchange.readers.draft import Draft
from carbon_points.exchange.readers.draft import Parsed
from carbon_points.exchange.readers.moments import FIRST_YEAR
from carbon_points.exchange.readers.rides import FARTHEST_M
from carbon_points.exchange.readers.rides import first_future_second
from carbon_points.exchange.readers.rides import is_too_fast
from carbon_points.exchange.readers.rides import LONGEST_S
from carbon_points.exchange.readers.rides import operator_of
from carbon_points.exchange.readers.rides import rides
from carbon_points.exchange.readers.vocabulary import vocabulary

if TYPE_CHECKING:
    import datetime as dt

    import numpy.typing as npt

    from carbon_points.common.progress import Progress
    from carbon_points.exchange.readers.packed import Packed
    from carbon_points.exchange.readers.recognition import Recognised
    from carbon_points.exchange.readers.table import Table

    Bools = npt.NDArray[np.bool_]
    Codes = npt.NDArray[np.uint8]
    Ints = npt.NDArray[np.int64]

BLOCK: Final = 1 << 17
_ZERO, _NINE, _DOT = ord("0"), ord("9"), ord(".")
_MOST_VEHICLES: Final = 8
_MOST_DIGITS: Final = 12
_VEHICLES: Final = ("shared_bike", "shared_ebike")
_PHONE_DIGITS: Final = 11
_FEWEST_ACCOUNT: Final = 5
"""Shorter accounts may be words that say there is none."""

_ALNUM: Final = np.zeros(256, np.bool_)
_ALNUM[[0, *range(48, 58), *range(65, 91), *range(97, 123)]] = True
_DIGIT: Final = np.zeros(256, np.bool_)
_DIGIT[[0, *range(48, 58)]] = True
_SEPARATORS: Final = tuple(map(ord, "-/."))
_BEFORE_CLOCK: Final = (ord(" "), ord("T"))
_MONTH_DAYS: Final = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


@dataclass(slots=True)
class _Block:
    """The good rows of one stretch of a file."""

    good: Bools
    columns: dict[str, Any]


def packed_rides(
    table: Table,
    recognised: Recognised,
    as_of: dt.date,
    body: Packed,
    progress: Progress | None = None,
) -> Parsed:
    """The same as `rides` of a draft, faster."""
    reader = _Reader(recognised, first_future_second(as_of))
    good, columns = [], []
    for start in range(0, len(body), BLOCK):
        part = body.part(start, start + BLOCK)
        block = reader.read(part)
        good.append(block.good)
        columns.append(block.columns)
        if progress is not None:
            progress.step(min(start + BLOCK, len(body)), len(body))
    taken = np.concatenate(good) if good else np.zeros(0, np.bool_)
    odd = np.flatnonzero(~taken)
    others = rides(Draft(table, recognised, as_of, body.subset(odd.tolist())))
    numbers = np.flatnonzero(taken) + (body.numbers[0] if len(body) else 1)
    return _joined(numbers, _concatenated(columns), others, table)


def _concatenated(blocks: list[dict[str, Any]]) -> dict[str, Any]:
    joined: dict[str, Any] = {}
    for name in blocks[0] if blocks else ():
        parts = [block[name] for block in blocks]
        if isinstance(parts[0], list):
            joined[name] = [value for part in parts for value in part]
        else:
            joined[name] = np.concatenate(parts)
    return joined


def _joined(
    numbers: Ints, columns: dict[str, Any], others: Parsed, table: Table
) -> Parsed:
    """Rows of both ways in the order of the file."""
    rows = len(numbers) + others.rows
    if len(others.numbers) and columns:
        order = np.argsort(np.concatenate((numbers, others.numbers)), kind="stable")
        for name, values in columns.items():
            both = others.columns[name]
            if isinstance(values, list):
                values.extend(both)
                columns[name] = [values[i] for i in order.tolist()]
            else:
                columns[name] = np.concatenate((values, both))[order]
        numbers = np.concatenate((numbers, others.numbers))[order]
    return Parsed(
        kind=others.kind,
        numbers=numbers if columns else others.numbers,
        columns=columns or others.columns,
        problems=others.problems,
        rows=rows,
        notices=others.notices,
        extra={"operator": operator_of(table.path)},
    )


class _Reader:
    """Reads one block at a time with the columns and units of one file."""

    def __init__(self, recognised: Recognised, future: int) -> None:
        self._columns = recognised.columns
        self._width = len(recognised.header)
        self._future = future
        unit = recognised.units["distance"]
        factors = vocabulary().dimensions["distance"].units
        self._factor = int(factors[unit].factor) if unit else 0

    def read(self, part: Packed) -> _Block:
        """The rows of a block that are good at first sight."""
        good = part.widths <= self._width
        order, well_named = _matrix(part, self._columns["order_no"], _ALNUM)
        good &= well_named
        phone = self._phones(part, good)
        account = self._accounts(part, good)
        if phone is None and account is None:
            good[:] = False
        start, end = self._times(part, good)
        distance = self._distances(part, good, end - start)
        vehicle = self._vehicles(part, good)
        rows = int(good.sum())
        return _Block(
            good,
            {
                "order_no": _texts(order, good),
                "phone": [""] * rows if phone is None else _texts(phone, good),
                "account": [""] * rows if account is None else _texts(account, good),
                "start": start[good],
                "end": end[good],
                "distance_m": distance[good],
                "vehicle": np.array(_VEHICLES, object)[vehicle[good]].tolist(),
            },
        )

    def _phones(self, part: Packed, good: Bools) -> Codes | None:
        if "phone" not in self._columns:
            return None
        cells, lengths = part.codes(self._columns["phone"])
        good &= (lengths == _PHONE_DIGITS) & _DIGIT[cells].all(axis=1)
        return cells

    def _accounts(self, part: Packed, good: Bools) -> Codes | None:
        if "account" not in self._columns:
            return None
        cells, lengths = part.codes(self._columns["account"])
        good &= (lengths >= _FEWEST_ACCOUNT) & (lengths <= cells.shape[1])
        good &= _ALNUM[cells].all(axis=1)
        return cells

    def _times(self, part: Packed, good: Bools) -> tuple[Ints, Ints]:
        start, sound = moments(*part.codes(self._columns["start"]))
        good &= sound
        end, sound = moments(*part.codes(self._columns["end"]))
        good &= sound
        good &= (start < end) & (end - start <= LONGEST_S) & (end < self._future)
        return start, end

    def _distances(self, part: Packed, good: Bools, seconds: Ints) -> Ints:
        if not self._factor:
            good[:] = False
        metres, sound = decimals(
            *part.codes(self._columns["distance"], _MOST_DIGITS), self._factor
        )
        good &= sound & (metres > 0) & (metres <= FARTHEST_M)
        good &= ~is_too_fast(metres, seconds)
        return metres

    def _vehicles(self, part: Packed, good: Bools) -> Ints:
        kinds = np.zeros(len(part), np.int64)
        if "vehicle" not in self._columns:
            return kinds
        cells, lengths = part.codes(self._columns["vehicle"])
        left = good & (lengths <= cells.shape[1])
        good &= left
        for _ in range(_MOST_VEHICLES):
            if not left.any():
                break
            first = int(np.argmax(left))
            same = left & (cells == cells[first]).all(axis=1)
            text = bytes(cells[first, : lengths[first]]).decode(part.encoding)
            meaning = vocabulary().meaning("vehicle", text) if text else _VEHICLES[0]
            if meaning is None:
                good &= ~same
            else:
                kinds[same] = _VEHICLES.index(meaning)
            left &= ~same
        good &= ~left
        return kinds


def _matrix(part: Packed, column: int, allowed: Bools) -> tuple[Codes, Bools]:
    cells, lengths = part.codes(column)
    sound: Bools = (lengths > 0) & (lengths <= cells.shape[1])
    return cells, sound & allowed[cells].all(axis=1)


def _texts(cells: Codes, rows: Bools) -> list[str]:
    width = cells.shape[1]
    kept = np.ascontiguousarray(cells[rows]).view(f"S{width}").ravel()
    texts: list[str] = kept.astype(f"U{width}").tolist()
    return texts


def decimals(cells: Codes, lengths: Ints, factor: int) -> tuple[Ints, Bools]:
    """Plain decimals times `factor`, half to even, and which cells are such."""
    dots = cells == _DOT
    digits = (cells >= _ZERO) & (cells <= _NINE)
    sound: Bools = (dots | digits | (cells == 0)).all(axis=1)
    sound &= (lengths <= min(cells.shape[1], _MOST_DIGITS)) & digits.any(axis=1)
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
    """Seconds since 1970-01-01 UTC and which cells have one of the fixed forms.

    ``2026-03-05 08:00:00``, the same without seconds, with ``/`` or ``.`` between the
    parts of the date, with a ``T``, and with an offset like ``+08:00`` at the end.
    """
    seconds = np.zeros(len(cells), np.int64)
    sound = np.zeros(len(cells), np.bool_)
    for length, second, offset in (
        (19, True, False),
        (16, False, False),
        (25, True, True),
    ):
        rows = np.flatnonzero(lengths == length)
        if len(rows) and length <= cells.shape[1]:
            picked = cells[rows, :length]
            seconds[rows], sound[rows] = _fixed(picked, second=second, offset=offset)
    return seconds, sound


def _fixed(cells: Codes, *, second: bool, offset: bool) -> tuple[Ints, Bools]:
    year, month, day = _number(cells, 0, 4), _number(cells, 5, 2), _number(cells, 8, 2)
    hour, minute = _number(cells, 11, 2), _number(cells, 14, 2)
    seconds = _number(cells, 17, 2) if second else np.zeros(len(cells), np.int64)
    sound = _in_place(cells, second=second)
    sound &= (year >= FIRST_YEAR) & (hour >= 0) & (hour < 24)
    sound &= (minute >= 0) & (minute < 60) & (seconds >= 0) & (seconds < 60)
    sound &= (month >= 1) & (month <= 12) & (day >= 1)
    month = np.where(sound, month, 1)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0)) & (month == 2)
    sound &= day <= _MONTH_DAYS[month] + leap
    value = _days(year, month, day) * DAY_S + hour * 3600 + minute * 60 + seconds
    if not offset:
        return value - OFFSET_S, sound
    east, offset_sound = _offset(cells[:, 19:25])
    return value - east, sound & offset_sound


def _in_place(cells: Codes, *, second: bool) -> Bools:
    sound: Bools = np.isin(cells[:, 4], _SEPARATORS) & (cells[:, 7] == cells[:, 4])
    sound &= np.isin(cells[:, 10], _BEFORE_CLOCK) & (cells[:, 13] == ord(":"))
    return sound & (cells[:, 16] == ord(":")) if second else sound


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
