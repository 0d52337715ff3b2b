"""Serials: one spelling, and a check digit that finds typing errors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.certificates.serial import check_digit
from carbon_points.certificates.serial import is_serial
from carbon_points.certificates.serial import LAST_NUMBER
from carbon_points.certificates.serial import parse_serial
from carbon_points.certificates.serial import Serial
from carbon_points.certificates.serial import serial
from carbon_points.certificates.serial import SerialError
from carbon_points.certificates.serial import typed_serial
from carbon_points.common.ids import LAST_DESK
from carbon_points.common.problems import UserError

serials = st.builds(
    serial,
    st.from_regex(r"[A-Z]{1,6}", fullmatch=True),
    st.integers(2020, 9999),
    st.integers(1, LAST_DESK),
    st.integers(1, LAST_NUMBER),
)


def test_the_check_digit_is_that_of_the_standard_s_own_example() -> None:
    assert check_digit("0794") == 5


def test_a_serial_is_spelled_as_the_format_says() -> None:
    assert serial("ZQ", 2026, 12, 3186) == "ZQ-2026-0012-003186-0"


def test_a_desk_of_five_digits_takes_five_places() -> None:
    assert serial("ZQ", 2026, 16_384, 1).startswith("ZQ-2026-16384-000001-")


@given(serials)
def test_a_serial_is_read_back_as_it_was_written(text: str) -> None:
    assert is_serial(text)
    assert str(parse_serial(text)) == text


@given(serials, st.data())
def test_every_single_digit_change_is_noticed(text: str, data: st.DataObject) -> None:
    places = [i for i, c in enumerate(text) if c.isdigit()]
    place = data.draw(st.sampled_from(places))
    others = [d for d in "0123456789" if d != text[place]]

    changed = text[:place] + data.draw(st.sampled_from(others)) + text[place + 1 :]

    assert not is_serial(changed)


def test_of_all_swaps_of_neighbours_only_neighbouring_digits_can_slip_through() -> None:
    missed = {
        (number // 10 % 10, number % 10)
        for number in range(10_000)
        for a, b in [divmod(number % 100, 10)]
        if a != b
        if check_digit(f"{number:04d}") == check_digit(f"{number // 100:02d}{b}{a}")
    }

    # 2 % of them: the standard's MOD 11,10 cannot find more with one decimal digit.
    assert all((a - b) % 10 in {1, 9} for a, b in missed)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "SERIAL_FORMAT"),
        ("ZQ-2026-0012-003186", "SERIAL_FORMAT"),
        ("zq-2026-0012-003186-0", "SERIAL_FORMAT"),
        ("ZQ-2026-0012-003186-0 ", "SERIAL_FORMAT"),
        ("ZQ-2026-0012-003186-0\n", "SERIAL_FORMAT"),
        ("ZQ-2026-00012-003186-0", "SERIAL_FORMAT"),
        ("ZQ-２０２６-0012-003186-0", "SERIAL_FORMAT"),
        ("ZQ-2026-0012-003186-1", "SERIAL_CHECK_DIGIT"),
        (f"ZQ-2019-0012-000001-{check_digit('20190012000001')}", "SERIAL_YEAR"),
        (f"ZQ-2026-0000-000001-{check_digit('20260000000001')}", "SERIAL_DESK"),
        (f"ZQ-2026-40000-000001-{check_digit('202640000000001')}", "SERIAL_DESK"),
        (f"ZQ-2026-0012-000000-{check_digit('20260012000000')}", "SERIAL_NUMBER"),
    ],
)
def test_what_is_wrong_with_a_serial_is_named(text: str, code: str) -> None:
    with pytest.raises(SerialError) as caught:
        parse_serial(text)

    assert (caught.value.code, caught.value.details["value"]) == (code, text)


@pytest.mark.parametrize(
    ("desk", "number"), [(0, 1), (40_000, 1), (1, 0), (1, 1_000_000)]
)
def test_no_serial_is_made_beyond_its_ranges(desk: int, number: int) -> None:
    with pytest.raises(SerialError):
        serial("ZQ", 2026, desk, number)


def test_a_serial_says_whose_it_is() -> None:
    assert parse_serial("ZQ-2026-0012-003186-0") == Serial("ZQ", 2026, 12, 3186)


def test_a_typed_serial_is_told_from_other_texts_and_from_a_typo() -> None:
    right = serial("ZQ", 2026, 12, 3186)
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)

    assert typed_serial(f" {right.lower()} ") == right
    assert typed_serial("CP1:ABC") is None
    with pytest.raises(UserError, match="SERIAL_MISTYPED"):
        typed_serial(wrong)
