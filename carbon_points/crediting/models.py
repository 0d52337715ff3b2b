"""What a participant carries below one point."""

from __future__ import annotations

from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column

from carbon_points.storage.base import Base


class Remainder(Base):
    """Milligrams of a participant and points group that are not yet a point.

    A cache of the decisions; `audit verify` derives it again.
    """

    __tablename__ = "credit_remainder"
    __table_args__ = ({"sqlite_with_rowid": False},)

    participant_id: Mapped[int] = mapped_column(primary_key=True)
    points_group: Mapped[str] = mapped_column(primary_key=True)
    remainder_mg: Mapped[int]
