"""The texts that are agreed to, by their version; shipped as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from carbon_points.common import strict_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One wording of the consent, in both languages."""

    version: str
    valid_from: str
    is_assumed: bool
    """The bureau has yet to confirm it."""

    titles: Mapping[str, str]
    paragraphs: Mapping[str, tuple[str, ...]]
    """By language, ``zh`` and ``en``; ``{district}`` and ``{issuer}`` stay open."""

    def lines(self, language: str, district: str, issuer: str) -> tuple[str, ...]:
        """The paragraphs as they are read out and signed in this district."""
        known = {"district": district, "issuer": issuer}
        return tuple(text.format_map(known) for text in self.paragraphs[language])


@cache
def consent_texts() -> Mapping[str, ConsentText]:
    """Every version that was ever signed, the oldest first."""
    text = files("resources").joinpath("consent.yaml").read_text("utf-8")
    rows = strict_yaml.load(text)
    return {row["version"]: _text(row) for row in rows}


def consent_text(version: str) -> ConsentText | None:
    """The wording of a version; None if this copy of the program does not have it."""
    return consent_texts().get(version)


def _text(row: Mapping[str, list[str] | str]) -> ConsentText:
    return ConsentText(
        str(row["version"]),
        str(row["valid_from"]),
        row["confidence"] == "assumed",
        {language: str(row[f"title_{language}"]) for language in ("zh", "en")},
        {language: tuple(row[language]) for language in ("zh", "en")},
    )
