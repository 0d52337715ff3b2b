"""What every act about keys ends with: a list that is kept as it was signed.

Where another key now stands for a day, the papers of that day are made again with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from carbon_points.certificates.keylist import key_list_file
from carbon_points.certificates.keylist import KeyList
from carbon_points.certificates.keys import publish
from carbon_points.certificates.keys import trusted_keys
from carbon_points.certificates.models import Certificate
from carbon_points.certificates.models import KeyEdition
from carbon_points.certificates.service import finish_interrupted
from carbon_points.certificates.signers import bureau_key
from carbon_points.certificates.signers import key_list
from carbon_points.certificates.signers import signers
from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.places.queries import district
from carbon_points.security import chain
from carbon_points.security import service as security
from carbon_points.security.acts import permitted
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.certificates.keylist import ListedKey
    from carbon_points.certificates.signers import Signers
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class KeysChanged:
    """What an act about keys left behind."""

    act: str
    """``rotate``, ``lost``, ``certify`` or ``install``."""

    keys: KeyList
    """The list that is in force now."""

    key: bytes = b""
    """The public key of the new pair, if one was made."""

    waiting: bool = False
    """The new pair signs only when the bureau has listed it: hand in a request."""

    papers: int = 0
    """Certificates that were made again, since their key does not stand any more."""

    files: tuple[Path, ...] = ()
    """The public files as they are published now."""


@dataclass(frozen=True, slots=True)
class SignedList:
    """A list as a bureau signed it."""

    keys: KeyList
    file: bytes


def allowed(session: Session, caller: Caller) -> Caller:
    """The administrator who does it, and not a second time.

    Raises:
        NotAllowedError: ROLE.
        RefusedError: ALREADY_DONE.
    """
    by = permitted(session, "keys", caller)
    chain.refuse_repetition(session, by.operation_id)
    return by


def is_bureau(session: Session, db: Database) -> bool:
    """Whether this file signs its own list, which a joined desk's does not."""
    return key_list(session, db).bureau == bureau_key(session, db).public


def next_edition(
    session: Session, db: Database, by: Caller, rows: Sequence[ListedKey]
) -> SignedList:
    """The bureau's next list; its number is above all that were ever published here."""
    own = bureau_key(session, db)
    last = session.scalar(
        select(func.max(KeyEdition.edition)).where(KeyEdition.bureau == own.public)
    )
    published = trusted_keys().newest(own.public)
    known = max(last or 1, published.edition if published else 1)
    keys = KeyList(
        district(session).full_name,
        db.demo,
        known + 1,
        by.as_of,
        tuple(rows),
        own.public,
    )
    return SignedList(keys, key_list_file(keys, own))


def put(
    session: Session,
    db: Database,
    by: Caller,
    act: str,
    signed: SignedList,
    note: str = "",
) -> int:
    """Keep the list, and set the papers of other keys back; answers how many."""
    before = signers(session, db)
    position = chain.begin(session)
    values = {
        "id": next_id(session, KeyEdition, db.desk),
        "edition": signed.keys.edition,
        "bureau": signed.keys.bureau,
        "issued_on": day_number(signed.keys.issued_on),
        "content": signed.file,
        "act": act,
        "note": note,
        "chain_position": position,
    }
    session.execute(insert(KeyEdition).values(values))
    edition = str(signed.keys.edition)
    security.log(session, by, f"signing-{act}", edition, note)
    papers = _set_back(session, before, signers(session, db))
    chain.seal(session, db.desk, position, "keys", by, (KeyEdition,))
    return papers


def _set_back(session: Session, before: Signers, after: Signers) -> int:
    """Have the papers made again whose day now belongs to another key."""
    valid = Certificate.validity == "valid"
    days = session.scalars(select(Certificate.issued_on).where(valid).distinct()).all()
    changed = [day for day in days if after.stands_for(from_day_number(day), before)]
    affected = valid & Certificate.issued_on.in_(changed)
    count = session.scalar(select(func.count(Certificate.id)).where(affected)) or 0
    session.execute(
        update(Certificate)
        .where(affected)
        .values(state="recorded", file_sha256=None, prints=0)
    )
    return count


def told(db: Database, changed: KeysChanged) -> KeysChanged:
    """After the commit: the public files, and the papers that are to be made again."""
    files = publish(db)
    finish_interrupted(db)
    return replace(changed, files=files)
