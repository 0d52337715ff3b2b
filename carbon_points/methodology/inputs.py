"""Inputs as they are stored: one MessagePack array in the order of the fields.

A million rows are packed and unpacked in about a second, because whole columns are
turned at once and the blobs of a block are decoded as one array.
"""

from __future__ import annotations

import struct
from fractions import Fraction
from functools import cache
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import msgspec

from carbon_points.common.blobs import Blobs
from carbon_points.common.days import day_number
from carbon_points.common.days import epoch_seconds
from carbon_points.common.days import from_day_number
from carbon_points.common.days import local_moment
from carbon_points.common.units import exact_text
from carbon_points.common.units import MICRO
from carbon_points.methodology.columns import ABSENT
from carbon_points.methodology.columns import NO_WORD
from carbon_points.methodology.columns import UNKNOWN_WORD
from carbon_points.methodology.contract import FieldType
from carbon_points.methodology.packed import NUMBER
from carbon_points.methodology.packed import read_rows
from carbon_points.methodology.packed import SKIPPED
from carbon_points.methodology.shapes import read_date
from carbon_points.methodology.shapes import read_decimal
from carbon_points.methodology.shapes import read_moment

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from carbon_points.methodology.contract import Field
    from carbon_points.methodology.contract import MethodologyVersion

_ARRAY32: Final = 0xDD
_BLOCK: Final = 1000
"""Few enough rows that the garbage collector never meets a million lists at once."""

_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder()
NUMBERS: Final = frozenset(
    {FieldType.INTEGER, FieldType.DECIMAL, FieldType.DATE, FieldType.MOMENT}
)


def pack_inputs(version: MethodologyVersion, inputs: Mapping[str, Any]) -> bytes:
    """The stored form of inputs of the right shape.

    Raises:
        ValueError: if a value has not the shape of its field.
    """
    return _ENCODER.encode(
        [
            None
            if (raw := inputs.get(field.name)) is None or raw == ""
            else stored(field, raw)
            for field in version.fields
        ]
    )


def unpack_inputs(version: MethodologyVersion, blob: bytes) -> dict[str, Any]:
    """The inputs as in a vector; what was absent is None."""
    values = _DECODER.decode(blob)
    return {
        field.name: None if value is None else _GOLDEN[field.type](value)
        for field, value in zip(version.fields, values, strict=True)
    }


def stored(field: Field, raw: Any) -> Any:
    """One value of a vector as it is stored.

    Raises:
        ValueError: if it has not the shape of its field.
    """
    try:
        return _STORED[field.type](field, raw)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ValueError(field.name) from error


class PackedRows(Blobs):
    """`pack_inputs` of many rows, made when they are asked for: they need no room.

    Args:
        version: names the fields; all columns have the same length.
        columns: by field name. INTEGER, DECIMAL (millionths), DATE (day number) and
            MOMENT (seconds) as int64 arrays or lists with `ABSENT` or None where not
            given; CHOICE as positions in the field's choices, or as words; all others
            as lists in the form of a vector. A field without a column is absent.

    Raises:
        ValueError: if a column is shorter or longer than the first.
    """

    def __init__(self, version: MethodologyVersion, columns: Mapping[str, Any]) -> None:
        super().__init__(len(next(iter(columns.values()), ())))
        self._fields = version.fields
        self._columns = columns
        for field in self._fields:
            if len(columns.get(field.name, range(self._rows))) != self._rows:
                raise ValueError(field.name)

    def _made(self, index: slice) -> list[bytes]:
        rows = len(range(self._rows)[index])
        ready = [
            _packable(field, self._columns[field.name][index])
            if field.name in self._columns
            else [None] * rows
            for field in self._fields
        ]
        return list(map(_ENCODER.encode, zip(*ready, strict=True)))


def pack_columns(
    version: MethodologyVersion, columns: Mapping[str, Any]
) -> list[bytes]:
    """`PackedRows` of all rows at once."""
    return PackedRows(version, columns)[:]


def unpack_columns(
    version: MethodologyVersion, blobs: Sequence[bytes]
) -> dict[str, Any]:
    """The number and CHOICE columns of many stored inputs, as int64 arrays.

    TEXT, SHARES and SEGMENTS have no column: rows that need them go through
    `unpack_inputs`.
    """
    import numpy as np  # noqa: PLC0415  (only a column path needs numpy)

    lengths = np.fromiter(map(len, blobs), np.int64, len(blobs))
    columns, regular = read_columns(version, b"".join(blobs), lengths)
    odd = np.flatnonzero(~regular)
    for first in range(0, len(odd), _BLOCK):
        places = odd[first : first + _BLOCK]
        values = _block([blobs[place] for place in places.tolist()])
        for place, field in enumerate(version.fields):
            if field.name in columns:
                numbers = np.array(_numbers(field, values[place]), np.int64)
                columns[field.name][places] = numbers
    return columns


