"""The register of certificates: every serial, what became of it, and its paper."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from carbon_points.certificates import words
from carbon_points.certificates.content import from_canonical
from carbon_points.certificates.desk_paper import Paper
from carbon_points.certificates.forgetting import names_nobody
from carbon_points.certificates.models import Certificate
from carbon_points.certificates.models import PrintJob
from carbon_points.certificates.signers import signers
from carbon_points.certificates.verify import verify_pdf
from carbon_points.common.days import from_day_number
from carbon_points.common.days import local_moment
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.participants.models import Participant
from carbon_points.security import service as security
from carbon_points.security.acts import permitted

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.certificates.content import CertificateContent
    from carbon_points.certificates.trust import Keys
    from carbon_points.certificates.verify import Verification
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

HAND_OVER: Final = "certificate hand over"


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What the register is narrowed to; empty is no condition."""

    validity: str = ""
    """``valid``, ``replaced`` or ``revoked``."""

    state: str = ""
    """``recorded``, ``confirmed``, ``printed`` or ``handed_over``."""

    text: str = ""
    """A part of the serial or of the holder's name."""


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One certificate as the register lists it."""

    serial: str
    participant_id: int
    holder: str
    reduction_mg: int
    points: int
    issued_on: dt.date
    validity: str
    replaced_by: str
    state: str
    prints: int

    @property
    def reprints(self) -> int:
        """How often it was printed again."""
        return max(self.prints - 1, 0)


@dataclass(frozen=True, slots=True)
class Registered:
    """One certificate with its content and what is known of its paper."""

    line: RegisterLine
    content: CertificateContent
    file: Path
    file_sha256: bytes | None
    first_printed: dt.datetime | None


def register_ids(session: Session, wanted: RegisterFilter) -> list[int]:
    """The record ids of the certificates that fit, newest first."""
    query = select(Certificate.id)
    if wanted.validity:
        query = query.where(Certificate.validity == wanted.validity)
    if wanted.state:
        query = query.where(Certificate.state == wanted.state)
    part = wanted.text.strip()
    if part:
        holder = Participant.id == Certificate.participant_id
        query = query.join(Participant, holder).where(
            Certificate.serial.contains(part.upper(), autoescape=True)
            | Participant.name.contains(part, autoescape=True)
        )
    newest = Certificate.issued_on.desc(), Certificate.id.desc()
    return list(session.scalars(query.order_by(*newest)))


def register_lines(session: Session, ids: Sequence[int]) -> list[RegisterLine]:
    """These certificates in this order."""
    rows = session.scalars(select(Certificate).where(Certificate.id.in_(ids)))
    # A whole page is listed at once: what it shows is picked out of the content, which
    # is checked byte by byte when one is opened.
    read = msgspec.json.Decoder(_Brief).decode
    lines = {row.id: _line(row, read(row.content)) for row in rows}
    return [lines[number] for number in ids if number in lines]


def registered(session: Session, serial: str) -> Registered | None:
    """The certificate of a serial; None if it is not in this register."""
    text = serial.strip().upper()
    row = session.scalar(select(Certificate).where(Certificate.serial == text))
    if row is None:
        return None
    content = from_canonical(row.content)
    first = session.scalar(
        select(PrintJob.at)
        .where(PrintJob.paper == "certificate", PrintJob.subject == text)
        .where(PrintJob.state == "confirmed")
        .order_by(PrintJob.at)
        .limit(1)
    )
    printed = None if first is None else local_moment(first)
    place, digest = Path(row.file_name), row.file_sha256
    return Registered(_line(row, content), content, place, digest, printed)


def certificate_paper(db: Database, caller: Caller, serial: str) -> Paper:
    """The paper of a serial: the bytes that were issued, made again if they are gone.

    Raises:
        UserError: SERIAL_UNKNOWN.
        RefusedError: CERTIFICATE_ERASED: its holder is nobody any more.
    """
    with db.reading() as session:
        permitted(session, "print", caller)
        found = registered(session, serial)
    if found is None:
        raise UserError("SERIAL_UNKNOWN", value=serial)
    if names_nobody(found.content):
        raise RefusedError("CERTIFICATE_ERASED", value=serial)
    line, kind = found.line, found.content.kind
    title = f"{words.TITLES[kind]} {line.serial}"
    pdf, person = _bytes_of(db, found), line.participant_id
    pages = pdf.count(b"/Type /Page /Parent")
    return Paper("certificate", pdf, title, line.serial, pages, person, line.prints)


def verify_serial(
    db: Database, caller: Caller, serial: str, keys: Keys
) -> tuple[Verification, Registered]:
    """Whether the certificate of a typed serial is genuine and in force.

    Raises:
        UserError: SERIAL_UNKNOWN.
        NotAllowedError: for who may not see whose certificate it is.
    """
    with db.reading() as session:
        permitted(session, "find", caller)
        found = registered(session, serial)
    if found is None:
        raise UserError("SERIAL_UNKNOWN", value=serial)
    return verify_pdf(_bytes_of(db, found), keys), found


def hand_over(db: Database, caller: Caller, serial: str) -> None:
    """Note that the holder has the paper.

    Raises:
        UserError: SERIAL_UNKNOWN.
        RefusedError: NOT_PRINTED_YET.
    """
    with db.writing() as session:
        by = permitted(session, "print", caller)
        row = session.scalar(select(Certificate).where(Certificate.serial == serial))
        if row is None:
            raise UserError("SERIAL_UNKNOWN", value=serial)
        if row.state not in {"printed", "handed_over"}:
            raise RefusedError("NOT_PRINTED_YET", value=serial)
        if row.state == "printed":
            row.state = "handed_over"
            security.log(session, by, HAND_OVER, serial)


class _Brief(msgspec.Struct, frozen=True):
    """What a list shows of a content."""

    holder: str
    total_mg: int
    total_points: int


def _line(row: Any, content: CertificateContent | _Brief) -> RegisterLine:
    return RegisterLine(
        row.serial,
        row.participant_id,
        content.holder,
        content.total_mg,
        content.total_points,
        from_day_number(row.issued_on),
        row.validity,
        row.replaced_by,
        row.state,
        row.prints,
    )


def _bytes_of(db: Database, found: Registered) -> bytes:
    """The issued file, if it still is what it was; else the same bytes made again."""
    from carbon_points.certificates.pdf import certificate_pdf  # noqa: PLC0415

    try:
        data = found.file.read_bytes()
    except OSError:
        data = b""
    if hashlib.sha256(data).digest() == found.file_sha256:
        return data
    with db.reading() as session:
        key = signers(session, db).on(found.content.issued_on)
    return certificate_pdf(found.content, key)
