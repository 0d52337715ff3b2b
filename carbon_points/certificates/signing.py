"""Ed25519 keys of desks and of the bureau, and the one spelling of a signature."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KEY_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64
KEY_ID_BYTES: Final = 4
FINGERPRINT_DIGITS: Final = 20


@dataclass(frozen=True, slots=True)
class DeskKey:
    """The pair a desk signs with; `seed` is the secret and is stored sealed."""

    private: Ed25519PrivateKey
    public: bytes

    @classmethod
    def generate(cls) -> DeskKey:
        """A new pair."""
        return cls._of(Ed25519PrivateKey.generate())

    @classmethod
    def from_seed(cls, seed: bytes) -> DeskKey:
        """The pair of a stored secret of 32 bytes."""
        return cls._of(Ed25519PrivateKey.from_private_bytes(seed))

    @classmethod
    def _of(cls, private: Ed25519PrivateKey) -> DeskKey:
        return cls(private, private.public_key().public_bytes_raw())

    @property
    def seed(self) -> bytes:
        """The secret, 32 bytes."""
        return self.private.private_bytes_raw()

    @property
    def key_id(self) -> bytes:
        """How papers name this key."""
        return key_id(self.public)

    def sign(self, message: bytes) -> bytes:
        """The signature of `message`, 64 bytes; the same message gives the same."""
        return self.private.sign(message)


def key_id(public: bytes) -> bytes:
    """The first 4 bytes of the SHA-256 of a public key."""
    return hashlib.sha256(public).digest()[:KEY_ID_BYTES]


def fingerprint(public: bytes) -> str:
    """What people compare by telephone: ``3D60 15D4 …``, 80 bits of SHA-256.

    It begins with the key's id; that alone is short enough to be made up.
    """
    text = hashlib.sha256(public).hexdigest()[:FINGERPRINT_DIGITS].upper()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the owner of `public` signed exactly `message`."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def base32_text(data: bytes) -> str:
    """Base32 in capitals, without ``=``."""
    return base64.b32encode(data).decode("ascii").rstrip("=")


def from_base32(text: str) -> bytes:
    """The bytes whose only Base32 spelling is `text`.

    Raises:
        ValueError: if `text` is not what `base32_text` writes; Base32 has spare bits,
            so several texts could otherwise stand for the same bytes.
    """
    try:
        data = base64.b32decode(text + "=" * (-len(text) % 8))
    except binascii.Error as error:
        raise ValueError(text) from error
    if base32_text(data) != text:
        raise ValueError(text)
    return data
