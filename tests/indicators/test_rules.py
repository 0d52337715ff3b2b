"""Values and targets of the plan."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.indicators.rules import number
from carbon_points.indicators.rules import number_text
from carbon_points.indicators.rules import verdict

decimals = st.decimals(0, 10**9, places=3, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("typed", "kept", "value"),
    [
        ("8.60", "8.60", "8.6"),
        ("9,290,749.01", "9290749.01", "9290749.01"),
        ("３７．５", "37.5", "37.5"),
        (" 139.36万 ", "139.36万", "1393600"),
        ("1.5亿", "1.5亿", "150000000"),
        ("-3", "-3", "-3"),
    ],
)
def test_a_number_is_read_exactly(typed: str, kept: str, value: str) -> None:
    assert number_text(typed) == kept
    assert number(typed) == Fraction(value)


@pytest.mark.parametrize("typed", ["", "无", "2家", "1,2", "1e5", "nan", "12.", "≥5"])
def test_words_are_no_number(typed: str) -> None:
    assert number(typed) is None


@pytest.mark.parametrize(
    ("target", "values", "reached"),
    [
        ("≥5", {2023: "5"}, True),
        (">30", {2023: "30"}, False),
        ("100", {2023: "99.9"}, False),
        ("较2020年下降", {2020: "2", 2023: "1.99"}, True),
        ("较2020年下降", {2020: "2", 2023: "2"}, False),
        ("较2020年下降20.5%", {2020: "100", 2023: "79.5"}, True),
        ("较2020年下降20.5%", {2020: "100", 2023: "79.6"}, False),
        ("较2020年上升", {2020: "273", 2023: "273"}, False),
        ("零增长", {2022: "7", 2023: "7"}, True),
        ("零增长", {2022: "7", 2023: "7.1"}, False),
        ("零增长", {2023: "7"}, None),
        ("较2020年上升", {2023: "9"}, None),
        ("较2020年上升", {2020: "0", 2023: "9"}, None),
        ("完成上级下达目标任务", {2023: "9"}, None),
        ("≥5", {2022: "6", 2023: "两家"}, None),
        ("≥5", {}, None),
    ],
)
def test_a_target_is_reached_or_not_or_nobody_can_say(
    target: str,
    values: dict[int, str],
    reached: bool | None,  # noqa: FBT001  (a table's column)
) -> None:
    assert verdict(target, values) is reached


@given(decimals, decimals)
def test_a_fall_of_nothing_is_any_fall(base: object, now: object) -> None:
    values = {2020: str(base), 2024: str(now)}

    found = verdict("较2020年下降", values)

    before, after = Fraction(str(base)), Fraction(str(now))
    assert found is (None if before == 0 else after < before)
