"""New identity keys for the district: every number sealed and found by them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.progress import Progress
from carbon_points.security import chain
from carbon_points.security import drafts
from carbon_points.security import service as security
from carbon_points.security.acts import permitted
from carbon_points.storage.engine import IDENTITY_KEY
from carbon_points.storage.engine import TOKEN_KEY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database
    from carbon_points.storage.sealing import Sealer

_BLOCK: Final = 2_000
_KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class IdentityRotated:
    """What was sealed anew."""

    people: int
    drafts: int


def rotate_identity(
    db: Database, caller: Caller, progress: Progress | None = None
) -> IdentityRotated:
    """Make two new identity keys and seal every number with them, in one transaction.

    For the day on which somebody may have seen the old ones. Evidence files have a key
    of their own that never leaves this file, and the file as a whole has another: both
    stay. A backup of before keeps the keys of before.

    Raises:
        NotAllowedError: ROLE.
        Cancelled: if the user asked for it; nothing is changed then.
    """
    progress = progress or Progress()
    with db.writing() as session:
        by = permitted(session, "keys", caller)
        chain.refuse_repetition(session, by.operation_id)
        position = chain.begin(session)
        old = db.sealer_in(session)
        for name in (IDENTITY_KEY, TOKEN_KEY):
            db.put_secret(session, name, secrets.token_bytes(_KEY_BYTES))
        session.flush()
        new = db.sealer_in(session)
        people = _reseal(session, old, new, progress)
        kept = drafts.reseal(session, old, new)
        security.log(session, by, "identity-rotate", str(people))
        chain.seal(session, db.desk, position, "keys", by, ())
    return IdentityRotated(people, kept)


def _reseal(session: Session, old: Sealer, new: Sealer, progress: Progress) -> int:
    """Every number under the new keys, block by block."""
    cursor: Any = session.connection().connection.driver_connection
    total = cursor.execute(_COUNT).fetchone()[0]
    done = 0
    for block in _blocks(cursor):
        progress.step(done, total)
        cursor.executemany(_UPDATE, _sealed_anew(block, old, new))
        done += len(block)
    progress.step(done, total)
    return done


def _blocks(cursor: Any) -> Iterator[Sequence[tuple[int, bytes]]]:
    last = -1
    while block := cursor.execute(_NEXT, (last, _BLOCK)).fetchall():
        yield block
        last = block[-1][0]


def _sealed_anew(
    block: Sequence[tuple[int, bytes]], old: Sealer, new: Sealer
) -> Iterator[tuple[bytes, bytes, bytes, int]]:
    for person, sealed in block:
        number = old.open(person, sealed)
        yield (
            new.seal(person, number),
            new.token(number),
            new.tail_token(number),
            person,
        )


_COUNT: Final = "SELECT count(*) FROM participant WHERE identity_sealed IS NOT NULL"
_NEXT: Final = (
    "SELECT id, identity_sealed FROM participant"
    " WHERE identity_sealed IS NOT NULL AND id > ? ORDER BY id LIMIT ?"
)
_UPDATE: Final = (
    "UPDATE participant SET identity_sealed = ?, identity_token = ?, tail_token = ?"
    " WHERE id = ?"
)
