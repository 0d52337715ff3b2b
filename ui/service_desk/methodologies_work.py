"""What the methodologies page shows, read from declarations and texts; no Qt here."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from dataclasses import field
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.methodology.contract import Calculation
from carbon_points.methodology.factors import MethodologyError
from carbon_points.methodology.register import shipped
from carbon_points.methodology.registry import discover
from carbon_points.methodology.texts import texts_of
from carbon_points.rulebook.rules import status_on
from carbon_points.rulebook.service import current
from carbon_points.rulebook.service import proposals

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from carbon_points.methodology.contract import Factor
    from carbon_points.methodology.contract import Field
    from carbon_points.methodology.contract import Methodology
    from carbon_points.methodology.contract import MethodologyVersion
    from carbon_points.methodology.contract import Rejection
    from carbon_points.methodology.contract import Status
    from carbon_points.methodology.factors import Limit
    from carbon_points.methodology.register import FactorSet
    from carbon_points.rulebook.rules import Adopted
    from carbon_points.rulebook.service import Proposal
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Library:
    """All methodologies with what is in force here."""

    catalogue: Mapping[str, Methodology]
    factor_set: FactorSet
    adoptions: Sequence[Adopted] = ()
    proposals: Sequence[Proposal] = ()
    is_known_here: bool = False
    """Whether the status is the district's; else it is the one shipped."""

    def status(self, methodology: Methodology, day: dt.date) -> Status:
        """The status of a methodology on a day."""
        shipped_status = methodology.current.shipped_status
        return status_on(self.adoptions, shipped_status, methodology.id, day)

    def proposal(self, methodology: Methodology) -> Proposal | None:
        """What one auditor proposed and another has yet to confirm."""
        waiting = (p for p in self.proposals if p.methodology == methodology.id)
        return next(waiting, None)


@cache
def _program() -> tuple[Mapping[str, Methodology], FactorSet]:
    catalogue = discover()
    return catalogue, shipped(catalogue)


def library(db: Database | None, by: Caller | None) -> Library:
    """What there is; without a database as it is shipped."""
    if db is None or by is None:
        return Library(*_program())
    book = current(db, by)
    with db.reading() as session:
        waiting = proposals(session)
    return Library(book.catalogue, book.factor_set, book.adoptions, waiting, True)


@dataclass(frozen=True, slots=True)
class DatedLine:
    """One row of the tables of factors and limits."""

    name: str
    value: str
    unit: str
    valid_from: dt.date
    valid_to: dt.date | None
    source: str
    confidence: str
    note: str = ""

    def is_past(self, day: dt.date) -> bool:
        """Whether it is no longer in force."""
        return self.valid_to is not None and self.valid_to <= day


def factor_lines(
    found: Library, methodology: Methodology, spoken: str
) -> list[DatedLine]:
    """Every window of every factor that the methodology may ask for."""
    rows = found.factor_set.factors_of(methodology.id)
    return [_factor_line(row, spoken) for row in rows]


def _factor_line(row: Factor, spoken: str) -> DatedLine:
    name = row.name_zh if spoken == "zh" else row.name_en
    source = " ".join(filter(None, (row.source_title, row.clause)))
    unit = "" if row.unit == "1" else row.unit.replace("CO2", "CO₂")
    window = (row.valid_from, row.valid_to)
    return DatedLine(
        name or row.id, row.value, unit, *window, source, row.confidence, row.note
    )


def limit_lines(
    found: Library, methodology: Methodology, spoken: str
) -> list[DatedLine]:
    """Every window of its own limits and of the common ones."""
    texts = texts_of(methodology, spoken)
    rows = found.factor_set.limits_of(methodology.id)
    own_first = sorted(rows, key=lambda row: row.owner != methodology.id)
    return [_limit_line(row, found, texts.limit(row.id) or row.id) for row in own_first]


def _limit_line(row: Limit, found: Library, name: str) -> DatedLine:
    source = found.factor_set.sources.get(row.source)
    title = source.title_zh if source else row.source
    window = (row.valid_from, row.valid_to)
    return DatedLine(name, row.value, "", *window, title, row.confidence, row.note)


@dataclass(frozen=True, slots=True)
class Example:
    """A worked case of the methodology's own document."""

    id: str
    title: str
    context: Mapping[str, Any]
    inputs: Mapping[str, Any]
    reduction_mg: int
    """As the document says."""


