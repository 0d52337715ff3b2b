"""Which key of this desk signs on which day: its pairs, and the list in force."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import select

from carbon_points.certificates.keylist import joining
from carbon_points.certificates.keylist import key_list_file
from carbon_points.certificates.keylist import KeyList
from carbon_points.certificates.keylist import ListedKey
from carbon_points.certificates.keylist import read_list
from carbon_points.certificates.models import KeyEdition
from carbon_points.certificates.signing import DeskKey
from carbon_points.common.problems import RefusedError
from carbon_points.places.queries import district
from carbon_points.storage.models import Secret
from carbon_points.storage.models import Setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.storage.engine import Database

SIGNING_KEY: Final = "signing_key"
BUREAU_KEY: Final = "bureau_key"
_SINCE: Final = "signing_key_since"
_NEXT: Final = "signing_key_next"
PROGRAMME_START: Final = dt.date(2024, 1, 1)
"""A certificate may be dated by ``--as-of``; none is older than the programme."""


@dataclass(frozen=True, slots=True)
class Signers:
    """The listed keys of a desk whose secret is here.

    The key of a paper follows from its day alone, so that a paper that has to be made
    again is the same to the byte.
    """

    pairs: tuple[tuple[ListedKey, DeskKey], ...]

    def on(self, day: dt.date) -> DeskKey:
        """The key that signs papers of that day: of several the one listed last.

        Raises:
            RefusedError: SIGNING_KEY_NONE.
        """
        found = self.row_on(day)
        if found is None:
            raise RefusedError("SIGNING_KEY_NONE", day=day.isoformat())
        return next(key for row, key in self.pairs if row is found)

    def row_on(self, day: dt.date) -> ListedKey | None:
        """What the list says of that key; None if no key may sign."""
        able = [
            row
            for row, _ in self.pairs
            if row.may_sign_on(day) and not row.is_lost_on(day)
        ]
        return max(able, key=lambda row: row.valid_from, default=None)

    def uncovered_since(self, today: dt.date) -> dt.date:
        """The day from which no key signs any more; today if that never was."""
        ends = (
            min(end for end in (row.valid_to, row.lost_from, dt.date.max) if end)
            for row, _ in self.pairs
        )
        return max((end for end in ends if end <= today), default=today)

    def stands_for(self, day: dt.date, before: Signers) -> bool:
        """Whether papers of that day have another key now than they had before."""
        old, new = before.row_on(day), self.row_on(day)
        return new is not None and (old is None or old.public != new.public)

    @property
    def newest(self) -> DeskKey:
        """The key that was listed last, whether or not it may still sign."""
        return max(self.pairs, key=lambda pair: pair[0].valid_from)[1]


def create_signing_key(session: Session, db: Database) -> None:
    """Give a new database its two pairs; it is its own bureau until it joins one."""
    db.put_secret(session, SIGNING_KEY, DeskKey.generate().seed)
    db.put_secret(session, BUREAU_KEY, DeskKey.generate().seed)
    session.add(Setting(name=_SINCE, value=PROGRAMME_START.isoformat()))


def add_pair(session: Session, db: Database) -> DeskKey:
    """A further pair; those before stay, for papers that have to be made again."""
    if session.get(Secret, BUREAU_KEY) is None:
        db.put_secret(session, BUREAU_KEY, bureau_key(session, db).seed)
    made = DeskKey.generate()
    db.put_secret(session, f"{SIGNING_KEY} {made.key_id.hex()}", made.seed)
    session.merge(Setting(name=_NEXT, value=made.public.hex()))
    session.flush()
    return made


def bureau_key(session: Session, db: Database) -> DeskKey:
    """The pair that signs this file's own list.

    A file from before there were two has one: its first signing key is its bureau's.
    """
    try:
        return DeskKey.from_seed(db.secret_in(session, BUREAU_KEY))
    except KeyError:
        return DeskKey.from_seed(db.secret_in(session, SIGNING_KEY))


def held_pairs(session: Session, db: Database) -> dict[bytes, DeskKey]:
    """Every signing pair of this file, by its public key."""
    names = session.scalars(
        select(Secret.name).where(
            (Secret.name == SIGNING_KEY) | Secret.name.startswith(f"{SIGNING_KEY} ")
        )
    )
    held = (DeskKey.from_seed(db.secret_in(session, name)) for name in names.all())
    return {key.public: key for key in held}


def waiting_pair(session: Session, db: Database) -> DeskKey | None:
    """The newest pair, as long as the list in force does not have it."""
    setting = session.get(Setting, _NEXT)
    if setting is None:
        return None
    public = bytes.fromhex(setting.value)
    listed = any(row.public == public for row in key_list(session, db).keys)
    return None if listed else held_pairs(session, db).get(public)


def signers(session: Session, db: Database) -> Signers:
    """The keys that may sign here, by the list in force."""
    held, keys = held_pairs(session, db), key_list(session, db)
    return Signers(
        tuple(
            (row, held[row.public])
            for row in keys.keys
            if row.desk == db.desk and row.public in held and row.joined(keys.bureau)
        )
    )


def key_list(session: Session, db: Database) -> KeyList:
    """The list in force here, as the bureau signed it."""
    found = read_list(key_list_bytes(session, db))
    if not isinstance(found, KeyList):
        raise TypeError(found)
    return found


def key_list_bytes(session: Session, db: Database) -> bytes:
    """The public-key file in force here."""
    newest = select(KeyEdition.content).order_by(KeyEdition.id.desc()).limit(1)
    return session.scalar(newest) or first_list(session, db)


def first_list(session: Session, db: Database) -> bytes:
    """What a file says of its own key before anything was changed: edition 1."""
    since = session.get(Setting, _SINCE)
    start = dt.date.fromisoformat(since.value) if since else PROGRAMME_START
    bureau = bureau_key(session, db)
    key = DeskKey.from_seed(db.secret_in(session, SIGNING_KEY))
    row = ListedKey(db.desk, key.public, start, consent=consent(key, bureau, db.desk))
    name = district(session).full_name
    return key_list_file(KeyList(name, db.demo, 1, start, (row,)), bureau)


def consent(key: DeskKey, bureau: DeskKey | bytes, desk: int) -> bytes:
    """The key's signature under being listed; none where it is the bureau's itself."""
    public = bureau if isinstance(bureau, bytes) else bureau.public
    return b"" if key.public == public else key.sign(joining(public, desk))


def last_editions(session: Session, db: Database) -> dict[bytes, bytes]:
    """The newest file of every bureau that the desk ever belonged to, by its key."""
    newest = (
        select(KeyEdition.bureau, func.max(KeyEdition.edition).label("edition"))
        .group_by(KeyEdition.bureau)
        .subquery()
    )
    rows = session.execute(
        select(KeyEdition.bureau, KeyEdition.content).join(
            newest,
            (KeyEdition.bureau == newest.c.bureau)
            & (KeyEdition.edition == newest.c.edition),
        )
    )
    own = bureau_key(session, db).public
    return {own: first_list(session, db)} | {row.bureau: row.content for row in rows}
