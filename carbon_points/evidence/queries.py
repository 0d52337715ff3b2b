"""Which files prove what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import select

from carbon_points.evidence.models import Evidence
from carbon_points.evidence.models import EvidenceLink

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class File:
    """One kept file."""

    evidence_id: int
    name: str
    sha256: bytes
    size: int
    added_at: int


@dataclass(frozen=True, slots=True)
class UsedAgain:
    """One file that is named as the proof of more than one thing of a kind."""

    evidence_id: int
    subject_kind: str
    subjects: int


def files_of(session: Session, kind: str, subject: int) -> list[File]:
    """The files that prove one thing, in the order in which they came."""
    rows = session.execute(
        select(
            Evidence.id,
            Evidence.name,
            Evidence.sha256,
            Evidence.size,
            Evidence.added_at,
        )
        .join(EvidenceLink, EvidenceLink.evidence_id == Evidence.id)
        .where(EvidenceLink.subject_kind == kind, EvidenceLink.subject_id == subject)
        .order_by(Evidence.id)
    )
    return [File(*row) for row in rows]


def proven_by(session: Session, evidence_id: int, kind: str) -> int | None:
    """The first thing of a kind that a file proves."""
    first = select(func.min(EvidenceLink.subject_id)).where(
        EvidenceLink.evidence_id == evidence_id, EvidenceLink.subject_kind == kind
    )
    return session.scalar(first)


def used_again(session: Session, kind: str = "action") -> list[UsedAgain]:
    """Files that stand for more than one thing of a kind: a question, no verdict."""
    number = func.count()
    rows = session.execute(
        select(EvidenceLink.evidence_id, EvidenceLink.subject_kind, number)
        .where(EvidenceLink.subject_kind == kind)
        .group_by(EvidenceLink.evidence_id, EvidenceLink.subject_kind)
        .having(number > 1)
        .order_by(number.desc(), EvidenceLink.evidence_id)
    )
    return [UsedAgain(*row) for row in rows]
