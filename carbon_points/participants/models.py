"""Residents and SMEs, their consents, and the keys by which they are found."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy import Index
from sqlalchemy import LargeBinary
from sqlalchemy import text
from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column

from carbon_points.storage.base import Base
from carbon_points.storage.base import Chained
from carbon_points.storage.typed_text import TypedText


class Participant(Base):
    """One resident or SME with an account of points."""

    __tablename__ = "participant"
    __table_args__ = (
        ForeignKeyConstraint(["subdistrict_id"], ["place.id"]),
        ForeignKeyConstraint(["community_id"], ["place.id"]),
        # One person, one open account; a frozen one is no closed one.
        Index(
            "uq_participant_open_identity",
            "identity_token",
            unique=True,
            sqlite_where=text(
                "state IN ('open', 'frozen') AND identity_token IS NOT NULL"
            ),
        ),
        # The one above serves no query with a state unknown to the planner, and a
        # closed account is found by its number, too.
        Index(None, "identity_token"),
        Index(None, "tail_token"),
        Index(None, "phone"),
        Index(None, "phone_reversed"),
        Index(None, "platform_account"),
    )
    chained = Chained(
        ("id", "kind", "subdistrict_id", "community_id", "identity_digest")
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """``resident`` or ``sme``."""

    state: Mapped[str]
    """``open``, ``frozen`` (found as open), ``closed``, ``merged`` or ``erased``."""

    name: Mapped[str]
    phone: Mapped[str]
    phone_reversed: Mapped[str]
    """For a look-up by the last digits."""

    platform_account: Mapped[str]
    """The bike operator's user id, by which orders without a phone are found."""

    subdistrict_id: Mapped[int]
    community_id: Mapped[int | None]
    registered_on: Mapped[int]
    """Day number."""

    identity_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """RIC or USCC, AES-256-GCM with the record id as associated data."""

    identity_token: Mapped[bytes | None] = mapped_column(LargeBinary)
    """HMAC-SHA-256 of the whole number, by which it is found."""

    tail_token: Mapped[bytes | None] = mapped_column(LargeBinary)
    """HMAC-SHA-256 of the last four characters."""

    identity_masked: Mapped[str]
    identity_salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Dropped at erasure; the chain covers only the salted digest."""

    identity_digest: Mapped[bytes] = mapped_column(LargeBinary)
    contact: Mapped[str]
    industry: Mapped[str]
    size_class: Mapped[str]
    note: Mapped[str] = mapped_column(TypedText)
    batch_id: Mapped[int | None]
    """The import that registered it."""

    chain_position: Mapped[int]


class Consent(Base):
    """What a participant agreed to, when and by which text."""

    __tablename__ = "consent"
    __table_args__ = (
        ForeignKeyConstraint(["participant_id"], ["participant.id"]),
        Index(None, "participant_id"),
    )
    chained = Chained(("id", "participant_id", "purpose", "text_version", "given_on"))

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int]
    purpose: Mapped[str]
    text_version: Mapped[str]
    given_on: Mapped[int]
    proxy_name: Mapped[str]
    proxy_relation: Mapped[str]
    withdrawn_on: Mapped[int | None]
    chain_position: Mapped[int]


class MergeMark(Base):
    """Two accounts that may be one person's, marked for the auditors to merge."""

    __tablename__ = "merge_mark"
    __table_args__ = (
        UniqueConstraint("participant_id", "other_id"),
        ForeignKeyConstraint(["participant_id"], ["participant.id"]),
        ForeignKeyConstraint(["other_id"], ["participant.id"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int]
    """The older account of the two, which would be kept."""

    other_id: Mapped[int]
    state: Mapped[str]
    """``open``, ``dismissed`` or ``merged``."""

    reason: Mapped[str] = mapped_column(TypedText)
    operator: Mapped[str]
    at: Mapped[int]
    """True time, seconds since 1970-01-01 UTC."""


class Erasure(Base):
    """Somebody who is not known here any more: what was made nameless, and why."""

    __tablename__ = "erasure"
    __table_args__ = (
        ForeignKeyConstraint(["participant_id"], ["participant.id"]),
        UniqueConstraint("participant_id"),
    )
    chained = Chained(
        (
            "id",
            "participant_id",
            "erased_on",
            "reason",
            "points",
            "files",
            "certificates",
        )
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int]
    erased_on: Mapped[int]
    """Day number."""

    reason: Mapped[str]
    """Names nobody."""

    points: Mapped[int]
    """That expired with the account."""

    files: Mapped[int]
    """Files of this person alone that were deleted."""

    certificates: Mapped[int]
    """That were in force until then."""

    chain_position: Mapped[int]


class RetentionRun(Base):
    """What was deleted on a day because its time was over."""

    __tablename__ = "retention_run"
    chained = Chained(("id", "ran_on", "rules_digest", "went"))

    id: Mapped[int] = mapped_column(primary_key=True)
    ran_on: Mapped[int]
    """Day number."""

    rules_digest: Mapped[bytes] = mapped_column(LargeBinary)
    """SHA-256 over the rules that were in force."""

    went: Mapped[str]
    """Number by rule, e.g. ``photos=3,drafts=1``."""

    chain_position: Mapped[int]


class SearchKey(Base):
    """A key that a search box may compare with a prefix: pinyin, initials, name."""

    __tablename__ = "search_key"
    __table_args__ = (
        ForeignKeyConstraint(["participant_id"], ["participant.id"]),
        Index("ix_search_key_participant", "participant_id"),
        {"sqlite_with_rowid": False},
    )

    kind: Mapped[str] = mapped_column(primary_key=True)
    """``pinyin``, ``initials``, ``name`` or ``part``: a proper end of the name, so that
    a prefix finds every piece of it."""

    key: Mapped[str] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(primary_key=True)
