"""Read-only questions about participants, for imports and for the card of a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING
from typing import TypeVar

from sqlalchemy import select

from carbon_points.common.ids import first_id
from carbon_points.common.ids import SEQUENCE_BITS
from carbon_points.participants.models import Consent
from carbon_points.participants.models import Participant
from carbon_points.participants.rules import masked_account
from carbon_points.participants.rules import masked_phone
from carbon_points.places.queries import place_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from carbon_points.security.sealing import Sealer

T = TypeVar("T", str, bytes)
LIVE: Final = ("open", "frozen")
"""States of a participant who has an account and for whom actions are logged."""

_CHUNK: Final = 10_000
_NEWEST: Final = 200


class Found(NamedTuple):
    """Who owns a number, a telephone or a platform account."""

    participant_id: int
    kind: str
    state: str
    subdistrict_id: int
    community_id: int | None


AMBIGUOUS: Final = Found(0, "", "", 0, None)
"""More than one live participant has this telephone or account; compare with ``is``."""


class Everyone(NamedTuple):
    """All live participants as columns of equal length, in the order of their ids."""

    ids: list[int]
    kinds: list[str]
    subdistrict_ids: list[int]
    community_ids: list[int | None]
    phones: list[str]
    accounts: list[str]


@dataclass(frozen=True, slots=True)
class Summary:
    """What the card of a participant shows; nothing in it needs a reason."""

    participant_id: int
    kind: str
    state: str
    name: str
    masked_id: str
    masked_phone: str
    subdistrict: str
    community: str
    registered_on: int
    contact: str
    industry: str
    size_class: str
    consents: tuple[str, ...]
    """The purposes agreed to and not withdrawn."""

    platform_account: str = ""
    note: str = ""


def by_identity(
    session: Session, sealer: Sealer, numbers: Iterable[str]
) -> dict[str, Found]:
    """The live participants of normalised numbers; unknown ones are left out."""
    wanted = {sealer.token(number): number for number in set(numbers)}
    owners = _owners(session, "identity_token", wanted)
    return {wanted[token]: found for token, found in owners}


def by_phone(session: Session, phones: Iterable[str]) -> dict[str, Found]:
    """The live participants of telephones, or `AMBIGUOUS`."""
    return _unless_shared(_owners(session, "phone", set(phones) - {""}))


def by_account(session: Session, accounts: Iterable[str]) -> dict[str, Found]:
    """The live participants of bike platform accounts, or `AMBIGUOUS`."""
    wanted = set(accounts) - {""}
    return _unless_shared(_owners(session, "platform_account", wanted))


def _owners(
    session: Session, column: str, keys: Iterable[T]
) -> Iterator[tuple[T, Found]]:
    """(key, owner) of every live participant who has one of the keys."""
    query = (
        f"SELECT {column}, id, kind, state, subdistrict_id, community_id"  # noqa: S608  (our own names)
        f" FROM participant WHERE state IN {LIVE} AND {column} IN "
    )
    for key, *values in chunked_rows(session, query, keys):
        yield key, Found(*values)


def chunked_rows(
    session: Session, query: str, keys: Iterable[str] | Iterable[bytes]
) -> Iterator[tuple[Any, ...]]:
    """The rows of a query that ends with ``IN``, for any number of keys.

    Plain tuples from the driver: SQLAlchemy's rows and its IN cost four times as much.
    """
    connection = session.connection()
    ordered = sorted(keys)  # neighbours in the index are read together
    for start in range(0, len(ordered), _CHUNK):
        part = tuple(ordered[start : start + _CHUNK])
        marks = ", ".join("?" * len(part))
        cursor: Any = connection.exec_driver_sql(f"{query} ({marks})", part).cursor
        yield from cursor.fetchall()


def _unless_shared(owners: Iterable[tuple[str, Found]]) -> dict[str, Found]:
    answer: dict[str, Found] = {}
    for key, found in owners:
        answer[key] = AMBIGUOUS if key in answer else found
    return answer


def everyone(session: Session) -> Everyone:
    """All live participants at once, for files of many rows."""
    query = (
        "SELECT id, kind, subdistrict_id, community_id, phone, platform_account"  # noqa: S608
        f" FROM participant WHERE state IN {LIVE} ORDER BY id"
    )
    cursor: Any = session.connection().exec_driver_sql(query).cursor
    rows = cursor.fetchall()
    columns = zip(*rows, strict=True) if rows else ([], [], [], [], [], [])
    return Everyone(*map(list, columns))


def summary(session: Session, participant_id: int) -> Summary | None:
    """The card of a participant; None if there is nobody of this id."""
    found = session.get(Participant, participant_id)
    if found is None:
        return None
    return Summary(
        participant_id=found.id,
        kind=found.kind,
        state=found.state,
        name=found.name,
        masked_id=found.identity_masked,
        masked_phone=masked_phone(found.phone),
        subdistrict=place_name(session, found.subdistrict_id),
        community=place_name(session, found.community_id),
        registered_on=found.registered_on,
        contact=found.contact,
        industry=found.industry,
        size_class=found.size_class,
        consents=consents(session, participant_id),
        platform_account=masked_account(found.platform_account),
        note=found.note,
    )


def last_home(session: Session, desk: int, within: int | None) -> tuple[str, str]:
    """Subdistrict and community of the newest person that a desk registered by hand.

    Only the newest records are looked at: behind a large import nothing is remembered.
    `within` is the subdistrict that the desk's worker serves.
    """
    first = first_id(desk)
    newest = (
        select(Participant.batch_id, Participant.subdistrict_id)
        .add_columns(Participant.community_id)
        .where(Participant.id.between(first, first | (1 << SEQUENCE_BITS) - 1))
        .order_by(Participant.id.desc())
        .limit(_NEWEST)
    )
    for batch_id, subdistrict, community in session.execute(newest):
        if batch_id is None and within in {None, subdistrict}:
            return place_name(session, subdistrict), place_name(session, community)
    return "", ""


def consents(session: Session, participant_id: int) -> tuple[str, ...]:
    """The purposes a participant agreed to and did not withdraw from."""
    rows = session.scalars(
        select(Consent.purpose)
        .where(Consent.participant_id == participant_id, Consent.withdrawn_on.is_(None))
        .order_by(Consent.id)
    )
    return tuple(dict.fromkeys(rows))


def without_consent(session: Session, only: int | None = None) -> set[int]:
    """Those who withdrew the consent of registration and gave no new one.

    `only` asks about one participant and leaves the others' consents unread.
    """
    withdrew = select(Consent.participant_id).where(Consent.withdrawn_on.is_not(None))
    query = select(Consent.participant_id, Consent.withdrawn_on)
    query = query.where(
        Consent.participant_id.in_(withdrew)
        if only is None
        else Consent.participant_id == only
    )
    rows = session.execute(query).all()
    standing = {participant for participant, withdrawn in rows if withdrawn is None}
    return {participant for participant, _ in rows} - standing
