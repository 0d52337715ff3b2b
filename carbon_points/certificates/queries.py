"""Looking certificates up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.certificates.models import Certificate
from carbon_points.certificates.serial import is_serial
from carbon_points.participants.queries import summary
from carbon_points.participants.search import Match

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session


_SHORTEST: Final = 3


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


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate in a list: its serial, and whose it is."""

    serial: str
    participant_id: int
    validity: str


def serials(session: Session, query: str, limit: int = 5) -> list[Issued]:
    """The certificates that the beginning of a serial means, the newest first."""
    text = query.strip().upper()
    if len(text) < _SHORTEST or not text.isascii():
        return []
    # With a bound below and above, the unique index answers.
    query_ = (
        select(Certificate.serial, Certificate.participant_id, Certificate.validity)
        .where(Certificate.serial >= text, Certificate.serial < f"{text}\x7f")
        .order_by(Certificate.serial.desc())
        .limit(limit)
    )
    return [Issued(*row) for row in session.execute(query_)]


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
