"""What the settings ask of the core about the file's key; in a lane, without Qt."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from carbon_points.security import file_keys
from carbon_points.storage.keys import Protection
from ui.shared.desk import caller_now

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.security.file_keys import KeyChanged
    from carbon_points.security.file_keys import RecoveryKey
    from carbon_points.storage.key_facts import FileKey


def look(database: Any, who: str) -> FileKey:
    """How the file is protected."""
    return file_keys.file_key(database, caller_now(who))


def change_passphrase(
    database: Any, who: str, present: str, words: Protection
) -> KeyChanged:
    """Another passphrase, or the first one.

    Raises:
        UserError: ``PASSPHRASE_WRONG``, ``PASSPHRASE_WEAK``.
        DatabaseUnusableError: ``DB_LOCKED``, if another window has the books open.
    """
    return file_keys.change_passphrase(database, caller_now(who), present, words)


def rotate(database: Any, who: str, *, remember: bool) -> KeyChanged:
    """A random new key."""
    wanted = Protection(remember=remember)
    return file_keys.rotate_key(database, caller_now(who), wanted)


def encrypt(database: Any, who: str) -> KeyChanged:
    """Encrypt books that were made where nothing could."""
    return file_keys.encrypt(database, caller_now(who))


def keep(database: Any, who: str, *, here: bool) -> FileKey:
    """Keep the key on this computer, or no longer.

    Raises:
        RefusedError: ``KEY_ONLY_HERE``.
    """
    act = file_keys.remember_key if here else file_keys.forget_key
    return act(database, caller_now(who))


def print_sheets(database: Any, who: str) -> bytes:
    """Both halves as one PDF of two pages, for the printer alone."""
    from carbon_points.integrity.recovery_paper import both_sheets  # noqa: PLC0415

    made: list[bytes] = []

    def hand_over(shown: RecoveryKey) -> None:
        made.append(both_sheets(shown))

    file_keys.recovery_key(database, caller_now(who), hand_over)
    return made[0]


def save_sheets(database: Any, who: str, folder: Path) -> tuple[Path, Path]:
    """Both halves as a file each.

    Raises:
        DatabaseUnusableError: if the folder cannot be written.
    """
    from carbon_points.integrity.recovery_paper import write_sheets  # noqa: PLC0415
    from carbon_points.storage.errors import explained_files  # noqa: PLC0415

    made: list[tuple[Path, Path]] = []

    def hand_over(shown: RecoveryKey) -> None:
        made.append(write_sheets(shown, folder))

    with explained_files(folder):
        file_keys.recovery_key(database, caller_now(who), hand_over)
    return made[0]
