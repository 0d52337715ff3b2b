"""Keys from what a person knows or has on paper, proved on the file that they open.

The file is a database or a backup; of a backup only the pages that are needed are read.
"""

from __future__ import annotations

import sqlite3
import struct
import zipfile
import zlib
from contextlib import closing
from contextlib import contextmanager
from typing import Final
from typing import IO
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import UserError
from carbon_points.storage import archive
from carbon_points.storage import keys
from carbon_points.storage import pages
from carbon_points.storage.driver import PLAIN_HEADER
from carbon_points.storage.engine import IDENTITY_KEY
from carbon_points.storage.open_files import open_vault
from carbon_points.storage.sealing import open_secret

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.storage.keys import Key

_VERSIONS: Final = slice(18, 20)
"""Bytes of a plain header that name the journal; 1 can be read without a file."""

_MOST_PLAIN: Final = 1 << 30
_ZIP: Final = b"PK\3\4"
_NO_BACKUP: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(KeyError, ValueError, OSError, EOFError, RuntimeError),
)
"""What opening a damaged archive raises."""


def salt_of(file: Path) -> bytes:
    """The salt by which the key of a database or of a backup is found.

    Raises:
        DatabaseUnusableError: ``DB_MISSING``, ``DB_DAMAGED`` or ``DB_FOREIGN``.
        UserError: ``BACKUP_UNREADABLE``.
    """
    if (vault := open_vault(file)) is not None:
        return vault.salt
    with _database_in(file) as (content, size):
        header = _head(content, file)
        if header != PLAIN_HEADER:
            return header
        return _plain_facts(content, size, file)[0]


def by_passphrase(file: Path, text: str) -> Key:
    """The key that a passphrase gives for a file.

    Raises:
        UserError: ``PASSPHRASE_WRONG``, or as `salt_of`.
    """
    key = keys.key_from_passphrase(text, salt_of(file))
    if not fits(file, key):
        raise UserError("PASSPHRASE_WRONG", file=file.name)
    return key


def by_halves(file: Path, first: str, second: str) -> Key:
    """The key of the two printed halves, in whatever order they were read.

    Raises:
        UserError: ``RECOVERY_KEY_MISREAD`` if a character is wrong,
            ``RECOVERY_KEY_WRONG`` if they are another file's, or as `salt_of`.
    """
    salt = salt_of(file)
    for halves in ((first, second), (second, first)):
        if fits(file, key := keys.key_from_halves(*halves, salt)):
            return key
    raise UserError("RECOVERY_KEY_WRONG", file=file.name)


def fits(file: Path, key: Key) -> bool:
    """Whether a key opens a database or a backup."""
    if (vault := open_vault(file)) is not None:
        return (vault.key, vault.salt) == (key.key, key.salt)
    with _database_in(file) as (content, size):
        if _head(content, file) == PLAIN_HEADER:
            return _opens_secrets(key, _plain_facts(content, size, file)[1])
        return pages.any_page_fits(content, size, key.key, key.salt)


@contextmanager
def _database_in(file: Path) -> Iterator[tuple[IO[bytes], int]]:
    """The bytes of a database, or of the one in a backup, and how many they are."""
    if not file.is_file():
        raise DatabaseUnusableError("DB_MISSING", path=str(file))
    if not pages.first_bytes(file).startswith(_ZIP):
        with file.open("rb") as content:
            yield content, file.stat().st_size
        return
    try:
        with zipfile.ZipFile(file) as packed:
            entry = packed.getinfo(archive.DATABASE)
            if entry.compress_type != zipfile.ZIP_STORED:
                raise UserError("BACKUP_UNREADABLE", file=str(file))
            with packed.open(entry) as content:
                yield content, entry.file_size
    except _NO_BACKUP:
        raise UserError("BACKUP_UNREADABLE", file=str(file)) from None


def _head(content: IO[bytes], file: Path) -> bytes:
    content.seek(0)
    header = content.read(pages.SALT)
    if len(header) < pages.SALT:
        raise DatabaseUnusableError("DB_DAMAGED", path=str(file), page="1")
    return header


def _plain_facts(content: IO[bytes], size: int, file: Path) -> tuple[bytes, bytes]:
    """Salt and sealed identity key of an unencrypted database, read in memory."""
    if size > _MOST_PLAIN:
        raise DatabaseUnusableError("DB_FOREIGN", path=str(file))
    content.seek(0)
    image = bytearray(content.read(size))
    image[_VERSIONS] = b"\1\1"
    salt = "SELECT value FROM setting WHERE name = 'salt'"
    sealed = "SELECT value FROM secret WHERE name = ?"
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(bytes(image))
            return (
                bytes.fromhex(connection.execute(salt).fetchone()[0]),
                connection.execute(sealed, (IDENTITY_KEY,)).fetchone()[0],
            )
    except (sqlite3.Error, TypeError, ValueError):
        raise DatabaseUnusableError("DB_FOREIGN", path=str(file)) from None


def _opens_secrets(key: Key, sealed: bytes) -> bool:
    try:
        open_secret(keys.subkey(key.key, keys.SECRETS), IDENTITY_KEY, sealed)
    except InvalidTag:
        return False
    return True
