"""Whether a certificate is genuine: offline, with the public keys alone.

Needs neither the database nor the program that drew the paper, and answers with a
reason instead of raising, whatever it is given.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import replace
from enum import StrEnum
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates.attached import attached as attached_files
from carbon_points.certificates.content import from_canonical
from carbon_points.certificates.keylist import RevocationReason
from carbon_points.certificates.qr import parse_qr_text
from carbon_points.certificates.qr import PREFIX
from carbon_points.certificates.seal import CONTENT_NAME
from carbon_points.certificates.seal import read_seal
from carbon_points.certificates.seal import SEAL_NAME
from carbon_points.certificates.seal import split_last_line
from carbon_points.certificates.serial import parse_serial
from carbon_points.certificates.signing import is_signed

if TYPE_CHECKING:
    import datetime as dt

    from carbon_points.certificates.content import CertificateContent
    from carbon_points.certificates.keylist import Revocation
    from carbon_points.certificates.qr import QrPayload
    from carbon_points.certificates.trust import Keys
    from carbon_points.certificates.trust import TrustedKey


class Reason(StrEnum):
    """What came of a verification; stable codes."""

    OK = "OK"
    FILE_CHANGED = "FILE_CHANGED"
    CONTENT_ALTERED = "CONTENT_ALTERED"
    BAD_SIGNATURE = "BAD_SIGNATURE"
    UNKNOWN_KEY = "UNKNOWN_KEY"
    KEY_LOST = "KEY_LOST"
    REVOKED = "REVOKED"
    REPLACED = "REPLACED"
    NOT_A_CERTIFICATE = "NOT_A_CERTIFICATE"


SENTENCES: Final = {
    Reason.OK: ("真实有效，内容与签名一致。", "Genuine and in force."),
    Reason.FILE_CHANGED: (
        "证书内容是真的，但这个文件在签发后被改动或另存过，请用原文件或扫描二维码核验。",
        "The signed content is genuine, but this file was changed or saved anew.",
    ),
    Reason.CONTENT_ALTERED: (
        "证书内容被改动过，不能作为凭据。",
        "The content was altered.",
    ),
    Reason.BAD_SIGNATURE: (
        "签名对不上：二维码或内容被改动过，不能作为凭据。",
        "The signature does not fit what it is said to sign.",
    ),
    Reason.UNKNOWN_KEY: (
        "签发方不在本机的公钥名单里，无法确认真伪。",
        "The signing desk is in no key list of this computer.",
    ),
    Reason.KEY_LOST: (
        "到签发日，签它的钥匙已经挂失，可能是别人签的，不能作为凭据。请向服务台换领。",
        "The key that signed it was lost by then; ask the desk for a new paper.",
    ),
    Reason.REVOKED: ("签名真实，但该证书已作废。", "Genuine, but revoked."),
    Reason.REPLACED: (
        "签名真实，但该证书已被新证书替换。",
        "Genuine, but replaced by a newer certificate.",
    ),
    Reason.NOT_A_CERTIFICATE: (
        "这不是碳普惠证书或证书二维码。",
        "This is no certificate of the programme.",
    ),
}
"""For people, Chinese and English."""


_NOT_THAT_DAY: Final = (
    "签发方在公钥名单里，但这把钥匙在签发日还没有启用或已经停用，无法确认真伪。",
    "The desk is in a key list, but this key was not in force on the day of issue.",
)


_NOTHING_SIGNED: Final = (
    "文件里没有完整的签名内容，无法确认真伪，请用原文件或扫描二维码核验。",
    "Nothing in this file is wholly signed; use the original or scan its code.",
)


@dataclass(frozen=True, slots=True)
class Verification:
    """What can be said of a paper; `content` or `summary` only if it was signed so."""

    reason: Reason
    demo: bool = False
    serial: str = ""
    """As the paper claims; a fact only if `content` or `summary` is there."""

    content: CertificateContent | None = None
    """What the desk signed, from a file."""

    summary: QrPayload | None = None
    """What the desk signed, from a QR code."""

    key: TrustedKey | None = None
    revocation: Revocation | None = None
    revocations_as_of: dt.date | None = None

    @property
    def valid(self) -> bool:
        """Genuine and in force; a demonstration is valid as a demonstration."""
        return self.reason is Reason.OK

    @property
    def sentence(self) -> tuple[str, str]:
        """The reason for people, Chinese and English."""
        if self.reason is Reason.UNKNOWN_KEY and self.key is not None:
            return _NOT_THAT_DAY
        if self.reason is Reason.FILE_CHANGED and self.content is None:
            return _NOTHING_SIGNED
        return SENTENCES[self.reason]

    @property
    def lost_from(self) -> dt.date | None:
        """The day from which the key was lost, if that is the reason."""
        if self.reason is not Reason.KEY_LOST or self.key is None:
            return None
        return self.key.listed.lost_from

    def document(self) -> dict[str, Any]:
        """The answer as plain values, for ``certificate verify --json``."""
        signed = self.content or self.summary
        return {
            "valid": self.valid,
            "demo": self.demo,
            "serial": self.serial,
            "reason": self.reason.value,
            "content": signed.document() if signed else None,
        }


def verify_pdf(data: bytes, keys: Keys) -> Verification:
    """Whether this file is, byte for byte, a certificate that a trusted desk signed."""
    attached = attached_files(data)
    try:
        last_line = split_last_line(data)
    except ValueError:
        last_line = b"", b""
    if last_line is None and CONTENT_NAME not in attached:
        return Verification(Reason.NOT_A_CERTIFICATE)
    signer = _signer(keys, last_line)
    if signer is None:
        return _why_unsigned(attached, keys)
    return _verify_content(attached, signer, keys)


def verify_text(text: str, keys: Keys) -> Verification:
    """Whether this text of a QR code was signed by a trusted desk."""
    if not text.startswith(PREFIX):
        return Verification(Reason.NOT_A_CERTIFICATE)
    try:
        found = parse_qr_text(text)
    except ValueError:
        return Verification(Reason.BAD_SIGNATURE)
    summary = found.payload
    claimed = Verification(Reason.BAD_SIGNATURE, summary.demo, summary.serial)
    candidates = keys.with_id(summary.key_id)
    if not candidates:
        return replace(claimed, reason=Reason.UNKNOWN_KEY)
    for key in candidates:
        if is_signed(key.listed.public, found.signed, found.signature):
            signed = replace(claimed, summary=summary, key=key)
            return _in_force(signed, key, summary.issued_on, keys)
    return claimed


def _signer(keys: Keys, last_line: tuple[bytes, bytes] | None) -> TrustedKey | None:
    """The desk that signed the whole file, if it is one of ours."""
    if last_line is None:
        return None
    digest, signature = last_line
    return next(
        (k for k in keys if is_signed(k.listed.public, digest, signature)), None
    )


def _verify_content(
    attached: dict[str, bytes], signer: TrustedKey, keys: Keys
) -> Verification:
    try:
        content = from_canonical(attached[CONTENT_NAME])
        seal = read_seal(attached[SEAL_NAME])
    except (KeyError, ValueError):
        return Verification(Reason.NOT_A_CERTIFICATE)
    claimed = Verification(Reason.CONTENT_ALTERED, content.demo, content.serial)
    if seal.digest != content.digest():
        return claimed
    if not is_signed(signer.listed.public, content.canonical(), seal.signature):
        return replace(claimed, reason=Reason.BAD_SIGNATURE)
    signed = replace(claimed, content=content, key=signer)
    return _in_force(signed, signer, content.issued_on, keys)


def _why_unsigned(attached: dict[str, bytes], keys: Keys) -> Verification:
    """The reason for a file that no trusted desk signed as it is."""
    try:
        canonical = attached[CONTENT_NAME]
        seal = read_seal(attached[SEAL_NAME])
    except (KeyError, ValueError):
        return Verification(Reason.FILE_CHANGED)
    claimed = _claimed(canonical)
    candidates = keys.with_id(seal.key_id)
    if not candidates:
        return replace(claimed, reason=Reason.UNKNOWN_KEY)
    for key in candidates:
        if is_signed(key.listed.public, canonical, seal.signature):
            with suppress(ValueError):
                content = from_canonical(canonical)
                signed = replace(claimed, content=content, key=key)
                stands = _in_force(signed, key, content.issued_on, keys)
                return signed if stands.content else stands
    if seal.digest != hashlib.sha256(canonical).digest():
        return replace(claimed, reason=Reason.CONTENT_ALTERED)
    return replace(claimed, reason=Reason.BAD_SIGNATURE)


def _claimed(canonical: bytes) -> Verification:
    try:
        content = from_canonical(canonical)
    except ValueError:
        return Verification(Reason.FILE_CHANGED)
    return Verification(Reason.FILE_CHANGED, content.demo, content.serial)


def _in_force(
    signed: Verification, signer: TrustedKey, issued_on: dt.date, keys: Keys
) -> Verification:
    """The last questions to a paper whose signature is right."""
    desk = parse_serial(signed.serial).desk
    listings = keys.listings(signer.listed.public)
    own = [key for key in listings if key.listed.desk == desk]
    lost = next((key for key in own if key.listed.is_lost_on(issued_on)), None)
    able = [key for key in own if key.listed.may_sign_on(issued_on)]
    if not own:
        return _unsaid(signed, Reason.BAD_SIGNATURE)
    if lost is not None:
        return replace(_unsaid(signed, Reason.KEY_LOST), key=lost)
    if not able:
        return _unsaid(signed, Reason.UNKNOWN_KEY)
    found = next(filter(None, (keys.revocation(k, signed.serial) for k in own)), None)
    known = [day for key in own if (day := keys.revocations_as_of(key))]
    return replace(
        signed,
        reason=Reason.OK if found is None else _OUT_OF_FORCE[found.reason],
        demo=signed.demo or any(key.demo for key in own),
        key=able[0],
        revocation=found,
        revocations_as_of=max(known, default=None),
    )


def _unsaid(signed: Verification, reason: Reason) -> Verification:
    """Nothing of what it says is to be believed."""
    return replace(signed, reason=reason, content=None, summary=None)


_OUT_OF_FORCE: Final = {
    RevocationReason.REVOKED: Reason.REVOKED,
    RevocationReason.REPLACED: Reason.REPLACED,
}
