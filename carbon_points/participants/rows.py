"""The rows of a new participant, written many at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.participants import rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.participants.drafts import Draft
    from carbon_points.storage.base import Base

PURPOSE: Final = "programme"
"""What a registration agrees to: taking part, accounting and certificates."""

CONSENT_TEXT: Final = "1"
"""The version of the text that is signed."""

PARTICIPANT_COLUMNS: Final = (
    "id",
    "kind",
    "state",
    "name",
    "phone",
    "phone_reversed",
    "platform_account",
    "subdistrict_id",
    "community_id",
    "registered_on",
    "identity_sealed",
    "identity_token",
    "tail_token",
    "identity_masked",
    "identity_salt",
    "identity_digest",
    "contact",
    "industry",
    "size_class",
    "note",
    "batch_id",
    "chain_position",
)
CONSENT_COLUMNS: Final = (
    "id",
    "participant_id",
    "purpose",
    "text_version",
    "given_on",
    "proxy_name",
    "proxy_relation",
    "withdrawn_on",
    "chain_position",
)
KEY_COLUMNS: Final = ("kind", "key", "participant_id")


@dataclass(frozen=True, slots=True)
class Person:
    """A draft that becomes a participant, with all that is slow to compute."""

    participant_id: int
    draft: Draft
    subdistrict_id: int
    token: bytes
    sealed: bytes
    tail: bytes
    salt: bytes
    digest: bytes


def participant_row(
    person: Person, community_id: int | None, batch_id: int | None, position: int
) -> tuple[object, ...]:
    """A row in the order of `PARTICIPANT_COLUMNS`."""
    draft = person.draft
    return (
        person.participant_id,
        draft.kind,
        "open",
        draft.name,
        draft.phone,
        draft.phone[::-1],
        draft.platform_account,
        person.subdistrict_id,
        community_id,
        draft.registered_on,
        person.sealed,
        person.token,
        person.tail,
        rules.masked_id(draft.identity),
        person.salt,
        person.digest,
        draft.contact,
        draft.industry,
        draft.size_class,
        draft.note,
        batch_id,
        position,
    )


def consent_row(consent_id: int, person: Person, position: int) -> tuple[object, ...]:
    """The consent of a registration, in the order of `CONSENT_COLUMNS`."""
    draft = person.draft
    return (
        consent_id,
        person.participant_id,
        PURPOSE,
        CONSENT_TEXT,
        draft.registered_on,
        proxy_text(draft.proxy_name, draft.proxy_phone),
        draft.proxy_relation,
        None,
        position,
    )


def proxy_text(name: str, phone: str) -> str:
    """How a consent keeps its proxy: ``李强 13900000001``."""
    return " ".join(filter(None, (name, phone)))


def proxy_parts(kept: str) -> tuple[str, str]:
    """Name and telephone of a proxy as a consent keeps them."""
    name, _, phone = kept.rpartition(" ")
    return (name, phone) if name and phone.isdigit() else (kept, "")


def write(
    session: Session,
    model: type[Base],
    columns: Sequence[str],
    rows: Sequence[tuple[object, ...]],
) -> None:
    """Insert many rows with one prepared statement, without a dictionary for each."""
    if rows:
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        statement = f"INSERT INTO {model.__tablename__} ({names}) VALUES ({marks})"  # noqa: S608  (names of our own models)
        session.connection().exec_driver_sql(statement, list(rows))
