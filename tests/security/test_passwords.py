"""Which passwords and PINs are taken, and how they are kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.common.problems import UserError
from carbon_points.security.passwords import hashed
from carbon_points.security.passwords import is_simple
from carbon_points.security.passwords import matches


@pytest.mark.parametrize(
    "simple",
    ["888888", "123456", "987654", "456789", "abcdef", "８８８８８８", "wangfang"],
)
def test_what_anybody_would_try_first_is_refused(simple: str) -> None:
    with pytest.raises(UserError, match="PASSWORD_SIMPLE"):
        hashed(simple, "WangFang")


def test_a_short_one_is_refused() -> None:
    with pytest.raises(UserError, match="PASSWORD_SHORT"):
        hashed("24681")


@given(st.text(alphabet="0123456789", min_size=6, max_size=12))
def test_a_pin_is_simple_if_all_its_steps_are_the_same_small_one(pin: str) -> None:
    runs = ("0123456789", "9876543210")
    expected = len(set(pin)) == 1 or any(pin in run for run in runs)

    assert is_simple(pin) == expected


def test_a_pin_in_wide_digits_is_the_same_pin() -> None:
    kept = hashed("２４６８１０", "wang")

    assert kept.startswith("$argon2id$")
    assert matches(kept, "246810")
    assert not matches(kept, "246811")
