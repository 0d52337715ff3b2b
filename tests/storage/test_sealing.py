"""Identities are sealed, bound to their record, and found by keyed tokens."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.storage.sealing import Sealer
from carbon_points.storage.sealing import TOKEN_BYTES

SEALER = Sealer(b"i" * 32, b"t" * 32)
ids = st.integers(0, (1 << 63) - 1)


@given(ids, st.text())
def test_what_was_sealed_opens_for_its_record_only(record: int, text: str) -> None:
    sealed = SEALER.seal(record, text)

    assert SEALER.open(record, sealed) == text
    with pytest.raises(InvalidTag):
        SEALER.open(record ^ 1, sealed)


@given(st.data())
def test_a_changed_bit_does_not_open(data: st.DataObject) -> None:
    sealed = bytearray(SEALER.seal(1, "370114199001011234"))
    bit = data.draw(st.integers(0, 8 * len(sealed) - 1))
    sealed[bit // 8] ^= 1 << bit % 8

    with pytest.raises(InvalidTag):
        SEALER.open(1, bytes(sealed))


def test_the_same_number_never_looks_the_same() -> None:
    assert SEALER.seal(1, "370114199001011234") != SEALER.seal(1, "370114199001011234")


@given(st.text(min_size=4), st.text(min_size=4))
def test_tokens_are_equal_for_equal_numbers_only(one: str, other: str) -> None:
    assert (SEALER.token(one) == SEALER.token(other)) == (one == other)
    assert len(SEALER.token(one)) == TOKEN_BYTES


@given(st.text(), st.text(min_size=4, max_size=4))
def test_the_tail_token_is_that_of_the_last_four(head: str, tail: str) -> None:
    assert SEALER.tail_token(head + tail) == SEALER.tail_token(tail)
    assert SEALER.tail_token(tail) != SEALER.token(tail)


def test_other_keys_give_other_tokens() -> None:
    assert Sealer(b"i" * 32, b"u" * 32).token("1234") != SEALER.token("1234")
