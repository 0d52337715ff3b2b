"""Finding the key of a file by what a person has; runs in a lane, without Qt."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carbon_points.storage.keys import Key

HALF_LETTERS: Final = 32
"""Letters of a half of the recovery key, without its dashes."""


class KeyWay(StrEnum):
    """What a person has."""

    PASSPHRASE = "passphrase"  # noqa: S105  (the name of a way)
    HALVES = "halves"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class KeyGiven:
    """A person's answer to the question for a key."""

    way: KeyWay
    text: str = field(default="", repr=False)
    """The passphrase, or the first half."""

    second: str = field(default="", repr=False)
    key_file: Path = Path()
    remember: bool = False


def prove(file: Path, given: KeyGiven) -> None:
    """Find the key of a database or a backup, and have it at hand from now on.

    Raises:
        UserError: ``PASSPHRASE_WRONG``, ``RECOVERY_KEY_MISREAD``,
            ``RECOVERY_KEY_WRONG``.
        DatabaseUnusableError: ``KEY_FILE_DAMAGED``, ``DB_WRONG_KEY``; or the file is
            gone.
    """
    from carbon_points.storage import keys  # noqa: PLC0415

    key = _key(file, given)
    keys.hold(key)
    if given.remember:
        keys.remember(key)


def missing_letters(half: str) -> int:
    """How many letters of a half are still to come; it is read whole at 0."""
    return max(HALF_LETTERS - len(plain_half(half)), 0)


def plain_half(text: str) -> str:
    """A half without what only makes it easier to read."""
    wide = unicodedata.normalize("NFKC", text).upper()
    return "".join(filter(str.isalnum, wide))


def is_misread(half: str) -> bool:
    """Whether a whole half has a wrong letter somewhere."""
    from carbon_points.common.problems import UserError  # noqa: PLC0415
    from carbon_points.storage.keys import key_from_halves  # noqa: PLC0415

    try:
        key_from_halves(half, half, b"")
    except UserError:
        return True
    return False


def _key(file: Path, given: KeyGiven) -> Key:
    from carbon_points.common.problems import DatabaseUnusableError  # noqa: PLC0415
    from carbon_points.storage import keys  # noqa: PLC0415
    from carbon_points.storage import unlocking  # noqa: PLC0415

    if given.way is KeyWay.PASSPHRASE:
        return unlocking.by_passphrase(file, given.text)
    if given.way is KeyWay.HALVES:
        return unlocking.by_halves(file, given.text, given.second)
    # The salt in a key file is only how it is found; the file's own is what counts.
    read = keys.read_key(given.key_file)
    key = keys.Key(read.key, unlocking.salt_of(file))
    if not unlocking.fits(file, key):
        raise DatabaseUnusableError("DB_WRONG_KEY", path=str(file))
    return key
