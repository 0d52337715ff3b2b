"""What is in force here and since when."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy import Index
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


class RuleChange(Base):
    """A factor's value or a methodology version from a day on, as it was rehearsed.

    In force once another auditor has confirmed it (`RuleChangeStep`).
    """

    __tablename__ = "rule_change"
    chained = Chained(
        (
            "id",
            "kind",
            "name",
            "value",
            "valid_from",
            "document",
            "listed",
            "before_mg",
            "after_mg",
            "points",
            "digest",
            "operator",
        )
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """``factor`` or ``version``."""

    name: Mapped[str]
    """Of the factor or the methodology."""

    value: Mapped[str]
    """Exact decimal text, or the version."""

    valid_from: Mapped[int]
    """Day number."""

    document: Mapped[str]
    listed: Mapped[int]
    """Records that the rehearsal found to differ, those of closed months among them."""

    before_mg: Mapped[int]
    after_mg: Mapped[int]
    """Over every live action that was looked at."""

    points: Mapped[int]
    """What correcting the approved ones of open months gives, or takes."""

    digest: Mapped[bytes] = mapped_column(LargeBinary)
    """SHA-256 over the difference list: what is confirmed is what was rehearsed."""

    workbook_id: Mapped[int | None]
    """Evidence: the difference list as it was handed out."""

    file_id: Mapped[int | None]
    """Evidence: the document itself."""

    operator: Mapped[str]
    proposed_at: Mapped[int]
    chain_position: Mapped[int]


class RuleChangeLine(Base):
    """One line of the difference list of a proposed change."""

    __tablename__ = "rule_change_line"
    __table_args__ = (
        ForeignKeyConstraint(["change_id"], ["rule_change.id"]),
        Index(None, "change_id", "action_id"),
    )
    chained = Chained(
        ("id", "change_id", "action_id", "state", "before_mg", "after_mg", "closed")
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int]
    action_id: Mapped[int]
    day: Mapped[int]
    state: Mapped[int]
    before_mg: Mapped[int]
    after_mg: Mapped[int]
    code: Mapped[str]
    """Why it would not be creditable any more, else empty."""

    closed: Mapped[int]
    """1: its month is closed, it is listed and stays."""

    chain_position: Mapped[int]


class RuleChangeStep(Base):
    """What became of a proposed change."""

    __tablename__ = "rule_change_step"
    __table_args__ = (
        ForeignKeyConstraint(["change_id"], ["rule_change.id"]),
        UniqueConstraint("change_id"),
    )
    chained = Chained(("id", "change_id", "step", "operator", "reason"))

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int]
    step: Mapped[str]
    """``confirmed`` by another auditor, or ``dropped``."""

    operator: Mapped[str]
    reason: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]
