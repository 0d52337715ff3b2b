"""Which column holds which field of a kind, by headings and, where asked, contents."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.exchange.readers import contents
from carbon_points.exchange.readers.headings import EXACT
from carbon_points.exchange.readers.headings import fit
from carbon_points.exchange.readers.headings import WORDS
from carbon_points.exchange.readers.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from carbon_points.exchange.readers.values import Cell
    from carbon_points.exchange.readers.vocabulary import Concept
    from carbon_points.exchange.readers.vocabulary import Kind

BY_CONTENT: Final = 30
_LOOKS_RIGHT: Final = 0.5
_LOOKS_SURE: Final = 0.8
_LOOKS_WRONG: Final = 0.05
_ENOUGH_CELLS: Final = 5
_SAME: Final = 10
"""Scores closer than this are one opinion."""

_TELLING: Final = frozenset(
    ["ric", "uscc", "person", "phone", "account", "order", "name", "company", "year",
     "subdistrict", "community", "yesno", "heating", "purchase", "grade", "date"]
)  # fmt: skip
"""Contents by which a needed column may be known whatever its heading says."""

_TELLING_ENOUGH: Final = frozenset(
    ["phone", "community", "name", "refrigerant", "point"]
)
"""Contents by which even a column that could be left out may be known."""

_CLOSED: Final = frozenset(["vehicle"])
"""Contents that are one of a few words; a column of other words is another one."""

_MAY_REPEAT: Final = frozenset(["note", "contact", "size", "registered_on", "rated_kw"])


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings of a table and a look at the cells below them."""

    names: tuple[str, ...]
    groups: tuple[str, ...]
    sample: Sequence[Sequence[Cell]] = ()
    """One sequence of cells a column; empty where nobody may look."""

    shares: dict[tuple[int, str], float | None] = field(default_factory=dict)

    def share(self, column: int, content: str) -> float | None:
        """Which part of a column looks like a content; None if unknown."""
        key = (column, content)
        if key not in self.shares:
            known = column < len(self.sample)
            self.shares[key] = (
                contents.share(self.sample[column], content) if known else None
            )
        return self.shares[key]

    def said(self, column: int) -> int:
        """How many cells of the sample are not blank."""
        if column >= len(self.sample):
            return 0
        return sum(1 for cell in self.sample[column] if cell not in ("", None))


@dataclass(frozen=True, slots=True)
class Match:
    """How the columns of a table fill one kind."""

    kind: Kind
    columns: Mapping[str, int]
    """Field to column."""

    scores: Mapping[str, int]
    twice: Mapping[str, tuple[int, int]]
    """Fields that two headings claim."""

    missing: tuple[str, ...]
    """Required fields without a column; one of several is written ``a|b``."""

    @property
    def share(self) -> int:
        """How many of a hundred required fields have a column."""
        needed = len(self.kind.required) + bool(self.kind.one_of)
        return 100 * (needed - len(self.missing)) // needed

    @property
    def strength(self) -> tuple[int, int]:
        """What makes one kind likelier than another: the larger the likelier.

        It is how much of the table a kind explains. A kind of few fields is soon
        complete: a heat pump ledger with one odd heading is a ledger that needs a
        question, no clothing sheet because it has a person, a date and a mass.
        """
        explained = sum(self.scores.values()) - EXACT * len(self.missing)
        return explained, self.share

    @property
    def by_heading(self) -> int:
        """How many required fields were found by what their headings say."""
        return sum(1 for f in self.kind.required if self.scores.get(f, 0) >= WORDS)


def match(columns: Columns, kind: Kind) -> Match:
    """The best assignment of columns to the fields of a kind."""
    table = _scores(columns, kind)
    chosen = _assign(table)
    scores = {name: table[name][column] for name, column in chosen.items()}
    if columns.sample:
        for name, column in _by_content(columns, kind, chosen).items():
            chosen[name] = column
            scores[name] = BY_CONTENT
        _phone_or_account(columns, kind, chosen, scores)
    return Match(
        kind=kind,
        columns=chosen,
        scores=scores,
        twice=_twice(table, chosen, scores),
        missing=_missing(kind, chosen),
    )


def _scores(columns: Columns, kind: Kind) -> dict[str, dict[int, int]]:
    """Field to column to score; a column left behind by everybody has none."""
    known = vocabulary()
    table: dict[str, dict[int, int]] = {}
    left_behind = [_fit_ignored(columns, i) for i in range(len(columns.names))]
    for name, concept_id in kind.fields.items():
        concept = known.concepts[concept_id]
        row = {}
        for index in range(len(columns.names)):
            score = _score(columns, index, concept)
            if score and score >= left_behind[index]:
                row[index] = score
        table[name] = row
    return table


def _fit_ignored(columns: Columns, index: int) -> int:
    """How well a column fits one that the program leaves behind."""
    name = columns.names[index]
    if not name:
        return 0
    fits = (
        fit(concept, name)
        for concept in vocabulary().ignored
        if not _is_other(columns, index, concept)
    )
    return max(fits, default=0)


