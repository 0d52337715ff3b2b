"""Keys, signatures and the one spelling of bytes in Base32."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.certificates.signing import base32_text
from carbon_points.certificates.signing import DeskKey
from carbon_points.certificates.signing import fingerprint
from carbon_points.certificates.signing import from_base32
from carbon_points.certificates.signing import is_signed
from tests.certificates.samples import KEY
from tests.certificates.samples import OTHER_KEY


def test_a_key_comes_back_from_its_secret() -> None:
    key = DeskKey.generate()

    again = DeskKey.from_seed(key.seed)

    assert (again.public, again.sign(b"x")) == (key.public, key.sign(b"x"))


def test_a_key_is_named_by_the_hash_of_its_public_half() -> None:
    assert KEY.key_id == hashlib.sha256(KEY.public).digest()[:4]


@given(st.binary(max_size=50), st.binary(max_size=50))
def test_a_signature_fits_its_message_and_key_alone(one: bytes, two: bytes) -> None:
    signature = KEY.sign(one)

    assert is_signed(KEY.public, two, signature) == (one == two)
    assert not is_signed(OTHER_KEY.public, one, signature)


@pytest.mark.parametrize(("public", "signature"), [(b"", b""), (b"x" * 32, b"y" * 64)])
def test_what_is_no_key_or_no_signature_signs_nothing(
    public: bytes, signature: bytes
) -> None:
    assert not is_signed(public, b"message", signature)


@given(st.binary(max_size=200))
def test_bytes_have_one_spelling(data: bytes) -> None:
    text = base32_text(data)

    assert from_base32(text) == data
    assert "=" not in text


@pytest.mark.parametrize(
    "text", ["me", "MF", "M", "ME======", "M1", "ME ", "ＭE", "MEE"]
)
def test_any_other_spelling_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        from_base32(text)


def test_a_fingerprint_is_long_enough_to_be_compared_and_begins_with_the_id() -> None:
    key = DeskKey.generate()

    groups = fingerprint(key.public).split()

    assert [len(group) for group in groups] == [4] * 5
    assert "".join(groups[:2]) == key.key_id.hex().upper()