def examples(methodology: Methodology, spoken: str) -> list[Example]:
    """The worked cases that come to a number with the factors in force."""
    try:
        text = (files(methodology.package) / "cases.json").read_text("utf-8")
        vectors = json.loads(text)["vectors"]
    except (OSError, ValueError, KeyError, MethodologyError):
        return []
    return [
        Example(
            vector["id"],
            vector.get(f"title_{spoken}") or vector["id"],
            vector["context"],
            vector["input"],
            vector["expect"]["reduction_mg"],
        )
        for vector in vectors
        if vector["expect"]["status"] == "accepted"
        and not vector.get("factor_overrides")
    ]


def tried(
    found: Library,
    methodology: Methodology,
    example: Example,
    inputs: Mapping[str, Any],
) -> Calculation | Rejection:
    """What the methodology itself says to these inputs, at the example's time."""
    register = found.factor_set.register(methodology.id)
    whole = {**example.inputs, **inputs}
    whole = {name: whole[name] for name in whole if name in _kept(example, inputs)}
    return methodology.current.assess(whole, example.context, register)


def _kept(example: Example, inputs: Mapping[str, Any]) -> set[str]:
    """What was emptied in the form is left out; what no form asks for stays."""
    return set(inputs) | {
        name for name, value in example.inputs.items() if isinstance(value, bool)
    }


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol of the formula and what it means."""

    symbol: str
    meaning: str
    unit: str


def symbols(found: Library, methodology: Methodology, spoken: str) -> list[Symbol]:
    """The symbols of the calculation, from the steps of its first worked case."""
    texts = texts_of(methodology, spoken)
    for example in examples(methodology, spoken):
        answer = tried(found, methodology, example, example.inputs)
        if isinstance(answer, Calculation):
            return [
                Symbol(
                    step.symbol,
                    texts.step(step.name),
                    "" if step.unit == "1" else step.unit,
                )
                for step in answer.steps
                if step.symbol
            ]
    return []


def document(methodology: Methodology) -> str:
    """The methodology's full text, Markdown; empty if there is none."""
    try:
        text = (files(methodology.package) / "method.md").read_text("utf-8")
    except OSError:
        return ""
    # A table that follows a sentence at once is read as part of the sentence.
    return re.sub(r"(?m)^([^|\n].*)\n(?=\|)", r"\1\n\n", text)


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between a version or value and the one before it."""

    since: dt.date
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class History:
    """The versions, newest first, and what changed."""

    versions: tuple[MethodologyVersion, ...]
    changes: tuple[Change, ...] = field(default=())


def history(found: Library, methodology: Methodology, spoken: str) -> History:
    """Versions, what their inputs differ in, and every factor that was replaced."""
    changes = [
        *_replaced(factor_lines(found, methodology, spoken)),
        *_replaced(limit_lines(found, methodology, spoken)),
        *_inputs_changed(methodology, spoken),
    ]
    newest_first = sorted(changes, key=lambda change: change.since, reverse=True)
    return History(tuple(reversed(methodology.versions)), tuple(newest_first))


def _replaced(lines: Sequence[DatedLine]) -> Iterator[Change]:
    for before, after in pairwise(lines):
        if before.name == after.name and before.valid_to == after.valid_from:
            unit = f" {after.unit}".rstrip()
            old, new = f"{before.value}{unit}", f"{after.value}{unit}"
            yield Change(after.valid_from, after.name, old, new)


def _inputs_changed(methodology: Methodology, spoken: str) -> Iterator[Change]:
    texts = texts_of(methodology, spoken)
    for before, after in pairwise(methodology.versions):
        old = {each.name: each for each in before.fields}
        new = {each.name: each for each in after.fields}
        for name in sorted(old.keys() | new.keys()):
            if old.get(name) != new.get(name):
                was, now = (_declared(side.get(name)) for side in (old, new))
                yield Change(after.valid_from, texts.field(name), was, now)


def _declared(asked: Field | None) -> str:
    """How a version asks for an input; a dash where it does not."""
    if asked is None:
        return "—"
    bounds = f"{asked.minimum}–{asked.maximum}" if asked.maximum else ""
    needed = "*" if asked.required else ""
    words = "/".join(asked.choices)
    parts = (f"{asked.type.value}{needed}", asked.unit, bounds, words)
    return " ".join(filter(None, parts))
