"""The keys by which a name is found: pinyin, initials, the name and its ends.

Made when a name is written. Searching only compares keys (`search`), because loading
the dictionary costs 0.2 s and tens of megabytes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from itertools import product
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.participants.names import folded
from carbon_points.participants.names import is_han

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

PINYIN: Final = "pinyin"
INITIALS: Final = "initials"
NAME: Final = "name"
PART: Final = "part"

_MOST_GIVEN: Final = 8
"""Spellings of the part after the first character that are kept."""

_LONGEST_PERSON: Final = 6
"""A longer name in Chinese characters is a company's or a foreign one: one reading
for each character after the first is enough."""

LONGEST_KEY: Final = 64
"""Longer names are found by their beginning."""

_CORRECTED: Final = {"𬱖": ("wei",), "𠮷": ("ji",), "黑": ("hei", "he")}
"""Characters whose dictionary entry is missing or wrong."""

_TWO_LIVING_READINGS: Final = frozenset(
    "乐行朝长重盛晟茜娜藏柏泊澄峤隽婼莘禅颉莞仔露炅薄厦蔓"
)
"""Common in given names and read in two ways; the dictionary's other second readings
of given names are historical."""

_HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\U00020000-\U000323af"
_RUNS: Final = re.compile(rf"[{_HAN}]+|[^\W\d_{_HAN}]+|\d+")
Syllable = tuple[str, ...]


class Key(NamedTuple):
    """One row of the key table, without the participant."""

    kind: str
    key: str


@lru_cache(maxsize=1 << 14)
def keys_of(name: str, *, inside: bool = False) -> tuple[Key, ...]:
    """Every key by which a name is found.

    Args:
        name: as it is kept.
        inside: for a company: pinyin and initials are found from every character on,
            not from the first alone, and are read in context, not as a person's.
    """
    whole = folded(name)
    found = {Key(NAME, whole[:LONGEST_KEY])} if whole else set()
    found.update(Key(PART, end[:LONGEST_KEY]) for end in _ends(name) if end)
    syllables = _syllables(name, in_context=inside)
    for kind, spellings in (
        (PINYIN, _spellings(syllables)),
        (INITIALS, _spellings(_first_letters(syllables))),
    ):
        found.update(Key(kind, text[:LONGEST_KEY]) for text in spellings if text)
    if inside:
        found.update(key for key in _inner(syllables) if key.key)
    return tuple(sorted(found))


def _ends(name: str) -> Iterator[str]:
    """The proper ends of a name that a search may begin with.

    They begin at a Chinese character or at a word.
    """
    starts = [
        start
        for run in _RUNS.finditer(name)
        for start in (range(*run.span()) if is_han(run[0][0]) else (run.start(),))
    ]
    yield from (folded(name[start:]) for start in starts[1:])


def _syllables(name: str, *, in_context: bool) -> list[Syllable]:
    """The readings of each character, a Latin word counting as one character."""
    found: list[Syllable] = []
    for run in _RUNS.findall(name):
        if is_han(run[0]):
            found.extend(_readings(run, first=not found, in_context=in_context))
        else:
            found.append((folded(run),))
    return found


def _readings(run: str, *, first: bool, in_context: bool) -> Iterator[Syllable]:
    usual = _usual(run) if in_context else {}
    for index, character in enumerate(run):
        others = _all_readings(character)
        if not (first and index == 0):
            others = others[:2] if character in _TWO_LIVING_READINGS else others[:1]
        kept = dict.fromkeys((usual.get(index, ""), *others))
        yield _umlauts(reading for reading in kept if reading)


def _usual(run: str) -> dict[int, str]:
    """The reading of each known character in its context, e.g. 行 in 银行."""
    from pypinyin import lazy_pinyin

    known = [index for index, character in enumerate(run) if _all_readings(character)]
    return dict(zip(known, lazy_pinyin("".join(run[i] for i in known)), strict=True))


@lru_cache(maxsize=1 << 13)
def _all_readings(character: str) -> Syllable:
    """All readings of one character, the usual one first; none if it is unknown."""
    if character in _CORRECTED:
        return _CORRECTED[character]
    from pypinyin import pinyin
    from pypinyin import Style

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(found[0]) if found else ()


def _umlauts(readings: Iterable[str]) -> Syllable:
    """``lv`` is typed ``lv``, ``lu`` or ``lyu``."""
    found: dict[str, None] = {}
    for reading in readings:
        found[reading] = None
        if reading.startswith(("lv", "nv")):
            found[reading.replace("v", "u")] = None
            found[reading.replace("v", "yu")] = None
    return tuple(found) or ("",)


def _first_letters(syllables: Sequence[Syllable]) -> list[Syllable]:
    return [tuple(dict.fromkeys(r[:1] for r in readings)) for readings in syllables]


def _spellings(syllables: Sequence[Syllable]) -> set[str]:
    """The first syllable in every reading, with the likeliest readings of the rest."""
    if not syllables:
        return set()
    rest = list(syllables[1:])
    if len(syllables) > _LONGEST_PERSON:
        rest = [readings[:1] for readings in rest]
    ends = ["".join(p) for p in islice(product(*rest), _MOST_GIVEN)]
    return {first + end for first in syllables[0] for end in ends}


def _inner(syllables: Sequence[Syllable]) -> Iterator[Key]:
    usual = [readings[0] for readings in syllables]
    for start in range(1, len(usual)):
        yield Key(PINYIN, "".join(usual[start:])[:LONGEST_KEY])
        yield Key(INITIALS, "".join(u[:1] for u in usual[start:])[:LONGEST_KEY])
