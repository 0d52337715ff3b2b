"""The words by which one participant is known, and texts without them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.participants.models import Consent
from carbon_points.participants.rows import proxy_parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from carbon_points.participants.models import Participant
    from carbon_points.security.sealing import Sealer

HIDDEN: Final = "×××"
_SHORTEST: Final = 2
_DISTINCT: Final = 3
"""Characters from which a word means nobody else."""


@dataclass(frozen=True, slots=True)
class Words:
    """Name, number, telephone, contact, proxies and whatever else names one person."""

    known: tuple[str, ...]
    """The longest first."""

    def named_in(self, text: str) -> bool:
        """Whether a text holds one of them."""
        return any(word in text for word in self.known)

    def hidden(self, text: str) -> str:
        """The text without them."""
        for word in self.known:
            text = text.replace(word, HIDDEN)
        return text

    @property
    def distinct(self) -> Words:
        """Those that mean nobody else, for texts that need not be about the person."""
        return Words(tuple(word for word in self.known if len(word) >= _DISTINCT))

    def with_more(self, more: Iterable[str]) -> Words:
        """Those and others."""
        return _words([*self.known, *more])


def words_of(session: Session, sealer: Sealer, person: Participant) -> Words:
    """The words of a participant, from their file and their consents."""
    kept = select(Consent.proxy_name).where(Consent.participant_id == person.id)
    proxies = (part for text in session.scalars(kept) for part in proxy_parts(text))
    sealed = person.identity_sealed
    number = "" if sealed is None else sealer.open(person.id, sealed)
    own = (
        person.phone,
        person.platform_account,
        person.contact,
        person.identity_masked,
    )
    names = (person.name, person.name[1:], person.name[2:])
    return _words([*names, *own, number, number.lower(), *proxies])


def _words(found: Iterable[str]) -> Words:
    distinct = {word for word in found if len(word) >= _SHORTEST}
    return Words(tuple(sorted(distinct, key=lambda word: (-len(word), word))))
