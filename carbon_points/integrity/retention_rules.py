"""How long personal information is kept: dated rules with their legal ground."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import msgspec

from carbon_points.common.strict_yaml import load

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT: Final = "carbon-points/retention/1"
PHOTOS: Final = "photos"
OPERATOR_FILES: Final = "operator_files"
OPERATION_LOG: Final = "operation_log"
DRAFTS: Final = "drafts"
CLOSED_PEOPLE: Final = "closed_people"
BACKUPS: Final = "backups"
SET_ASIDE: Final = "set_aside"
RULES: Final = (
    *(PHOTOS, OPERATOR_FILES, OPERATION_LOG, DRAFTS, CLOSED_PEOPLE),
    *(BACKUPS, SET_ASIDE),
)
"""Every rule that a run carries out; the file has a row in force for each."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing in Chinese and English."""

    zh: str
    en: str

    def text(self, language: str) -> str:
        """One of the two."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """How long one kind of information is kept, and what goes then."""

    id: str
    name: Said
    keeps: Said
    days: int
    """0: for good."""

    counted_from: Said
    source: Said
    confidence: str
    """``published`` or ``assumed``."""

    def ends_on(self, day: dt.date) -> dt.date:
        """The last day on which something of that day is kept."""
        return day + dt.timedelta(days=self.days)


class _Row(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    name_zh: str
    name_en: str
    keeps_zh: str
    keeps_en: str
    source: str
    days: str = "0"
    from_zh: str = ""
    from_en: str = ""
    confidence: str = "assumed"
    valid_from: str = "2024-01-01"
    valid_to: str | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Whether the row is in force on a day."""
        begun = dt.date.fromisoformat(self.valid_from) <= day
        return begun and (
            self.valid_to is None or day < dt.date.fromisoformat(self.valid_to)
        )


class _File(msgspec.Struct, forbid_unknown_fields=True):
    format: str
    sources: dict[str, dict[str, str]]
    rules: list[_Row]
    kept: list[_Row]


def rules_on(day: dt.date) -> dict[str, RetentionRule]:
    """The rules in force on a day, by id, in the order in which they are carried out.

    Raises:
        LookupError: if a kind of information has no rule, or two.
    """
    held = _held()
    found = [row for row in held.rules if row.holds_on(day)]
    if sorted(row.id for row in found) != sorted(RULES):
        raise LookupError(day)
    return {row.id: _rule(row, held.sources) for row in found}


def kept_for_good() -> tuple[RetentionRule, ...]:
    """What stays, and why."""
    held = _held()
    return tuple(_rule(row, held.sources) for row in held.kept)


def rules_digest(day: dt.date) -> bytes:
    """What a run writes down of the rules that it followed."""
    days = [(rule.id, rule.days) for rule in rules_on(day).values()]
    return hashlib.sha256(msgspec.msgpack.encode(sorted(days))).digest()


@cache
def _held() -> _File:
    text = files("resources").joinpath("retention.yaml").read_text("utf-8")
    plain: Any = load(text)
    if plain["format"] != FORMAT:
        raise ValueError(plain["format"])
    return msgspec.convert(plain, _File)


def _rule(row: _Row, sources: Mapping[str, Mapping[str, str]]) -> RetentionRule:
    source = sources[row.source]
    return RetentionRule(
        row.id,
        Said(row.name_zh, row.name_en),
        Said(row.keeps_zh, row.keeps_en),
        int(row.days),
        Said(row.from_zh, row.from_en),
        Said(source["title_zh"], source["title_en"]),
        row.confidence,
    )
