"""What kind of file a table is, and which column holds which field in which unit."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError
from carbon_points.exchange.readers import contents
from carbon_points.exchange.readers import values
from carbon_points.exchange.readers.headings import foreign_unit
from carbon_points.exchange.readers.headings import units_in
from carbon_points.exchange.readers.mapping import header_digest
from carbon_points.exchange.readers.mapping import Mapping
from carbon_points.exchange.readers.matching import Columns
from carbon_points.exchange.readers.matching import Match
from carbon_points.exchange.readers.matching import match
from carbon_points.exchange.readers.moments import moment
from carbon_points.exchange.readers.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping as AbstractMapping
    from collections.abc import Sequence
    from decimal import Decimal

    from carbon_points.exchange.readers.table import Table
    from carbon_points.exchange.readers.values import Cell
    from carbon_points.exchange.readers.vocabulary import Dimension

AUTO: Final = "auto"
_HALF: Final = 50
_FEWEST_KNOWN: Final = 2
_REPEATED: Final = re.compile(r"#[0-9]+$")
_STATED_UNIT: Final = re.compile(r"单位\s*[::]\s*([^\s,,;;)]+)")
_SLOWEST_KMH: Final = 1
_FASTEST_KMH: Final = 60


@dataclass(frozen=True, slots=True)
class Recognised:
    """A table that is understood."""

    kind: str
    columns: AbstractMapping[str, int]
    """Field to the index of its column."""

    units: AbstractMapping[str, str]
    """Quantity to the unit its column is in; empty if each cell names its own."""

    header: tuple[str, ...]
    digest: str
    """SHA-256 of the header, by which a mapping is remembered."""

    def heading(self, field: str) -> str:
        """The heading over a field, or the field's own name if it has no column."""
        column = self.columns.get(field)
        if column is None:
            return vocabulary().concept(self.kind, field).zh
        return self.header[column]


def recognise(
    table: Table, kind: str = AUTO, mapping: Mapping | None = None
) -> Recognised:
    """Understand a table's headings, with a look at its cells where they do not tell.

    Args:
        table: what was read.
        kind: the kind of file, or ``auto``.
        mapping: the clerk's own word; it goes before everything else.

    Raises:
        UserError: FILE_KIND_UNKNOWN, FILE_KIND_OTHER, HEADING_TWICE, HEADING_MISSING,
            UNIT_MISSING or UNIT_UNKNOWN.
    """
    columns = _columns(table)
    if mapping is not None:
        if kind not in (AUTO, mapping.kind):
            raise _error("FILE_KIND_OTHER", table, kind=kind, found=mapping.kind)
        found = _mapped(table, columns, mapping)
    else:
        found = _matched(table, columns, kind)
    if found.twice:
        raise _twice(table, found)
    if found.missing:
        raise _missing(table, found)
    names = table.header.names
    return Recognised(
        kind=found.kind.id,
        columns=dict(found.columns),
        units=_units(table, columns, found, mapping),
        header=names,
        digest=header_digest(names),
    )


def mapping_document(recognised: Recognised) -> dict[str, Any]:
    """A mapping file that says what was recognised, for the clerk to correct."""
    fields = {column: name for name, column in recognised.columns.items()}
    return Mapping(
        kind=recognised.kind,
        columns={n: fields.get(i, "") for i, n in enumerate(recognised.header) if n},
        units={name: unit for name, unit in recognised.units.items() if unit},
        header=recognised.header,
    ).document()


def _columns(table: Table) -> Columns:
    names = tuple(_REPEATED.sub("", name) for name in table.header.names)
    rows = table.rows[: contents.SAMPLE]
    sample = [
        [row[i] if i < len(row) else "" for row in rows] for i in range(len(names))
    ]
    return Columns(names, table.header.groups, sample)


def _matched(table: Table, columns: Columns, kind: str) -> Match:
    known = vocabulary().kinds
    if kind != AUTO and kind not in known:
        raise _error("KIND_UNKNOWN", table, kind=kind)
    matches = [match(columns, k) for k in known.values()]
    best = max(matches, key=lambda m: m.strength)
    if kind == AUTO:
        few = best.share < _HALF or best.by_heading < _FEWEST_KNOWN
        if best.missing and few:
            raise _error("FILE_KIND_UNKNOWN", table)
        return best
    chosen = next(m for m in matches if m.kind.id == kind)
    if chosen.missing and not best.missing:
        raise _error("FILE_KIND_OTHER", table, kind=kind, found=best.kind.id)
    return chosen


