"""Registering, consent, and the one look at a whole number that is written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from carbon_points.common.days import day_number
from carbon_points.common.ids import id_text
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.participants import registration
from carbon_points.participants.drafts import ACCEPTED
from carbon_points.participants.drafts import draft_problem
from carbon_points.participants.drafts import NOBODY
from carbon_points.participants.drafts import proxy_problems
from carbon_points.participants.erasure import ERASED
from carbon_points.participants.forms import draft_of
from carbon_points.participants.models import Consent
from carbon_points.participants.models import Participant
from carbon_points.participants.queries import LIVE
from carbon_points.participants.rows import proxy_text
from carbon_points.participants.rows import PURPOSE
from carbon_points.places.queries import place_name
from carbon_points.security import chain
from carbon_points.security import service as security
from carbon_points.security.acts import own_subdistrict
from carbon_points.security.acts import permitted
from carbon_points.security.models import ChainRecord
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.participants.drafts import Draft
    from carbon_points.participants.drafts import Outcome
    from carbon_points.participants.drafts import Proxy
    from carbon_points.participants.registration import Inserted
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

REGISTER = "register"


@dataclass(frozen=True, slots=True)
class Registered:
    """A new participant, as it may be shown."""

    participant_id: int
    masked_id: str
    name: str


@dataclass(frozen=True, slots=True)
class ConsentChanged:
    """A consent that was given or withdrawn."""

    participant_id: int
    purpose: str
    day: int


def register_many(
    session: Session,
    db: Database,
    position: int,
    drafts: Sequence[Draft],
    batch_id: int | None = None,
) -> Inserted:
    """Register sound drafts inside the caller's transaction, who seals the record.

    The slow half can be done before the write lock: `registration.prepare`, then
    `registration.insert`.
    """
    prepared = registration.prepare(session, db, drafts)
    return registration.insert(session, db, position, prepared, batch_id)


def register(db: Database, caller: Caller, form: Mapping[str, object]) -> Registered:
    """Register one resident or SME at the desk.

    Args:
        db: the programme database.
        caller: a worker; the same operation id again gives the same answer.
        form: ``kind`` and the fields of `forms.FORMS`.

    Raises:
        RefusedError: with a code of `texts.TEXTS`; nothing was recorded.
        UserError: if the form cannot be understood.
        NotAllowedError: if the operator is no worker.
    """
    draft = draft_of(form, caller.as_of)
    if problem := draft_problem(draft, caller.as_of):
        raise RefusedError(problem[1], field=problem[0])
    with db.reading() as session:
        caller = permitted(session, REGISTER, caller)
        prepared = registration.prepare(session, db, [draft])
    with db.writing() as session:
        token = db.sealer_in(session).token(draft.identity)
        if (done := _done_before(session, caller, token)) is not None:
            return done
        position = chain.begin(session)
        inserted = registration.insert(session, db, position, prepared)
        _refuse(session, inserted.outcomes[0])
        chain.seal(session, db.desk, position, REGISTER, caller, inserted.models)
        return _registered(session, inserted.outcomes[0].participant_id)


def give_consent(
    db: Database,
    caller: Caller,
    participant_id: int,
    text_version: str,
    proxy: Proxy = NOBODY,
) -> ConsentChanged:
    """Record a new consent, after a withdrawal or to a new text.

    Raises:
        RefusedError: PARTICIPANT_UNKNOWN, ACCOUNT_CLOSED of somebody who was erased,
            or what is wrong with the proxy.
    """
    if problem := next(proxy_problems(proxy), None):
        raise RefusedError(problem[1], field=problem[0])
    day = day_number(caller.as_of)
    with db.writing() as session:
        caller = permitted(session, REGISTER, caller)
        if _existing(session, participant_id).state == ERASED:
            raise RefusedError(code="ACCOUNT_CLOSED")
        position = chain.begin(session)
        session.execute(
            insert(Consent).values(
                id=next_id(session, Consent, db.desk),
                participant_id=participant_id,
                purpose=PURPOSE,
                text_version=text_version,
                given_on=day,
                proxy_name=proxy_text(proxy.name, proxy.phone),
                proxy_relation=proxy.relation,
                withdrawn_on=None,
                chain_position=position,
            )
        )
        chain.seal(session, db.desk, position, "consent", caller, (Consent,))
    return ConsentChanged(participant_id, PURPOSE, day)


def withdraw_consent(
    db: Database, caller: Caller, participant_id: int, reason: str = ""
) -> ConsentChanged:
    """End every consent of a participant: nothing new is logged, the past stays.

    Raises:
        RefusedError: PARTICIPANT_UNKNOWN or CONSENT_UNKNOWN.
    """
    day = day_number(caller.as_of)
    with db.writing() as session:
        caller = permitted(session, REGISTER, caller)
        _existing(session, participant_id)
        given = list(
            session.scalars(
                select(Consent.id).where(
                    Consent.participant_id == participant_id,
                    Consent.withdrawn_on.is_(None),
                )
            )
        )
        if not given:
            raise RefusedError(code="CONSENT_UNKNOWN")
        position = chain.begin(session)
        session.execute(
            update(Consent).where(Consent.id.in_(given)).values(withdrawn_on=day)
        )
        act = "withdraw-consent"
        security.log(session, caller, act, id_text(participant_id), reason)
        chain.seal(session, db.desk, position, act, caller, ())
    return ConsentChanged(participant_id, PURPOSE, day)


def close_batch(session: Session, batch_id: int) -> int:
    """Close the accounts that an import opened, inside the caller's transaction.

    The caller has made sure that nothing was logged for them.
    """
    opened = update(Participant).where(
        Participant.batch_id == batch_id, Participant.state.in_(LIVE)
    )
    closed = session.execute(
        opened.values(state="closed").returning(Participant.id),
        execution_options={"synchronize_session": False},
    )
    return len(closed.all())


def reveal_identity(
    db: Database, caller: Caller, participant_id: int, reason: str
) -> str:
    """The whole number of a participant, for a reason that is written down first.

    Raises:
        RefusedError: REASON_MISSING or PARTICIPANT_UNKNOWN.
        NotAllowedError: for roles that see masked data only, and for a worker of
            another subdistrict.
    """
    if not reason.strip():
        raise RefusedError(code="REASON_MISSING")
    with db.writing() as session:
        caller = permitted(session, "unmask", caller)
        person = _existing(session, participant_id)
        refuse_stranger(session, caller, person)
        security.log(session, caller, "reveal-id", id_text(person.id), reason.strip())
        sealed, sealer = person.identity_sealed, db.sealer_in(session)
    if sealed is None:
        raise RefusedError(code="PARTICIPANT_UNKNOWN")
    return sealer.open(participant_id, sealed)


def _done_before(session: Session, caller: Caller, token: bytes) -> Registered | None:
    """What the same operation answered when it was committed, for this very person."""
    position = session.scalar(
        select(ChainRecord.position).where(
            ChainRecord.operation_id == caller.operation_id,
            ChainRecord.kind == REGISTER,
        )
    )
    if position is None:
        chain.refuse_repetition(session, caller.operation_id)
        return None
    person = session.scalar(
        select(Participant).where(Participant.chain_position == position)
    )
    if person is None or person.identity_token != token:
        raise RefusedError("OPERATION_OTHER", operation=caller.operation_id)
    return _registered(session, person.id)


def _refuse(session: Session, outcome: Outcome) -> None:
    """Say why one desk act made no participant; a repetition is one, too."""
    if outcome.kind == ACCEPTED:
        return
    if outcome.participant_id is None:
        raise RefusedError(outcome.kind)
    person = _existing(session, outcome.participant_id)
    code = outcome.kind
    if code not in {"DUPLICATE_USCC", "DUPLICATE_ID"}:
        code = "DUPLICATE_ID" if person.kind == "resident" else "DUPLICATE_USCC"
    raise RefusedError(
        code,
        name=person.name,
        street=place_name(session, person.subdistrict_id),
        participant=id_text(person.id),
    )


def _registered(session: Session, participant_id: int | None) -> Registered:
    person = _existing(session, participant_id or 0)
    return Registered(person.id, person.identity_masked, person.name)


def _existing(session: Session, participant_id: int) -> Participant:
    person = session.get(Participant, participant_id)
    if person is None:
        raise RefusedError(code="PARTICIPANT_UNKNOWN")
    return person


def refuse_stranger(session: Session, caller: Caller, person: Participant) -> None:
    """Refuse a worker of another subdistrict.

    Raises:
        NotAllowedError: OTHER_SUBDISTRICT.
    """
    own = own_subdistrict(session, caller)
    if own is not None and own != person.subdistrict_id:
        raise NotAllowedError(code="OTHER_SUBDISTRICT", operator=caller.operator)
