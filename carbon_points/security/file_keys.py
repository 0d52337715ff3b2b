"""The key of the database file, as acts of an administrator: allowed, done, noted.

The key of the file is not a person's: it opens the file, and people sign in inside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from functools import partial
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import RefusedError
from carbon_points.security import chain
from carbon_points.security.acts import permitted
from carbon_points.security.passwords import check_passphrase
from carbon_points.security.service import log
from carbon_points.storage import keys
from carbon_points.storage import unlocking
from carbon_points.storage.driver import load_driver
from carbon_points.storage.engine import desk_of
from carbon_points.storage.key_facts import known_key
from carbon_points.storage.key_facts import note_replaced
from carbon_points.storage.key_facts import note_shown
from carbon_points.storage.models import Setting
from carbon_points.storage.rekeying import rekey

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database
    from carbon_points.storage.key_facts import FileKey
    from carbon_points.storage.key_facts import Kept
    from carbon_points.storage.key_facts import OldKey
    from carbon_points.storage.rekeying import Rekeyed

KEYS: Final = "keys"


@dataclass(frozen=True, slots=True)
class KeyChanged:
    """A file that has another key, and what opens the backups made before."""

    now: FileKey
    old_fingerprint: str
    old_kind: keys.KeyKind
    old_remembered: Kept
    was_encrypted: bool
    """Else the backups made before need no key to be read."""


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """The two halves of a file's key, to be printed and kept apart."""

    halves: tuple[str, str] = field(repr=False)
    file: str
    fingerprint: str
    desk: int
    shown_at: int


def file_key(db: Database, caller: Caller) -> FileKey:
    """How the file is protected.

    Raises:
        NotAllowedError: ROLE.
    """
    with db.reading() as session:
        permitted(session, KEYS, caller)
        return known_key(db, session)


def change_passphrase(
    db: Database, caller: Caller, present: str, words: keys.Protection
) -> KeyChanged:
    """Give the file the key of another passphrase; the present one must be known.

    A file with a random key gets its first passphrase so; `present` is not looked at.

    Raises:
        NotAllowedError: ROLE.
        UserError: ``PASSPHRASE_WRONG``, ``PASSPHRASE_WEAK``.
        DatabaseUnusableError: as `storage.rekeying.rekey`.
    """
    check_passphrase(words.passphrase)
    if file_key(db, caller).kind == "passphrase":
        unlocking.by_passphrase(db.path, present)
    return _rekeyed(db, caller, "key-passphrase", words)


def rotate_key(
    db: Database,
    caller: Caller,
    wanted: keys.Protection = keys.RANDOM,
    new_key_file: Path | None = None,
) -> KeyChanged:
    """Give the file a new key, because the present one may be known to others.

    A file with a passphrase keeps it: `wanted` holds the present one, which gives
    another key with a new salt.

    Raises:
        NotAllowedError: ROLE.
        RefusedError: ``KEY_HAS_PASSPHRASE``, if the file has one and `wanted` none;
            ``FILE_EXISTS``, if the key file is there.
        UserError: ``PASSPHRASE_WRONG``, ``PASSPHRASE_WEAK``.
        DatabaseUnusableError: as `storage.rekeying.rekey`.
    """
    if file_key(db, caller).kind == "passphrase":
        if not wanted.passphrase:
            raise RefusedError("KEY_HAS_PASSPHRASE", path=str(db.path))
        unlocking.by_passphrase(db.path, wanted.passphrase)
    _check(wanted, new_key_file)
    return _rekeyed(db, caller, "key-rotated", wanted, new_key_file)


def encrypt(
    db: Database,
    caller: Caller,
    wanted: keys.Protection = keys.RANDOM,
    new_key_file: Path | None = None,
) -> KeyChanged:
    """Encrypt a file that was made on a computer without SQLCipher.

    Raises:
        NotAllowedError: ROLE.
        RefusedError: ``KEY_ENCRYPTED_ALREADY``.
        DatabaseUnusableError: ``NO_CIPHER_HERE``, or as `storage.rekeying.rekey`.
    """
    if file_key(db, caller).encrypted:
        raise RefusedError("KEY_ENCRYPTED_ALREADY", path=str(db.path))
    if not load_driver().encrypts:
        raise DatabaseUnusableError("NO_CIPHER_HERE")
    _check(wanted, new_key_file)
    return _rekeyed(db, caller, "key-encrypted", wanted, new_key_file)


