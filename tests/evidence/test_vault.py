"""A sealed file gives back what was put in, or says that it was altered."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.common.problems import UserError
from carbon_points.evidence import vault

KEY = bytes(range(32))
SIZES = [0, 1, vault.BLOCK - 1, vault.BLOCK, vault.BLOCK + 1, 3 * vault.BLOCK]
HEAD = len(vault.MAGIC) + 7


def sealed(content: bytes) -> bytes:
    target = io.BytesIO()
    vault.seal(KEY, io.BytesIO(content), target)
    return target.getvalue()


def unsealed(blob: bytes, key: bytes = KEY) -> bytes:
    return b"".join(vault.unseal(key, io.BytesIO(blob)))


@pytest.mark.parametrize("size", SIZES)
def test_every_size_comes_back_whole(size: int) -> None:
    content = bytes(i * 7 % 251 for i in range(251)) * (size // 251 + 1)

    assert unsealed(sealed(content[:size])) == content[:size]


def test_the_same_file_is_never_sealed_twice_alike() -> None:
    assert sealed(b"same") != sealed(b"same")


@given(st.binary(min_size=1, max_size=300), st.data())
def test_one_changed_bit_is_noticed(content: bytes, data: st.DataObject) -> None:
    blob = bytearray(sealed(content))
    bit = data.draw(st.integers(0, len(blob) * 8 - 1))
    blob[bit // 8] ^= 1 << bit % 8

    with pytest.raises(UserError, match="EVIDENCE_DAMAGED"):
        unsealed(bytes(blob))


@given(st.binary(max_size=300), st.data())
def test_a_cut_file_is_noticed(content: bytes, data: st.DataObject) -> None:
    blob = sealed(content)
    left = data.draw(st.integers(0, len(blob) - 1))

    with pytest.raises(UserError, match="EVIDENCE_DAMAGED"):
        unsealed(blob[:left])


def test_a_file_cut_between_two_blocks_is_noticed() -> None:
    blob = sealed(bytes(2 * vault.BLOCK))

    with pytest.raises(UserError, match="EVIDENCE_DAMAGED"):
        unsealed(blob[: HEAD + vault.BLOCK + 16])


def test_swapped_blocks_are_noticed() -> None:
    blob = sealed(b"a" * vault.BLOCK + b"b" * vault.BLOCK + b"c")
    step = vault.BLOCK + 16
    first, second = blob[HEAD : HEAD + step], blob[HEAD + step : HEAD + 2 * step]

    with pytest.raises(UserError, match="EVIDENCE_DAMAGED"):
        unsealed(blob[:HEAD] + second + first + blob[HEAD + 2 * step :])


def test_another_key_opens_nothing() -> None:
    with pytest.raises(UserError, match="EVIDENCE_DAMAGED"):
        unsealed(sealed(b"secret"), bytes(32))
