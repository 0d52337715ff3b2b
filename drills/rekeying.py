"""kill -9 while the file gets another key: it opens, under the old or the new one."""

from __future__ import annotations

import sys
from typing import Final
from typing import TYPE_CHECKING
from unittest.mock import patch

from cryptography.exceptions import InvalidTag

from carbon_points.security.file_keys import encrypt
from carbon_points.security.file_keys import rotate_key
from carbon_points.storage import keys
from carbon_points.storage.driver import PLAIN_HEADER
from carbon_points.storage.engine import open_database
from carbon_points.storage.pages import first_bytes
from carbon_points.storage.unlocking import salt_of
from drills import ground
from drills.killing import BEGUN
from drills.kills import killed_each
from tests.deeds import person
from tests.districts import as_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from drills.killing import Tell
    from drills.tally import Tally

_CHANGES: Final = "SELECT COUNT(*) FROM chain_record WHERE kind = 'keys'"
_SEALED: Final = "SELECT COUNT(*) FROM participant WHERE id = :id"


def drill(*, full: bool, folder: Path) -> Iterator[Tally]:
    """One row for another key, one for the first encryption."""
    return killed_each((Rotating, Encrypting), full=full, folder=folder)


class Rotating:
    """An administrator gives the file a new key, again and again."""

    name = "changing the file's key"

    def __init__(self, folder: Path) -> None:
        self._database = ground.made(folder / "district")
        self._changes = 0
        self._salt = b""

    def prepare(self, attempt: int) -> None:  # noqa: ARG002  (each goes on from the last)
        """Remember which key it has now."""
        self._salt = salt_of(self._database)

    def work(self, tell: Tell) -> None:
        """Rotate; the new key's fingerprint is told when it is acknowledged."""
        with open_database(self._database) as db:
            tell(BEGUN)
            tell(rotate_key(db, as_of("admin")).now.fingerprint)

    def judge(self, told: list[str], tally: Tally) -> Database:
        """Old and all, or new and all, with what was sealed, and noted once."""
        salt = salt_of(self._database)
        changed = salt != self._salt
        if told and keys.fingerprint(salt) != told[0]:
            tally.problem("lost", f"not under the key that was told: {told[0]}")
        if keys.find_key(self._salt) is None:
            tally.problem("lost", "the key of the backups made before is gone")
        db = _opened(self._database, tally)
        self._changes += changed
        if ground.number(db, _CHANGES) != self._changes:
            tally.problem("double", f"{self._changes} changes of the key")
        return db


class Encrypting:
    """A file that was made without SQLCipher is encrypted."""

    name = "encrypting a plain file"

    def __init__(self, folder: Path) -> None:
        self._now = folder / "now"
        with patch.dict(sys.modules, {"sqlcipher3.dbapi2": None}):
            self._pattern = ground.made(folder / "pattern")

    def prepare(self, attempt: int) -> None:  # noqa: ARG002  (each is like the first)
        """The plain file stands there anew."""
        self._database = ground.copy_of(self._pattern, self._now)

    def work(self, tell: Tell) -> None:
        """Encrypt; told when it is done."""
        with open_database(self._database) as db:
            tell(BEGUN)
            tell(encrypt(db, as_of("admin")).now.fingerprint)

    def judge(self, told: list[str], tally: Tally) -> Database:
        """Plain and all, or encrypted and all."""
        plain = first_bytes(self._database) == PLAIN_HEADER
        if told and plain:
            tally.problem("lost", "told that it is encrypted")
        db = _opened(self._database, tally)
        if ground.number(db, _CHANGES) != (not plain):
            tally.problem("double", "changes of the key")
        return db


def _opened(database: Path, tally: Tally) -> Database:
    """The database with the key that is kept, its stored keys readable."""
    db = open_database(database)
    try:
        db.sealer.token("1")
    except (InvalidTag, KeyError):
        tally.problem("lost", "the stored keys do not open")
    if not ground.number(db, _SEALED, id=person(1)):
        tally.problem("lost", "a participant")
    if db.damaged_pages():
        tally.problem("lost", "damaged pages")
    return db
