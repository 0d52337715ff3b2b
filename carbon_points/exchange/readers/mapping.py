"""The clerk's own word on which heading is which field, kept as a small document."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from dataclasses import field
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.incoming import loads
from carbon_points.common.incoming import read_within
from carbon_points.common.problems import UserError
from carbon_points.exchange.readers.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping as AbstractMapping
    from collections.abc import Sequence
    from pathlib import Path

FORMAT: Final = "carbon-points/mapping/1"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which heading holds which field, and in which unit (``formats.md`` section 7)."""

    kind: str
    columns: AbstractMapping[str, str]
    """Heading to field; an empty field leaves the column aside."""

    units: AbstractMapping[str, str] = field(default_factory=dict)
    header: tuple[str, ...] = ()

    def document(self) -> dict[str, Any]:
        """What is written to a mapping file."""
        return {
            "format": FORMAT,
            "kind": self.kind,
            "header": list(self.header),
            "columns": dict(self.columns),
            "unit": dict(self.units),
        }


def header_digest(names: Sequence[str]) -> str:
    """SHA-256 of a header, by which its mapping is remembered."""
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def load_mapping(path: Path) -> Mapping:
    """Read a mapping file.

    Raises:
        UserError: as `read_within`, or MAPPING_INVALID with the reason.
    """
    try:
        document = loads(read_within(path))
    except ValueError:
        raise UserError("MAPPING_INVALID", file=path.name, why="JSON") from None
    return parse_mapping(document, path.name)


def parse_mapping(document: object, file: str = "") -> Mapping:
    """A mapping from its document.

    Raises:
        UserError: MAPPING_INVALID, naming what is wrong.
    """
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise UserError("MAPPING_INVALID", file=file, why="format")
    kind = vocabulary().kinds.get(str(document.get("kind")))
    if kind is None:
        raise UserError("MAPPING_INVALID", file=file, why="kind")
    columns = _texts(document.get("columns"))
    units = _texts(document.get("unit", {}))
    header = document.get("header", [])
    if not columns or units is None or not isinstance(header, list):
        raise UserError("MAPPING_INVALID", file=file, why="columns")
    for name in (*columns.values(), *units):
        if name and name not in kind.fields:
            raise UserError("MAPPING_INVALID", file=file, why=name)
    _check_units(kind.id, units, file)
    return Mapping(kind.id, columns, units, tuple(map(str, header)))


def _texts(value: object) -> dict[str, str] | None:
    if not isinstance(value, dict):
        return None
    pairs = {
        k: v for k, v in value.items() if isinstance(k, str) and isinstance(v, str)
    }
    return pairs if len(pairs) == len(value) else None


def _check_units(kind: str, units: AbstractMapping[str, str], file: str) -> None:
    for name, unit in units.items():
        dimension = vocabulary().dimension(kind, name)
        if dimension is None or unit not in dimension.units:
            raise UserError("MAPPING_INVALID", file=file, why=f"{name}: {unit}")
