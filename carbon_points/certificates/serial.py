"""Serial numbers of certificates: ``ZQ-2026-0012-003186-0``.

Each desk counts for itself within a year, so no network is needed to number a paper;
the last digit finds what a person mistypes (``formats.md`` section 5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from carbon_points.common.ids import LAST_DESK
from carbon_points.common.problems import UserError

FIRST_YEAR: Final = 2020
LAST_NUMBER: Final = 999_999
_SHAPE: Final = re.compile(
    r"[A-Z]{1,6}-([0-9]{4})-([0-9]{4}|[1-9][0-9]{4})-([0-9]{6})-([0-9])"
)


@dataclass(frozen=True, slots=True)
class Serial:
    """What a serial says: whose it is, and the how-manieth of its desk and year."""

    prefix: str
    year: int
    desk: int
    number: int

    def __str__(self) -> str:
        body = f"{self.prefix}-{self.year:04d}-{self.desk:04d}-{self.number:06d}"
        return f"{body}-{check_digit(_digits(body))}"


class SerialError(UserError):
    """A text that is no serial.

    Attributes:
        code: ``SERIAL_FORMAT``, ``SERIAL_DESK``, ``SERIAL_YEAR``, ``SERIAL_NUMBER``
            or ``SERIAL_CHECK_DIGIT``.
    """


def check_digit(digits: str) -> int:
    """The digit that ISO 7064 MOD 11,10 appends: 0794 -> 5."""
    product = 10
    for digit in digits:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return (11 - product) % 10


def serial(prefix: str, year: int, desk: int, number: int) -> str:
    """The serial of the `number`-th certificate of a desk in a year.

    Raises:
        SerialError: if one part is out of its range.
    """
    body = f"{prefix}-{year:04d}-{desk:04d}-{number:06d}"
    return str(parse_serial(f"{body}-{check_digit(_digits(body))}"))


def parse_serial(text: str) -> Serial:
    """The parts of a serial, which must be spelled exactly as it is printed.

    Raises:
        SerialError: naming what is wrong with it.
    """
    if problem := _problem(text):
        raise SerialError(problem, value=text)
    prefix, year, desk, number, _check = text.split("-")
    return Serial(prefix, int(year), int(desk), int(number))


def is_serial(text: str) -> bool:
    """Whether `text` is a serial, e.g. typed into a search box."""
    try:
        parse_serial(text)
    except SerialError:
        return False
    return True


def typed_serial(text: str) -> str | None:
    """The serial that somebody typed; None for a text that looks like none.

    Raises:
        UserError: SERIAL_MISTYPED, if its check digit does not fit.
    """
    wanted = text.strip().upper()
    problem = _problem(wanted)
    if problem == "SERIAL_FORMAT":
        return None
    if problem:
        raise UserError("SERIAL_MISTYPED", value=wanted)
    return wanted


def _problem(text: str) -> str:
    found = _SHAPE.fullmatch(text)
    if found is None:
        return "SERIAL_FORMAT"
    year, desk, number, check = found.groups()
    if check_digit(year + desk + number) != int(check):
        return "SERIAL_CHECK_DIGIT"
    parts = {
        "SERIAL_YEAR": int(year) >= FIRST_YEAR,
        "SERIAL_DESK": 1 <= int(desk) <= LAST_DESK,
        "SERIAL_NUMBER": int(number) > 0,
    }
    return next((code for code, holds in parts.items() if not holds), "")


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
