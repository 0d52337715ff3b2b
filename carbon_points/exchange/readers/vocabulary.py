"""The words of headings and cells, as `headings.yaml` lists them."""

from __future__ import annotations

import functools
import importlib.resources
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import yaml

from carbon_points.exchange.readers.values import compact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

Pattern = tuple[tuple[str, ...], ...]
"""One word of each group must occur: ((开锁, 开始), (时间, 时刻))."""

_FILE: Final = "headings.yaml"


@dataclass(frozen=True, slots=True, eq=False)
class Concept:
    """What a column can hold, and how headings name it."""

    id: str
    zh: str
    en: str
    exact: frozenset[str]
    words: tuple[Pattern, ...]
    maybe: tuple[Pattern, ...]
    never: tuple[str, ...]
    content: str
    dimension: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: its fields, and which of them it cannot do without."""

    id: str
    zh: str
    en: str
    required: tuple[str, ...]
    one_of: tuple[str, ...]
    keys: tuple[str, ...]
    fields: Mapping[str, str]
    """Field to concept."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its name, and how many base units one of it is."""

    name: str
    factor: Decimal


@dataclass(frozen=True, slots=True)
class Dimension:
    """The units of one quantity, by every word that names them, longest first."""

    base: str
    assume: str
    units: Mapping[str, Unit]
    words: Mapping[str, Unit]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that `headings.yaml` says."""

    concepts: Mapping[str, Concept]
    ignored: tuple[Concept, ...]
    kinds: Mapping[str, Kind]
    dimensions: Mapping[str, Dimension]
    choices: Mapping[str, _Choice]

    def concept(self, kind: str, field: str) -> Concept:
        """What a field of a kind holds."""
        return self.concepts[self.kinds[kind].fields[field]]

    def dimension(self, kind: str, field: str) -> Dimension | None:
        """The units of a field, None if it is no quantity."""
        return self.dimensions.get(self.concept(kind, field).dimension)

    def meaning(self, choice: str, text: str) -> str | None:
        """Which of the words of a choice a cell says, None if none of them."""
        return self.choices[choice].of(compact(text).casefold())


@dataclass(frozen=True, slots=True)
class _Choice:
    exactly: Mapping[str, str]
    holds: tuple[tuple[str, str], ...]

    def of(self, text: str) -> str | None:
        found = self.exactly.get(text)
        if found is None:
            found = next((to for word, to in self.holds if word in text), None)
        return found


@functools.cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    document = _document()
    return Vocabulary(
        concepts={i: _concept(i, c) for i, c in document["concepts"].items()},
        ignored=tuple(_concept("ignored", c) for c in document["ignored"]),
        kinds={i: _kind(i, k) for i, k in document["kinds"].items()},
        dimensions={i: _dimension(d) for i, d in document["dimensions"].items()},
        choices={i: _choice(c) for i, c in document["words"].items()},
    )


def _document() -> dict[str, Any]:
    text = importlib.resources.files(__package__).joinpath(_FILE).read_text("utf-8")
    # The base loader keeps every scalar as text: `no` and `1` are words here.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    document: dict[str, Any] = yaml.load(text, loader)  # noqa: S506  (builds text only)
    return document


def _concept(name: str, raw: Mapping[str, Any]) -> Concept:
    return Concept(
        id=name,
        zh=raw.get("zh", ""),
        en=raw.get("en", ""),
        exact=frozenset(raw.get("exact", ())),
        words=tuple(_pattern(p) for p in raw.get("words", ())),
        maybe=tuple(_pattern(p) for p in raw.get("maybe", ())),
        never=tuple(raw.get("never", ())),
        content=raw.get("content", ""),
        dimension=raw.get("dimension", ""),
    )


def _pattern(text: str) -> Pattern:
    return tuple(
        tuple(word.strip() for word in group.split("|")) for group in text.split("+")
    )


def _kind(name: str, raw: Mapping[str, Any]) -> Kind:
    return Kind(
        id=name,
        zh=raw["zh"],
        en=raw["en"],
        required=tuple(raw["required"]),
        one_of=tuple(raw.get("one_of", ())),
        keys=tuple(raw["keys"]),
        fields=dict(raw["fields"]),
    )


def _dimension(raw: Mapping[str, Any]) -> Dimension:
    units = {n: Unit(n, Decimal(u["factor"])) for n, u in raw["units"].items()}
    words = {w: units[n] for n, u in raw["units"].items() for w in u["words"]}
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return Dimension(
        base=raw["base"],
        assume=raw.get("assume", ""),
        units=units,
        words={word: words[word] for word in longest_first},
    )


def _choice(raw: Mapping[str, Any]) -> _Choice:
    return _Choice(
        exactly=dict(_meanings(raw, "is")), holds=tuple(_meanings(raw, "holds"))
    )


def _meanings(raw: Mapping[str, Any], part: str) -> Iterable[tuple[str, str]]:
    for meaning, words in raw.items():
        for word in words.get(part, ()):
            yield compact(word).casefold(), meaning
