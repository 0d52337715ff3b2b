"""How a certificate file is signed: its content, and every byte around it.

``certificate.sig`` beside the content names the key, so that a paper of an unknown
desk is told apart from a forged one. The last line of the file is ``%CP1 `` and the
signature over the SHA-256 of all bytes before that line; it has no line end, because
nothing may follow.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates.content import canonical_json
from carbon_points.certificates.signing import base32_text
from carbon_points.certificates.signing import from_base32
from carbon_points.certificates.signing import KEY_ID_BYTES
from carbon_points.certificates.signing import SIGNATURE_BYTES

if TYPE_CHECKING:
    from carbon_points.certificates.signing import DeskKey

CONTENT_NAME: Final = "certificate.json"
SEAL_NAME: Final = "certificate.sig"
SEAL_FORMAT: Final = "carbon-points/seal/1"
LAST_LINE: Final = b"\n%CP1 "
_SEAL_BYTES: Final = 1024


@dataclass(frozen=True, slots=True)
class Seal:
    """The signature of a content, who gave it, and for which content."""

    key_id: bytes
    digest: bytes
    signature: bytes


def seal_file(canonical: bytes, key: DeskKey) -> bytes:
    """The attachment ``certificate.sig``."""
    document = {
        "content_sha256": hashlib.sha256(canonical).hexdigest(),
        "format": SEAL_FORMAT,
        "key": key.key_id.hex(),
        "signature": base32_text(key.sign(canonical)),
    }
    return canonical_json(document)


def read_seal(data: bytes) -> Seal:
    """What ``certificate.sig`` says.

    Raises:
        ValueError: if it is no seal in its one spelling.
    """
    try:
        document = json.loads(data[:_SEAL_BYTES])
        seal = Seal(
            bytes.fromhex(document["key"]),
            bytes.fromhex(document["content_sha256"]),
            from_base32(document["signature"]),
        )
    except (AttributeError, KeyError, RecursionError, TypeError) as error:
        raise ValueError from error
    sizes = (len(seal.key_id), len(seal.signature))
    if sizes != (KEY_ID_BYTES, SIGNATURE_BYTES) or canonical_json(document) != data:
        raise ValueError(data[:_SEAL_BYTES])
    return seal


def with_last_line(body: bytes, key: DeskKey) -> bytes:
    """A finished file: `body`, which ends its last line, and the signed last line."""
    signature = key.sign(hashlib.sha256(body).digest())
    return body + LAST_LINE[1:] + base32_text(signature).encode("ascii")


def split_last_line(data: bytes) -> tuple[bytes, bytes] | None:
    """What the last line signs (a SHA-256) and its signature, if there is such a line.

    Raises:
        ValueError: if there is one that is not in its one spelling.
    """
    start = data.rfind(LAST_LINE)
    if start < 0:
        return None
    end = start + len(LAST_LINE)
    signature = from_base32(data[end:].decode("ascii"))
    return hashlib.sha256(data[: start + 1]).digest(), signature
