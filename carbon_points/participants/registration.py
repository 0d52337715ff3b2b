"""Registering many at once: planned outside the write lock, inserted inside it."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from operator import attrgetter
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.participants import rows
from carbon_points.participants.drafts import ACCEPTED
from carbon_points.participants.drafts import DUPLICATE
from carbon_points.participants.drafts import Outcome
from carbon_points.participants.drafts import SME
from carbon_points.participants.models import Consent
from carbon_points.participants.models import Participant
from carbon_points.participants.models import SearchKey
from carbon_points.participants.names import folded
from carbon_points.participants.pinyin import keys_of
from carbon_points.participants.queries import chunked_rows
from carbon_points.participants.queries import LIVE
from carbon_points.participants.rows import Person
from carbon_points.places.queries import PlaceIndex
from carbon_points.security import chain
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.participants.drafts import Draft
    from carbon_points.security.sealing import Sealer
    from carbon_points.storage.base import Base
    from carbon_points.storage.engine import Database

MODELS: Final[tuple[type[Base], ...]] = (Participant, Consent)
"""What a registration writes that the caller's chain record has to cover."""

_SALT: Final = 16
_DETAILS: Final = (
    "phone",
    "platform_account",
    "contact",
    "size_class",
    "industry",
    "community",
)


class Known(NamedTuple):
    """What a registered person's record says, as far as a draft can differ."""

    participant_id: int
    name: str
    subdistrict_id: int
    phone: str
    platform_account: str
    contact: str
    size_class: str
    industry: str
    community: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan that is good as long as nothing was committed since."""

    drafts: Sequence[Draft]
    position: int
    """Of the chain record that would be next."""

    outcomes: list[Outcome]
    people: list[Person]
    keys: list[tuple[str, str, int]]
    """In the order of their table, so that they are appended and not scattered."""


@dataclass(frozen=True, slots=True)
class Inserted:
    """What a registration wrote; the caller seals the chain record over `models`."""

    outcomes: list[Outcome]
    people: int
    models: tuple[type[Base], ...] = MODELS


def next_position(session: Session) -> int:
    """The position by which a plan is later told to be still good."""
    return chain.begin(session)


def identity_digest(salt: bytes, identity: str, name: str) -> bytes:
    """What the chain covers of an identity: SHA-256 over salt, number and name."""
    return hashlib.sha256(salt + identity.encode() + name.encode()).digest()


def prepare(session: Session, db: Database, drafts: Sequence[Draft]) -> Prepared:
    """What registering these drafts would do; reads, computes and writes nothing.

    The drafts are sound in themselves (`drafts.draft_problem`).
    """
    places = PlaceIndex(session)
    sealer = db.sealer_in(session)
    tokens = [sealer.token(draft.identity) for draft in drafts]
    known = known_by_token(session, places, tokens)
    person_id = next_id(session, Participant, db.desk)
    outcomes: list[Outcome] = []
    people: list[Person] = []
    for index, (draft, token) in enumerate(zip(drafts, tokens, strict=True)):
        where = places.subdistrict(draft.subdistrict)
        outcome = _judged(index, draft, where, known.get(token))
        if outcome is None and where is not None:
            known[token] = _as_known(person_id, draft, where)
            people.append(_person(sealer, person_id, draft, where, token))
            outcome = Outcome(index, person_id, ACCEPTED)
            person_id += 1
        if outcome is not None:
            outcomes.append(outcome)
    return Prepared(drafts, next_position(session), outcomes, people, _keys(people))


def insert(
    session: Session,
    db: Database,
    position: int,
    prepared: Prepared,
    batch_id: int | None = None,
) -> Inserted:
    """Write what was planned, inside the caller's transaction.

    The plan is made again if something was committed since: another import may have
    brought the same people, and the record ids go on from it.
    """
    if prepared.position != position:
        prepared = prepare(session, db, prepared.drafts)
    people = prepared.people
    homes = _communities(session, db.desk, people)
    rows.write(
        session,
        Participant,
        rows.PARTICIPANT_COLUMNS,
        [
            rows.participant_row(person, home, batch_id, position)
            for person, home in zip(people, homes, strict=True)
        ],
    )
    first = next_id(session, Consent, db.desk)
    consents = [rows.consent_row(first + i, p, position) for i, p in enumerate(people)]
    rows.write(session, Consent, rows.CONSENT_COLUMNS, consents)
    rows.write(session, SearchKey, rows.KEY_COLUMNS, prepared.keys)
    return Inserted(prepared.outcomes, len(people))


def known_by_token(
    session: Session, places: PlaceIndex, tokens: Sequence[bytes]
) -> dict[bytes, Known]:
    """The records of those live participants whose number has one of the tokens."""
    query = (
        "SELECT identity_token, id, name, subdistrict_id, phone, platform_account,"  # noqa: S608  (our own names)
        " contact, size_class, industry, community_id"
        f" FROM participant WHERE state IN {LIVE} AND identity_token IN"
    )
    return {
        token: Known._make((*values, places.name(community)))
        for token, *values, community in chunked_rows(session, query, tokens)
    }


def _judged(
    index: int, draft: Draft, where: int | None, known: Known | None
) -> Outcome | None:
    """Why a draft makes no new participant; None if it makes one."""
    if where is None:
        return Outcome(index, None, "UNKNOWN_STREET")
    if not draft.consent:
        return Outcome(index, None, "NO_CONSENT")
    if known is None:
        return None
    if folded(draft.name) != folded(known.name):
        code = "DUPLICATE_USCC" if draft.kind == SME else "DUPLICATE_ID"
    else:
        same = where == known.subdistrict_id and not _says_more(draft, known)
        code = DUPLICATE if same else "ALREADY_REGISTERED"
    return Outcome(index, known.participant_id, code)


def _says_more(draft: Draft, known: Known) -> bool:
    """Whether a draft says something else; an empty field says nothing."""
    said = zip(_details_of(draft), _details_of(known), strict=True)
    return any(new and new != old for new, old in said)


_details_of = attrgetter(*_DETAILS)


def _as_known(participant_id: int, draft: Draft, where: int) -> Known:
    return Known(participant_id, draft.name, where, *_details_of(draft))


def _person(
    sealer: Sealer, person_id: int, draft: Draft, where: int, token: bytes
) -> Person:
    salt = secrets.token_bytes(_SALT)
    return Person(
        participant_id=person_id,
        draft=draft,
        subdistrict_id=where,
        token=token,
        sealed=sealer.seal(person_id, draft.identity),
        tail=sealer.tail_token(draft.identity),
        salt=salt,
        digest=identity_digest(salt, draft.identity, draft.name),
    )


def _keys(people: Iterable[Person]) -> list[tuple[str, str, int]]:
    return sorted(
        (key.kind, key.key, person.participant_id)
        for person in people
        for key in keys_of(person.draft.name, inside=person.draft.kind == SME)
    )


def _communities(
    session: Session, desk: int, people: Iterable[Person]
) -> list[int | None]:
    """The community that each person lives in; new ones are added."""
    places = PlaceIndex(session)
    return [
        places.add_community(session, desk, person.subdistrict_id, name)
        if (name := person.draft.community)
        else None
        for person in people
    ]
