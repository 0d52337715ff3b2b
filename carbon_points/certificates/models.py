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
