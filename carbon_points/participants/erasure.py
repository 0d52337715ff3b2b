"""A participant's file without the person: id, kind and place stay for the sums."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import update

from carbon_points.participants.models import Consent
from carbon_points.participants.models import MergeMark
from carbon_points.participants.models import SearchKey

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.participants.models import Participant

ERASED: Final = "erased"
NOBODY: Final = "已匿名"
"""The name of somebody who was erased."""


def forget_person(session: Session, person: Participant, day: int) -> None:
    """Empty the file, inside the caller's transaction.

    The chain covers only a salted digest of the identity; without the salt nobody can
    try numbers against it.
    """
    person.state = ERASED
    person.name = NOBODY
    person.phone = person.phone_reversed = person.platform_account = ""
    person.contact = person.industry = person.size_class = person.note = ""
    person.identity_masked = ""
    person.identity_sealed = person.identity_token = person.tail_token = None
    person.identity_salt = None
    session.flush()
    own = update(Consent).where(Consent.participant_id == person.id)
    session.execute(
        own.values(
            proxy_name="",
            proxy_relation="",
            withdrawn_on=func.coalesce(Consent.withdrawn_on, day),
        )
    )
    session.execute(delete(SearchKey).where(SearchKey.participant_id == person.id))
    marks = or_(MergeMark.participant_id == person.id, MergeMark.other_id == person.id)
    session.execute(delete(MergeMark).where(marks))
