"""The public-key file of a district and its list of certificates out of force.

Both are JSON objects whose member ``signature`` is the bureau's, over the canonical
spelling (`content.canonical_json`) of the same object without it. A stand-alone or
demo database is its own bureau.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import msgspec

from carbon_points.certificates.content import canonical_json
from carbon_points.certificates.signing import base32_text
from carbon_points.certificates.signing import from_base32
from carbon_points.certificates.signing import is_signed
from carbon_points.certificates.signing import key_id
from carbon_points.common.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carbon_points.certificates.signing import DeskKey

KEYS_FORMAT: Final = "carbon-points/keys/1"
REVOCATIONS_FORMAT: Final = "carbon-points/revocations/1"


class RevocationReason(StrEnum):
    """Why a signed certificate is out of force."""

    REVOKED = "revoked"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class ListedKey:
    """A desk's public key, and the days on which it may have signed."""

    desk: int
    public: bytes
    valid_from: dt.date
    valid_to: dt.date | None = None
    """The first day on which it may not sign any more."""

    @property
    def key_id(self) -> bytes:
        """How papers name this key."""
        return key_id(self.public)

    def may_sign_on(self, day: dt.date) -> bool:
        """Whether a certificate of that day may bear this key's signature."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class KeyList:
    """The desks' keys, as the bureau vouches for them."""

    district: str
    demo: bool
    edition: int
    """1 for a bureau's first list; the highest one is in force."""

    issued_on: dt.date
    keys: tuple[ListedKey, ...]
    bureau: bytes = b""
    """The public key that signed the list; set by reading it."""


@dataclass(frozen=True, slots=True)
class Revocation:
    """One certificate that is out of force, since when and why."""

    serial: str
    on: dt.date
    reason: RevocationReason
    by: str = ""
    """The serial that replaced it."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class RevocationList:
    """The bureau's certificates out of force, as they stood on a day."""

    issued_on: dt.date
    entries: tuple[Revocation, ...]
    bureau: bytes = b""
    """The public key that signed the list; set by reading it."""


class _Key(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    desk: int
    public_key: str
    valid_from: dt.date
    valid_to: str


class _Keys(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    format: str
    bureau: str
    district: str
    demo: int
    edition: int
    issued_on: dt.date
    keys: tuple[_Key, ...]


class _Revocations(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    format: str
    bureau: str
    issued_on: dt.date
    entries: tuple[Revocation, ...]


def key_list_file(keys: KeyList, bureau: DeskKey) -> bytes:
    """The public-key file, signed by the bureau."""
    rows = [
        _Key(k.desk, k.public.hex(), k.valid_from, _day_text(k.valid_to))
        for k in keys.keys
    ]
    document = _Keys(
        KEYS_FORMAT,
        bureau.public.hex(),
        keys.district,
        int(keys.demo),
        keys.edition,
        keys.issued_on,
        tuple(rows),
    )
    return _signed(document, bureau)


def own_key_list(
    key: DeskKey, desk: int, district: str, issued_on: dt.date, *, demo: bool = False
) -> bytes:
    """The public-key file of a stand-alone or demo database, its own bureau."""
    listed = ListedKey(desk, key.public, issued_on)
    return key_list_file(KeyList(district, demo, 1, issued_on, (listed,)), key)


def revocation_file(
    entries: Iterable[Revocation], issued_on: dt.date, bureau: DeskKey
) -> bytes:
    """The list of certificates out of force, signed by the bureau."""
    ordered = tuple(sorted(entries, key=lambda entry: entry.serial))
    public = bureau.public.hex()
    document = _Revocations(REVOCATIONS_FORMAT, public, issued_on, ordered)
    return _signed(document, bureau)


def read_list(data: bytes) -> KeyList | RevocationList:
    """Either of the two files, its signature checked.

    Raises:
        UserError: ``KEY_FILE_FORMAT`` or ``KEY_FILE_SIGNATURE``.
    """
    try:
        plain = json.loads(data)
        signature = from_base32(plain.pop("signature"))
        read = _key_list if plain["format"] == KEYS_FORMAT else _revocation_list
        found = read(plain)
    except (*_NOT_A_LIST, msgspec.MsgspecError) as error:
        raise UserError(_FORMAT_PROBLEM) from error
    if not is_signed(found.bureau, canonical_json(plain), signature):
        raise UserError(_SIGNATURE_PROBLEM)
    return found


_FORMAT_PROBLEM: Final = "KEY_FILE_FORMAT"
_SIGNATURE_PROBLEM: Final = "KEY_FILE_SIGNATURE"
_NOT_A_LIST: Final = (
    AttributeError,
    KeyError,
    RecursionError,
    TypeError,
    ValueError,
)


def _signed(document: msgspec.Struct, bureau: DeskKey) -> bytes:
    plain = msgspec.to_builtins(document)
    signature = base32_text(bureau.sign(canonical_json(plain)))
    return canonical_json(plain | {"signature": signature}) + b"\n"


def _key_list(plain: dict[str, Any]) -> KeyList:
    file = msgspec.convert(plain, _Keys)
    return KeyList(
        file.district,
        bool(file.demo),
        file.edition,
        file.issued_on,
        tuple(map(_listed, file.keys)),
        bytes.fromhex(file.bureau),
    )


def _day_text(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _listed(row: _Key) -> ListedKey:
    until = dt.date.fromisoformat(row.valid_to) if row.valid_to else None
    return ListedKey(row.desk, bytes.fromhex(row.public_key), row.valid_from, until)


def _revocation_list(plain: dict[str, Any]) -> RevocationList:
    file = msgspec.convert(plain, _Revocations)
    if file.format != REVOCATIONS_FORMAT:
        raise ValueError(file.format)
    return RevocationList(file.issued_on, file.entries, bytes.fromhex(file.bureau))
