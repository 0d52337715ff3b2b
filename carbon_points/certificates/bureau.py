"""The bureau's side of the list of keys: a new pair, a lost one, desks that join."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.certificates import key_rules
from carbon_points.certificates.editions import allowed
from carbon_points.certificates.editions import is_bureau
from carbon_points.certificates.editions import KeysChanged
from carbon_points.certificates.editions import next_edition
from carbon_points.certificates.editions import put
from carbon_points.certificates.editions import told
from carbon_points.certificates.keylist import ListedKey
from carbon_points.certificates.signers import add_pair
from carbon_points.certificates.signers import bureau_key
from carbon_points.certificates.signers import consent
from carbon_points.certificates.signers import key_list
from carbon_points.common.problems import RefusedError
from carbon_points.security import service as security

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.certificates.requests import KeyRequest
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


def rotate_signing(db: Database, caller: Caller) -> KeysChanged:
    """Make a new pair that signs from tomorrow on; the old one stands until tonight.

    A desk that belongs to another bureau goes on with its old one until the bureau's
    next list is installed.

    Raises:
        NotAllowedError: ROLE.
    """
    with db.writing() as session:
        by = allowed(session, caller)
        key = add_pair(session, db)
        if not is_bureau(session, db):
            security.log(session, by, "signing-rotate", key.key_id.hex())
            return KeysChanged(
                "rotate", key_list(session, db), key.public, waiting=True
            )
        first = by.as_of + key_rules.A_DAY
        now, own = key_list(session, db), bureau_key(session, db)
        agreed = consent(key, own, db.desk)
        row = ListedKey(db.desk, key.public, first, consent=agreed)
        rows = key_rules.followed(now.keys, db.desk, first, row)
        signed = next_edition(session, db, by, rows)
        papers = put(session, db, by, "rotate", signed)
    return told(db, KeysChanged("rotate", signed.keys, key.public, papers=papers))


def declare_lost(
    db: Database, caller: Caller, since: dt.date, reason: str, desk: int | None = None
) -> KeysChanged:
    """Say that somebody else may have had a desk's keys from a day on.

    Papers of that day and later under these keys are refused by every verifier who has
    the new list. If they are this file's own, a new pair takes their place at once and
    its papers are made again.

    Raises:
        NotAllowedError: ROLE.
        RefusedError: REASON_MISSING, NOT_THE_BUREAU, DAY_FUTURE, DESK_UNLISTED.
    """
    if not reason.strip():
        raise RefusedError("REASON_MISSING")
    if since > caller.as_of:
        raise RefusedError("DAY_FUTURE", day=since.isoformat())
    desk = db.desk if desk is None else desk
    with db.writing() as session:
        by = allowed(session, caller)
        _refuse_elsewhere(session, db)
        rows = key_rules.lost(key_list(session, db).keys, desk, since)
        public = b""
        if desk == db.desk:
            key = add_pair(session, db)
            public, agreed = key.public, consent(key, bureau_key(session, db), desk)
            rows.append(ListedKey(desk, public, since, consent=agreed))
        signed = next_edition(session, db, by, rows)
        papers = put(session, db, by, "lost", signed, reason.strip())
    return told(db, KeysChanged("lost", signed.keys, public, papers=papers))


def certify(
    db: Database,
    caller: Caller,
    requests: Sequence[KeyRequest],
    first: dt.date | None = None,
    last: dt.date | None = None,
    *,
    replacing: bool = False,
) -> KeysChanged:
    """List the keys of desks that ask for it, as the bureau.

    Args:
        db: the bureau's own database.
        caller: an administrator.
        requests: of the desks.
        first: the day from which they may sign; by default as the desk says, and for a
            key that takes the place of another one, tomorrow.
        last: the last day on which they may.
        replacing: take a new key even if the old one did not sign that it follows.

    Raises:
        NotAllowedError: ROLE.
        RefusedError: NOT_THE_BUREAU, KEYS_DEMO_MIXED, KEY_REQUEST_OTHER, DESK_TAKEN,
            KEY_WAS_LOST, PERIOD_REVERSED.
    """
    with db.writing() as session:
        by = allowed(session, caller)
        _refuse_elsewhere(session, db)
        own = bureau_key(session, db).public
        rows = list(key_list(session, db).keys)
        days = (first, last, by.as_of)
        for request in requests:
            _refuse_request(db, own, request)
            rows = key_rules.listed(rows, request, days, replacing=replacing)
        signed = next_edition(session, db, by, rows)
        papers = put(session, db, by, "certify", signed)
    return told(db, KeysChanged("certify", signed.keys, papers=papers))


def _refuse_elsewhere(session: Session, db: Database) -> None:
    if not is_bureau(session, db):
        raise RefusedError("NOT_THE_BUREAU")


def _refuse_request(db: Database, bureau: bytes, request: KeyRequest) -> None:
    if request.bureau != bureau:
        raise RefusedError("KEY_REQUEST_OTHER", desk=str(request.desk))
    if request.demo != db.demo:
        raise RefusedError("KEYS_DEMO_MIXED")
