"""What a heading means: how well it fits each concept, and which unit it names."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.exchange.readers.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carbon_points.exchange.readers.vocabulary import Concept
    from carbon_points.exchange.readers.vocabulary import Dimension
    from carbon_points.exchange.readers.vocabulary import Pattern
    from carbon_points.exchange.readers.vocabulary import Unit

EXACT: Final = 100
WORDS: Final = 60
MAYBE: Final = 40
_LONGEST_HEADING: Final = 60

_REQUIRED_MARK: Final = re.compile(r"[*✱※]|必填|选填|\brequired\b|\boptional\b")
_BRACKETS: Final = re.compile(r"[(\[{<【〔「](.*?)[)\]}>】〕」]")
_CAMEL: Final = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z])")
_LATIN: Final = re.compile(r"[a-z]+[0-9]*")
_LETTERS: Final = re.compile(r"[^\W_]+")
_STOP_WORDS: Final = frozenset(["in", "of", "the", "a", "per", "for", "and", "or"])
_FOREIGN_UNIT: Final = re.compile(
    r"(?:吉焦|兆焦|千焦|焦耳|焦|吨|两|磅|英里|里|亩|大卡|千卡|分钟|秒|小时"
    r"|gj|mj|kj|j|t|ton|tons|tonnes?|lbs?|oz|mi|miles?|ft|yd|yards?|btu|kcal|min|hours?)"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading taken apart: half width, lower case, brackets aside."""

    text: str
    variants: frozenset[str]
    """Spellings without spaces, brackets, units: compared as a whole."""

    squeezed: str
    """Everything in one piece: searched for Chinese words."""

    tokens: frozenset[str]
    """The English words in it, joined ones also taken apart."""

    in_brackets: tuple[str, ...]


@functools.lru_cache(maxsize=4096)
def heading(text: str) -> Heading:
    """Take a heading apart."""
    plain = unicodedata.normalize("NFKC", text[: 2 * _LONGEST_HEADING])
    plain = _REQUIRED_MARK.sub(" ", _CAMEL.sub(" ", plain).lower())
    brackets = tuple(part.strip() for part in _BRACKETS.findall(plain))
    base = _BRACKETS.sub(" ", plain)
    tokens = list(_LATIN.findall(plain))
    variants = {_squeeze(base), _squeeze(plain), _without_units(base)}
    return Heading(
        text=text,
        variants=frozenset(variants - {""}),
        squeezed=_squeeze(plain),
        tokens=frozenset(_expanded(tokens)),
        in_brackets=brackets,
    )


def could_be_heading(text: str) -> bool:
    """Whether a cell may be a heading at all, and not a value or a note."""
    return 0 < len(text) <= _LONGEST_HEADING and sum(map(str.isdigit, text)) < 5


def _squeeze(text: str) -> str:
    return "".join(_LETTERS.findall(text))


def _without_units(base: str) -> str:
    pieces = [
        piece
        for piece in re.split(r"[\s_\-/,:]+", base)
        if piece not in _unit_words() and piece not in _STOP_WORDS
    ]
    squeezed = _squeeze("".join(pieces))
    for word in sorted(_unit_words(), key=len, reverse=True):
        rest = squeezed.removesuffix(word)
        if (
            rest != squeezed
            and len(rest) > 1
            and not (word.isascii() and rest.isascii())
        ):
            return rest
    return squeezed


@functools.cache
def _unit_words() -> frozenset[str]:
    return frozenset(w for d in vocabulary().dimensions.values() for w in d.words)


@functools.cache
def _latin_words() -> frozenset[str]:
    words: set[str] = set()
    known = vocabulary()
    for concept in (*known.concepts.values(), *known.ignored):
        for pattern in (*concept.words, *concept.maybe):
            words.update(word for group in pattern for word in group)
        words.update(concept.never)
    return frozenset(w for w in words | _unit_words() if w.isascii() and w.isalnum())


def _expanded(tokens: Iterable[str]) -> Iterable[str]:
    known = _latin_words()
    for token in tokens:
        yield token
        if token in known:
            continue
        if token.endswith("s") and token[:-1] in known:
            yield token[:-1]
        yield from _parts(token, known) or ()


def _parts(token: str, known: frozenset[str]) -> list[str] | None:
    """The known words that a joined one like ``starttime`` is made of."""
    if not token:
        return []
    for length in range(len(token), 1, -1):
        if token[:length] in known:
            rest = _parts(token[length:], known)
            if rest is not None:
                return [token[:length], *rest]
    return None


@functools.lru_cache(maxsize=65536)
def fit(concept: Concept, text: str) -> int:
    """How well a heading fits: 100 exactly, 60-90 by words, 40-55 maybe, 0 not."""
    parts = heading(text)
    if parts.variants & concept.exact:
        return EXACT
    if any(_occurs(word, parts) for word in concept.never):
        return 0
    by_words = _best(concept.words, parts)
    if by_words:
        return WORDS + by_words * 30 // 100
    maybe = _best(concept.maybe, parts)
    return MAYBE + maybe * 15 // 100 if maybe else 0


def _occurs(word: str, parts: Heading) -> bool:
    return word in parts.tokens if word.isascii() else word in parts.squeezed


def _best(patterns: tuple[Pattern, ...], parts: Heading) -> int:
    """The largest part of a heading that one pattern explains, in percent."""
    length = max(len(parts.squeezed), 1)
    found = [_explained(pattern, parts) for pattern in patterns]
    return min(100, max(found, default=0) * 100 // length)


def _explained(pattern: Pattern, parts: Heading) -> int:
    total = 0
    for group in pattern:
        longest = max((len(w) for w in group if _occurs(w, parts)), default=0)
        if not longest:
            return 0
        total += longest
    return total


def units_in(dimension: Dimension, text: str) -> set[str]:
    """The names of the units in a heading; in brackets they count before others."""
    parts = heading(text)
    for bracket in parts.in_brackets:
        found = _units(dimension, bracket)
        if found:
            return {unit.name for unit in found}
    return {
        unit.name for unit in _units(dimension, unicodedata.normalize("NFKC", text))
    }


def _units(dimension: Dimension, text: str) -> list[Unit]:
    rest = text.lower().strip()
    latin = set(heading(text).tokens) | set(rest.split())
    found = []
    for word, unit in dimension.words.items():
        if word.isascii():
            if word in latin or rest == word:
                found.append(unit)
        elif _names_unit(word, rest):
            # Longest words come first: what is left of 公斤 must not count as 斤.
            rest = rest.replace(word, " ")
            found.append(unit)
    return found


def _names_unit(word: str, text: str) -> bool:
    # One character alone is a unit only at the end: 净重斤, but not 年度用电量.
    return word in text if len(word) > 1 else text.endswith((word, word + "数"))


def foreign_unit(text: str) -> str:
    """A unit in a heading's brackets or last word that the program cannot convert."""
    parts = heading(text)
    last = re.split(r"[\s_\-/]+", unicodedata.normalize("NFKC", text).lower())[-1]
    for candidate in (*parts.in_brackets, last):
        if _FOREIGN_UNIT.fullmatch(candidate):
            return candidate
    return ""
