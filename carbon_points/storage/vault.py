"""Finding what opens a database file, and saying why nothing does."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Final
from typing import TYPE_CHECKING
from typing import TypeVar

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.storage import keys
from carbon_points.storage import pages
from carbon_points.storage.driver import connect
from carbon_points.storage.driver import load_driver
from carbon_points.storage.driver import PLAIN_HEADER
from carbon_points.storage.driver import Vault
from carbon_points.storage.errors import explained

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

T = TypeVar("T")
_BY_KEY: Final = frozenset({"DB_NO_KEY", "DB_WRONG_KEY", "KEY_FILE_DAMAGED"})
"""Why books cannot be opened that another key may open."""


def find_vault(path: Path, key_file: Path | None) -> Vault:
    """The file with its key.

    Raises:
        DatabaseUnusableError: if the file is missing or damaged, or its key is.
    """
    if not path.is_file():
        raise DatabaseUnusableError("DB_MISSING", path=str(path))
    header = pages.first_bytes(path)
    if len(header) < pages.SALT:
        raise DatabaseUnusableError("DB_DAMAGED", path=str(path), page="1")
    if header == PLAIN_HEADER:
        return _plain_vault(path, key_file)
    driver = load_driver()
    if not driver.encrypts:
        raise DatabaseUnusableError("DB_NO_CIPHER", path=str(path))
    key = _key_by_file(path, header, key_file) if key_file else _key(path, header)
    return Vault(path, key.key, key.salt, driver, encrypted=True)


def vault_of_copy(copy: Path, source: Path, key_file: Path | None) -> Vault:
    """As `find_vault` for what was unpacked from `source`, which the errors name.

    Raises:
        DatabaseUnusableError: as `find_vault`.
    """
    try:
        return find_vault(copy, key_file)
    except DatabaseUnusableError as error:
        told = {**error.details, "path": str(source)}
        raise DatabaseUnusableError(error.code, **told) from error


def same_vault(known: Vault, key_file: Path | None) -> Vault:
    """The vault of a file that this process has open already."""
    if key_file is not None and keys.read_key(key_file).key != known.key:
        raise DatabaseUnusableError("DB_WRONG_KEY", path=str(known.path))
    return known


def by_own_key(opens: Callable[[Path | None], T], key_file: Path | None) -> T:
    """Open the books that stand there: the key of a backup is perhaps another.

    Args:
        opens: opens them by a key file, or by the key that is kept for them.
        key_file: of the backup; tried where nothing is kept that opens them.

    Raises:
        DatabaseUnusableError: if neither does.
    """
    try:
        return opens(None)
    except DatabaseUnusableError as error:
        if key_file is None or error.code not in _BY_KEY:
            raise
    return opens(key_file)


def damaged_pages(path: Path, key_file: Path | None = None) -> list[int]:
    """Numbers of the altered pages of a file that nobody has open, from 1.

    Raises:
        DatabaseUnusableError: if the file or its key is not there.
    """
    try:
        vault = find_vault(path, key_file)
    except DatabaseUnusableError as error:
        if error.code == "DB_DAMAGED":
            return [1]
        raise
    if not vault.encrypted:
        return []
    return pages.damaged_pages(path, vault.key, vault.salt)


@contextmanager
def opening(vault: Vault) -> Iterator[None]:
    """Tell a wrong key from a damaged header: the engine says the same of both."""
    try:
        with explained(vault):
            yield
    except DatabaseUnusableError as error:
        if error.code == "DB_READ_ONLY" and _was_replaced(vault):
            raise DatabaseUnusableError("DB_LOCKED", path=str(vault.path)) from error
        if error.code != "DB_DAMAGED" or not vault.encrypted:
            raise
        if pages.key_fits(vault.path, vault.key, vault.salt):
            raise
        raise DatabaseUnusableError("DB_WRONG_KEY", path=str(vault.path)) from error


def _key(path: Path, header: bytes) -> keys.Key:
    """The user's key for this salt; an altered salt shows by a key that fits."""
    if (found := keys.find_key(header)) is not None:
        return found
    for kept in keys.kept_keys():
        if pages.key_fits(path, kept.key, kept.salt):
            raise DatabaseUnusableError("DB_DAMAGED", path=str(path), page="1")
    raise DatabaseUnusableError(
        "DB_NO_KEY", path=str(path), key_file=f"{header.hex()}.key"
    )


def _key_by_file(path: Path, header: bytes, key_file: Path) -> keys.Key:
    given = keys.read_key(key_file)
    if given.salt == header:
        return given
    if pages.key_fits(path, given.key, given.salt):
        raise DatabaseUnusableError("DB_DAMAGED", path=str(path), page="1")
    # Else every page of it would count as damaged.
    if not pages.key_fits(path, given.key, header):
        raise DatabaseUnusableError("DB_WRONG_KEY", path=str(path))
    return keys.Key(given.key, header)


def _plain_vault(path: Path, key_file: Path | None) -> Vault:
    """An unencrypted file: its salt is one of its settings."""
    vault = Vault(path, b"", b"", load_driver(), encrypted=False)
    with opening(vault):
        connection = connect(vault, "rw" if _was_cut_off(path) else "ro")
        try:
            query = "SELECT value FROM setting WHERE name = 'salt'"
            row = connection.execute(query).fetchone()
        finally:
            connection.close()
    if row is None:
        raise DatabaseUnusableError("DB_FOREIGN", path=str(path))
    salt = bytes.fromhex(row[0])
    key = keys.read_key(key_file) if key_file else keys.find_key(salt)
    if key is None:
        raise DatabaseUnusableError(
            "DB_NO_KEY", path=str(path), key_file=f"{salt.hex()}.key"
        )
    return Vault(path, key.key, salt, vault.driver, encrypted=False)


def _was_replaced(vault: Vault) -> bool:
    """Whether the file got another key while one waited: SQLite writes no more then."""
    return vault.encrypted and pages.first_bytes(vault.path) != vault.salt


def _was_cut_off(path: Path) -> bool:
    """Whether a crash left a journal that must be taken back before one reads."""
    journal = path.with_name(path.name + "-journal")
    return journal.exists() and journal.stat().st_size > 0
