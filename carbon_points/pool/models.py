"""Notices and what they announce, numbered batches, and where each of them went."""

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


class Notice(Base):
    """What is published before reductions are registered."""

    __tablename__ = "pool_notice"
    chained = Chained(("id", "text", "starts_on", "ends_on", "first_day", "last_day"))

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    starts_on: Mapped[int]
    ends_on: Mapped[int]
    """First and last day of the notice, day numbers."""

    first_day: Mapped[int]
    last_day: Mapped[int]
    """Statistics days of the actions, inclusive."""

    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]


class Lot(Base):
    """One line of a notice: a methodology and vintage with its reduction."""

    __tablename__ = "pool_lot"
    __table_args__ = (
        ForeignKeyConstraint(["notice_id"], ["pool_notice.id"]),
        Index(None, "notice_id"),
    )
    chained = Chained(
        (
            "id",
            "notice_id",
            "methodology",
            "vintage",
            "actions",
            "participants",
            "reduction_mg",
            "members_digest",
        )
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int]
    methodology: Mapped[str]
    vintage: Mapped[int]
    """Year of the statistics day."""

    actions: Mapped[int]
    participants: Mapped[int]
    reduction_mg: Mapped[int]
    """As it was announced; what is reversed meanwhile is not registered."""

    members_digest: Mapped[bytes] = mapped_column(LargeBinary)
    """SHA-256 over the ids of its actions as text lines, in id order."""

    chain_position: Mapped[int]


class Member(Base):
    """An action that was announced; in one notice only, unless that is cancelled."""

    __tablename__ = "pool_member"
    __table_args__ = (
        ForeignKeyConstraint(["action_id"], ["action.id"]),
        ForeignKeyConstraint(["lot_id"], ["pool_lot.id"]),
        Index(None, "lot_id"),
    )

    action_id: Mapped[int] = mapped_column(primary_key=True)
    lot_id: Mapped[int]


class Objection(Base):
    """What somebody said against a notice; never who."""

    __tablename__ = "pool_objection"
    __table_args__ = (
        ForeignKeyConstraint(["notice_id"], ["pool_notice.id"]),
        Index(None, "notice_id"),
    )
    chained = Chained(("id", "notice_id", "received_on", "channel", "content"))

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int]
    received_on: Mapped[int]
    channel: Mapped[str]
    """One of `pool.rules.CHANNELS`."""

    content: Mapped[str] = mapped_column(TypedText)
    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]


class Answer(Base):
    """The bureau's answer to an objection."""

    __tablename__ = "pool_answer"
    __table_args__ = (
        ForeignKeyConstraint(["objection_id"], ["pool_objection.id"]),
        UniqueConstraint("objection_id"),
    )
    chained = Chained(("id", "objection_id", "answered_on", "upheld", "text"))

    id: Mapped[int] = mapped_column(primary_key=True)
    objection_id: Mapped[int]
    answered_on: Mapped[int]
    upheld: Mapped[int]
    """1 if the bureau agreed with it."""

    text: Mapped[str] = mapped_column(TypedText)
    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]


class Cancelling(Base):
    """A notice that is taken back before its registration."""

    __tablename__ = "pool_cancelling"
    __table_args__ = (
        ForeignKeyConstraint(["notice_id"], ["pool_notice.id"]),
        UniqueConstraint("notice_id"),
    )
    chained = Chained(("id", "notice_id", "cancelled_on", "reason"))

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int]
    cancelled_on: Mapped[int]
    reason: Mapped[str] = mapped_column(TypedText)
    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]


class Batch(Base):
    """A lot that was registered: reductions that the bureau may dispose of."""

    __tablename__ = "pool_batch"
    __table_args__ = (
        ForeignKeyConstraint(["lot_id"], ["pool_lot.id"]),
        UniqueConstraint("lot_id"),
        UniqueConstraint("number"),
    )
    chained = Chained(
        (
            "id",
            "lot_id",
            "number",
            "registered_on",
            "actions",
            "participants",
            "covered_mg",
            "reduction_mg",
            "made_good_mg",
        )
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lot_id: Mapped[int]
    number: Mapped[str]
    """E.g. ``ZQ-cycling-2026-001``."""

    registered_on: Mapped[int]
    actions: Mapped[int]
    participants: Mapped[int]
    """Different ones, of the actions that were still approved."""

    covered_mg: Mapped[int]
    """Of the lot's actions that were still approved."""

    reduction_mg: Mapped[int]
    """What came into the pool."""

    made_good_mg: Mapped[int]
    """What went into the debt of earlier reversals; the rest of `covered_mg` had
    been given for reversals before."""

    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]


