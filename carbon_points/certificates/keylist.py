"""The public-key file of a district and its list of certificates out of force.

Both are JSON objects whose member ``signature`` is the bureau's, over the canonical
spelling (`content.canonical_json`) of the same object without it. A stand-alone or
demo database is its own bureau. A desk may sign the second file for its own serials.

What came to the formats later is left out where it says nothing; a program that does
not know it refuses the whole file and so never overlooks, say, that a key was lost.
"""

from __future__ import annotations

import datetime as dt
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
from carbon_points.common.incoming import loads
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

    lost_from: dt.date | None = None
    """The day from which somebody else may have had it; none if it never was lost."""

    consent: bytes = b""
    """The key's own signature under joining the bureau that lists it."""

    @property
    def key_id(self) -> bytes:
        """How papers name this key."""
        return key_id(self.public)

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which it may sign; none if that is open."""
        return self.valid_to - dt.timedelta(days=1) if self.valid_to else None

    def may_sign_on(self, day: dt.date) -> bool:
        """Whether a certificate of that day may bear this key's signature."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def is_lost_on(self, day: dt.date) -> bool:
        """Whether a paper of that day may be somebody else's work."""
        return self.lost_from is not None and self.lost_from <= day

    def joined(self, bureau: bytes) -> bool:
        """Whether its holder agreed that this bureau lists it.

        Without that anybody could list the keys of others, and then declare them lost.
        """
        asked = joining(bureau, self.desk)
        return self.public == bureau or is_signed(self.public, asked, self.consent)


def joining(bureau: bytes, desk: int) -> bytes:
    """What a desk signs to be listed by a bureau, given by its public key."""
    return b"carbon-points joins " + bureau + desk.to_bytes(4, "big")


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
    """Whose certificates it is about; set by reading it, like what follows."""

    desk: int = 0
    """The desk that signed it, for its own serials; 0 if the bureau did."""

    signer: bytes = b""
    """The public key of that desk."""

    edition: int = 0
    """Grows with each list of one signer; 0 in the first files, which had none."""


class _Key(msgspec.Struct, forbid_unknown_fields=True, frozen=True, omit_defaults=True):
    desk: int
    public_key: str
    valid_from: dt.date
    valid_to: str
    lost_from: str = ""
    consent: str = ""


class _Keys(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    format: str
    bureau: str
    district: str
    demo: int
    edition: int
    issued_on: dt.date
    keys: tuple[_Key, ...]


class _Revocations(
    msgspec.Struct, forbid_unknown_fields=True, frozen=True, omit_defaults=True
):
    format: str
    bureau: str
    issued_on: dt.date
    entries: tuple[Revocation, ...]
    edition: int = 0
    desk: int = 0
    signer: str = ""


def key_list_file(keys: KeyList, bureau: DeskKey) -> bytes:
    """The public-key file, signed by the bureau."""
    rows = [
        _Key(
            k.desk,
            k.public.hex(),
            k.valid_from,
            _day_text(k.valid_to),
            _day_text(k.lost_from),
            base32_text(k.consent),
        )
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
    return signed_file(document, bureau)


def own_key_list(
    key: DeskKey, desk: int, district: str, issued_on: dt.date, *, demo: bool = False
) -> bytes:
    """The public-key file of a stand-alone or demo database, its own bureau."""
    listed = ListedKey(desk, key.public, issued_on)
    return key_list_file(KeyList(district, demo, 1, issued_on, (listed,)), key)


def revocation_file(
    entries: Iterable[Revocation],
    issued_on: dt.date,
    signer: DeskKey,
    *,
    edition: int = 0,
    of_desk: tuple[bytes, int] | None = None,
) -> bytes:
    """The list of certificates out of force.

    Args:
        entries: in any order.
        issued_on: the day up to which it is complete.
        signer: the bureau, or a desk for its own serials.
        edition: the number of the list.
        of_desk: the public key of the bureau and the desk's number, if a desk signs.
    """
    bureau, desk = of_desk or (signer.public, 0)
    document = _Revocations(
        REVOCATIONS_FORMAT,
        bureau.hex(),
        issued_on,
        tuple(sorted(entries, key=lambda entry: entry.serial)),
        edition,
        desk,
        signer.public.hex() if desk else "",
    )
    return signed_file(document, signer)


def read_list(data: bytes) -> KeyList | RevocationList:
    """Either of the two files, its signature checked.

    Raises:
        UserError: ``KEY_FILE_FORMAT`` or ``KEY_FILE_SIGNATURE``.
    """
    try:
        plain = loads(data)
        signature = from_base32(plain.pop("signature"))
        read = _key_list if plain["format"] == KEYS_FORMAT else _revocation_list
        found = read(plain)
    except (*_NOT_A_LIST, msgspec.MsgspecError) as error:
        raise UserError(_FORMAT_PROBLEM) from error
    by = (isinstance(found, RevocationList) and found.signer) or found.bureau
    if not is_signed(by, canonical_json(plain), signature):
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


def signed_file(document: msgspec.Struct, signer: DeskKey) -> bytes:
    """A document of plain values with its signature in it, as it is published."""
    plain = msgspec.to_builtins(document)
    signature = base32_text(signer.sign(canonical_json(plain)))
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
    return ListedKey(
        row.desk,
        bytes.fromhex(row.public_key),
        row.valid_from,
        _day(row.valid_to),
        _day(row.lost_from),
        from_base32(row.consent),
    )


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _revocation_list(plain: dict[str, Any]) -> RevocationList:
    file = msgspec.convert(plain, _Revocations)
    if file.format != REVOCATIONS_FORMAT:
        raise ValueError(file.format)
    if bool(file.desk) != bool(file.signer):
        raise ValueError(file.signer)
    return RevocationList(
        file.issued_on,
        file.entries,
        bytes.fromhex(file.bureau),
        file.desk,
        bytes.fromhex(file.signer),
        file.edition,
    )
