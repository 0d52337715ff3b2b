"""The rules that come with the program: rates and approval policies."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files

import msgspec

from carbon_points.methodology.contract import Grade
from carbon_points.methodology.factors import read_yaml
from carbon_points.rulebook.rules import PointsRule
from carbon_points.rulebook.rules import Policy


class _Rule(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    group: str
    mg_per_point: int
    valid_from: dt.date
    valid_to: dt.date | None
    source: str
    confidence: str
    note_zh: str = ""


class _Rules(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    format: str
    rules: tuple[_Rule, ...]


class _Policy(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    id: str
    valid_from: dt.date
    grades: tuple[str, ...]
    flags: str
    second_person_mg: dict[str, int] | None
    sample_share: Decimal
    confidence: str


class _Policies(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    format: str
    policies: tuple[_Policy, ...]


@cache
def points_rules() -> tuple[PointsRule, ...]:
    """The dated rates of the two groups."""
    text = files("resources").joinpath("points.yaml").read_text("utf-8")
    document = msgspec.convert(read_yaml(text), _Rules, strict=False)
    return tuple(PointsRule(**msgspec.structs.asdict(row)) for row in document.rules)


@cache
def policies() -> dict[str, Policy]:
    """The approval policies by id."""
    text = files("resources").joinpath("policies.yaml").read_text("utf-8")
    document = msgspec.convert(read_yaml(text), _Policies, strict=False)
    return {row.id: _policy(row) for row in document.policies}


def _policy(row: _Policy) -> Policy:
    return Policy(
        row.id,
        row.valid_from,
        frozenset(Grade(word) for word in row.grades),
        row.flags,
        row.second_person_mg,
        row.confidence,
        Fraction(row.sample_share),
    )
