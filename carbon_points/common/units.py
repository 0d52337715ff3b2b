"""Quantities that the whole program shares, as integers of one unit each."""

from __future__ import annotations

from fractions import Fraction
from typing import Final
from typing import NewType

Metres = NewType("Metres", int)
Grams = NewType("Grams", int)
MilligramsCO2e = NewType("MilligramsCO2e", int)
"""A reduction; int64, so up to 9.2 million tonnes."""

Points = NewType("Points", int)

MICRO: Final = 1_000_000
"""Measured quantities are kept as whole millionths of their unit (``_e6``)."""


def exact_text(value: Fraction) -> str:
    """An exact number as text: a plain decimal if it ends, else a reduced ``p/q``.

    Source: methodologies README, section 3.6.
    """
    twos, fives, rest = 0, 0, value.denominator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = max(twos, fives)
    scaled = abs(value.numerator) * 10**digits // value.denominator
    sign = "-" if value < 0 else ""
    whole, part = divmod(scaled, 10**digits)
    fraction = f"{part:0{digits}d}".rstrip("0") if digits else ""
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"


def decimal_text(value: Fraction, places: int) -> str:
    """`value` rounded half to even to `places` decimals, for display only."""
    scaled = round(value * 10**places)
    whole, part = divmod(abs(scaled), 10**places)
    sign = "-" if scaled < 0 else ""
    return f"{sign}{whole:,}.{part:0{places}d}" if places else f"{sign}{whole:,}"


def mass_text(reduction_mg: int) -> tuple[str, str]:
    """A mass of CO2e as people read it: (number, unit).

    Grams up to 1 kg, kg with 3 decimals, t with 3 from 1,000 kg on; half to even,
    for display only (``formats.md`` section 11).
    """
    if abs(reduction_mg) < 1_000_000:
        return decimal_text(Fraction(reduction_mg, 1000), 0), "g"
    if abs(reduction_mg) < 1_000_000_000:
        return decimal_text(Fraction(reduction_mg, 1_000_000), 3), "kg"
    return decimal_text(Fraction(reduction_mg, 1_000_000_000), 3), "t"
