"""Putting a certificate out of force: decided, recorded, and published at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert
from sqlalchemy import select

from carbon_points.certificates.keys import publish
from carbon_points.certificates.models import Certificate
from carbon_points.certificates.models import Withdrawal
from carbon_points.common.days import day_number
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.security import chain
from carbon_points.security.acts import permitted
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Revoked:
    """A certificate that is no longer in force."""

    serial: str
    participant_id: int
    on: dt.date
    files: tuple[Path, ...]
    """The public files that say so, for whoever verifies."""


def revoke(db: Database, caller: Caller, serial: str, reason: str) -> Revoked:
    """Revoke a valid certificate; its content stays, its points are not touched.

    Raises:
        UserError: CERTIFICATE_UNKNOWN.
        RefusedError: REASON_MISSING, CERTIFICATE_NOT_VALID.
    """
    if not reason.strip():
        raise RefusedError("REASON_MISSING")
    with db.writing() as session:
        by = permitted(session, "certificate revoke", caller)
        chain.refuse_repetition(session, by.operation_id)
        row = _valid(session, serial.strip().upper())
        position = chain.begin(session)
        row.validity = "revoked"
        row.invalid_since = day_number(by.as_of)
        session.execute(
            insert(Withdrawal).values(
                id=next_id(session, Withdrawal, db.desk),
                certificate_id=row.id,
                serial=row.serial,
                revoked_on=day_number(by.as_of),
                reason=reason.strip(),
                operator=by.operator,
                at=by.now,
                chain_position=position,
            )
        )
        chain.seal(session, db.desk, position, "revoke", by, (Withdrawal,))
        found = (row.serial, row.participant_id, by.as_of)
    return Revoked(*found, publish(db))


def _valid(session: Session, serial: str) -> Certificate:
    row = session.scalar(select(Certificate).where(Certificate.serial == serial))
    if row is None:
        raise UserError("CERTIFICATE_UNKNOWN", value=serial)
    if row.validity != "valid":
        raise RefusedError("CERTIFICATE_NOT_VALID", value=serial)
    return row
