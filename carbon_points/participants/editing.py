"""Changing what may change in a participant's file, and reading the whole of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.participants.drafts import phone_problem
from carbon_points.participants.models import Consent
from carbon_points.participants.models import Participant
from carbon_points.participants.queries import LIVE
from carbon_points.participants.rows import proxy_parts
from carbon_points.participants.rows import PURPOSE
from carbon_points.participants.rules import masked_account
from carbon_points.participants.rules import masked_phone
from carbon_points.participants.rules import normalise_phone
from carbon_points.participants.service import refuse_stranger
from carbon_points.security import service as security
from carbon_points.security.acts import permitted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

DETAILS: Final = (
    "phone",
    "platform_account",
    "contact",
    "size_class",
    "industry",
    "note",
)
"""What may change. Kind, place and identity are covered by the chain and stay."""

_MASKED: Final = {"phone": masked_phone, "platform_account": masked_account}
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Changed:
    """The details of a participant that became different."""

    participant_id: int
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """One consent: when, to which text, by whom, and whether it still stands."""

    consent_id: int
    purpose: str
    text_version: str
    given_on: int
    proxy_name: str
    proxy_relation: str
    proxy_phone: str
    """Masked."""

    withdrawn_on: int | None


def details_of(session: Session, participant_id: int) -> dict[str, str]:
    """The details as an editor shows them; empty if there is nobody of this id.

    A telephone is masked: to change a number nobody has to read the one before.
    """
    person = session.get(Participant, participant_id)
    if person is None:
        return {}
    return {name: _shown(person, name) for name in DETAILS}


def edit_details(
    db: Database, caller: Caller, participant_id: int, changes: Mapping[str, str]
) -> Changed:
    """Change details of a file; the operation log names them, without their values.

    Raises:
        RefusedError: PARTICIPANT_UNKNOWN, ACCOUNT_CLOSED, DETAIL_UNKNOWN,
            PHONE_LENGTH, DETAIL_TOO_LONG or NOTHING_CHANGED; nothing was saved.
        NotAllowedError: by role, or OTHER_SUBDISTRICT.
    """
    with db.writing() as session:
        caller = permitted(session, "participant edit", caller)
        person = session.get(Participant, participant_id)
        if person is None:
            raise RefusedError(code="PARTICIPANT_UNKNOWN")
        refuse_stranger(session, caller, person)
        if person.state not in LIVE:
            raise RefusedError(code="ACCOUNT_CLOSED")
        fresh = _fresh(person, changes)
        for name, value in fresh.items():
            setattr(person, name, value)
        person.phone_reversed = person.phone[::-1]
        session.flush()
        subject, which = id_text(participant_id), ", ".join(fresh)
        security.log(session, caller, "edit-participant", subject, which)
    return Changed(participant_id, tuple(fresh))


def consents_of(session: Session, participant_id: int) -> list[GivenConsent]:
    """Every consent of a participant, the newest first."""
    query = select(Consent).where(
        Consent.participant_id == participant_id, Consent.purpose == PURPOSE
    )
    rows = session.scalars(query.order_by(Consent.given_on.desc(), Consent.id.desc()))
    return [_given(row) for row in rows]


def _fresh(person: Participant, changes: Mapping[str, str]) -> dict[str, str]:
    """The changes that are some, as they are to be kept."""
    for name in changes:
        if name not in DETAILS:
            raise RefusedError(code="DETAIL_UNKNOWN", field=name)
    # What is as the editor showed it is left alone.
    typed = {n: text for n, text in changes.items() if text != _shown(person, n)}
    wanted = {name: _tidy(name, value) for name, value in typed.items()}
    for name, value in wanted.items():
        if len(value) > _LONGEST:
            raise RefusedError(code="DETAIL_TOO_LONG", field=name)
    if problem := phone_problem(person.kind, wanted.get("phone", "")):
        raise RefusedError(code=problem, field="phone")
    fresh = {n: value for n, value in wanted.items() if value != getattr(person, n)}
    if not fresh:
        raise RefusedError(code="NOTHING_CHANGED")
    return fresh


def _shown(person: Participant, name: str) -> str:
    """A detail as the editor shows it."""
    value: str = getattr(person, name)
    return _MASKED[name](value) if name in _MASKED else value


def _tidy(name: str, value: str) -> str:
    return normalise_phone(value) if name == "phone" else " ".join(value.split())


def _given(row: Consent) -> GivenConsent:
    name, phone = proxy_parts(row.proxy_name)
    return GivenConsent(
        row.id,
        row.purpose,
        row.text_version,
        row.given_on,
        name,
        row.proxy_relation,
        masked_phone(phone),
        row.withdrawn_on,
    )
