"""Freezing a participant: nothing is approved or spent until an auditor releases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.audit.reasons import checked_reason
from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.participants.models import Participant
from carbon_points.security import chain
from carbon_points.security import service as security
from carbon_points.security.acts import permitted

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

_WAITING = text(
    "SELECT COUNT(*) FROM action WHERE participant_id = :person AND state IN (1, 2)"
)


_WHY = text(
    "SELECT reason FROM operation_log"
    " WHERE act = 'freeze-person' AND subject = :subject ORDER BY id DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class PersonFrozen:
    """A participant who was frozen or released."""

    participant_id: int
    frozen: bool
    waiting: int
    """Actions of theirs that wait for a decision."""


def freeze_person(
    db: Database, caller: Caller, participant_id: int, reason: str
) -> PersonFrozen:
    """Freeze a participant; what they earned stays theirs.

    Raises:
        UserError: PARTICIPANT_UNKNOWN, REASON_CODE.
        RefusedError: REASON_MISSING, PERSON_STATE, ALREADY_DONE.
    """
    said = checked_reason(reason)
    return _move(db, caller, participant_id, ("open", "frozen"), said)


def release_person(
    db: Database, caller: Caller, participant_id: int, reason: str = ""
) -> PersonFrozen:
    """Release a frozen participant.

    Raises:
        UserError: PARTICIPANT_UNKNOWN.
        RefusedError: PERSON_STATE, ALREADY_DONE.
    """
    return _move(db, caller, participant_id, ("frozen", "open"), reason.strip())


def why_frozen(session: Session, participant_id: int) -> str:
    """The stored reason of the last freezing; empty if there is none."""
    found: str | None = session.scalar(_WHY, {"subject": id_text(participant_id)})
    return found or ""


def _move(
    db: Database, caller: Caller, participant_id: int, step: tuple[str, str], said: str
) -> PersonFrozen:
    before, after = step
    with db.writing() as session:
        by = permitted(session, "audit decide", caller)
        person = session.get(Participant, participant_id)
        if person is None:
            raise UserError("PARTICIPANT_UNKNOWN", value=id_text(participant_id))
        if person.state != before:
            raise RefusedError("PERSON_STATE", value=id_text(participant_id))
        position = chain.begin(session)
        person.state = after
        act = "freeze-person" if after == "frozen" else "release-person"
        security.log(session, by, act, id_text(participant_id), said)
        chain.seal(session, db.desk, position, act, by, ())
        waiting = session.scalar(_WAITING, {"person": participant_id}) or 0
    return PersonFrozen(participant_id, after == "frozen", waiting)
