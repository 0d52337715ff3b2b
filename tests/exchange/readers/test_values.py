"""Texts, names, numbers and identity numbers in cells."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.exchange.readers import values
from carbon_points.exchange.readers.values import Refusal

if TYPE_CHECKING:
    from carbon_points.exchange.readers.values import Cell

INVISIBLE = " \t\u00a0\u3000\u200b\u200e\u202a\ufeff"
edges = st.text(INVISIBLE, max_size=3)
RIC = "370114196705269988"
FULL = {ord(c): ord(c) + 0xFEE0 for c in "0123456789.,-+kgKG"}


@given(edges, st.text("张伟·=+-@阿娜0aB", min_size=1), edges)
def test_a_text_is_only_trimmed(before: str, text: str, after: str) -> None:
    assert values.cell_text(before + text + after) == text
    assert values.line(before + text + after) == text


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "@SUM(1+1)", "+86王伟", "-李娜"]
)
def test_a_name_that_a_spreadsheet_would_run_stays_text(text: str) -> None:
    assert values.name(text) == text


@pytest.mark.parametrize("dot", "•・．·")
def test_every_middle_dot_of_a_name_becomes_one(dot: str) -> None:
    assert values.name(f" 阿卜杜拉{dot}买买提　") == "阿卜杜拉·买买提"


def test_marks_inside_a_name_that_cannot_be_seen_are_dropped() -> None:
    assert values.name("张\u200b伟\u202e\x00") == "张伟"


@given(st.text())
def test_a_name_holds_no_control_character_and_is_stable(text: str) -> None:
    name = values.name(text)

    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in name)
    assert values.name(name) == name


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=3),
    st.sampled_from([FULL, {}]),
    st.sampled_from(["", "kg", " 公斤", "KG", "斤"]),
    edges,
)
def test_a_number_is_the_same_however_it_is_typed(
    value: Decimal, width: dict[int, int], unit: str, edge: str
) -> None:
    text = edge + format(value, ",f") + unit + edge

    found = values.number(text.translate(width))

    assert found is not None
    assert found.value == value
    assert found.unit.lower() == unit.strip().lower()


@given(st.floats(allow_nan=False, allow_infinity=False, width=64))
def test_a_float_is_taken_as_the_shortest_decimal_that_reads_back(cell: float) -> None:
    found = values.number(cell)

    if found is not None:
        assert float(found.value) == cell
        assert str(found.value) == str(Decimal(repr(cell)))
    else:
        assert cell == 0 or not 1e-23 < abs(cell) < 1e23


NO_NUMBERS = (
    "|暂无|NaN|nan|inf|—|1e400|1E3|1,23|12,34.5|1.2.3|约两袋|#VALUE!|--5|3/4|1-2|٣|½"
    "|0x10|1_000|３．５．１|" + "9" * 25
).split("|")


@pytest.mark.parametrize(
    "cell",
    [
        *NO_NUMBERS,
        math.nan,
        math.inf,
        -math.inf,
        1e300,
        True,
        None,
        dt.date(2026, 1, 1),
    ],
)
def test_what_is_not_certainly_a_number_is_none(cell: Cell) -> None:
    found = values.number(cell)

    assert found is None or found.unit not in ("", "kg", "km")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (4.2, "4.2"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e-05, "0.00001"),
        ("1,234,567.50", "1234567.5"),
        ("３．５", "3.5"),
        ("－1", "-1"),
        ("−1", "-1"),
        (" 0 . 5 ", "0.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("-0.0", "0"),
        (100, "100"),
        (-0.0, "0"),
        (12.0, "12"),
    ],
)
def test_a_stored_decimal_is_plain(cell: Cell, value: str) -> None:
    found = values.number(cell)

    assert found is not None
    assert values.canonical(found.value) == value


@given(st.decimals(-1000, 1000, places=4))
def test_the_nearest_integer_is_never_further_than_half(value: Decimal) -> None:
    whole = values.whole(value)

    assert abs(whole - value) <= Decimal("0.5")
    if abs(whole - value) == Decimal("0.5"):
        assert whole % 2 == 0


@pytest.mark.parametrize(
    "cell",
    [
        370114197901199000,
        3.70114197901199e17,
        1e14,
        "3.70114E+17",
        "3.7e17",
        RIC + ".0",
    ],
)
def test_an_id_that_was_a_number_is_refused(cell: Cell) -> None:
    assert values.identity(cell) == Refusal("ID_AS_NUMBER")


@pytest.mark.parametrize("cell", ["", None, "无", "—", "暂无", "  "])
def test_an_id_that_is_not_there_is_empty(cell: Cell) -> None:
    assert values.identity(cell) == ""


def test_an_id_is_freed_of_its_typing() -> None:
    typed = "'３７０１１４ 19670526 998-8\u200b"

    assert values.identity(typed) == "370114196705269988"
    assert values.identity("37011420010309928x") == "37011420010309928X"


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        (16984970182, "16984970182"),
        (16984970182.0, "16984970182"),
        ("+86 169-8497-0182", "16984970182"),
        ("１６９８４９７０１８２", "16984970182"),
        ("无", ""),
        (None, ""),
    ],
)
def test_a_telephone_is_digits(cell: Cell, phone: str) -> None:
    assert values.phone(cell) == phone


def test_an_order_number_keeps_its_digits() -> None:
    assert values.order_number("\tA26010000000001") == "A26010000000001"
    assert values.order_number(12345.0) == "12345"
    assert values.order_number(1.2345678901234e20) == Refusal("ID_AS_NUMBER")
    assert values.order_number("'00012 3") == "000123"
