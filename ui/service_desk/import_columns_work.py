"""Which column holds what: guessed, corrected by hand, remembered for the next file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from dataclasses import replace
from typing import Final
from typing import TYPE_CHECKING

from platformdirs import user_config_path

from carbon_points.common.problems import UserError
from carbon_points.exchange.readers import load_mapping
from carbon_points.exchange.readers.mapping import header_digest
from carbon_points.exchange.readers.mapping import Mapping
from carbon_points.exchange.readers.matching import Columns
from carbon_points.exchange.readers.matching import match
from carbon_points.exchange.readers.messages import masked
from carbon_points.exchange.readers.values import line
from carbon_points.exchange.readers.vocabulary import vocabulary
from carbon_points.storage.files import write_whole
from carbon_points.storage.files import writing

if TYPE_CHECKING:
    from collections.abc import Mapping as AnyMapping
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.exchange.readers import Recognised
    from carbon_points.exchange.readers import Table
    from carbon_points.exchange.readers.values import Cell

_EXAMPLES: Final = 3
_LOOKED_AT: Final = 50


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """One column of a file and what it is taken for."""

    heading: str
    examples: str
    """Some of its cells, identity numbers masked."""

    field: str = ""
    """Empty if the column is left aside."""

    unit: str = ""
    """Of a quantity; empty if the heading or each cell names it."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """What kind of file it is and what its columns are taken for."""

    kind: str
    columns: tuple[ColumnChoice, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields that the kind cannot do without and no column holds."""
        kind = vocabulary().kinds[self.kind]
        chosen = {column.field for column in self.columns}
        lacking = [name for name in kind.required if name not in chosen]
        if kind.one_of and not chosen.intersection(kind.one_of):
            lacking.append(kind.one_of[0])
        return tuple(lacking)

    @property
    def twice(self) -> tuple[str, ...]:
        """Fields that more than one column is taken for."""
        fields = [column.field for column in self.columns if column.field]
        return tuple(sorted({name for name in fields if fields.count(name) > 1}))

    def with_field(self, at: int, field: str) -> Assignment:
        """Take a column for another field."""
        changed = replace(self.columns[at], field=field, unit="")
        return self._with(at, changed)

    def with_unit(self, at: int, unit: str) -> Assignment:
        """Say in which unit a column is."""
        return self._with(at, replace(self.columns[at], unit=unit))

    def _with(self, at: int, changed: ColumnChoice) -> Assignment:
        columns = (*self.columns[:at], changed, *self.columns[at + 1 :])
        return Assignment(self.kind, columns)

    def mapping(self) -> Mapping:
        """The same as the core takes it."""
        return Mapping(
            self.kind,
            {column.heading: column.field for column in self.columns},
            {c.field: c.unit for c in self.columns if c.field and c.unit},
            tuple(column.heading for column in self.columns),
        )


def kinds(language: str) -> list[tuple[str, str]]:
    """The kinds of files as (id, name)."""
    known = vocabulary().kinds.values()
    return [(kind.id, kind.en if language == "en" else kind.zh) for kind in known]


def kind_name(kind: str, language: str) -> str:
    """The name of a kind of file."""
    return dict(kinds(language)).get(kind, kind)


def field_name(kind: str, field: str, language: str) -> str:
    """The name of a field of a kind."""
    concept = vocabulary().concept(kind, field)
    return concept.en if language == "en" else concept.zh


def fields(kind: str, language: str) -> list[tuple[str, str]]:
    """The fields of a kind as (id, name)."""
    names = vocabulary().kinds[kind].fields
    return [(name, field_name(kind, name, language)) for name in names]


def is_needed(kind: str, field: str) -> bool:
    """Whether a kind cannot do without a field."""
    found = vocabulary().kinds[kind]
    return field in found.required or field in found.one_of


def units(kind: str, field: str) -> list[str]:
    """The units that a field may be in; none if it is no quantity."""
    dimension = vocabulary().dimension(kind, field) if field else None
    return list(dimension.units) if dimension else []


def assigned(
    table: Table, recognised: Recognised | None, mapping: Mapping | None
) -> Assignment:
    """What the columns are taken for now: as recognised, as told, or as guessed."""
    names = table.header.names
    if recognised is not None:
        found = {column: name for name, column in recognised.columns.items()}
        return _assignment(table, recognised.kind, found, recognised.units)
    if mapping is not None:
        told = {names.index(h): f for h, f in mapping.columns.items() if h in names}
        return _assignment(table, mapping.kind, told, mapping.units)
    headings = Columns(names, table.header.groups)
    known = vocabulary().kinds.values()
    best = max(known, key=lambda kind: match(headings, kind).strength)
    return guessed(table, best.id)


def guessed(table: Table, kind: str) -> Assignment:
    """What the headings say, if the file is of this kind."""
    headings = Columns(table.header.names, table.header.groups)
    found = match(headings, vocabulary().kinds[kind]).columns
    return _assignment(table, kind, {at: name for name, at in found.items()}, {})


def _assignment(
    table: Table, kind: str, found: AnyMapping[int, str], units_: AnyMapping[str, str]
) -> Assignment:
    sample = table.rows[:_LOOKED_AT]
    return Assignment(
        kind,
        tuple(
            ColumnChoice(
                heading,
                _examples([row[at] for row in sample if at < len(row)]),
                found.get(at, ""),
                units_.get(found.get(at, ""), ""),
            )
            for at, heading in enumerate(table.header.names)
            if heading
        ),
    )


def _examples(cells: Sequence[Cell]) -> str:
    texts = dict.fromkeys(text for cell in cells if (text := masked(line(cell))))
    return "　".join(list(texts)[:_EXAMPLES])


def remembered(table: Table) -> Mapping | None:
    """The mapping that was kept for a file with this very header."""
    try:
        return load_mapping(_place_of(table.header.names))
    except UserError:
        return None


def remember(mapping: Mapping) -> None:
    """Keep a mapping for the next file with the same header."""
    save(mapping, _place_of(mapping.header))


def save(mapping: Mapping, path: Path) -> None:
    """Write a mapping as a file of its own.

    Raises:
        UserError: OUT_UNWRITABLE.
    """
    document = json.dumps(mapping.document(), ensure_ascii=False, indent=1)
    with writing(path):
        write_whole(path, f"{document}\n".encode())


def _place_of(header: Sequence[str]) -> Path:
    folder = user_config_path("carbon-points", appauthor=False) / "mappings"
    return folder / f"{header_digest(header)}.json"
