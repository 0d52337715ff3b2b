"""The texts that are agreed to, by version and kind; shipped as data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from carbon_points.common import strict_yaml


class Clause(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One numbered part of a text."""

    title: str
    sentences: tuple[str, ...]


class ConsentText(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One wording for residents or companies; the district's names stay open."""

    version: str
    kind: Literal["resident", "sme"]
    title: str
    opening: str
    clauses: tuple[Clause, ...]
    closing: tuple[str, ...]
    """What is ticked besides."""

    def lines(self, district: str, issuer: str) -> tuple[str, ...]:
        """The text as it is read out and signed in this district."""
        known = {"district": district, "issuer": issuer}
        clauses = (
            f"{number}. {clause.title}：{''.join(clause.sentences)}"
            for number, clause in enumerate(self.clauses, 1)
        )
        whole = (self.opening, *clauses, *self.closing)
        return tuple(line.format_map(known) for line in whole)


@cache
def consent_texts() -> tuple[ConsentText, ...]:
    """Every text that was ever signed, the oldest first."""
    text = files("resources").joinpath("consent.yaml").read_text("utf-8")
    rows = strict_yaml.load(text)["versions"]
    return msgspec.convert(rows, tuple[ConsentText, ...])


def consent_text(version: str, kind: str) -> ConsentText | None:
    """The wording of a version; None if this copy of the program does not have it."""
    known = ((text.version, text.kind, text) for text in consent_texts())
    return next((t for v, k, t in known if (v, k) == (version, kind)), None)
