"""Closing an account: its points expire that day, and nothing new is logged.

The person is still known: the file stays until its time is over (`retention`), or
until the person asks to be erased.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.actions.forgetting import retire_devices
from carbon_points.actions.forgetting import waiting_of
from carbon_points.common.days import day_number
from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.ledger.models import Entry
from carbon_points.ledger.models import Posting
from carbon_points.ledger.queries import balance
from carbon_points.ledger.rules import AccountKey
from carbon_points.ledger.rules import Commodity
from carbon_points.ledger.rules import Movement
from carbon_points.ledger.rules import NewEntry
from carbon_points.ledger.rules import participant_account
from carbon_points.ledger.service import book
from carbon_points.participants.models import Participant
from carbon_points.participants.service import refuse_stranger
from carbon_points.security import chain
from carbon_points.security import service as security
from carbon_points.security.acts import permitted

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

RIGHT: Final = "participant close"
KIND: Final = "close-account"
EXPIRED: Final = AccountKey("expired")


@dataclass(frozen=True, slots=True)
class Closed:
    """An account that is closed."""

    participant_id: int
    points: int
    """That expired with it."""


def close_account(
    db: Database, caller: Caller, participant_id: int, reason: str
) -> Closed:
    """Close somebody's account.

    Raises:
        RefusedError: REASON_MISSING, PARTICIPANT_UNKNOWN, ACCOUNT_CLOSED, ERASE_FROZEN,
            ERASE_WAITING, MONTH_CLOSED; nothing was changed.
        NotAllowedError: by role, or OTHER_SUBDISTRICT.
    """
    if not reason.strip():
        raise RefusedError("REASON_MISSING")
    with db.writing() as session:
        by = permitted(session, RIGHT, caller)
        person = session.get(Participant, participant_id)
        if person is None:
            raise RefusedError("PARTICIPANT_UNKNOWN", value=id_text(participant_id))
        refuse_stranger(session, by, person)
        _refuse(session, person)
        position = chain.begin(session)
        points = expire_points(session, db, by, position, participant_id)
        person.state = "closed"
        session.flush()
        retire_devices(session, participant_id)
        security.log(session, by, KIND, id_text(participant_id), reason.strip())
        chain.seal(session, db.desk, position, KIND, by, (Entry, Posting))
    return Closed(participant_id, points)


def expire_points(
    session: Session, db: Database, by: Caller, position: int, participant_id: int
) -> int:
    """Points end on the day of closing; a debt belongs to the sums and stays."""
    held = balance(session, participant_id)
    if held <= 0:
        return 0
    entry = NewEntry(
        f"closing:{id_text(participant_id)}/{position}",
        (
            Movement(participant_account(participant_id), Commodity.POINTS, -held),
            Movement(EXPIRED, Commodity.POINTS, held),
        ),
    )
    book(session, db.desk, position, day_number(by.as_of), [entry])
    return held


def _refuse(session: Session, person: Participant) -> None:
    which = id_text(person.id)
    if person.state == "frozen":
        raise RefusedError("ERASE_FROZEN", value=which)
    if person.state != "open":
        raise RefusedError("ACCOUNT_CLOSED")
    if number := waiting_of(session, person.id):
        raise RefusedError("ERASE_WAITING", value=which, number=str(number))
