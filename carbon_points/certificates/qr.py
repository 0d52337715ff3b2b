"""The QR code of a certificate: a short, signed summary that needs no network.

``CP1:`` + Base32 of payload and signature; the payload is a MessagePack array, the
signature is over ``b"CP1" + payload`` (``formats.md`` section 5).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import msgspec

from carbon_points.certificates.serial import parse_serial
from carbon_points.certificates.signing import base32_text
from carbon_points.certificates.signing import from_base32
from carbon_points.certificates.signing import KEY_ID_BYTES
from carbon_points.certificates.signing import SIGNATURE_BYTES
from carbon_points.common.problems import UserError

if TYPE_CHECKING:
    from carbon_points.certificates.content import CertificateContent
    from carbon_points.certificates.signing import DeskKey

PREFIX: Final = "CP1:"
NAME_BYTES: Final = 60
DIGEST_BYTES: Final = 16
QUIET_MODULES: Final = 4
"""The white margin that a reader needs around the code."""

_SIGNED_AS: Final = b"CP1"
_DEMO, _SME, _TRIAL = 1, 2, 4
_DAY_ZERO: Final = dt.date(2020, 1, 1).toordinal()
_LONGEST: Final = 600

# Signature and digest look random under any mask, so looking for the best of the
# eight, which takes five times as long, gains nothing.
_MASK: Final = 2


@dataclass(frozen=True, slots=True)
class QrPayload:
    """What the code says, in the order in which it says it."""

    flags: int
    key_id: bytes
    serial: str
    name: str
    id_tail: str
    issued_on: dt.date
    period_from: dt.date
    period_to: dt.date
    reduction_mg: int
    points: int
    digest: bytes
    """The first 16 bytes of the SHA-256 of the canonical content."""

    @property
    def demo(self) -> bool:
        """Whether the paper is a demonstration without force."""
        return bool(self.flags & _DEMO)

    @property
    def sme(self) -> bool:
        """Whether the holder is an enterprise."""
        return bool(self.flags & _SME)

    @property
    def trial(self) -> bool:
        """Whether a methodology on trial took part."""
        return bool(self.flags & _TRIAL)

    def document(self) -> dict[str, Any]:
        """The payload as plain values, integers and text only."""
        return {
            "demo": int(self.demo),
            "kind": "sme" if self.sme else "resident",
            "trial": int(self.trial),
            "serial": self.serial,
            "holder": self.name,
            "id_tail": self.id_tail,
            "issued_on": self.issued_on.isoformat(),
            "period_from": self.period_from.isoformat(),
            "period_to": self.period_to.isoformat(),
            "total_mg": self.reduction_mg,
            "total_points": self.points,
            "digest": self.digest.hex(),
        }


class _Array(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    """`QrPayload` as it is packed; the order of the fields is the format."""

    flags: int
    key_id: bytes
    serial: str
    name: str
    id_tail: str
    issued_on: int
    period_from: int
    period_to: int
    reduction_mg: int
    points: int
    digest: bytes


_DAYS: Final = ("issued_on", "period_from", "period_to")


@dataclass(frozen=True, slots=True)
class QrText:
    """A text in the right form: its payload, and a signature yet to be checked."""

    payload: QrPayload
    signed: bytes
    signature: bytes


def payload_of(content: CertificateContent, key_id: bytes) -> QrPayload:
    """The summary of a certificate that the desk with `key_id` signs."""
    flags = (
        _DEMO * content.demo + _SME * (content.kind == "sme") + _TRIAL * content.trial
    )
    return QrPayload(
        flags,
        key_id,
        content.serial,
        cut_name(content.holder),
        content.id_tail,
        content.issued_on,
        content.period_from,
        content.period_to,
        content.total_mg,
        content.total_points,
        content.digest()[:DIGEST_BYTES],
    )


def cut_name(name: str) -> str:
    """`name`, or as many of its characters as fit into 60 bytes."""
    return name.encode()[:NAME_BYTES].decode(errors="ignore")


def qr_text(content: CertificateContent, key: DeskKey) -> str:
    """The text inside the code."""
    packed = _pack(payload_of(content, key.key_id))
    signature = key.sign(_SIGNED_AS + packed)
    return PREFIX + base32_text(packed + signature)


def parse_qr_text(text: str) -> QrText:
    """The payload and signature that `text` spells; the signature is not checked.

    Raises:
        ValueError: if this is not the one spelling of a payload.
    """
    if not text.startswith(PREFIX) or len(text) > _LONGEST:
        raise ValueError(text[:_LONGEST])
    data = from_base32(text.removeprefix(PREFIX))
    packed, signature = data[:-SIGNATURE_BYTES], data[-SIGNATURE_BYTES:]
    payload = _unpack(packed)
    return QrText(payload, _SIGNED_AS + packed, signature)


def _pack(payload: QrPayload) -> bytes:
    plain = {name: getattr(payload, name) for name in _Array.__struct_fields__}
    for name in _DAYS:
        plain[name] = plain[name].toordinal() - _DAY_ZERO
    return msgspec.msgpack.encode(_Array(**plain))


def _unpack(packed: bytes) -> QrPayload:
    try:
        plain = msgspec.structs.asdict(msgspec.msgpack.decode(packed, type=_Array))
        for name in _DAYS:
            plain[name] = dt.date.fromordinal(_DAY_ZERO + plain[name])
    except (msgspec.MsgspecError, OverflowError) as error:
        raise ValueError from error
    payload = QrPayload(**plain)
    if not _is_sound(payload) or _pack(payload) != packed:
        raise ValueError(packed)
    return payload


def _is_sound(payload: QrPayload) -> bool:
    try:
        parse_serial(payload.serial)
    except UserError:
        return False
    return (
        0 <= payload.flags <= _DEMO + _SME + _TRIAL
        and len(payload.key_id) == KEY_ID_BYTES
        and len(payload.digest) == DIGEST_BYTES
        and len(payload.name.encode()) <= NAME_BYTES
        and payload.period_from <= payload.period_to
    )


def qr_rows(text: str) -> list[bytearray]:
    """The modules of the code row by row from the top, 1 for dark, without margin."""
    import segno  # noqa: PLC0415  (only drawing needs it)

    code = segno.make_qr(text, error="m", boost_error=False, mask=_MASK)
    return list(code.matrix)
