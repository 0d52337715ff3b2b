"""One append-only double-entry journal of points and reductions."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy import Index
from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column

from carbon_points.storage.base import Base
from carbon_points.storage.base import Chained


class Account(Base):
    """Where points or reductions lie."""

    __tablename__ = "ledger_account"
    __table_args__ = (
        UniqueConstraint("kind", "owner", "methodology", "vintage"),
        Index(None, "owner"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """``participant``, ``issue``, ``accrued``, later ``channel``, ``expired``,
    ``pool``, ``enterprise``, ``retired``."""

    owner: Mapped[int]
    """Participant or enterprise id; 0 where the account has none."""

    methodology: Mapped[str]
    vintage: Mapped[int]
    """Year of accrued and pooled reductions, else 0."""


class Entry(Base):
    """One business event in the ledger."""

    __tablename__ = "ledger_entry"
    __table_args__ = (UniqueConstraint("cause"),)
    chained = Chained(("id", "cause", "booked_on"))

    id: Mapped[int] = mapped_column(primary_key=True)
    cause: Mapped[str]
    """What made it, e.g. ``approval:1-88/participant:1-12``; never booked twice."""

    booked_on: Mapped[int]
    """Day number."""

    chain_position: Mapped[int]


class Posting(Base):
    """One movement of an entry; an entry's postings sum to zero per commodity."""

    __tablename__ = "ledger_posting"
    __table_args__ = (
        ForeignKeyConstraint(["entry_id"], ["ledger_entry.id"]),
        ForeignKeyConstraint(["account_id"], ["ledger_account.id"]),
        Index(None, "account_id", "commodity"),
        Index(None, "entry_id"),
    )
    chained = Chained(("id", "entry_id", "account_id", "commodity", "amount"))

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int]
    account_id: Mapped[int]
    commodity: Mapped[int]
    """1 points, 2 reduction in mg CO2e."""

    amount: Mapped[int]
    chain_position: Mapped[int]
