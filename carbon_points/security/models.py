"""Operators, the hash chain and the operation log."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlalchemy import ForeignKeyConstraint
from sqlalchemy import Index
from sqlalchemy import LargeBinary
from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column

from carbon_points.storage.base import Base
from carbon_points.storage.base import Chained


class Operator(Base):
    """A person who uses the program, with the roles of ``domain.md`` section 1."""

    __tablename__ = "operator"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    """As given to ``--as``."""

    display_name: Mapped[str]
    roles: Mapped[str]
    """Comma-separated: worker, auditor, admin, viewer."""

    subdistrict_id: Mapped[int | None]
    """A worker's own subdistrict; empty means all."""

    password_hash: Mapped[str | None]
    closed_on: Mapped[int | None]
    """Day number from which the person may not sign in; empty for who still works."""


class SignIn(Base):
    """What is remembered of wrong passwords, so that a restart forgives none."""

    __tablename__ = "sign_in"
    __table_args__ = (ForeignKeyConstraint(["operator_id"], ["operator.id"]),)

    operator_id: Mapped[int] = mapped_column(primary_key=True)
    failures: Mapped[int]
    """Wrong passwords since the last right one."""

    last_at: Mapped[int]
    """True time of the last try; `wait_s` is counted on from here, whatever the clock
    said before: one that was wrong by years must not lock somebody out for years."""

    wait_s: Mapped[int]
    """Seconds that are still to wait, counted from `last_at`."""


class FormDraft(Base):
    """What an operator has typed and not yet saved, as of the last key or so."""

    __tablename__ = "form_draft"

    operator: Mapped[str] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    """Which form, e.g. ``service``."""

    at: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    """JSON of the form's state, sealed: it may hold an identity number."""


class ChainRecord(Base):
    """One committed use case of one desk, linked to the one before it by hash."""

    __tablename__ = "chain_record"
    __table_args__ = (
        UniqueConstraint("operation_id"),
        CheckConstraint("length(hash) = 32", name="hash_is_sha256"),
    )

    position: Mapped[int] = mapped_column(primary_key=True)
    """1, 2, 3 … within the desk of this file."""

    desk: Mapped[int]
    previous_hash: Mapped[bytes] = mapped_column(LargeBinary)
    kind: Mapped[str]
    operation_id: Mapped[str]
    """From the click or the call; unique, so a retry books nothing twice."""

    operator: Mapped[str]
    second_operator: Mapped[str]
    """The second person where two must sign, else empty."""

    at: Mapped[int]
    """True time, seconds since 1970-01-01 UTC."""

    as_of: Mapped[int]
    """The day number that the act was judged by."""

    rows: Mapped[int]
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class ChainPart(Base):
    """The rows of one table that a chain record covers."""

    __tablename__ = "chain_part"
    __table_args__ = (ForeignKeyConstraint(["position"], ["chain_record.position"]),)

    position: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str] = mapped_column(primary_key=True)
    rows: Mapped[int]
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    """SHA-256 over the packed rows in id order."""


class Redaction(Base):
    """Words about a person that an erasure took out of rows that a record covers."""

    __tablename__ = "chain_redaction"
    __table_args__ = (
        ForeignKeyConstraint(["covers"], ["chain_record.position"]),
        Index(None, "table_name", "covers"),
    )
    chained = Chained(
        ("id", "covers", "table_name", "row_ids", "column_names", "before", "after")
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    covers: Mapped[int]
    """Position of the record whose rows were changed."""

    table_name: Mapped[str]
    row_ids: Mapped[str]
    """As text, by comma."""

    column_names: Mapped[str]
    before: Mapped[bytes] = mapped_column(LargeBinary)
    """Digest of the record's rows of this table as they were."""

    after: Mapped[bytes] = mapped_column(LargeBinary)
    chain_position: Mapped[int]


class OperationLog(Base):
    """Who looked at, exported or printed what: acts that change no number.

    A row stays as it is; only its reason goes when somebody named in it is erased, and
    the row itself once the time for keeping it is over (`LogRelease`).
    """

    __tablename__ = "operation_log"
    __table_args__ = (Index(None, "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[int]
    operator: Mapped[str]
    act: Mapped[str]
    subject: Mapped[str]
    reason: Mapped[str]
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Dropped with the reason; a seal covers only the salted digest."""

    reason_digest: Mapped[bytes | None] = mapped_column(LargeBinary)


class LogSeal(Base):
    """The rows of the operation log from one to another, fixed in the chain."""

    __tablename__ = "log_seal"
    chained = Chained(("id", "first_id", "last_id", "rows", "digest"))

    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int]
    last_id: Mapped[int]
    rows: Mapped[int]
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    """SHA-256 over the packed rows in id order."""

    chain_position: Mapped[int]


class LogRelease(Base):
    """Rows of the operation log that may go: the time for keeping them is over."""

    __tablename__ = "log_release"
    chained = Chained(("id", "through_id", "rows", "reason"))

    id: Mapped[int] = mapped_column(primary_key=True)
    through_id: Mapped[int]
    """The last row of a seal; it and all before it may be deleted."""

    rows: Mapped[int]
    reason: Mapped[str]
    chain_position: Mapped[int]
