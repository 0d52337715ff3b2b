"""Readers of single cells: the value that a field keeps, or why there is none."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.exchange.readers import moments
from carbon_points.exchange.readers import values
from carbon_points.exchange.readers.values import Refusal
from carbon_points.exchange.readers.vocabulary import vocabulary
from carbon_points.participants.rules import owner_problem
from carbon_points.participants.rules import phone_problem
from carbon_points.participants.rules import ric_problem
from carbon_points.participants.rules import uscc_problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbon_points.exchange.readers.values import Cell
    from carbon_points.exchange.readers.vocabulary import Dimension

NO_DAY: Final = dt.date(1970, 1, 1)
"""Stands in refused rows."""

NO_NUMBER: Final = Decimal(0)


def required_text(
    read: Callable[[Cell], str], code: str
) -> Callable[[Cell], str | Refusal]:
    """A text that must be there."""
    return lambda cell: read(cell) or Refusal(code)


def ric(today: dt.date) -> Callable[[Cell], str | Refusal]:
    """A sound resident ID."""
    return _identity(lambda text: ric_problem(text, today))


def uscc() -> Callable[[Cell], str | Refusal]:
    """A sound company code."""
    return _identity(uscc_problem)


def owner(today: dt.date) -> Callable[[Cell], str | Refusal]:
    """A sound resident ID or company code."""

    def read(cell: Cell) -> str | Refusal:
        found = values.identity(cell)
        if found == "":
            return Refusal("PERSON_MISSING")
        return (
            _judged(found, owner_problem(found, today))
            if isinstance(found, str)
            else found
        )

    return read


def _identity(problem: Callable[[str], str | None]) -> Callable[[Cell], str | Refusal]:
    def read(cell: Cell) -> str | Refusal:
        found = values.identity(cell)
        return _judged(found, problem(found)) if isinstance(found, str) else found

    return read


def _judged(text: str, code: str | None) -> str | Refusal:
    return text if code is None else Refusal(code, {"length": str(len(text))})


def mobile(cell: Cell) -> str | Refusal:
    """A mobile number; nobody needs one."""
    found = values.phone(cell)
    code = phone_problem(found)
    return found if code is None else Refusal(code, {"length": str(len(found))})


def day(
    as_of: dt.date, *, missing: bool = True
) -> Callable[[Cell], dt.date | Refusal | None]:
    """A day that is not in the future.

    Args:
        as_of: today, for the whole import.
        missing: whether a blank cell is refused; otherwise it gives None.
    """

    def read(cell: Cell) -> dt.date | Refusal | None:
        if not values.cell_text(cell):
            return Refusal("DATE_MISSING") if missing else None
        found = moments.day(cell)
        if found is None:
            return Refusal("DATE_IMPOSSIBLE")
        if found > as_of:
            return Refusal("DATE_FUTURE", {"as_of": as_of.isoformat()})
        return found

    return read


def needed_day(as_of: dt.date) -> Callable[[Cell], dt.date | Refusal]:
    """A day that must be there and is not in the future."""
    read = day(as_of)

    def never_none(cell: Cell) -> dt.date | Refusal:
        found = read(cell)
        return Refusal("DATE_MISSING") if found is None else found

    return never_none


@dataclass(frozen=True, slots=True)
class Codes:
    """What a missing and an unreadable number of a field are called."""

    missing: str
    not_number: str


def measure(
    dimension: Dimension, unit: str, codes: Codes
) -> Callable[[Cell], Decimal | Refusal]:
    """An exact quantity in the base unit of its dimension.

    Args:
        dimension: the units it may be in.
        unit: of the column; empty if each cell must name its own.
        codes: for a blank cell and for one that is no number.
    """

    def read(cell: Cell) -> Decimal | Refusal:
        found = values.number(cell)
        if found is None:
            blank = not values.cell_text(cell)
            return Refusal(codes.missing if blank else codes.not_number)
        if not found.unit:
            factor = dimension.units[unit].factor if unit else None
        else:
            named = dimension.words.get(found.unit.lower())
            if named is None:
                return Refusal(codes.not_number)
            factor = named.factor if unit in ("", named.name) else None
        if factor is None:
            return Refusal("UNIT_CONTRADICTS", {"unit": unit or dimension.base})
        return found.value * factor

    return read


def plain_number(codes: Codes) -> Callable[[Cell], Decimal | Refusal]:
    """An exact number without a unit."""

    def read(cell: Cell) -> Decimal | Refusal:
        found = values.number(cell)
        if found is None or found.unit:
            blank = not values.cell_text(cell)
            return Refusal(codes.missing if blank else codes.not_number)
        return found.value

    return read


def word(
    choice: str, code: str, blank: str | None = None
) -> Callable[[Cell], str | Refusal]:
    """One of the words of a choice; `blank` is what a blank cell means, if allowed."""

    def read(cell: Cell) -> str | Refusal:
        text = values.line(cell)
        if not text and blank is not None:
            return blank
        meaning = vocabulary().meaning(choice, text)
        return Refusal(code) if meaning is None else meaning

    return read
