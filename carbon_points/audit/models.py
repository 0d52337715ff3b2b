"""Marks that wait for a signature, samples that were drawn and what they found."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy import Index
from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column

from carbon_points.storage.base import Base
from carbon_points.storage.base import Chained
from carbon_points.storage.typed_text import TypedText


class Mark(Base):
    """A decision in an auditor's open batch: nothing is booked until it is signed."""

    __tablename__ = "audit_mark"
    __table_args__ = (
        ForeignKeyConstraint(["action_id"], ["action.id"]),
        Index(None, "action_id"),
    )

    operator: Mapped[str] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int]
    """Order in which the auditor decided, for undoing the last one."""

    verb: Mapped[str]
    """``approve``, ``reject``, ``freeze``, ``release`` or ``reverse``."""

    reason: Mapped[str]
    at: Mapped[int]


class FirstSignature(Base):
    """An approval that one auditor signed and another one must sign besides."""

    __tablename__ = "audit_first"
    __table_args__ = (ForeignKeyConstraint(["action_id"], ["action.id"]),)

    action_id: Mapped[int] = mapped_column(primary_key=True)
    operator: Mapped[str]
    at: Mapped[int]


class Sample(Base):
    """One drawn sample; its plan and seed make the list anew anywhere."""

    __tablename__ = "audit_sample"
    chained = Chained(
        (
            "id",
            "scenario",
            "first_day",
            "last_day",
            "confidence",
            "rule",
            "seed",
            "population",
            "size",
            "ids_digest",
        )
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scenario: Mapped[str]
    first_day: Mapped[int]
    last_day: Mapped[int]
    """Inclusive day numbers."""

    confidence: Mapped[str]
    """Exact decimal text."""

    rule: Mapped[str]
    """``margin=0.05`` or ``tolerable=0.05``."""

    seed: Mapped[str]
    population: Mapped[int]
    size: Mapped[int]
    ids_digest: Mapped[bytes] = mapped_column(LargeBinary)
    """SHA-256 over the ids of the population as text lines, in id order."""

    drawn_by: Mapped[str]
    drawn_at: Mapped[int]
    chain_position: Mapped[int]


class SampleItem(Base):
    """One drawn action with its stratum."""

    __tablename__ = "audit_sample_item"
    __table_args__ = (
        ForeignKeyConstraint(["sample_id"], ["audit_sample.id"]),
        ForeignKeyConstraint(["action_id"], ["action.id"]),
        Index(None, "sample_id", "action_id", unique=True),
        Index(None, "action_id"),
    )
    chained = Chained(("id", "sample_id", "action_id", "stratum", "stratum_size"))

    id: Mapped[int] = mapped_column(primary_key=True)
    """In the order of the list."""

    sample_id: Mapped[int]
    action_id: Mapped[int]
    stratum: Mapped[str]
    stratum_size: Mapped[int]
    chain_position: Mapped[int]


class SampleStep(Base):
    """What was found of a drawn action, and what became of a finding."""

    __tablename__ = "audit_sample_step"
    __table_args__ = (
        ForeignKeyConstraint(["sample_id"], ["audit_sample.id"]),
        ForeignKeyConstraint(["action_id"], ["action.id"]),
        Index(None, "sample_id", "action_id"),
    )
    chained = Chained(
        ("id", "sample_id", "action_id", "step", "reason", "overstated_mg", "note")
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sample_id: Mapped[int]
    action_id: Mapped[int]
    step: Mapped[str]
    """``right`` or ``wrong``, which opens a finding."""

    reason: Mapped[str]
    """R1 to R9 of a wrong one, else empty."""

    overstated_mg: Mapped[int]
    note: Mapped[str] = mapped_column(TypedText)
    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]


class Finding(Base):
    """Something wrong that an auditor found of one record; its steps follow it."""

    __tablename__ = "audit_finding"
    __table_args__ = (
        ForeignKeyConstraint(["action_id"], ["action.id"]),
        ForeignKeyConstraint(["sample_id"], ["audit_sample.id"]),
        Index(None, "action_id"),
        Index(None, "sample_id"),
    )
    chained = Chained(
        (
            "id",
            "action_id",
            "sample_id",
            "reason",
            "overstated_mg",
            "note",
            "operator",
        )
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int]
    sample_id: Mapped[int | None]
    """The sample that drew the action; none if it was looked at by itself."""

    reason: Mapped[str]
    overstated_mg: Mapped[int]
    note: Mapped[str] = mapped_column(TypedText)
    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]


class FindingStep(Base):
    """What became of a finding."""

    __tablename__ = "audit_finding_step"
    __table_args__ = (
        ForeignKeyConstraint(["finding_id"], ["audit_finding.id"]),
        ForeignKeyConstraint(["decision_id"], ["decision.id"]),
        ForeignKeyConstraint(["replaced_by"], ["action.id"]),
        Index(None, "finding_id"),
    )
    chained = Chained(
        (
            "id",
            "finding_id",
            "step",
            "decision_id",
            "replaced_by",
            "note",
            "operator",
        )
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int]
    step: Mapped[str]
    """``corrected``, ``closed``, or ``dismissed`` (nothing was wrong after all)."""

    decision_id: Mapped[int | None]
    """The reversal by which it was corrected."""

    replaced_by: Mapped[int | None]
    """The action that was logged in place of the wrong one."""

    note: Mapped[str] = mapped_column(TypedText)
    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]
