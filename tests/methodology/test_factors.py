"""The traps of YAML, and what a factor file must hold."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from carbon_points.methodology.factors import factor_of
from carbon_points.methodology.factors import folder_factors
from carbon_points.methodology.factors import MethodologyError
from carbon_points.methodology.factors import read_factor_file
from carbon_points.methodology.factors import read_yaml

HEAD = """
format: carbon-points/factors/1
sources:
  S: {title_zh: 公告, issuer: 部, date: "2024-04-12", seen: read}
factors:
"""
ROW = """
- id: a.b
  name_zh: 因子
  name_en: factor
  value: VALUE
  unit: kg/kg
  valid_from: "FROM"
  valid_to: TO
  source: S
  confidence: assumed
"""


def row(value: str = '"0.6410"', start: str = "2024-01-01", end: str = "null") -> str:
    return ROW.replace("VALUE", value).replace("FROM", start).replace("TO", end)


def code(text: str) -> str:
    with pytest.raises(MethodologyError) as caught:
        read_factor_file(text, "here")
    assert str(caught.value).startswith("here: ")
    return caught.value.code


@pytest.mark.parametrize(
    "written", ["0123", "on", "no", "12:30", "1e3", "0x1F", "2026-01-01", "1_000", "~1"]
)
def test_yaml_scalars_stay_what_was_written(written: str) -> None:
    assert read_yaml(f"a: {written}") == {"a": written}


def test_null_alone_is_no_text() -> None:
    assert read_yaml("a: null\nb:\nc: '~'") == {"a": None, "b": None, "c": "~"}


@pytest.mark.parametrize("text", ["a: 1\na: 2", "- {x: 1, y: 2, x: 3}", "a: [", "\t"])
def test_a_repeated_key_or_broken_yaml_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"line|key"):
        read_yaml(text)


def test_an_unquoted_number_keeps_its_digits() -> None:
    found = read_factor_file(HEAD + row("0.6410"), "here")

    factor = factor_of(found.factors[0], found.sources["S"])

    assert factor.value == "0.6410"
    assert factor.exact == Fraction(641, 1000)
    assert factor.source_title == "公告（部）"
    assert factor.valid_from == dt.date(2024, 1, 1)


@pytest.mark.parametrize("value", ["1e3", '"1/3"', '" 1"', '""', ".5", "0x10", "nan"])
def test_a_value_that_is_no_plain_decimal_is_refused(value: str) -> None:
    assert code(HEAD + row(value)) == "FACTORS_UNREADABLE"


def test_touching_windows_are_fine_and_overlapping_ones_are_not() -> None:
    touching = row(end='"2025-01-01"') + row("2", start="2025-01-01")
    overlapping = row(end='"2025-01-02"') + row("2", start="2025-01-01")
    open_twice = row() + row("2", start="2025-01-01")

    assert len(read_factor_file(HEAD + touching, "here").factors) == 2
    assert code(HEAD + overlapping) == "FACTOR_WINDOWS_OVERLAP"
    assert code(HEAD + open_twice) == "FACTOR_WINDOWS_OVERLAP"


def test_a_row_without_a_known_source_is_refused() -> None:
    assert code(HEAD + row().replace("source: S", "source: T")) == (
        "FACTOR_SOURCE_UNKNOWN"
    )
    assert code(HEAD + row().replace("  source: S\n", "")) == "FACTORS_UNREADABLE"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("confidence: assumed", "confidence: sure"),
        ("unit: kg/kg", "units: kg/kg"),
        ('"2024-01-01"', '"2024-13-01"'),
        ("valid_to: null", 'valid_to: "2024-01-01"'),
        ("id: a.b", "id: 因子"),
        ("factors/1", "factors/2"),
    ],
)
def test_a_wrong_row_is_refused(old: str, new: str) -> None:
    assert code((HEAD + row()).replace(old, new)) == "FACTORS_UNREADABLE"


def test_a_missing_file_is_named() -> None:
    with pytest.raises(MethodologyError, match=r"^email/factors\.yaml: "):
        folder_factors("email")
