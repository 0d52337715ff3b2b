"""What is in force here and since when."""

from __future__ import annotations

from sqlalchemy import LargeBinary
from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column

from carbon_points.storage.base import Base
from carbon_points.storage.base import Chained


class FactorSetRow(Base):
    """A whole factor register as it was loaded; results name it to recompute."""

    __tablename__ = "factor_set"
    __table_args__ = (UniqueConstraint("digest"),)
    chained = Chained(("id", "digest", "packed"))

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    packed: Mapped[bytes] = mapped_column(LargeBinary)
    loaded_at: Mapped[int]
    chain_position: Mapped[int]


class MethodologyVersionRow(Base):
    """A small number for each methodology version that a result names."""

    __tablename__ = "methodology_version"
    __table_args__ = (UniqueConstraint("methodology", "version"),)
    chained = Chained(("id", "methodology", "version"))

    id: Mapped[int] = mapped_column(primary_key=True)
    methodology: Mapped[str]
    version: Mapped[str]
    distribution: Mapped[str]
    """The wheel that brought it, empty for a built-in one."""

    chain_position: Mapped[int]


class Adoption(Base):
    """The bureau's dated decision on a methodology's status, by two persons."""

    __tablename__ = "adoption"
    chained = Chained(
        ("id", "methodology", "status", "valid_from", "document", "step", "operator")
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    methodology: Mapped[str]
    status: Mapped[str]
    valid_from: Mapped[int]
    """Day number."""

    document: Mapped[str]
    step: Mapped[str]
    """``proposed`` or ``confirmed``; in force once confirmed by another person."""

    operator: Mapped[str]
    chain_position: Mapped[int]
