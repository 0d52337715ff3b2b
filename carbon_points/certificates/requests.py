"""A desk's request to be listed by a bureau: what it proves, and how it is written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

import msgspec

from carbon_points.certificates.content import canonical_json
from carbon_points.certificates.keylist import joining
from carbon_points.certificates.keylist import signed_file
from carbon_points.certificates.signing import base32_text
from carbon_points.certificates.signing import from_base32
from carbon_points.certificates.signing import is_signed
from carbon_points.common.incoming import loads
from carbon_points.common.incoming import read_within
from carbon_points.common.problems import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.certificates.signing import DeskKey

FORMAT: Final = "carbon-points/key-request/1"
MOST_BYTES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class KeyRequest:
    """A desk's key, and the proofs that it is the desk's and means this bureau."""

    bureau: bytes
    desk: int
    district: str
    demo: bool
    public: bytes
    since: dt.date
    """The day from which the desk signs with it."""

    made_on: dt.date
    consent: bytes
    replaces: bytes = b""
    """The desk's key before; it signed, too, that this one takes its place."""


class _Request(
    msgspec.Struct, forbid_unknown_fields=True, frozen=True, omit_defaults=True
):
    format: str
    bureau: str
    desk: int
    district: str
    demo: int
    public_key: str
    since: dt.date
    made_on: dt.date
    consent: str
    replaces: str = ""
    vouched: str = ""


def request_file(request: KeyRequest, key: DeskKey, before: DeskKey | None) -> bytes:
    """The request, signed by the new key and, if there was one, by the one before."""
    takes_place = _taking_place(request.bureau, request.desk, request.public)
    document = _Request(
        FORMAT,
        request.bureau.hex(),
        request.desk,
        request.district,
        int(request.demo),
        request.public.hex(),
        request.since,
        request.made_on,
        base32_text(request.consent),
        before.public.hex() if before else "",
        base32_text(before.sign(takes_place)) if before else "",
    )
    return signed_file(document, key)


def read_request_file(path: Path) -> KeyRequest:
    """The request in a file.

    Raises:
        UserError: ``FILE_NOT_FOUND``, ``FILE_UNREADABLE``, or as `read_request`.
    """
    return read_request(read_within(path, MOST_BYTES), str(path))


def read_request(data: bytes, file: str = "") -> KeyRequest:
    """A request whose proofs are right.

    Raises:
        UserError: ``KEY_REQUEST_FORMAT`` or ``KEY_REQUEST_SIGNATURE``.
    """
    try:
        plain = loads(data)
        signature = from_base32(plain.pop("signature"))
        document = msgspec.convert(plain, _Request)
        found = _request(document)
        vouched = from_base32(document.vouched)
    except _NOT_A_REQUEST as error:
        raise UserError("KEY_REQUEST_FORMAT", file=file) from error
    asked = joining(found.bureau, found.desk)
    takes_place = _taking_place(found.bureau, found.desk, found.public)
    proofs = [
        (found.public, canonical_json(plain), signature),
        (found.public, asked, found.consent),
    ]
    if found.replaces:
        proofs.append((found.replaces, takes_place, vouched))
    if not all(is_signed(*proof) for proof in proofs):
        raise UserError("KEY_REQUEST_SIGNATURE", file=file)
    return found


def _request(document: _Request) -> KeyRequest:
    if document.format != FORMAT or not 0 < document.desk < 1 << 15:
        raise ValueError(document.format)
    return KeyRequest(
        bytes.fromhex(document.bureau),
        document.desk,
        document.district,
        bool(document.demo),
        bytes.fromhex(document.public_key),
        document.since,
        document.made_on,
        from_base32(document.consent),
        bytes.fromhex(document.replaces),
    )


def _taking_place(bureau: bytes, desk: int, public: bytes) -> bytes:
    """What the former key signs, so that nobody else takes over a desk's number."""
    return b"carbon-points replaces " + bureau + desk.to_bytes(4, "big") + public


_NOT_A_REQUEST: Final = (
    AttributeError,
    KeyError,
    TypeError,
    ValueError,
    msgspec.MsgspecError,
)
