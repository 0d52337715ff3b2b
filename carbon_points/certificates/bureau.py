"""The bureau's side of the list of keys: a new pair, a lost one, desks that join."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final
from typing import TYPE_CHECKING

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
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.certificates.requests import KeyRequest
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

_A_DAY: Final = dt.timedelta(days=1)


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
        first = by.as_of + _A_DAY
        now, own = key_list(session, db), bureau_key(session, db)
        rows = [_ended(row, db.desk, first) for row in now.keys]
        agreed = consent(key, own, db.desk)
        rows.append(ListedKey(db.desk, key.public, first, consent=agreed))
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
        rows = [_lost(row, desk, since) for row in key_list(session, db).keys]
        if rows == list(key_list(session, db).keys):
            raise RefusedError("DESK_UNLISTED", desk=str(desk))
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
            PERIOD_REVERSED.
    """
    with db.writing() as session:
        by = allowed(session, caller)
        _refuse_elsewhere(session, db)
        own = bureau_key(session, db).public
        rows = list(key_list(session, db).keys)
        for request in requests:
            _refuse_request(db, own, request)
            rows = _with(rows, request, (first, last, by.as_of), replacing=replacing)
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


def _with(
    rows: Sequence[ListedKey],
    request: KeyRequest,
    days: tuple[dt.date | None, dt.date | None, dt.date],
    *,
    replacing: bool,
) -> list[ListedKey]:
    """The list with one desk's key in it, and with an end to the one before."""
    first, last, today = days
    same = [row for row in rows if row.public == request.public]
    others = [row for row in rows if row.public != request.public]
    earlier = [row for row in others if row.desk == request.desk]
    follows = any(
        row.public == request.replaces and row.lost_from is None for row in earlier
    )
    if earlier and not follows and not replacing:
        raise RefusedError("DESK_TAKEN", desk=str(request.desk))
    is_open = any(_is_open(row, request.desk, today) for row in earlier)
    begins = first or (today + _A_DAY if is_open else request.since)
    if last is not None and last < begins:
        raise RefusedError("PERIOD_REVERSED")
    lost = next((row.lost_from for row in same), None)
    end = last + _A_DAY if last else None
    listed = ListedKey(request.desk, request.public, begins, end, lost, request.consent)
    return [*(_ended(row, request.desk, begins) for row in others), listed]


def _is_open(row: ListedKey, desk: int, day: dt.date) -> bool:
    """Whether a desk may still sign with this key on a day or later."""
    ended = row.valid_to is not None and row.valid_to <= day
    return row.desk == desk and not ended and row.lost_from is None


def _ended(row: ListedKey, desk: int, first: dt.date) -> ListedKey:
    """The key of a desk that ends where the next one begins."""
    return replace(row, valid_to=first) if _is_open(row, desk, first) else row


def _lost(row: ListedKey, desk: int, since: dt.date) -> ListedKey:
    ended = row.valid_to is not None and row.valid_to <= since
    known = row.lost_from is not None and row.lost_from <= since
    if row.desk != desk or ended or known:
        return row
    return replace(row, lost_from=since)
