"""One append-only double-entry journal of points and reductions."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy import Index
from sqlalchemy import LargeBinary
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
    """``participant``, ``issue``, ``accrued``, ``pool``, ``enterprise``, ``retired``,
    ``owed``, later ``channel``, ``expired``."""

    owner: Mapped[int]
    """Participant, batch or enterprise id; 0 where the account has none."""

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


class ClosedMonth(Base):
    """A month whose statistics and entries do not change any more."""

    __tablename__ = "ledger_closed_month"
    __table_args__ = (UniqueConstraint("month"),)
    chained = Chained(("id", "month", "entries", "digest"))

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[int]
    """`common.days.month_number`."""

    entries: Mapped[int]
    """Ledger entries that were booked in it."""

    digest: Mapped[bytes] = mapped_column(LargeBinary)
    """SHA-256 over its statistics as they were closed."""

    operator: Mapped[str]
    closed_at: Mapped[int]
    chain_position: Mapped[int]


class MonthCorrection(Base):
    """A decision on an action of a closed month: 补记 in the first open month."""

    __tablename__ = "ledger_month_correction"
    __table_args__ = (
        Index(None, "decision_id", unique=True),
        Index(None, "action_id"),
    )
    chained = Chained(("id", "decision_id", "action_id", "belongs_to", "counted_in"))

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int]
    action_id: Mapped[int]
    belongs_to: Mapped[int]
    """The closed month of the action."""

    counted_in: Mapped[int]
    """The first open month on the day of the decision."""

    chain_position: Mapped[int]
