"""An ID number in a remark is as hidden as one on paper; other numbers stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.common.identities import without_numbers
from tests.participants.people import ric
from tests.participants.people import uscc

numbers = st.integers(min_value=0, max_value=9_000_000).map(ric)
gaps = st.sampled_from(["", " ", "-"])
words = st.text(st.characters(exclude_categories=["Nd", "Cs"]), max_size=5)


def wide(text: str) -> str:
    """Full-width, as a Chinese keyboard writes it."""
    return "".join(chr(ord(c) + 0xFEE0) for c in text)


@given(words, numbers, words, gaps)
def test_a_sound_number_is_hidden_wherever_it_stands(
    before: str, number: str, after: str, gap: str
) -> None:
    spelled = gap.join((number[:6], number[6:14], number[14:]))
    masked = f"{number[:6]}********{number[14:]}"

    assert without_numbers(before + spelled + after) == before + masked + after


@given(numbers)
def test_wide_and_small_letters_hide_nothing(number: str) -> None:
    for spelled in (number.lower(), wide(number), wide(number.lower())):
        assert number[6:14] not in without_numbers(f"证件{spelled}核对")
        assert spelled not in without_numbers(f"证件{spelled}核对")


@pytest.mark.parametrize(
    "text",
    ["", "13900000001", "订单370114199001011234567", "2026-03-02", uscc(7)],
)
def test_other_numbers_stay(text: str) -> None:
    assert without_numbers(text) == text


@given(numbers, st.sampled_from("0123456789"))
def test_a_number_that_does_not_check_is_none(number: str, last: str) -> None:
    text = number[:17] + last

    assert (without_numbers(text) == text) == (last != number[17])


@given(st.text())
def test_hiding_twice_is_hiding_once(text: str) -> None:
    once = without_numbers(text)

    assert without_numbers(once) == once