def remember_key(db: Database, caller: Caller) -> FileKey:
    """Keep the key for this user of this computer, so that nobody is asked for it.

    Raises:
        NotAllowedError: ROLE.
    """
    with db.writing() as session:
        _noted(session, caller, "key-remembered")
        keys.remember(keys.Key(db.vault.key, db.vault.salt))
        return known_key(db, session)


def forget_key(db: Database, caller: Caller) -> FileKey:
    """Keep the key on this computer no longer: the next opening asks for it.

    It is noted before it is gone: a full disk must not take it unseen.

    Raises:
        NotAllowedError: ROLE.
        RefusedError: ``KEY_ONLY_HERE``, if nothing else would open the file.
    """
    with db.writing() as session:
        known = known_key(db, session)
        _noted(session, caller, "key-forgotten")
        if known.only_here:
            raise RefusedError("KEY_ONLY_HERE", path=str(db.path))
    keys.forget(db.vault.salt)
    with db.reading() as session:
        return known_key(db, session)


def forget_old(db: Database, caller: Caller, old: OldKey) -> None:
    """Keep a key of earlier days no longer; it is noted before it is gone.

    Raises:
        NotAllowedError: ROLE.
    """
    with db.writing() as session:
        _noted(session, caller, "key-forgotten", old.fingerprint)
    keys.forget(old.salt)


def recovery_key(
    db: Database,
    caller: Caller,
    hand_over: Callable[[RecoveryKey], object] = lambda _shown: None,
) -> RecoveryKey:
    """The halves of the key for two sheets of paper; who saw them is noted.

    Args:
        db: the file.
        caller: who wants them.
        hand_over: prints or writes the sheets; if it fails, they do not count as shown.

    Raises:
        NotAllowedError: ROLE.
    """
    print_ = keys.fingerprint(db.vault.salt)
    with db.writing() as session:
        _noted(session, caller, "key-shown")
        note_shown(session, print_, caller.now)
        halves = keys.recovery_key(db)
        shown = RecoveryKey(halves, db.path.name, print_, db.desk, caller.now)
        hand_over(shown)
    return shown


def _check(wanted: keys.Protection, new_key_file: Path | None) -> None:
    if wanted.passphrase:
        check_passphrase(wanted.passphrase)
    if new_key_file is not None and new_key_file.exists():
        raise RefusedError("FILE_EXISTS", file=str(new_key_file))


def _rekeyed(
    db: Database,
    caller: Caller,
    act: str,
    wanted: keys.Protection,
    new_key_file: Path | None = None,
) -> KeyChanged:
    before, old = file_key(db, caller), db.vault.salt
    with db.released():
        done = rekey(
            db.path,
            wanted,
            new_key_file=new_key_file,
            note=partial(_replaced, caller=caller, act=act, salt=old),
        )
    with db.reading() as session:
        return _changed(known_key(db, session), before, done)


def _changed(now: FileKey, before: FileKey, done: Rekeyed) -> KeyChanged:
    """Say what opens older backups; a random key is kept, for nobody remembers it."""
    kept = keys.remembered(done.old.salt)
    return KeyChanged(
        now, before.fingerprint, before.kind, kept, was_encrypted=before.encrypted
    )


def _replaced(session: Session, caller: Caller, act: str, salt: bytes) -> None:
    _noted(session, caller, act)
    note_replaced(session, salt, caller.now)


def _noted(session: Session, caller: Caller, act: str, print_: str = "") -> None:
    """Ask, and write down in chain and log which key, else the present one."""
    by = permitted(session, KEYS, caller)
    position = chain.begin(session)
    salt = bytes.fromhex(session.get_one(Setting, "salt").value)
    log(session, by, act, print_ or keys.fingerprint(salt))
    chain.seal(session, desk_of(session), position, KEYS, by, ())
