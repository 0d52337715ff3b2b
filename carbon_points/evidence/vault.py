"""Sealed files: AES-256-GCM in blocks, so that a big file needs little memory.

A file is a header (magic, random prefix) and blocks of 1 MiB, each sealed for its place
and knowing whether it is the last: nothing can be cut off, moved or swapped unnoticed.
"""

from __future__ import annotations

import secrets
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

MAGIC: Final = b"CPE1"
KEY_BYTES: Final = 32
BLOCK: Final = 1 << 20
_PREFIX: Final = 7
_COUNTER: Final = 4
_TAG: Final = 16


def seal(key: bytes, source: BinaryIO, target: BinaryIO) -> None:
    """Write what `source` holds, sealed, to `target`."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    cipher = AESGCM(key)
    prefix = secrets.token_bytes(_PREFIX)
    target.write(MAGIC + prefix)
    block, number = source.read(BLOCK), 0
    while True:
        following = source.read(BLOCK)
        nonce = _nonce(prefix, number, last=not following)
        target.write(cipher.encrypt(nonce, block, MAGIC))
        if not following:
            return
        block, number = following, number + 1


def unseal(key: bytes, source: BinaryIO) -> Iterator[bytes]:
    """The content of a sealed file, block by block, each checked before it is given.

    Raises:
        UserError: EVIDENCE_DAMAGED, when a block was altered or the end is missing.
    """
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    cipher = AESGCM(key)
    head = source.read(len(MAGIC) + _PREFIX)
    if len(head) < len(MAGIC) + _PREFIX or not head.startswith(MAGIC):
        raise UserError(code="EVIDENCE_DAMAGED")
    block, number = source.read(BLOCK + _TAG), 0
    while True:
        following = source.read(BLOCK + _TAG)
        nonce = _nonce(head[len(MAGIC) :], number, last=not following)
        try:
            yield cipher.decrypt(nonce, block, MAGIC)
        except InvalidTag as error:
            raise UserError(code="EVIDENCE_DAMAGED") from error
        if not following:
            return
        block, number = following, number + 1


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(_COUNTER, "big") + (b"\1" if last else b"\0")
