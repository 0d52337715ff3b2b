"""Meter readings and ledgers of installations: PV, heat pumps, air conditioners."""

from __future__ import annotations

import re
from decimal import Decimal
from decimal import ROUND_HALF_EVEN
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.days import day_number
from carbon_points.exchange.readers import readers
from carbon_points.exchange.readers import values
from carbon_points.exchange.readers.readers import Codes
from carbon_points.exchange.readers.readers import NO_DAY
from carbon_points.exchange.readers.readers import NO_NUMBER
from carbon_points.exchange.readers.values import Refusal
from carbon_points.exchange.readers.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbon_points.exchange.readers.draft import Draft
    from carbon_points.exchange.readers.draft import Parsed
    from carbon_points.exchange.readers.values import Cell

MOST_HEAT_PER_KWH: Final = 8
TOO_LARGE: Final = 10**12
"""No meter and no nameplate says as much: it is a number of something else."""

_FINEST: Final = Decimal("0.000001")
"""What is kept; a spreadsheet's quotient has more digits than any nameplate."""

APF_FROM: Final = 2
APF_TO: Final = 15

_VALUE: Final = Codes("VALUE_MISSING", "VALUE_NOT_NUMBER")
_READING: Final = Codes("READING_MISSING", "READING_NOT_NUMBER")
_HEAT: Final = Codes("HEAT_MISSING", "HEAT_NOT_NUMBER")
_KWH: Final = Codes("KWH_MISSING", "KWH_NOT_NUMBER")
_APF: Final = Codes("APF_IMPOSSIBLE", "APF_IMPOSSIBLE")
_GRADE: Final = re.compile(
    r"(?:能效)?(?:grade|level|class|tier)?([1-5一二三四五壹贰叁肆伍])(?:级|级能效|\.0)?"
)
_GRADES: Final = {c: i % 5 + 1 for i, c in enumerate("12345一二三四五壹贰叁肆伍")}
_YEAR: Final = re.compile(r"(20[0-9]{2})(?:年|年度|\.0)?")
_REFRIGERANT: Final = re.compile(r"R?([0-9]{2,4}[A-Z]*)")


def pv_readings(draft: Draft) -> Parsed:
    """Cumulative readings of generation meters."""
    device = draft.read("account_no", _device, "")
    owner = draft.read("owner_id", readers.owner(draft.as_of), "")
    date = draft.read("date", readers.needed_day(draft.as_of), NO_DAY)
    reading = _quantity(draft, "reading_kwh", _READING, _not_below_zero(_READING))
    capacity = _optional_positive(draft, "capacity_kw")
    since = draft.read(
        "commissioning_date", readers.day(draft.as_of, missing=False), None
    )
    return draft.finish(
        {
            "account_no": device,
            "owner_id": owner,
            "capacity_kw": capacity,
            "commissioning_date": [day.isoformat() if day else "" for day in since],
            "date": [day_number(day) for day in date],
            "reading_kwh": [values.canonical(value) for value in reading],
            "note": draft.read("note", values.line, ""),
            "name": draft.read("name", values.name, ""),
        }
    )


def heat_pump(draft: Draft) -> Parsed:
    """One heating season of each heat pump."""
    found: dict[str, list[Any]] = {
        "device_no": draft.read("device_no", _device, ""),
        "owner_id": draft.read("owner_id", readers.owner(draft.as_of), ""),
        "season_from": draft.read(
            "season_from", readers.needed_day(draft.as_of), NO_DAY
        ),
        "season_to": draft.read("season_to", readers.needed_day(draft.as_of), NO_DAY),
    }
    for i in draft.alive():
        if found["season_to"][i] < found["season_from"][i]:
            draft.refuse(i, "season_to", "SEASON_REVERSED")
    start = _quantity(draft, "start_kwh", _READING, _not_below_zero(_READING))
    end = _quantity(draft, "end_kwh", _READING, _not_below_zero(_READING))
    for i in draft.alive():
        if end[i] < start[i]:
            draft.refuse(i, "end_kwh", "READING_DECREASES")
    heat = _quantity(draft, "heat_kwh", _HEAT)
    for i in draft.alive():
        if not 0 < heat[i] <= MOST_HEAT_PER_KWH * (end[i] - start[i]):
            draft.refuse(i, "heat_kwh", "COP_IMPOSSIBLE")
    return draft.finish(
        {
            **found,
            "start_kwh": [values.canonical(value) for value in start],
            "end_kwh": [values.canonical(value) for value in end],
            "heat_kwh": [values.canonical(value) for value in heat],
            **_heat_pump_itself(draft),
        }
    )


def _heat_pump_itself(draft: Draft) -> dict[str, list[str]]:
    area = _quantity(draft, "area_m2", _VALUE, _positive)
    since = draft.read("commissioning_date", readers.needed_day(draft.as_of), NO_DAY)
    return {
        "area_m2": [values.canonical(value) for value in area],
        "commissioning_date": [day.isoformat() for day in since],
        "baseline": draft.read(
            "baseline", readers.word("heating", "BASELINE_UNKNOWN"), ""
        ),
        "refrigerant": draft.read("refrigerant", _refrigerant, ""),
        "charge_kg": _optional_positive(draft, "charge_kg"),
        "rated_kw": _optional_positive(draft, "rated_kw"),
        "name": draft.read("name", values.name, ""),
    }


