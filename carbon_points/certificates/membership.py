"""The desk's side of the list of keys: asking a bureau, and installing its list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.certificates.editions import allowed
from carbon_points.certificates.editions import is_bureau
from carbon_points.certificates.editions import KeysChanged
from carbon_points.certificates.editions import put
from carbon_points.certificates.editions import SignedList
from carbon_points.certificates.editions import told
from carbon_points.certificates.keylist import KeyList
from carbon_points.certificates.keylist import read_list
from carbon_points.certificates.requests import KeyRequest
from carbon_points.certificates.requests import request_file
from carbon_points.certificates.signers import consent
from carbon_points.certificates.signers import held_pairs
from carbon_points.certificates.signers import key_list
from carbon_points.certificates.signers import signers
from carbon_points.certificates.signers import waiting_pair
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.places.queries import district
from carbon_points.security import service as security

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from carbon_points.certificates.keylist import ListedKey
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


def ask_bureau(db: Database, caller: Caller, bureau: KeyList) -> bytes:
    """The file by which this desk asks a bureau to list its key.

    Raises:
        NotAllowedError: ROLE.
        RefusedError: KEYS_DEMO_MIXED.
    """
    if bureau.demo != db.demo:
        raise RefusedError("KEYS_DEMO_MIXED")
    with db.writing() as session:
        by = allowed(session, caller)
        able, waiting = signers(session, db), waiting_pair(session, db)
        key = waiting or able.newest
        current = able.row_on(by.as_of)
        since = able.uncovered_since(by.as_of)
        if current is not None:
            since = by.as_of if waiting else current.valid_from
        before = able.newest if waiting and able.pairs else None
        request = KeyRequest(
            bureau.bureau,
            db.desk,
            district(session).full_name,
            db.demo,
            key.public,
            since,
            by.as_of,
            consent(key, bureau.bureau, db.desk),
        )
        security.log(session, by, "signing-request", key.key_id.hex())
    return request_file(request, key, before)


def install(
    db: Database, caller: Caller, file: bytes, *, other_bureau: bool = False
) -> KeysChanged:
    """Put a bureau's list in force here; with the first one this desk joins it.

    To join, a key of this desk must be able to sign. Later lists of the same bureau are
    taken even if they say that it is lost: nothing more is signed then.

    Raises:
        NotAllowedError: ROLE.
        UserError: KEY_FILE_FORMAT, KEY_FILE_SIGNATURE.
        RefusedError: KEYS_DEMO_MIXED, KEYS_NOT_LISTED, KEYS_OLDER, BUREAU_OTHER.
    """
    found = read_list(file)
    if not isinstance(found, KeyList):
        raise UserError("KEY_FILE_FORMAT")
    if found.demo != db.demo:
        raise RefusedError("KEYS_DEMO_MIXED")
    with db.writing() as session:
        by = allowed(session, caller)
        now, held = key_list(session, db), held_pairs(session, db)
        own = [row for row in found.keys if _is_own(row, found, db.desk, held)]
        if found.bureau != now.bureau:
            own = [row for row in own if _stands(row, by.as_of)]
        if not own:
            raise RefusedError("KEYS_NOT_LISTED", desk=str(db.desk))
        if found.bureau == now.bureau and found.edition <= now.edition:
            known, given = str(now.edition), str(found.edition)
            raise RefusedError("KEYS_OLDER", edition=given, known=known)
        is_change = found.bureau != now.bureau and not is_bureau(session, db)
        if is_change and not other_bureau:
            raise RefusedError("BUREAU_OTHER")
        papers = put(session, db, by, "install", SignedList(found, file))
    return told(db, KeysChanged("install", found, papers=papers))


def _is_own(row: ListedKey, keys: KeyList, desk: int, held: Iterable[bytes]) -> bool:
    """Whether a row is about a key of this desk that is here."""
    return row.desk == desk and row.public in held and row.joined(keys.bureau)


def _stands(row: ListedKey, day: dt.date) -> bool:
    """Whether a row lets its key sign, now or later."""
    ended = row.valid_to is not None and row.valid_to <= day
    return not ended and not row.is_lost_on(day)
