"""Whether inputs have the declared shape, and the values that they stand for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.days import ZONE
from carbon_points.common.units import MICRO
from carbon_points.methodology.contract import FieldType
from carbon_points.methodology.contract import Rejection
from carbon_points.methodology.meters import Segment

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection
    from collections.abc import Sequence

    from carbon_points.methodology.contract import Field

INT64_MAX: Final = 2**63 - 1
_DECIMAL: Final = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]{1,6})?")
_DECIMAL_LENGTH: Final = 20
"""int64 holds 13 digits before the point and 6 behind it."""

_DATE_LENGTH: Final = len("2026-04-15")

Values = dict[str, Any]
"""By field name: int, Fraction, date, local datetime, str, tuple of `Segment`, dict of
Fraction; None for what is absent."""


class ShapeError(ValueError):
    """A value that cannot be what its field declares."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@cache
def number(text: str) -> int | Fraction:
    """The exact number of a text from a declaration or the register."""
    value = Fraction(text)
    return value.numerator if value.denominator == 1 else value


def read_inputs(
    fields: Sequence[Field],
    inputs: Mapping[str, Any],
    needed: Collection[str] = (),
    ignored: Collection[str] = (),
) -> Values | Rejection:
    """The values of the declared inputs, or the first reason why they have none.

    Args:
        fields: the declaration.
        inputs: as in a vector.
        needed: fields that these inputs make required.
        ignored: fields that these inputs make meaningless.
    """
    missing = _missing(fields, inputs, needed)
    if missing:
        return Rejection("INPUT_MISSING", missing)
    values: Values = {}
    for field in fields:
        raw = inputs.get(field.name)
        if raw is None or field.name in ignored or raw == "":
            values[field.name] = None
            continue
        try:
            values[field.name] = _READERS[field.type](field, raw)
        except ShapeError as error:
            return Rejection(error.code, field.name, _details(raw, error))
    return values


def _missing(
    fields: Sequence[Field], inputs: Mapping[str, Any], needed: Collection[str]
) -> str:
    for field in fields:
        if (field.required or field.name in needed) and _absent(inputs, field):
            return field.name
    return ""


def _absent(inputs: Mapping[str, Any], field: Field) -> bool:
    raw = inputs.get(field.name)
    if isinstance(raw, str):
        return not raw.strip()
    return raw is None or (field.type is FieldType.SEGMENTS and raw == [])


def _details(raw: object, error: ShapeError) -> dict[str, str]:
    shown = str(raw) if isinstance(raw, str | int | float) else ""
    return {"value": shown[:60]} | error.details


def read_decimal(value: object) -> Fraction:
    """An exact decimal text of at most 6 decimals.

    Raises:
        ShapeError: if it is not one, or too large to be kept.
    """
    if type(value) is not str or not _DECIMAL.fullmatch(value):
        raise ShapeError("INPUT_TYPE")
    if len(value) > _DECIMAL_LENGTH:
        raise ShapeError("INPUT_RANGE")
    exact = Fraction(value)
    if exact * MICRO > INT64_MAX:
        raise ShapeError("INPUT_RANGE")
    return exact


def read_date(value: object) -> dt.date:
    """A date written ``2026-04-15``.

    Raises:
        ShapeError: if it is not one.
    """
    if type(value) is not str or len(value) != _DATE_LENGTH or value[7] != "-":
        raise ShapeError("INPUT_TYPE")
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ShapeError("INPUT_TYPE") from None


def read_moment(value: object) -> dt.datetime:
    """The local time of an ISO 8601 moment with its offset, in whole seconds.

    Raises:
        ShapeError: if it is not one.
    """
    if type(value) is not str or value[10:11] not in {"T", " "}:
        raise ShapeError("INPUT_TYPE")
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        raise ShapeError("INPUT_TYPE") from None
    if moment.tzinfo is None or moment.microsecond:
        raise ShapeError("INPUT_TYPE")
    try:
        return moment.astimezone(ZONE)
    except OverflowError:
        raise ShapeError("INPUT_RANGE") from None


def _in_range(field: Field, value: int | Fraction) -> None:
    if field.above and value <= number(field.above):
        raise ShapeError("INPUT_RANGE", limit=field.above)
    if value < number(field.minimum):
        raise ShapeError("INPUT_RANGE", limit=field.minimum)
    if field.maximum and value > number(field.maximum):
        raise ShapeError("INPUT_RANGE", limit=field.maximum)


def _integer(field: Field, value: object) -> int:
    if type(value) is not int:
        raise ShapeError("INPUT_TYPE")
    if value > INT64_MAX:
        raise ShapeError("INPUT_RANGE")
    _in_range(field, value)
    return value


def _decimal(field: Field, value: object) -> Fraction:
    exact = read_decimal(value)
    _in_range(field, exact)
    return exact


def _text(_field: Field, value: object) -> str:
    if type(value) is not str:
        raise ShapeError("INPUT_TYPE")
    return value


def _choice(field: Field, value: object) -> str:
    if type(value) is not str:
        raise ShapeError("INPUT_TYPE")
    if field.known_words and value not in field.choices:
        raise ShapeError("INPUT_RANGE")
    return value


def _shares(field: Field, value: object) -> dict[str, Fraction]:
    if not isinstance(value, Mapping):
        raise ShapeError("INPUT_TYPE")
    shares = {name: read_decimal(share) for name, share in value.items()}
    unknown = [str(name) for name in shares if name not in field.choices]
    if unknown:
        raise ShapeError("INPUT_RANGE", value=unknown[0])
    return shares


def _segments(_field: Field, value: object) -> tuple[Segment, ...]:
    if not isinstance(value, list | tuple):
        raise ShapeError("INPUT_TYPE")
    return tuple(read_segment(each) for each in value)


def read_segment(value: object) -> Segment:
    """One meter's part of a period as a vector has it.

    Raises:
        ShapeError: INPUT_MISSING, INPUT_TYPE or INPUT_RANGE.
    """
    if not isinstance(value, Mapping):
        raise ShapeError("INPUT_TYPE")
    readings = [value.get(name) for name in ("meter_id", "start", "end")]
    if None in readings or "" in readings:
        raise ShapeError("INPUT_MISSING")
    ct, rollover, top = value.get("ct"), value.get("rollover"), value.get("max")
    shaped = isinstance(value["meter_id"], str) and type(ct) in {int, type(None)}
    if not shaped or type(rollover) not in {bool, type(None)}:
        raise ShapeError("INPUT_TYPE")
    segment = Segment(
        value["meter_id"],
        read_decimal(value["start"]),
        read_decimal(value["end"]),
        1 if ct is None else ct,
        bool(rollover),
        None if top is None else read_decimal(top),
    )
    if not 1 <= segment.ct <= INT64_MAX or segment.exceeds_max:
        raise ShapeError("INPUT_RANGE")
    return segment


_READERS: Final[dict[FieldType, Callable[[Field, Any], Any]]] = {
    FieldType.INTEGER: _integer,
    FieldType.DECIMAL: _decimal,
    FieldType.DATE: lambda _field, value: read_date(value),
    FieldType.MOMENT: lambda _field, value: read_moment(value),
    FieldType.CHOICE: _choice,
    FieldType.TEXT: _text,
    FieldType.SEGMENTS: _segments,
    FieldType.SHARES: _shares,
}
