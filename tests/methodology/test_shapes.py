"""Which values have the declared shape."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.methodology.contract import Field
from carbon_points.methodology.contract import FieldType
from carbon_points.methodology.contract import Rejection
from carbon_points.methodology.shapes import read_inputs

METRES = Field("m", FieldType.INTEGER, above="0", maximum="100")
KILOWATTS = Field("kw", FieldType.DECIMAL)
WORD = Field("word", FieldType.CHOICE, choices=("a", "b"))
SHARES = Field("shares", FieldType.SHARES, choices=("x", "y"))
SEGMENTS = Field("segments", FieldType.SEGMENTS)


def code(field: Field, value: Any) -> str:
    read = read_inputs((field,), {field.name: value})
    return read.code if isinstance(read, Rejection) else "OK"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, "OK"),
        (100, "OK"),
        (0, "INPUT_RANGE"),
        (-1, "INPUT_RANGE"),
        (101, "INPUT_RANGE"),
        (2**70, "INPUT_RANGE"),
        (1.0, "INPUT_TYPE"),
        ("1", "INPUT_TYPE"),
        (True, "INPUT_TYPE"),
        ([1], "INPUT_TYPE"),
        (None, "INPUT_MISSING"),
    ],
)
def test_an_integer_is_a_json_integer_in_its_range(value: Any, expected: str) -> None:
    assert code(METRES, value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0", "OK"),
        ("8.4", "OK"),
        ("0.000001", "OK"),
        ("8.40", "OK"),
        ("8.4000001", "INPUT_TYPE"),
        ("08.4", "INPUT_TYPE"),
        (".5", "INPUT_TYPE"),
        ("5.", "INPUT_TYPE"),
        ("-1", "INPUT_TYPE"),
        ("+1", "INPUT_TYPE"),
        ("1e3", "INPUT_TYPE"),
        ("1 ", "INPUT_TYPE"),
        ("1\n", "INPUT_TYPE"),
        ("８", "INPUT_TYPE"),
        (8.4, "INPUT_TYPE"),
        (8, "INPUT_TYPE"),
        ("9" * 40, "INPUT_RANGE"),
        ("9" * 5000, "INPUT_RANGE"),
        ("9223372036854.775807", "OK"),
        ("9223372036854.775808", "INPUT_RANGE"),
    ],
)
def test_a_decimal_is_a_plain_text_of_at_most_six_decimals(
    value: Any, expected: str
) -> None:
    assert code(KILOWATTS, value) == expected


@given(st.integers(0, 10**12), st.integers(0, 999_999))
def test_a_decimal_is_read_exactly(whole: int, millionths: int) -> None:
    read = read_inputs((KILOWATTS,), {"kw": f"{whole}.{millionths:06d}"})

    assert read == {"kw": whole + Fraction(millionths, 10**6)}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-04-15", "OK"),
        ("2024-02-29", "OK"),
        ("9999-12-31", "OK"),
        ("2026-02-29", "INPUT_TYPE"),
        ("20260415", "INPUT_TYPE"),
        ("2026-W16-3", "INPUT_TYPE"),
        ("2026-4-15", "INPUT_TYPE"),
        ("2026-04-15T00:00", "INPUT_TYPE"),
        (20260415, "INPUT_TYPE"),
    ],
)
def test_a_date_has_one_spelling(value: Any, expected: str) -> None:
    assert code(Field("day", FieldType.DATE), value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-04-15T07:40:00+08:00", "OK"),
        ("2026-04-14T23:40:00Z", "OK"),
        ("2026-04-15 07:40+08:00", "OK"),
        ("2026-04-15T07:40:00", "INPUT_TYPE"),
        ("2026-04-15T07:40:00.5+08:00", "INPUT_TYPE"),
        ("2026-04-15", "INPUT_TYPE"),
        ("2026-04-15T25:00:00+08:00", "INPUT_TYPE"),
        ("9999-12-31T23:59:59+00:00", "INPUT_RANGE"),
        ("0001-01-01T00:00:00+14:00", "INPUT_RANGE"),
        (1760000000, "INPUT_TYPE"),
    ],
)
def test_a_moment_needs_its_offset(value: Any, expected: str) -> None:
    assert code(Field("at", FieldType.MOMENT), value) == expected


def test_a_moment_is_read_as_local_time() -> None:
    field = Field("at", FieldType.MOMENT)

    read = read_inputs((field,), {"at": "2025-12-30T16:00:00+00:00"})

    assert not isinstance(read, Rejection)
    assert read["at"].isoformat() == "2025-12-31T00:00:00+08:00"


def test_a_code_word_must_be_known_unless_the_methodology_decides() -> None:
    free = Field("word", FieldType.CHOICE, choices=("a", "b"), known_words=False)

    assert code(WORD, "c") == "INPUT_RANGE"
    assert code(free, "c") == "OK"
    assert code(WORD, 1) == "INPUT_TYPE"
    assert code(WORD, "") == "INPUT_MISSING"
    assert code(Field("text", FieldType.TEXT), "  ") == "INPUT_MISSING"
    assert code(Field("text", FieldType.TEXT), 7) == "INPUT_TYPE"


def test_shares_are_decimals_of_known_names() -> None:
    assert code(SHARES, {"x": "0.25", "y": "0.75"}) == "OK"
    assert code(SHARES, {"z": "1"}) == "INPUT_RANGE"
    assert code(SHARES, {"x": 1}) == "INPUT_TYPE"
    assert code(SHARES, ["x"]) == "INPUT_TYPE"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "OK"),
        ({"ct": 40}, "OK"),
        ({"rollover": True, "max": "100"}, "OK"),
        ({"max": "9.9"}, "INPUT_RANGE"),
        ({"ct": 0}, "INPUT_RANGE"),
        ({"ct": "40"}, "INPUT_TYPE"),
        ({"ct": True}, "INPUT_TYPE"),
        ({"rollover": 1}, "INPUT_TYPE"),
        ({"start": 1}, "INPUT_TYPE"),
        ({"meter_id": 12}, "INPUT_TYPE"),
        ({"meter_id": ["M"]}, "INPUT_TYPE"),
        ({"meter_id": None}, "INPUT_MISSING"),
        ({"end": ""}, "INPUT_MISSING"),
        ({"max": "-1"}, "INPUT_TYPE"),
    ],
)
def test_a_segment_has_its_parts(change: dict[str, Any], expected: str) -> None:
    segment = {"meter_id": "M1", "start": "1", "end": "10"} | change

    assert code(SEGMENTS, [segment]) == expected


def test_no_segment_is_a_missing_input() -> None:
    assert code(SEGMENTS, []) == "INPUT_MISSING"
    assert code(SEGMENTS, {}) == "INPUT_TYPE"
    assert code(SEGMENTS, ["M1"]) == "INPUT_TYPE"


def test_a_missing_input_comes_before_a_wrong_one() -> None:
    read = read_inputs((METRES, KILOWATTS), {"m": 1.5})

    assert read == Rejection("INPUT_MISSING", "kw")


def test_what_is_needed_and_what_is_ignored_depends_on_the_inputs() -> None:
    optional = Field("m", FieldType.INTEGER, required=False)

    assert read_inputs((optional,), {}) == {"m": None}
    assert read_inputs((optional,), {}, needed={"m"}) == Rejection("INPUT_MISSING", "m")
    assert read_inputs((optional,), {"m": "x"}, ignored={"m"}) == {"m": None}
