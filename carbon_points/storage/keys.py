"""The raw key of a database: made, kept in a file of the user, found by the salt."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import UserError
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


@dataclass(frozen=True, slots=True)
class Key:
    """A raw key and the salt of the file that it opens."""

    key: bytes
    salt: bytes


def key_folder() -> Path:
    """Where this user's keys are; never beside a database."""
    from platformdirs import user_config_path  # noqa: PLC0415  (not for --help)

    return user_config_path("carbon-points", appauthor=False) / "keys"


def new_key(key_file: Path | None = None) -> Key:
    """A random key for a new database, kept in `key_file` or the user's folder.

    A key file that exists already is used as it is.
    """
    if key_file is not None and key_file.exists():
        return read_key(key_file)
    made = Key(secrets.token_bytes(KEY_BYTES), secrets.token_bytes(SALT_BYTES))
    keep_key(made, key_file)
    return made


def keep_key(key: Key, key_file: Path | None = None) -> Path:
    """Write a key to a file that only its user can read."""
    target = key_file or key_folder() / f"{key.salt.hex()}.key"
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
        document = json.loads(key_file.read_bytes())
        found = Key(bytes.fromhex(document["key"]), bytes.fromhex(document["salt"]))
        check = bytes.fromhex(document["check"])
    except OSError:
        raise DatabaseUnusableError("DB_NO_KEY", key_file=str(key_file)) from None
    except (ValueError, KeyError, TypeError):
        raise _damaged(key_file) from None
    lengths = (len(found.key), len(found.salt))
    if check != _check(found.key) or lengths != (KEY_BYTES, SALT_BYTES):
        raise _damaged(key_file)
    return found


def _damaged(key_file: Path) -> DatabaseUnusableError:
    return DatabaseUnusableError("KEY_FILE_DAMAGED", key_file=str(key_file))


def find_key(salt: bytes) -> Key | None:
    """The key that this user keeps for the database with this salt."""
    kept = key_folder() / f"{salt.hex()}.key"
    return read_key(kept) if kept.is_file() else None


def kept_keys() -> Iterator[Key]:
    """Every readable key of this user."""
    for kept in sorted(key_folder().glob("*.key")):
        try:
            yield read_key(kept)
        except DatabaseUnusableError:
            continue


def key_from_passphrase(passphrase: str, salt: bytes) -> Key:
    """The key that a passphrase gives for a file: Argon2id with the file's salt."""
    from argon2.low_level import hash_secret_raw  # noqa: PLC0415  (slow to import)
    from argon2.low_level import Type  # noqa: PLC0415

    raw = hash_secret_raw(
        passphrase.encode(),
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
    key = db.vault.key
    return _half_text(key[:_HALF]), _half_text(key[_HALF:])


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
    plain = "".join(text.upper().replace("-", " ").split())
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
