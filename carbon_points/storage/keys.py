"""The raw key of a database: made, kept for its user, found by the salt.

It is kept in the operating system's keyring where there is one, else in a file that
only the user can read. Either protects from whoever carries the database or a backup
away, not from somebody who works in the same user's name.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import unicodedata
from dataclasses import dataclass
from dataclasses import field
from typing import Final
from typing import Literal
from typing import TYPE_CHECKING

from carbon_points.common.incoming import loads
from carbon_points.common.incoming import read_within
from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import UserError
from carbon_points.storage import os_keyring
from carbon_points.storage.files import sync_folder
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.storage.engine import Database

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
_FORMAT: Final = "carbon-points/key/1"
_HALF: Final = KEY_BYTES // 2
_CHECK_BYTES: Final = 4
_PRINT: Final = 8
_MEANT: Final = str.maketrans("018", "OIB")
"""Digits that no half has, and the letters that they are taken for."""

_MOST: Final = 10_000
"""Bytes of a key file; it has three hundred."""

SECRETS: Final = "secrets"
"""The purpose of the key that seals the stored keys."""

KEY_KIND: Final = "key_kind"
"""The setting that says where a file's key comes from."""

KeyKind = Literal["random", "passphrase"]
Place = Literal["keyring", "file"]


@dataclass(frozen=True, slots=True)
class Key:
    """A raw key and the salt of the file that it opens."""

    key: bytes = field(repr=False)
    salt: bytes


@dataclass(frozen=True, slots=True)
class Protection:
    """Where the key of a file comes from, and whether it is kept for its user."""

    passphrase: str = field(default="", repr=False)
    """Empty: a random key, which is always kept."""

    remember: bool = True

    @property
    def kind(self) -> KeyKind:
        """As the file's own settings say it."""
        return "passphrase" if self.passphrase else "random"

    def new_key(self) -> Key:
        """A key for a new file, with a salt of its own."""
        salt = secrets.token_bytes(SALT_BYTES)
        if self.passphrase:
            return key_from_passphrase(self.passphrase, salt)
        return Key(secrets.token_bytes(KEY_BYTES), salt)


RANDOM: Final = Protection()
"""Nobody has to remember it, so it is kept for its user."""

_held: Final[dict[bytes, Key]] = {}
"""Keys that this process was given; they are forgotten when it ends."""


def key_folder() -> Path:
    """Where this user's keys are; never beside a database."""
    from platformdirs import user_config_path  # noqa: PLC0415  (not for --help)

    return user_config_path("carbon-points", appauthor=False) / "keys"


def new_key(
    key_file: Path | None = None,
    protection: Protection = RANDOM,
) -> Key:
    """The key for a new database, kept in `key_file` or for this user.

    A key file that exists already is used as it is.
    """
    if key_file is not None and key_file.exists():
        return read_key(key_file)
    made = protection.new_key()
    keep(made, key_file, protection)
    return made


def keep(key: Key, key_file: Path | None, protection: Protection) -> None:
    """Keep a new key where it is wanted; one that nobody can give again, anywhere."""
    if key_file is not None:
        keep_key(key, key_file)
    elif protection.remember or not protection.passphrase:
        remember(key)
    else:
        hold(key)


def keep_key(key: Key, key_file: Path | None = None) -> Path:
    """Write a key to a file that only its user can read."""
    target = key_file or _file_of(key.salt)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    document = {
        "format": _FORMAT,
        "salt": key.salt.hex(),
        "key": key.key.hex(),
        "check": _check(key.key).hex(),
    }
    write_whole(target, (json.dumps(document, indent=1) + "\n").encode(), mode=0o600)
    return target


def read_key(key_file: Path) -> Key:
    """The key in a file.

    Raises:
        DatabaseUnusableError: if the file is missing or is no whole key file.
    """
    try:
        document = loads(read_within(key_file, _MOST))
        found = Key(bytes.fromhex(document["key"]), bytes.fromhex(document["salt"]))
        check = bytes.fromhex(document["check"])
    except UserError as error:
        if error.code == "FILE_TOO_LARGE":
            raise _damaged(key_file) from None
        raise DatabaseUnusableError("DB_NO_KEY", key_file=str(key_file)) from None
    except (ValueError, KeyError, TypeError):
        raise _damaged(key_file) from None
    lengths = (len(found.key), len(found.salt))
    if check != _check(found.key) or lengths != (KEY_BYTES, SALT_BYTES):
        raise _damaged(key_file)
    return found


def _damaged(key_file: Path) -> DatabaseUnusableError:
    return DatabaseUnusableError("KEY_FILE_DAMAGED", key_file=str(key_file))


