"""Files that prove something, and what they prove."""

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


class Evidence(Base):
    """One file, kept sealed beside the database and never altered."""

    __tablename__ = "evidence"
    __table_args__ = (Index(None, "sha256"),)
    chained = Chained(("id", "sha256", "size"))

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    """Of the file as it was handed in."""

    size: Mapped[int]
    name: Mapped[str] = mapped_column(TypedText)
    stored_as: Mapped[str]
    """File name in the evidence folder; empty where only the digest is kept."""

    added_at: Mapped[int]
    chain_position: Mapped[int]


class EvidenceLink(Base):
    """What a file proves."""

    __tablename__ = "evidence_link"
    __table_args__ = (
        ForeignKeyConstraint(["evidence_id"], ["evidence.id"]),
        Index(None, "subject_kind", "subject_id"),
    )

    evidence_id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str] = mapped_column(primary_key=True)
    """``action``, ``batch``, ``installation``, ``participant``, ``plan_value``."""

    subject_id: Mapped[int] = mapped_column(primary_key=True)


class DroppedFile(Base):
    """A file that was deleted for good; its digest stays."""

    __tablename__ = "evidence_dropped"
    __table_args__ = (
        ForeignKeyConstraint(["evidence_id"], ["evidence.id"]),
        UniqueConstraint("evidence_id"),
    )
    chained = Chained(("id", "evidence_id", "dropped_on", "cause"))

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int]
    dropped_on: Mapped[int]
    """Day number."""

    cause: Mapped[str]
    """``erasure``, or the retention rule whose time was over."""

    chain_position: Mapped[int]


class PhotoPrint(Base):
    """How a photo looks, as 64 bits that a copy of it nearly shares."""

    __tablename__ = "evidence_photo"
    __table_args__ = (ForeignKeyConstraint(["evidence_id"], ["evidence.id"]),)

    evidence_id: Mapped[int] = mapped_column(primary_key=True)
    print64: Mapped[int | None]
    """As a signed number; none where the file is no photo."""
