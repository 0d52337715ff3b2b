"""Signed checkpoints: how far the chain had come, kept outside of the database.

Who has the file and its key can cut the tail off the chain, or compute it anew, and all
hashes fit again. They do not fit what the desk signed before and somebody kept: this
file, a backup, the head that each certificate names.
"""

from __future__ import annotations

import time
from typing import Final
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import text

from carbon_points.certificates.content import canonical_json
from carbon_points.certificates.keys import signing_key
from carbon_points.certificates.keys import trusted_keys
from carbon_points.certificates.signing import base32_text
from carbon_points.certificates.signing import from_base32
from carbon_points.certificates.signing import is_signed
from carbon_points.common.problems import UserError
from carbon_points.security.chain import START
from carbon_points.security.notes import note_path
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.certificates.trust import Keys
    from carbon_points.storage.engine import Database

FORMAT: Final = "carbon-points/checkpoint/1"
_MOST_BYTES: Final = 4_096


class Checkpoint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A record of the chain as a desk signed it."""

    format: str
    database: str
    desk: int
    position: int
    hash: str
    """Hexadecimal SHA-256 of the record at `position`; 64 zeros before the first."""

    made_at: int
    """Epoch seconds."""

    key: str
    """Id of the desk's signing key, hexadecimal."""

    signature: str = ""

    def signed_bytes(self) -> bytes:
        """What the signature covers: everything but itself."""
        document = msgspec.to_builtins(self)
        del document["signature"]
        return canonical_json(document)

    @property
    def head(self) -> tuple[int, bytes]:
        """Position and hash, as `verify_chain` takes them."""
        return self.position, bytes.fromhex(self.hash)


def checkpoint(db: Database) -> Checkpoint:
    """The newest record of the chain, signed by the desk."""
    key = signing_key(db)
    with db.reading() as session:
        position, found = _head(session)
    plain = Checkpoint(
        format=FORMAT,
        database=db.database_id,
        desk=db.desk,
        position=position,
        hash=found.hex(),
        made_at=int(time.time()),
        key=key.key_id.hex(),
    )
    signature = base32_text(key.sign(plain.signed_bytes()))
    return msgspec.structs.replace(plain, signature=signature)


def write_checkpoint(db: Database, path: Path) -> Checkpoint:
    """The newest record in a file, for a stick or for the bureau."""
    made = checkpoint(db)
    write_whole(path, msgspec.json.encode(made))
    return made


def read_checkpoint(path: Path, keys: Keys | None = None) -> Checkpoint:
    """A checkpoint that a known desk signed.

    Raises:
        UserError: ``CHECKPOINT_UNREADABLE`` or ``CHECKPOINT_SIGNATURE``.
    """
    try:
        with path.open("rb") as file:
            found = msgspec.json.decode(file.read(_MOST_BYTES), type=Checkpoint)
        signature, named = from_base32(found.signature), bytes.fromhex(found.key)
        is_sound = found.format == FORMAT and len(found.head[1]) == len(START)
    except (OSError, RecursionError, ValueError) as error:
        raise UserError("CHECKPOINT_UNREADABLE", file=str(path)) from error
    if not is_sound:
        raise UserError("CHECKPOINT_UNREADABLE", file=str(path))
    known = (keys or trusted_keys()).with_id(named)
    if not any(
        is_signed(key.listed.public, found.signed_bytes(), signature) for key in known
    ):
        raise UserError("CHECKPOINT_SIGNATURE", file=str(path))
    return found


def note(db: Database) -> None:
    """Keep the newest record among the user's own files, apart from the database.

    After a backup, a closed month, a restore: there the desk says how far it is.
    """
    write_checkpoint(db, note_path(db))


def noted(db: Database) -> Checkpoint | None:
    """What was noted of this very file on this computer.

    Raises:
        UserError: as `read_checkpoint`: somebody changed the note.
    """
    path = note_path(db)
    return read_checkpoint(path) if path.exists() else None


def _head(session: Session) -> tuple[int, bytes]:
    newest = "SELECT position, hash FROM chain_record ORDER BY position DESC LIMIT 1"
    row = session.execute(text(newest)).first()
    return (row.position, row.hash) if row else (0, START)