def read_columns(
    version: MethodologyVersion, data: bytes, lengths: NDArray[np.int64]
) -> tuple[dict[str, Any], NDArray[np.bool_]]:
    """The same of inputs that stand one after the other, and which of them were read.

    The others hold something that has no column, or are no inputs.
    """
    fields = [_wanted(field) for field in version.fields]
    read = read_rows(data, lengths, fields)
    columns = {
        field.name: column
        for field, wanted, column in zip(
            version.fields, fields, read.columns, strict=True
        )
        if wanted != SKIPPED
    }
    return columns, read.regular


def _wanted(field: Field) -> str | tuple[str, ...]:
    if field.type in NUMBERS:
        return NUMBER
    return field.choices if field.type is FieldType.CHOICE else SKIPPED


def _block(blobs: Sequence[bytes]) -> list[tuple[Any, ...]]:
    """The columns of a few stored inputs, decoded as one array."""
    head = struct.pack(">BI", _ARRAY32, len(blobs))
    return list(zip(*_DECODER.decode(head + b"".join(blobs)), strict=True))


def _numbers(field: Field, column: Sequence[Any]) -> Sequence[int]:
    if field.type is FieldType.CHOICE:
        places = _places(field.choices)
        return [places.get(word, UNKNOWN_WORD) for word in column]
    if None in column:
        return [ABSENT if value is None else value for value in column]
    return column


@cache
def _places(choices: tuple[str, ...]) -> dict[str | None, int]:
    places: dict[str | None, int] = {None: NO_WORD}
    return places | {word: place for place, word in enumerate(choices)}


def _packable(field: Field, column: Any) -> Sequence[Any]:
    values = column if isinstance(column, list | tuple) else column.tolist()
    if field.type in NUMBERS:
        given = ABSENT not in values
        return values if given else [None if v == ABSENT else v for v in values]
    if field.type is FieldType.CHOICE:
        if values and isinstance(values[0], int):
            words = (*field.choices, None)  # NO_WORD is the last one
            return [words[place] for place in values]
        return values
    if field.type is FieldType.TEXT and set(map(type, values)) == {str}:
        return values
    return [None if value is None else stored(field, value) for value in values]


def _stored_integer(_field: Field, raw: Any) -> int:
    if type(raw) is not int:
        raise ValueError(raw)
    return raw


def _millionths(raw: Any) -> int:
    return int(read_decimal(raw) * MICRO)


def _stored_text(_field: Field, raw: Any) -> str:
    if not isinstance(raw, str):
        raise TypeError(raw)
    return raw


def _stored_shares(field: Field, raw: Any) -> dict[str, int]:
    # In the order of the declaration, so that equal shares give equal bytes.
    order = (*field.choices, *sorted(set(raw) - set(field.choices)))
    return {name: _millionths(raw[name]) for name in order if name in raw}


def _stored_segments(_field: Field, raw: Any) -> list[list[Any]]:
    return [
        [
            each["meter_id"],
            _millionths(each["start"]),
            _millionths(each["end"]),
            each.get("ct"),
            each.get("rollover"),
            None if each.get("max") is None else _millionths(each["max"]),
        ]
        for each in raw
    ]


def _decimal(millionths: int) -> str:
    return exact_text(Fraction(millionths, MICRO))


def _golden_segments(segments: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    golden = []
    for meter_id, start, end, ct, rollover, top in segments:
        whole = {"meter_id": meter_id, "start": _decimal(start), "end": _decimal(end)}
        rest = {"ct": ct, "rollover": rollover}
        rest["max"] = None if top is None else _decimal(top)
        golden.append(
            whole | {key: each for key, each in rest.items() if each is not None}
        )
    return golden


_STORED: Final[dict[FieldType, Callable[[Field, Any], Any]]] = {
    FieldType.INTEGER: _stored_integer,
    FieldType.DECIMAL: lambda _field, raw: _millionths(raw),
    FieldType.DATE: lambda _field, raw: day_number(read_date(raw)),
    FieldType.MOMENT: lambda _field, raw: epoch_seconds(read_moment(raw)),
    FieldType.CHOICE: _stored_text,
    FieldType.TEXT: _stored_text,
    FieldType.SEGMENTS: _stored_segments,
    FieldType.SHARES: _stored_shares,
}
_GOLDEN: Final[dict[FieldType, Callable[[Any], Any]]] = {
    FieldType.INTEGER: lambda value: value,
    FieldType.DECIMAL: _decimal,
    FieldType.DATE: lambda value: from_day_number(value).isoformat(),
    FieldType.MOMENT: lambda value: local_moment(value).isoformat(),
    FieldType.CHOICE: lambda value: value,
    FieldType.TEXT: lambda value: value,
    FieldType.SEGMENTS: _golden_segments,
    FieldType.SHARES: lambda value: {k: _decimal(v) for k, v in value.items()},
}
