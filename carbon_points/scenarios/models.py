"""The file of a scenario: who runs it, what was decided, shown and announced of it."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy import Index
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column

from carbon_points.storage.base import Base
from carbon_points.storage.base import Chained
from carbon_points.storage.typed_text import TypedText


class ScenarioDetail(Base):
    """Who runs a scenario and where; the newest row of a scenario is in force."""

    __tablename__ = "scenario_detail"
    chained = Chained(("id", "scenario", "host", "host_code", "contact", "places"))

    id: Mapped[int] = mapped_column(primary_key=True)
    scenario: Mapped[str]
    host: Mapped[str]
    host_code: Mapped[str]
    """USCC of the host, empty where none is known."""

    contact: Mapped[str]
    places: Mapped[str]
    """Ids of the subdistricts in text, by comma; empty for the whole district."""

    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]


class ScenarioStage(Base):
    """A scenario reached a stage of its life."""

    __tablename__ = "scenario_stage"
    __table_args__ = (Index(None, "scenario"),)
    chained = Chained(
        (
            "id",
            "scenario",
            "stage",
            "on_day",
            "responsible",
            "document",
            "note",
            "valid_to",
        )
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scenario: Mapped[str]
    stage: Mapped[str]
    on_day: Mapped[int]
    """Day number."""

    responsible: Mapped[str]
    """Who decided it: a person or an office."""

    document: Mapped[str]
    """Number or title of the paper that says so."""

    note: Mapped[str]
    valid_to: Mapped[int | None]
    """Day number of the last day, where this stage sets one."""

    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]


class ScenarioDocument(Base):
    """A paper in the file of a scenario and what it is to prove."""

    __tablename__ = "scenario_document"
    __table_args__ = (
        ForeignKeyConstraint(["replaces"], ["scenario_document.id"]),
        Index(None, "scenario"),
    )
    chained = Chained(
        (
            "id",
            "scenario",
            "kind",
            "title",
            "number",
            "issued_on",
            "methodology",
            "claim",
            "replaces",
        )
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scenario: Mapped[str]
    kind: Mapped[str]
    title: Mapped[str]
    number: Mapped[str]
    issued_on: Mapped[int]
    methodology: Mapped[str]
    """Of a decision on one, else empty."""

    claim: Mapped[str]
    """The sentence that the paper proves."""

    replaces: Mapped[int | None]
    """The earlier version, which no longer counts."""

    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]


class ScenarioDocumentFile(Base):
    """A file of a document, kept among the evidence."""

    __tablename__ = "scenario_document_file"
    __table_args__ = (
        ForeignKeyConstraint(["document_id"], ["scenario_document.id"]),
        ForeignKeyConstraint(["evidence_id"], ["evidence.id"]),
        Index(None, "document_id", "evidence_id", unique=True),
    )
    chained = Chained(("id", "document_id", "evidence_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int]
    evidence_id: Mapped[int]
    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]


class ScenarioNotice(Base):
    """The scenario was announced to the public for a time."""

    __tablename__ = "scenario_notice"
    __table_args__ = (Index(None, "scenario"),)
    chained = Chained(
        ("id", "scenario", "subject", "text", "published_in", "first_day", "last_day")
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scenario: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    published_in: Mapped[str]
    """Where it could be read."""

    first_day: Mapped[int]
    last_day: Mapped[int]
    """Both inclusive, as day numbers."""

    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]


class ScenarioObjection(Base):
    """Somebody objected to what was announced."""

    __tablename__ = "scenario_objection"
    __table_args__ = (
        ForeignKeyConstraint(["notice_id"], ["scenario_notice.id"]),
        Index(None, "notice_id"),
    )
    chained = Chained(("id", "notice_id", "received_on", "source", "text"))

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int]
    received_on: Mapped[int]
    source: Mapped[str]
    """``resident``, ``enterprise``, ``unit`` or ``other``: never a person's name."""

    text: Mapped[str] = mapped_column(TypedText)
    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]


class ScenarioAnswer(Base):
    """What an objection was answered."""

    __tablename__ = "scenario_answer"
    __table_args__ = (
        ForeignKeyConstraint(["objection_id"], ["scenario_objection.id"]),
        Index(None, "objection_id", unique=True),
    )
    chained = Chained(("id", "objection_id", "answered_on", "outcome", "text"))

    id: Mapped[int] = mapped_column(primary_key=True)
    objection_id: Mapped[int]
    answered_on: Mapped[int]
    outcome: Mapped[str]
    """``accepted``, ``declined`` or ``withdrawn``."""

    text: Mapped[str] = mapped_column(TypedText)
    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]


class ScenarioWithdrawal(Base):
    """A document or a notice was entered wrongly; it stays and no longer counts."""

    __tablename__ = "scenario_withdrawal"
    __table_args__ = (Index(None, "subject", "subject_id", unique=True),)
    chained = Chained(("id", "subject", "subject_id", "reason"))

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    """``document`` or ``notice``."""

    subject_id: Mapped[int]
    reason: Mapped[str]
    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]


class ScenarioTarget(Base):
    """The bureau's own dated target of an acceptance criterion, by two persons."""

    __tablename__ = "scenario_target"
    __table_args__ = (Index(None, "scenario", "criterion"),)
    chained = Chained(
        (
            "id",
            "scenario",
            "criterion",
            "target",
            "source",
            "document",
            "confidence",
            "valid_from",
            "step",
            "operator",
        )
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scenario: Mapped[str]
    criterion: Mapped[str]
    target: Mapped[int]
    source: Mapped[str]
    document: Mapped[str]
    confidence: Mapped[str]
    """``published`` in a document of the bureau, or ``assumed``."""

    valid_from: Mapped[int]
    step: Mapped[str]
    """``proposed``, ``confirmed`` by another person, or ``dropped``."""

    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]


class ScenarioVerification(Base):
    """The whole database was verified, and what came of it."""

    __tablename__ = "scenario_verification"
    chained = Chained(("id", "on_day", "checked_position", "checks", "failed"))

    id: Mapped[int] = mapped_column(primary_key=True)
    on_day: Mapped[int]
    checked_position: Mapped[int]
    """The newest chain record that was checked."""

    checks: Mapped[int]
    failed: Mapped[str]
    """Names of the checks that found something, by comma; empty if all was well."""

    operator: Mapped[str]
    at: Mapped[int]
    chain_position: Mapped[int]
