"""Weigh-in sheets of used clothing."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.days import day_number
from carbon_points.exchange.readers import readers
from carbon_points.exchange.readers import values
from carbon_points.exchange.readers.readers import Codes
from carbon_points.exchange.readers.values import Refusal
from carbon_points.exchange.readers.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from carbon_points.exchange.readers.draft import Draft
    from carbon_points.exchange.readers.draft import Parsed
    from carbon_points.exchange.readers.values import Cell

HEAVIEST_G: Final = 1_000_000
_CODES: Final = Codes("WEIGHT_MISSING", "WEIGHT_NOT_NUMBER")


def clothing(draft: Draft) -> Parsed:
    """Drop-offs: who, when, where and how many grams."""
    # One person's cells are often joined over several drop-offs; a joined weight is
    # one weight and stays with the first row.
    draft.fill_merged("person", "name", "phone", "date", "point")
    person = draft.read("person", readers.owner(draft.as_of), "")
    date = draft.read("date", readers.needed_day(draft.as_of), readers.NO_DAY)
    mass = draft.read("mass", _grams(draft), 0)
    return draft.finish(
        {
            "person": person,
            "name": draft.read("name", values.name, ""),
            "phone": draft.read("phone", values.phone, ""),
            "date": [day_number(day) for day in date],
            "point": draft.read("point", values.line, ""),
            "mass_g": mass,
        }
    )


def _grams(draft: Draft) -> Callable[[Cell], int | Refusal]:
    dimension = vocabulary().dimensions["mass"]
    exact = readers.measure(dimension, draft.recognised.units["mass"], _CODES)

    def read(cell: Cell) -> int | Refusal:
        found = exact(cell)
        if isinstance(found, Refusal):
            return found
        return _judged(found)

    return read


def _judged(grams: Decimal) -> int | Refusal:
    if grams < 0:
        return Refusal("WEIGHT_NEGATIVE")
    if values.whole(grams) == 0:
        return Refusal("WEIGHT_ZERO")
    return Refusal("WEIGHT_TOO_BIG") if grams > HEAVIEST_G else values.whole(grams)