def air_conditioner(draft: Draft) -> Parsed:
    """One year of each air conditioner."""
    device = draft.read("device_no", _device, "")
    owner = draft.read("owner_id", readers.owner(draft.as_of), "")
    grade = draft.read("grade", _grade, 0)
    apf = draft.read("apf", _apf, NO_NUMBER)
    cooling = _quantity(draft, "cc_w", _VALUE, _positive)
    since = draft.read("commissioning_date", readers.needed_day(draft.as_of), NO_DAY)
    kwh = _annual(draft)
    baseline = draft.read("baseline", readers.word("purchase", "BASELINE_UNKNOWN"), "")
    year = draft.read("year", _year(draft.as_of.year), 0)
    return draft.finish(
        {
            "device_no": device,
            "owner_id": owner,
            "name": draft.read("name", values.name, ""),
            "grade": grade,
            "apf": [values.canonical(value) for value in apf],
            "cc_w": [values.whole(value) for value in cooling],
            "commissioning_date": [day.isoformat() for day in since],
            "annual_kwh": kwh,
            "baseline": baseline,
            "year": year,
        }
    )


def _device(cell: Cell) -> str | Refusal:
    found = values.order_number(cell)
    return found or Refusal("DEVICE_MISSING")


def _quantity(
    draft: Draft,
    name: str,
    codes: Codes,
    judge: Callable[[Decimal], Decimal | Refusal] = lambda value: value,
) -> list[Decimal]:
    read = _measure(draft, name, codes)

    def judged(cell: Cell) -> Decimal | Refusal:
        found = read(cell)
        return found if isinstance(found, Refusal) else judge(found)

    return draft.read(name, judged, NO_NUMBER)


def _measure(
    draft: Draft, name: str, codes: Codes
) -> Callable[[Cell], Decimal | Refusal]:
    dimension = vocabulary().dimension(draft.recognised.kind, name)
    if dimension is None or name not in draft.recognised.units:
        read = readers.plain_number(codes)
    else:
        read = readers.measure(dimension, draft.recognised.units[name], codes)

    def bounded(cell: Cell) -> Decimal | Refusal:
        found = read(cell)
        if isinstance(found, Refusal):
            return found
        if abs(found) >= TOO_LARGE:
            return Refusal("VALUE_TOO_LARGE")
        exact = found == found.quantize(_FINEST)
        return found if exact else found.quantize(_FINEST, ROUND_HALF_EVEN)

    return bounded


def _positive(value: Decimal) -> Decimal | Refusal:
    return value if value > 0 else Refusal("VALUE_NOT_POSITIVE")


def _not_below_zero(codes: Codes) -> Callable[[Decimal], Decimal | Refusal]:
    return lambda value: value if value >= 0 else Refusal(codes.not_number)


def _optional_positive(draft: Draft, name: str) -> list[str]:
    """A stored quantity as canonical text, empty where the cell is."""
    read = _measure(draft, name, _VALUE)

    def judged(cell: Cell) -> str | Refusal:
        if not values.optional(cell):
            return ""
        found = read(cell)
        if not isinstance(found, Refusal):
            found = _positive(found)
        return found if isinstance(found, Refusal) else values.canonical(found)

    return draft.read(name, judged, "")


def _annual(draft: Draft) -> list[str]:
    read = _measure(draft, "annual_kwh", _KWH)

    def judged(cell: Cell) -> str | Refusal:
        if not values.cell_text(cell):
            return ""
        found = read(cell)
        if isinstance(found, Refusal):
            return found
        return Refusal("KWH_NEGATIVE") if found < 0 else values.canonical(found)

    return draft.read("annual_kwh", judged, "")


def _apf(cell: Cell) -> Decimal | Refusal:
    found = readers.plain_number(_APF)(cell)
    if isinstance(found, Refusal) or APF_FROM <= found <= APF_TO:
        return found
    return Refusal("APF_IMPOSSIBLE")


def _grade(cell: Cell) -> int | Refusal:
    found = _GRADE.fullmatch(values.compact(values.cell_text(cell)).casefold())
    return _GRADES[found[1]] if found else Refusal("GRADE_UNKNOWN")


def _year(latest: int) -> Callable[[Cell], int | Refusal]:
    def read(cell: Cell) -> int | Refusal:
        found = _YEAR.fullmatch(values.compact(values.cell_text(cell)))
        if not found:
            return Refusal("YEAR_UNKNOWN")
        return int(found[1]) if int(found[1]) <= latest else Refusal("DATE_FUTURE")

    return read


def _refrigerant(cell: Cell) -> str:
    text = values.optional(cell)
    plain = values.compact(text).upper().replace("-", "")
    found = _REFRIGERANT.fullmatch(plain)
    return f"R{found[1]}" if found else text
