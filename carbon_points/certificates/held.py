"""The certificates of one participant, as a file lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.certificates.models import Certificate

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class HeldCertificate:
    """One certificate with what became of it and of its paper."""

    serial: str
    issued_on: int
    period_from: int
    period_to: int
    state: str
    validity: str
    replaced_by: str
    prints: int


def certificates_of(
    session: Session, participant_id: int
) -> tuple[HeldCertificate, ...]:
    """The certificates of a participant, the newest first."""
    columns = (
        Certificate.serial,
        Certificate.issued_on,
        Certificate.period_from,
        Certificate.period_to,
        Certificate.state,
        Certificate.validity,
        Certificate.replaced_by,
        Certificate.prints,
    )
    query = select(*columns).where(Certificate.participant_id == participant_id)
    newest_first = query.order_by(Certificate.issued_on.desc(), Certificate.id.desc())
    return tuple(HeldCertificate(*row) for row in session.execute(newest_first))