def hold(key: Key) -> None:
    """Answer this key in this process, without keeping it anywhere."""
    _held[key.salt] = key


def find_key(salt: bytes) -> Key | None:
    """The key for the database with this salt: held, or kept for this user.

    Raises:
        DatabaseUnusableError: if the user's key file is damaged.
    """
    if (found := _held.get(salt)) is not None:
        return found
    # Before the keyring, which takes long to ask; a key is never in both.
    if (kept := _file_of(salt)).is_file():
        return read_key(kept)
    return _in_keyring(salt)


def remember(key: Key) -> Place:
    """Keep a key for this user: in the system's keyring, else in a file."""
    if os_keyring.put(key.salt.hex(), key.key.hex()):
        _remove_file(key.salt)
        return "keyring"
    keep_key(key)
    return "file"


def remembered(salt: bytes) -> Place | Literal[""]:
    """Where the key of this salt is kept for this user, empty if it is not."""
    if _file_of(salt).is_file():
        return "file"
    return "keyring" if _in_keyring(salt) else ""


def forget(salt: bytes) -> bool:
    """Keep a key no longer; whether there was one."""
    _held.pop(salt, None)
    in_file = _remove_file(salt)
    return os_keyring.drop(salt.hex()) or in_file


def _file_of(salt: bytes) -> Path:
    return key_folder() / f"{salt.hex()}.key"


def _remove_file(salt: bytes) -> bool:
    kept = _file_of(salt)
    if not kept.is_file():
        return False
    kept.unlink()
    sync_folder(kept.parent)
    return True


def _in_keyring(salt: bytes) -> Key | None:
    text = os_keyring.get(salt.hex())
    try:
        found = Key(bytes.fromhex(text or ""), salt)
    except ValueError:
        return None
    return found if len(found.key) == KEY_BYTES else None


def kept_keys() -> Iterator[Key]:
    """Every key that this process holds or can read in the user's folder."""
    yield from tuple(_held.values())
    for kept in sorted(key_folder().glob("*.key")):
        try:
            yield read_key(kept)
        except DatabaseUnusableError:
            continue


def key_from_passphrase(passphrase: str, salt: bytes) -> Key:
    """The key that a passphrase gives for a file: Argon2id with the file's salt.

    As with passwords, full-width letters are those that were meant.
    """
    from argon2.low_level import hash_secret_raw  # noqa: PLC0415  (slow to import)
    from argon2.low_level import Type  # noqa: PLC0415

    raw = hash_secret_raw(
        unicodedata.normalize("NFKC", passphrase).encode(),
        salt,
        time_cost=3,
        memory_cost=65_536,
        parallelism=4,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )
    return Key(raw, salt)


def subkey(key: bytes, purpose: str) -> bytes:
    """A key for another purpose that tells nothing of the raw one."""
    return hmac.digest(key, f"carbon-points {purpose}".encode(), "sha256")


def recovery_key(db: Database) -> tuple[str, str]:
    """The raw key as two texts for two sheets of paper, each with check characters."""
    return halves_of(db.vault.key)


def halves_of(key: bytes) -> tuple[str, str]:
    """A raw key as two texts."""
    return _half_text(key[:_HALF]), _half_text(key[_HALF:])


def fingerprint(salt: bytes) -> str:
    """By what people tell a file's key from others; says nothing of the key."""
    text = hashlib.sha256(b"carbon-points salt" + salt).hexdigest()[:_PRINT].upper()
    return "-".join(text[i : i + 4] for i in range(0, _PRINT, 4))


def key_from_halves(first: str, second: str, salt: bytes) -> Key:
    """The key of two printed halves.

    Raises:
        UserError: if one of them was misread.
    """
    return Key(_half_bytes(first, "1") + _half_bytes(second, "2"), salt)


def _half_text(half: bytes) -> str:
    text = base64.b32encode(half + _check(half)).decode()
    return "-".join(text[i : i + 4] for i in range(0, len(text), 4))


def _half_bytes(text: str, which: str) -> bytes:
    meant = unicodedata.normalize("NFKC", text).upper().translate(_MEANT)
    # Whatever a word processor made of the dashes between the groups is let go.
    plain = "".join(filter(str.isalnum, meant))
    try:
        decoded = base64.b32decode(plain)
    except ValueError:
        decoded = b""
    half, check = decoded[:_HALF], decoded[_HALF:]
    if len(half) != _HALF or check != _check(half):
        raise UserError("RECOVERY_KEY_MISREAD", half=which)
    return half


def _check(secret: bytes) -> bytes:
    """What tells a misread or altered key from a whole one, without giving it away."""
    digest = hashlib.sha256(b"carbon-points check" + secret).digest()
    return digest[:_CHECK_BYTES]
