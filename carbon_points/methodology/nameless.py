"""A stored record that computes the same and names no order, meter or account."""

from __future__ import annotations

from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import msgspec

from carbon_points.methodology.contract import FieldType

if TYPE_CHECKING:
    from carbon_points.methodology.contract import MethodologyVersion

ERASED: Final = "已删除"
"""In place of a reference; an empty one would be judged as missing."""

_OTHER: Final = "-"


def nameless(
    version: MethodologyVersion, inputs: bytes, context: bytes
) -> tuple[bytes, bytes]:
    """Packed inputs and deciding context without what was typed as text.

    Only whether two meters are one decides anything, and whether a reference was seen
    before: each meter gets a number, and equal references stay equal.
    """
    values, seen = msgspec.msgpack.decode(inputs), msgspec.msgpack.decode(context)
    kinds = [field.type for field in version.fields]
    pairs = list(zip(kinds, values, strict=True))
    names = _Names(
        [v for kind, v in pairs if kind is FieldType.TEXT],
        [v for kind, v in pairs if kind is FieldType.SEGMENTS and v],
    )
    taken = [names.of_input(kind, value) for kind, value in pairs]
    left = [names.of_context(v) if isinstance(v, dict) else v for v in seen]
    return msgspec.msgpack.encode(taken), msgspec.msgpack.encode(left)


def meter_name(place: int) -> str:
    """What stands for the serial number of somebody's first, second, … meter."""
    return f"METER-{place}"


class _Names:
    """What stands for the references and meters of one record."""

    def __init__(self, references: list[str], segments: list[list[Any]]) -> None:
        self._references = references
        meters = [meter for each in segments for meter, *_ in each]
        self._meters = list(dict.fromkeys(meters))

    def of_input(self, kind: FieldType, value: Any) -> Any:
        """One input."""
        if value is None:
            return None
        if kind is FieldType.TEXT:
            return ERASED
        if kind is FieldType.SEGMENTS:
            return [[self._meter(meter), *rest] for meter, *rest in value]
        return value

    def of_context(self, context: dict[str, Any]) -> dict[str, Any]:
        """What was known of earlier records."""
        found = dict(context)
        if "prior_refs" in found:
            found["prior_refs"] = [
                ERASED if ref in self._references else _OTHER
                for ref in found["prior_refs"]
            ]
        if reading := found.get("last_reading"):
            meter = self._meter(reading["meter_id"])
            found["last_reading"] = {**reading, "meter_id": meter}
        return found

    def _meter(self, serial: str) -> str:
        known = serial in self._meters
        return meter_name(1 + self._meters.index(serial) if known else 0)
