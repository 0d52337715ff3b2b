"""What may be said of a file's key: where it comes from and is kept, never the key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import Literal
from typing import TYPE_CHECKING

from carbon_points.storage import keys
from carbon_points.storage.models import Setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.storage.engine import Database

_SHOWN: Final = "recovery_shown"
"""The setting with the fingerprint of the key whose halves were shown, and when."""

_REPLACED: Final = "replaced_keys"
"""The setting with the salts of the keys that the file had before, and until when."""

Kept = Literal["keyring", "file", ""]


@dataclass(frozen=True, slots=True)
class FileKey:
    """How a file is protected."""

    file: str
    fingerprint: str
    kind: keys.KeyKind
    encrypted: bool
    remembered: Kept
    recovery_shown_at: int | None
    """When the printed halves of this very key were last shown."""

    @property
    def only_here(self) -> bool:
        """Whether losing this computer means losing the file and its backups."""
        return self.kind == "random" and self.recovery_shown_at is None


@dataclass(frozen=True, slots=True)
class OldKey:
    """A key that the file had before, kept on this computer for its backups."""

    salt: bytes
    replaced_at: int
    kept: Kept

    @property
    def fingerprint(self) -> str:
        """By what people tell it from others."""
        return keys.fingerprint(self.salt)


def known_key(db: Database, session: Session) -> FileKey:
    """How an open file is protected."""
    print_ = keys.fingerprint(db.vault.salt)
    kind = session.get(Setting, keys.KEY_KIND)
    shown = session.get(Setting, _SHOWN)
    of, _, at = shown.value.partition(" ") if shown else ("", "", "")
    return FileKey(
        db.path.name,
        print_,
        "passphrase" if kind and kind.value == "passphrase" else "random",
        db.encrypted,
        keys.remembered(db.vault.salt),
        int(at) if of == print_ else None,
    )


def note_shown(session: Session, fingerprint: str, now: int) -> None:
    """Keep that the printed halves of a key were shown."""
    session.merge(Setting(name=_SHOWN, value=f"{fingerprint} {now}"))


def note_replaced(session: Session, salt: bytes, now: int) -> None:
    """Keep that the key of this salt is the file's no longer."""
    lines = [*_replaced_lines(session), f"{salt.hex()} {now}"]
    session.merge(Setting(name=_REPLACED, value="\n".join(lines)))


def old_keys(session: Session) -> tuple[OldKey, ...]:
    """The keys of earlier days that are still kept for this user, oldest first."""
    told = (line.partition(" ") for line in _replaced_lines(session))
    known = ((bytes.fromhex(salt), int(at)) for salt, _, at in told)
    every = (OldKey(salt, at, keys.remembered(salt)) for salt, at in known)
    return tuple(old for old in every if old.kept)


def _replaced_lines(session: Session) -> list[str]:
    row = session.get(Setting, _REPLACED)
    return row.value.split("\n") if row else []
