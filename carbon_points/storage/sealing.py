"""Identities sealed one by one, and the keyed tokens by which they are found."""

from __future__ import annotations

import hmac
import secrets
from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

TOKEN_BYTES: Final = 16
_NONCE: Final = 12
_TAIL: Final = 4


class Sealer:
    """Seals identity numbers with the district's two identity keys."""

    def __init__(self, identity_key: bytes, token_key: bytes) -> None:
        self._cipher = _cipher(identity_key)
        self._token_key = token_key

    def seal(self, record_id: int, text: str) -> bytes:
        """AES-256-GCM with the record id as associated data."""
        return _seal(self._cipher, text.encode(), _bound(record_id))

    def open(self, record_id: int, blob: bytes) -> str:
        """The text that was sealed for this record.

        Raises:
            cryptography.exceptions.InvalidTag: if it was altered or moved.
        """
        return _open(self._cipher, blob, _bound(record_id)).decode()

    def token(self, text: str) -> bytes:
        """What a whole number is found by: the first 16 bytes of HMAC-SHA-256."""
        return self._mac(b"whole:", text)

    def tail_token(self, text: str) -> bytes:
        """What a number's last four characters are found by."""
        return self._mac(b"tail:", text[-_TAIL:])

    def _mac(self, kind: bytes, text: str) -> bytes:
        return hmac.digest(self._token_key, kind + text.encode(), "sha256")[
            :TOKEN_BYTES
        ]


def seal_secret(key: bytes, name: str, value: bytes) -> bytes:
    """A stored key, sealed with a file's own and bound to its name."""
    return _seal(_cipher(key), value, name.encode())


def open_secret(key: bytes, name: str, blob: bytes) -> bytes:
    """The stored key of this name.

    Raises:
        cryptography.exceptions.InvalidTag: if it was altered or moved.
    """
    return _open(_cipher(key), blob, name.encode())


def _cipher(key: bytes) -> AESGCM:
    # Only where something is sealed: the command line starts without it.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    return AESGCM(key)


def _seal(cipher: AESGCM, plain: bytes, bound_to: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + cipher.encrypt(nonce, plain, bound_to)


def _open(cipher: AESGCM, blob: bytes, bound_to: bytes) -> bytes:
    return cipher.decrypt(blob[:_NONCE], blob[_NONCE:], bound_to)


def _bound(record_id: int) -> bytes:
    return record_id.to_bytes(8, "big")
