"""Certificates: serial, frozen content and what became of the paper."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy import Index
from sqlalchemy import LargeBinary
from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column

from carbon_points.storage.base import Base
from carbon_points.storage.base import Chained
from carbon_points.storage.typed_text import TypedText


class Certificate(Base):
    """One issued certificate."""

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("serial"),
        UniqueConstraint("year", "desk", "number"),
        ForeignKeyConstraint(["participant_id"], ["participant.id"]),
        Index(None, "participant_id"),
        Index(None, "state"),
    )
    chained = Chained(("id", "serial", "participant_id", "content"))

    id: Mapped[int] = mapped_column(primary_key=True)
    serial: Mapped[str]
    year: Mapped[int]
    desk: Mapped[int]
    number: Mapped[int]
    participant_id: Mapped[int]
    period_from: Mapped[int]
    period_to: Mapped[int]
    """Inclusive day numbers."""

    issued_on: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    """Canonical bytes, frozen; the masked number is all it holds of an identity."""

    state: Mapped[str]
    """``recorded`` (serial reserved), ``confirmed`` (on the disk), ``printed``,
    ``handed_over``."""

    validity: Mapped[str]
    """``valid``, ``revoked`` or ``replaced``."""

    replaced_by: Mapped[str]
    invalid_since: Mapped[int | None]
    """Day number from which it is revoked or replaced."""

    file_name: Mapped[str]
    file_sha256: Mapped[bytes | None] = mapped_column(LargeBinary)
    prints: Mapped[int]
    chain_position: Mapped[int]


class Passbook(Base):
    """How far a participant's passbook (碳积分存折) is printed."""

    __tablename__ = "passbook"
    __table_args__ = (ForeignKeyConstraint(["participant_id"], ["participant.id"]),)

    participant_id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[int]
    """The page that lies in the printer next, from 1."""

    line: Mapped[int]
    """Lines already printed on it."""

    last_entry_id: Mapped[int]
    """The newest ledger entry on paper; 0 before the first."""

    at: Mapped[int]


class PrintJob(Base):
    """A paper that was sent to a printer or saved, and what became of it."""

    __tablename__ = "print_job"
    __table_args__ = (Index(None, "paper", "subject"), Index(None, "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[int]
    """True time, seconds since 1970-01-01 UTC."""

    operator: Mapped[str]
    paper: Mapped[str]
    """``slip``, ``passbook``, ``consent``, ``explanation`` or ``certificate``."""

    participant_id: Mapped[int | None]
    subject: Mapped[str]
    """Serial, action ids or pages: what two prints of the same paper share."""

    printer: Mapped[str]
    """Empty for a file."""

    copies: Mapped[int]
    state: Mapped[str]
    """``queued``, ``sent``, ``confirmed``, ``saved`` or ``failed``."""

    ended_at: Mapped[int | None]


class Withdrawal(Base):
    """Why and by whom a certificate was put out of force."""

    __tablename__ = "certificate_withdrawal"
    __table_args__ = (
        ForeignKeyConstraint(["certificate_id"], ["certificate.id"]),
        UniqueConstraint("certificate_id"),
    )
    chained = Chained(("id", "certificate_id", "serial", "revoked_on", "reason"))

    id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int]
    serial: Mapped[str]
    revoked_on: Mapped[int]
    reason: Mapped[str] = mapped_column(TypedText)
    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]


class KeyEdition(Base):
    """A public-key list that was in force here: signed here, or by a bureau elsewhere.

    The newest one says which bureau the desk belongs to and which keys may sign.
    """

    __tablename__ = "key_edition"
    __table_args__ = (UniqueConstraint("bureau", "edition"),)
    chained = Chained(
        ("id", "edition", "bureau", "issued_on", "content", "act", "note")
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition: Mapped[int]
    bureau: Mapped[bytes] = mapped_column(LargeBinary)
    """The public key that signed it."""

    issued_on: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    """The file as it is published."""

    act: Mapped[str]
    """``rotate``, ``lost``, ``certify`` or ``install``."""

    note: Mapped[str]
    """Why, where a reason is asked for."""

    chain_position: Mapped[int]
