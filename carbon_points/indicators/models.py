"""What departments report of the plan's indicators and key projects, year by year."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy import Index
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column

from carbon_points.storage.base import Base
from carbon_points.storage.base import Chained


class PlanValue(Base):
    """One reported value; a later row of the same subject and year corrects it."""

    __tablename__ = "plan_value"
    __table_args__ = (
        ForeignKeyConstraint(["evidence_id"], ["evidence.id"]),
        ForeignKeyConstraint(["corrects"], ["plan_value.id"]),
        Index(None, "subject", "year"),
        Index(None, "corrects", unique=True),
    )
    chained = Chained(
        (
            "id",
            "subject",
            "year",
            "value",
            "status",
            "source",
            "note",
            "department",
            "evidence_id",
            "corrects",
        )
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    """``3``, ``28a`` of the indicators, ``P7`` of the projects."""

    year: Mapped[int]
    value: Mapped[str]
    status: Mapped[str]
    """``完成`` or ``未完成``."""

    source: Mapped[str]
    """The paper or table that says so."""

    note: Mapped[str]
    """Why it was corrected, or what the number does not say."""

    department: Mapped[str]
    """Who reported it."""

    evidence_id: Mapped[int | None]
    corrects: Mapped[int | None]
    """The row that this one puts right; none for the first of a year."""

    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]