def _mapped(table: Table, columns: Columns, mapping: Mapping) -> Match:
    """What a mapping says; fields that it does not name are recognised as usual."""
    kind = vocabulary().kinds[mapping.kind]
    chosen: dict[str, int] = {}
    for name, field in mapping.columns.items():
        if name not in table.header.names:
            raise _error("MAPPING_HEADING_MISSING", table, heading=name)
        if field in chosen:
            raise _error("MAPPING_INVALID", table, why=field)
        if field:
            chosen[field] = table.header.names.index(name)
    spoken_for = {table.header.names.index(name) for name in mapping.columns}
    rest = Columns(
        tuple("" if i in spoken_for else n for i, n in enumerate(columns.names)),
        tuple("" if i in spoken_for else g for i, g in enumerate(columns.groups)),
    )
    usual = match(rest, kind)
    added = {f: i for f, i in usual.columns.items() if f not in chosen}
    twice = {f: pair for f, pair in usual.twice.items() if f not in chosen}
    missing = tuple(
        name for name in usual.missing if not set(name.split("|")) & set(chosen)
    )
    return Match(kind, {**chosen, **added}, usual.scores, twice, missing)


def _error(code: str, table: Table, **details: str) -> UserError:
    headings = "、".join(name for name in table.header.names if name)
    return UserError(code, file=table.path.name, headings=headings[:200], **details)


def _twice(table: Table, found: Match) -> UserError:
    field, (first, second) = next(iter(found.twice.items()))
    names = table.header.names
    return _error(
        "HEADING_TWICE",
        table,
        field=vocabulary().concept(found.kind.id, field).zh,
        field_en=vocabulary().concept(found.kind.id, field).en,
        first=names[first],
        second=names[second],
    )


def _missing(table: Table, found: Match) -> UserError:
    concepts = [
        vocabulary().concept(found.kind.id, name)
        for name in found.missing[0].split("|")
    ]
    return _error(
        "HEADING_MISSING",
        table,
        kind=found.kind.id,
        field=" / ".join(concept.zh for concept in concepts),
        field_en=" / ".join(concept.en for concept in concepts),
        fields=",".join(found.missing),
    )


def _units(
    table: Table, columns: Columns, found: Match, mapping: Mapping | None
) -> dict[str, str]:
    units = {}
    for name, column in found.columns.items():
        dimension = vocabulary().dimension(found.kind.id, name)
        if dimension is None:
            continue
        stated = mapping.units.get(name) if mapping else None
        units[name] = stated or _unit(table, columns, found, column, dimension)
    return units


def _unit(
    table: Table, columns: Columns, found: Match, column: int, dimension: Dimension
) -> str:
    name, group = columns.names[column], columns.groups[column]
    stated = units_in(dimension, name) or units_in(dimension, group)
    if not stated and foreign_unit(name):
        raise _error("UNIT_UNKNOWN", table, heading=name, unit=foreign_unit(name))
    stated = stated or _stated_above(table, dimension)
    if len(stated) == 1:
        return stated.pop()
    if stated:
        raise _error("UNIT_MISSING", table, heading=name)
    if dimension.assume:
        return dimension.assume
    if _each_cell_names_one(columns.sample[column]):
        return ""
    by_speed = _unit_by_speed(columns, found, column, dimension)
    if by_speed:
        return by_speed
    raise _error("UNIT_MISSING", table, heading=name)


def _stated_above(table: Table, dimension: Dimension) -> set[str]:
    for title in table.header.titles:
        said = _STATED_UNIT.search(unicodedata.normalize("NFKC", title))
        if said and units_in(dimension, said[1]):
            return units_in(dimension, said[1])
    return set()


def _each_cell_names_one(cells: Sequence[Cell]) -> bool:
    numbers = [n for n in map(values.number, cells) if n is not None]
    return bool(numbers) and all(number.unit for number in numbers)


def _unit_by_speed(
    columns: Columns, found: Match, column: int, dimension: Dimension
) -> str:
    """The one unit in which the middle one of the rides is as fast as a bicycle."""
    if "start" not in found.columns or "end" not in found.columns:
        return ""
    speeds = sorted(_speeds(columns, found, column))
    if not speeds:
        return ""
    middle = speeds[len(speeds) // 2]
    likely = [
        unit.name
        for unit in dimension.units.values()
        if _SLOWEST_KMH * 1000 < middle * unit.factor * 3600 < _FASTEST_KMH * 1000
    ]
    return likely[0] if len(likely) == 1 else ""


def _speeds(columns: Columns, found: Match, column: int) -> list[Decimal]:
    """Distance per second, in whatever the distances are written in."""
    starts = columns.sample[found.columns["start"]]
    ends = columns.sample[found.columns["end"]]
    speeds = []
    for begin, finish, far in zip(starts, ends, columns.sample[column], strict=False):
        start, end, distance = moment(begin), moment(finish), values.number(far)
        if start is not None and end is not None and distance and end > start:
            speeds.append(distance.value / (end - start))
    return speeds
