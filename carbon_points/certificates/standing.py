"""How this desk stands: its bureau, the list in force, and the keys of every desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carbon_points.certificates.keys import trusted_keys
from carbon_points.certificates.signers import bureau_key
from carbon_points.certificates.signers import key_list
from carbon_points.certificates.signers import signers
from carbon_points.certificates.signers import waiting_pair
from carbon_points.security.acts import permitted

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from carbon_points.certificates.keylist import KeyList
    from carbon_points.certificates.keylist import ListedKey
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Standing:
    """What is in force for this desk on a day."""

    desk: int
    day: dt.date
    keys: KeyList
    own_bureau: bool
    """Signs its own list; else the bureau that it joined does."""

    signs: ListedKey | None
    """The key that signs on that day; none if no listed key may."""

    waiting: bytes
    """The public key of a pair that the bureau has not listed yet, or nothing."""

    behind: int
    """A newer edition that is known on this computer and not in force here, or 0."""

    @property
    def ends(self) -> dt.date | None:
        """The first day on which nothing signs any more, as far as the list says."""
        return self.signs.valid_to if self.signs else None


def standing(db: Database, caller: Caller) -> Standing:
    """How the desk stands, for an administrator.

    Raises:
        NotAllowedError: ROLE.
    """
    with db.reading() as session:
        permitted(session, "keys", caller)
        return standing_on(session, db, caller.as_of)


def standing_on(session: Session, db: Database, day: dt.date) -> Standing:
    """How the desk stands on a day."""
    keys = key_list(session, db)
    waiting = waiting_pair(session, db)
    known = trusted_keys().newest(keys.bureau)
    newer = known.edition if known and known.edition > keys.edition else 0
    return Standing(
        db.desk,
        day,
        keys,
        keys.bureau == bureau_key(session, db).public,
        signers(session, db).row_on(day),
        waiting.public if waiting else b"",
        newer,
    )