class Enterprise(Base):
    """A company that reductions were disposed to; none of the programme's members."""

    __tablename__ = "pool_enterprise"
    __table_args__ = (UniqueConstraint("uscc"),)
    chained = Chained(("id", "uscc", "name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    uscc: Mapped[str]
    """Unified social credit code, normalised."""

    name: Mapped[str]
    chain_position: Mapped[int]


class Disposal(Base):
    """An amount of named batches for one enterprise, proposed by one auditor."""

    __tablename__ = "pool_disposal"
    __table_args__ = (
        ForeignKeyConstraint(["enterprise_id"], ["pool_enterprise.id"]),
        UniqueConstraint("number"),
    )
    chained = Chained(
        ("id", "number", "enterprise_id", "purpose", "document", "proposed_on")
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    """E.g. ``ZQ-HB-2026-001``."""

    enterprise_id: Mapped[int]
    purpose: Mapped[str]
    document: Mapped[str]
    """Number of the bureau's document."""

    proposed_on: Mapped[int]
    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]


class DisposalLine(Base):
    """What a disposal takes from one batch."""

    __tablename__ = "pool_disposal_line"
    __table_args__ = (
        ForeignKeyConstraint(["disposal_id"], ["pool_disposal.id"]),
        ForeignKeyConstraint(["batch_id"], ["pool_batch.id"]),
        Index(None, "disposal_id"),
        Index(None, "batch_id"),
    )
    chained = Chained(("id", "disposal_id", "batch_id", "reduction_mg"))

    id: Mapped[int] = mapped_column(primary_key=True)
    disposal_id: Mapped[int]
    batch_id: Mapped[int]
    reduction_mg: Mapped[int]
    chain_position: Mapped[int]


class DisposalStep(Base):
    """How a proposed disposal was decided."""

    __tablename__ = "pool_disposal_step"
    __table_args__ = (
        ForeignKeyConstraint(["disposal_id"], ["pool_disposal.id"]),
        UniqueConstraint("disposal_id"),
    )
    chained = Chained(("id", "disposal_id", "step", "decided_on", "reason"))

    id: Mapped[int] = mapped_column(primary_key=True)
    disposal_id: Mapped[int]
    step: Mapped[str]
    """``confirmed`` by another auditor, or ``dropped``."""

    decided_on: Mapped[int]
    reason: Mapped[str]
    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]


class Use(Base):
    """The end of disposed reductions: used by their enterprise, never again."""

    __tablename__ = "pool_use"
    __table_args__ = (
        ForeignKeyConstraint(["disposal_id"], ["pool_disposal.id"]),
        UniqueConstraint("number"),
        Index(None, "disposal_id"),
    )
    chained = Chained(("id", "number", "disposal_id", "purpose", "document", "used_on"))

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    """E.g. ``ZQ-SY-2026-001``."""

    disposal_id: Mapped[int]
    purpose: Mapped[str]
    document: Mapped[str]
    used_on: Mapped[int]
    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]


class UseLine(Base):
    """What a use takes from one line of its disposal."""

    __tablename__ = "pool_use_line"
    __table_args__ = (
        ForeignKeyConstraint(["use_id"], ["pool_use.id"]),
        ForeignKeyConstraint(["line_id"], ["pool_disposal_line.id"]),
        Index(None, "use_id"),
        Index(None, "line_id"),
    )
    chained = Chained(("id", "use_id", "line_id", "reduction_mg"))

    id: Mapped[int] = mapped_column(primary_key=True)
    use_id: Mapped[int]
    line_id: Mapped[int]
    reduction_mg: Mapped[int]
    chain_position: Mapped[int]
