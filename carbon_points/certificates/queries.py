"""Looking certificates up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.certificates.models import Certificate
from carbon_points.certificates.serial import is_serial
from carbon_points.participants.queries import summary
from carbon_points.participants.search import Match

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session


def find_serial(session: Session, query: str) -> list[Match]:
    """The holder of the certificate that a query names by its serial."""
    text = query.strip().upper()
    if not is_serial(text):
        return []
    holder = session.scalar(
        select(Certificate.participant_id).where(Certificate.serial == text)
    )
    who = summary(session, holder) if holder is not None else None
    if holder is None or who is None:
        return []
    return [
        Match(
            holder,
            who.kind,
            who.name,
            who.masked_id,
            who.masked_phone,
            who.subdistrict,
            "serial",
            who.state,
        )
    ]


def covering(session: Session, acts: Iterable[tuple[int, int]]) -> list[str]:
    """The valid certificates that count one of these acts: participant and day."""
    days: dict[int, list[int]] = {}
    for person, day in acts:
        days.setdefault(person, []).append(day)
    rows = session.execute(
        select(
            Certificate.serial,
            Certificate.participant_id,
            Certificate.period_from,
            Certificate.period_to,
        )
        .where(Certificate.validity == "valid")
        .order_by(Certificate.id)
    )
    return [
        serial
        for serial, person, first, last in rows
        if any(first <= day <= last for day in days.get(person, ()))
    ]