def _is_other(columns: Columns, index: int, concept: Concept) -> bool:
    """Whether no cell looks like what the concept holds, and there are enough."""
    share = columns.share(index, concept.content)
    return share == 0 and columns.said(index) >= _ENOUGH_CELLS


def _score(columns: Columns, index: int, concept: Concept) -> int:
    name, group = columns.names[index], columns.groups[index]
    score = fit(concept, name) if name else 0
    if group and score < EXACT:
        score = max(score, fit(concept, group + name))
    if score >= EXACT and concept.content in _CLOSED:
        return 0 if _is_other(columns, index, concept) else score
    if not score or score >= EXACT:
        return score
    share = columns.share(index, concept.content)
    if score < WORDS:
        return score if share is not None and share >= _LOOKS_RIGHT else 0
    if share is None:
        return score
    if share < _LOOKS_WRONG and columns.said(index) >= _ENOUGH_CELLS:
        return score - 25
    return score + 5 if share >= _LOOKS_RIGHT else score


def _assign(table: Mapping[str, Mapping[int, int]]) -> dict[str, int]:
    """Best scores first; each column and each field once."""
    pairs = sorted(
        (-score, order, column, name)
        for order, (name, row) in enumerate(table.items())
        for column, score in row.items()
    )
    chosen: dict[str, int] = {}
    for _, _, column, name in pairs:
        if name not in chosen and column not in chosen.values():
            chosen[name] = column
    return chosen


def _twice(
    table: Mapping[str, Mapping[int, int]],
    chosen: Mapping[str, int],
    scores: Mapping[str, int],
) -> dict[str, tuple[int, int]]:
    """Fields that a column nobody else got claims as strongly as the chosen one."""
    taken = set(chosen.values())
    rivals = defaultdict(list)
    for name, row in table.items():
        for column, score in row.items():
            if column not in taken and scores.get(name, 0) - score < _SAME:
                rivals[name].append(column)
    return {
        name: (min(chosen[name], *columns), max(chosen[name], *columns))
        for name, columns in rivals.items()
        if name in chosen and name not in _MAY_REPEAT and scores[name] >= WORDS
    }


def _missing(kind: Kind, chosen: Mapping[str, int]) -> tuple[str, ...]:
    missing = [name for name in kind.required if name not in chosen]
    if kind.one_of and not any(name in chosen for name in kind.one_of):
        missing.append("|".join(kind.one_of))
    return tuple(missing)


def _by_content(
    columns: Columns, kind: Kind, chosen: Mapping[str, int]
) -> dict[str, int]:
    """Columns for missing fields, known by their cells alone."""
    taken = set(chosen.values())
    free = [
        i
        for i in range(len(columns.names))
        if i not in taken and _fit_ignored(columns, i) < WORDS
    ]
    found: dict[str, int] = {}
    wanted = [n for n in kind.required if n not in chosen]
    if kind.one_of and not any(n in chosen for n in kind.one_of):
        wanted += kind.one_of
    others = [n for n in kind.fields if n not in chosen and n not in wanted]
    for name in (*wanted, *others):
        content = vocabulary().concept(kind.id, name).content
        likely = _looking_like(columns, free, content)
        telling = _TELLING if name in wanted else _TELLING_ENOUGH
        if content in telling and len(likely) == 1:
            found[name] = likely[0]
            free.remove(likely[0])
    if "start" in wanted and "end" in wanted:
        found.update(_start_and_end(columns, free))
    return found


def _looking_like(columns: Columns, free: Sequence[int], content: str) -> list[int]:
    return [i for i in free if (columns.share(i, content) or 0) >= _LOOKS_SURE]


def _start_and_end(columns: Columns, free: Sequence[int]) -> dict[str, int]:
    """Two columns of moments of which one is never later, whatever they are called."""
    from carbon_points.exchange.readers.moments import moment  # noqa: PLC0415

    likely = _looking_like(columns, free, "moment")
    if len(likely) != 2:
        return {}
    first, second = likely
    order = 0
    for a, b in zip(columns.sample[first], columns.sample[second], strict=False):
        early, late = moment(a), moment(b)
        if early is not None and late is not None:
            order += (early < late) - (early > late)
    if not order:
        return {}
    return dict(
        zip(("start", "end"), (first, second)[:: 1 if order > 0 else -1], strict=True)
    )


def _phone_or_account(
    columns: Columns, kind: Kind, chosen: dict[str, int], scores: dict[str, int]
) -> None:
    """A platform's "user" whose cells are mobile numbers is found by telephone."""
    if set(kind.one_of) != {"phone", "account"} or "phone" in chosen:
        return
    column = chosen.get("account")
    if column is not None and (columns.share(column, "phone") or 0) >= _LOOKS_SURE:
        chosen["phone"] = chosen.pop("account")
        scores["phone"] = scores.pop("account")
