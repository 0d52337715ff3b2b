"""The pages of an encrypted file, each sealed by a keyed digest of its own.

SQLCipher 4 ends every page of 4,096 bytes with 16 bytes of initialisation vector and
64 bytes of HMAC-SHA-512 over content, vector and page number; the first page begins
with the file's salt. So one page that agrees proves the key, and one that does not
names the damage, even where the engine can no longer open the file.

Nothing here may be asked of a file that this process has open as a database: on POSIX
closing it a second time drops the locks that the engine holds.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import Final
from typing import IO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE: Final = 4096
SALT: Final = 16
LOCK_PAGE: Final = (1 << 30) // PAGE + 1
"""The page that begins 1 GiB into a file: SQLite locks its bytes, and writes none."""

_DIGEST: Final = 64
_SALT_MASK: Final = 0x3A
_PROBES: Final = 64
_RETRIES: Final = 3
_PAUSE_S: Final = 0.02


def damaged_pages(path: Path, key: bytes, salt: bytes) -> list[int]:
    """Numbers of the pages that were changed outside of the program, from 1.

    A page cut in half is one, and so is the first if the file's salt was altered.
    """
    mac_key = _mac_key(key, salt)
    suspects = [
        number
        for number, page in _pages(path)
        if number != LOCK_PAGE and not _agrees(mac_key, number, page)
    ]
    if first_bytes(path) != salt and 1 not in suspects:
        suspects.insert(0, 1)
    for _ in range(_RETRIES):
        # Another process was perhaps writing them; a spoilt file has a million.
        if suspects := list(_still_bad(path, mac_key, suspects, salt)):
            time.sleep(_PAUSE_S)
    return suspects


def key_fits(path: Path, key: bytes, salt: bytes) -> bool:
    """Whether any page of the file was sealed with this key."""
    with path.open("rb") as file:
        return any_page_fits(file, path.stat().st_size, key, salt)


def any_page_fits(file: IO[bytes], size: int, key: bytes, salt: bytes) -> bool:
    """Whether any page of a file of `size` bytes was sealed with this key."""
    mac_key = _mac_key(key, salt)
    count = max(size // PAGE, 1)
    for number in range(1, count + 1, max(count // _PROBES, 1)):
        file.seek((number - 1) * PAGE)
        if _agrees(mac_key, number, file.read(PAGE)):
            return True
    return False


def _still_bad(
    path: Path, mac_key: bytes, numbers: list[int], salt: bytes
) -> Iterator[int]:
    with path.open("rb") as file:
        for number in numbers:
            file.seek((number - 1) * PAGE)
            page = file.read(PAGE)
            own_salt = number > 1 or page[:SALT] == salt
            if not (own_salt and _agrees(mac_key, number, page)):
                yield number


def _mac_key(key: bytes, salt: bytes) -> bytes:
    masked = bytes(byte ^ _SALT_MASK for byte in salt)
    return hashlib.pbkdf2_hmac("sha512", key, masked, 2, 32)


def _agrees(mac_key: bytes, number: int, page: bytes) -> bool:
    if len(page) < PAGE:
        return False
    start = SALT if number == 1 else 0
    sealed = page[start:-_DIGEST] + number.to_bytes(4, "little")
    return hmac.digest(mac_key, sealed, "sha512") == page[-_DIGEST:]


def _pages(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as file:
        number = 0
        while page := file.read(PAGE):
            number += 1
            yield number, page


def first_bytes(path: Path) -> bytes:
    """A file's salt, or the header of a plain database."""
    with path.open("rb") as file:
        return file.read(SALT)
